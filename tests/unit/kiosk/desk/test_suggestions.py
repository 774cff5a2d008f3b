"""What is told at the terminal: durable before the receipt, sealed, sent once, with the deadline that is printed."""

import asyncio
import json
from datetime import date

from sqlalchemy import select

from hall.domain.ledger.entry import Kind
from hall.domain.privacy import Address, IdNumber, Person, PersonName, Phone
from hall.server.store import ledger
from hall.server.store.catalogue import Catalogue
from hall.server.store.tables import ledger as rows
from kiosk.flows.words import CaseSaved, EndVisit, PaperEnded, PrintAgain, SubmitSuggestion
from tests.unit.kiosk.desk.room import ID_NUMBER, NAME, PHONE, SETTINGS, room

INTENT = "intent-00000001"
ADDRESS = "云溪县城关镇建设路 18 号"
WORDS = "三号窗口跑了三趟都说材料不齐"


def telling(n=1, kind=Kind.UNSOLVED, *, card=False):
    whole = {"sex": "1", "birth": "19900215", "address": Address(ADDRESS), "valid_to": "20400312"}
    person = Person("resident", PersonName(NAME), IdNumber(ID_NUMBER), **whole) if card else None
    return SubmitSuggestion(
        intent=f"intent-{n:08d}",
        kind=kind,
        words=WORDS,
        person=person,
        phone=Phone("" if card else PHONE),
        large=False,
        language="zh",
    )


def entries(here):
    day = ledger.day_at(Catalogue(SETTINGS), here.clock.now())
    return here.hall.store.read_now(lambda db: ledger.listed(db, day, ledger.Wish())).entries


def test_what_was_told_is_in_the_ledger_with_the_deadline_that_the_paper_says(tmp_path):
    async def day():
        async with room(tmp_path) as here:
            here.desk.perform(telling())
            saved = await here.told.until(CaseSaved)
            assert (saved.confirmed, saved.due) == (True, date(2026, 11, 25))
            assert saved.number.startswith("BC-T1-"), "nobody takes it for a case"
            await here.told.until(PaperEnded)
            [entry] = entries(here)
            assert (entry.number, entry.kind, entry.due) == (saved.number, Kind.UNSOLVED, saved.due)
            [paper] = here.devices.printed
            assert (paper["number"], paper["due"], paper["phone"]) == (
                saved.number,
                {"zh": "2026年11月25日", "en": "25 Nov 2026"},
                "138****0000",
            )
            assert WORDS not in json.dumps(paper, ensure_ascii=False)

    asyncio.run(day())


def test_without_the_server_it_is_numbered_printed_and_goes_later_once(tmp_path):
    async def day():
        async with room(tmp_path, mode="away") as here:
            here.desk.perform(telling(kind=Kind.SUGGESTION))
            saved = await here.told.until(CaseSaved)
            assert (saved.confirmed, saved.due) == (False, date(2026, 12, 11))
            assert saved.number.startswith("JY-T1-")
            await here.told.until(PaperEnded)
            assert here.devices.printed[0]["confirmed"] is False
            assert entries(here) == []
            here.hall.mode = "here"
            await here.sent()
            assert [one.number for one in entries(here)] == [saved.number]

    asyncio.run(day())


def test_of_the_card_only_the_name_is_left_with_the_hall(tmp_path):
    async def day():
        async with room(tmp_path) as here:
            here.desk.perform(telling(card=True))
            await here.told.until(PaperEnded)
            kept = here.hall.store.read_now(lambda db: db.execute(select(rows.c.applicant)).scalar_one())
            assert NAME in kept
            left = [each for each in (ID_NUMBER, ADDRESS, "19900215", "20400312") if each in kept]
            assert left == []

    asyncio.run(day())


def test_a_double_tap_is_one_entry_and_one_receipt(tmp_path):
    async def day():
        async with room(tmp_path) as here:
            for _ in range(2):
                here.desk.perform(telling())
            await here.told.until(PaperEnded)
            here.desk.perform(telling())
            again = await here.told.until(CaseSaved, 2)
            assert again.due == date(2026, 11, 25)
            here.desk.perform(PrintAgain(INTENT))
            await here.told.until(PaperEnded, 2)
            await here.sent()
            assert len(entries(here)) == 1
            assert [paper["reprint"] for paper in here.devices.printed] == [False, True]

    asyncio.run(day())


def test_nothing_of_it_lies_in_clear_on_the_disk_of_the_terminal(tmp_path):
    async def day():
        async with room(tmp_path, mode="away") as here:
            here.desk.perform(telling(card=True))
            await here.told.until(PaperEnded)
            here.desk.perform(EndVisit())
            files = [path for path in (tmp_path / "t1").rglob("*") if path.is_file()]
            assert files
            for secret in (WORDS, NAME, ID_NUMBER):
                assert not [path for path in files if secret.encode() in path.read_bytes()]

    asyncio.run(day())
