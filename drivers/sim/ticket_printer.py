"""The ticket printer's other half: an ESC/POS printer with real-time status, ASB, and a roll that can end.

What real printers do, and this one too:
- DLE EOT is answered at once, even inside other data, even while nothing prints.
- Out of paper, with its cover open, its cutter stuck or its head too hot it stops where it is, and keeps what it has received. Put
  right, it goes on with that. DLE DC4 8 and switching off drop it; what is on the paper stays there.
- A mute printer (`NO_ANSWER`) prints.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from drivers.printer.glyphs import find_fonts
from drivers.sim.base import Reply
from drivers.sim.escpos_commands import Command, first_command
from drivers.sim.faults import Fault
from drivers.sim.paper import Paper, Piece
from drivers.sim.spoil import spoil

_CLEAR = b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08"
_WINDOW = len(_CLEAR)
_BUFFER_MOST = 1 << 20
_SLOW_MS = 60
_STOPPING = frozenset({Fault.PAPER_OUT, Fault.COVER_OPEN, Fault.JAM, Fault.HEAD_HOT})


class TicketPrinterTwin:
    """An 80 mm printer by default. Implements `drivers.sim.base.Machine`.

    `pieces` hang in the mouth until `tear_off()`. `errors`: bytes that were not ESC/POS.
    """

    faults: ClassVar[frozenset[Fault]] = frozenset(
        {
            Fault.NONE,
            Fault.NO_ANSWER,
            Fault.HALF_FRAME,
            Fault.GARBAGE_BEFORE,
            Fault.SLOW,
            Fault.UNPLUGGED,
            Fault.NEAR_END,
        }
        | _STOPPING
    )

    def __init__(self, dots: int = 576, charset: str = "gbk", *, native_qr: bool = True) -> None:
        self.paper = Paper(dots, charset, native_qr=native_qr)
        self.pieces: list[Piece] = []
        self._fault = Fault.NONE
        self._armed: tuple[Fault, int] | None = None
        self._held = bytearray()
        self._window = b""
        self._asb = False
        self._asb_sent = b""
        self._unasked: list[Reply] = []

    @property
    def errors(self) -> list[str]:
        """Everything the printer did not understand."""
        return self.paper.errors

    @property
    def fault(self) -> Fault:
        """What is wrong now. Setting it takes effect at once; taking it away lets the printer go on."""
        return self._fault

    @fault.setter
    def fault(self, fault: Fault) -> None:
        self._armed = None
        self._fall(fault)

    def arm(self, fault: Fault, after: int) -> None:
        """Let `fault` come once `after` more bytes are carried out (zero bytes do not count).

        So the roll ends in the middle of a ticket.
        """
        self._armed = (fault, after)

    def tear_off(self) -> list[Piece]:
        """Take what hangs in the mouth."""
        torn, self.pieces = self.pieces, []
        return torn

    def power_on(self) -> None:
        """Switched on: nothing received, every mode at its start; the paper is as it was.

        Raises `FontMissingError`: a real printer has its characters built in, this one borrows the machine's.
        """
        find_fonts()
        self._held.clear()
        self._window = b""
        self._asb, self._asb_sent = False, b""
        self._unasked.clear()
        self.paper.reset()

    def feed(self, data: bytes) -> Iterable[Reply]:
        """Take bytes; what is answered in real time comes first, then what printing sets off."""
        replies: list[Reply] = []
        for byte in data:
            if len(self._held) < _BUFFER_MOST:
                self._held.append(byte)
            self._window = (self._window + bytes((byte,)))[-_WINDOW:]
            replies += self._real_time()
        self._work()
        return replies + self._drain()

    def unasked(self) -> Iterable[Reply]:
        """Automatic status, and answers that waited for the printer to go on."""
        return self._drain()

    def _drain(self) -> list[Reply]:
        waiting, self._unasked = self._unasked, []
        return waiting

    def _say(self, data: bytes) -> tuple[Reply, ...]:
        return spoil(self._fault, data, gap_ms=_SLOW_MS)

    def _real_time(self) -> tuple[Reply, ...]:
        """DLE EOT n and DLE DC4 8, recognised in the raw stream; they stay in the buffer, where they do nothing."""
        if self._window[-3:-1] == b"\x10\x04" and 1 <= self._window[-1] <= 4:
            return self._say(self._status(self._window[-1]))
        if self._window == _CLEAR:
            self._held.clear()
            self.paper.reset()
            return self._say(b"\x37\x25\x00")
        return ()

    def _status(self, n: int) -> bytes:
        """One byte: fixed bits 1 and 4, the rest as Epson's DLE EOT pages say."""
        out, cover, jam = (self._fault is fault for fault in (Fault.PAPER_OUT, Fault.COVER_OPEN, Fault.JAM))
        near = out or self._fault is Fault.NEAR_END
        bits = {
            1: 0x08 * (self._fault in _STOPPING),
            2: 0x04 * cover | 0x20 * out | 0x40 * jam,
            3: 0x08 * jam | 0x40 * (self._fault is Fault.HEAD_HOT),
            4: 0x0C * near | 0x60 * out,
        }
        return bytes((0x12 | bits[n],))

    def _automatic(self) -> bytes:
        """The four bytes of ASB."""
        out, cover, jam = (self._fault is fault for fault in (Fault.PAPER_OUT, Fault.COVER_OPEN, Fault.JAM))
        near = out or self._fault is Fault.NEAR_END
        first = 0x10 | 0x08 * (self._fault in _STOPPING) | 0x20 * cover
        second = 0x08 * jam | 0x40 * (self._fault is Fault.HEAD_HOT)
        return bytes((first, second, 0x03 * near | 0x0C * out, 0x00))

    def _fall(self, fault: Fault) -> None:
        self._fault = fault
        self._tell_change()
        self._work()

    def _tell_change(self) -> None:
        now = self._automatic()
        if self._asb and now != self._asb_sent:
            self._asb_sent = now
            self._unasked += self._say(now)

    def _work(self) -> None:
        """Carry out what has been received, as far as nothing stops the printer."""
        done = 0
        while done < len(self._held) and self._fault not in _STOPPING:
            command = self._next(done)
            if command is None:
                break
            done += command.length
            self._do(command)
            if command.name != "ignore":
                self._wear(command.length)
        del self._held[:done]

    def _next(self, start: int) -> Command | None:
        kanji = self.paper.mode.kanji
        short = bytes(self._held[start : start + 16])
        return first_command(short, kanji=kanji) or first_command(bytes(self._held[start:]), kanji=kanji)

    def _wear(self, length: int) -> None:
        """Count down to an armed fault."""
        if self._armed is None:
            return
        fault, left = self._armed
        self._armed = (fault, left - length)
        if left <= length:
            self._armed = None
            self._fault = fault
            self._tell_change()

    def _do(self, command: Command) -> None:
        match command.name:
            case "asb":
                self._asb, self._asb_sent = bool(command.data[0]), b""
                self._tell_change()
            case "transmit status" if command.data in {b"\x01", b"1"}:
                near = self._fault is Fault.NEAR_END
                self._unasked += self._say(bytes((0x03 * near,)))
            case "transmit process id" if command.data[:2] == b"00" and len(command.data) == 6:
                self._unasked += self._say(b"\x37\x22" + command.data[2:] + b"\x00")
            case "transmit status" | "transmit process id":
                self.errors.append(f"{command.name} {command.data.hex(' ')}")
            case "initialize":
                self._asb = False
                self.paper.reset()
            case _:
                piece = self.paper.do(command)
                if piece:
                    self.pieces.append(piece)
