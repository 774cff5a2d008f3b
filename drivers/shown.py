"""The status of one device as the rest of the program sees it, and the news of its changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from drivers.marshal import write_status
from drivers.types import DeviceEvent, DeviceState, Json, Status


class Shown:
    """Holds the status; `tell` hears `statusChanged` with what is different, for every change but counters."""

    def __init__(self, now_ms: int, tell: Callable[[DeviceEvent], None]) -> None:
        self._status = Status(DeviceState.STARTING, since_ms=now_ms)
        self._tell = tell
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
        before = self._status
        same = (before.device, before.code) == (status.device, status.code)
        self._status = replace(status, since_ms=before.since_ms if same else now_ms)
        changed = delta(before, self._status)
        if changed:
            self._tell(DeviceEvent("statusChanged", changed))


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
