"""IPP messages as bytes (RFC 8010); numbers of operations, states and tags from RFC 8011. No I/O here."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import IntEnum, unique
from typing import Final

Value = int | bool | str | bytes


@unique
class Operation(IntEnum):
    """What is asked (RFC 8011 table 22)."""

    CREATE_JOB = 0x0005
    SEND_DOCUMENT = 0x0006
    CANCEL_JOB = 0x0008
    GET_JOB_ATTRIBUTES = 0x0009
    GET_JOBS = 0x000A
    GET_PRINTER_ATTRIBUTES = 0x000B


@unique
class JobState(IntEnum):
    """RFC 8011 5.3.7."""

    PENDING = 3
    HELD = 4
    PROCESSING = 5
    STOPPED = 6
    CANCELED = 7
    ABORTED = 8
    COMPLETED = 9

    @property
    def over(self) -> bool:
        """Whether nothing more will come of this job."""
        return self >= JobState.CANCELED


OPERATION_GROUP, JOB_GROUP, END, PRINTER_GROUP = 0x01, 0x02, 0x03, 0x04
INTEGER, BOOLEAN, ENUM = 0x21, 0x22, 0x23
TEXT, NAME, KEYWORD, URI, CHARSET, LANGUAGE, MIME = 0x41, 0x42, 0x44, 0x45, 0x47, 0x48, 0x49
_WITH_LANGUAGE: Final = (0x35, 0x36)
_COLLECTION, _COLLECTION_END = 0x34, 0x37
_LAST_DELIMITER: Final = 0x0F
_OUT_OF_BAND_END: Final = 0x20
_STRINGS: Final = range(0x40, 0x60)
NOT_FOUND: Final = 0x0406
NOT_AUTHORIZED: Final = (0x0401, 0x0402, 0x0403)
NOT_POSSIBLE: Final = 0x0404
NOT_ACCEPTING: Final = 0x0506
FORMAT_NOT_SUPPORTED: Final = 0x040A
SERVER_ERRORS: Final = 0x0500
"""From here on it is the queue's own trouble (RFC 8011 4.1.6, appendix B)."""
STAPLE: Final = 4
"""finishings (RFC 8011 5.2.6)."""
_MOST_DEPTH: Final = 16


class IppError(Exception):
    """Bytes that are no IPP message."""


@dataclass(frozen=True)
class Attribute:
    """One attribute of a request: its values all have one tag."""

    name: str
    tag: int
    values: tuple[Value, ...]


@dataclass(frozen=True)
class Answer:
    """A response. `groups`: tag and attributes of each, in order; a value nobody can use here is bytes."""

    status: int
    request: int
    groups: tuple[tuple[int, Mapping[str, tuple[Value, ...]]], ...] = field(repr=False)

    @property
    def good(self) -> bool:
        """Whether it was done (RFC 8011 4.1.6.1: 0x0000 to 0x00FF)."""
        return self.status < 0x0100

    def group(self, tag: int) -> list[Mapping[str, tuple[Value, ...]]]:
        """All groups of one kind."""
        return [attributes for kind, attributes in self.groups if kind == tag]


def attribute(name: str, tag: int, *values: Value) -> Attribute:
    """An attribute with one value or several."""
    return Attribute(name, tag, values)


def request(
    operation: Operation, number: int, first: Iterable[Attribute], job: Iterable[Attribute] = ()
) -> bytes:
    """A whole request; a document follows behind it where the operation has one."""
    out = struct.pack(">BBHI", 2, 0, operation, number) + bytes([OPERATION_GROUP])
    common = (
        attribute("attributes-charset", CHARSET, "utf-8"),
        attribute("attributes-natural-language", LANGUAGE, "en"),
    )
    out += b"".join(_encode(one) for one in (*common, *first))
    described = b"".join(_encode(one) for one in job)
    return out + (bytes([JOB_GROUP]) + described if described else b"") + bytes([END])


def _encode(one: Attribute) -> bytes:
    out = b""
    name = one.name.encode()
    for value in one.values:
        data = _value_bytes(one.tag, value)
        out += struct.pack(">BH", one.tag, len(name)) + name + struct.pack(">H", len(data)) + data
        name = b""  # further values of the same attribute have no name
    return out


def _value_bytes(tag: int, value: Value) -> bytes:
    if tag == BOOLEAN:
        return bytes([bool(value)])
    if isinstance(value, int):
        return struct.pack(">i", value)
    return value.encode() if isinstance(value, str) else value


def answer(data: bytes) -> Answer:
    """Read a response. Raises `IppError` for anything that is none."""
    if len(data) < 9 or data[0] not in (1, 2):
        raise IppError("too short, or of another version")
    status, number = struct.unpack_from(">HI", data, 2)
    groups: list[tuple[int, dict[str, tuple[Value, ...]]]] = []
    name = ""
    for tag, raw_name, value in _fields(data, 8):
        if tag <= _LAST_DELIMITER:
            groups.append((tag, {}))
            name = ""
            continue
        if not groups:
            raise IppError("a value before its group")
        known = groups[-1][1]
        if raw_name:
            name = _text(raw_name)
            known[name] = ()
        if not name:
            raise IppError("a value without a name")
        if tag >= _OUT_OF_BAND_END:
            known[name] = (*known[name], _value(tag, value))
    return Answer(status, number, tuple(groups))


def _fields(data: bytes, at: int) -> Iterator[tuple[int, bytes, bytes]]:
    """Tags with names and values up to the end tag; collections count as one value without contents."""
    depth = 0
    while True:
        if at >= len(data):
            raise IppError("no end")
        tag = data[at]
        at += 1
        if tag == END:
            break
        if tag <= _LAST_DELIMITER:
            yield tag, b"", b""
            continue
        name, at = _counted(data, at)
        value, at = _counted(data, at)
        if depth == 0 and tag != _COLLECTION_END:
            yield tag, name, value
        depth += {_COLLECTION: 1, _COLLECTION_END: -1}.get(tag, 0)
        if not 0 <= depth <= _MOST_DEPTH:
            raise IppError("collections that do not close")
    if depth:
        raise IppError("a collection without end")


def _counted(data: bytes, at: int) -> tuple[bytes, int]:
    if at + 2 > len(data):
        raise IppError("cut off")
    length = struct.unpack_from(">H", data, at)[0]
    end = at + 2 + length
    if end > len(data):
        raise IppError("cut off")
    return data[at + 2 : end], end


def _value(tag: int, data: bytes) -> Value:
    if tag in (INTEGER, ENUM):
        if len(data) != 4:
            raise IppError("a number that is none")
        return int.from_bytes(data, "big", signed=True)
    if tag == BOOLEAN:
        return data == b"\x01"
    if tag in _WITH_LANGUAGE:
        _, at = _counted(data, 0)
        return _text(_counted(data, at)[0])
    return _text(data) if tag in _STRINGS else data


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")


def texts(attributes: Mapping[str, tuple[Value, ...]], name: str) -> tuple[str, ...]:
    """The text values of an attribute."""
    return tuple(value for value in attributes.get(name, ()) if isinstance(value, str))


def number(attributes: Mapping[str, tuple[Value, ...]], name: str) -> int | None:
    """The first number of an attribute; None when it has none."""
    return next((int(value) for value in attributes.get(name, ()) if isinstance(value, int)), None)
