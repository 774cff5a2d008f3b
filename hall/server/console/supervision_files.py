"""Warnings as files for spreadsheets, a line each; no cell of them is run as a formula."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final

from starlette.responses import Response

from hall.contract.supervision import WarningStep, WarningTold
from hall.domain.clock import CHINA
from hall.domain.supervision.life import Verb
from hall.server.console.words import Speech
from hall.server.figures.files import CsvFile
from hall.server.statistics.files import BOM, lines
from hall.server.statistics.workbook import KIND, workbook
from hall.server.supervision_words import LAMPS, STATES

COLUMNS: Final = (
    "raised",
    "light",
    "kind",
    "window",
    "clerk",
    "about",
    "text",
    "since",
    "red",
    "over",
    "minutes",
    "state",
    "urged",
    "explained",
    "judged",
)


def csv(speech: Speech, found: Sequence[WarningTold], first: str, last: str) -> Response:
    """RFC 4180, UTF-8 with a byte order mark."""
    return CsvFile(BOM + lines(table(speech, found)), headers=_saved(first, last, "csv"))


def xlsx(speech: Speech, found: Sequence[WarningTold], first: str, last: str) -> Response:
    """One sheet."""
    name = first if first == last else f"{first} {last}"
    book = workbook(name, table(speech, found))
    return Response(book, 200, _saved(first, last, "xlsx"), KIND)


def table(speech: Speech, found: Sequence[WarningTold]) -> Iterator[list[str]]:
    """The heading, and a line for each warning."""
    yield [speech.say(f"warning_column.{one}") for one in COLUMNS]
    for one in found:
        yield list(_cells(speech, one))


def _cells(speech: Speech, one: WarningTold) -> Iterator[str]:
    yield _time(one.raised)
    yield speech.name(LAMPS[one.light])
    yield speech.name(one.name)
    yield str(one.window or "")
    yield one.clerk
    yield one.about.partition(":")[2]
    yield speech.name(one.text)
    yield from map(_time, (one.since, one.red, one.over))
    yield str(int((one.over - one.since).total_seconds()) // 60) if one.over else ""
    yield speech.name(STATES[one.state])
    for verbs in ({Verb.URGE}, {Verb.EXPLAIN}, {Verb.EXCUSE, Verb.CONFIRM}):
        yield "; ".join(_said(step) for step in one.steps if step.verb in verbs)


def _said(step: WarningStep) -> str:
    return " ".join(filter(None, (_time(step.at), step.by, step.words)))


def _time(at: datetime | None) -> str:
    """As a spreadsheet reads it, in the hall's time."""
    return at.astimezone(CHINA).strftime("%Y-%m-%d %H:%M:%S") if at else ""


def _saved(first: str, last: str, kind: str) -> dict[str, str]:
    name = f"warnings-{first}-{last}.{kind}"
    return {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
