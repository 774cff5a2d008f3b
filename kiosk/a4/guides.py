"""A service guide on A4: the facts, what to bring, and everything else there is to say. Nothing personal."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from hall.contract.guides import Guide
from hall.domain.clock import CHINA
from hall.domain.dates import minute_in
from hall.guides.topics import summary, topics, validity
from hall.texts import Texts
from kiosk.a4.flow import PLAIN, Strip, facts, gap, heading, laid, listed, paragraph, rule
from kiosk.a4.marks import Dots, Page, Words
from kiosk.a4.type import MM, Type, broken

_TITLE: Final = Type(20, heavy=True)
_SMALL: Final = Type(10.5)
_CODE: Final = 26 * MM
_NUMBERED: Final = frozenset({"bring", "mistakes", "questions"})


def guide_pages(
    name: str, guide: Guide, texts: Texts, at: datetime, *, link: str, large: bool
) -> tuple[Page, ...]:
    """The pages. `name`: the hall's. `link`: where a phone reads it. Raises `FontMissingError`."""
    strips = _strips(name, guide, texts, at, link=link, kind=Type(14 if large else 11.5))
    title = texts.say("a4.guide")
    return laid(strips, PLAIN, lambda page, pages: texts.say("a4.page", title=title, page=page, pages=pages))


def _strips(name: str, guide: Guide, texts: Texts, at: datetime, *, link: str, kind: Type) -> Iterator[Strip]:
    room = PLAIN.room
    yield heading(name, Type(14, heavy=True), room)
    yield rule(room, 1.5)
    item = guide.name.en or guide.name.zh if texts.language == "en" else guide.name.zh
    yield heading(item, _TITLE, room)
    yield Strip(6, kept=True)
    if guide.is_over(at.astimezone(CHINA).date()):
        yield heading(texts.say("a4.over"), Type(kind.points, heavy=True), room)
    labels = (texts.say(f"a4.{key}") for key in ("office", "time", "fee"))
    yield from facts(zip(labels, summary(guide, texts), strict=True), kind, room)
    for topic in topics(guide, texts):
        if topic.picture:
            continue
        yield gap(3)
        yield heading(topic.title, Type(kind.points + 1.5, heavy=True), room, centred=False)
        yield from _said(topic.key, topic.lines, kind, room, texts)
    yield gap(5)
    yield _code(link, texts, guide, at)


def _said(key: str, lines: tuple[str, ...], kind: Type, room: float, texts: Texts) -> Iterator[Strip]:
    """A list where order or number helps; elsewhere each line by itself."""
    if key in _NUMBERED and len(lines) > 1:
        yield from listed([_flat(line, texts) for line in lines], kind, room, leading=1.6)
        return
    apart = [part for line in lines for part in line.split("\n")]
    for line in apart if key == "where" else [_flat(line, texts) for line in lines]:
        yield from paragraph(line, kind, room, leading=1.6)


def _flat(line: str, texts: Texts) -> str:
    """What is below a line's first goes on behind it."""
    head, *rest = line.split("\n")
    colon = "：" if texts.language == "zh" else ": "
    return f"{head.rstrip('：:')}{colon}{' '.join(rest)}" if rest else head


def _code(link: str, texts: Texts, guide: Guide, at: datetime) -> Strip:
    """The code for phones, the version, and when it was printed."""
    left = _CODE + 6 * MM
    time = minute_in(texts.language, at)
    said = (texts.say("a4.scan_guide"), validity(guide, texts), texts.say("a4.printed", time=time))
    lines = [line for each in said for line in broken(each, PLAIN.room - left, _SMALL)]
    words = [
        Words(left, (at_line + 1) * 1.6 * _SMALL.points, line, _SMALL) for at_line, line in enumerate(lines)
    ]
    return Strip(_CODE, (Dots(0, 0, _CODE, link), *words))
