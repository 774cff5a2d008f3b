"""What an ESC/POS printer says about itself: single real-time answers, ASB, and the answers within a job. Pure.

Bits: Epson ESC/POS reference, DLE EOT, GS a, GS r, GS ( H. Told apart by their fixed bits:
  DLE EOT  0xx1xx10   one byte, the answer to the question asked last
  ASB      0xx1xx00   first of four; the other three are 0xx0xxxx
  GS r     0000xxxx   one byte
  block    37 id ... 00
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from drivers.codes import Code
from drivers.types import Action, Actor, DeviceState, Json, Supply

_BLOCK_MOST = 84


@dataclass(frozen=True)
class RealTime:
    """Answer to DLE EOT."""

    byte: int


@dataclass(frozen=True)
class Asb:
    """Automatic status back."""

    data: bytes


@dataclass(frozen=True)
class PaperSensor:
    """Answer to GS r 1."""

    byte: int


@dataclass(frozen=True)
class Block:
    """An answer `37 id ... 00`; 22 is a process id (GS ( H), 25 "buffers cleared" (DLE DC4 8)."""

    kind: int
    data: bytes


Answer = RealTime | Asb | PaperSensor | Block


class AnswerReader:
    """Sorts the bytes a printer sends; holds at most one unfinished answer. Anything else is counted as noise."""

    def __init__(self) -> None:
        self._held = bytearray()
        self.noise = 0

    def feed(self, data: bytes) -> list[Answer]:
        """Take bytes, return the answers they complete."""
        self._held += data
        answers: list[Answer] = []
        while self._held:
            length, answer = _first(self._held)
            if not length:
                break
            if answer is None:
                self.noise += length
            else:
                answers.append(answer)
            del self._held[:length]
        return answers

    def forget(self) -> None:
        """Drop an unfinished answer."""
        self._held.clear()


def _first(held: bytearray) -> tuple[int, Answer | None]:
    """Length and meaning of what comes first: (0, None) when more bytes are needed, (n, None) for noise."""
    byte = held[0]
    if byte == 0x37:
        return _block(held)
    if byte & 0x93 == 0x12:
        return 1, RealTime(byte)
    if byte & 0x93 == 0x10:
        return _asb(held)
    if byte & 0xF0 == 0:
        return 1, PaperSensor(byte)
    return 1, None


def _asb(held: bytearray) -> tuple[int, Answer | None]:
    rest = held[1:4]
    if any(byte & 0x90 for byte in rest):
        return 1, None
    return (4, Asb(bytes(held[:4]))) if len(rest) == 3 else (0, None)


def _block(held: bytearray) -> tuple[int, Answer | None]:
    end = held.find(0, 2, _BLOCK_MOST)
    body = held[1 : end if end > 0 else _BLOCK_MOST]
    if any(not 0x20 <= byte <= 0x7E for byte in body) or (end < 0 and len(held) >= _BLOCK_MOST):
        return 1, None
    return (end + 1, Block(held[1], bytes(held[2:end]))) if end > 0 else (0, None)


@dataclass(frozen=True)
class Trouble:
    """Why nothing can be printed: the code, what it makes of the device, and who acts."""

    code: str
    device: DeviceState
    action: Action
    actor: Actor


_FATAL = Trouble(Code.PRINTER_UNRECOVERABLE, DeviceState.HARDWARE_ERROR, Action.RESET, Actor.TECHNICIAN)
_CUTTER = Trouble(Code.CUTTER_JAMMED, DeviceState.HARDWARE_ERROR, Action.CLEAR, Actor.STAFF)
_COVER = Trouble(Code.COVER_OPEN, DeviceState.OFFLINE, Action.MAINTENANCE, Actor.STAFF)
_PAPER = Trouble(Code.PAPER_OUT, DeviceState.OFFLINE, Action.MAINTENANCE, Actor.STAFF)
_HOT = Trouble(Code.HEAD_HOT, DeviceState.OFFLINE, Action.SUSPEND, Actor.NOBODY)
_ERROR = Trouble(Code.PRINTER_ERROR, DeviceState.HARDWARE_ERROR, Action.RESET, Actor.STAFF)
_OFFLINE = Trouble(Code.PRINTER_OFFLINE, DeviceState.OFFLINE, Action.MAINTENANCE, Actor.STAFF)
NO_ANSWER = Trouble(Code.PROTOCOL_NO_ANSWER, DeviceState.OFFLINE, Action.MAINTENANCE, Actor.TECHNICIAN)


@dataclass(frozen=True)
class Condition:
    """The printer's own words. Every field is what a bit said, none is a guess."""

    offline: bool = False
    feeding: bool = False
    cover_open: bool = False
    paper_out: bool = False
    paper_low: bool = False
    cutter_error: bool = False
    fatal: bool = False
    hot: bool = False
    error: bool = False

    @property
    def trouble(self) -> Trouble | None:
        """The first thing that keeps it from printing; None when it can print."""
        order = (
            (self.fatal, _FATAL),
            (self.cutter_error, _CUTTER),
            (self.cover_open, _COVER),
            (self.paper_out, _PAPER),
            (self.hot, _HOT),
            (self.error, _ERROR),
            (self.offline, _OFFLINE),
        )
        return next((trouble for true, trouble in order if true), None)

    @property
    def paper(self) -> Supply:
        """How much paper is left, as far as the sensors tell."""
        if self.paper_out:
            return Supply.OUT
        return Supply.LOW if self.paper_low else Supply.FULL

    def parts(self) -> dict[str, str]:
        """States of the printer's parts."""
        return {
            "cover": "open" if self.cover_open else "closed",
            "cutter": "jammed" if self.cutter_error else "ok",
            "head": "hot" if self.hot else "ok",
        }

    def evidence(self) -> dict[str, Json]:
        """What goes into a completion."""
        trouble = self.trouble
        return {"paper": self.paper.value, **self.parts(), "trouble": trouble.code if trouble else ""}


def from_real_time(answers: Sequence[int]) -> Condition:
    """Read the answers to DLE EOT 1, 2, 3 and 4. Near end and end each have two bits: clones set one or both."""
    first, second, third, fourth = answers
    return Condition(
        offline=bool(first & 0x08),
        feeding=bool(second & 0x08),
        cover_open=bool(second & 0x04),
        paper_out=bool(second & 0x20 or fourth & 0x60),
        paper_low=bool(fourth & 0x0C),
        cutter_error=bool(third & 0x08),
        fatal=bool(third & 0x20),
        hot=bool(third & 0x40),
        error=bool(second & 0x40 or third & 0x04),
    )


def from_asb(data: bytes) -> Condition:
    """Read the four bytes of an automatic status."""
    return Condition(
        offline=bool(data[0] & 0x08),
        feeding=bool(data[0] & 0x40),
        cover_open=bool(data[0] & 0x20),
        paper_out=bool(data[2] & 0x0C),
        paper_low=bool(data[2] & 0x03),
        cutter_error=bool(data[1] & 0x08),
        fatal=bool(data[1] & 0x20),
        hot=bool(data[1] & 0x40),
        error=bool(data[1] & 0x04),
    )
