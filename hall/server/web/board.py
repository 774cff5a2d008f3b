"""The board as a web page, for any television with a browser. The page follows /v1/board and /v1/feed itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import HTMLResponse

from hall.server.desk import Desk
from hall.server.problems import Refusal
from hall.server.web.html import HEADERS
from hall.server.web.language import language_of
from hall.server.web.pages import Pages
from hall.settings import Settings, Unit, Words

Numbers = Annotated[str, Query(pattern=r"^(\d{1,3}(,\d{1,3}){0,99})?$")]
Number = Annotated[int | None, Query(ge=1, le=999)]
Name = Annotated[str, Query(max_length=40)]


def add(routes: APIRouter, desk: Desk, pages: Pages) -> None:
    """Route of the page. `windows`: of its zone; `window`: a window's own screen; `unit`: which display of the hall file it is."""

    @routes.get("/board")
    async def board(
        windows: Numbers = "", window: Number = None, unit: Name = "", lang: Name = ""
    ) -> HTMLResponse:
        language = language_of(lang, "")  # a television's own language says nothing of who stands before it
        try:
            screen = desk.roster.require(unit) if unit else None
            wanted = [int(one) for one in windows.split(",") if one] or _of_unit(screen)
            for number in [*wanted, *([window] if window else [])]:
                desk.catalogue.window(number)
        except Refusal as refused:
            return pages.refuse(refused, language)
        page = pages.fill(
            "board",
            language,
            unit=unit,
            windows=wanted,
            title=_title(desk.catalogue.settings, screen),
            window=window or _own_window(screen),
            places=_names(desk.catalogue.settings, wanted),
            screen=screen.screen if screen else None,
            notices=screen is not None and screen.board.kind == "notices",
        )
        return HTMLResponse(page, headers=HEADERS)


def _title(settings: Settings, unit: Unit | None) -> Words:
    """Whose board it is: a zone's is its place's, as on a display of our own."""
    zone = unit is not None and unit.board.kind == "zone" and unit.place.zh
    return unit.place if unit is not None and zone else settings.hall.name


def _of_unit(unit: Unit | None) -> list[int]:
    """The zone that the hall file gives the display."""
    return unit.board.windows if unit is not None and unit.board.kind == "zone" else []


def _own_window(unit: Unit | None) -> int | None:
    """The window whose screen the display is."""
    return unit.board.windows[0] if unit is not None and unit.board.kind == "window" else None


def _names(settings: Settings, numbers: Sequence[int]) -> str:
    """The zone in its head: 1-3, 5."""
    known = [one.number for one in settings.windows]
    if not numbers or set(numbers) >= set(known):
        return ""
    found: list[list[int]] = []
    for number in sorted(set(numbers)):
        if found and number == found[-1][-1] + 1:
            found[-1].append(number)
        else:
            found.append([number])
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in found)
