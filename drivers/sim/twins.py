"""Every twin by the profile it stands in for, and the line that carries it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum, unique
from pathlib import Path
from typing import Any, Final

from drivers.sim.attendance import AttendanceTwin
from drivers.sim.auxiliary import IoBoardTwin, NutTwin
from drivers.sim.base import Machine
from drivers.sim.chip_reader import ChipReaderTwin
from drivers.sim.code_scanner import CodeScannerTwin
from drivers.sim.id_card import SamvTwin
from drivers.sim.keypad import CALL_KEYS, KeypadTwin
from drivers.sim.line import Line, PtyLine
from drivers.sim.locker import LockerTwin, WinnsenTwin
from drivers.sim.multi_in_one import MultiInOneTwin
from drivers.sim.networked_pad import NetworkedPadTwin
from drivers.sim.sign import OnbonTwin, TextSignTwin
from drivers.sim.tcp_line import TcpLine
from drivers.sim.ticket_printer import TicketPrinterTwin
from drivers.sim.vpcd import VpcdLine
from drivers.sim.wedge_scanner import EventLine, WedgeScannerTwin


@unique
class Carrier(StrEnum):
    """What carries a twin's bytes."""

    SERIAL = "serial"
    NETWORK = "network"
    KEYBOARD = "keyboard"
    CARD_SERVICE = "cardService"
    CAMERA = "camera"


@dataclass(frozen=True)
class Twin:
    """How to make a machine, and what it is usually connected by."""

    machine: Callable[[], Any]
    carrier: Carrier = Carrier.SERIAL


def _desk() -> Machine:
    from drivers.sim.document_camera import DocumentCameraTwin  # noqa: PLC0415 - OpenCV, and papers to draw

    return DocumentCameraTwin()


TWINS: Final[Mapping[str, Twin]] = {
    "samv": Twin(SamvTwin),
    "multi-in-one": Twin(MultiInOneTwin),
    "pcsc-id-card": Twin(ChipReaderTwin, Carrier.CARD_SERVICE),
    "social-card": Twin(ChipReaderTwin, Carrier.CARD_SERVICE),
    "staff-card": Twin(ChipReaderTwin, Carrier.CARD_SERVICE),
    "serial-scanner": Twin(CodeScannerTwin),
    "wedge-scanner": Twin(WedgeScannerTwin, Carrier.KEYBOARD),
    "escpos-80": Twin(TicketPrinterTwin),
    "escpos-58": Twin(lambda: TicketPrinterTwin(384)),
    "escpos-80-nostatus": Twin(TicketPrinterTwin),
    "document-camera": Twin(_desk, Carrier.CAMERA),
    "hallkit-pad": Twin(KeypadTwin),
    "hallkit-pad-net": Twin(NetworkedPadTwin, Carrier.NETWORK),
    "hallkit-caller": Twin(lambda: KeypadTwin(keys=CALL_KEYS)),
    "locker-8a": Twin(LockerTwin),
    "locker-winnsen": Twin(WinnsenTwin),
    "onbon-bx": Twin(OnbonTwin),
    "text-sign": Twin(TextSignTwin),
    "hallkit-punch": Twin(AttendanceTwin, Carrier.NETWORK),
    "modbus-io": Twin(IoBoardTwin),
    "nut-ups": Twin(NutTwin, Carrier.NETWORK),
}
"""By profile id. What stands on SANE, CUPS or a player has its twin below those: their own pages say how."""


def line_for(profile: str, link: Path | None = None, *, network: bool = False) -> Line:
    """A line with a new twin, not started. Raises `KeyError` for a profile without one.

    `link`: steady name of a serial port or keyboard. `network`: a serial device behind a serial server.
    """
    twin = TWINS[profile]
    machine: Machine = twin.machine()
    match twin.carrier:
        case Carrier.NETWORK:
            return TcpLine(machine)
        case Carrier.KEYBOARD:
            return EventLine(machine, link)
        case Carrier.CAMERA:
            from drivers.sim.document_camera import CameraLine  # noqa: PLC0415

            return CameraLine(machine)
        case Carrier.CARD_SERVICE if isinstance(machine, ChipReaderTwin):
            return VpcdLine(machine)
        case _:
            return TcpLine(machine) if network else PtyLine(machine, link)
