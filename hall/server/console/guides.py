"""The service guides as staff read them: the same source as terminals and phones, and what each role has to mind (YSOP)."""

from __future__ import annotations

from collections.abc import Collection
from typing import Annotated, Final, Literal

from fastapi import APIRouter, Query
from starlette.responses import HTMLResponse

from hall.contract.guides import Guide
from hall.domain.clock import CHINA
from hall.domain.codes import guide_path
from hall.domain.guides.search import Wanted
from hall.guides.topics import Topic, said, shown, summary, topics, validity
from hall.server.console.pages import Pages
from hall.server.console.reader import Reader
from hall.server.desk import Desk
from hall.server.problems import Refusal
from hall.server.web.html import HEADERS
from hall.texts import Texts, load_texts

MOST: Final = 100
"""Lines of a list; whoever looks for more types more."""
VIEWS: Final = {
    "window": ("bring", "who", "mistakes", "where"),
    "approver": ("steps", "basis", "time", "result"),
    "applicant": (),
}
"""Who reads, with the topics that come first for them."""
View = Literal["window", "approver", "applicant"]
_Typed = Annotated[str, Query(max_length=60)]


def add(routes: APIRouter, desk: Desk, pages: Pages) -> None:
    """Routes of the list and of one guide."""
    texts = {language: load_texts(language) for language in ("zh", "en")}

    @routes.get("/guides")
    async def listed(who: Reader, q: _Typed = "", department: _Typed = "") -> HTMLResponse:
        found = await desk.guides.listed(Wanted(q, department, ""), 0, MOST)
        page = pages.fill("guides", pages.speech(who), found=found, q=q, department=department)
        return HTMLResponse(page, headers=HEADERS)

    @routes.get("/guides/{id_}")
    async def one(id_: str, who: Reader, view: View = "window") -> HTMLResponse:
        speech, words = pages.speech(who), texts[who.language]
        try:
            guide = await desk.guides.guide(id_)
        except Refusal as refused:
            page = pages.fill("problem", speech, problem=refused.problem)
            return HTMLResponse(page, refused.status, HEADERS)
        page = pages.fill(
            "guide",
            speech,
            guide=guide,
            title=said(guide.name, words),
            summary=summary(guide, words),
            validity=validity(guide, words),
            over=guide.is_over(desk.clock.now().astimezone(CHINA).date()),
            view=view,
            views=tuple(VIEWS),
            minded=[said(each, words) for each in getattr(guide.procedure, view)],
            topics=in_order(guide, view, words, (await desk.guides.book()).pictures),
            phone_page=guide_path(guide.id),
        )
        return HTMLResponse(page, headers=HEADERS)


def in_order(guide: Guide, view: View, texts: Texts, pictures: Collection[str]) -> list[Topic]:
    """All topics, those that this reader needs first. `pictures`: those that are there."""
    first = VIEWS[view]
    return sorted(
        shown(topics(guide, texts), pictures),
        key=lambda one: first.index(one.key) if one.key in first else len(first),
    )
