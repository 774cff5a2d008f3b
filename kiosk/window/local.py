"""Calling while the server is away: own tickets only, told to the displays, told to the server when it is back."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime

from hall.contract.bodies import CalledLocallyBody
from hall.contract.local import LocalCall
from hall.contract.windows import WindowState
from hall.domain.clock import Clock, service_date
from hall.domain.ids import new_id
from hall.domain.queue.locally import LocalOutcome
from hall.settings import Settings, Unit
from kiosk.outbox.events import Event
from kiosk.outbox.sender import Sender
from kiosk.outbox.store import Outbox
from kiosk.outbox.sync import Row
from kiosk.window.memory import Local, Memory
from kiosk.window.share import next_own
from kiosk.window.shout import Shout, Told

log = logging.getLogger(__name__)
CONFIRM_S = 5.0


@dataclass(frozen=True)
class Finished:
    """A visit ended by itself: it can be evaluated."""

    ticket: str
    number: str


@dataclass(frozen=True)
class Nothing:
    """It was not done. `code`: why."""

    code: str


@dataclass(frozen=True)
class Acted:
    """It was done. `finished`: who left served by it."""

    finished: Finished | None = None


class LocalDesk:
    """The window without its server. Raises `OutboxError` when something cannot be kept: then it was not done."""

    def __init__(
        self, settings: Settings, unit: Unit, outbox: Outbox, sender: Sender, memory: Memory, clock: Clock
    ) -> None:
        self._settings = settings
        self._unit = unit
        self._outbox = outbox
        self._sender = sender
        self._memory = memory
        self._clock = clock
        self._shout = Shout(settings.local)
        self._last: Row | None = None
        """The newest row of an outage: with it the server has all of them."""
        self.current = memory.local()
        self.ended: set[str] = set()
        """Tickets that left in this outage, which the server still thinks of as at the window."""

    @property
    def able(self) -> bool:
        """Whether the hall file says how displays are told."""
        return self._shout.able

    @property
    def number(self) -> str:
        """Of the ticket at the window that the server does not know of, or ""."""
        return self.current.number if self.current is not None else ""

    def adopt(self, view: WindowState | None) -> None:
        """Whoever stood at the window when the server went away is still there."""
        there = view.current if view is not None else None
        if self.current is None and there is not None and there.date == self._today():
            if there.event_id in self._memory.taken(self._today()).tickets:
                return
            self.current = Local(
                ticket=there.event_id, number=there.number, called_at=self._clock.now(), known=True
            )
            self._memory.take(self.current, self._memory.taken(self._today()))

    async def do(self, verb: str, view: WindowState | None) -> Acted | Nothing:
        """A verb of the clerk's."""
        match verb:
            case "call":
                return await self._call(view)
            case "recall" if self.current is not None:
                return await self._recall(self.current)
            case "finish" | "no_show" if self.current is not None:
                return self._end(self.current, LocalOutcome(_OUTCOMES[verb]))
            case "start" if self.current is not None:
                return Acted()
            case "recall" | "finish" | "no_show" | "start":
                return Nothing("window.idle")
            case _:
                return Nothing("local.notNow")

    async def hand_over(self) -> None:
        """The server is back: tell it who is at the window; from then on it knows."""
        await self._shout.close()
        local = self.current
        if local is not None and not local.known:
            self.current = local.model_copy(update={"known": True})
            with self._outbox.write() as db:
                self._last = self._outbox.events.append(db, self._event(local, None, LocalOutcome.SERVING))
                self._memory.set_local(db, self.current)
        last, self._last = self._last, None
        if last is not None and not await self._sender.confirmed(last, CONFIRM_S):
            log.warning("local calls: the server has not taken all of them in; look at the console")
            self.ended.clear()
        if self.current is not None:
            self._memory.keep_local(None)
            self.current = None

    async def close(self) -> None:
        """Repeat nothing any more."""
        await self._shout.close()

    async def _call(self, view: WindowState | None) -> Acted | Nothing:
        """The next own ticket; whoever is at the window is served then."""
        taken = self._memory.taken(self._today())
        ticket = next_own(view, self._settings, self._today(), taken.tickets) if view is not None else None
        if ticket is None:
            return Nothing("local.nobody")
        told = await self._tell(ticket.number, recall=False)
        if not told.shown or told.refused:
            return _unheard(told)
        finished = self._end(self.current, LocalOutcome.DONE).finished if self.current is not None else None
        self.current = Local(ticket=ticket.event_id, number=ticket.number, called_at=self._clock.now())
        self._memory.take(self.current, taken)
        return Acted(finished)

    async def _recall(self, local: Local) -> Acted | Nothing:
        told = await self._tell(local.number, recall=True)
        return Acted() if told.shown and not told.refused else _unheard(told)

    def _end(self, local: Local, outcome: LocalOutcome) -> Acted:
        """Row and forgetting in one commit."""
        with self._outbox.write() as db:
            row = self._outbox.events.append(db, self._event(local, self._clock.now(), outcome))
            self._memory.set_local(db, None)
        self.current, self._last = None, row
        self.ended.add(local.ticket)
        self._sender.added(row)
        served = outcome is LocalOutcome.DONE
        return Acted(Finished(local.ticket, local.number) if served else None)

    async def _tell(self, number: str, *, recall: bool) -> Told:
        now = self._clock.now()
        id_ = new_id(int(now.timestamp() * 1000))
        call = LocalCall(event_id=id_, window=self._unit.window, number=number, at=now, recall=recall)
        return await self._shout.tell(call)

    def _event(self, local: Local, ended: datetime | None, outcome: LocalOutcome) -> Event:
        body = CalledLocallyBody(
            ticket=local.ticket,
            number=local.number,
            window=self._unit.window,
            called_at=local.called_at,
            ended_at=ended,
            outcome=outcome,
        )
        id_ = new_id(int(self._clock.now().timestamp() * 1000))
        return Event(
            id_, "ticket.called_locally", stream(self._unit, local.ticket), body.model_dump(mode="json")
        )

    def _today(self) -> str:
        return service_date(self._clock.now())


_OUTCOMES = {"finish": "done", "no_show": "no_show"}


def stream(unit: Unit, ticket: str) -> str:
    """All that a window tells of one ticket arrives in order."""
    return f"{unit.id}:{ticket}"[:80]


def _unheard(told: Told) -> Nothing:
    """A display that hears the server proves that it is this window's own network that is broken."""
    if told.refused:
        names = ", ".join(sorted(told.refused))
        log.error(
            "local.serverIsHere: 大屏 %s 还连着服务器，是本窗口的网络断了，没有叫号；请检查本窗口的网线 · display %s hears "
            "the server: this window's own network is broken, nobody was called; look at its cable",
            names,
            names,
        )
        return Nothing("local.serverIsHere")
    log.error(
        "local.noDisplay: 没有一块大屏应答，没有叫号；请检查网络和 [local] · no display answered, nobody was called; look "
        "at the network and at [local]"
    )
    return Nothing("local.noDisplay")
