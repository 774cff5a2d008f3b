"""What the devices' states mean for a citizen. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from drivers.types import DeviceState, Status, Supply
from kiosk.flows.words import Health

_NONE = "device.none"
_PLAIN = {
    DeviceState.STARTING: "starting",
    DeviceState.ONLINE: "",
    DeviceState.DEVICE_BUSY: "",
    DeviceState.DRIVER_FAULT: "driver.fault",
}


def health(statuses: Mapping[str, Status], *, online: bool) -> Health:
    """Sum up. `statuses` by device class; a class that is not there does not exist on this unit."""
    printer = statuses.get("ticket_printer")
    return Health(
        online=online,
        card_reader=problem(statuses.get("id_card")),
        code_scanner=problem(statuses.get("code_scanner")),
        printer=problem(printer),
        paper_low=printer is not None and Supply.LOW in printer.supplies.values(),
    )


def problem(status: Status | None) -> str:
    """Return the dotted reason why a device cannot be used now, "" when it can."""
    if status is None:
        return _NONE
    if status.device in (DeviceState.ONLINE, DeviceState.DEVICE_BUSY):
        return ""
    return status.code or _PLAIN.get(status.device, f"device.{status.device.value}")
