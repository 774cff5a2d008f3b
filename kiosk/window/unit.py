"""The window's own mind: what a press does, what sign and keypad show, who is asked for an evaluation."""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Callable, Coroutine
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final

from drivers.supervisor import Supervisor
from drivers.types import DeviceEvent, DeviceSpec
from hall.client import HallClient
from hall.contract.messages import FeedEvent, Ticket
from hall.contract.windows import WindowState
from hall.domain.clock import Clock
from hall.settings import Settings, Unit
from hall.texts import Texts
from kiosk.desk.attendance import Attendance
from kiosk.desk.report import Report
from kiosk.desk.staff_card import StaffCard
from kiosk.desk.window_line import Ears, Link
from kiosk.outbox.errors import OutboxError
from kiosk.outbox.sender import Sender
from kiosk.outbox.store import Outbox
from kiosk.window.devices import Shown
from kiosk.window.evaluation import WAIT_MS, Asked, Evaluation
from kiosk.window.keys import Wish, table_of, wish
from kiosk.window.local import Acted, LocalDesk, Nothing
from kiosk.window.memory import Memory
from kiosk.window.presses import Away, Done, No, Presses
from kiosk.window.scene import BY_HAND_MS, Frame, Scene, pad_number, pad_waiting, sign_lines

log = logging.getLogger(__name__)
TICK_S: Final = 1.0
_KNOWN: Final = 30
"""Tickets of this window that are remembered by number."""
Spawn = Callable[[Coroutine[Any, Any, None]], asyncio.Task[None]]


@dataclass(frozen=True)
class Tools:
    """What a window works with."""

    settings: Settings
    unit: Unit
    outbox: Outbox
    sender: Sender
    client: HallClient
    supervisor: Supervisor
    specs: list[DeviceSpec]
    clock: Clock
    texts: Texts
    wait_ms: int = WAIT_MS

    @property
    def devices(self) -> dict[str, str]:
        """Their names by class."""
        return {spec.device_class: spec.name for spec in self.specs}


class WindowUnit:
    """One window. `spawn`: begins work whose fault ends the program. Everything on the loop that runs it."""

    def __init__(self, tools: Tools, spawn: Spawn) -> None:
        self._tools = tools
        self._spawn = spawn
        unit, clock = tools.unit, tools.clock
        self._keys = table_of(unit.keys)
        self._memory = Memory(tools.outbox)
        self._state = self._memory.view()
        names = tools.devices
        self._keypad = names.get("caller_keypad")
        self._frame = _frame(tools)
        self._sign = Shown(tools.supervisor, names.get("led_window_sign"), "show")
        self._pad = Shown(tools.supervisor, self._keypad, "set_display")
        self._link = Link(
            tools.client,
            tools.sender,
            unit.window,
            clock,
            Ears(self._hear_state, self._hear_event, self._line_changed),
        )
        self._presses = Presses(tools.client, self._memory, unit, clock, lambda: self._link.away_ms)
        self._local = LocalDesk(tools.settings, unit, tools.outbox, tools.sender, self._memory, clock)
        asked = Asked(unit, tools.outbox, tools.sender, clock, tools.wait_ms)
        self._evaluation = Evaluation(tools.supervisor, names.get("evaluation_pad"), asked, spawn)
        self._tickets: OrderedDict[str, Ticket] = OrderedDict()
        self._busy: asyncio.Task[None] | None = None
        self._report = Report(tools, lambda: self._link.away_ms is None)
        self._addresses = _addresses(tools.specs, self._keypad)
        self._attendance = Attendance(tools)
        self._staff_card = StaffCard(tools)

    def tasks(self) -> list[Coroutine[Any, Any, None]]:
        """What must run as long as the window is served."""
        shown = (self._sign.run(), self._pad.run())
        cards = (self._attendance.run(), self._staff_card.run())
        return [self._link.run(), *shown, self._report.run(), *cards, self._tick()]

    def opened(self) -> None:
        """Show what is known; a press that an earlier run left is asked for again."""
        self._show()
        self._begin(self._recover())

    def heard(self, name: str, event: DeviceEvent) -> None:
        """A device said something."""
        self._attendance.heard(name, event)
        if event.kind == "statusChanged":
            self._sign.status_changed()
            self._pad.status_changed()
            self._report.wake()
        elif name == self._keypad and self._is_ours(event):
            asked = wish(event.kind, event.data, self._keys)
            if asked is not None:
                self._press(asked)
            elif event.kind in {"keyPressed", "longPress"}:
                self._refuse("window.noSuchKey")

    async def close(self) -> None:
        """Let a press come to its end; repeat and ask nothing any more."""
        if self._busy is not None:
            await asyncio.wait([self._busy])
        await self._local.close()
        await self._evaluation.close()

    def _is_ours(self, event: DeviceEvent) -> bool:
        """A line with one box is this window's; with several, its own box's number counts."""
        return len(self._addresses) < 2 or event.data.get("window") == self._tools.unit.window

    def _press(self, asked: Wish) -> None:
        """One at a time: a second press while the first is under way would be a second citizen."""
        if self._busy is not None and not self._busy.done():
            self._refuse("window.stillBusy")
            return
        self._begin(self._do(asked))

    def _begin(self, work: Coroutine[Any, Any, None]) -> None:
        self._busy = self._spawn(self._kept(work))

    async def _kept(self, work: Coroutine[Any, Any, None]) -> None:
        try:
            await work
        except OutboxError as error:
            log.error("the press was not done: %s", error)  # noqa: TRY400
            self._pad.beep()
        self._show()

    async def _recover(self) -> None:
        self._took(await self._presses.recover())

    async def _do(self, asked: Wish) -> None:
        if not self._by_hand and not self._link.blocked:
            answer = await self._presses.do(asked, self._state)
            if not isinstance(answer, Away):
                self._took(answer)
                return
        if self._link.blocked or not self._local.able:
            self._refuse(self._link.blocked or "hall.noAnswer")
            return
        self._local.adopt(self._state)
        acted = await self._local.do(asked.verb, self._state)
        if self._state is not None:
            self._keep(self._without_ended(self._state))
        match acted:
            case Nothing(code):
                self._refuse(code)
            case Acted(finished):
                if finished is not None:
                    self._evaluation.ask(finished.ticket, finished.number)

    def _took(self, answer: Done | No | Away | None) -> None:
        """What the server made of a press."""
        match answer:
            case Done(verb, reply):
                if reply.ticket is not None:
                    self._note(reply.ticket)
                elif verb == "call":
                    self._refuse("local.nobody")
                self._link.look()
            case No(code):
                self._refuse(code)
                self._link.look()
            case _:
                pass

    @property
    def _by_hand(self) -> bool:
        """Whether the window goes on by itself."""
        away_ms = self._link.away_ms
        return away_ms is not None and (away_ms >= BY_HAND_MS or self._local.current is not None)

    def _hear_state(self, state: WindowState) -> None:
        there = self._without_ended(state)
        if there is state:
            self._local.ended.clear()
        if there == self._state:
            return
        if there.current is not None:
            self._note(there.current)
        self._keep(there)
        self._show()

    def _without_ended(self, state: WindowState) -> WindowState:
        """Whoever was served without the server has left, also before the server knows of it."""
        current = state.current
        ended = current is not None and current.event_id in self._local.ended
        return state.model_copy(update={"current": None}) if ended else state

    def _keep(self, state: WindowState) -> None:
        self._state = state
        try:
            self._memory.keep_view(state)
        except OutboxError as error:
            log.error("the window's state was not kept (%s)", error)  # noqa: TRY400

    def _hear_event(self, event: FeedEvent) -> None:
        """Whoever made it happen, keypad or console."""
        ticket = self._tickets.get(event.number)
        if ticket is None:
            return
        if event.kind == "ticket.done":
            clerk = self._state.clerk if self._state is not None else ""
            self._evaluation.ask(ticket.event_id, ticket.number, clerk)
        elif event.kind == "ticket.back":
            self._spawn(self._evaluation.call_off(ticket.event_id))

    def _line_changed(self) -> None:
        if self._link.away_ms is None:
            self._spawn(self._hand_over())
            self._report.wake()
        self._show()

    async def _hand_over(self) -> None:
        """After the press under way: two at once would tell two stories of one ticket."""
        while self._busy is not None and not self._busy.done():
            await asyncio.wait([self._busy])
        self._begin(self._tell_server())

    async def _tell_server(self) -> None:
        await self._local.hand_over()
        self._link.look()

    def _note(self, ticket: Ticket) -> None:
        self._tickets[ticket.number] = ticket
        while len(self._tickets) > _KNOWN:
            self._tickets.popitem(last=False)

    def _refuse(self, code: str) -> None:
        log.warning("press refused: %s", code)
        self._pad.beep()

    async def _tick(self) -> None:
        """What is shown grows old by itself."""
        while True:
            await asyncio.sleep(TICK_S)
            self._show()

    def _show(self) -> None:
        scene = Scene(self._state, self._link.away_ms, self._local.number, self._link.blocked)
        self._sign.want({"lines": [*sign_lines(scene, self._frame, self._tools.texts)]})
        self._pad.want({"number": pad_number(scene), "waiting": pad_waiting(scene), **self._address()})

    def _address(self) -> dict[str, int]:
        mine = [address for address, window in self._addresses.items() if window == self._tools.unit.window]
        return {"address": mine[0]} if len(self._addresses) > 1 and mine else {}


def _frame(tools: Tools) -> Frame:
    """The sign's size, from its profile's options."""
    spec = next((one for one in tools.specs if one.device_class == "led_window_sign"), None)
    options = spec.options if spec is not None else {}
    columns, rows = options.get("columns", 16), options.get("rows", 1)
    window = next(one for one in tools.settings.windows if one.number == tools.unit.window)
    return Frame(
        columns if isinstance(columns, int) else 16,
        rows if isinstance(rows, int) else 1,
        window.number,
        window.name.zh,
    )


def _addresses(specs: list[DeviceSpec], keypad: str | None) -> dict[int, int]:
    """The boxes on the keypad's line: address -> window."""
    spec = next((one for one in specs if one.name == keypad), None)
    windows = spec.options.get("windows", {}) if spec is not None else {}
    found: dict[int, int] = {}
    for address, window in windows.items() if isinstance(windows, dict) else ():
        with suppress(ValueError):
            found[int(address)] = window if isinstance(window, int) else 0
    return found
