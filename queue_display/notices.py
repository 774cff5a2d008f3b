"""The hall's notices as a screen tells them: those of now, and their text in pages. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from hall.contract.messages import BoardState, Notice, NoticeKind, Text
from queue_display.flow import pages

LEAST_MS = 8_000
"""A page of text stays so long, or as long as reading it takes."""
READ_MS = 300
"""For a Chinese character."""
WORD_MS = 450
"""For an English word: 130 a minute."""
TAIL = Text(zh="……（全文请到咨询台看）", en=" … (full text at the information desk)")
"""What ends a notice that is cut short."""


@dataclass(frozen=True)
class Sheet:
    """A page of a notice. `ms`: how long it stays. `page`: 1/2, "" for the only one."""

    title: Text
    body: Text
    ms: int
    page: str = ""


def current(state: BoardState | None, now: datetime) -> tuple[Notice, ...]:
    """Notices whose time it is, oldest first."""
    if state is None:
        return ()
    return tuple(one for one in state.notices if one.since <= now and (one.until is None or now < one.until))


def emergencies(state: BoardState | None, now: datetime) -> tuple[Notice, ...]:
    """Those that fill the screen, the newest first."""
    found = [one for one in current(state, now) if one.kind is NoticeKind.EMERGENCY]
    return tuple(reversed(found))


def ordinary(state: BoardState | None, now: datetime) -> tuple[Notice, ...]:
    """Those that have their place among other things."""
    return tuple(one for one in current(state, now) if one.kind is NoticeKind.NOTICE)


def sheets(notice: Notice, zh: tuple[float, int], en: tuple[float, int], most: int = 0) -> tuple[Sheet, ...]:
    """The notice in pages; `zh` and `en`: width in em and lines that a page has for each language.

    No lines: that language has no room, and is left out. `most` pages: a longer one is cut short and says where
    all of it can be read; 0: all of it. The shorter language stays while the longer one turns.
    """
    chinese = pages(notice.body.zh, *zh, most, TAIL.zh)
    english = pages(notice.body.en, *en, most, TAIL.en)
    count = max(len(chinese), len(english), 1)
    told, had = [], Text(zh="", en="")
    for number in range(count):
        body = Text(zh=_at(chinese, number, count), en=_at(english, number, count))
        title = notice.title if not number else Text(zh="", en="")
        new = Text(zh="" if body.zh == had.zh else body.zh, en="" if body.en == had.en else body.en)
        page = f"{number + 1}/{count}" if count > 1 else ""
        told.append(Sheet(notice.title, body, reading_ms(title.zh + new.zh, f"{title.en} {new.en}"), page))
        had = body
    return tuple(told)


def reading_ms(zh: str, en: str) -> int:
    """How long a page stays: whoever reads only one of the languages has time for it."""
    return max(LEAST_MS, READ_MS * len("".join(zh.split())), WORD_MS * len(en.split()))


def _at(found: Sequence[str], number: int, count: int) -> str:
    return found[number * len(found) // count] if found else ""
