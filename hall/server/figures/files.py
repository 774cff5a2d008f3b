"""The indices as files, each with its formulas: CSV one table below the other, XLSX a sheet for each."""

from __future__ import annotations

from typing import Final

from starlette.responses import Response

from hall.contract.figures import Indices
from hall.server.figures.tables import tables
from hall.server.figures.words import words_of
from hall.server.statistics.files import BOM, lines
from hall.server.statistics.workbook import KIND, workbook

_CSV: Final = "text/csv; charset=utf-8; header=present"
"""RFC 4180 3."""


class CsvFile(Response):
    """A file that a browser saves."""

    media_type: str | None = _CSV


def csv(found: Indices, language: str) -> Response:
    """The groups, the formulas, the counts, with an empty line between."""
    compared, formulas, counts = tables(found, language)
    text = BOM + lines([*compared, [], *formulas, [], *counts])
    return CsvFile(text, headers=_saved(found, "csv"))


def xlsx(found: Indices, language: str) -> Response:
    """A sheet for each."""
    words = words_of(language)
    compared, formulas, counts = tables(found, language)
    name = found.first if found.first == found.last else f"{found.first} {found.last}"
    more = ((words("label", "sheet"), formulas), (words("label", "terms"), counts))
    return Response(workbook(name, compared, *more), 200, _saved(found, "xlsx"), KIND)


def _saved(found: Indices, kind: str) -> dict[str, str]:
    name = f"figures-{found.by.value}-{found.first}-{found.last}.{kind}"
    return {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
