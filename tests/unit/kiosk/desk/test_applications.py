"""Applications: durable before the receipt, honest about what the server has, wiped afterwards."""

import asyncio
import gc
import json
from types import CoroutineType, FunctionType, ModuleType

from drivers.types import CompletionCode
from kiosk.flows.words import (
    CaseSaved,
    CodeRead,
    EndVisit,
    PaperEnded,
    PrintAgain,
    PrintOutcome,
    ReadCard,
    ReadCode,
    Refused,
)
from tests.unit.kiosk.desk.room import ID_NUMBER, NAME, PHONE, Room, application, completion, room

INTENT = "intent-00000001"
CODE = "YXFW1:0123456789ABCDEF"


def test_an_application_reaches_the_server_with_what_was_confirmed(tmp_path):
    async def day():
        async with room(tmp_path) as here:
            here.desk.perform(application())
            saved = await here.told.until(CaseSaved)
            assert saved.confirmed
            assert (await here.told.until(PaperEnded)).outcome is PrintOutcome.PRINTED
            [case] = here.hall.cases()
            assert (case.number, case.applicant, case.missing) == (saved.number, "张*凡", [])
            [document] = here.hall.files.values()
            assert f"证件号码: {ID_NUMBER}\n" in document.decode()
            [receipt] = here.devices.printed
            assert (receipt["number"], receipt["confirmed"]) == (saved.number, True)

    asyncio.run(day())


def test_without_the_server_the_receipt_says_so_and_the_case_goes_later(tmp_path):
    async def day():
        async with room(tmp_path, mode="away") as here:
            here.desk.perform(application())
            saved = await here.told.until(CaseSaved)
            assert not saved.confirmed
            await here.told.until(PaperEnded)
            assert here.devices.printed[0]["confirmed"] is False
            assert here.hall.cases() == []
            here.hall.mode = "here"
            await here.sent()
            assert [case.number for case in here.hall.cases()] == [saved.number]

    asyncio.run(day())


def test_a_lost_answer_makes_no_second_case(tmp_path):
    async def day():
        async with room(tmp_path, mode="answers lost") as here:
            here.desk.perform(application())
            await here.told.until(CaseSaved)
            here.hall.mode = "here"
            await here.sent()
            assert len(here.hall.cases()) == 1

    asyncio.run(day())


def test_a_double_tap_is_one_case_and_one_receipt(tmp_path):
    async def day():
        async with room(tmp_path) as here:
            here.desk.perform(application())
            here.desk.perform(application())
            await here.told.until(PaperEnded)
            here.desk.perform(application())
            await here.told.until(CaseSaved, 2)
            await here.sent()
            assert len(here.devices.printed) == 1
            assert len(here.hall.cases()) == 1

    asyncio.run(day())


def test_an_unknown_item_is_refused(tmp_path):
    async def day():
        async with room(tmp_path) as here:
            asked = application()
            here.desk.perform(type(asked)(**{**vars(asked), "item": "nothing"}))
            assert (await here.told.until(Refused)).problem == "service.unknown"

    asyncio.run(day())


def test_a_receipt_that_did_not_come_out_is_printed_again_with_the_same_number(tmp_path):
    async def day():
        async with room(tmp_path) as here:
            here.devices.answers["print_form"] = [completion(CompletionCode.DEVICE_NOT_READY, "cover.open")]
            here.desk.perform(application())
            assert (await here.told.until(PaperEnded)).problem == "cover.open"
            here.desk.perform(PrintAgain(INTENT))
            await here.told.until(PaperEnded, 2)
            first, second = here.devices.printed
            assert first["number"] == second["number"]

    asyncio.run(day())


def test_a_restored_server_gets_the_case_and_its_file_again(tmp_path):
    async def day():
        async with room(tmp_path) as here:
            here.desk.perform(application())
            await here.told.until(CaseSaved)
            await here.sent()
            here.hall.mode = "away"
            await here.until(lambda: not here.desk._link.online)
            here.hall.restore(tmp_path / "older")
            here.hall.mode = "here"
            await here.until(lambda: [case.missing for case in here.hall.cases()] == [[]])

    asyncio.run(day())


def test_a_killed_program_sends_the_case_when_it_is_started_again_and_prints_nothing(tmp_path):
    async def day():
        async with room(tmp_path, mode="away") as here:
            here.desk.perform(application())
            saved = await here.told.until(CaseSaved)
            await here.die()
            here.hall.mode = "here"
            second = Room(tmp_path / "t1", here.hall, here.clock)
            await second.until(lambda: [case.number for case in here.hall.cases()] == [saved.number])
            assert second.devices.printed == []
            await second.close()

    asyncio.run(day())


def test_after_the_visit_nothing_personal_is_left_in_memory_or_in_clear_on_disk(tmp_path):
    async def day():
        async with room(tmp_path) as here:
            fields = {"name": NAME, "id_number": ID_NUMBER, "valid_to": "20301231"}
            card = completion(kind="resident", fields=fields, id_check_ok=True)
            here.devices.answers["read_card"] = [card]
            here.devices.answers["read_code"] = [completion(text=CODE, length=len(CODE))]
            del card, fields
            here.desk.perform(ReadCard())
            here.desk.perform(ReadCode())
            await here.told.until(CodeRead)
            here.desk.perform(application())
            await here.told.until(PaperEnded)
            await here.sent()
            here.desk.perform(EndVisit())
            here.told.clear()
            here.devices.printed.clear()
            here.hall.files.clear()
            await here.until(lambda: not here.desk._tasks)
            gc.collect()
            assert remains(here.desk, here.outbox, here.sender) == []
        found = b"".join(path.read_bytes() for path in (tmp_path / "t1").rglob("*") if path.is_file())
        for secret in (NAME, ID_NUMBER, PHONE, CODE):
            assert secret.encode() not in found
            assert json.dumps(secret)[1:-1].encode() not in found

    asyncio.run(day())


def remains(*roots):
    """The secrets that can be reached from these objects; the test's own constants and its hall left out."""
    seen, todo, found = set(), list(roots), []
    while todo:
        each = todo.pop()
        if (
            id(each) in seen
            or isinstance(each, type | ModuleType)
            or type(each).__module__.startswith(("tests.", "hall.server."))
            or (isinstance(each, CoroutineType) and "/tests/" in each.cr_code.co_filename)
        ):
            continue
        seen.add(id(each))
        if isinstance(each, FunctionType):
            todo += each.__closure__ or ()
            continue
        if isinstance(each, str | bytes) and any(
            secret in str(each) for secret in (NAME, ID_NUMBER, PHONE, CODE)
        ):
            found.append(each)
        todo += gc.get_referents(each)
    return found
