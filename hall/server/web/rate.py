"""The pages on which a phone evaluates a visit: faces, tags and words, thanks. Plain links and one form, no script."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Query, Request
from pydantic import TypeAdapter, ValidationError
from sqlalchemy import Connection
from starlette.responses import HTMLResponse, RedirectResponse, Response

from hall.assets import TAG_SET, load_tags
from hall.contract.evaluations import BAD, WORDS_MOST, Evaluation, Source
from hall.contract.messages import EventId, Text
from hall.domain.queue.ticket import TicketState
from hall.server.desk import Desk
from hall.server.problems import Refusal
from hall.server.rating_links import Opened, links_of
from hall.server.store import rating_about, ratings
from hall.server.store.ticket_rows import find
from hall.server.store.times import from_us, to_us
from hall.server.web.forms import first, form_of
from hall.server.web.html import HEADERS, Language
from hall.server.web.pages import Pages

_EVENT: Final[TypeAdapter[str]] = TypeAdapter(EventId)
_PRESS: Final = Text(zh="请在评价页面上按提交", en="press send on the page")
_LONGEST: Final = 120
Stars = Annotated[int, Query(ge=0, le=5)]
Shown = Annotated[int, Query(ge=0)]


@dataclass(frozen=True)
class Form:
    """What the form says, read and not yet judged. `after_ms` None: not measured."""

    press: str
    stars: int
    tags: tuple[str, ...]
    words: str
    after_ms: int | None


def invitation(connection: Connection, desk: Desk, subject: str) -> dict[str, Any] | None:
    """What the ticket's own page needs to offer an evaluation: None when there is nothing to evaluate (any more)."""
    row = find(connection, subject)
    if row is None or row.state != TicketState.DONE.value:
        return None
    links, now = links_of(desk), desk.clock.now()
    token = links.token(subject, Source.PAGE, from_us(row.ended_us or row.issued_us))
    try:
        links.open(token, now)
    except Refusal:
        return None
    return {"link": token, "rated": ratings.is_rated(connection, subject), "shown": _ms(now)}


def add(routes: APIRouter, desk: Desk, pages: Pages) -> None:
    """Routes of the pages."""
    links, tags = links_of(desk), load_tags()

    async def show(opened: Opened, token: str, language: str, now: datetime, **facts: Any) -> str:  # noqa: ANN401
        def write(connection: Connection) -> str:
            rated = ratings.is_rated(connection, opened.subject)
            told = _about(connection, desk, opened.subject)
            name = "rated" if rated else "rate_tags" if facts["stars"] else "rate"
            return pages.fill(
                name,
                language,
                token=token,
                about=told,
                tags=tags,
                shown=_ms(now),
                bad=BAD,
                most=WORDS_MOST,
                **facts,
            )

        return await desk.store.read(write)

    @routes.get("/r/{token}")
    async def page(
        token: str,
        language: Language,
        stars: Stars = 0,
        shown: Shown = 0,
        thanks: Annotated[Literal["", "1"], Query()] = "",
    ) -> HTMLResponse:
        now = desk.clock.now()
        after = _ms(now) - shown if shown and _ms(now) >= shown else None
        blank = Form(f"page-{secrets.token_hex(12)}", stars, (), "", after)
        try:
            opened = links.open(token[:_LONGEST], now)
            text = await show(
                opened, token, language, now, stars=stars, form=blank, thanks=thanks, problem=None
            )
        except Refusal as refused:
            return pages.refuse(refused, language)
        return HTMLResponse(text, headers=HEADERS)

    @routes.post("/r/{token}")
    async def send(token: str, language: Language, request: Request) -> Response:
        now = desk.clock.now()
        form = _read(await form_of(request))
        try:
            opened = links.open(token[:_LONGEST], now)
            if not await _give(desk, opened, form, now):
                problem = Refusal("rating.needsReason")
                facts = {"stars": form.stars, "form": form, "thanks": "", "problem": problem.problem}
                text = await show(opened, token, language, now, **facts)
                return HTMLResponse(text, problem.status, HEADERS)
        except Refusal as refused:
            if refused.problem.code != "rating.already":
                return pages.refuse(refused, language)
            return RedirectResponse(f"/r/{token}?lang={language}", 303, HEADERS)
        return RedirectResponse(f"/r/{token}?lang={language}&thanks=1", 303, HEADERS)


async def _give(desk: Desk, opened: Opened, form: Form, now: datetime) -> bool:
    """Keep it; False when a reason is wanted. Raises `Refusal`."""
    if form.stars in BAD and not (form.tags or form.words.strip()):
        return False
    try:
        press = _EVENT.validate_python(form.press)
        given = Evaluation(
            stars=form.stars,
            tags=form.tags,
            tag_set=TAG_SET if form.tags else "",
            words=form.words,
            source=opened.source,
            after_ms=form.after_ms,
            given_at=now,
        )
    except ValidationError:
        raise Refusal("request.invalid", field="press", hint=_PRESS) from None
    ratings.accepted(await desk.store.write(lambda tx: ratings.give(tx, opened.subject, press, 0, given)))
    return True


def _read(given: dict[str, list[str]]) -> Form:
    stars, after = (first(given, name) for name in ("stars", "after"))
    chosen = int(stars) if stars in {"1", "2", "3", "4", "5"} else 0
    return Form(
        press=first(given, "press"),
        stars=chosen,
        tags=tuple(dict.fromkeys(one for one in given.get("tag", []) if one[:1] == str(chosen))),
        words=first(given, "words").strip()[:WORDS_MOST],
        after_ms=int(after) if after.isascii() and after.isdigit() and len(after) < 12 else None,
    )


def _about(connection: Connection, desk: Desk, subject: str) -> dict[str, Any]:
    """What is evaluated, as the page says it. Raises `Refusal`: unknown, or not served yet."""
    known = rating_about.require(connection, desk.catalogue, subject)
    row = find(connection, subject)
    return {**known, "number": row.number if row is not None else known["case_number"]}


def _ms(at: datetime) -> int:
    return to_us(at) // 1000
