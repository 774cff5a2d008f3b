"""The pick-up locker at this unit: who may open which door, doors watched until they are shut, and what the hall is told.

Truth is what the sensors say. A door under way is written down before it is ordered; after a crash it is watched until
it is shut, and then only told as taken when the switch behind it says so. No door is opened without somebody's touch.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager, suppress
from typing import Any, Final

from drivers.types import Completion, CompletionCode
from hall.client import HallError
from hall.contract.pickup import LockerWord, UnitParcel
from hall.domain.cases.guessing import Guesses
from hall.domain.cases.workdays import day_of
from hall.domain.pickup.codes import keyed
from hall.domain.pickup.parcel import Task, Verb, expired
from hall.texts import load_texts
from kiosk.desk.filing.signature import png_of
from kiosk.desk.parts import Parts
from kiosk.desk.pickup.doors import CLASS, Doors
from kiosk.desk.pickup.store import Job, PickUpStore, Stage
from kiosk.flows.pickup import NONE
from kiosk.flows.pickup_words import (
    DoorFailed,
    DoorOpened,
    DoorShut,
    EndParcel,
    FindParcels,
    Found,
    InHand,
    Inside,
    LeaveInside,
    OpenDoor,
    ParcelEnded,
    ParcelsFound,
    PickUpEffect,
    SayDoor,
)
from kiosk.flows.speech import Speak
from kiosk.outbox.errors import OutboxError

log = logging.getLogger(__name__)

AGAIN_MS: Final = 60_000
"""Doors that stay as they are are told again after so long: so the hall knows that they still are."""
EVERY_S: Final = 20.0
"""How old what is known of parcels and doors may be."""
NONE_OFFLINE, NONE_FOR_CARD, GUESSING = "pickup.noneOffline", "pickup.noneForCard", "pickup.guessing"
GONE: Final = "pickup.gone"
STAFF: Final = "staff"
_HERE: Final = "here"
_ENDS: Final = {Task.NONE: Verb.TAKEN, Task.PUT: Verb.LAID_IN, Task.BACK: Verb.TAKEN_BACK}
_AS_IT_SHOULD: Final = {Task.NONE: Inside.ABSENT, Task.PUT: Inside.PRESENT, Task.BACK: Inside.ABSENT}


class PickUpDesk:
    """Performs what the flow asks of the locker; `here` is nothing without one."""

    def __init__(self, parts: Parts, online: Callable[[], bool]) -> None:
        self._parts = parts
        self._online = online
        self.doors = Doors(parts.supervisor, parts.devices.get(CLASS))
        self._store = PickUpStore(parts.outbox, parts.unit.id)
        self._guesses = Guesses()
        self._awake = asyncio.Event()
        self._turn = asyncio.Lock()
        self._word: LockerWord | None = None
        self._worded_ms = 0
        self._watching: dict[str, asyncio.Task[None]] = {}
        self._attended: str = ""
        """The parcel whose door somebody at the screen waits for."""

    @property
    def here(self) -> bool:
        """Whether this unit has a locker."""
        return self.doors.there

    def wake(self) -> None:
        """The hall is there, or something happened."""
        self._awake.set()

    def heard(self, name: str) -> None:
        """A device said something."""
        if name == self._parts.devices.get(CLASS):
            self.wake()

    async def run(self) -> None:
        """Close what the last run left open; then keep hall and unit in step until cancelled."""
        for job in tuple(self._store.jobs.values()):
            self._take_up(job)
        try:
            while True:
                self._awake.clear()
                await self.doors.learn()
                if self._online():
                    await self._refresh()
                with suppress(TimeoutError):
                    async with asyncio.timeout(EVERY_S):
                        await self._awake.wait()
        finally:
            for task in self._watching.values():
                task.cancel()
            await asyncio.gather(*self._watching.values(), return_exceptions=True)

    def work(self, effect: PickUpEffect) -> Coroutine[Any, Any, None]:
        """What takes its time."""
        match effect:
            case FindParcels():
                return self._find(effect)
            case OpenDoor():
                return self._open(effect)
            case EndParcel():
                return self._end(effect)
            case _:
                return self._noted(effect)

    def visit_over(self) -> None:
        """Nobody stands here any more: what is known now is all that will ever be said."""
        self._attended = ""
        for job in tuple(self._store.jobs.values()):
            self._take_up(job)

    async def _noted(self, effect: InHand | LeaveInside | SayDoor) -> None:
        with _logged():
            match effect:
                case InHand(parcel) if parcel in self._store.jobs:
                    self._store.further(parcel, Stage.IN_HAND)
                case LeaveInside(parcel):
                    self._left(parcel)
                case SayDoor():
                    self._say(effect)
                case _:
                    pass

    def _left(self, parcel: str) -> None:
        """Its holder says so: with a switch that agrees nothing happened, without one nobody has seen it."""
        self._attended = ""
        if parcel in self._store.jobs:
            self._take_up(self._store.jobs[parcel])

    async def _find(self, wanted: FindParcels) -> None:
        clock = self._parts.clock
        by_code = wanted.id_number is None
        if by_code and self._guesses.wait_ms(_HERE, clock.mono_ms()):
            self._parts.tell(ParcelsFound((), self.doors.cabinet, GUESSING))
            return
        if self._online():
            await self._refresh()
        await self.doors.learn()
        found = self._matching(wanted)
        if not found and by_code:
            self._guesses.wrong(_HERE, clock.mono_ms())
        problem = (NONE if by_code else NONE_FOR_CARD) if self._online() else NONE_OFFLINE
        self._parts.tell(ParcelsFound(found, self.doors.cabinet, "" if found else problem))

    def _matching(self, wanted: FindParcels) -> tuple[Found, ...]:
        code, number = wanted.code, wanted.id_number
        digest = keyed(self._store.key, code if number is None else number.reveal())
        found = []
        for one in self._store.parcels:
            if number is None and one.staff == digest:
                found.append(self._found(one, one.task, STAFF))
            elif digest in one.codes or (number is not None and one.identity == digest):
                found.append(self._found(one, Task.NONE, _how(wanted)))
        return tuple(found)

    def _found(self, one: UnitParcel, task: Task, how: str) -> Found:
        late = task is Task.NONE and expired(one.until, day_of(self._parts.clock.now()))
        return Found(one.id, one.door, one.title, task, one.until, late, how)

    async def _open(self, wanted: OpenDoor) -> None:
        """The order, once. After an unknown outcome the sensor is asked first: it may be open already."""
        one = self._store.find(wanted.parcel)
        before = self._store.jobs.get(wanted.parcel)
        if one is None:
            self._parts.tell(DoorFailed(wanted.parcel, GONE))
            return
        self._attended = one.id
        try:
            task = one.task if wanted.how == STAFF else Task.NONE
            job = Job(one.id, one.door, task, wanted.how, Stage.ORDERED, self._parts.clock.now().isoformat())
            ours = before is not None and before.stage in {Stage.ORDERED, Stage.OPEN}
            self._store.begin(job)
            if ours and await self.doors.is_open(one.door):
                self._opened(job)
                return
            self._answered(job, before, await self.doors.open(one.door))
        except OutboxError as error:
            self._parts.tell(DoorFailed(one.id, error.trouble.value))

    def _answered(self, job: Job, before: Job | None, completion: Completion) -> None:
        """Where it did not open, what was before still is: it may have been taken the first time."""
        if completion.done:
            self._opened(job)
            return
        if completion.code is CompletionCode.OUTCOME_UNKNOWN:
            self._watch(job)
        elif before is not None:
            self._store.begin(before)
        else:
            self._store.drop(job.parcel)
        self._parts.tell(DoorFailed(job.parcel, completion.error or "door.unknown"))

    def _opened(self, job: Job) -> None:
        self._watch(self._store.further(job.parcel, Stage.OPEN))
        self._parts.tell(DoorOpened(job.parcel))

    async def _end(self, wanted: EndParcel) -> None:
        """Written down first; then it is so."""
        job = self._store.jobs.get(wanted.parcel)
        if job is None:
            self._parts.tell(ParcelEnded(wanted.parcel, GONE))
            return
        picture = png_of(wanted.strokes, wanted.parcel) if wanted.strokes else b""
        try:
            self._tell_hall(job, wanted.verb, "signed" if picture else job.how, picture)
        except OutboxError as error:
            self._parts.tell(ParcelEnded(wanted.parcel, error.trouble.value))
            return
        self._parts.tell(ParcelEnded(wanted.parcel))

    def _tell_hall(self, job: Job, verb: Verb, how: str, picture: bytes = b"") -> None:
        row = self._store.end(job, verb, how, picture, self._parts.clock.now())
        if row is not None:
            self._parts.sender.added(row)

    def _take_up(self, job: Job) -> None:
        """Nobody is asked about it any more."""
        if job.stage is Stage.IN_HAND:
            with _logged():
                self._tell_hall(job, _ENDS[job.task], job.how)
        else:
            self._watch(job)

    def _watch(self, job: Job) -> None:
        task = self._watching.get(job.parcel)
        if task is None or task.done():
            self._watching[job.parcel] = asyncio.create_task(self._until_shut(job))

    async def _until_shut(self, job: Job) -> None:
        """The sensors decide; a locker that cannot be asked is asked again until it can."""
        await self.doors.shut(job.door)
        inside = await self.doors.inside(job.door)
        with _logged():
            now = self._store.jobs.get(job.parcel)
            if now is None:
                return
            if self._attended != job.parcel:
                self._conclude(now, inside)
            elif now.stage is Stage.OPEN:
                self._store.further(job.parcel, Stage.SHUT)
                self._parts.tell(DoorShut(job.parcel, inside))
            self.wake()

    def _conclude(self, job: Job, inside: Inside) -> None:
        """What is certain, and no more."""
        if inside is _AS_IT_SHOULD[job.task]:
            self._tell_hall(job, _ENDS[job.task], "sensor")
        elif inside is Inside.UNKNOWN:
            self._tell_hall(job, Verb.DOUBT, job.how)
        else:
            self._store.drop(job.parcel)

    async def _refresh(self) -> None:
        """The hall's word of what lies here, and ours of the doors. Without an answer the last one holds."""
        client, unit = self._parts.client, self._parts.unit.id
        try:
            async with self._turn:  # an older list never comes after a newer one
                self._store.told(await client.unit_parcels(unit))
            word, now_ms = self.doors.word(), self._parts.clock.mono_ms()
            if word is not None and (word != self._word or now_ms - self._worded_ms >= AGAIN_MS):
                await client.tell_doors(unit, word)
                self._word, self._worded_ms = word, now_ms
        except HallError as error:
            log.info("pickup: %s", error)
        except OutboxError as error:
            log.error("pickup: what the hall told was not kept (%s)", error)  # noqa: TRY400

    def _say(self, asked: SayDoor) -> None:
        if self._parts.speaking is not None:
            words = load_texts(asked.language).say("pickup.say_open", door=asked.door)
            self._parts.speaking.say(Speak((words,), asked.language, asked.volume))


def _how(wanted: FindParcels) -> str:
    """How whoever stands here is known."""
    if wanted.id_number is None:
        return "code"
    return "resident" if wanted.by_code else "card"


@contextmanager
def _logged() -> Iterator[None]:
    """What cannot be written down now is tried again after the next start: the door is still in the file."""
    try:
        yield
    except OutboxError as error:
        log.error("pickup: what became of a door was not kept (%s)", error)  # noqa: TRY400
