"""What was shown on a review pad beside the answer and the signature, as an A4 page to be looked at and printed."""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import APIRouter, Path
from sqlalchemy import Connection
from starlette.responses import FileResponse, HTMLResponse

from hall.contract.messages import EventId
from hall.contract.papers import WindowPaper
from hall.domain.clock import CHINA
from hall.server.console.pages import Pages
from hall.server.console.reader import Reader
from hall.server.console.words import Speech
from hall.server.desk import Desk
from hall.server.problems import Refusal
from hall.server.routes.papers import picture_of
from hall.server.store import papers

Page = Annotated[int, Path(ge=1, le=999)]
_ANSWERS: Final = {"confirmed": "paper.agreed", "refused": "paper.not_agreed"}


def add(routes: APIRouter, desk: Desk, pages: Pages) -> None:
    """Routes of the page and its pictures."""

    async def known(number: int, paper: EventId) -> WindowPaper:
        return (await desk.store.read(lambda c: papers.one(c, number, paper)))[0]

    @routes.get("/windows/{number}/papers/{paper}")
    async def one(number: int, paper: EventId, reader: Reader) -> HTMLResponse:
        speech = pages.speech(reader)

        def write(connection: Connection) -> str:
            found, clerk = papers.one(connection, number, paper)
            told = {"paper": found, "clerk": clerk or "—", "answer": _answer(speech, found)}
            return pages.fill("signed_paper", speech, number=number, **told)

        return await pages.answer(speech, write)

    @routes.get("/windows/{number}/papers/{paper}/pages/{page}", response_class=FileResponse)
    async def sheet(number: int, paper: EventId, page: Page) -> FileResponse:
        found = await known(number, paper)
        if page > len(found.pages):
            raise Refusal("showing.unknown")
        return picture_of(desk, found.pages[page - 1], "image/jpeg")

    @routes.get("/windows/{number}/papers/{paper}/signature", response_class=FileResponse)
    async def signature(number: int, paper: EventId) -> FileResponse:
        found = await known(number, paper)
        if not found.signature:
            raise Refusal("showing.unknown")
        return picture_of(desk, found.signature, "image/png")


def _answer(speech: Speech, paper: WindowPaper) -> str:
    if paper.answered_at is None:
        return speech.say("paper.unanswered")
    time = f"{paper.answered_at.astimezone(CHINA):%Y-%m-%d %H:%M}"
    signed = paper.state == "confirmed" and paper.signature
    return speech.say("paper.signed_at" if signed else _ANSWERS[paper.state], time=time)
