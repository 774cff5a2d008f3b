"""What services outside the hall give: licences and whose a code is for terminals, pictures of seals."""

from __future__ import annotations

import asyncio
from typing import Annotated

from fastapi import APIRouter, Path, Request, Response
from fastapi.responses import FileResponse

from hall.contract.licences import FindLicences, Licences
from hall.contract.residents import FindResident, Resident
from hall.server import seals
from hall.server.case_finding import place_of
from hall.server.desk import Desk

PRIVATE = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}


def router(desk: Desk) -> APIRouter:
    """Routes of licences, residents' codes and seals."""
    routes = APIRouter()

    @routes.post("/licences/find")
    async def find(wanted: FindLicences, response: Response) -> Licences:
        response.headers.update(PRIVATE)
        return await desk.licences.find(wanted)

    @routes.post("/residents/find")
    async def whose(wanted: FindResident, request: Request, response: Response) -> Resident:
        response.headers.update(PRIVATE)
        return await desk.residents.find(place_of(request), wanted)

    @routes.get("/seals/{name}", response_class=FileResponse)
    async def picture(name: Annotated[str, Path(pattern=r"^(hall|[0-9a-f]{64})$")]) -> FileResponse:
        known = await desk.store.read(lambda c: seals.is_known(c, name))
        path = await asyncio.to_thread(lambda: desk.seals.picture(name, known=known))
        return FileResponse(path, media_type="image/png", headers=PRIVATE)

    return routes
