"""Calls for help (求助) and who helped where: a page, and the banner on every page. The buttons are those of `/v1/help`."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from fastapi import APIRouter, Request
from sqlalchemy import Connection
from starlette.responses import HTMLResponse

from hall.contract.help_calls import HelpState
from hall.domain.clock import CHINA
from hall.server.console.pages import Pages
from hall.server.console.reader import Reader
from hall.server.console.words import Speech, hour
from hall.server.desk import Desk
from hall.server.signer import signer
from hall.server.store import assistance, help_calls
from hall.server.store.times import from_us


@dataclass(frozen=True)
class CallLine:
    """A call in words. `code`: for whoever answered, with how many seconds it is still good."""

    id: str
    place: str
    page: str
    state: str
    when: str
    calling: bool
    mine: bool = False
    code: str = ""
    seconds: int = 0


@dataclass(frozen=True)
class HelpedLine:
    """Somebody helped, in words."""

    place: str
    staff: str
    how: str
    when: str


def add(routes: APIRouter, desk: Desk, pages: Pages) -> None:
    """Routes of the page and its parts."""

    async def answer(name: str, speech: Speech, token: str) -> HTMLResponse:
        now = desk.clock.now()

        def write(connection: Connection) -> str:
            calls = [_line(speech, row, token, now) for row in help_calls.lately(connection, now)]
            helped = [_helped(speech, row) for row in assistance.latest(connection)]
            return pages.fill(name, speech, calls=calls, helped=helped)

        return await pages.answer(speech, write)

    @routes.get("/help")
    async def page(reader: Reader, request: Request) -> HTMLResponse:
        return await answer("help_calls", pages.speech(reader), signer(request))

    @routes.get("/help/parts")
    async def parts(reader: Reader, request: Request) -> HTMLResponse:
        return await answer("help_calls_parts", pages.speech(reader), signer(request))


def strip_facts(connection: Connection, speech: Speech, now: datetime) -> dict[str, Any]:
    """What the strip tells: calls that nobody has answered."""
    return {"calls": [_line(speech, row, "", now) for row in help_calls.waiting(connection, now)]}


def _line(speech: Speech, row: Any, token: str, now: datetime) -> CallLine:  # noqa: ANN401 - a Row
    left = help_calls.code_left(row, token, now).total_seconds()
    state = HelpState(row.state)
    return CallLine(
        id=row.event_id,
        place=_place(speech, row.unit),
        page=_page(speech, row.page),
        state=_state(speech, row, state),
        when=hour(from_us(row.called_us)),
        calling=state is HelpState.CALLING,
        mine=state is HelpState.COMING and row.answered_with == token,
        code=row.code if left else "",
        seconds=math.ceil(left),
    )


def _state(speech: Speech, row: Any, state: HelpState) -> str:  # noqa: ANN401 - a Row
    if state is HelpState.ENDED and row.answered_us is None:
        return speech.say("help.unanswered")
    at = row.answered_us if row.answered_us is not None else row.called_us
    return speech.say(
        f"help.{state.value}", by=row.answered_by or speech.say("help.somebody"), time=hour(from_us(at))
    )


def _helped(speech: Speech, row: Any) -> HelpedLine:  # noqa: ANN401 - a Row
    begun = from_us(row.begun_us).astimezone(CHINA)
    until = hour(from_us(row.ended_us)) if row.ended_us is not None else speech.say("help.no_end")
    return HelpedLine(
        place=_place(speech, row.unit),
        staff=row.staff,
        how=speech.say(f"help.by_{row.how}"),
        when=f"{begun:%m-%d %H:%M} – {until}",
    )


def _place(speech: Speech, unit: str) -> str:
    found = next((one for one in speech.catalogue.settings.units if one.id == unit), None)
    return (speech.name(found.place) if found else "") or unit


def _page(speech: Speech, page: str) -> str:
    """By the first word of the page's name; a page without words of its own is one of the others."""
    first = page.partition("_")[0]
    known = f"help_page.{first}" in speech.texts.table
    return speech.say(f"help_page.{first if known else 'other'}")
