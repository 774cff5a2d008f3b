"""The device supervisor: one child process per device; every command gets exactly one completion.

Belongs to one asyncio loop, and its children to that loop's thread. What callers may rely on:
- a crash, a hang or an ignored deadline of one driver disturbs no other device;
- at `timeout_ms` the driver is asked to stop, `grace_ms` later its process is killed and replaced;
- `outcomeUnknown` for an op with a side effect whose end nobody saw: reconcile, never repeat blindly;
- `enter_service_mode`, `exit_service_mode`: while a technician is at a device it is not ready (`device.inService`), and
  commands of a transaction are refused; `dump_flight_recorder` answers whatever the device does;
- one command at a time per device: a second one is answered `sequenceError` (`device.busy`) at once, for a
  command that waited its turn would print after its citizen has left. `cancel` returns when the way is free.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from drivers.health import Deadlines
from drivers.keeper import Keeper
from drivers.types import Completion, DeviceSpec, Json, Listener, Status


def monotonic_ms() -> int:
    """The machine's monotonic clock."""
    return time.monotonic_ns() // 1_000_000


class Supervisor:
    """Serves the devices of `specs`. `listener` hears every event, in the loop's thread.

    `journal_dir`: where flight recorders are written after abnormal ends; None: nowhere.
    `paths`: folders beyond the installed packages where drivers may be imported from.
    `output`: the descriptor that gets what the children print; by default our own stderr.
    """

    def __init__(
        self,
        specs: Iterable[DeviceSpec],
        listener: Listener,
        *,
        clock: Callable[[], int] = monotonic_ms,
        deadlines: Deadlines | None = None,
        journal_dir: Path | None = None,
        paths: Sequence[str] = (),
        output: int = 2,
    ) -> None:
        self._keepers: dict[str, Keeper] = {}
        for spec in specs:
            if not spec.name or spec.name in self._keepers or "/" in spec.name:
                raise ValueError(f"device name {spec.name!r}: give each device a name of its own, without /")
            self._keepers[spec.name] = Keeper(
                spec, paths, deadlines or Deadlines(), clock, listener, journal_dir, output
            )

    async def start(self) -> None:
        """Start a child for each device; they come online by themselves."""
        for keeper in self._keepers.values():
            keeper.start()

    async def stop(self) -> None:
        """End all children within 2 s; commands under way end as `canceled` or `outcomeUnknown`."""
        await asyncio.gather(*(keeper.stop() for keeper in self._keepers.values()))

    async def run(
        self,
        name: str,
        op: str,
        args: Mapping[str, Json] | None = None,
        *,
        timeout_ms: int,
        transaction: str = "",
    ) -> Completion:
        """Do one command. Raises only for a caller's mistake: an unknown device, a timeout below 1 ms."""
        if timeout_ms < 1:
            raise ValueError(f"timeout_ms {timeout_ms}: nothing waits for ever, and nothing takes no time")
        return await self._keeper(name).run(op, args or {}, timeout_ms, transaction)

    async def end_transaction(self, *, timeout_ms: int) -> dict[str, Completion]:
        """A citizen leaves: every device says what is left (`media_left`) and forgets the rest (`buffers_cleared`).

        All at once; only `success` with both said is proof, a device that is busy or gone proves nothing.
        """
        names = list(self._keepers)
        runs = (self.run(name, "end_transaction", timeout_ms=timeout_ms) for name in names)
        return dict(zip(names, await asyncio.gather(*runs), strict=True))

    async def cancel(self, name: str) -> None:
        """Give up the command under way; returns when it has its completion."""
        await self._keeper(name).cancel()

    async def release(self, name: str) -> None:
        """Lift a quarantine (a technician's decision) and start the device again."""
        self._keeper(name).release()

    def status(self, name: str) -> Status:
        """The status of one device."""
        return self._keeper(name).status

    def statuses(self) -> dict[str, Status]:
        """The status of every device."""
        return {name: keeper.status for name, keeper in self._keepers.items()}

    def _keeper(self, name: str) -> Keeper:
        try:
            return self._keepers[name]
        except KeyError:
            raise KeyError(
                f"no device named {name!r}; there are {', '.join(self._keepers) or 'none'}"
            ) from None
