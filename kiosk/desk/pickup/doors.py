"""The doors of this unit's locker, as its sensors and switches tell."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Final, Literal, cast

from drivers.supervisor import Supervisor
from drivers.types import Completion, CompletionCode, DeviceState, Json
from hall.contract.pickup import DoorWord, LockerWord
from kiosk.flows.pickup_words import Cabinet, Inside

CLASS: Final = "pickup_locker"
OPEN_MS: Final = 15_000
ASK_MS: Final = 3000
LOOK_S: Final = 0.4
"""Between two looks at a door that is to be shut."""
_State = Literal["closed", "open", "jammed", "unknown"]
_Item = Literal["", "present", "absent", "unknown"]
_STATES: Final = frozenset({"closed", "open", "jammed"})


class Doors:
    """Asks the driver; believes nothing it was not told. `name` None: this unit has no locker."""

    def __init__(self, supervisor: Supervisor, name: str | None) -> None:
        self._supervisor = supervisor
        self._name = name
        self._facts: Mapping[str, Json] = {}

    @property
    def there(self) -> bool:
        """Whether this unit has a locker."""
        return self._name is not None

    @property
    def cabinet(self) -> Cabinet:
        """How it is built; no doors before the driver said so."""
        return Cabinet(_whole(self._facts.get("doors")), _whole(self._facts.get("columns")))

    async def learn(self) -> None:
        """Ask once what there is."""
        if not self._facts and self._name is not None:
            found = await self._run("capabilities", {}, ASK_MS)
            self._facts = found.result if found.done else {}

    async def open(self, door: int) -> Completion:
        """Order it, once."""
        return await self._run("open", {"door": door}, OPEN_MS)

    async def is_open(self, door: int) -> bool:
        """Whether its sensor says so now."""
        return await self._sensor(door) == "open"

    async def shut(self, door: int) -> None:
        """Return when its sensor says that it is shut. A locker that does not answer is asked again."""
        while await self._sensor(door) != "closed":  # noqa: ASYNC110 - what moves is behind a wire
            await asyncio.sleep(LOOK_S)

    async def inside(self, door: int) -> Inside:
        """What the switch behind it says."""
        if not self._facts.get("occupancy"):
            return Inside.UNKNOWN
        found = await self._run("read_ir", {}, ASK_MS)
        items = found.result.get("items") if found.done else None
        said = items.get(str(door)) if isinstance(items, dict) else None
        return Inside(said) if isinstance(said, str) and said in list(Inside) else Inside.UNKNOWN

    def word(self) -> LockerWord | None:
        """All doors for the hall; None before it is known which there are."""
        if self._name is None or not self.cabinet.doors:
            return None
        status = self._supervisor.status(self._name)
        parts = status.parts if status.device in {DeviceState.ONLINE, DeviceState.DEVICE_BUSY} else {}
        sizes = self._facts.get("sizes")
        words = sizes if isinstance(sizes, dict) else {}
        doors = [
            DoorWord(
                door=number,
                size=str(words.get(str(number), ""))[:20],
                state=_state(parts.get(f"door_{number}", "")),
                item=_item(parts.get(f"item_{number}", "")),
            )
            for number in range(1, self.cabinet.doors + 1)
        ]
        return LockerWord(columns=self.cabinet.columns, doors=doors)

    async def _sensor(self, door: int) -> str:
        found = await self._run("read_door", {"door": door}, ASK_MS)
        return str(found.result.get("sensor", "")) if found.done else ""

    async def _run(self, op: str, args: Mapping[str, Json], timeout_ms: int) -> Completion:
        if self._name is None:
            return Completion("", CompletionCode.DEVICE_NOT_READY, "device.none")
        return await self._supervisor.run(self._name, op, args, timeout_ms=timeout_ms)


def _whole(said: Json) -> int:
    return said if isinstance(said, int) else 0


def _state(said: str) -> _State:
    return cast("_State", said) if said in _STATES else "unknown"


def _item(said: str) -> _Item:
    return cast("_Item", said) if said in {"present", "absent", "unknown"} else ""
