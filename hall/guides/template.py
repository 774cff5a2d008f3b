"""An empty item directory: every sheet and heading that an import knows."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Any

from hall.guides.columns import ITEM, ITEMS, PARTS, SPECIAL, THEMES, Column
from hall.guides.importing import BUNDLES, MAIN
from hall.guides.mandatory import of_items, of_parts, of_themes

_MUST = "FFF2B3"
"""The paper colour of a heading whose column must be filled."""


def workbook(path: Path) -> None:
    """Write it."""
    from openpyxl import Workbook  # noqa: PLC0415 - only this needs it

    book = Workbook()
    book.remove(book.active)
    _sheet(book, MAIN, ITEMS, of_items())
    for name, (key, columns) in PARTS.items():
        special = [SPECIAL] if key == "steps" else []
        _sheet(book, name, (ITEM, *columns, *special), (ITEM, *of_parts(name)))
    _sheet(book, BUNDLES, THEMES, of_themes())
    book.save(path)


def _sheet(book: Any, name: str, columns: Iterable[Column], must: Collection[Column]) -> None:  # noqa: ANN401 - openpyxl has no types
    from openpyxl.styles import Font, PatternFill  # noqa: PLC0415 - as above

    sheet = book.create_sheet(name)
    sheet.append([column.names[0] for column in columns])
    sheet.freeze_panes = "B2"
    for cell in sheet[1]:
        cell.font = Font(bold=True)
        if cell.value in {each.names[0] for each in must}:
            cell.fill = PatternFill("solid", fgColor=_MUST)
        sheet.column_dimensions[cell.column_letter].width = max(12, 2 * len(str(cell.value)) + 4)
