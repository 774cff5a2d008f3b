"""The desk asks the hall how cases are, prints their notices, and knows when the hall was last there."""

import asyncio
from datetime import timedelta

from drivers.printer.forms import compose
from hall.assets import load_form
from hall.domain.cases.case import Verb
from hall.domain.cases.codes import query_code
from hall.domain.privacy import IdNumber
from hall.server.store import case_book, case_log
from kiosk.desk.progress import FORMS, notice_sheet
from kiosk.flows.case_words import CasesFound, FindCases, PrintNotice
from kiosk.flows.words import HealthChanged, PaperEnded, PrintOutcome
from tests.support.cases import progress_of
from tests.unit.kiosk.desk.room import ID_NUMBER, SETTINGS, Room, application, room

INTENT = "intent-00000001"


def corrected(here):
    """A clerk asks for corrections."""
    (case,) = here.hall.cases()
    body = {"what": ["户口簿"], "until": "2026-11-30"}
    entry = case_log.Entry("press-00001", case.event_id, Verb.ASK, "李静", "", body)
    office = case_book.Office(here.hall.catalogue)
    today = here.clock.now().date()
    here.hall.store._writer.submit(
        lambda tx: case_book.take(tx, office, case.number, lambda *_: entry, today)
    ).result(20)


def test_what_was_handed_in_here_is_found_by_card_and_by_the_receipts_code_and_its_notice_printed(tmp_path):
    async def day():
        async with room(tmp_path) as here:
            await here.desk._filing.work(application())
            await here.sent()
            corrected(here)
            here.desk.perform(FindCases(id_number=IdNumber(ID_NUMBER)))
            (found,) = (await here.told.until(CasesFound)).cases
            here.desk.perform(FindCases(code=query_code(INTENT)))
            assert (await here.told.until(CasesFound, 2)).cases == (found,)
            assert found.bring == ["户口簿"]
            before = len(here.told.of(PaperEnded))
            here.desk.perform(PrintNotice("intent-00000002", found, 0, large=False, language="zh"))
            ended = await here.told.until(PaperEnded, before + 1)
            assert ended == PaperEnded("intent-00000002", PrintOutcome.PRINTED)
            printed = here.devices.printed[-1]
            assert (printed["number"], printed["line1"], printed["applicant"]) == (
                found.number,
                "户口簿",
                "张*凡",
            )

    asyncio.run(day())


def test_a_code_that_is_none_comes_back_with_the_servers_words(tmp_path):
    async def day():
        async with room(tmp_path) as here:
            here.desk.perform(FindCases(code="ABCDE23456"))
            told = await here.told.until(CasesFound)
            assert (told.cases, told.problem) == ((), "case.noneForCode")
            assert "查询码" in told.said.what.zh

    asyncio.run(day())


def test_without_the_server_it_says_so_and_when_it_was_last_there_also_after_a_restart(tmp_path):
    async def day():
        async with room(tmp_path) as here:
            await here.online()
            here.hall.mode = "away"
            here.desk.perform(FindCases(code="ABCDE23456"))
            assert (await here.told.until(CasesFound)).problem == "progress.offline"
            await here.until(lambda: not here.told.of(HealthChanged)[-1].health.online)
            seen = here.told.of(HealthChanged)[-1].health.seen
            assert abs(seen - here.clock.now()) < timedelta(minutes=2)
            await here.close()
            again = Room(tmp_path / "t1", here.hall, here.clock)
            again.desk.opened()
            assert again.told.of(HealthChanged)[-1].health.seen == seen
            await again.close()

    asyncio.run(day())


def test_every_notice_can_be_printed_in_both_languages():
    case = progress_of("T1-20261116-K7X-0004", "yellow", todo=True)
    kinds = {one.kind: one for one in (*case.notices, *progress_of("T1-1", "green", done=True).notices)}
    kinds["rejected"] = kinds["finished"].model_copy(
        update={"kind": "rejected", "result": None, "reason": "不属于本大厅"}
    )
    assert set(kinds) == set(FORMS)
    for kind, notice in kinds.items():
        for language in ("zh", "en"):
            data = notice_sheet(SETTINGS, case, notice, language=language, large=True)
            lines = repr(compose(load_form(FORMS[kind]), {**data, "reprint": False}))
            assert case.number in lines
            assert all(each in lines for each in (*notice.what, notice.reason))
