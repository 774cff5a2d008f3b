"""A document scanner below SANE: the other end of SANE's own network protocol (SANE Standard 1.06, chapter 5).

libsane's `net` backend reaches it as `net:127.0.0.N:twin`, so that driver, library and protocol are the real
ones. It has what SANE's own `test` backend has not: sensors, two sides, and trouble in the middle of a page.
"""

from __future__ import annotations

import contextlib
import os
import socket
import struct
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final, Self

from drivers.sim.base import Hand

PORT: Final = 6566
"""sane-port; libsane's net backend knows no other."""
_BOOL, _INT, _FIXED, _STRING = range(4)
_MM, _DPI = 3, 4
_SOFT_SELECT, _SOFT_DETECT = 1, 4
_NO_CONSTRAINT, _RANGE, _STRINGS = 0, 1, 3
_GOOD, _INVAL, _JAMMED, _NO_DOCS, _COVER_OPEN = 0, 4, 6, 7, 8
_EOF: Final = 5
_END: Final = 0xFFFFFFFF
_SOURCES: Final = ("Flatbed", "ADF Front", "ADF Back", "ADF Duplex")
_RECORD: Final = 32_768
_WAIT_S: Final = 0.05


@dataclass
class Scanner:
    """The machine and what people do at it. `sheets`: in the feeder.

    `jam_at`, `double_at`, `stop_at`, `cut_at`: from the sheet of that number on it jams half-way, takes two
    sheets, stands still, or loses the line half-way. `short_by`: rows that are missing at the end of a page.
    """

    sheets: int = 0
    cover_open: bool = False
    jam_at: int = 0
    double_at: int = 0
    stop_at: int = 0
    cut_at: int = 0
    short_by: int = 0
    double: bool = False
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
        return {"page-loaded": self.sheets > 0, "cover-open": self.cover_open, "double-feed": self.double}[
            name
        ]

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
    *(_Option(name, _BOOL, sensor=True) for name in ("page-loaded", "cover-open", "double-feed")),
)


class SaneScannerTwin:
    """The server, on a loopback address of its own; `device` is its SANE name, for as long as the block lasts."""

    def __init__(self, scanner: Scanner | None = None) -> None:
        self.machine = scanner or Scanner()
        self.address = ""
        self._listener: socket.socket | None = None
        self._sockets: list[socket.socket] = []
        self._gone = threading.Event()

    @property
    def device(self) -> str:
        """As `scanimage -L` would name it."""
        return f"net:{self.address}:twin"

    def __enter__(self) -> Self:
        self._gone.clear()
        self._listener = self._listen()
        threading.Thread(target=self._accept, args=(self._listener,), name="sane-twin", daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.unplug()

    def unplug(self) -> None:
        """The line is cut, in the middle of whatever passes."""
        self._gone.set()
        listener, self._listener = self._listener, None
        for sock in (*self._sockets, *([listener] if listener else [])):
            with contextlib.suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)
            sock.close()
        self._sockets.clear()

    def hands(self) -> Mapping[str, Hand]:
        """What a person can do at it."""

        def change(name: str, value: bool | int) -> str:  # noqa: FBT001 - a state of the machine
            setattr(self.machine, name, value)
            return f"{name} {value}"

        def right(_: str) -> str:
            self.machine.put_right()
            return "ok"

        return {
            "load": Hand("放几张纸:5", "put sheets in: 5", lambda text: change("sheets", int(text))),
            "jam": Hand("第几张卡住:2", "jam at sheet: 2", lambda text: change("jam_at", int(text or 1))),
            "double": Hand(
                "第几张粘两张:2", "two at sheet: 2", lambda text: change("double_at", int(text or 1))
            ),
            "cover": Hand("打开盖子", "open the cover", lambda _: change("cover_open", True)),  # noqa: FBT003
            "fine": Hand("恢复正常", "put everything right", right),
        }

    def _listen(self) -> socket.socket:
        """On the first free address of 127.0.0.0/8 after one made of this process's id."""
        for step in range(250):
            number = (os.getpid() + step) % 60_000 + 512
            address = f"127.7.{number >> 8}.{number & 255}"
            sock = socket.socket()
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                sock.bind((address, PORT))
            except OSError:
                sock.close()
                continue
            sock.listen()
            self.address = address
            return sock
        raise OSError("no loopback address has the port of SANE free")

    def _accept(self, listener: socket.socket) -> None:
        while not self._gone.is_set():
            try:
                sock, _ = listener.accept()
            except OSError:
                return
            self._sockets.append(sock)
            threading.Thread(target=self._serve, args=(sock,), name="sane-talk", daemon=True).start()

    def _serve(self, sock: socket.socket) -> None:
        """One client to its end."""
        with contextlib.suppress(OSError, EOFError), sock, sock.makefile("rb") as file:
            talk = _Talk(self.machine, sock, _Reader(file.read), self.address, self._gone)
            while talk.obey():
                pass


class _Reader:
    """Takes the protocol's words from a stream. Raises `EOFError` at its end."""

    def __init__(self, read: Callable[[int], bytes]) -> None:
        self._read = read

    def take(self, length: int) -> bytes:
        """So many bytes."""
        data = self._read(length)
        if len(data) < length:
            raise EOFError
        return data

    def word(self) -> int:
        """One word."""
        return int(struct.unpack(">i", self.take(4))[0])

    def text(self) -> str:
        """A text with its length before it."""
        return self.take(self.word()).rstrip(b"\0").decode("latin-1")


class _Talk:
    """What one client asks, answered in order."""

    def __init__(
        self, machine: Scanner, sock: socket.socket, reader: _Reader, address: str, gone: threading.Event
    ) -> None:
        self._machine = machine
        self._sock = sock
        self._in = reader
        self._address = address
        self._gone = gone
        self._canceled = threading.Event()
        self._side = 0

    def obey(self) -> bool:
        """One question; False when it was the last."""
        answers: dict[int, Callable[[], bytes]] = {
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
        answer = answers.get(self._in.word())
        if answer is None:
            return False
        self._sock.sendall(answer())
        return True

    def _init(self) -> bytes:
        version = self._in.word()
        self._in.text()
        return _words(_GOOD, version)

    def _devices(self) -> bytes:
        """A list that ends with a null: pointers are a word before what they point to, 1 for null."""
        named = b"".join(_text(word) for word in ("twin", "Hallkit", "Twin", "feeder scanner"))
        return _words(_GOOD, 2, 0) + named + _words(1)

    def _open(self) -> bytes:
        good = self._in.text() == "twin"
        return _words(_GOOD if good else _INVAL, 1) + _text(None)

    def _close(self) -> bytes:
        self._in.word()
        return _words(0)

    def _describe(self) -> bytes:
        self._in.word()
        return _words(len(_OPTIONS)) + b"".join(_words(0) + _descriptor(one) for one in _OPTIONS)

    def _control(self) -> bytes:
        _, number, action, kind, size = (self._in.word() for _ in range(5))
        data = self._in.take(self._in.word() * (1 if kind == _STRING else 4))
        if not 0 < number < len(_OPTIONS):
            return _words(_INVAL, 0, kind, 0, 0) + _text(None)
        option = _OPTIONS[number]
        if action == 1 and not option.sensor:
            self._machine.values[option.name] = _read_value(option, data)
        known = self._machine.sensor(option.name) if option.sensor else self._machine.values[option.name]
        body = _value_bytes(option, known, size)
        count = len(body) // (1 if option.kind == _STRING else 4)
        return _words(_GOOD, 0, option.kind, size, count) + body + _text(None)

    def _parameters(self) -> bytes:
        self._in.word()
        columns, rows, color = self._machine.size()
        return _words(_GOOD, int(color), 1, columns * (3 if color else 1), columns, rows, 8)

    def _start(self) -> bytes:
        """A page begins, or cannot; its bytes come on a connection of their own."""
        self._in.word()
        status = self._feed()
        if status != _GOOD:
            return _words(status, 0, 0x1234) + _text(None)
        self._canceled.clear()
        data = socket.socket()
        data.bind((self._address, 0))
        data.listen(1)
        threading.Thread(target=self._page, args=(data,), name="sane-page", daemon=True).start()
        return _words(_GOOD, data.getsockname()[1], 0x1234) + _text(None)

    def _feed(self) -> int:
        """A sheet goes in, or the other side of the same."""
        machine = self._machine
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

    def _cancel(self) -> bytes:
        self._in.word()
        self._canceled.set()
        self._side = 0
        return _words(0)

    def _page(self, listener: socket.socket) -> None:
        """The rows of one page in records, then a record that says how it ended."""
        with contextlib.suppress(OSError), listener:
            sock, _ = listener.accept()
            with sock:
                self._send_page(sock)

    def _send_page(self, sock: socket.socket) -> None:
        machine = self._machine
        columns, rows, color = machine.size()
        row = columns * (3 if color else 1)
        broken = machine.double or _from(machine.jam_at, machine.fed)
        halts = _from(machine.stop_at, machine.fed)
        cuts = _from(machine.cut_at, machine.fed)
        half = broken or halts or cuts
        total = row * (rows // 2 if half else rows - machine.short_by)
        for at in range(0, total, _RECORD):
            part = bytes((at // row + n) % 251 for n in range(min(_RECORD, total - at)))
            sock.sendall(struct.pack(">I", len(part)) + part)
            if self._canceled.is_set() or self._gone.is_set():
                return
        while halts and not (self._canceled.is_set() or self._gone.is_set()):
            self._gone.wait(_WAIT_S)
        if not (halts or cuts):
            sock.sendall(struct.pack(">IB", _END, _JAMMED if broken else _EOF))


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
