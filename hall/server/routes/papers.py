"""Texts that a clerk shows on the review pad of a window. What is said to them comes in as a transaction."""

from __future__ import annotations

import asyncio
from typing import Annotated, Final

from fastapi import APIRouter, Path, Request, Response
from sqlalchemy import Connection
from starlette.responses import FileResponse

from hall.contract.messages import CallRequest
from hall.contract.papers import DocumentMade, OpenPaper, PaperRequest, WindowPaper
from hall.server import documents
from hall.server.desk import Desk
from hall.server.problems import Refusal
from hall.server.store import papers
from hall.server.store.tx import Tx

Page = Annotated[int, Path(ge=1, le=999)]
_PERSONAL: Final = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
}


def picture_of(desk: Desk, sha256: str, kind: str) -> FileResponse:
    """A page or a signature. Raises `Refusal` while it has not arrived."""
    path = desk.files.whole(sha256)
    if path is None:
        raise Refusal("showing.away")
    return FileResponse(path, media_type=kind, headers=_PERSONAL)


def router(desk: Desk) -> APIRouter:
    """Routes of a window's text."""
    routes = APIRouter(prefix="/windows/{number}")

    @routes.post("/paper")
    async def ask(number: int, request: PaperRequest) -> WindowPaper:
        desk.catalogue.window(number)
        return await desk.store.write(lambda tx: papers.ask(tx, number, request))

    @routes.post("/document")
    async def document(number: int, request: Request) -> DocumentMade:
        """The body is the file."""
        desk.catalogue.window(number)
        content = await request.body()
        pages = await asyncio.to_thread(documents.pages_of, content)

        def put() -> tuple[str, list[str]]:
            return desk.files.put(content), [desk.files.put(page) for page in pages]

        made, shown = await asyncio.to_thread(put)
        await desk.store.write(lambda tx: papers.keep_document(tx, made, shown))
        return DocumentMade(document=made, pages=len(shown))

    @routes.get("/paper/pages/{page}", response_class=FileResponse)
    async def sheet(number: int, page: Page) -> FileResponse:
        """One page of what the pad shows now, from 1."""
        paper = (await shown(number, Response())).paper
        if paper is None or page > len(paper.pages):
            raise Refusal("showing.unknown")
        return picture_of(desk, paper.pages[page - 1], "image/jpeg")

    @routes.post("/paper_withdraw")
    async def withdraw(number: int, request: CallRequest) -> OpenPaper:
        del request
        desk.catalogue.window(number)

        def op(tx: Tx) -> OpenPaper:
            papers.withdraw(tx, number)
            return OpenPaper()

        return await desk.store.write(op)

    @routes.get("/paper")
    async def shown(number: int, response: Response) -> OpenPaper:
        """Only while who it is about is at the window."""
        desk.catalogue.window(number)
        response.headers["Cache-Control"] = "no-store"
        now = desk.clock.now()

        def read(connection: Connection) -> OpenPaper:
            _, day = desk.days.at(connection, now)
            current = day.current(day.desk(number))
            found = papers.latest(connection, number, current.id) if current is not None else None
            return OpenPaper(paper=found if found is not None and found.state == "asked" else None)

        return await desk.store.read(read)

    return routes
