"""Attendance in words, as its pages show it: where somebody stands today, and each punch with what is odd about it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from hall.domain.attendance.words import BAD, Kind, Mark
from hall.domain.calendar import local
from hall.server.attendance import sheet
from hall.server.attendance.book import AttendanceBook, ClerkDay
from hall.server.attendance.words import clock
from hall.server.statistics.words import Words
from hall.server.store.attendance import Record
from hall.server.store.attendance_badges import Unknown
from hall.server.store.times import from_us
from hall.settings import Settings

_LOOKS: Final = {
    "here": ("on", "●"),
    "out": ("off", "○"),
    "out_now": ("away", "◐"),
    "not_come": ("away", "◆"),
    "absent": ("alarm", "▲"),
    "leave": ("ok", "□"),
    "trip": ("ok", "□"),
    "waited": ("off", "○"),
    "rest": ("never", "–"),
    "free": ("never", "–"),
}
"""Chip and shape by where somebody stands."""
TILES: Final = {
    "here": ("here",),
    "out": ("out", "out_now", "absent"),
    "not_come": ("not_come", "waited"),
    "excused": ("leave", "trip"),
    "rest": ("rest", "free"),
}


@dataclass(frozen=True)
class Standing:
    """A person today. `remarks`: how the day is so far."""

    id: str
    name: str
    place: str
    standing: str
    chip: str
    sign: str
    said: str
    since: str
    remarks: tuple[str, ...]


@dataclass(frozen=True)
class PunchLine:
    """A punch in words. `void`: it counts no more; `may_void`: somebody's, and not yet void."""

    id: str
    clerk: str
    name: str
    date: str
    time: str
    way: str
    terminal: str
    flags: tuple[str, ...]
    may_void: bool


@dataclass(frozen=True)
class EntryLine:
    """An entry in words; `withdrawn` "" while it counts."""

    id: str
    what: str
    days: str
    by: str
    withdrawn: str


@dataclass(frozen=True)
class CardLine:
    """An unknown card in words."""

    badge: str
    said: str
    times: str
    latest: str
    terminal: str


def standing(
    book: AttendanceBook, one: ClerkDay, settings: Settings, now: datetime, words: Words
) -> Standing:
    """Where somebody stands now."""
    known, key = sheet.who(book, one.clerk), _standing(book, one, local(now)[1])
    chip, sign = _LOOKS[key]
    return Standing(
        id=one.clerk,
        name=known.name,
        place=_place(one.clerk, settings, words),
        standing=key,
        chip=chip,
        sign=sign,
        said=words("standing", key),
        since=_since(one, key, words),
        remarks=tuple(
            words("mark", mark.value, n=minutes)
            for mark, minutes in (one.judged.marks.items() if one.judged else ())
            if mark not in {Mark.LEAVE, Mark.TRIP}
        ),
    )


def groups(found: Sequence[Standing], book: AttendanceBook, words: Words) -> list[tuple[str, list[Standing]]]:
    """By department, as the hall file first names them."""
    made: dict[str, list[Standing]] = {}
    for one in found:
        made.setdefault(sheet.who(book, one.id).department, []).append(one)
    none = words("page", "departments") if len(made) == 1 else words("label", "no_department")
    return [(name or none, people) for name, people in made.items()]


def counts(found: Iterable[Standing]) -> dict[str, int]:
    """How many stand where, by tile."""
    keys = [one.standing for one in found]
    return {tile: sum(key in held for key in keys) for tile, held in TILES.items()}


def punch_line(book: AttendanceBook, one: Record, words: Words) -> PunchLine:
    """A punch."""
    flags = tuple(words("flag", flag.value) for flag in sorted(one.flags))
    return PunchLine(
        id=one.id,
        clerk=one.clerk,
        name=sheet.who(book, one.clerk).name if one.clerk else card(one.tail, words),
        date=one.date,
        time=clock(one.punch.minute),
        way=words("way", one.way.value),
        terminal=one.terminal or one.unit,
        flags=flags,
        may_void=bool(one.clerk) and "void" not in {flag.value for flag in one.flags},
    )


def entry_lines(one: ClerkDay, words: Words) -> list[EntryLine]:
    """What was entered for a day."""
    return [
        EntryLine(
            id=each.id,
            what=sheet.entered(each, words),
            days="" if each.first == each.last else f"{each.first} – {each.last}",
            by=words("page", "entered", by=each.by, reason=each.reason),
            withdrawn=words("page", "withdrawn", by=each.withdrawn_by, why=each.withdrawn_why)
            if each.withdrawn
            else "",
        )
        for each in one.entries
    ]


def card_line(one: Unknown, words: Words) -> CardLine:
    """A card of nobody known."""
    day, minute = local(from_us(one.latest_us))
    return CardLine(
        badge=one.badge,
        said=card(one.tail, words),
        times=words("page", "times", n=one.times),
        latest=words("page", "latest", at=f"{day:%m-%d} {clock(minute)}"),
        terminal=words("page", "at", terminal=one.terminal) if one.terminal else "",
    )


def card(tail: str, words: Words) -> str:
    """A card by how its number ends."""
    return words("label", "card", tail=tail) if tail else words("label", "card_bare")


def bad(one: ClerkDay) -> bool:
    """Whether somebody has to look into the day."""
    return one.judged is not None and bool(set(one.judged.marks) & BAD)


def _standing(book: AttendanceBook, one: ClerkDay, minute: float) -> str:
    judged = one.judged
    if judged is not None and judged.here:
        return "here"
    excuse = next(
        (
            each.kind
            for each in one.entries
            if _covers(each.kind, each.begin, each.end, minute) and not each.withdrawn
        ),
        None,
    )
    if excuse is not None:
        return excuse.value
    if judged is not None and (judged.first is not None or judged.last is not None):
        return "out_now" if any(span.begin <= minute < span.end for span in one.spans) else "out"
    if not one.spans:
        return "rest" if book.judges(one.clerk) else "free"
    marks = judged.marks if judged is not None else {}
    if Mark.NOT_COME in marks:
        return "not_come"
    return "absent" if {Mark.ABSENT, Mark.HALF} & set(marks) else "waited"


def _covers(kind: Kind, begin: int, end: int, minute: float) -> bool:
    return kind in {Kind.LEAVE, Kind.TRIP} and begin <= minute < end


def _since(one: ClerkDay, key: str, words: Words) -> str:
    """Since when, by the last punch that counts."""
    judged = one.judged
    if judged is None or key not in {"here", "out", "out_now"}:
        return ""
    minute = judged.since if judged.since is not None else judged.first
    return words("since", "here" if key == "here" else "out", time=sheet.moment(minute))


def _place(clerk: str, settings: Settings, words: Words) -> str:
    numbers = [str(one.number) for one in settings.windows if clerk in one.clerks]
    return words("label", "windows", numbers="、".join(numbers)) if numbers else ""
