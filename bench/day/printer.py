"""A ticket printer that reads what it prints instead of drawing it: the twin of the product, an eighth of its work."""

from __future__ import annotations

import re
from dataclasses import dataclass

from PIL import Image

from drivers.sim.escpos_commands import Command
from drivers.sim.paper import Paper, Piece
from drivers.sim.ticket_printer import TicketPrinterTwin

_CODE = re.compile(r"\[QR\] \S+/t/(\S+)")
_NUMBER = re.compile(r"(?m)^[A-Z](\d+-)?\d+$")
_STORE_SYMBOL = b"\x31\x50\x30"
"""GS ( k, cn 49 fn 80 m 48: what follows is the content of the QR code."""


class ReadPaper(Paper):
    """Text, codes and cuts as the twin's own; no dots."""

    def __init__(self) -> None:
        super().__init__()
        self._read: list[str] = []
        self._text = ""

    def do(self, command: Command) -> Piece | None:
        """Carry out one command; return the piece that a cut makes."""
        match command.name:
            case "text":
                self._text += command.data.decode("gbk" if len(command.data) == 2 else "ascii", "replace")
            case "print line" | "feed dots" | "feed lines":
                self._end_line()
            case "symbol" if command.data.startswith(_STORE_SYMBOL):
                self._read.append(f"[QR] {command.data[3:].decode('utf-8', 'replace')}")
            case "symbol" | "raster":
                pass
            case "cut":
                self._end_line()
                piece = Piece(Image.new("1", (1, 1)), "\n".join(self._read))
                self._read = []
                return piece
            case _:
                return super().do(command)
        return None

    def _end_line(self) -> None:
        if self._text.strip():
            self._read.append(self._text.strip())
        self._text = ""


def reading_printer() -> TicketPrinterTwin:
    """A twin whose paper is read only; status, faults and timing are the twin's."""
    twin = TicketPrinterTwin()
    twin.paper = ReadPaper()
    return twin


@dataclass(frozen=True)
class Slip:
    """What stands on a ticket's paper. `ticket`: whose place its QR code opens."""

    number: str
    ticket: str
    reprint: bool


def slip_of(text: str) -> Slip | None:
    """Read a piece of paper; None for one that is no ticket. The number stands alone on its line."""
    code = _CODE.search(text)
    number = _NUMBER.search(text)
    if code is None or number is None:
        return None
    return Slip(number[0], code[1], "补打" in text or "REPRINT" in text)
