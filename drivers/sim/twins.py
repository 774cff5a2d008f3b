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
from drivers.sim.ipp_printer import IppLine, IppPrinterTwin
from drivers.sim.keypad import CALL_KEYS, KeypadTwin
from drivers.sim.line import Line, PtyLine
from drivers.sim.locker import LockerTwin, WinnsenTwin
from drivers.sim.multi_in_one import MultiInOneTwin
from drivers.sim.networked_pad import NetworkedPadTwin
from drivers.sim.punch_file import PunchFileLine, PunchFileTwin
from drivers.sim.quiet_line import SpeakerLine
from drivers.sim.sane_line import SaneLine
from drivers.sim.sane_scanner import SaneScannerTwin, Scanner
from drivers.sim.sign import OnbonTwin, TextSignTwin
from drivers.sim.speaker import SpeakerTwin
from drivers.sim.tcp_line import TcpLine
from drivers.sim.ticket_printer import TicketPrinterTwin
from drivers.sim.vpcd import CardServiceLine, VpcdLine, vpcd_listens
from drivers.sim.wedge_scanner import EventLine, WedgeScannerTwin


@unique
class Carrier(StrEnum):
    """What carries a twin's bytes."""

    SERIAL = "serial"
    NETWORK = "network"
    KEYBOARD = "keyboard"
    CARD_SERVICE = "cardService"
    CAMERA = "camera"
    PRINT_SERVICE = "printService"
    SCAN_SERVICE = "scanService"
    SOUND_CARD = "soundCard"
    FILE = "file"


WIRES: Final = frozenset({Carrier.SERIAL, Carrier.NETWORK, Carrier.KEYBOARD})
"""Here machine and driver speak byte for byte, with no service between them."""


@dataclass(frozen=True)
class Twin:
    """How to make a machine, and what it is usually connected by."""

    machine: Callable[[], Any]
    carrier: Carrier = Carrier.SERIAL


def _desk() -> Machine:
    from drivers.sim.document_camera import DocumentCameraTwin  # noqa: PLC0415 - OpenCV, and papers to draw

    return DocumentCameraTwin()


def _tray() -> Machine:
    from drivers.sim.code_camera import CodeCameraTwin  # noqa: PLC0415 - OpenCV

    return CodeCameraTwin()


def _feeder() -> Machine:
    from drivers.sim.sane_pages import letters  # noqa: PLC0415 - OpenCV

    return SaneScannerTwin(Scanner(printed=letters))


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
    "camera-code": Twin(_tray, Carrier.CAMERA),
    "document-camera": Twin(_desk, Carrier.CAMERA),
    "speaker": Twin(SpeakerTwin, Carrier.SOUND_CARD),
    "punch-file": Twin(PunchFileTwin, Carrier.FILE),
    "sane": Twin(_feeder, Carrier.SCAN_SERVICE),
    "cups": Twin(IppPrinterTwin, Carrier.PRINT_SERVICE),
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
"""By profile id: one for every profile of ours."""


def _camera_line(machine: Machine) -> Line:
    from drivers.sim.mjpeg import CameraLine  # noqa: PLC0415 - OpenCV

    return CameraLine(machine)


def _card_line(machine: ChipReaderTwin, *, own: bool) -> Line:
    return VpcdLine(machine) if not own and vpcd_listens() else CardServiceLine(machine)


_LINES: Final[Mapping[Carrier, Callable[[Any, Path | None, bool], Line]]] = {
    Carrier.SERIAL: lambda machine, link, _own: PtyLine(machine, link),
    Carrier.NETWORK: lambda machine, _link, _own: TcpLine(machine),
    Carrier.KEYBOARD: lambda machine, link, _own: EventLine(machine, link),
    Carrier.CAMERA: lambda machine, _link, _own: _camera_line(machine),
    Carrier.CARD_SERVICE: lambda machine, _link, own: _card_line(machine, own=own),
    Carrier.SCAN_SERVICE: lambda machine, _link, _own: SaneLine(machine),
    Carrier.PRINT_SERVICE: lambda machine, _link, _own: IppLine(machine),
    Carrier.SOUND_CARD: lambda machine, _link, _own: SpeakerLine(machine),
    Carrier.FILE: lambda machine, link, _own: PunchFileLine(machine, link),
}


def line_for(profile: str, link: Path | None = None, *, network: bool = False, own: bool = False) -> Line:
    """A line with a new twin, not started. Raises `KeyError` for a profile without one.

    `link`: steady name of a serial port, a keyboard or a file. `network`: a serial device behind a serial server.
    `own`: on a service of its own, also where the system's could be used.
    """
    twin = TWINS[profile]
    machine = twin.machine()
    if twin.carrier is Carrier.SERIAL and network:
        return TcpLine(machine)
    return _LINES[twin.carrier](machine, link, own)
