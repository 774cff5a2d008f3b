"""A month as files: CSV the sheet alone, XLSX the sheet and the days. No cell is run as a formula."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from starlette.responses import Response

from hall.server.attendance.book import AttendanceBook, ClerkMonth
from hall.server.attendance.sheet import details, month
from hall.server.attendance.words import words_of
from hall.server.figures.files import CsvFile
from hall.server.statistics.files import BOM, lines
from hall.server.statistics.workbook import KIND, workbook

__all__ = ["CsvFile", "csv", "xlsx"]


def csv(book: AttendanceBook, first: date, found: Sequence[ClerkMonth], language: str) -> Response:
    """The sheet."""
    text = BOM + lines(month(book, found, words_of(language)))
    return CsvFile(text, headers=_saved(first, "csv"))


def xlsx(book: AttendanceBook, first: date, found: Sequence[ClerkMonth], language: str) -> Response:
    """A sheet for the month, and one for its days."""
    words = words_of(language)
    days = (words("label", "details"), details(book, found, words))
    made = workbook(f"{first:%Y-%m}", month(book, found, words), days)
    return Response(made, 200, _saved(first, "xlsx"), KIND)


def _saved(first: date, kind: str) -> dict[str, str]:
    name = f"attendance-{first:%Y-%m}.{kind}"
    return {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
