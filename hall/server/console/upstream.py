"""The outbox to the province (评价上报): what waits and how long, what it said, what staff decide. The buttons are `/v1/upstream`'s."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Query
from sqlalchemy import Connection
from starlette.responses import HTMLResponse

from hall.contract.upstream import Backlog, RowState, Waiting
from hall.domain.clock import CHINA
from hall.server.console.pages import Pages
from hall.server.console.reader import Reader
from hall.server.console.words import Speech
from hall.server.desk import Desk
from hall.server.store import upstream
from hall.server.store.times import from_us, to_us

_SIGNS: Final = {RowState.QUEUED: ("", "○"), RowState.REFUSED: ("alarm", "▼"), RowState.PARKED: ("warn", "◆")}
_Verb = Annotated[Literal["retry", "give_up"], Query()]


@dataclass(frozen=True)
class OutLine:
    """One of the outbox in words. `lacks`: what is missing, each with what to do."""

    id: str
    number: str
    chip: str
    sign: str
    state: str
    why: str
    lacks: tuple[str, ...]
    when: str
    tries: str
    stuck: bool


@dataclass(frozen=True)
class DecidedLine:
    """What somebody decided, in words."""

    number: str
    verb: str
    by: str
    note: str
    when: str


def add(routes: APIRouter, desk: Desk, pages: Pages) -> None:
    """Routes of the page, its parts, and the dialogue that signs a decision."""
    province = desk.catalogue.settings.upstream.mapping

    async def answer(name: str, speech: Speech) -> HTMLResponse:
        now = desk.clock.now()

        def write(connection: Connection) -> str:
            found = upstream.backlog(connection, province)
            return pages.fill(
                name,
                speech,
                facts=_facts(speech, found, now),
                sending=found.sending,
                lines=[_line(speech, one) for one in found.rows],
                decided=[_decided(speech, row) for row in upstream.decided(connection)],
            )

        return await pages.answer(speech, write)

    @routes.get("/upstream")
    async def page(reader: Reader) -> HTMLResponse:
        return await answer("upstream", pages.speech(reader))

    @routes.get("/upstream/parts")
    async def parts(reader: Reader) -> HTMLResponse:
        return await answer("upstream_parts", pages.speech(reader))

    @routes.get("/upstream/{id_}/form")
    async def form(id_: str, reader: Reader, verb: _Verb) -> HTMLResponse:
        speech = pages.speech(reader)
        clerks = [one.name for one in desk.catalogue.settings.clerks]

        def write(connection: Connection) -> str:
            one = _line(speech, upstream.one(connection, id_))
            return pages.fill("forms/upstream", speech, one=one, verb=verb, clerks=clerks, token=reader.token)

        return await pages.answer(speech, write)


def strip_facts(connection: Connection, speech: Speech, now: datetime) -> dict[str, Any]:
    """What the strip tells staff: how many have not arrived for too long."""
    rules = speech.catalogue.settings.upstream
    if not rules.mapping or not speech.runs:
        return {"upstream_late": 0}
    before = to_us(now - timedelta(hours=rules.late_h))
    return {"upstream_late": upstream.late(connection, before), "upstream_late_h": rules.late_h}


def _facts(speech: Speech, found: Backlog, now: datetime) -> list[tuple[str, str, str]]:
    """Name, value and what there is to say about it, for a row of figures."""
    oldest = speech.time(now - found.oldest) if found.oldest is not None else "–"
    last, result = speech.say("upstream.none_yet"), ""
    if found.last_try is not None:
        last = _stamp(found.last_try)
        result = (
            speech.say(f"upstream_why.{found.last_why}")
            if found.last_why
            else speech.say("upstream.received")
        )
    return [
        (speech.say("upstream.waiting"), str(found.waiting), ""),
        (speech.say("upstream.oldest"), oldest, ""),
        (speech.say("upstream.stuck"), str(found.stuck), ""),
        (speech.say("upstream.sent"), str(found.sent), ""),
        (speech.say("upstream.left_out"), str(found.left_out), ""),
        (speech.say("upstream.last"), last, result),
    ]


def _line(speech: Speech, one: Waiting) -> OutLine:
    chip, sign = _SIGNS.get(one.state, ("", "●"))
    missing = [part.split(":") for part in one.what.split(",") if part.count(":") == 2]
    why = speech.say(f"upstream_why.{one.why}") if one.why else ""
    if one.what and not missing:
        why = f"{why} ({one.what})"
    return OutLine(
        id=one.id,
        number=one.number or one.id[:20],
        chip=chip,
        sign=sign,
        state=speech.say(f"upstream_state.{one.state.value}"),
        why=why,
        lacks=tuple(_lack(speech, *part) for part in missing),
        when=_stamp(one.queued),
        tries=speech.say("upstream.tries", n=one.tries, time=_stamp(one.next)) if one.next else "",
        stuck=one.state in {RowState.REFUSED, RowState.PARKED},
    )


def _lack(speech: Speech, to: str, of: str, why: str) -> str:
    name = of if why == "empty" else why
    known = name if f"upstream_lack.{name}" in speech.texts.table else "other"
    return speech.say(f"upstream_lack.{known}", field=to, of=of)


def _decided(speech: Speech, row: Any) -> DecidedLine:  # noqa: ANN401 - a Row
    by = f"{row.signed_by} ({row.token})" if row.token else row.signed_by
    verb = speech.say(f"upstream_verb.{row.verb}")
    return DecidedLine(row.number, verb, by, row.note, _stamp(from_us(row.at_us)))


def _stamp(at: datetime) -> str:
    return f"{at.astimezone(CHINA):%m-%d %H:%M}"
