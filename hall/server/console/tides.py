"""Proposals to staff: a page of all, and those of now for the strip on every page. The buttons are those of `/v1/tides`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from fastapi import APIRouter
from sqlalchemy import Connection
from starlette.responses import HTMLResponse

from hall.contract.tides import Tide
from hall.domain.clock import service_date
from hall.domain.queue.tide import Kind
from hall.server.console.pages import Pages
from hall.server.console.reader import Reader
from hall.server.console.words import Speech, hour
from hall.server.desk import Desk
from hall.server.store import tides
from hall.server.tide_words import as_told

MOST_IN_STRIP = 2
"""The strip has so many with their buttons; the page has all."""


@dataclass(frozen=True)
class TideLine:
    """A proposal in words. `effect`: what came of it."""

    id: str
    kind: str
    text: str
    may_accept: bool
    when: str
    state: str
    reason: str
    effect: str


def add(routes: APIRouter, desk: Desk, pages: Pages) -> None:
    """Routes of the page and its parts."""

    async def answer(name: str, speech: Speech) -> HTMLResponse:
        now = desk.clock.now()

        def write(connection: Connection) -> str:
            decided = tides.past(connection, service_date(now))
            past = [_line(speech, as_told(desk.catalogue, row)) for row in decided]
            return pages.fill(name, speech, proposals=current(connection, speech, now), past=past)

        return await pages.answer(speech, write)

    @routes.get("/tides")
    async def page(reader: Reader) -> HTMLResponse:
        return await answer("tides", pages.speech(reader))

    @routes.get("/tides/parts")
    async def parts(reader: Reader) -> HTMLResponse:
        return await answer("tides_parts", pages.speech(reader))

    @routes.get("/tides/{id_}/form")
    async def form(id_: str, reader: Reader) -> HTMLResponse:
        speech = pages.speech(reader)

        def write(connection: Connection) -> str:
            row = tides.require(connection, id_)
            return pages.fill("forms/dismiss", speech, one=_line(speech, as_told(desk.catalogue, row)))

        return await pages.answer(speech, write)


def current(connection: Connection, speech: Speech, now: datetime) -> list[TideLine]:
    """What waits for a press, or is told."""
    rows = tides.standing(connection, service_date(now))
    return [_line(speech, as_told(speech.catalogue, row)) for row in rows]


def strip_facts(connection: Connection, speech: Speech, now: datetime) -> dict[str, Any]:
    """What the strip tells of them."""
    return {"proposals": current(connection, speech, now), "most_proposals": MOST_IN_STRIP}


def _line(speech: Speech, one: Tide) -> TideLine:
    return TideLine(
        id=one.id,
        kind=speech.say(f"tide_kind.{one.kind.value}"),
        text=speech.name(one.text),
        may_accept=one.may_accept,
        when=_when(speech, one),
        state=speech.say(f"tide_state.{one.state.value}"),
        reason=one.reason,
        effect=_effect(speech, one),
    )


def _when(speech: Speech, one: Tide) -> str:
    if one.decided is None:
        return speech.say("tide.made", time=hour(one.made))
    if one.by:
        return speech.say("tide.decided_by", time=hour(one.decided), by=one.by)
    return hour(one.decided)


def _effect(speech: Speech, one: Tide) -> str:
    if one.kind is Kind.ENDED and one.served is not None:
        return speech.say("tide.served", count=one.served)
    if one.effect is None:
        return ""
    before = {"n": one.effect.waiting, "m": one.effect.longest_min}
    if one.effect.after_waiting is None:
        return speech.say("tide.measuring", **before)
    return speech.say("tide.measured", **before, n2=one.effect.after_waiting, m2=one.effect.after_longest_min)
