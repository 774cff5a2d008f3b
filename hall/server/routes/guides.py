"""Service guides, open to everybody: they are published."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import FileResponse, Response

from hall.contract.guides import BookPart, Guide, GuideId, GuideList
from hall.domain.guides.search import Wanted
from hall.server.guides import Guides

Typed = Annotated[str, Query(max_length=60)]
Offset = Annotated[int, Query(ge=0, le=100_000)]
Limit = Annotated[int, Query(ge=1, le=200)]


def router(guides: Guides) -> APIRouter:
    """Routes of the guides."""
    routes = APIRouter(prefix="/guides")

    @routes.get("")
    async def find(
        q: Typed = "", department: Typed = "", theme: Typed = "", offset: Offset = 0, limit: Limit = 20
    ) -> GuideList:
        return await guides.listed(Wanted(q, department, theme), offset, limit)

    @routes.get("/book", response_model=BookPart)
    async def book(offset: Offset = 0, limit: Limit = 100) -> Response:
        part = await guides.part(
            offset, limit
        )  # large: written in one go, and not taken apart by FastAPI first
        return Response(part.model_dump_json(), media_type="application/json")

    @routes.get("/pictures/{name}", response_class=FileResponse)
    async def picture(name: str) -> FileResponse:
        return FileResponse(await guides.picture(name))

    @routes.get("/{id_}")
    async def guide(id_: GuideId) -> Guide:
        return await guides.guide(id_)

    return routes
