"""Photos of clerks (亮明身份), for the review pad at their window."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Annotated, Final

from fastapi import APIRouter
from fastapi import Path as InPath
from fastapi.responses import FileResponse

from hall.server.problems import Refusal
from hall.settings import Settings

FOLDER: Final = "clerks"
LARGEST: Final = 2 * 1024 * 1024
_KINDS: Final = {".png": (b"\x89PNG\r\n\x1a\n", "image/png"), ".jpg": (b"\xff\xd8\xff", "image/jpeg")}
_HEADERS: Final = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}


def router(settings: Settings, data_dir: Path) -> APIRouter:
    """Routes of the clerks. Photos lie in the folder `clerks` of the server's data."""
    routes = APIRouter()
    named = {clerk.id: clerk.photo for clerk in settings.clerks if clerk.photo}

    @routes.get("/clerks/{id_}/photo", response_class=FileResponse)
    async def photo(id_: Annotated[str, InPath(pattern=r"^[a-z0-9_-]{1,40}$")]) -> FileResponse:
        name = named.get(id_, "")
        path = data_dir / FOLDER / name
        if not name or not await asyncio.to_thread(_usable, path):
            raise Refusal("clerk.noPhoto", clerk=id_)
        return FileResponse(path, media_type=_KINDS[path.suffix][1], headers=_HEADERS)

    return routes


def _usable(path: Path) -> bool:
    """Whether it is there, a picture of its kind, and no larger than it may be."""
    try:
        with path.open("rb") as file:
            begins = file.read(8).startswith(_KINDS[path.suffix][0])
            return begins and path.stat().st_size <= LARGEST
    except OSError:
        return False
