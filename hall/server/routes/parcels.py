"""Lockers: their doors, what is put in, and what their units tell and may know."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Query
from sqlalchemy import Connection

from hall.contract.pickup import (
    Lockers,
    LockerWord,
    Parcels,
    ParcelStep,
    ParcelTold,
    PutParcel,
    UnitParcels,
)
from hall.domain.cases.workdays import day_of
from hall.domain.pickup.parcel import Verb
from hall.server.desk import Desk
from hall.server.parcel_keys import ParcelKeys
from hall.server.store import parcel_book, parcels
from hall.server.store.tx import Tx


def router(desk: Desk) -> APIRouter:
    """Routes of the lockers."""
    routes = APIRouter()
    keys = ParcelKeys(desk.identity)
    _add_staff(routes, desk, keys)
    _add_steps(routes, desk, keys)
    _add_units(routes, desk, keys)
    return routes


def _told(desk: Desk, keys: ParcelKeys, connection: Connection, id_: str) -> ParcelTold:
    remind = desk.catalogue.settings.pickup.remind_days
    return parcel_book.told(connection, id_, day_of(desk.clock.now()), remind, keys)


def _add_staff(routes: APIRouter, desk: Desk, keys: ParcelKeys) -> None:
    settings = desk.catalogue.settings

    @routes.get("/lockers")
    async def lockers() -> Lockers:
        units = parcel_book.with_lockers(settings).values()
        return await desk.store.read(lambda c: parcel_book.lockers(c, units))

    @routes.get("/parcels")
    async def listed(which: Annotated[Literal["open", "all"], Query()] = "open") -> Parcels:
        today, remind = day_of(desk.clock.now()), settings.pickup.remind_days
        return await desk.store.read(lambda c: parcel_book.listed(c, today, remind, held=which == "open"))

    @routes.get("/parcels/{id_}")
    async def one(id_: str) -> ParcelTold:
        return await desk.store.read(lambda c: _told(desk, keys, c, id_))

    @routes.post("/parcels")
    async def put(asked: PutParcel) -> ParcelTold:
        parcel_book.locker_of(settings, asked.unit)

        def op(tx: Tx) -> ParcelTold:
            return _told(desk, keys, tx.connection, parcels.put(tx, asked, desk.catalogue, keys))

        return await desk.store.write(op)


def _add_steps(routes: APIRouter, desk: Desk, keys: ParcelKeys) -> None:
    async def act(id_: str, verb: Verb, asked: ParcelStep) -> ParcelTold:
        step = parcels.Step(asked.event_id, verb, asked.by, asked.note.strip())

        def op(tx: Tx) -> ParcelTold:
            parcels.act(tx, id_, step, desk.catalogue)
            return _told(desk, keys, tx.connection, id_)

        return await desk.store.write(op)

    @routes.post("/parcels/{id_}/take_back")
    async def take_back(id_: str, asked: ParcelStep) -> ParcelTold:
        return await act(id_, Verb.TAKE_BACK, asked)

    @routes.post("/parcels/{id_}/drop")
    async def drop(id_: str, asked: ParcelStep) -> ParcelTold:
        return await act(id_, Verb.DROP, asked)

    @routes.post("/parcels/{id_}/seen")
    async def seen(id_: str, asked: ParcelStep) -> ParcelTold:
        return await act(id_, Verb.SEEN, asked)

    @routes.post("/parcels/{id_}/gone")
    async def gone(id_: str, asked: ParcelStep) -> ParcelTold:
        return await act(id_, Verb.GONE, asked)


def _add_units(routes: APIRouter, desk: Desk, keys: ParcelKeys) -> None:
    settings = desk.catalogue.settings

    @routes.put("/units/{unit}/doors")
    async def doors(unit: str, word: LockerWord) -> dict[str, str]:
        parcel_book.locker_of(settings, unit)
        await desk.store.write(lambda tx: parcels.tell(tx, unit, word))
        return {}

    @routes.get("/units/{unit}/parcels")
    async def of_unit(unit: str) -> UnitParcels:
        parcel_book.locker_of(settings, unit)
        return await desk.store.read(lambda c: parcel_book.for_unit(c, unit, keys))
