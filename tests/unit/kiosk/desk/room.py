"""A desk between a hall and devices that do exactly what a test says.

`Hall` answers from the server's own store, without HTTP: so its answer can be lost after its effect.
`Devices` stands where the supervisor stands; real devices are in tests/faults and tests/journeys.
"""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import get_args

from drivers.types import Completion, CompletionCode, DeviceEvent, DeviceState, Status
from hall.client import HallError, HallReason
from hall.contract.appointments import Appointments
from hall.contract.cases import Progresses
from hall.contract.messages import IntakeReply, LeaseReply, Problem, Text
from hall.contract.phones import PhoneKey
from hall.domain.cases.workdays import day_of
from hall.domain.clock import SystemClock
from hall.domain.privacy import IdNumber, Person, PersonName, Phone
from hall.server import case_words
from hall.server.guides import Guides
from hall.server.leases import open_key
from hall.server.problems import Refusal
from hall.server.store import board, case_book, inbox, lease_book, tickets
from hall.server.store.case_book import Office
from hall.server.store.catalogue import Catalogue
from hall.server.store.store import Store
from hall.settings import CONFIG, Words, load
from kiosk.desk.desk import Desk
from kiosk.desk.documents import FormName
from kiosk.desk.parts import Parts
from kiosk.desk.recovery import recover
from kiosk.flows.words import HealthChanged, IssueTicket, SubmitApplication
from kiosk.outbox.sender import Sender
from tests.support.cases import kept
from tests.unit.kiosk.terminal import HandClock, open_outbox

PATIENT_S = 20
SETTINGS = load(CONFIG / "halls" / "demo.toml")
UNIT = next(unit for unit in SETTINGS.units if unit.id == "t1")
NAME, ID_NUMBER, PHONE = "张小凡", "11010519491231002X", "13800000000"


class NoonClock(HandClock):
    """Noon for ever, while waiting takes its time."""

    def mono_ms(self):
        return SystemClock().mono_ms()


class Hall:
    """The server's rules and its file; `mode`: "here", "away", "silent" or "answers lost"."""

    def __init__(self, folder, clock):
        self.clock = clock
        self.mode = "here"
        self.catalogue = Catalogue(SETTINGS)
        self.store = Store(folder, clock, self.catalogue)
        self.key = open_key(folder)
        self.guides = Guides(folder, SETTINGS, clock)
        self.files = {}
        self.statuses = []
        self.bookings = []
        self.licences = {}
        self.residents = {}
        self.asked = []

    async def _answer(self, name, op):
        self.asked.append(name)
        if self.mode == "away":
            raise HallError(HallReason.UNREACHABLE, "away")
        if self.mode == "silent":
            await asyncio.sleep(3)  # longer than a citizen waits; a real client gives up too
            raise HallError(HallReason.UNKNOWN_OUTCOME, "no answer")
        try:
            found = await self.store.write(op)
        except Refusal as refusal:
            raise HallError(HallReason.REFUSED, refusal.problem.code, refusal.problem) from None
        if self.mode == "answers lost":
            raise HallError(HallReason.UNKNOWN_OUTCOME, "the answer was lost")
        return found

    async def issue_ticket(self, request):
        prefix = self.catalogue.service(request.service).prefix
        return await self._answer("ticket", lambda tx: tickets.issue(tx, request, prefix))

    async def leases(self, request):
        prefix = self.catalogue.service(request.service).prefix
        lend = lease_book.lease_numbers
        found = await self._answer(
            "leases", lambda tx: lend(tx, request, prefix, self.store.epoch, self.key.sign)
        )
        return LeaseReply(leases=found)

    async def phone_key(self, unit):
        if self.mode != "here":
            raise HallError(HallReason.UNREACHABLE, self.mode)
        return PhoneKey(key=unit.encode().hex().ljust(64, "0"))

    async def push(self, intake):
        def op(tx):
            return [inbox.take(tx, intake.unit, item, self.catalogue) for item in intake.items]

        items = await self._answer("push", op)
        return IntakeReply(server_epoch=self.store.epoch, server_time=self.clock.now(), items=items)

    async def tell_status(self, status):
        await self._answer("status", lambda _: self.statuses.append(status))

    async def find_bookings(self, wanted):
        return await self._answer("find", lambda _: Appointments(appointments=self.bookings))

    async def find_cases(self, wanted):
        office, today = Office(self.catalogue), day_of(self.clock.now())

        def find(tx):
            case_book.index(tx, plain_identity)
            found = case_book.find(tx.connection, office, wanted, wanted.id_number, today)
            if wanted.code and not found:
                raise Refusal("case.noneForCode")
            return Progresses(cases=[case_words.progress(self.catalogue, one, today) for one in found])

        return await self._answer("cases", find)

    async def find_licences(self, id_number, kinds):
        found = await self._answer("licences", lambda _: self.licences.get(id_number, {}))
        return {kind: found[kind] for kind in kinds if kind in found}

    async def find_resident(self, code):
        """`residents[code]`: whose it is, or the dotted code of the refusal."""
        found = await self._answer("resident", lambda _: self.residents.get(code, "resident.unknown"))
        if isinstance(found, str):
            words = Text(zh=found, en=found)
            reason = HallReason.UNREACHABLE if found == "resident.away" else HallReason.REFUSED
            raise HallError(reason, found, Problem(code=found, what=words, do=words))
        return found

    async def guide_book(self, offset, limit):
        await self._answer("guides", lambda _: None)
        return await self.guides.part(offset, limit)

    async def guide_picture(self, name):
        await self._answer("guides", lambda _: None)
        return (await self.guides.picture(name)).read_bytes()

    async def upload(self, sha256, content):
        self.files[sha256] = content
        await self._answer("upload", lambda tx: inbox.file_arrived(tx, sha256, len(content)))

    async def hall(self):
        facts = (self.catalogue, {}, self.clock.now(), self.store.epoch, self.key.public_hex)
        return await self._answer("hall", lambda tx: board.hall(tx.connection, *facts))

    async def board(self):
        facts = (self.catalogue, self.store.epoch, self.clock.now())
        return await self._answer("board", lambda tx: board.board(tx.connection, *facts))

    async def feed(self, after):
        while self.mode == "here":
            for event in self.store.live.since(after) or []:
                after = event.seq
                yield event
            await asyncio.sleep(0.02)

    def restore(self, folder):
        """Put an older backup in place: everything since then is gone."""
        self.store.close()
        self.store = Store(folder, self.clock, self.catalogue)
        self.store.renew_epoch()
        self.files.clear()

    def rename(self, service, name):
        """The hall calls a service by another name."""
        services = [
            each.model_copy(update={"name": Words(zh=name, en=name)}) if each.id == service else each
            for each in SETTINGS.services
        ]
        self.catalogue = Catalogue(SETTINGS.model_copy(update={"services": services}))

    def tickets(self):
        return self.store.read_now(lambda db: tickets.of_day(db, "2026-11-22"))

    def cases(self):
        return self.store.read_now(kept)


class Devices:
    """Answers commands from `answers[op]`, a list; an empty list means: wait until cancelled."""

    def __init__(self):
        self.answers = {"print_form": [], "read_card": [], "read_code": [], "card_there": []}
        nothing = completion(card="none")
        self.always = {"print_form": completion(), "card_there": nothing}
        self.printed = []
        self.wiped = 0
        self.states = {}
        self.running = {}
        self.gate = None

    async def run(self, name, op, args=None, *, timeout_ms, transaction=""):
        if op == "print_form":
            self.printed.append(args["data"])
            if self.gate:
                await self.gate.wait()
        if self.answers[op]:
            return self.answers[op].pop(0)
        if op in self.always:
            return self.always[op]
        future = self.running[name] = asyncio.get_running_loop().create_future()
        return await future

    async def cancel(self, name):
        future = self.running.pop(name, None)
        if future and not future.done():
            future.set_result(completion(CompletionCode.CANCELED))

    async def end_transaction(self, *, timeout_ms):
        self.wiped += 1
        names = ("id_card", "code_scanner", "ticket_printer")
        return {name: completion(media_left=None, buffers_cleared=True) for name in names}

    def status(self, name):
        return self.states.get(name, Status(DeviceState.ONLINE))


class Told(list):
    """What the flow heard; waits for what a test expects."""

    def __init__(self):
        super().__init__()
        self._changed = asyncio.Event()

    def tell(self, event):
        self.append(event)
        self._changed.set()

    async def until(self, kind, count=1):
        async with asyncio.timeout(PATIENT_S):
            while len(self.of(kind)) < count:
                self._changed.clear()
                await self._changed.wait()
        return self.of(kind)[count - 1]

    def of(self, kind):
        return [event for event in self if isinstance(event, kind)]


class Room:
    """A desk that runs; `close` ends it like a program that is told to stop."""

    def __init__(self, folder, hall, clock, devices=None):
        self.hall = hall
        self.clock = clock
        self.devices = devices or Devices()
        self.told = Told()
        self.outbox = open_outbox(folder, clock)
        self.left = recover(self.outbox, "t1", clock)
        self.sender = Sender(self.outbox, hall, "t1", clock, lambda: 0.0)
        names = {name: name for name in ("id_card", "code_scanner", "ticket_printer")}
        self.desk = Desk(
            Parts(
                settings=SETTINGS,
                unit=UNIT,
                outbox=self.outbox,
                sender=self.sender,
                client=hall,
                supervisor=self.devices,
                devices=names,
                forms={name: {} for name in get_args(FormName)},
                clock=clock,
                jitter=lambda: 0.0,
                tell=self.told.tell,
            )
        )
        self._tasks = [asyncio.create_task(each) for each in (self.sender.run(), *self.desk.tasks())]

    def hear(self, name, kind):
        self.desk.heard(name, DeviceEvent(kind))

    async def until(self, condition):
        """Wait for something that nobody tells."""
        async with asyncio.timeout(PATIENT_S):
            while not condition():  # noqa: ASYNC110 - the condition may lie in a file
                await asyncio.sleep(0.01)

    async def online(self):
        """Wait until the line to the hall stands: what happens there before is nobody's news here."""
        await self.until(lambda: any(event.health.online for event in self.told.of(HealthChanged)))

    async def leases(self, left=50):
        """Wait until numbers for today are in the house."""

        def enough():
            with self.outbox.read() as db:
                return all(
                    self.outbox.leases.left(db, each.id, "2026-11-22") >= left for each in SETTINGS.services
                )

        await self.until(enough)

    async def sent(self):
        """Wait until the server has answered everything."""
        await self.until(lambda: self.sender.pending == 0)

    async def close(self):
        """Stop in order. Safe to repeat."""
        for task in self._tasks:
            task.cancel()
        await self.desk.close()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self.outbox.close()

    async def die(self):
        """As `close`, but nothing that was begun comes to its end."""
        tasks = asyncio.all_tasks() - {asyncio.current_task()}
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self.outbox.close()


@asynccontextmanager
async def room(tmp_path, mode="here"):
    """A hall and a desk in it."""
    clock = NoonClock()
    hall = Hall(tmp_path / "hall", clock)
    hall.mode = mode
    made = Room(tmp_path / "t1", hall, clock)
    try:
        yield made
    finally:
        await made.close()
        hall.store.close()


def plain_identity(id_number):
    """In place of the server's keyed hash."""
    return id_number


def completion(code=CompletionCode.SUCCESS, error="", **result):
    return Completion("c", code, error, result)


def wish(n=1, service="social", identity=""):
    return IssueTicket(f"intent-{n:08d}", service, identity, large=False, language="zh")


def application(n=1):
    return SubmitApplication(
        intent=f"intent-{n:08d}",
        item="pension-check",
        person=Person("resident", PersonName(NAME), IdNumber(ID_NUMBER), valid_to="20301231"),
        phone=Phone(PHONE),
        large=False,
        language="zh",
    )
