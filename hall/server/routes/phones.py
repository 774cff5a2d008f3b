"""A unit's key for the phones that numbers are taken with."""

from __future__ import annotations

from fastapi import APIRouter

from hall.contract.messages import UnitId
from hall.contract.phones import PhoneKey
from hall.server.desk import Desk


def router(desk: Desk) -> APIRouter:
    """Routes of the key."""
    routes = APIRouter()

    @routes.get("/units/{unit}/phone_key")
    async def key(unit: UnitId) -> PhoneKey:
        return PhoneKey(key=desk.identity.phones(unit).hex())

    return routes
