"""Cards and codes as long as somebody wants them, and what a citizen can count on."""

import asyncio

from drivers.types import CompletionCode, DeviceState, Status, Supply
from kiosk.flows.words import (
    CardProblem,
    CardRead,
    CardSeen,
    CodeProblem,
    CodeRead,
    EndVisit,
    HallChanged,
    HealthChanged,
    PaperTaken,
    ReadCard,
    ReadCode,
    StopReading,
)
from tests.unit.kiosk.desk.room import Room, completion, room, wish

FIELDS = {"name": "张小凡", "id_number": "11010519491231002X", "valid_to": "长期"}
CARD = completion(kind="resident", fields=FIELDS, id_check_ok=True)
NOBODY = completion(CompletionCode.TIME_OUT, "card.none")


def test_it_looks_for_a_card_again_and_again_until_one_is_there(tmp_path):
    async def day():
        async with room(tmp_path) as here:
            here.devices.answers["read_card"] = [NOBODY, NOBODY, CARD]
            here.desk.perform(ReadCard())
            assert (await here.told.until(CardRead)).person.name.mask() == "张*凡"
            assert here.told.of(CardProblem) == []

    asyncio.run(day())


def test_a_card_is_seen_only_while_somebody_waits_for_one(tmp_path):
    async def day():
        async with room(tmp_path) as here:
            here.hear("id_card", "cardDetected")
            assert here.told.of(CardSeen) == []
            here.desk.perform(ReadCard())
            here.hear("id_card", "cardDetected")
            assert len(here.told.of(CardSeen)) == 1

    asyncio.run(day())


def test_an_unusable_card_is_told_once_and_the_next_one_is_read(tmp_path):
    async def day():
        async with room(tmp_path) as here:
            wrong = completion(CompletionCode.UNSUPPORTED_DATA, "card.unknownType")
            here.devices.answers["read_card"] = [wrong, wrong, CARD]
            here.desk.perform(ReadCard())
            await here.told.until(CardRead)
            assert here.told.of(CardProblem) == [CardProblem("card.unknownType")]

    asyncio.run(day())


def test_after_stop_nothing_is_told_and_the_reader_is_idle(tmp_path):
    async def day():
        async with room(tmp_path) as here:
            here.desk.perform(ReadCard())
            here.desk.perform(ReadCode())
            await here.until(lambda: len(here.devices.running) == 2)
            here.desk.perform(StopReading())
            await here.until(lambda: not here.devices.running)
            here.hear("id_card", "cardDetected")
            assert not here.told.of((CardSeen, CardRead, CardProblem, CodeRead, CodeProblem))

    asyncio.run(day())


def test_the_next_citizen_is_read_although_the_last_one_left_in_the_middle(tmp_path):
    async def day():
        async with room(tmp_path) as here:
            here.desk.perform(ReadCard())
            await here.until(lambda: here.devices.running)
            here.desk.perform(EndVisit())
            here.devices.answers["read_card"] = [CARD]
            here.desk.perform(ReadCard())
            await here.told.until(CardRead)
            assert len(here.told.of(CardRead)) == 1

    asyncio.run(day())


def test_a_code_that_helps_nobody_is_told_and_the_next_one_is_read(tmp_path):
    async def day():
        async with room(tmp_path) as here:
            good = "YXFW1:0123456789ABCDEF"
            here.devices.answers["read_code"] = [
                completion(CompletionCode.INVALID_DATA, "code.tooLong"),
                completion(text=good, length=len(good)),
            ]
            here.desk.perform(ReadCode())
            read = await here.told.until(CodeRead)
            assert here.told.of(CodeProblem) == [CodeProblem("code.tooLong")]
            assert (read.kind, len(read.token)) == ("citizen", 64)
            assert good not in repr(here.told)

    asyncio.run(day())


def test_a_code_where_only_the_card_does_is_told_so_and_reading_goes_on(tmp_path):
    async def day():
        async with room(tmp_path) as here:
            good = "YXFW1:0123456789ABCDEF"
            here.devices.answers["read_code"] = [completion(text=good, length=len(good))] * 2
            here.desk.perform(ReadCode(card_only=True))
            await here.until(lambda: len(here.told.of(CodeProblem)) == 2)
            assert here.told.of(CodeProblem) == [CodeProblem("resident.cardOnly")] * 2
            assert not here.told.of(CodeRead)
            assert good not in repr(here.told)

    asyncio.run(day())


def test_a_device_that_breaks_and_comes_back_is_told(tmp_path):
    async def day():
        async with room(tmp_path) as here:
            here.devices.states["ticket_printer"] = Status(DeviceState.OFFLINE, "paper.out")
            here.hear("ticket_printer", "statusChanged")
            assert here.told.of(HealthChanged)[-1].health.printer == "paper.out"
            low = Status(DeviceState.ONLINE, "paper.low", supplies={"paper": Supply.LOW})
            here.devices.states["ticket_printer"] = low
            here.hear("ticket_printer", "statusChanged")
            health = here.told.of(HealthChanged)[-1].health
            assert (health.printer, health.paper_low) == ("", True)
            here.hear("ticket_printer", "statusChanged")
            assert here.told.of(HealthChanged)[-1].health is health
            here.hear("ticket_printer", "mediaTaken")
            assert here.told.of(PaperTaken)

    asyncio.run(day())


def test_waiting_counts_follow_the_feed(tmp_path):
    async def day():
        async with room(tmp_path) as here:
            here.desk.perform(wish(1))

            def counted():
                halls = here.told.of(HallChanged)
                return halls and {each.id: each.waiting for each in halls[-1].services}["social"] == 1

            await here.until(counted)

    asyncio.run(day())


def test_the_line_to_the_server_lost_and_found_is_told(tmp_path):
    async def day():
        async with room(tmp_path) as here:

            def online():
                return [event.health.online for event in here.told.of(HealthChanged)]

            await here.until(lambda: online()[-1:] == [True])
            here.hall.mode = "away"
            await here.until(lambda: online()[-1:] == [False])
            here.hall.mode = "here"
            await here.until(lambda: online()[-1:] == [True])

    asyncio.run(day())


def test_started_without_the_server_it_knows_the_services_of_the_last_time(tmp_path):
    async def day():
        async with room(tmp_path) as here:
            here.hall.rename("social", "社保与医保")
            await here.until(lambda: here.told.of(HallChanged))
            await here.close()
            here.hall.mode = "away"
            second = Room(tmp_path / "t1", here.hall, here.clock)
            second.desk.opened()
            assert second.told.of(HallChanged)[0].services[0].name.zh == "社保与医保"
            assert second.told.of(HealthChanged)[0].health.online is False
            await second.close()

    asyncio.run(day())


def test_leases_are_filled_for_today_and_tomorrow_and_again_when_they_run_low(tmp_path):
    async def day():
        async with room(tmp_path) as here:
            await here.leases()
            left = lambda date: leases_left(here, date)  # noqa: E731
            assert left("2026-11-23") == 50
            with here.outbox.write() as db:
                for _ in range(30):
                    here.outbox.leases.take(db, "social")
            assert left("2026-11-22") == 20
            here.desk._refill.wake()
            await here.until(lambda: left("2026-11-22") == 70)

    asyncio.run(day())


def leases_left(here, date):
    with here.outbox.read() as db:
        return here.outbox.leases.left(db, "social", date)
