"""A dispenser without its screen: the product's own runtime, driver and outbox, touched by the day's visitors.

python -m bench.day.dispenser NAME FOLDER
"""

from __future__ import annotations

import asyncio
import math
import sys
import time
from pathlib import Path

from bench.day.actor import Actor, arguments, run
from bench.day.clock import wait_for
from bench.day.printer import reading_printer, slip_of
from bench.day.visitors import Visitor
from drivers.sim.line import PtyLine
from drivers.sim.ticket_printer import TicketPrinterTwin
from hall.settings import Settings, Unit
from kiosk.flows.words import (
    Booking,
    EndVisit,
    Health,
    HealthChanged,
    IssueTicket,
    PaperEnded,
    PrintAgain,
    Refused,
    TicketIssued,
    World,
)
from kiosk.runtime import Runtime

_TRIES = 4
_DRAWN = "d4"
"""The one dispenser whose twin draws every dot; the others' twins read the bytes."""
_DEVICES_S = 30.0


class Machine:
    """One dispenser and its printer. Everything that it tells is written down and wakes who waits for it."""

    def __init__(self, actor: Actor, folder: Path) -> None:
        self._actor = actor
        self._loop = asyncio.get_running_loop()
        self._answers: dict[str, asyncio.Future[World]] = {}
        self._touched: dict[str, float] = {}
        self._visits = 0
        self._fault: BaseException | None = None
        self.ready = asyncio.Event()
        name = actor.name
        twin = TicketPrinterTwin() if name == _DRAWN else reading_printer()
        self._twin, self._line = twin, PtyLine(twin, folder / "printer")
        settings, unit = _equipped(actor.stage.settings(), name, actor.stage.url(name), folder / "printer")
        self._runtime = Runtime(settings, unit, folder / "data", actor.clock, self._heard, self._failed)

    def start(self) -> None:
        """Plug the printer in and start. Raises `OutboxError`, `SettingsError`, `OSError`."""
        self._line.start()
        self._runtime.start()

    def stop(self) -> None:
        """End; what hangs in the printer is taken."""
        self._runtime.stop()
        self._tear_off()
        self._line.stop()

    @property
    def pending(self) -> int:
        """What the server has not answered yet."""
        return self._runtime.pending

    async def visit(self, who: Visitor) -> None:
        """Touch until there is a number or patience ends; take the paper."""
        self._visits += 1
        try:
            answer = await self._ask(who, booked=who.slot_s is not None)
            if isinstance(answer, Refused) and answer.problem.startswith("appointment."):
                answer = await self._ask(who, booked=False)
            for _ in range(_TRIES - 1):
                if not isinstance(answer, Refused) or not await self._actor.pace.rest(150):
                    break
                answer = await self._ask(who, booked=False)
            if who.again and isinstance(answer, PaperEnded):
                await self._once_more(who)
        finally:
            self._visits -= 1
            if not self._visits:
                self._runtime.perform(EndVisit())

    async def _ask(self, who: Visitor, *, booked: bool) -> World:
        wish = IssueTicket(
            who.id,
            who.service,
            identity="",
            large=who.large,
            language="en" if who.english else "zh",
            group=who.group,
            booking=Booking(who.code, who.service, "") if booked else None,
        )
        self._touched[who.id] = time.monotonic()
        self._actor.record.say("touched", visitor=who.id, service=who.service)
        return await self._answer(who, wish)

    async def _once_more(self, who: Visitor) -> None:
        await self._actor.pace.rest(15)
        self._touched[who.id] = time.monotonic()
        self._actor.record.say("again", visitor=who.id)
        await self._answer(who, PrintAgain(who.id))

    async def _answer(self, who: Visitor, effect: IssueTicket | PrintAgain) -> World:
        if self._fault is not None:
            raise RuntimeError("the dispenser failed") from self._fault
        self._answers[who.id] = self._loop.create_future()
        self._runtime.perform(effect)
        return await self._answers[who.id]

    def _heard(self, word: World) -> None:
        """In the runtime's thread."""
        since = time.monotonic()
        match word:
            case TicketIssued(intent, number, service, ahead, offline):
                self._say(
                    "issued", intent, since, number=number, service=service, ahead=ahead, offline=offline
                )
            case Refused(intent, problem):
                self._say("refused", intent, since, problem=problem)
                self._loop.call_soon_threadsafe(self._done, intent, word)
            case PaperEnded(intent, outcome, problem):
                self._say("paper", intent, since, outcome=outcome.value, problem=problem)
                self._tear_off()
                self._loop.call_soon_threadsafe(self._done, intent, word)
            case HealthChanged(Health(online=online, printer=printer)):
                self._actor.record.say("health", online=online, printer=printer)
                if online and not printer:
                    self._loop.call_soon_threadsafe(self.ready.set)
            case _:
                pass

    def _failed(self, fault: BaseException) -> None:
        """In the runtime's thread: it is of no more use, and so is this process."""
        self._fault = fault
        self._loop.call_soon_threadsafe(self._give_up, fault)

    def _give_up(self, fault: BaseException) -> None:
        for future in self._answers.values():
            if not future.done():
                future.set_exception(RuntimeError(f"the dispenser failed: {type(fault).__name__}"))

    def _say(self, what: str, intent: str, at: float, **more: object) -> None:
        took_ms = round((at - self._touched[intent]) * 1000, 1)
        self._actor.record.say(what, visitor=intent, ms=took_ms, **more)

    def _done(self, intent: str, word: World) -> None:
        future = self._answers.get(intent)
        if future is not None and not future.done():
            future.set_result(word)

    def _tear_off(self) -> None:
        for piece in self._line.act(self._twin.tear_off):
            slip = slip_of(piece.text)
            if slip is None:
                self._actor.record.say("scrap", text=piece.text)
            else:
                self._actor.record.say("slip", number=slip.number, ticket=slip.ticket, reprint=slip.reprint)
        if self._twin.errors:
            self._actor.record.say("garbled", errors=self._twin.errors)


def _equipped(settings: Settings, name: str, url: str, port: Path) -> tuple[Settings, Unit]:
    """The unit with its printer at `port` and its server at `url`."""
    found = next(unit for unit in settings.units if unit.id == name)
    devices = [device.model_copy(update={"port": str(port)}) for device in found.devices]
    server = settings.server.model_copy(update={"url": url})
    return settings.model_copy(update={"server": server}), found.model_copy(update={"devices": devices})


async def _play(actor: Actor) -> None:
    folder = actor.folder / "units" / actor.name
    folder.mkdir(parents=True, exist_ok=True)
    machine = Machine(actor, folder)
    machine.start()
    try:
        async with asyncio.timeout(_DEVICES_S):
            await machine.ready.wait()
        actor.tell("ready")
        number = int(actor.name[1:]) - 1
        mine = [one for one in actor.stage.plan().visitors if one.dispenser == number and not one.assisted]
        await _all_day(actor, machine, mine)
        await actor.home()
    finally:
        await asyncio.to_thread(machine.stop)


async def _all_day(actor: Actor, machine: Machine, visitors: list[Visitor]) -> None:
    """Visits overlap as they come: what takes a second and a half here is a minute of the hall's."""
    async with asyncio.TaskGroup() as group:
        for one in visitors:
            if not await actor.pace.until(one.at_s):
                return
            group.create_task(machine.visit(one))
    await wait_for(lambda: not machine.pending or actor.pace.over.is_set(), math.inf)
    actor.tell("done")


if __name__ == "__main__":
    sys.exit(run(*arguments(), _play))
