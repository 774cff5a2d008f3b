"""Attendance for supervisors: who is in the house, what is entered by hand, whose card it is, the month as a file."""

from __future__ import annotations

from datetime import datetime, time
from typing import Annotated

from fastapi import APIRouter, Query, Request
from sqlalchemy import Connection
from starlette.responses import Response

from hall.contract.attendance import BadgeRequest, EntryRequest, EntryTold, Here, Presence, WithdrawRequest
from hall.domain.calendar import local
from hall.domain.clock import CHINA
from hall.server.attendance import files
from hall.server.attendance.book import AttendanceBook, ClerkDay, month_of
from hall.server.desk import Desk
from hall.server.problems import Refusal
from hall.server.signer import signer
from hall.server.store import attendance_badges, attendance_entries
from hall.server.store.times import from_us, to_us
from hall.server.store.tx import Tx

Month = Annotated[str, Query(max_length=7)]
Lang = Annotated[str, Query(pattern=r"^(zh|en)$")]


def router(desk: Desk) -> APIRouter:
    """Routes of attendance."""
    routes = APIRouter(prefix="/attendance")
    book = AttendanceBook(desk.catalogue.settings)

    def require(clerk: str) -> None:
        _require_on(book)
        if clerk not in book.clerks:
            raise Refusal("attendance.noClerk", clerk=clerk)

    @routes.get("")
    async def presence() -> Presence:
        _require_on(book)
        now = desk.clock.now()
        return await desk.store.read(lambda connection: _presence(connection, book, now))

    @routes.post("/entries")
    async def enter(asked: EntryRequest, request: Request) -> EntryTold:
        require(asked.clerk)
        return await desk.store.write(lambda tx: attendance_entries.enter(tx, asked, signer(request)))

    @routes.post("/entries/{id_}/withdraw")
    async def withdraw(id_: str, asked: WithdrawRequest, request: Request) -> EntryTold:
        _require_on(book)
        await desk.store.write(lambda tx: attendance_entries.withdraw(tx, id_, asked, signer(request)))
        return EntryTold(id=id_)

    @routes.post("/badges")
    async def assign(asked: BadgeRequest, request: Request) -> EntryTold:
        require(asked.clerk)

        def op(tx: Tx) -> None:
            day, _ = local(tx.now)
            since_us = to_us(datetime.combine(day, time(), CHINA))
            attendance_badges.assign(tx, asked, signer(request), since_us)

        await desk.store.write(op)
        return EntryTold(id=asked.event_id)

    @routes.get(".csv", response_class=files.CsvFile, status_code=200)
    async def csv(month: Month = "", lang: Lang = "zh") -> Response:
        _require_on(book)
        now = desk.clock.now()
        first = month_of(month, local(now)[0])
        found = await desk.store.read(lambda connection: book.month(connection, first, now))
        return files.csv(book, first, found, lang)

    return routes


def _require_on(book: AttendanceBook) -> None:
    if not book.on:
        raise Refusal("attendance.off")


def _presence(connection: Connection, book: AttendanceBook, now: datetime) -> Presence:
    date = local(now)[0].isoformat()
    return Presence(
        date=date,
        clerks=[_here(one) for one in book.today(connection, now)],
        unknown=len(attendance_badges.unknown(connection, date)),
    )


def _here(one: ClerkDay) -> Here:
    judged = one.judged
    return Here(
        clerk=one.clerk,
        here=judged is not None and judged.here,
        expected=bool(one.spans),
        since=from_us(one.records[-1].at_us) if one.records else None,
        marks=dict(judged.marks) if judged is not None else {},
    )
