"""libsane by ctypes: the calls of the SANE standard 1.06 chapter 4, with numbers instead of messages.

Called in a process of its own only (`sane_worker`): a backend may hang, leak or crash. ctypes lets other
threads run during every call, which the usual Python binding does not do while it sets an option.
"""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from ctypes import POINTER, Structure, Union, byref, c_char_p, c_int, c_void_p
from dataclasses import dataclass
from typing import Any, ClassVar, Final

LIBRARY: Final = "libsane.so.1"
STATUSES: Final = (
    "good",
    "unsupported",
    "cancelled",
    "busy",
    "inval",
    "eof",
    "jammed",
    "noDocs",
    "coverOpen",
    "ioError",
    "noMemory",
    "denied",
)
"""SANE_Status by number."""
BOOL, INT, FIXED, STRING, BUTTON = range(5)
MM: Final = 3
GRAY, RGB = 0, 1
_GET, _SET = 0, 1
_SOFT_SELECT, _SOFT_DETECT, _INACTIVE = 1, 4, 32
_RANGE, _WORDS, _STRINGS = 1, 2, 3
_FIXED_ONE: Final = 65536.0
_MOST_OPTIONS: Final = 1000
_MOST_BYTES: Final = 65536

Value = bool | int | float | str


class SaneError(Exception):
    """A call failed. `status` is one of `STATUSES`, or "fault" for a number that the standard does not know."""

    def __init__(self, status: str, where: str) -> None:
        super().__init__(f"{where}: {status}")
        self.status = status
        self.where = where


class _Range(Structure):
    _fields_: ClassVar[Sequence[Any]] = [("least", c_int), ("most", c_int), ("step", c_int)]


class _Constraint(Union):
    _fields_: ClassVar[Sequence[Any]] = [
        ("strings", POINTER(c_char_p)),
        ("words", POINTER(c_int)),
        ("range", POINTER(_Range)),
    ]


class _Descriptor(Structure):
    _fields_: ClassVar[Sequence[Any]] = [
        ("name", c_char_p),
        ("title", c_char_p),
        ("desc", c_char_p),
        ("type", c_int),
        ("unit", c_int),
        ("size", c_int),
        ("cap", c_int),
        ("constraint_type", c_int),
        ("constraint", _Constraint),
    ]


class _Device(Structure):
    _fields_: ClassVar[Sequence[Any]] = [
        ("name", c_char_p),
        ("vendor", c_char_p),
        ("model", c_char_p),
        ("type", c_char_p),
    ]


class _Parameters(Structure):
    _fields_: ClassVar[Sequence[Any]] = [
        ("format", c_int),
        ("last_frame", c_int),
        ("bytes_per_line", c_int),
        ("pixels_per_line", c_int),
        ("lines", c_int),
        ("depth", c_int),
    ]


@dataclass(frozen=True)
class Frame:
    """What the backend says of the page under way. `rows` is -1 when it cannot know."""

    format: int
    row_bytes: int
    columns: int
    rows: int
    depth: int


@dataclass(frozen=True)
class Option:
    """One option of an open device. `choices` or `least`…`most` (with `step`, 0 for any) limit its value."""

    index: int
    name: str
    type: int
    unit: int
    size: int
    readable: bool
    writable: bool
    choices: tuple[Value, ...] = ()
    least: float | None = None
    most: float | None = None
    step: float = 0.0


class Library:
    """libsane, started. Raises `OSError` where it is not installed, `SaneError`."""

    def __init__(self) -> None:
        self._sane: Any = ctypes.CDLL(LIBRARY)
        self._sane.sane_get_option_descriptor.restype = POINTER(_Descriptor)
        version = c_int()
        check(self._sane.sane_init(byref(version), None), "init")

    def devices(self) -> list[str]:
        """The names of all devices, on the network too; some backends take seconds to look."""
        found = POINTER(POINTER(_Device))()
        check(self._sane.sane_get_devices(byref(found), 0), "devices")
        names: list[str] = []
        while found[len(names)]:
            names.append(_text(found[len(names)].contents.name))
        return names

    def open(self, name: str) -> Scanner:
        """Open one device."""
        handle = c_void_p()
        check(self._sane.sane_open(name.encode(), byref(handle)), "open")
        return Scanner(self._sane, handle)


class Scanner:
    """One open device. `cancel` may be called from any thread."""

    def __init__(self, sane: Any, handle: c_void_p) -> None:  # noqa: ANN401 - a library without types
        self._sane = sane
        self._handle = handle
        self._block = ctypes.create_string_buffer(_MOST_BYTES)
        self.options: dict[str, Option] = {}
        self.buttons: dict[str, int] = {}
        """What can be set off, by name: its number."""
        self.look()

    def look(self) -> None:
        """Read the list of options anew: setting one may change what others allow."""
        found: dict[str, Option] = {}
        buttons: dict[str, int] = {}
        for index in range(1, _MOST_OPTIONS):
            pointer = self._sane.sane_get_option_descriptor(self._handle, index)
            if not pointer:
                break
            told = pointer.contents
            if told.name and told.type == BUTTON and not told.cap & _INACTIVE:
                buttons[_text(told.name)] = index
            option = _option(index, told)
            if option is not None:
                found[option.name] = option
        self.options, self.buttons = found, buttons

    def get(self, name: str) -> Value:
        """The value of an option."""
        option = self.options[name]
        if option.type == STRING:
            text = ctypes.create_string_buffer(max(1, option.size))
            self._control(option.index, name, _GET, text)
            return _text(text.value)
        word = c_int()
        self._control(option.index, name, _GET, byref(word))
        return _value(option.type, word.value)

    def set(self, name: str, value: Value) -> Value:
        """Set an option; returns what the backend made of it."""
        option = self.options[name]
        if option.type == STRING:
            text = ctypes.create_string_buffer(str(value).encode(), max(option.size, len(str(value)) + 1))
            self._control(option.index, name, _SET, text)
        else:
            word = c_int(round(float(value) * _FIXED_ONE) if option.type == FIXED else int(value))
            self._control(option.index, name, _SET, byref(word))
        self.look()
        return self.get(name) if name in self.options and self.options[name].readable else value

    def press(self, name: str) -> None:
        """Set off what a button of the backend does; returns when that is done."""
        self._control(self.buttons[name], name, _SET, None)
        self.look()

    def start(self) -> Frame:
        """Begin a page. What is said of it then is exact (SANE 4.3.7)."""
        check(self._sane.sane_start(self._handle), "start")
        found = _Parameters()
        check(self._sane.sane_get_parameters(self._handle, byref(found)), "start")
        return Frame(found.format, found.bytes_per_line, found.pixels_per_line, found.lines, found.depth)

    def read(self) -> bytes | None:
        """The next bytes, perhaps none yet; None at the page's end."""
        length = c_int()
        status = self._sane.sane_read(self._handle, self._block, _MOST_BYTES, byref(length))
        if status == STATUSES.index("eof"):
            return None
        check(status, "read")
        return self._block.raw[: length.value]

    def cancel(self) -> None:
        """End the scan, also a finished one."""
        self._sane.sane_cancel(self._handle)

    def close(self) -> None:
        """Give the device back."""
        self._sane.sane_close(self._handle)

    def _control(self, index: int, name: str, action: int, value: object) -> None:
        info = c_int()
        check(self._sane.sane_control_option(self._handle, index, action, value, byref(info)), name)


def check(status: int, where: str) -> None:
    """Raise `SaneError` for anything but good."""
    if status != 0:
        raise SaneError(STATUSES[status] if 0 < status < len(STATUSES) else "fault", where)


def _option(index: int, found: Any) -> Option | None:  # noqa: ANN401 - a C structure
    """A named option that holds one value; None for groups, buttons and tables."""
    if not found.name or found.type not in (BOOL, INT, FIXED, STRING) or found.cap & _INACTIVE:
        return None
    if found.type != STRING and found.size > ctypes.sizeof(c_int):
        return None
    least: float | None = None
    most: float | None = None
    step = 0.0
    choices: tuple[Value, ...] = ()
    if found.constraint_type == _RANGE:
        span = found.constraint.range.contents
        least, most, step = (float(_value(found.type, word)) for word in (span.least, span.most, span.step))
    elif found.constraint_type == _WORDS:
        words = found.constraint.words
        choices = tuple(_value(found.type, words[at]) for at in range(1, words[0] + 1))
    elif found.constraint_type == _STRINGS:
        choices = _strings(found.constraint.strings)
    return Option(
        index,
        _text(found.name),
        found.type,
        found.unit,
        found.size,
        bool(found.cap & _SOFT_DETECT),
        bool(found.cap & _SOFT_SELECT),
        choices,
        least,
        most,
        step,
    )


def _strings(pointer: Any) -> tuple[Value, ...]:  # noqa: ANN401 - a C array that ends with null
    found: list[Value] = []
    while pointer[len(found)] is not None:
        found.append(_text(pointer[len(found)]))
    return tuple(found)


def _value(kind: int, word: int) -> Value:
    if kind == BOOL:
        return bool(word)
    return word / _FIXED_ONE if kind == FIXED else word


def _text(data: bytes | None) -> str:
    return (data or b"").decode("utf-8", "replace")
