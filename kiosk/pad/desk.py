"""Performs what the flow asks for, and hears the window: all on the loop of the IO thread."""

from __future__ import annotations

import logging
from collections import OrderedDict
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from drivers.supervisor import Supervisor
from drivers.types import DeviceEvent
from hall.client import HallClient
from hall.contract.ended import EndedVisit
from hall.contract.messages import BoardState, FeedEvent, Ticket
from hall.contract.windows import WindowState
from hall.domain.clock import Clock, service_date
from hall.settings import Settings, Unit
from kiosk.desk.attendance import Attendance
from kiosk.desk.report import Report
from kiosk.desk.speaking import Speaking
from kiosk.desk.window_line import Ears, Link
from kiosk.flows.speech import Hush, Speak
from kiosk.outbox.errors import OutboxError
from kiosk.outbox.sender import Sender
from kiosk.outbox.store import Outbox
from kiosk.outbox.sync import Row
from kiosk.pad.ended import Ended
from kiosk.pad.memory import Keeper
from kiosk.pad.paper_desk import Papers
from kiosk.pad.paper_words import PaperSaid
from kiosk.pad.photos import Photos
from kiosk.pad.province_desk import Province
from kiosk.pad.words import (
    Effect,
    Facts,
    Finished,
    Giving,
    Keep,
    Kept,
    LineTold,
    Memory,
    NoticesTold,
    NotKept,
    PhotoTold,
    Remember,
    Served,
    Staff,
    Undone,
    WindowTold,
    World,
)

log = logging.getLogger(__name__)
_KNOWN: Final = 400
"""Visits that are remembered by date and number: numbers come again each day."""


@dataclass(frozen=True)
class Parts:
    """What the pad works with. `tell`: hands an event to the flow."""

    settings: Settings
    unit: Unit
    outbox: Outbox
    sender: Sender
    client: HallClient
    supervisor: Supervisor
    devices: dict[str, str]
    clock: Clock
    tell: Callable[[World], None]
    folder: Path
    speaking: Speaking | None


class PadDesk:
    """One pad."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._keeper = Keeper(parts.outbox, parts.unit, parts.clock)
        self._visits: OrderedDict[tuple[str, str], Served] = OrderedDict()
        self._kept: WindowState | None = None
        self._photos = Photos(parts.client, parts.folder, lambda path: parts.tell(PhotoTold(path)))
        self._papers = Papers(parts.client, parts.unit.window, self._keeper, self._sent, parts.tell)
        self._province = Province(parts, parts.client, parts.tell)
        self._ended = Ended(parts.client, parts.unit.window, parts.unit.review.silence_s, self._hear_end)
        ears = Ears(self._hear_state, self._hear_event, self._line_changed, self._hear_board)
        self._link = Link(parts.client, parts.sender, parts.unit.window, parts.clock, ears)
        self._report = Report(parts, lambda: self._link.away_ms is None)
        self._attendance = Attendance(parts)

    def opened(self) -> Memory:
        """Tell the window as it was last heard of; return what an earlier run remembered."""
        memory, window = self._keeper.memory(), self._keeper.window()
        if window is not None:
            self._kept = window
            self._note(window)
            self._parts.tell(WindowTold(self._facts(window)))
        return memory

    def tasks(self) -> list[Coroutine[Any, Any, None]]:
        """What must run as long as the pad stands there."""
        parts = self._parts
        return [
            self._link.run(),
            self._report.run(),
            self._attendance.run(),
            self._photos.run(),
            self._papers.run(),
            self._ended.run(),
            parts.sender.run(),
            *([parts.speaking.run()] if parts.speaking is not None else []),
        ]

    def perform(self, effect: Effect) -> None:
        """Do it now; each is one commit."""
        match effect:
            case Keep():
                self._keep(effect.giving, effect.memory)
            case Remember():
                try:
                    self._keeper.remember(effect.memory)
                except OutboxError as error:
                    log.error("the pad could not note whom it asks (%s)", error)  # noqa: TRY400
            case PaperSaid():
                self._papers.say(effect)
            case Speak() | Hush():
                self._voice(effect)
            case _:
                self._province.perform(effect)

    async def close(self) -> None:
        """End what may still be shown."""
        await self._province.over()

    def heard(self, name: str, event: DeviceEvent) -> None:
        """What a device of the pad said."""
        self._attendance.heard(name, event)
        if self._parts.speaking is not None:
            self._parts.speaking.heard(name, event)

    def _voice(self, effect: Speak | Hush) -> None:
        speaking = self._parts.speaking
        if speaking is not None and isinstance(effect, Speak):
            speaking.say(effect)
        elif speaking is not None:
            speaking.hush()

    def _keep(self, giving: Giving, memory: Memory) -> None:
        ticket, silent = giving.visit.ticket, giving.stars is None
        try:
            row = self._keeper.keep(giving, memory)
        except OutboxError as error:
            log.error("an evaluation was not kept (%s)", error)  # noqa: TRY400
            if not silent:
                self._parts.tell(NotKept(ticket, error.trouble.value))
            return
        if row is not None:
            self._parts.sender.added(row)
        if not silent:
            self._parts.tell(Kept(ticket))
        self._report.wake()

    def _sent(self, row: Row) -> None:
        self._parts.sender.added(row)
        self._report.wake()

    def _hear_state(self, state: WindowState) -> None:
        self._note(state)
        self._papers.served(state.current.event_id if state.current is not None else "")
        if state == self._kept:
            return
        self._kept = state
        self._parts.tell(WindowTold(self._facts(state)))
        try:
            self._keeper.keep_window(state)
        except OutboxError as error:
            log.error("the window's state was not kept (%s)", error)  # noqa: TRY400

    def _hear_event(self, event: FeedEvent) -> None:
        """Whoever made it happen, keypad or console."""
        visit = self._visits.get((service_date(event.at), event.number))
        if event.kind == "ticket.done":
            if visit is not None:
                self._parts.tell(Finished(visit))
            else:
                self._ended.finished(event.number)
        elif event.kind == "ticket.back":
            self._ended.back(event.number)
            if visit is not None:
                self._parts.tell(Undone(visit.ticket))

    def _hear_end(self, end: EndedVisit) -> None:
        """Of a number that was not known here."""
        visit = Served(ticket=end.ticket, number=end.number)
        self._know(service_date(end.ended_at), visit)
        self._parts.tell(Finished(visit))

    def _hear_board(self, board: BoardState) -> None:
        self._parts.tell(NoticesTold(tuple(board.notices)))

    def _line_changed(self) -> None:
        online = self._link.away_ms is None
        self._parts.tell(LineTold(online, self._link.blocked))
        self._papers.online = online
        if online:
            self._report.wake()
            self._photos.again()
            self._ended.look()

    def _note(self, state: WindowState) -> None:
        for ticket in (*state.line, *([state.current] if state.current is not None else [])):
            self._know(ticket.date, _visit(ticket))

    def _know(self, date: str, visit: Served) -> None:
        self._visits[date, visit.number] = visit
        self._visits.move_to_end((date, visit.number))
        while len(self._visits) > _KNOWN:
            self._visits.popitem(last=False)

    def _facts(self, state: WindowState) -> Facts:
        today = service_date(self._parts.clock.now())
        staff = self._staff(state.clerk)
        self._photos.want(staff.number if staff is not None and self._pictured(staff.number) else "")
        there = state.current
        return Facts(
            presence=state.presence,
            pause=state.pause,
            current=_visit(there) if there is not None and there.date == today else None,
            line=tuple(_visit(one) for one in state.line if one.date == today),
            staff=staff,
        )

    def _staff(self, clerk: str) -> Staff | None:
        """The card of who works there: as the hall file has it, else the name alone."""
        if not clerk:
            return None
        for one in self._parts.settings.clerks:
            if clerk in (one.name, one.id):
                return Staff(one.name, one.id, one.title, one.department, one.badge)
        return Staff(clerk)

    def _pictured(self, number: str) -> bool:
        return any(one.id == number and one.photo for one in self._parts.settings.clerks)


def _visit(ticket: Ticket) -> Served:
    return Served(ticket=ticket.event_id, number=ticket.number)
