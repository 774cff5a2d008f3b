"""The table as a workbook (XLSX, one sheet). Texts are texts: no program runs one as a formula."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from typing import Final

from hall.contract.statistics import Statistics
from hall.server.statistics.columns import rows
from hall.server.statistics.words import Words

_NUMBER: Final = re.compile(r"-?[0-9]+(\.[0-9]+)?", re.ASCII)
KIND: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def groups(found: Statistics, words: Words) -> bytes:
    """All figures, a line for each group; the numbers are numbers."""
    name = found.first if found.first == found.last else f"{found.first} {found.last}"
    return workbook(name, rows(found, words, brief=False))


def workbook(name: str, table: Iterable[list[str]], *more: tuple[str, Iterable[list[str]]]) -> bytes:
    """`name`: of the sheet, at most 31 characters, letters, digits, dashes and spaces; `more`: further sheets.

    The first line and the first column are texts, all else is a number as `rows` writes it, a text, or nothing.
    """
    from openpyxl import Workbook  # noqa: PLC0415 - a fifth of a second that only an export needs
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, TYPE_STRING  # noqa: PLC0415

    book = Workbook()
    book.remove(book.worksheets[0])
    for title, rows_ in ((name, table), *more):
        sheet = book.create_sheet(title)
        for line, row in enumerate(rows_, 1):
            for at, word in enumerate(row, 1):
                cell = sheet.cell(line, at)
                if line > 1 and at > 1 and _NUMBER.fullmatch(word):
                    cell.value = float(word) if "." in word else int(word)
                elif word:
                    cell.value = ILLEGAL_CHARACTERS_RE.sub("", word)
                    cell.data_type = TYPE_STRING
    whole = io.BytesIO()
    book.save(whole)
    return whole.getvalue()
