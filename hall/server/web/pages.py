"""The templates of the public pages, and the answers made of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from starlette.responses import HTMLResponse

from hall.server.console.words import Speech, speeches
from hall.server.problems import Refusal
from hall.server.store.catalogue import Catalogue
from hall.server.web.html import HEADERS, environment
from hall.texts import FOLDER

_HERE: Final = Path(__file__).parent
STATIC: Final = _HERE / "static"
TEXTS: Final = FOLDER / "web"


class Pages:
    """Filled in one of both languages."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._speeches = speeches(catalogue, TEXTS)
        self._templates = environment(_HERE / "templates")
        self._templates.globals.update(hall=catalogue.settings.hall)

    def speech(self, language: str) -> Speech:
        """Its words."""
        return self._speeches[language]

    def fill(self, name: str, language: str, **facts: Any) -> str:  # noqa: ANN401 - a template takes anything
        """A page or a piece of one. `second` and `tell`: of the other language."""
        speech, other = self.speech(language), "zh" if language == "en" else "en"
        return self._templates.get_template(f"{name}.html").render(
            speech=speech,
            say=speech.say,
            language=language,
            other=other,
            second=self.speech(other),
            tell=self.speech(other).say,
            **facts,
        )

    def refuse(self, refused: Refusal, language: str, id_: str = "") -> HTMLResponse:
        """A kind page instead of the one that was asked for. `id_`: of the ticket that it was about."""
        page = self.fill("problem", language, problem=refused.problem, id=id_)
        return HTMLResponse(page, refused.status, HEADERS)
