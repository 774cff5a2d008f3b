"""An item's page for phones, behind the QR code that terminals, papers and signs show (码上办): materials, flow, progress."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from fastapi import APIRouter
from jinja2 import Environment
from starlette.responses import HTMLResponse

from hall.contract.guides import Guide
from hall.domain.clock import CHINA
from hall.domain.codes import guide_path
from hall.domain.dates import day_in
from hall.guides.topics import said, shown, summary, topics, validity
from hall.server.desk import Desk
from hall.server.guides import Guides
from hall.server.problems import Refusal
from hall.server.web.html import HEADERS, Language, environment
from hall.texts import load_texts

_HERE: Final = Path(__file__).parent
FIRST: Final = ("bring", "steps")
"""The topics that stand open; the others open at a touch."""


def router(desk: Desk, guides: Guides) -> APIRouter:
    """Route of the page."""
    routes = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
    page = _Page(desk, guides)

    @routes.get("/g/{id_}")
    async def guide(id_: str, language: Language) -> HTMLResponse:
        return await page.of(id_, language)

    return routes


class _Page:
    def __init__(self, desk: Desk, guides: Guides) -> None:
        self._desk = desk
        self._guides = guides
        self._texts = {language: load_texts(language) for language in ("zh", "en")}
        self._templates: Environment = environment(_HERE / "templates")

    async def of(self, id_: str, language: str) -> HTMLResponse:
        """The page, or a kind one instead."""
        settings, texts = self._desk.catalogue.settings, self._texts[language]
        common = {
            "language": language,
            "other": "zh" if language == "en" else "en",
            "here": guide_path(id_),
            "t": texts.say,
            "hall": settings.hall.name.en if language == "en" else settings.hall.name.zh,
            "phone": settings.hall.phone,
        }
        template = self._templates.get_template("guide.html")
        try:
            found = await self._guides.guide(id_)
        except Refusal as refused:
            page = template.render(**common, guide=None, name=texts.say("guide.web.gone"))
            return HTMLResponse(page, refused.status, HEADERS)
        facts = self._facts(found, language, self._desk.clock.now(), (await self._guides.book()).pictures)
        return HTMLResponse(template.render(**common, **facts), headers=HEADERS)

    def _facts(self, guide: Guide, language: str, now: datetime, pictures: Collection[str]) -> dict[str, Any]:
        """What the template says. `pictures`: those that are there."""
        texts = self._texts[language]
        found = shown(topics(guide, texts), pictures)
        return {
            "guide": guide,
            "name": said(guide.name, texts),
            "summary": summary(guide, texts),
            "validity": validity(guide, texts),
            "day": day_in,
            "over": guide.is_over(now.astimezone(CHINA).date()),
            "topics": sorted(
                found, key=lambda each: FIRST.index(each.key) if each.key in FIRST else len(FIRST)
            ),
            "first": FIRST,
        }
