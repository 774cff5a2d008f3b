"""A case's files for signed-in staff, and its notices as A4 pages with the place of the seal."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, Final

import segno
from fastapi import APIRouter
from fastapi.responses import FileResponse
from sqlalchemy import Connection
from starlette.responses import HTMLResponse

from hall.contract.bodies import CaseNumber
from hall.contract.cases import Notice
from hall.contract.filing import How
from hall.contract.messages import Sha256
from hall.domain.cases.case import Result
from hall.domain.cases.codes import grouped, query_code
from hall.domain.cases.lights import clock
from hall.domain.cases.workdays import day_of
from hall.domain.dates import day_in, minute_in
from hall.server import case_words
from hall.server.case_words import RESULTS
from hall.server.console.case_papers import is_known, people
from hall.server.console.pages import Pages
from hall.server.console.reader import Reader
from hall.server.console.words import Speech
from hall.server.desk import Desk
from hall.server.problems import Refusal
from hall.server.store import case_book, filing
from hall.server.store.case_book import Kept, Office, owing
from hall.server.web.html import HEADERS

_KINDS: Final = {b"\xff\xd8\xff": "image/jpeg", b"\x89PN": "image/png"}
"""How files of a case begin: JPEG, PNG; the rest is the text that was signed."""
_FILE: Final = {
    **HEADERS,
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Content-Disposition": "inline",
}


def _how(material: filing.Kept, lacking: set[str]) -> str:
    """How a material came by now: what was promised may be here."""
    came = material.how is How.PROMISED and material.material not in lacking
    return "handed_in" if came else material.how.value


@dataclass(frozen=True)
class Paper:
    """A notice in words. `rows`: label and value; `listed`: a list with its heading; `seal`: address of the picture."""

    title: str
    number: str
    lead: str
    rows: tuple[tuple[str, str], ...]
    listed: tuple[str, ...]
    listed_title: str
    after: tuple[str, ...]
    date: str
    code: str
    qr: str
    seal: str
    sealed: str


def add(routes: APIRouter, desk: Desk, pages: Pages) -> None:
    """Routes of files and of notices."""
    office = Office(desk.catalogue)

    @routes.get("/cases/{number}/files/{sha256}", response_class=FileResponse)
    async def file(number: CaseNumber, sha256: Sha256) -> FileResponse:
        today = day_of(desk.clock.now())

        def here(connection: Connection) -> bool:
            kept = case_book.require(connection, office, number, today)
            return filing.belongs(connection, kept.row.event_id, sha256)

        path = desk.files.whole(sha256) if await desk.store.read(here) else None
        if path is None:
            raise Refusal("case.noFile")
        return FileResponse(path, media_type=await asyncio.to_thread(_kind, path), headers=_FILE)

    @routes.get("/cases/{number}/notices/{place}")
    async def notice(number: CaseNumber, place: int, reader: Reader) -> HTMLResponse:
        speech, now = pages.speech(reader), desk.clock.now()

        def write(connection: Connection) -> str:
            kept = case_book.require(connection, office, number, day_of(now))
            told = {case_words.place_of(one): one for one in case_words.notices(kept)}.get(place)
            if told is None:
                raise Refusal("case.noNotice")
            paper = _Writer(desk, office, speech, _then(kept, place)).paper(told)
            facts = {"paper": paper, "people": people(speech, kept, known=is_known(kept, now))}
            return pages.fill("notice_paper", speech, number=kept.row.number, place=place, **facts)

        return await pages.answer(speech, write)


def _kind(path: Path) -> str:
    with path.open("rb") as content:
        begins = content.read(3)
    return _KINDS.get(begins, "text/plain; charset=utf-8")


def _then(kept: Kept, place: int) -> Kept:
    """The case as it was at that step: a paper printed again says what it said at first."""
    return replace(kept, case=replace(kept.case, steps=kept.case.steps[:place]))


class _Writer:
    """Writes the notices of one case. `kept`: as it was then."""

    def __init__(self, desk: Desk, office: Office, speech: Speech, kept: Kept) -> None:
        self._desk, self._office, self._speech, self._kept = desk, office, speech, kept

    def paper(self, one: Notice) -> Paper:
        """One of them."""
        settings = self._desk.catalogue.settings
        code = query_code(self._kept.row.event_id)
        link = f"{(settings.server.public_url or settings.server.url).rstrip('/')}/c/{code}"
        seal, sealed = self._seal(one)
        told: dict[str, Any] = getattr(self, f"_{one.kind}")(one)
        return Paper(
            title=self._say(f"case_notice.{one.kind}"),
            number=one.number,
            date=self._day(day_of(one.at)),
            code=grouped(code),
            qr=segno.make(link, error="m", micro=False).svg_inline(border=0, svgclass="qr", omitsize=True),
            seal=seal,
            sealed=sealed,
            **told,
        )

    def _day(self, of: date) -> str:
        return day_in(self._speech.language, of)

    def _say(self, key: str, **facts: object) -> str:
        return self._speech.say(key, **facts)

    def _seal(self, one: Notice) -> tuple[str, str]:
        if one.seal is not None:
            said = self._say(
                "notice_paper.sealed",
                number=one.seal.number,
                at=minute_in(self._speech.language, one.seal.at),
            )
            return f"/v1/seals/{one.seal.picture}", said
        return ("/v1/seals/hall" if self._desk.seals.own() else ""), ""

    def _about(self) -> tuple[tuple[str, str], ...]:
        return (
            (self._say("notice_paper.case"), self._kept.row.number),
            (self._say("notice_paper.item"), self._speech.item(self._kept.row.item)),
            (self._say("notice_paper.came"), minute_in(self._speech.language, self._kept.case.submitted)),
        )

    def _accepted(self, one: Notice) -> dict[str, Any]:
        runs = clock(self._kept.case, day_of(one.at), self._office.days, self._office.rules).now
        until = self._say("notice_paper.until", date=self._day(runs.due)) if runs and runs.due else ""
        promised = (
            self._say("notice_paper.promised"),
            self._say("notice_paper.days", n=one.days, until=until),
        )
        owed = owing(self._kept.filed, self._kept.case)
        lacking = {each.material for each in owed}
        materials = tuple(
            f"{each.name} · {self._say(f'case_how.{_how(each, lacking)}')}"
            for each in self._kept.filed.materials
            if each.how is not How.LEFT_OUT
        )
        later = [self._say("notice_paper.later", name=each.name, date=self._day(each.until)) for each in owed]
        return {
            "lead": self._say(f"notice_paper.accepted{'_owed' if owed else ''}"),
            "rows": (*self._about(), promised),
            "listed": materials,
            "listed_title": self._say("notice_paper.received"),
            "after": tuple(later),
        }

    def _corrections(self, one: Notice) -> dict[str, Any]:
        by = ((self._say("notice_paper.by_when"), self._day(one.until)),) if one.until else ()
        return {
            "lead": self._say("notice_paper.corrections"),
            "rows": (*self._about(), *by),
            "listed": tuple(one.what),
            "listed_title": self._say("notice_paper.correct"),
            "after": (self._say("notice_paper.stands"),),
        }

    def _rejected(self, one: Notice) -> dict[str, Any]:
        return self._decided(one, self._say("notice_paper.rejected"), refused=True)

    def _finished(self, one: Notice) -> dict[str, Any]:
        refused = one.result is Result.REFUSED
        return self._decided(one, self._say("notice_paper.finished"), refused=refused)

    def _decided(self, one: Notice, lead: str, *, refused: bool) -> dict[str, Any]:
        result = ((self._say("case.result"), self._speech.name(RESULTS[one.result])),) if one.result else ()
        reason = ((self._say("notice_paper.reason"), one.reason),) if one.reason else ()
        fetch = "appeal" if refused else "fetch"
        return {
            "lead": lead,
            "rows": (*self._about(), *result, *reason),
            "listed": (),
            "listed_title": "",
            "after": (self._say(f"notice_paper.{fetch}"),),
        }
