"""What a flow knows of the world around it: devices, papers, what was found. Part of `kiosk.flows.words`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum, unique
from typing import Final

from hall.contract.messages import Text

NO_DEVICE: Final = "device.none"
"""This unit has none."""
STARTING: Final = "starting"
"""Its driver has not said anything yet."""
DEVICES: Final = {"feeder": "document_scanner", "camera": "document_camera"}
"""What each way of scanning needs."""
UNPLUGGED: Final = {
    "feeder": ("scan.feederGone", "scan.feederCut"),
    "camera": ("scan.cameraGone", "scan.cameraCut"),
}
"""What is said of a way whose device went while the other one works: before its first page, and after."""


@unique
class PrintOutcome(StrEnum):
    """What became of a piece of paper."""

    PRINTED = "printed"
    NOT_PRINTED = "not_printed"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Health:
    """What a citizen can count on now. A problem is "" or a dotted code with a message in the catalogue."""

    online: bool = False
    blocked: bool = False
    """The server is there and does not take this unit's token: a fault of its set-up."""
    card_reader: str = STARTING
    code_scanner: str = STARTING
    printer: str = STARTING
    paper_low: bool = False
    seen: datetime | None = None
    """When the server was last there; None while it is, and for never."""
    devices: Mapping[str, str] = field(default_factory=dict)
    """By device class, of all that this unit has: the problem, "" for none."""
    open_doors: tuple[int, ...] = ()
    """Of the pick-up locker, as their sensors say."""

    def trouble(self, device_class: str) -> str:
        """Why a device cannot be used now, "" when it can."""
        return self.devices.get(device_class, NO_DEVICE)

    @property
    def receipts(self) -> bool:
        """Whether an application's receipt can come out: of its own printer, or of the A4 printer in its place."""
        return not self.printer or not self.trouble("document_printer")


@dataclass(frozen=True)
class Booking:
    """An appointment. `slot`: 10:00-11:00. `due`: of today, and not taken up yet."""

    code: str
    service: str
    slot: str
    due: bool = True


@dataclass(frozen=True)
class Slip:
    """A number this machine gave out lately. `taken_at`: 09:41."""

    intent: str
    number: str
    service: str
    taken_at: str


@dataclass(frozen=True)
class Said:
    """The server's own words: what is the matter, and what to do."""

    what: Text
    do: Text
