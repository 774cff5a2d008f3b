"""Punches of staff cards (考勤): read from the unit's attendance machine, sealed in the outbox, and told by the sender.

The machine keeps what it has until the cursor has passed it, and the cursor is kept in the same commit as the punches:
a power cut anywhere leaves each punch once.
"""

from __future__ import annotations

import asyncio
import hmac
import json
import logging
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final, Protocol

from drivers.supervisor import Supervisor
from drivers.types import Completion, CompletionCode, DeviceEvent, Json
from hall.contract.attendance import PunchedBody
from hall.domain.clock import Clock
from hall.settings import Settings, Unit
from hall.settings.attendance import MACHINE
from kiosk.outbox.errors import OutboxError
from kiosk.outbox.events import Event
from kiosk.outbox.notes import get_note, set_note
from kiosk.outbox.sender import Sender
from kiosk.outbox.store import Outbox
from kiosk.outbox.sync import Row

log = logging.getLogger(__name__)
EVERY_S: Final = 60.0
"""So often the machine's clock is set and its list is read, also when it told of nothing."""
_ORDER_MS: Final = 10_000
_NUMBERED, _FILED = 0, ""
"""The beginning of a machine's list, and of a file."""
_TERMINAL_MOST: Final = 40
_KNOWN: Final = ("badge", "way", "method", "number")
Cursor = int | str


class Punching(Protocol):
    """What is needed of a unit's parts. `devices`: their names by class."""

    @property
    def settings(self) -> Settings:
        """The hall's."""

    @property
    def unit(self) -> Unit:
        """Which one it is."""

    @property
    def outbox(self) -> Outbox:
        """Where punches are kept."""

    @property
    def sender(self) -> Sender:
        """Who tells them."""

    @property
    def supervisor(self) -> Supervisor:
        """The devices."""

    @property
    def devices(self) -> Mapping[str, str]:
        """Names by class."""

    @property
    def clock(self) -> Clock:
        """The time."""


@dataclass(frozen=True)
class _Read:
    """What a reading gave. `drift_s`: of the machine's clock before it was set."""

    punches: list[PunchedBody]
    cursor: Cursor
    more: bool


class Attendance:
    """The attendance machine of one unit; nothing where it has none, or the hall keeps no attendance."""

    def __init__(self, parts: Punching) -> None:
        self._parts = parts
        on = parts.settings.attendance.on
        self._name = parts.devices.get(MACHINE) if on else None
        self._awake = asyncio.Event()
        self._live = False
        """Somebody punched since the list was read."""
        self._trouble = ""

    def heard(self, name: str, event: DeviceEvent) -> None:
        """A device said something."""
        if name == self._name and event.kind in {"punched", "statusChanged"}:
            self._live = self._live or event.kind == "punched"
            self._awake.set()

    async def run(self) -> None:
        """Read until cancelled."""
        while self._name is not None:
            self._awake.clear()
            await self._look(self._name)
            with suppress(TimeoutError):
                async with asyncio.timeout(EVERY_S):
                    await self._awake.wait()

    async def _look(self, name: str) -> None:
        """Set the clock, then take everything behind the cursor.

        A machine that was emptied counts from 1 again: then somebody punches and the list has nothing new.
        """
        now_s = int(self._parts.clock.now().timestamp())
        synced = await self._do(name, "sync_clock", {"epoch_s": now_s})
        begins: Cursor = _FILED if synced.code is CompletionCode.UNSUPPORTED_COMMAND else _NUMBERED
        drift = synced.result.get("drift_s") if synced.done else None
        live, self._live = self._live, False
        new = await self._take(name, self._cursor(name, begins), drift)
        if live and new == 0 and begins is _NUMBERED:
            await self._take(name, begins, drift)

    async def _take(self, name: str, cursor: Cursor, drift: Json) -> int | None:
        """How many were new; None when the machine gave no list."""
        new = 0
        while True:
            read = await self._list(name, cursor, drift)
            if read is None:
                return None
            kept = self._keep(name, read, cursor)
            if kept is None:
                return None
            new += kept
            if not read.more or read.cursor == cursor:
                return new
            cursor = read.cursor

    async def _list(self, name: str, cursor: Cursor, drift: Json) -> _Read | None:
        now_s = int(self._parts.clock.now().timestamp())
        done = await self._do(name, "list_since", {"cursor": cursor, "now_s": now_s})
        self._note(done)
        rows, behind = done.result.get("punches"), done.result.get("cursor")
        if not done.done or not isinstance(rows, list) or not isinstance(behind, int | str):
            return None
        punches = list(_bodies(rows, cursor, drift))
        if len(punches) < len(rows):
            log.warning("attendance: %d records of the machine are no punches", len(rows) - len(punches))
        return _Read(punches, behind, done.result.get("more") is True or isinstance(behind, str))

    def _keep(self, name: str, read: _Read, cursor: Cursor) -> int | None:
        """Seal what is new, with the cursor, in one commit; None when nothing could be kept.

        A list that was read again from its beginning and has nothing new moves no cursor.
        """
        outbox, added = self._parts.outbox, list[Row]()
        if read.cursor == cursor and not read.punches:
            return 0
        try:
            with outbox.write() as db:
                for event in (event_of(self._parts, body) for body in read.punches):
                    if not outbox.events.known(db, event.event_id):
                        added.append(outbox.events.append(db, event))
                if added or not read.punches or isinstance(read.cursor, str):
                    set_note(db, _note_of(name), json.dumps(read.cursor))
        except OutboxError as error:
            log.error("attendance: punches were not kept (%s); they are read again", error)  # noqa: TRY400
            return None
        for row in added:
            self._parts.sender.added(row)
        return len(added)

    def _cursor(self, name: str, begins: Cursor) -> Cursor:
        """Where the last reading ended; of another kind of machine it says nothing."""
        with self._parts.outbox.read() as db:
            text = get_note(db, _note_of(name))
        found: Any = json.loads(text) if text else begins
        return found if isinstance(found, type(begins)) else begins

    async def _do(self, name: str, op: str, args: Mapping[str, Json]) -> Completion:
        return await self._parts.supervisor.run(name, op, args, timeout_ms=_ORDER_MS)

    def _note(self, done: Completion) -> None:
        """Tell each trouble once."""
        trouble = "" if done.done else done.error or done.code.value
        if trouble and trouble != self._trouble:
            log.warning("attendance: the machine gives no list (%s)", trouble)
        self._trouble = trouble


def event_of(parts: Punching, body: PunchedBody) -> Event:
    """Its id is the same however often the machine tells it, and tells nobody whose card it was."""
    said = f"punch|{body.terminal}|{body.number}|{body.badge}|{int(body.punched_at.timestamp())}"
    id_ = f"punch-{hmac.digest(parts.outbox.vault.hash_key, said.encode(), 'sha256').hex()[:40]}"
    return Event(id_, "attendance.punched", f"{parts.unit.id}:{id_}", body.model_dump(mode="json"))


def _bodies(rows: Iterable[Json], cursor: Cursor, drift: Json) -> Iterator[PunchedBody]:
    """The punches of a list. Numbers that are missing between two of them were lost in the machine."""
    before = cursor if isinstance(cursor, int) else 0
    for row in rows:
        if not isinstance(row, dict):
            continue
        number, at_s = _whole(row.get("number")), _whole(row.get("at_s"))
        missing = number - before - 1 if before and number > before else 0
        before = number or before
        found = {key: row.get(key) for key in _KNOWN} | {"drift_s": drift, "missing": missing}
        found["terminal"] = str(row.get("terminal", ""))[:_TERMINAL_MOST]
        with suppress(ValueError, OverflowError):  # ValidationError is a ValueError
            yield PunchedBody.model_validate(found | {"punched_at": datetime.fromtimestamp(at_s, UTC)})


def _whole(value: Json) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) else 0


def _note_of(name: str) -> str:
    return f"attendance_cursor_{name}"
