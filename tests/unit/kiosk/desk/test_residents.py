"""Whose a code is, at the terminal: asked once, told once, never kept, and not told any more when nobody waits."""

import asyncio

import pytest

from hall.contract.residents import Resident
from kiosk.desk.residents import person_of
from kiosk.flows.case_words import CaseRead
from kiosk.flows.pickup_words import ParcelRead
from kiosk.flows.words import (
    BookingRead,
    CardRead,
    CodeProblem,
    CodeSeen,
    EndVisit,
    ReadCard,
    ReadCode,
    StopReading,
)
from tests.unit.kiosk.desk.room import ID_NUMBER, NAME, completion, room
from tests.unit.kiosk.desk.test_readers_and_health import CARD

CODE, OTHER = "YXFW1:0123456789ABCDEF", "YXFW1:FEDCBA9876543210"
WHO = Resident(kind="resident", name=NAME, id_number=ID_NUMBER, valid_to="2030-12-31")
ASKED = ReadCode(person=True)


def shown(text):
    return completion(text=text, length=len(text))


def test_a_code_is_said_to_be_asked_and_then_whose_it_is_and_nothing_of_it_is_kept(tmp_path):
    async def day():
        async with room(tmp_path) as here:
            here.hall.residents[CODE] = WHO
            here.devices.answers["read_code"] = [shown(CODE)]
            here.desk.perform(ASKED)
            read = await here.told.until(CardRead)
            assert here.told.of((CodeSeen, CardRead, CodeProblem)) == [CodeSeen(), read]
            assert (read.person, read.elder) == (person_of(WHO), True)
            assert (read.person.by_code, read.person.birth, read.person.sex) == (True, "19491231", "2")
            assert not any(secret in repr(here.told) for secret in (CODE, NAME, ID_NUMBER))
            files = [each.read_bytes() for each in (tmp_path / "t1").rglob("*") if each.is_file()]
            assert not any(secret.encode() in each for each in files for secret in (CODE, ID_NUMBER))

    asyncio.run(day())


def test_a_code_that_was_refused_is_asked_about_once_however_long_it_is_held_there(tmp_path):
    async def day():
        async with room(tmp_path) as here:
            here.hall.residents[OTHER] = WHO
            here.devices.answers["read_code"] = [shown(CODE), shown(CODE), shown(OTHER)]
            here.desk.perform(ASKED)
            await here.told.until(CardRead)
            assert here.told.of(CodeProblem) == [CodeProblem("resident.unknown")]
            assert here.hall.asked.count("resident") == 2

    asyncio.run(day())


@pytest.mark.parametrize(
    ("mode", "answer", "told"),
    [
        ("here", "resident.old", "resident.old"),
        ("here", "resident.away", "resident.away"),
        ("here", "resident.none", "resident.none"),
        ("away", WHO, "resident.offline"),
    ],
)
def test_what_a_code_says_nothing_for_is_told_in_its_own_word(tmp_path, mode, answer, told):
    async def day():
        async with room(tmp_path, mode) as here:
            here.hall.residents[CODE] = answer
            here.devices.answers["read_code"] = [shown(CODE)]
            here.desk.perform(ASKED)
            assert await here.told.until(CodeProblem) == CodeProblem(told)
            assert not here.told.of(CardRead)

    asyncio.run(day())


@pytest.mark.parametrize("stop", [StopReading(), EndVisit()])
def test_whoever_left_before_the_answer_came_is_not_told_any_more(tmp_path, stop):
    async def day():
        async with room(tmp_path) as here:
            here.hall.residents[CODE] = WHO
            gate, plain = asyncio.Event(), here.hall.find_resident

            async def slow(code):
                await gate.wait()
                return await plain(code)

            here.hall.find_resident = slow
            here.devices.answers["read_code"] = [shown(CODE)]
            here.desk.perform(ASKED)
            await here.told.until(CodeSeen)
            here.desk.perform(stop)
            gate.set()
            here.devices.answers["read_card"] = [CARD]
            here.desk.perform(ReadCard())
            read = await here.told.until(CardRead)
            assert not read.person.by_code
            assert len(here.told.of(CardRead)) == 1

    asyncio.run(day())


@pytest.mark.parametrize(
    ("kind", "text", "read"),
    [("case", "7KQ2MX94TB", CaseRead), ("booking", "20261122", BookingRead), ("parcel", "no", ParcelRead)],
)
def test_beside_a_receipts_or_bookings_code_a_persons_is_told_apart(tmp_path, kind, text, read):
    async def day():
        async with room(tmp_path) as here:
            here.hall.residents[CODE] = WHO
            here.devices.answers["read_code"] = [shown(text)]
            here.desk.perform(ReadCode(person=True, **{kind: True}))
            await here.told.until((read, CodeProblem))
            assert not here.told.of(CodeSeen)
            here.desk.perform(StopReading())
            here.devices.answers["read_code"] = [shown(CODE)]
            here.desk.perform(ReadCode(person=True, **{kind: True}))
            assert (await here.told.until(CardRead)).person.by_code

    asyncio.run(day())


def test_a_foreigners_number_says_no_sex_and_an_older_one_no_birth():
    newer = Resident(kind="Y", name="SAMPLE ERIK", id_number="911124198108030024")
    older = newer.model_copy(update={"kind": "I", "id_number": "UTO110081080310"})
    assert (person_of(newer).birth, person_of(newer).sex) == ("19810803", "")
    assert (person_of(older).birth, person_of(older).sex) == ("", "")
