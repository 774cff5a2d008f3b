"""One question, one answer: commands of a SAM, their deadlines, and what may be asked again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from drivers.codes import Code
from drivers.id_card.frames import PREAMBLE, Damage, Frame, Parser, encode
from drivers.id_card.reading import IMAGE_BYTES
from drivers.id_card.words import BAD_CHECKSUM, DESYNC, FOUND, NO_ANSWER, OK, SLOW, Trouble, trouble
from drivers.transport.base import Connection
from drivers.types import Context

ADDRESS_BYTES = 70
FINGERPRINT_BYTES = 512
"""Of one finger; a card holds none, one or two."""
_SAM_ID_BYTES = 16
_TRIES = 3
_QUIET_MS = 60
_SETTLE_MS = 600
_CHUNK = 4096
_GAP_MS = 300
"""The longest pause within a frame that still grows."""
_HEAD_BYTES = 8
"""A frame that has grown beyond its head, whatever reader it comes from, is no stray byte."""
_TAIL_MS = 30_000
"""How long the rest of an answer that was given up may come; a card takes 1.4 s at 9600 baud."""
_PATIENCE = 5
"""How many times its own patience a question has while its answer grows: at 9600 baud cards take long."""


@dataclass(frozen=True)
class Question:
    """A command. `least`..`most`: bytes of data in the answer that means yes (`yes` in its status).

    `whole_card`: too long an answer to wait for three times.
    """

    name: str
    body: bytes
    timeout_ms: int
    yes: int = OK
    least: int = 0
    most: int = 0
    whole_card: bool = False


RESET = Question("reset", b"\x10\xff", 1000)
STATUS = Question("status", b"\x11\xff", 500)
SAM_ID = Question("samId", b"\x12\xff", 500, least=_SAM_ID_BYTES, most=_SAM_ID_BYTES)
FIND = Question("find", b"\x20\x01", 1000, yes=FOUND, most=64)
SELECT = Question("select", b"\x20\x02", 1000, most=64)
READ = Question("readBase", b"\x30\x01", 3000, least=IMAGE_BYTES, most=IMAGE_BYTES, whole_card=True)
READ_WITH_FINGERPRINTS = Question(
    "readWithFingerprints",
    b"\x30\x10",
    3000,
    least=IMAGE_BYTES + 2,
    most=IMAGE_BYTES + 2 + 2 * FINGERPRINT_BYTES,
    whole_card=True,
)
NEW_ADDRESS = Question("readNewAddress", b"\x30\x03", 1500, least=ADDRESS_BYTES, most=ADDRESS_BYTES)
_ALL = (RESET, STATUS, SAM_ID, FIND, SELECT, READ, READ_WITH_FINGERPRINTS, NEW_ADDRESS)
_NAMES = {encode(one.body): one.name for one in _ALL}


def frame_label(direction: str, data: bytes) -> str:
    """A frame's name for the flight recorder, without anything a card says."""
    if direction == ">":
        return _NAMES.get(data, "command")
    if data.startswith(PREAMBLE) and len(data) > 9:
        return f"reply {data[7:10].hex()}"
    return "bytes"


class FrameParser(Protocol):
    """Finds frames in a stream."""

    @property
    def waiting(self) -> int:
        """Bytes kept because a frame may still grow from them."""

    def feed(self, data: bytes) -> list[Frame | Damage]:
        """Take bytes, return every frame that they complete and every damage that they show."""

    def clear(self) -> None:
        """Forget what was not yet a frame."""


@dataclass(frozen=True)
class Wire:
    """How a kind of reader frames its words. `judge`: yes, a refusal, or None for an answer to something else."""

    encode: Callable[[bytes], bytes]
    parser: Callable[[], FrameParser]
    judge: Callable[[Question, Frame], Frame | Trouble | None]


def _as_wanted(ms: int) -> int:
    return ms


class Dialogue:
    """Asks over one connection. After any trouble, silence is waited for before the next question.

    `within_ms`: how much of so many milliseconds the command at hand has left; no answer is waited for beyond it.
    """

    def __init__(
        self,
        connection: Connection,
        context: Context,
        wire: Wire | None = None,
        within_ms: Callable[[int], int] = _as_wanted,
    ) -> None:
        self._connection = connection
        self._context = context
        self._wire = wire or SAMV
        self._parser = self._wire.parser()
        self._unsettled = True
        self._tail_until = 0
        """Until then what makes no sense is the rest of an answer that was given up."""
        self._within_ms = within_ms

    def ask(self, question: Question) -> Frame | Trouble:
        """Return the frame that says yes, or why there is none. Wrong checksums are asked again twice.

        Silence is asked again too, except where the answer is a whole card: that would take too long.
        """
        asked: Frame | Trouble = NO_ANSWER
        for _ in range(_TRIES):
            asked = self._ask_once(question)
            again = isinstance(asked, Trouble) and asked.error == Code.PROTOCOL_CHECKSUM
            again |= asked in (NO_ANSWER, DESYNC, SLOW) and not question.whole_card
            if not again or self._within_ms(1) < 1:
                break
        return asked

    def forget(self) -> None:
        """Drop every byte that is left over, ours and the port's."""
        self._parser.clear()
        self._connection.discard()

    def _ask_once(self, question: Question) -> Frame | Trouble:
        if self._unsettled and not self._settle():
            return self._senseless()
        self.forget()
        self._unsettled = True
        now = self._context.now_ms()
        deadline = now + self._within_ms(question.timeout_ms)
        latest = now + self._within_ms(_PATIENCE * question.timeout_ms)
        self._connection.write(self._wire.encode(question.body))
        answer = self._await(question, deadline, latest)
        self._unsettled = isinstance(answer, Trouble) and not answer.sw
        self._parser.clear()
        if answer == SLOW:
            self._tail_until = self._context.now_ms() + _TAIL_MS
        elif not self._unsettled:
            self._tail_until = 0
        return self._senseless() if answer == DESYNC else answer

    def _senseless(self) -> Trouble:
        """Why bytes came that answer nothing: the rest of a slow answer, or a line that cannot be read."""
        return SLOW if self._context.now_ms() < self._tail_until else DESYNC

    def _await(self, question: Question, deadline: int, latest: int) -> Frame | Trouble:
        """Read until an answer, damage or the deadline, which moves up to `latest` as long as a frame grows.

        What answers another question is passed over. A frame that still grew at the end is slow, not damaged.
        """
        heard = False
        last = 0
        while (left := deadline - self._context.now_ms()) > 0:
            data = self._connection.read(_CHUNK, left)
            heard = heard or bool(data)
            for found in self._parser.feed(data):
                if found is Damage.CHECKSUM:
                    return BAD_CHECKSUM
                if isinstance(found, Frame) and (answer := self._wire.judge(question, found)):
                    return answer
            if data and self._parser.waiting:
                last = self._context.now_ms()
                deadline = min(latest, max(deadline, last + _GAP_MS))
        if self._parser.waiting > _HEAD_BYTES and self._context.now_ms() - last < _GAP_MS:
            return SLOW
        return DESYNC if heard else NO_ANSWER

    def _settle(self) -> bool:
        """Wait until the reader is silent; False when it babbles on."""
        deadline = self._context.now_ms() + self._within_ms(_SETTLE_MS)
        while self._context.now_ms() < deadline:
            if not self._connection.read(_CHUNK, _QUIET_MS):
                return True
        return False


def _judge(question: Question, frame: Frame) -> Frame | Trouble | None:
    """Yes, a refusal, or None for an answer to some other question (late, from before)."""
    size = len(frame.data)
    if frame.status == question.yes and question.least <= size <= question.most:
        return frame
    if len(frame.body) >= 3 and frame.status not in (OK, FOUND):
        return trouble(frame.body)
    return None


SAMV = Wire(encode, Parser, _judge)
"""GA/T 467's own framing."""
