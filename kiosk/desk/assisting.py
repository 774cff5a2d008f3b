"""Calls staff and follows what becomes of the call; lets staff help at this unit, and keeps that they did."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Callable, Coroutine
from contextlib import suppress
from typing import Any, Final

from drivers.types import Completion, CompletionCode
from hall.client import HallError, HallReason
from hall.contract.bodies import AssistBegunBody, AssistEndedBody
from hall.contract.help_calls import AssistCheck, HelpCall, HelpState, HelpTold
from hall.domain.ids import new_id
from hall.texts import load_texts
from kiosk.desk.paper import stream_of
from kiosk.desk.parts import Parts
from kiosk.desk.readers import Reader
from kiosk.flows.assist_words import (
    STAFF_CARD,
    AssistEffect,
    Call,
    CallStands,
    CheckStaff,
    EndCall,
    ReadStaffCard,
    SendCall,
    StaffKnown,
    StaffRefused,
    StopStaffCard,
)
from kiosk.flows.speech import Speak
from kiosk.flows.words import Said
from kiosk.outbox.errors import OutboxError
from kiosk.outbox.events import Event

log = logging.getLogger(__name__)
LOOK_S: Final = 2.0
"""How often the server is asked whether somebody is on the way."""
LOUD: Final = 8
_NUMBER: Final = re.compile(r"[A-Za-z0-9_-]{1,40}")
_STANDS: Final = {
    HelpState.CALLING: Call.CALLING,
    HelpState.COMING: Call.COMING,
    HelpState.ENDED: Call.NONE,
}


class AssistingDesk:
    """One call and one helper at a time, both of one visit. `spawn`: for what takes its time."""

    def __init__(self, parts: Parts, spawn: Callable[[Coroutine[Any, Any, None]], None]) -> None:
        self._parts = parts
        self._spawn = spawn
        self._call = ""
        self._news = asyncio.Event()
        self._helped = ""
        """The id of the help that lasts, "" for none."""
        name = parts.devices.get(STAFF_CARD)
        self._card = Reader(parts.supervisor, name, "read_staff_card", self._judge)
        self._told = ""
        """The last trouble of a card that was told: once, not every second while it lies there."""
        self._text = load_texts("zh")

    def perform(self, effect: AssistEffect) -> None:
        """Begin what the flow asks for; answers come by `tell`."""
        match effect:
            case SendCall():
                self._call = effect.id
                self._stir()
                self._spawn(self._follow(effect))
            case EndCall():
                self._end_call()
            case CheckStaff():
                self._spawn(self._check(effect))
            case ReadStaffCard():
                self._told = ""
                self._card.arm()
            case StopStaffCard():
                self._card.disarm()

    def visit_over(self) -> None:
        """Nobody waits for staff, and nobody is helped any more."""
        self._card.disarm()
        self._end_call()
        helped, self._helped = self._helped, ""
        if helped:
            body = AssistEndedBody(assist=helped, ended_at=self._parts.clock.now())
            self._keep(
                Event(f"{helped}-e", "assist.ended", self._stream(helped), body.model_dump(mode="json"))
            )

    async def idle(self) -> None:
        """Return when the reader is."""
        await self._card.idle()

    def _stir(self) -> None:
        self._news.set()
        self._news = asyncio.Event()

    def _end_call(self) -> None:
        ended, self._call = self._call, ""
        self._stir()
        if ended:
            self._spawn(self._end(ended))

    async def _end(self, call: str) -> None:
        """Told once: a call that the server does not hear the end of is answered by somebody who finds nobody."""
        with suppress(HallError):
            await self._parts.client.end_help(call, self._parts.unit.id)

    async def _follow(self, asked: SendCall) -> None:
        """Call, and tell how it stands, until it is over or another one. Out of reach it is tried again and again."""
        wanted = HelpCall(event_id=asked.id, unit=self._parts.unit.id, page=asked.page)
        told, sent = Call.CALLING, False
        while self._call == asked.id:
            now, sent = await self._look(wanted, sent=sent)
            if self._call != asked.id:
                return
            if now is not told:
                self._parts.tell(CallStands(asked.id, now))
                if now is Call.AWAY:
                    self._aloud()
            told = now
            if now is Call.NONE:
                self._call = ""
                return
            with suppress(TimeoutError):
                async with asyncio.timeout(LOOK_S):
                    await self._news.wait()

    async def _look(self, wanted: HelpCall, *, sent: bool) -> tuple[Call, bool]:
        """How it stands, and whether the server has the call."""
        client = self._parts.client
        try:
            told: HelpTold = await (client.help_call(wanted.event_id) if sent else client.call_help(wanted))
        except HallError as error:
            log.info("assist: staff cannot be called (%s)", error)
            return Call.AWAY, sent
        return _STANDS[told.state], True

    def _aloud(self) -> None:
        """Whoever is near is asked to come."""
        speaking, place = self._parts.speaking, self._parts.unit.place.zh
        if speaking is not None:
            speaking.say(Speak((self._text.say("assist.aloud", place=place),), "zh", LOUD))

    async def _check(self, asked: CheckStaff) -> None:
        parts = self._parts
        staff = asked.staff.lower()
        help_id = self._new_id()
        wanted = AssistCheck(event_id=help_id, unit=parts.unit.id, staff=staff, code=asked.code)
        try:
            await parts.client.assist(asked.id, wanted)
        except HallError as error:
            parts.tell(_refused(error))
            return
        self._begin(
            AssistBegunBody(staff=staff, how="code", call=asked.id, begun_at=parts.clock.now()), help_id
        )

    def _judge(self, completion: Completion) -> bool:
        staff = completion.result.get("staff_number")
        trouble = completion.error or "card.readFailed"
        if completion.code is CompletionCode.SUCCESS:
            trouble = "" if isinstance(staff, str) and _NUMBER.fullmatch(staff) else "card.notRegistered"
        if not trouble:
            body = AssistBegunBody(
                staff=str(staff), how="card", call=self._call, begun_at=self._parts.clock.now()
            )
            self._begin(body, self._new_id())
        elif trouble != self._told:
            self._told = trouble
            self._parts.tell(StaffRefused(trouble))
        return not trouble

    def _begin(self, body: AssistBegunBody, help_id: str) -> None:
        """Nobody helps of whom nothing is kept."""
        event = Event(help_id, "assist.begun", self._stream(help_id), body.model_dump(mode="json"))
        trouble = self._keep(event)
        if trouble:
            self._parts.tell(StaffRefused(trouble))
            return
        self._helped = help_id
        self._parts.tell(StaffKnown(body.staff))

    def _keep(self, event: Event) -> str:
        """Durable, then sent; "" or the dotted trouble."""
        outbox = self._parts.outbox
        try:
            with outbox.write() as db:
                row = outbox.events.append(db, event)
        except OutboxError as error:
            log.error("assist: %s was not kept (%s)", event.kind, error)  # noqa: TRY400 - it says why
            return error.trouble.value
        self._parts.sender.added(row)
        return ""

    def _new_id(self) -> str:
        return new_id(int(self._parts.clock.now().timestamp() * 1000))

    def _stream(self, help_id: str) -> str:
        return stream_of(self._parts.unit.id, help_id)


def _refused(error: HallError) -> StaffRefused:
    """The server's own words when it says no; else nobody could be asked."""
    if error.reason is not HallReason.REFUSED or error.problem is None:
        return StaffRefused("assist.offline")
    return StaffRefused(error.problem.code, Said(error.problem.what, error.problem.do))
