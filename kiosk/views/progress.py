"""How cases are, in words: those that were found, and the one that is looked at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import Property, QObject, Signal
from PySide6.QtQml import QmlElement

from hall.contract.cases import Moment, Notice, Progress
from hall.contract.messages import Text
from hall.domain.cases.codes import LENGTH, grouped
from hall.domain.clock import CHINA
from hall.domain.dates import day_in, short_minute_in
from hall.texts import Texts
from kiosk.flows.progress import OFFLINE, case_of
from kiosk.flows.visit import Page, Reading, State, Visit
from kiosk.views.copying import has_printer
from kiosk.views.problem import in_language
from kiosk.views.rows import Row, RowsModel

QML_IMPORT_NAME = "Hall.Kiosk"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True)
class _Words:
    code: str = ""
    looking: bool = False
    away: bool = False
    seen: str = ""
    item: str = ""
    who: str = ""
    title: str = ""
    light: str = ""
    lamp: str = ""
    now: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    printed: str = ""
    printable: bool = False


@QmlElement
class ProgressModel(QObject):
    """The pages of a case's progress; all empty without one.

    Signals:
        changed: something else is to be seen.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._cases, self._notices = RowsModel(self), RowsModel(self)
        self._words = _Words()

    def take(self, state: State, texts: Texts) -> None:
        """Show what the state knows."""
        visit = state.visit
        self._cases.take([_row(each, texts) for each in visit.cases] if visit else [])
        shown = case_of(visit) if visit else None
        self._notices.take(_notices(state, shown, texts) if shown else [])
        words = _words(state, visit, shown, texts) if visit else _Words()
        if words != self._words:
            self._words = words
            self.changed.emit()

    @Property(RowsModel, notify=changed)
    def cases(self) -> RowsModel:
        """The cases that were found."""
        return self._cases

    @Property(RowsModel, notify=changed)
    def notices(self) -> RowsModel:
        """The notices of the case that can be printed; key: which."""
        return self._notices

    @Property(bool, notify=changed)
    def printable(self) -> bool:
        """Whether there is a notice to print."""
        return self._words.printable

    @Property(str, notify=changed)
    def code(self) -> str:
        """The receipt's code as typed."""
        return self._words.code

    @Property(bool, notify=changed)
    def looking(self) -> bool:
        """Whether somebody's cases are being looked for."""
        return self._words.looking

    @Property(bool, notify=changed)
    def away(self) -> bool:
        """Whether nothing can be looked up for want of the network."""
        return self._words.away

    @Property(str, notify=changed)
    def seen(self) -> str:
        """When the network was last there."""
        return self._words.seen

    @Property(str, notify=changed)
    def item(self) -> str:
        """What was applied for."""
        return self._words.item

    @Property(str, notify=changed)
    def who(self) -> str:
        """Number and applicant, masked."""
        return self._words.who

    @Property(str, notify=changed)
    def title(self) -> str:
        """Where the case stands."""
        return self._words.title

    @Property(str, notify=changed)
    def light(self) -> str:
        """Green, yellow, red or none."""
        return self._words.light

    @Property(str, notify=changed)
    def lamp(self) -> str:
        """The light in words."""
        return self._words.lamp

    @Property("QStringList", notify=changed)  # type: ignore[arg-type]  # a name of Qt's, not a type of Python's
    def now(self) -> list[str]:
        """What the applicant has to do, what to bring, how long it may still take."""
        return list(self._words.now)

    @Property("QStringList", notify=changed)  # type: ignore[arg-type]  # a name of Qt's, not a type of Python's
    def steps(self) -> list[str]:
        """What happened, the latest first."""
        return list(self._words.steps)

    @Property(str, notify=changed)
    def printed(self) -> str:
        """Said when a notice was printed."""
        return self._words.printed


def _words(state: State, visit: Visit, shown: Progress | None, texts: Texts) -> _Words:
    asking = state.page is Page.PROGRESS
    found = _Words(
        code=grouped(visit.code) if len(visit.code) == LENGTH else visit.code,
        looking=asking and visit.reading is Reading.BUSY,
        away=asking and visit.problem == OFFLINE,
        seen=_seen(state.health.seen, texts),
        printed=texts.say(_printed(visit)) if visit.listed else "",
    )
    return found if shown is None else _of(found, shown, texts)


def _of(found: _Words, shown: Progress, texts: Texts) -> _Words:
    return _Words(
        code=found.code,
        seen=found.seen,
        printed=found.printed,
        printable=bool(shown.notices),
        item=in_language(shown.item, texts),
        who=f"{shown.number} · {shown.applicant}",
        title=in_language(shown.title, texts),
        light=shown.light.value,
        lamp=in_language(shown.lamp, texts),
        now=tuple(filter(None, _now(shown, texts))),
        steps=tuple(_step(each, texts) for each in reversed(shown.timeline)),
    )


def _now(shown: Progress, texts: Texts) -> tuple[str, ...]:
    """What to do and to bring now, what was promised, how long it may take."""
    later = (
        texts.say(
            "progress.late" if one.late else "progress.later",
            name=one.name,
            date=day_in(texts.language, one.until),
        )
        for one in shown.bring_later
    )
    return _maybe(shown.do, texts), *shown.bring, *later, _maybe(shown.left, texts)


def _maybe(text: Text | None, texts: Texts) -> str:
    return in_language(text, texts) if text else ""


def _seen(at: datetime | None, texts: Texts) -> str:
    if at is None:
        return texts.say("progress.never_seen")
    return texts.say("progress.seen", time=short_minute_in(texts.language, at))


def _step(one: Moment, texts: Texts) -> str:
    note = f"\n{in_language(one.note, texts)}" if one.note else ""
    return f"{short_minute_in(texts.language, one.at)}  {in_language(one.title, texts)}{note}"


def _row(one: Progress, texts: Texts) -> Row:
    lamp = in_language(one.lamp, texts)
    title = in_language(one.title, texts)
    return Row(
        key=one.number,
        name=texts.say(
            "progress.row", item=in_language(one.item, texts), date=_day(one.timeline[0].at, texts)
        ),
        badge=f"{title} · {lamp}" if lamp else title,
        note=one.number,
    )


def _notices(state: State, shown: Progress, texts: Texts) -> list[Row]:
    """The latest first; each says on what it comes out, or that there is no printer."""
    a4 = not state.health.trouble("document_printer")
    down = "" if a4 or not state.health.printer else texts.say("progress.no_printer")
    paper = texts.say("copy.on_a4") if a4 else texts.say("copy.on_slip") if has_printer(state) else ""
    return [_notice(at, each, texts, down, paper) for at, each in reversed(list(enumerate(shown.notices)))]


def _notice(at: int, one: Notice, texts: Texts, down: str, paper: str) -> Row:
    note = " · ".join(part for part in (_day(one.at, texts), paper) if part)
    return Row(key=str(at), name=texts.say(f"progress.notice_{one.kind}"), note=note, reason=down)


def _printed(visit: Visit) -> str:
    return "progress.printed_a4" if visit.copying.a4 else "progress.printed"


def _day(at: datetime, texts: Texts) -> str:
    return day_in(texts.language, at.astimezone(CHINA).date())
