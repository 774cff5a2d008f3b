"""What a locker's unit keeps: what the hall told lies there (sealed), what happened since, and doors under way."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from enum import StrEnum, unique
from typing import Literal

from pydantic import ValidationError
from sqlalchemy import Connection

from hall.contract.bodies import ParcelMovedBody
from hall.contract.pickup import UnitParcel, UnitParcels
from hall.domain.pickup.parcel import State, Task, Verb
from kiosk.outbox.events import Event
from kiosk.outbox.notes import get_note, set_note
from kiosk.outbox.store import Outbox
from kiosk.outbox.sync import Row
from kiosk.outbox.vault import Unreadable

_LIST, _SINCE, _JOBS = "pickup_list", "pickup_since", "pickup_jobs"
_SAID: dict[Verb, Literal["laid_in", "taken", "taken_back", "doubt"]] = {
    Verb.LAID_IN: "laid_in",
    Verb.TAKEN: "taken",
    Verb.TAKEN_BACK: "taken_back",
    Verb.DOUBT: "doubt",
}
_NOTHING = UnitParcels(key="0" * 64, parcels=[])


@unique
class Stage(StrEnum):
    """How far a door under way has come."""

    ORDERED = "ordered"
    OPEN = "open"
    SHUT = "shut"
    IN_HAND = "in_hand"


@dataclass(frozen=True)
class Job:
    """A door that somebody had opened, until it is known what became of it. `at`: when it was ordered."""

    parcel: str
    door: int
    task: Task
    how: str
    stage: Stage
    at: str


class PickUpStore:
    """All of it in the outbox's file. Every method raises `OutboxError`."""

    def __init__(self, outbox: Outbox, unit: str) -> None:
        self._outbox = outbox
        self._unit = unit
        with outbox.read() as db:
            self._told = self._open(get_note(db, _LIST))
            self._since: dict[str, str] = json.loads(get_note(db, _SINCE) or "{}")
            jobs = json.loads(get_note(db, _JOBS) or "[]")
        self.jobs = {one["parcel"]: _job(one) for one in jobs}

    @property
    def key(self) -> bytes:
        """Makes the hashes of codes and ID numbers."""
        return bytes.fromhex(self._told.key)

    @property
    def parcels(self) -> tuple[UnitParcel, ...]:
        """What can be done at the doors now, as far as is known here."""
        now = (_as_it_is(one, self._since.get(one.id, "")) for one in self._told.parcels)
        return tuple(one for one in now if one is not None)

    def find(self, parcel: str) -> UnitParcel | None:
        """One of them."""
        return next((one for one in self.parcels if one.id == parcel), None)

    def told(self, fresh: UnitParcels) -> None:
        """Keep the hall's newest word. What happened here and has not reached it yet stays true."""
        there = {one.id: one for one in fresh.parcels}
        since = {
            id_: verb for id_, verb in self._since.items() if id_ in there and _is_news(verb, there[id_])
        }
        if fresh == self._told and since == self._since:
            return
        plain = fresh.model_dump_json().encode()
        sealed, wrapped = self._outbox.vault.seal(plain, _LIST)
        with self._outbox.write() as db:
            set_note(db, _LIST, f"{sealed.hex()}:{wrapped.hex()}")
            set_note(db, _SINCE, json.dumps(since))
        self._told, self._since = fresh, since

    def begin(self, job: Job) -> None:
        """Before anything is ordered, and whenever it came further: after a crash it is known what was under way."""
        with self._outbox.write() as db:
            self._keep(db, {**self.jobs, job.parcel: job})

    def further(self, parcel: str, stage: Stage) -> Job:
        """The job at its next stage."""
        job = replace(self.jobs[parcel], stage=stage)
        self.begin(job)
        return job

    def drop(self, parcel: str) -> None:
        """Nothing became of it: the thing is where it was."""
        if parcel in self.jobs:
            with self._outbox.write() as db:
                self._keep(db, _without(self.jobs, parcel))

    def end(self, job: Job, verb: Verb, how: str, picture: bytes, at: datetime) -> Row | None:
        """What became of it and the word for the hall, in one commit; None when that word is under way already."""
        event_id = hashlib.sha256(f"{job.parcel}|{verb.value}|{job.at}".encode()).hexdigest()[:40]
        with self._outbox.write() as db:
            row = None
            if not self._outbox.events.known(db, event_id):
                row = self._outbox.events.append(db, self._event(event_id, job, verb, how, picture, at))
            since = self._since if verb is Verb.DOUBT else {**self._since, job.parcel: verb.value}
            set_note(db, _SINCE, json.dumps(since))
            self._keep(db, _without(self.jobs, job.parcel))
        self._since = since
        return row

    def _event(self, event_id: str, job: Job, verb: Verb, how: str, picture: bytes, at: datetime) -> Event:
        files = (self._outbox.blobs.put(picture),) if picture else ()
        body = ParcelMovedBody(
            parcel=job.parcel,
            door=job.door,
            what=_SAID[verb],
            how=how,
            signature=files[0].sha256 if files else "",
            at=at,
        )
        stream = f"{self._unit}:{job.parcel}"
        return Event(event_id, "parcel.moved", stream, body.model_dump(mode="json"), files)

    def _keep(self, db: Connection, jobs: dict[str, Job]) -> None:
        set_note(db, _JOBS, json.dumps([asdict(job) for job in jobs.values()]))
        self.jobs = jobs

    def _open(self, note: str | None) -> UnitParcels:
        """A list that cannot be read is fetched again; until then nothing opens."""
        try:
            sealed, wrapped = (bytes.fromhex(part) for part in (note or ":").split(":"))
            plain = self._outbox.vault.open(sealed, wrapped, _LIST)
            return UnitParcels.model_validate_json(plain)
        except (Unreadable, ValidationError, ValueError):
            return _NOTHING


def _as_it_is(told: UnitParcel, verb: str) -> UnitParcel | None:
    """What was laid in here opens for its holder at once, also before the hall has heard of it; what is gone is None."""
    if not _is_news(verb, told):
        return told if told.state is State.IN else told.model_copy(update={"codes": [], "identity": ""})
    if verb != Verb.LAID_IN.value:
        return None
    return told.model_copy(update={"state": State.IN, "task": Task.NONE, "staff": ""})


def _is_news(verb: str, there: UnitParcel) -> bool:
    """Whether the hall does not know yet what happened here."""
    if verb == Verb.LAID_IN.value:
        return there.state is State.ALLOTTED
    return verb in {Verb.TAKEN.value, Verb.TAKEN_BACK.value}


def _without(jobs: dict[str, Job], parcel: str) -> dict[str, Job]:
    return {id_: job for id_, job in jobs.items() if id_ != parcel}


def _job(kept: dict[str, str | int]) -> Job:
    return Job(
        parcel=str(kept["parcel"]),
        door=int(kept["door"]),
        task=Task(str(kept["task"])),
        how=str(kept["how"]),
        stage=Stage(str(kept["stage"])),
        at=str(kept["at"]),
    )
