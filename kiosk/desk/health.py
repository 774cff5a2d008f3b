"""What the devices' states mean for a citizen. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from drivers.types import DeviceState, Status, Supply
from kiosk.flows.facts import NO_DEVICE, STARTING
from kiosk.flows.words import Health

_PLAIN = {
    DeviceState.STARTING: STARTING,
    DeviceState.ONLINE: "",
    DeviceState.DEVICE_BUSY: "",
    DeviceState.DRIVER_FAULT: "driver.fault",
}


def health(statuses: Mapping[str, Status], *, online: bool, blocked: bool = False) -> Health:
    """Sum up. `statuses` by device class; a class that is not there does not exist on this unit."""
    printer = statuses.get("ticket_printer")
    return Health(
        online=online,
        blocked=blocked,
        card_reader=problem(statuses.get("id_card")),
        code_scanner=problem(statuses.get("code_scanner")),
        printer=problem(printer),
        devices={kind: problem(status) for kind, status in statuses.items()},
        paper_low=printer is not None and Supply.LOW in printer.supplies.values(),
        open_doors=_open_doors(statuses.get("pickup_locker")),
    )


def _open_doors(locker: Status | None) -> tuple[int, ...]:
    """A locker that does not answer says nothing of its doors."""
    if locker is None or locker.device not in (DeviceState.ONLINE, DeviceState.DEVICE_BUSY):
        return ()
    doors = ((part.removeprefix("door_"), said) for part, said in locker.parts.items())
    return tuple(sorted(int(number) for number, said in doors if number.isdecimal() and said == "open"))


def problem(status: Status | None) -> str:
    """Return the dotted reason why a device cannot be used now, "" when it can."""
    if status is None:
        return NO_DEVICE
    if status.device in (DeviceState.ONLINE, DeviceState.DEVICE_BUSY):
        return ""
    return status.code or _PLAIN.get(status.device, f"device.{status.device.value}")
