"""What citizens did: transactions with an outcome each, their files."""

from __future__ import annotations

import asyncio
import logging
from typing import Annotated

from fastapi import APIRouter, Header, Request, Response
from starlette.exceptions import HTTPException

from hall.contract.messages import (
    Intake,
    IntakeReply,
    ItemReply,
    Sha256,
    Text,
    Transaction,
)
from hall.server.attendance.badges import Badges
from hall.server.desk import Desk
from hall.server.files import LARGEST
from hall.server.problems import Refusal
from hall.server.store import inbox

_log = logging.getLogger(__name__)
_LENGTHS = Text(zh="分块不得为空，且不得超出总长度", en="the chunk is empty or goes beyond the whole length")
Offset = Annotated[int, Header(ge=0, le=LARGEST, alias="Upload-Offset")]
Length = Annotated[int, Header(ge=1, le=LARGEST, alias="Upload-Length")]


def router(desk: Desk) -> APIRouter:
    """Routes of the intake."""
    routes = APIRouter()
    store, files = desk.store, desk.files
    badges = Badges(desk.identity, desk.catalogue.settings)

    @routes.post("/transactions")
    async def take(intake: Intake) -> IntakeReply:
        asked = [_take(desk, intake.unit, badges.hidden(item)) for item in intake.items]
        items = await asyncio.gather(*asked)
        return IntakeReply(server_epoch=store.epoch, server_time=desk.clock.now(), items=items)

    @routes.head("/attachments/{sha256}")
    async def offset(sha256: Sha256) -> Response:
        stands_at, whole = await asyncio.to_thread(files.offset, sha256)
        if whole:  # a crash may have come between the rename and its row
            await store.write(lambda tx: inbox.file_arrived(tx, sha256, stands_at))
        return _stands_at(stands_at, whole=whole)

    @routes.patch("/attachments/{sha256}")
    async def add(sha256: Sha256, at: Offset, length: Length, request: Request) -> Response:
        chunk = await request.body()
        if at + len(chunk) > length or not chunk:
            raise Refusal("request.invalid", field="header.Upload-Length", hint=_LENGTHS)
        stands_at, whole = await asyncio.to_thread(files.add, sha256, at, length, chunk)
        if whole:
            await store.write(lambda tx: inbox.file_arrived(tx, sha256, stands_at))
        return _stands_at(stands_at, whole=whole)

    return routes


async def _take(desk: Desk, unit: str, item: Transaction) -> ItemReply:
    """One item. A fault of ours sets this item aside, never its batch."""
    try:
        guides = (await desk.guides.book()).by_id if item.kind == "application.submitted" else inbox.NO_GUIDES
        return await desk.store.write(lambda tx: inbox.take(tx, unit, item, desk.catalogue, guides))
    except (Refusal, HTTPException):
        raise
    except Exception as error:  # noqa: BLE001 - a poison item must not block the others
        _log.error("item %s set aside: %s while applying %s", item.event_id, type(error).__name__, item.kind)
        fault = Refusal("server.fault", detail=type(error).__name__)
        return await desk.store.write(lambda tx: inbox.set_aside(tx, unit, item, fault))


def _stands_at(offset: int, *, whole: bool) -> Response:
    headers = {"Upload-Offset": str(offset), "Upload-Complete": "?1" if whole else "?0"}
    return Response(status_code=204, headers=headers)
