"""Notices of a case (受理、补正、不予受理、办结) and the receipt of an application, on A4. Names come masked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from hall.contract.cases import Notice, Progress
from hall.contract.messages import Text
from hall.domain.cases.case import Result
from hall.domain.clock import CHINA
from hall.domain.dates import day_in
from hall.settings import Settings
from hall.texts import Texts
from kiosk.a4.closing import Seal, closing
from kiosk.a4.flow import OFFICIAL, Strip, facts, gap, heading, kept, laid, listed, paragraph, rule
from kiosk.a4.marks import Page
from kiosk.a4.type import Type

_TITLE: Final = Type(22, heavy=True)
_HALL: Final = Type(16, heavy=True)


@dataclass(frozen=True)
class Paper:
    """What every paper of a case needs. `link`: where a phone sees the case, "" for none."""

    settings: Settings
    texts: Texts
    large: bool = False
    link: str = ""
    seal: Seal | None = None

    @property
    def kind(self) -> Type:
        """三号, the size of official papers; larger for whoever wants it."""
        return Type(18 if self.large else 16)

    def named(self, text: Text) -> str:
        """In the paper's language."""
        return text.en or text.zh if self.texts.language == "en" else text.zh

    def hall(self) -> str:
        """Whose paper it is."""
        name = self.settings.hall.name
        return name.en or name.zh if self.texts.language == "en" else name.zh

    def day(self, of: date) -> str:
        """A date in words."""
        return day_in(self.texts.language, of)


def notice(paper: Paper, case: Progress, one: Notice) -> tuple[Page, ...]:
    """The pages of a notice. Raises `FontMissingError`."""
    title = paper.texts.say(f"progress.notice_{one.kind}")
    return laid(_notice(paper, case, one, title), OFFICIAL, _foot(paper, title))


def _notice(paper: Paper, case: Progress, one: Notice, title: str) -> Iterator[Strip]:
    kind, room, texts = paper.kind, OFFICIAL.room, paper.texts
    yield from _head(paper, title)
    numbers = (("a4.case", case.number), ("a4.notice", one.number), ("a4.matter", paper.named(case.item)))
    yield from facts(((texts.say(label), value) for label, value in numbers), kind, room)
    yield gap(5)
    yield from paragraph(texts.say("a4.to", name=case.applicant), kind, room)
    came = paper.day(case.timeline[0].at.astimezone(CHINA).date())
    begin = texts.say("a4.came", day=came, item=paper.named(case.item))
    yield from paragraph(f"{begin}{texts.say(_decided(one))}", kind, room, indent=True)
    yield from listed(one.what, kind, room)
    for line in _more(paper, one):
        yield from paragraph(line, kind, room, indent=True)
    yield from kept(_ask(paper))
    yield gap(6)
    day = paper.day(one.at.astimezone(CHINA).date())
    yield closing(paper.hall(), day, paper.link, paper.seal, kind, room, texts)


def _decided(one: Notice) -> str:
    refused = one.kind == "finished" and one.result is Result.REFUSED
    return f"a4.{'refused' if refused else one.kind}"


def _more(paper: Paper, one: Notice) -> Iterator[str]:
    """What belongs to this kind of notice: time, reason, what to do next, what to do against it."""
    say = paper.texts.say
    if one.kind == "accepted":
        yield say("a4.promised", days=one.days) if one.days else say("a4.at_once")
        yield say("a4.latest", day=paper.day(one.due)) if one.due else ""
    if one.kind == "corrections" and one.until:
        yield say("a4.until", day=paper.day(one.until))
    if one.reason:
        yield say("a4.reason", reason=one.reason)
    if one.kind == "rejected" or one.result is Result.REFUSED:
        yield say("a4.appeal")
    elif one.kind == "finished":
        yield say("a4.fetch")


def receipt(paper: Paper, rows: dict[str, str], *, confirmed: bool, at: datetime) -> tuple[Page, ...]:
    """An application was handed in. `rows`: what it says, by its label, masked. `confirmed`: the hall has it."""
    title = paper.texts.say("a4.receipt")
    return laid(_receipt(paper, rows, title, confirmed=confirmed, at=at), OFFICIAL, _foot(paper, title))


def _receipt(
    paper: Paper, rows: dict[str, str], title: str, *, confirmed: bool, at: datetime
) -> Iterator[Strip]:
    kind, room, texts = paper.kind, OFFICIAL.room, paper.texts
    yield from _head(paper, title)
    yield from facts(rows.items(), kind, room)
    yield gap(5)
    yield from paragraph(texts.say("a4.handed_in" if confirmed else "a4.saved_here"), kind, room, indent=True)
    yield from paragraph(texts.say("a4.keep"), kind, room, indent=True)
    yield from kept(_ask(paper))
    yield gap(6)
    day = paper.day(at.astimezone(CHINA).date())
    yield closing(paper.hall(), day, paper.link, paper.seal, kind, room, texts)


def _head(paper: Paper, title: str) -> Iterator[Strip]:
    room = OFFICIAL.room
    yield heading(paper.hall(), _HALL, room)
    yield rule(room, 1.5)
    yield Strip(4, kept=True)
    yield heading(title, _TITLE, room)
    yield Strip(8, kept=True)


def _ask(paper: Paper) -> list[Strip]:
    phone = paper.settings.hall.phone
    if not phone:
        return []
    return paragraph(paper.texts.say("a4.ask", phone=phone), paper.kind, OFFICIAL.room, indent=True)


def _foot(paper: Paper, title: str) -> Callable[[int, int], str]:
    return lambda page, pages: paper.texts.say("a4.page", title=title, page=page, pages=pages)
