"""The page of the indices: each large with its formula beside it, charts, groups side by side, and the files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated, Final
from urllib.parse import urlencode

from fastapi import APIRouter, Query
from starlette.responses import HTMLResponse, Response

from hall.contract.figures import FigureTold, GroupTold, IndexTold, Indices
from hall.domain.clock import CHINA
from hall.domain.figures.formulas import NOTHING, OVER
from hall.domain.figures.tally import Grouping
from hall.server.console.figures_pictures import pictures
from hall.server.console.pages import Pages
from hall.server.console.reader import Reader, Who
from hall.server.desk import Desk
from hall.server.figures import files
from hall.server.figures.book import FigureBook
from hall.server.figures.tables import counts, times
from hall.server.figures.words import words_of
from hall.server.problems import Refusal
from hall.server.statistics.words import Words
from hall.server.web.html import HEADERS

PATH: Final = "/console/figures"
First = Annotated[str, Query(alias="from", max_length=10)]
Last = Annotated[str, Query(alias="to", max_length=10)]
Wanted = Annotated[Grouping, Query()]
Sorted = Annotated[str, Query(max_length=40, pattern=r"^-?[a-z0-9_]*$")]


@dataclass(frozen=True)
class Tile:
    """An index, large, with its formula in words and in numbers."""

    id: str
    name: str
    value: str
    words: str
    numbers: str


@dataclass(frozen=True)
class Choice:
    """A link; `now`: it is what is shown."""

    name: str
    address: str
    now: bool


@dataclass(frozen=True)
class Head:
    """A column's heading. `order`: ascending, descending, or "none"; `title`: what its link does."""

    name: str
    address: str
    order: str
    title: str


@dataclass(frozen=True)
class Asked:
    """What the address says. `sort`: id of an index, with a dash before it for lowest first; "" as the hall lists them."""

    first: str
    last: str
    by: Grouping
    sort: str
    language: str

    def link(self, **other: str) -> str:
        """The same page with something else."""
        asked = {"from": self.first, "to": self.last, "by": self.by.value, "lang": self.language}
        asked.update({"sort": self.sort} if self.sort else {})
        return f"?{urlencode({**asked, **other})}"

    def file(self) -> str:
        """The same groups as a file, in the hall's order."""
        asked = {"from": self.first, "to": self.last, "by": self.by.value, "lang": self.language}
        return f"?{urlencode(asked)}"


def add(routes: APIRouter, desk: Desk, pages: Pages) -> None:
    """Routes of the indices' page and its workbook."""
    book = FigureBook(desk)

    def refused(reader: Who, refusal: Refusal) -> HTMLResponse:
        page = pages.fill("problem", pages.speech(reader), problem=refusal.problem)
        return HTMLResponse(page, refusal.status, HEADERS)

    @routes.get("/figures")
    async def figures(
        reader: Reader, from_: First = "", to: Last = "", by: Wanted = Grouping.WINDOW, sort: Sorted = ""
    ) -> HTMLResponse:
        try:
            first, last = desk.book.range_of(from_, to)
            found, days = await book.several(first, last, by, Grouping.DAY)
        except Refusal as refusal:
            return refused(reader, refusal)
        asked, words = Asked(first, last, by, sort, reader.language), words_of(reader.language)
        speech = pages.speech(reader)
        facts = {
            "words": words,
            "found": found,
            "until": _until(found, words),
            "tiles": [_tile(one, figure, words) for one, figure in _each(found)],
            "ranges": _ranges(desk.book.today, asked, words),
            "ways": [
                Choice(words("by", one.value), asked.link(by=one.value, sort=""), one is by)
                for one in Grouping
                if speech.by_name or one is not Grouping.CLERK
            ],
            "heads": _heads(found, asked, words),
            "rows": [_row(group, words) for group in _sorted(found, sort)],
            "total": _row(found.total, words),
            "pictures": pictures(found, days, sort.removeprefix("-"), words),
            "counts": list(counts(found, words)),
            "asked": asked,
        }
        return HTMLResponse(pages.fill("figures", speech, **facts), headers=HEADERS)

    @routes.get("/figures.xlsx")
    async def workbook(
        reader: Reader, from_: First = "", to: Last = "", by: Wanted = Grouping.WINDOW
    ) -> Response:
        try:
            first, last = desk.book.range_of(from_, to)
            return files.xlsx(await book.told(first, last, by), reader.language)
        except Refusal as refusal:
            return refused(reader, refusal)


def _until(found: Indices, words: Words) -> str:
    at = found.as_of.astimezone(CHINA).strftime("%Y-%m-%d %H:%M")
    key = "until_one" if found.first == found.last else "until"
    return words("label", key, **{"from": found.first}, to=found.last, at=at)


def _each(found: Indices) -> Iterator[tuple[IndexTold, FigureTold]]:
    return zip(found.indices, found.total.figures, strict=True)


def _tile(one: IndexTold, figure: FigureTold, words: Words) -> Tile:
    value = figure.written
    if value != NOTHING:
        value = words("label", f"written_{one.unit.value}", value=value)
    return Tile(one.id, words.name(one.name), value, words.name(one.words), figure.numbers)


def _ranges(today: str, asked: Asked, words: Words) -> list[Choice]:
    day = date.fromisoformat(today)
    month = day.replace(day=1)
    before = month - timedelta(days=1)
    spans = {
        "today": (day, day),
        "week": (day - timedelta(days=day.weekday()), day),
        "month": (month, day),
        "last_month": (before.replace(day=1), before),
    }
    made = []
    for name, (first, last) in spans.items():
        own = {"from": first.isoformat(), "to": last.isoformat()}
        now = (asked.first, asked.last) == (own["from"], own["to"])
        made.append(Choice(words("label", name), asked.link(**own), now))
    return made


def _heads(found: Indices, asked: Asked, words: Words) -> list[Head]:
    """The groups' own heading leads back to the hall's order."""
    made = [Head(words("by", found.by.value), asked.link(sort=""), "none", words("by", found.by.value))]
    for one in found.indices:
        down = asked.sort == one.id
        order = "descending" if down else "ascending" if asked.sort == f"-{one.id}" else "none"
        name = words.name(one.name)
        title = words("label", "sort_up" if down else "sort_down", name=name)
        heading = words("label", f"head_{one.unit.value}", name=name)
        made.append(Head(heading, asked.link(sort=f"-{one.id}" if down else one.id), order, title))
    return made


def _sorted(found: Indices, sort: str) -> Sequence[GroupTold]:
    """Groups of which there is nothing come last either way."""
    at = next((n for n, one in enumerate(found.indices) if one.id == sort.removeprefix("-")), None)
    if at is None:
        return found.groups
    sign = 1 if sort.startswith("-") else -1

    def place(group: GroupTold) -> tuple[bool, float]:
        value = group.figures[at].value
        return value is None, 0 if value is None else sign * value

    return sorted(found.groups, key=place)


def _row(group: GroupTold, words: Words) -> tuple[str, list[tuple[str, str]]]:
    """Its name, and each figure with what is over what; then the times."""
    cells = [(one.written, f"{one.above}{OVER}{one.below}" if one.below else "") for one in group.figures]
    return words.name(group.name), [*cells, *((one, "") for one in times(group))]
