"""Checksums as small makers use them. Pure."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final


def xor(data: bytes) -> int:
    """All bytes exclusive-or."""
    found = 0
    for byte in data:
        found ^= byte
    return found


def crc16(data: bytes, start: int = 0xFFFF) -> int:
    """CRC-16, polynomial 0x8005 reflected (0xA001). `start` 0xFFFF is Modbus, 0 is ARC (Onbon signs)."""
    found = start
    for byte in data:
        found ^= byte
        for _ in range(8):
            found = (found >> 1) ^ 0xA001 if found & 1 else found >> 1
    return found


CHECKS: Final[dict[str, Callable[[bytes], bytes]]] = {
    "sum": lambda data: bytes([sum(data) & 0xFF]),
    "xor": lambda data: bytes([xor(data)]),
    "lrc": lambda data: bytes([-sum(data) & 0xFF]),
    "crc16": lambda data: crc16(data).to_bytes(2, "little"),
    "crc16arc": lambda data: crc16(data, 0).to_bytes(2, "little"),
}
"""By name: the check's bytes. `lrc` makes the sum zero; both CRCs go low byte first."""

CHECK_BYTES: Final = {"sum": 1, "xor": 1, "lrc": 1, "crc16": 2, "crc16arc": 2}
