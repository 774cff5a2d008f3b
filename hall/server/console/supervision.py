"""Supervision (督办): windows as lights, cases by light, warnings with what may be done, announced closings.

A page, the same large for a wall, and the dialogues. The buttons are those of `/v1/supervision`.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Query
from sqlalchemy import Connection
from starlette.responses import HTMLResponse

from hall.contract.messages import EventId
from hall.contract.supervision import LONGEST_REASON, LONGEST_WORDS
from hall.domain.cases.lights import Light
from hall.domain.clock import CHINA
from hall.domain.roles import Role
from hall.domain.supervision.life import Verb
from hall.server import supervision_words as told
from hall.server.console import supervision_past
from hall.server.console import supervision_words as words
from hall.server.console.pages import Pages
from hall.server.console.reader import Reader, Who
from hall.server.console.words import Speech
from hall.server.desk import Desk
from hall.server.store import warnings, window_notices
from hall.server.supervision import Overview, house, verbs_of
from hall.server.supervision_page import rule_rows

View = Literal["", "wall"]
WarningVerb = Literal["urge", "explain", "excuse", "confirm"]
REASONS: Final = ("meeting", "training", "repair", "leave")


def add(routes: APIRouter, desk: Desk, pages: Pages) -> None:
    """Routes of the page, its parts, its past and its dialogues."""
    _add_page(routes, desk, pages)
    _add_forms(routes, desk, pages)
    supervision_past.add(routes, desk, pages)


def _add_page(routes: APIRouter, desk: Desk, pages: Pages) -> None:
    overview = Overview(desk.catalogue, desk.days, house(desk.catalogue))
    limits = desk.catalogue.settings.supervision.limits

    async def answer(name: str, reader: Who, view: View) -> HTMLResponse:
        speech, now = pages.speech(reader), desk.clock.now()

        def write(connection: Connection) -> str:
            found = overview.told(connection, now, verbs_of(reader.role))
            facts = {
                "windows": [words.card(speech, one, now) for one in found.windows],
                "cases": words.case_chips(speech, found.cases),
                "warnings": [words.line(speech, one, now) for one in found.warnings],
                "more": found.more,
                "closings": [words.closing_line(one, now) for one in found.closings],
                "rules": rule_rows(speech.language, limits),
                "at": now.astimezone(CHINA).strftime("%H:%M"),
                "view": view,
            }
            return pages.fill(name, speech, **facts)

        return await pages.answer(speech, write)

    @routes.get("/supervision")
    async def page(reader: Reader, view: View = "") -> HTMLResponse:
        return await answer("supervision", reader, view)

    @routes.get("/supervision/parts")
    async def parts(reader: Reader, view: View = "") -> HTMLResponse:
        return await answer("supervision_parts", reader, view)


def _add_forms(routes: APIRouter, desk: Desk, pages: Pages) -> None:
    """What opens in the dialogue, here and on a window's page."""
    catalogue = desk.catalogue
    clerks = [one.name for one in catalogue.settings.clerks]

    @routes.get("/supervision/forms/closing")
    async def closing(
        reader: Reader, window: Annotated[int | None, Query(ge=1, le=999)] = None
    ) -> HTMLResponse:
        speech, now = pages.speech(reader), desk.clock.now()
        own = window if reader.window is None else reader.window
        facts = {
            "window": own,
            "choices": [(one.number, speech.name(one.name)) for one in catalogue.settings.windows],
            "reasons": [speech.say(f"closing_reason.{one}") for one in REASONS],
            "begin": _minute(now),
            "end": _minute(now + timedelta(hours=1)),
            "longest": LONGEST_REASON,
            "clerks": clerks,
            "token": reader.token,
        }
        return await pages.answer(speech, lambda _: pages.fill("forms/closing", speech, **facts))

    @routes.get("/supervision/forms/{verb}")
    async def act(verb: WarningVerb, warning: EventId, reader: Reader) -> HTMLResponse:
        speech, now = pages.speech(reader), desk.clock.now()

        def write(connection: Connection) -> str:
            row = warnings.require(connection, warning, reader.window)
            steps = warnings.steps(connection, [row.id]).get(row.id, [])
            one = words.line(speech, told.warning(catalogue, row, steps), now)
            facts = {
                "one": one,
                "verb": verb,
                "clerks": clerks,
                "longest": LONGEST_WORDS,
                "token": reader.token,
            }
            return pages.fill("forms/warning", speech, needed=verb != Verb.CONFIRM.value, **facts)

        return await pages.answer(speech, write)


def strip_facts(connection: Connection, speech: Speech) -> dict[str, Any]:
    """What the strip tells those who run the hall: how many warnings stand. Not to a window."""
    found = {} if speech.role is Role.WINDOW else warnings.counts(connection)
    return {"warned": {light.value: found.get(light, 0) for light in (Light.RED, Light.YELLOW)}}


def of_window(connection: Connection, speech: Speech, number: int, now: datetime) -> dict[str, Any]:
    """What a window's own page tells: its warnings, to be explained, and its announced closings."""
    rows = warnings.standing(connection, number)
    steps = warnings.steps(connection, [row.id for row in rows])
    lines = [told.warning(speech.catalogue, row, steps.get(row.id, []), (Verb.EXPLAIN,)) for row in rows]
    closings = window_notices.coming(connection, now, number)
    return {
        "warnings": [replace(words.line(speech, one, now), link="") for one in lines],
        "closings": [words.closing_line(told.closing(row), now) for row in closings],
    }


def _minute(at: datetime) -> str:
    """As a browser's field of date and time takes it."""
    return at.astimezone(CHINA).strftime("%Y-%m-%dT%H:%M")
