"""Notices and emergencies: written, shown and taken down here. The buttons are those of `/v1/notices`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Final, Literal

from fastapi import APIRouter, Query
from sqlalchemy import Connection
from starlette.responses import HTMLResponse

from hall.contract.messages import Notice, NoticeKind
from hall.domain.clock import CHINA
from hall.server.console.pages import Pages
from hall.server.console.reader import Reader, Who
from hall.server.console.words import Speech, hour
from hall.server.desk import Desk
from hall.server.store import notices
from hall.server.store.notices import LONGEST_BODY, LONGEST_TITLE

READY: Final = ("evacuate", "fault", "closing")
"""Emergencies with ready-made texts."""
Ready = Literal["evacuate", "fault", "closing"]


@dataclass(frozen=True)
class NoticeLine:
    """A notice in words. `when`: from when to when."""

    id: str
    emergency: bool
    title: str
    body: str
    when: str


def add(routes: APIRouter, desk: Desk, pages: Pages) -> None:
    """Routes of the page, its parts and its dialogues."""
    speeches = {language: pages.speech(Who(language)) for language in ("zh", "en")}

    async def answer(name: str, speech: Speech) -> HTMLResponse:
        now = desk.clock.now()

        def write(connection: Connection) -> str:
            found = [_line(speech, one, now) for one in notices.standing(connection, now)]
            return pages.fill(name, speech, notices=found, ready=READY)

        return await pages.answer(speech, write)

    @routes.get("/notices")
    async def page(reader: Reader) -> HTMLResponse:
        return await answer("notices", pages.speech(reader))

    @routes.get("/notices/parts")
    async def parts(reader: Reader) -> HTMLResponse:
        return await answer("notices_parts", pages.speech(reader))

    @routes.get("/notices/form")
    async def form(reader: Reader, kind: Annotated[Ready | Literal[""], Query()] = "") -> HTMLResponse:
        speech, now = pages.speech(reader), desk.clock.now()
        ready = {
            f"{part}_{name}": one.say(f"ready.{kind}_{part}") if kind else ""
            for part in ("title", "body")
            for name, one in speeches.items()
        }
        facts = {
            "since": now.isoformat(),
            "kind": kind,
            "ready": ready,
            "longest_title": LONGEST_TITLE,
            "longest_body": LONGEST_BODY,
        }
        return await pages.answer(
            speech, lambda _: pages.fill("forms/notice", speech, today=_minute(now), **facts)
        )


def _line(speech: Speech, one: Notice, now: datetime) -> NoticeLine:
    say = speech.say
    since = _moment(one.since, now)
    if one.until:
        when = say("notice.from_to", since=since, until=_moment(one.until, now))
    else:
        when = say("notice.from_on", since=since)
    return NoticeLine(
        id=one.id,
        emergency=one.kind is NoticeKind.EMERGENCY,
        title=speech.name(one.title) or one.title.zh,
        body=speech.name(one.body) or one.body.zh,
        when=when,
    )


def _moment(at: datetime, now: datetime) -> str:
    """HH:MM, with the day when it is another one."""
    here = at.astimezone(CHINA)
    return hour(at) if here.date() == now.astimezone(CHINA).date() else here.strftime("%m-%d %H:%M")


def _minute(at: datetime) -> str:
    """As a browser's field of date and time takes it."""
    return at.astimezone(CHINA).strftime("%Y-%m-%dT%H:%M")
