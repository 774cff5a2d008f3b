"""A clerk at one window, all day: calls, serves, rests, and does what clerks do when things do not go straight."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from bench.day.actor import Actor
from bench.day.citizens import HELD, MOVED, Citizens
from bench.day.news import News
from bench.day.plan import Shift
from bench.day.press import Presser
from bench.day.visitors import Ending, Visitor
from hall.client import HallClient
from hall.contract.messages import CallReply, CallRequest, PaperState, Ticket
from hall.contract.windows import (
    CallNext,
    HoldRequest,
    ItemRequest,
    OpenRequest,
    PauseRequest,
    ResumeRequest,
    TransferRequest,
    WindowState,
)
from hall.domain.queue.ticket import Hold, TicketState

_PRINT_S = 10.0
"""Real seconds in which a paper is printed and its end told, also on a busy machine."""
_LOOK_S = 90.0
"""Seconds of the hall after which an idle clerk looks up without being told."""


@dataclass
class Clerk:
    """One window. `rng`: what this clerk decides without a visitor."""

    shift: Shift
    services: list[str]
    items: dict[str, str]
    client: HallClient
    actor: Actor
    news: News
    citizens: Citizens
    rng: random.Random
    back: list[tuple[str, Visitor]] = field(default_factory=list)
    """Held cases whose citizens stand there again."""

    def __post_init__(self) -> None:
        self._number = self.shift.window
        self._pace = self.actor.pace
        self._presser = Presser(self.actor, self._number)
        self._count = 0
        self._breaks = list(self.shift.breaks)

    async def work(self) -> None:
        """From opening until everybody goes home."""
        if not await self._pace.until(self.shift.opens_s):
            return
        await self._press("open", OpenRequest(event_id=self._id(), clerk=f"clerk{self._number:02d}"))
        while not self._pace.over.is_set() and not self.actor.signal("shut").exists():
            await self._rest_if_due()
            if self.back:
                await self._resume(*self.back.pop(0))
            elif self.news.anybody(self.services):
                await self._call()
            else:
                await self.news.change(_LOOK_S / self.actor.clock.speed)
        await self._press("close", CallRequest(event_id=self._id()))

    def _id(self) -> str:
        self._count += 1
        return f"w{self._number:02d}-{self._count:06d}"

    async def _press(self, verb: str, wish: CallRequest, ticket: str = "") -> CallReply | None:
        return await self._presser.ask(
            verb, wish.event_id, ticket, lambda: self.client.press(self._number, verb, wish)
        )

    async def _simple(self, verb: str, ticket: str = "") -> CallReply | None:
        return await self._press(verb, CallRequest(event_id=self._id()), ticket)

    async def _rest_if_due(self) -> None:
        if not self._breaks or self.actor.clock.since_start() < self._breaks[0][0]:
            return
        _, long_s, reason = self._breaks.pop(0)
        if await self._press("pause", PauseRequest(event_id=self._id(), reason=reason)) is None:
            return
        await self._pace.rest(long_s)
        await self._press("open", OpenRequest(event_id=self._id()))

    async def _call(self) -> None:
        """Press "next", now and then somebody in particular; nobody may be left when the press arrives."""
        await self._pace.rest(self.rng.uniform(1, 5))
        chosen = await self._choice() if self.rng.random() < 0.015 else None
        reply = await self._press("call", CallNext(event_id=self._id(), ticket=chosen))
        if reply is not None and reply.ticket is None:
            await self.news.change(_LOOK_S / self.actor.clock.speed)
        elif reply is not None and reply.ticket is not None:
            if self.rng.random() < 0.01 and await self._simple("undo") is not None:
                return
            await self._attend(reply.ticket)

    async def _choice(self) -> str | None:
        """Not the first in line but one that can be seen there."""
        state = await self._presser.ask("look", "", "", lambda: self.client.window(self._number))
        if not isinstance(state, WindowState) or len(state.line) < 3:
            return None
        return self.rng.choice(state.line[1:4]).event_id

    async def _attend(self, ticket: Ticket) -> None:
        who = self.citizens.of(ticket)
        waited_s = (self.actor.clock.now() - ticket.issued_at).total_seconds()
        if self._nobodys(ticket, waited_s) or not who.here(waited_s):
            await self._nobody_comes(ticket, who)
            return
        if who.walk_s > 30:
            await self._pace.rest(22)
            await self._simple("recall", ticket.event_id)
        await self._pace.rest(who.walk_s)
        await self._simple("start", ticket.event_id)
        await self._serve(ticket, who)

    def _nobodys(self, ticket: Ticket, waited_s: float) -> bool:
        """A number that no machine ever printed: its visitor was sent away, and it has not been given back yet."""
        unprinted = ticket.paper is PaperState.RESERVED and ticket.unit != "desk"
        return unprinted and waited_s > _PRINT_S * self.actor.clock.speed

    async def _nobody_comes(self, ticket: Ticket, who: Visitor) -> None:
        await self._pace.rest(20)
        await self._simple("recall", ticket.event_id)
        while not self._pace.over.is_set():
            await self._pace.rest(20)
            if await self._simple("no_show", ticket.event_id) is not None:
                self.citizens.missed(ticket, who)
                return
            state = await self._presser.ask("look", "", "", lambda: self.client.window(self._number))
            if state is None or state.current is None or state.current.event_id != ticket.event_id:
                return
            if state.current.state is TicketState.CALLED and self.rng.random() < 0.5:
                await self._simple("recall", ticket.event_id)

    async def _serve(self, ticket: Ticket, who: Visitor) -> None:
        """How the case goes; what was done before stands in the ticket's note."""
        fresh = ticket.note == ""
        await self._pace.rest(who.takes_s if fresh else who.takes_s * 0.4)
        match who.ending:
            case Ending.HELD_RESUMED | Ending.HELD_RETURNS if fresh:
                await self._hold(ticket, who)
            case Ending.MOVED_SERVICE | Ending.MOVED_WINDOW if fresh:
                await self._move(ticket, who)
            case Ending.MORE_ITEMS:
                wish = ItemRequest(event_id=self._id(), item=self.items[ticket.service])
                await self._press("item", wish, ticket.event_id)
                await self._pace.rest(who.takes_s * 0.3)
                await self._simple("finish", ticket.event_id)
            case Ending.FINISH_UNDONE:
                await self._simple("finish", ticket.event_id)
                if await self._simple("undo", ticket.event_id) is not None:
                    await self._pace.rest(25)
                    await self._simple("finish", ticket.event_id)
            case _:
                await self._end(ticket)

    async def _end(self, ticket: Ticket) -> None:
        """Half of the clerks press "finish", the others the next call, which finishes too."""
        if self._number % 2 or self._breaks_soon() or self.back or not self.news.anybody(self.services):
            await self._simple("finish", ticket.event_id)
            return
        reply = await self._press("call", CallNext(event_id=self._id()))
        if reply is None or reply.ticket is None:
            await self._simple("finish", ticket.event_id)
        else:
            await self._attend(reply.ticket)

    def _breaks_soon(self) -> bool:
        return bool(self._breaks) and self.actor.clock.since_start() >= self._breaks[0][0]

    async def _hold(self, ticket: Ticket, who: Visitor) -> None:
        kind = self.rng.choice(list(Hold))
        reply = await self._press(
            "hold", HoldRequest(event_id=self._id(), kind=kind, note=HELD), ticket.event_id
        )
        if reply is not None:
            self.citizens.held(ticket, who, self.back)

    async def _resume(self, ticket: str, who: Visitor) -> None:
        reply = await self._press("resume", ResumeRequest(event_id=self._id(), ticket=ticket), ticket)
        self.citizens.settled(ticket)
        if reply is not None and reply.ticket is not None:
            await self._serve(reply.ticket, who)

    async def _move(self, ticket: Ticket, who: Visitor) -> None:
        to_window = who.ending is Ending.MOVED_WINDOW and who.to_window != self._number
        wish = TransferRequest(
            event_id=self._id(),
            service=None if to_window else who.to_service,
            window=who.to_window if to_window else None,
            note=MOVED,
        )
        if to_window:
            self.actor.record.say("moved", ticket=ticket.event_id, to=who.to_window)
        if await self._press("transfer", wish, ticket.event_id) is None:
            await self._simple("finish", ticket.event_id)
