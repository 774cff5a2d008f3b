"""A document scanner below SANE: the other end of SANE's own network protocol (SANE Standard 1.06, chapter 5).

libsane's `net` backend reaches it as `net:127.0.0.N:twin`, so that driver, library and protocol are the real
ones. It has what SANE's own `test` backend has not: sensors, two sides, and trouble in the middle of a page.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from drivers.sim.base import Hand, Reply, done, on
from drivers.sim.faults import Fault
from drivers.sim.spoil import spoil

_BOOL, _INT, _FIXED, _STRING, _BUTTON = range(5)
_MM, _DPI = 3, 4
_SOFT_SELECT, _SOFT_DETECT = 1, 4
_NO_CONSTRAINT, _RANGE, _STRINGS = 0, 1, 3
_GOOD, _INVAL, _JAMMED, _NO_DOCS, _COVER_OPEN = 0, 4, 6, 7, 8
_EOF: Final = 5
_END: Final = 0xFFFFFFFF
_SOURCES: Final = ("Flatbed", "ADF Front", "ADF Back", "ADF Duplex")
_RECORD: Final = 32_768
_TEXT_MOST: Final = 65_536
_SLOW_MS: Final = 50


Printed = Callable[[int, int, tuple[int, int, bool]], bytes]
"""Sheet and side (1, 2), columns, rows and whether in color -> the rows' bytes, from the top."""


@dataclass
class Scanner:
    """The machine and what people do at it. `sheets`: in the feeder.

    `jam_at`, `double_at`, `stop_at`, `cut_at`: from the sheet of that number on it jams half-way, takes two
    sheets, stands still, or loses the line half-way. `short_by`: rows that are missing at the end of a page.
    `printed`: what stands on a side; None: a pattern.
    """

    sheets: int = 0
    printed: Printed | None = None
    cover_open: bool = False
    jam_at: int = 0
    double_at: int = 0
    stop_at: int = 0
    cut_at: int = 0
    short_by: int = 0
    double: bool = False
    pressed: bool = False
    """A finger is on the button at its front."""
    calibrations: int = 0
    fed: int = 0
    values: dict[str, bool | int | float | str] = field(
        default_factory=lambda: {
            "mode": "Gray",
            "source": "ADF Front",
            "resolution": 75,
            "tl-x": 0.0,
            "tl-y": 0.0,
            "br-x": 210.0,
            "br-y": 297.0,
        }
    )

    def put_right(self) -> None:
        """A hand takes out what is stuck and closes the cover."""
        self.cover_open = self.double = False
        self.jam_at = self.double_at = self.stop_at = self.cut_at = self.short_by = self.fed = 0

    def sensor(self, name: str) -> bool:
        """What a sensor says."""
        return {
            "page-loaded": self.sheets > 0,
            "cover-open": self.cover_open,
            "double-feed": self.double,
            "scan": self.pressed,
        }[name]

    def size(self) -> tuple[int, int, bool]:
        """Columns, rows and whether in color, as ordered."""
        scale = float(self.values["resolution"]) / 25.4
        width = float(self.values["br-x"]) - float(self.values["tl-x"])
        height = float(self.values["br-y"]) - float(self.values["tl-y"])
        return int(width * scale), int(height * scale), self.values["mode"] == "Color"


@dataclass(frozen=True)
class _Option:
    name: str
    kind: int
    unit: int = 0
    words: tuple[str, ...] = ()
    span: tuple[float, float] | None = None
    sensor: bool = False


_OPTIONS: Final = (
    _Option("", _INT),
    _Option("mode", _STRING, words=("Gray", "Color")),
    _Option("source", _STRING, words=_SOURCES),
    _Option("resolution", _INT, _DPI, span=(50, 600)),
    *(_Option(name, _FIXED, _MM, span=(0, 216)) for name in ("tl-x", "br-x")),
    *(_Option(name, _FIXED, _MM, span=(0, 356)) for name in ("tl-y", "br-y")),
    *(_Option(name, _BOOL, sensor=True) for name in ("page-loaded", "cover-open", "double-feed", "scan")),
    _Option("calibrate", _BUTTON),
)


class _Reader:
    """Takes the protocol's words from what came so far. Raises `EOFError` at its end, `ValueError` for nonsense."""

    def __init__(self, data: bytes) -> None:
        self._data = io.BytesIO(data)

    @property
    def taken(self) -> int:
        """How many bytes were taken."""
        return self._data.tell()

    def take(self, length: int) -> bytes:
        """So many bytes."""
        if not 0 <= length <= _TEXT_MOST:
            raise ValueError("a length that is none")
        data = self._data.read(length)
        if len(data) < length:
            raise EOFError
        return data

    def word(self) -> int:
        """One word."""
        return int(struct.unpack(">i", self.take(4))[0])

    def text(self) -> str:
        """A text with its length before it."""
        return self.take(self.word()).rstrip(b"\0").decode("latin-1")


class SaneScannerTwin:
    """What one client after the other asks, answered in order. `scanner`: the machine itself.

    `deliver` is the line's: it sends the records of a page on a connection of its own and returns that one's port.
    """

    faults = frozenset(
        {
            Fault.NO_ANSWER,
            Fault.HALF_FRAME,
            Fault.GARBAGE_BEFORE,
            Fault.SLOW,
            Fault.JAM,
            Fault.COVER_OPEN,
        }
    )

    def __init__(self, scanner: Scanner | None = None) -> None:
        self.scanner = scanner or Scanner()
        self.deliver: Callable[[Iterator[bytes]], int] = lambda _records: 0
        self._fault = Fault.NONE
        self._asked = bytearray()
        self._page = 0
        """Counts the pages begun and broken off: only the last one is still wanted."""
        self._side = 0

    @property
    def fault(self) -> Fault:
        """What is wrong with it."""
        return self._fault

    @fault.setter
    def fault(self, fault: Fault) -> None:
        self._fault = fault
        self.scanner.put_right()
        self.scanner.cover_open = fault is Fault.COVER_OPEN
        self.scanner.jam_at = int(fault is Fault.JAM)

    def load(self, sheets: int = 1) -> None:
        """A hand lays sheets into the feeder, in place of any other."""
        self.scanner.sheets = sheets
        self.scanner.fed = 0

    def feed(self, data: bytes) -> Iterable[Reply]:
        """Answer every question that is whole now; nonsense is forgotten."""
        self._asked += data
        out: list[Reply] = []
        while self._asked:
            reader = _Reader(bytes(self._asked))
            try:
                answer = self._obey(reader)
            except EOFError:
                break
            except ValueError:
                self._asked.clear()
                break
            del self._asked[: reader.taken]
            late = self._fault is Fault.SLOW
            out += (Reply(answer, _SLOW_MS),) if late else spoil(self._fault, answer)
        return out

    def unasked(self) -> Iterable[Reply]:
        """A scanner never speaks first."""
        return ()

    def power_on(self) -> None:
        """A client came or left: nothing was asked yet, no page is on its way."""
        self._asked.clear()
        self._page += 1
        self._side = 0

    def hands(self) -> Mapping[str, Hand]:
        """What a person can do at it."""

        def change(name: str, value: bool | int) -> str:  # noqa: FBT001 - a state of the machine
            setattr(self.scanner, name, value)
            return f"{name} {value}"

        return {
            "load": Hand("放几张纸:5", "put sheets in: 5", lambda text: done(lambda: self.load(int(text)))),
            "jam": Hand("第几张卡住:2", "jam at sheet: 2", lambda text: change("jam_at", int(text or 1))),
            "double": Hand(
                "第几张粘两张:2", "two at sheet: 2", lambda text: change("double_at", int(text or 1))
            ),
            "cover": Hand(
                "打开盖子:on 或 off", "open the cover: on or off", lambda text: change("cover_open", on(text))
            ),
            "button": Hand(
                "按住前面的按钮:on 或 off",
                "hold the button: on or off",
                lambda text: change("pressed", on(text)),
            ),
            "fine": Hand("恢复正常", "put everything right", lambda _: done(self.scanner.put_right)),
        }

    def _obey(self, asked: _Reader) -> bytes:
        """The answer to one question; b"" for the last one, and for one that a scanner does not know."""
        answers: dict[int, Callable[[_Reader], bytes]] = {
            0: self._init,
            1: self._devices,
            2: self._open,
            3: self._close,
            4: self._describe,
            5: self._control,
            6: self._parameters,
            7: self._start,
            8: self._cancel,
        }
        answer = answers.get(asked.word())
        if answer is None:
            raise ValueError("no question of this protocol")
        return answer(asked)

    def _init(self, asked: _Reader) -> bytes:
        version = asked.word()
        asked.text()
        return _words(_GOOD, version)

    def _devices(self, _: _Reader) -> bytes:
        """A list that ends with a null: pointers are a word before what they point to, 1 for null."""
        named = b"".join(_text(word) for word in ("twin", "Hallkit", "Twin", "feeder scanner"))
        return _words(_GOOD, 2, 0) + named + _words(1)

    def _open(self, asked: _Reader) -> bytes:
        good = asked.text() == "twin"
        return _words(_GOOD if good else _INVAL, 1) + _text(None)

    def _close(self, asked: _Reader) -> bytes:
        asked.word()
        return _words(0)

    def _describe(self, asked: _Reader) -> bytes:
        asked.word()
        return _words(len(_OPTIONS)) + b"".join(_words(0) + _descriptor(one) for one in _OPTIONS)

    def _control(self, asked: _Reader) -> bytes:
        _, number, action, kind, size = (asked.word() for _ in range(5))
        data = asked.take(asked.word() * (1 if kind == _STRING else 4))
        if kind == _BUTTON:
            self.scanner.calibrations += 1
            return _words(_GOOD, 0, kind, size, 0) + _text(None)
        if not 0 < number < len(_OPTIONS):
            return _words(_INVAL, 0, kind, 0, 0) + _text(None)
        option = _OPTIONS[number]
        if action == 1 and not option.sensor:
            self.scanner.values[option.name] = _read_value(option, data)
        known = self.scanner.sensor(option.name) if option.sensor else self.scanner.values[option.name]
        body = _value_bytes(option, known, size)
        count = len(body) // (1 if option.kind == _STRING else 4)
        return _words(_GOOD, 0, option.kind, size, count) + body + _text(None)

    def _parameters(self, asked: _Reader) -> bytes:
        asked.word()
        columns, rows, color = self.scanner.size()
        return _words(_GOOD, int(color), 1, columns * (3 if color else 1), columns, rows, 8)

    def _start(self, asked: _Reader) -> bytes:
        """A page begins, or cannot; its bytes come on a connection of their own."""
        asked.word()
        status = self._feed()
        if status != _GOOD:
            return _words(status, 0, 0x1234) + _text(None)
        self._page += 1
        return _words(_GOOD, self.deliver(self._records(self._page)), 0x1234) + _text(None)

    def _feed(self) -> int:
        """A sheet goes in, or the other side of the same."""
        machine = self.scanner
        source = machine.values["source"]
        if machine.cover_open:
            return _COVER_OPEN
        if source == "Flatbed":
            return _GOOD
        if source == "ADF Duplex" and self._side == 1:
            self._side = 2
            return _GOOD
        if machine.sheets == 0:
            return _NO_DOCS
        machine.sheets -= 1
        machine.fed += 1
        self._side = 1
        if machine.double_at and machine.fed >= machine.double_at:
            machine.double = True
            machine.sheets = max(0, machine.sheets - 1)
        return _GOOD

    def _cancel(self, asked: _Reader) -> bytes:
        asked.word()
        self._page += 1
        self._side = 0
        return _words(0)

    def _records(self, page: int) -> Iterator[bytes]:
        """The rows of one page in records, then a record that says how it ended; b"" while it stands still."""
        machine = self.scanner
        columns, rows, color = machine.size()
        row = columns * (3 if color else 1)
        broken = machine.double or _from(machine.jam_at, machine.fed)
        halts = _from(machine.stop_at, machine.fed) or self._fault is Fault.NO_ANSWER
        cuts = _from(machine.cut_at, machine.fed)
        half = broken or halts or cuts
        total = row * (rows // 2 if half else rows - machine.short_by)
        printed = machine.printed and machine.printed(machine.fed, max(1, self._side), machine.size())
        for at in range(0, total, _RECORD):
            size = min(_RECORD, total - at)
            part = printed[at : at + size] if printed else bytes((at // row + n) % 251 for n in range(size))
            yield struct.pack(">I", len(part)) + part
            if self._page != page:
                return
        while halts and self._page == page:
            yield b""
        if not (halts or cuts):
            yield struct.pack(">IB", _END, _JAMMED if broken else _EOF)


def _from(number: int, fed: int) -> bool:
    return bool(number) and fed >= number


def _words(*words: int) -> bytes:
    return struct.pack(f">{len(words)}i", *words)


def _text(text: str | None) -> bytes:
    if text is None:
        return _words(0)
    data = text.encode("latin-1") + b"\0"
    return _words(len(data)) + data


def _descriptor(option: _Option) -> bytes:
    size = max((len(word) + 1 for word in option.words), default=4)
    cap = _SOFT_DETECT | (0 if option.sensor or not option.name else _SOFT_SELECT)
    kind = _STRINGS if option.words else _RANGE if option.span else _NO_CONSTRAINT
    head = _text(option.name) + _text(option.name) + _text(option.name)
    head += _words(option.kind, option.unit, size, cap, kind)
    if option.words:
        listed = b"".join(_text(word) for word in option.words)
        return head + _words(len(option.words) + 1) + listed + _text(None)
    if option.span:
        scale = 65536 if option.kind == _FIXED else 1
        return head + _words(0, int(option.span[0] * scale), int(option.span[1] * scale), 0)
    return head


def _read_value(option: _Option, data: bytes) -> bool | int | float | str:
    if option.kind == _STRING:
        return data.split(b"\0")[0].decode("latin-1")
    word = struct.unpack(">i", data[:4])[0]
    return word / 65536 if option.kind == _FIXED else int(word)


def _value_bytes(option: _Option, value: bool | float | str, size: int) -> bytes:  # noqa: FBT001 - an option's
    if isinstance(value, str):
        return value.encode("latin-1").ljust(size, b"\0")[:size]
    return _words(round(value * 65536) if option.kind == _FIXED else int(value))
