"""Asks the hall how cases are, prints their notices, and remembers when the hall was last there."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from drivers.types import Json
from hall.client import HallError, HallReason
from hall.contract.cases import MOST_WHAT, FindCase, Notice, Progress
from hall.domain.cases.codes import case_link
from hall.settings import Settings
from hall.texts import load_texts
from kiosk.a4.closing import Seal
from kiosk.a4.notices import Paper
from kiosk.a4.notices import notice as a4_notice
from kiosk.desk.document_printer import DocumentPrinter
from kiosk.desk.documents import FormName, Sheet, day, minute
from kiosk.desk.paper import Printing, judge
from kiosk.desk.parts import Parts
from kiosk.flows.case_words import CasesFound, FindCases, PrintNotice
from kiosk.flows.progress import OFFLINE
from kiosk.flows.words import PaperEnded, Said
from kiosk.outbox.errors import OutboxError
from kiosk.outbox.notes import get_note, set_note

log = logging.getLogger(__name__)

_NOTE = "server_seen"
_EVERY = timedelta(minutes=1)
FORMS: dict[str, FormName] = {
    "accepted": "notice_accepted",
    "corrections": "notice_corrections",
    "rejected": "notice_rejected",
    "finished": "notice_finished",
}


class Progresses:
    """Answers with `CasesFound` and with PaperEnded, always."""

    def __init__(self, parts: Parts, printing: Printing, a4: DocumentPrinter) -> None:
        self._a4 = a4
        self._client = parts.client
        self._tell = parts.tell
        self._settings = parts.settings
        self._printing = printing

    async def find(self, wanted: FindCases) -> None:
        """Ask the server; without it nobody knows how a case is."""
        number = wanted.id_number.reveal() if wanted.id_number else ""
        try:
            found = await self._client.find_cases(FindCase(id_number=number, code=wanted.code))
        except HallError as error:
            self._tell(_refused(error))
            return
        self._tell(CasesFound(tuple(found.cases)))

    async def print(self, wanted: PrintNotice) -> None:
        """One notice; nothing is kept of it."""
        notice = wanted.case.notices[wanted.at]
        if wanted.a4:
            await self._print_a4(wanted, notice)
            return
        data = notice_sheet(self._settings, wanted.case, notice, language=wanted.language, large=wanted.large)
        await self._printing.slip(Sheet(wanted.intent, FORMS[notice.kind], data))

    async def _print_a4(self, wanted: PrintNotice, notice: Notice) -> None:
        """With the hall's seal, or the place for one."""
        settings = self._settings
        base = settings.server.public_url or settings.server.url
        paper = Paper(
            settings,
            load_texts(wanted.language),
            wanted.large,
            case_link(base, wanted.case.code) if wanted.case.code else "",
            await self._seal(notice),
        )
        job = await self._a4.run(wanted.intent, lambda: a4_notice(paper, wanted.case, notice), color=True)
        self._tell(PaperEnded(wanted.intent, *judge(job)))

    async def _seal(self, notice: Notice) -> Seal | None:
        """That of the seal service, else the hall's own picture; None where neither can be had."""
        wanted = [(notice.seal.picture, notice.seal.number)] if notice.seal is not None else []
        for name, number in (*wanted, ("hall", "")):
            try:
                return Seal(await self._client.seal_picture(name), number)
            except HallError as error:
                log.info("notice: no picture of a seal (%s)", error)
        return None


class Seen:
    """When the server was last there, also after a restart; written down once a minute at most."""

    def __init__(self, parts: Parts) -> None:
        self._outbox = parts.outbox
        self._clock = parts.clock
        self._online = False
        with self._outbox.read() as db:
            kept = get_note(db, _NOTE)
        self._at = datetime.fromisoformat(kept) if kept else None

    def heard(self, *, online: bool) -> datetime | None:
        """Take how it is now; returns when it was last there, None while it is and for never."""
        now = self._clock.now()
        went = self._online and not online
        self._online = online
        if went or (online and (self._at is None or now - self._at >= _EVERY)):
            self._keep(now)
        return None if online else self._at

    def _keep(self, at: datetime) -> None:
        self._at = at
        try:
            with self._outbox.write() as db:
                set_note(db, _NOTE, at.isoformat())
        except OutboxError as error:
            log.warning("progress: when the server was last there was not kept (%s)", error)


def _refused(error: HallError) -> CasesFound:
    """The server's own words when it says no; else nobody could be asked."""
    if error.reason is not HallReason.REFUSED or error.problem is None:
        return CasesFound((), OFFLINE)
    return CasesFound((), error.problem.code, Said(error.problem.what, error.problem.do))


def notice_sheet(
    settings: Settings, case: Progress, notice: Notice, *, language: str, large: bool
) -> dict[str, Json]:
    """The data of the forms assets/receipts/notice_*.toml. The name is masked already."""
    lines: dict[str, Json] = {f"line{at}": "" for at in range(1, MOST_WHAT + 1)}
    lines |= {f"line{at}": text for at, text in enumerate(notice.what, 1)}
    hall = settings.hall
    return {
        "language": language,
        "large": large,
        "hall": {"zh": hall.name.zh, "en": hall.name.en},
        "hall_phone": hall.phone,
        "item": {"zh": case.item.zh, "en": case.item.en},
        "number": case.number,
        "applicant": case.applicant,
        "at": minute(notice.at),
        "days": notice.days,
        "until": _day(notice),
        "result": notice.result.value if notice.result else "",
        "reason": notice.reason,
        **lines,
    }


def _day(notice: Notice) -> Json:
    """By when, with its year: of corrections, or of what was promised."""
    by = notice.until or notice.due
    return day(by.isoformat() if by else "")
