"""A card that lies on the reader, as a real driver on a twin's bytes tells it."""

import asyncio

from drivers.sim.people import LI_JINGYI, ZHANG_XIAOFAN
from drivers.types import CompletionCode
from hall.server.store import windows
from kiosk.flows.words import (
    CardLies,
    CardLifted,
    CardProblem,
    CardRead,
    EndVisit,
    NumberCalled,
    ReadCard,
    StopReading,
)
from tests.unit.kiosk.desk.room import completion, room, wish
from tests.unit.kiosk.desk.terminal_house import house


def place(at, card):
    at.card.act(lambda: at.card.machine.place(card))


def lift(at):
    at.card.act(at.card.machine.lift)


def test_a_card_that_stays_is_known_to_lie_there_until_it_is_lifted(tmp_path):
    with house(tmp_path) as at:
        at.ready()
        at.runtime.perform(ReadCard())
        place(at, ZHANG_XIAOFAN)
        at.heard(CardRead)
        at.runtime.perform(StopReading())
        at.runtime.perform(EndVisit())
        at.heard(CardLies, 2)
        lifted = len(at.of(CardLifted))
        lift(at)
        at.heard(CardLifted, lifted + 1)


def test_a_card_from_before_is_told_at_once_and_read_when_it_is_laid_down_again(tmp_path):
    with house(tmp_path) as at:
        at.ready()
        at.runtime.perform(ReadCard())
        place(at, ZHANG_XIAOFAN)
        at.heard(CardRead)
        at.heard(CardLies)
        at.runtime.perform(EndVisit())
        told = len(at.of(CardLies))
        at.runtime.perform(ReadCard())
        at.heard(CardLies, told + 1)
        assert len(at.of(CardRead)) == 1
        assert not at.of(CardProblem)
        lift(at)
        place(at, LI_JINGYI)
        assert at.heard(CardRead, 2).person.name.reveal() == LI_JINGYI.fields["name"]


def test_a_program_that_was_killed_finds_the_card_that_lies_there(tmp_path):
    with house(tmp_path) as at:
        at.ready()
        at.runtime.perform(ReadCard())
        place(at, ZHANG_XIAOFAN)
        at.heard(CardRead)
        at.runtime.stop()
        at.open()
        at.heard(CardLies)
        lift(at)
        at.heard(CardLifted)


def test_a_reader_that_cannot_be_asked_says_so_by_its_events(tmp_path):
    async def day():
        async with room(tmp_path) as here:
            never = completion(CompletionCode.UNSUPPORTED_COMMAND, "command.unknown")
            here.devices.always["card_there"] = never
            here.hear("id_card", "removeCardPrompt")
            assert here.told.of(CardLies) == []
            here.desk.perform(ReadCard())
            here.hear("id_card", "removeCardPrompt")
            assert here.told.of(CardLies) == [CardLies()]
            here.hear("id_card", "mediaRemoved")
            assert here.told.of(CardLifted) == [CardLifted()]

    asyncio.run(day())


def test_a_number_that_is_called_is_told(tmp_path):
    async def day():
        async with room(tmp_path) as here:
            await here.online()
            here.desk.perform(wish(1))
            await here.until(here.hall.tickets)
            await here.hall.store.write(lambda tx: windows.call(tx, 1, "call-00000001"))
            assert (await here.told.until(NumberCalled)) == NumberCalled("A001", 1)

    asyncio.run(day())
