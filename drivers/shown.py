"""The status of one device as the rest of the program sees it, and the news of its changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final, TypedDict

from drivers.codes import Code
from drivers.marshal import write_status
from drivers.types import Action, Actor, DeviceEvent, DeviceState, Json, Status


class InService(TypedDict):
    """What a status says while a technician is at the device."""

    device: DeviceState
    code: str
    action: Action
    actor: Actor


class Shown:
    """Holds the status; `tell` hears `statusChanged` with what is different, for every change but counters.

    `in_service`: a technician is at the device. Ready for anybody else it is then not.
    """

    def __init__(self, now_ms: int, tell: Callable[[DeviceEvent], None]) -> None:
        self._found = self._status = Status(DeviceState.STARTING, since_ms=now_ms)
        self._tell = tell
        self.in_service = False
        self._counts = {"ok": 0, "failed": 0, "resets": 0}

    @property
    def status(self) -> Status:
        """The status now, with the supervisor's counters beside the driver's own."""
        return replace(self._status, counters={**self._status.counters, **self._counts})

    def count(self, what: str) -> None:
        """One more of `ok`, `failed`, `resets`."""
        self._counts[what] += 1

    def show(self, status: Status, now_ms: int) -> None:
        """Take a new status and tell its difference, if any."""
        self._found = status
        self._change(status, now_ms)

    def serve(self, now_ms: int, *, on: bool) -> None:
        """A technician comes (`on`) or goes."""
        self.in_service = on
        self._change(self._found, now_ms)

    def _change(self, status: Status, now_ms: int) -> None:
        before = self._status
        if self.in_service and status.ready:
            status = replace(status, **_IN_SERVICE)
        same = (before.device, before.code) == (status.device, status.code)
        self._status = replace(status, since_ms=before.since_ms if same else now_ms)
        changed = delta(before, self._status)
        if changed:
            self._tell(DeviceEvent("statusChanged", changed))


_IN_SERVICE: Final[InService] = {
    "device": DeviceState.DEVICE_BUSY,
    "code": Code.DEVICE_IN_SERVICE,
    "action": Action.SUSPEND,
    "actor": Actor.TECHNICIAN,
}


def delta(before: Status, after: Status) -> dict[str, Json]:
    """The fields that differ, without counters; of `parts` and `supplies` only the entries that differ.

    An entry that is gone is null: not supported (any more).
    """
    old, new = write_status(before), write_status(after)
    changed: dict[str, Json] = {}
    for key in ("device", "code", "action", "actor", "origin"):
        if old[key] != new[key]:
            changed[key] = new[key]
    for key in ("parts", "supplies"):
        entries = _entries(old[key], new[key])
        if entries:
            changed[key] = entries
    return changed


def _entries(old: Json, new: Json) -> dict[str, Json]:
    if not isinstance(old, Mapping) or not isinstance(new, Mapping):
        return {}
    changed: dict[str, Json] = {name: value for name, value in new.items() if old.get(name) != value}
    changed.update(dict.fromkeys(old.keys() - new.keys()))
    return changed
