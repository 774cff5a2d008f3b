"""The console's templates, and the answers made of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection
from starlette.responses import HTMLResponse

from hall.server.console.keys import KEYS
from hall.server.console.reader import Who
from hall.server.console.words import Speech, hour, speeches
from hall.server.desk import Desk
from hall.server.problems import Refusal
from hall.server.rights import Rights
from hall.server.web.html import HEADERS, environment

_HERE: Final = Path(__file__).parent
STATIC: Final = _HERE / "static"
_Write = Callable[[Connection], str]


class Heading(NamedTuple):
    """What the head of every page leads to. `path`: the whole address; `title`: key of its name."""

    path: str
    title: str


class Pages:
    """The templates, and the answers made of them."""

    def __init__(self, desk: Desk, headings: Sequence[Heading]) -> None:
        self._desk = desk
        self._speeches = speeches(desk.catalogue)
        self._rights = Rights(open_board=desk.catalogue.settings.server.open_board)
        self.days = desk.days
        self._templates = environment(_HERE / "templates")
        self._templates.globals.update(
            keys=KEYS,
            hour=hour,
            hall=desk.catalogue.settings.hall,
            places=headings,
        )

    def speech(self, who: Who) -> Speech:
        """The words of whoever reads."""
        return replace(self._speeches[who.language], role=who.role)

    def fill(self, name: str, speech: Speech, **facts: Any) -> str:  # noqa: ANN401 - a template takes anything
        """A page or a piece of one."""
        other = "zh" if speech.language == "en" else "en"

        def may(path: str) -> bool:
            """Whether whoever reads may open that page."""
            return speech.role is None or speech.role in self._rights.of("GET", path).roles

        return self._templates.get_template(f"{name}.html").render(
            speech=speech, say=speech.say, language=speech.language, other=other, may=may, **facts
        )

    async def answer(self, speech: Speech, write: _Write) -> HTMLResponse:
        """What `write` makes of one moment of the store; a refusal becomes a page of its own."""
        try:
            return HTMLResponse(await self._desk.store.read(write), headers=HEADERS)
        except Refusal as refused:
            page = self.fill("problem", speech, problem=refused.problem)
            return HTMLResponse(page, refused.status, HEADERS)
