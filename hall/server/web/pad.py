"""A review pad as a page, for a tablet at a window: who is asked, five faces, tags, thanks once it is kept.

The page keeps asking for its parts; a script sends what was given and says thanks only after the hall's answer.
"""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from fastapi import APIRouter, Request
from pydantic import Field
from sqlalchemy import Connection
from starlette.responses import HTMLResponse, JSONResponse

from hall.assets import TAG_SET, load_tags
from hall.contract.evaluations import BAD, WORDS_MOST, Evaluation, Source, TagCode
from hall.contract.messages import EventId, Message
from hall.domain.evaluation import silence_id
from hall.domain.queue.desk import Presence
from hall.guides.book import Book
from hall.server.desk import Desk
from hall.server.problems import Refusal
from hall.server.store import rating_about, ratings
from hall.server.store.ended import last_ends
from hall.server.tokens import Holder
from hall.server.upstream.page import page_of
from hall.server.upstream.record import Records
from hall.server.web.html import HEADERS, Language
from hall.server.web.pages import Pages
from hall.settings import Settings
from hall.settings.review import ReviewPad
from hall.settings.times import Clerk


class PadGiving(Message):
    """What the page sends. `press`: its own id, the same with each try; `stars` None: nobody pressed in time."""

    press: EventId
    ticket: EventId
    stars: int | None = Field(default=None, ge=1, le=5)
    tags: tuple[TagCode, ...] = Field(default=(), max_length=20)
    words: str = Field(default="", max_length=WORDS_MOST, repr=False)
    after_ms: int | None = Field(default=None, ge=0)
    handed: bool = False
    """The province's page was opened for it."""


class PadKept(Message):
    """It is kept. `already`: another evaluation of this visit stands."""

    already: bool = False


@dataclass(frozen=True)
class Asked:
    """Whom the pad asks. `left_s`: for how long."""

    ticket: str
    number: str
    service: str
    left_s: int


log = logging.getLogger(__name__)


def add(routes: APIRouter, desk: Desk, pages: Pages) -> None:
    """Routes of the page."""
    tags, settings = load_tags(), desk.catalogue.settings
    records = Records(settings)

    async def show(name: str, window: int, language: str) -> HTMLResponse:
        now, rule = desk.clock.now(), rule_of(settings, window)
        book = await desk.guides.book() if rule.page == "province" else None

        def write(connection: Connection) -> str:
            told = _told(connection, desk, window, rule, now)
            told["province"] = _province(connection, desk, records, book, told["asked"])
            found = desk.catalogue.window(window)
            return pages.fill(
                name, language, window=found, rule=rule, tags=tags, bad=BAD, most=WORDS_MOST, **told
            )

        return HTMLResponse(await desk.store.read(write), headers=HEADERS)

    @routes.get("/pad/{window}")
    async def pad(window: int, language: Language, request: Request) -> HTMLResponse:
        _require(desk, window, request)
        return await show("pad", window, language)

    @routes.get("/pad/{window}/parts")
    async def parts(window: int, language: Language, request: Request) -> HTMLResponse:
        _require(desk, window, request)
        return await show("pad_parts", window, language)

    @routes.post("/pad/{window}/rate", response_class=JSONResponse)
    async def rate(window: int, giving: PadGiving, request: Request) -> PadKept:
        _require(desk, window, request)
        given = _evaluation(giving, desk.clock.now())
        press = giving.press if giving.stars else silence_id(giving.ticket, f"page-{window}")
        try:
            verdict = await desk.store.write(lambda tx: ratings.give(tx, giving.ticket, press, window, given))
            ratings.accepted(verdict)
        except Refusal as refused:
            if refused.problem.code != "rating.already":
                raise
            return PadKept(already=True)
        return PadKept()


def rule_of(settings: Settings, window: int) -> ReviewPad:
    """How long it waits and what it says: as the hall file says of the window's pad."""
    return next(
        (one.review for one in settings.units if one.role == "pad" and one.window == window), ReviewPad()
    )


def _evaluation(giving: PadGiving, now: datetime) -> Evaluation:
    if giving.stars in BAD and not (giving.tags or giving.words.strip()):
        raise Refusal("rating.needsReason")
    return Evaluation(
        stars=giving.stars,
        tags=giving.tags,
        tag_set=TAG_SET if giving.tags else "",
        words=giving.words,
        source=Source.PROVINCE if giving.handed and giving.stars is None else Source.SCREEN,
        after_ms=giving.after_ms,
        given_at=now,
    )


def _province(
    connection: Connection, desk: Desk, records: Records, book: Book | None, asked: Asked | None
) -> str | None:
    """The province's page for who is asked; "" when it cannot be had, None where our own faces ask."""
    if book is None or asked is None:
        return None
    try:
        return page_of(desk.upstream, records.record(connection, desk.catalogue, book, asked.ticket))
    except Refusal as refused:
        log.info("the province's page: %s", refused.problem.code)
        return ""


def _require(desk: Desk, window: int, request: Request) -> None:
    """Raises `Refusal`: no such window, or the token is another window's."""
    desk.catalogue.window(window)
    holder = getattr(request.state, "holder", None)
    if not isinstance(holder, Holder):
        return  # a hall without tokens
    if holder.window is None:
        raise Refusal("pad.noWindow")
    if holder.window != window:
        raise Refusal("token.otherWindow", unit=holder.unit)


def _told(connection: Connection, desk: Desk, window: int, rule: ReviewPad, now: datetime) -> dict[str, Any]:
    """What the templates say."""
    _, day = desk.days.at(connection, now)
    at = day.desk(window)
    current = day.current(at)
    asked = _asked(connection, window, rule, now)
    name = at.clerk or (
        rating_about.known(connection, desk.catalogue, asked.ticket)["clerk"] if asked else ""
    )
    settings = desk.catalogue.settings
    card: Clerk | None = next((one for one in settings.clerks if name and one.name == name), None)
    resting = at.presence is not Presence.OPEN
    phase = "asked" if asked else "serving" if current else "paused" if resting else "idle"
    return {
        "phase": phase,
        "asked": asked,
        "serving": current.number if current else "",
        "clerk": name,
        "card": card,
        "pause": at.pause,
        "key": json.dumps(
            [phase, asked.ticket if asked else "", current.number if current else "", name, at.pause]
        ),
    }


def _asked(connection: Connection, window: int, rule: ReviewPad, now: datetime) -> Asked | None:
    """Who was served last, as long as the pad waits for them; nobody once something is kept."""
    for last in last_ends(connection, window, now, 1):
        left = rule.silence_s - last.ago_s
        if not last.said and left > 0:
            return Asked(last.ticket, last.number, last.service, min(rule.silence_s, int(left) + 1))
    return None
