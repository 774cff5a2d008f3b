"""The card's photograph, decoded by the hall's own licensed library, if it has one. See docs/hardware/samv.md.

The library is a C function, by default

    int hall_photo_decode(const unsigned char *coded, int coded_bytes, unsigned char *bgr, int bgr_bytes);

that turns the card's 1024 bytes into 102 x 126 pixels, rows from the top, blue-green-red, and returns 0.
Makers' functions have other shapes: a few lines of C make one of them into this.

It is loaded in a process of its own, one per photograph: a library that crashes or hangs costs the
photograph, never the card that was just read, nor the reader's driver.
"""

from __future__ import annotations

import ctypes
import os
import struct
import subprocess
import sys
import threading
import zlib
from typing import Final

from drivers.hardening import harden
from drivers.types import Context

WIDTH: Final = 102
HEIGHT: Final = 126
CODED_BYTES: Final = 1024
SYMBOL: Final = "hall_photo_decode"
_BGR_BYTES: Final = WIDTH * HEIGHT * 3
_LIMIT_MS: Final = 3000
_SLICE_S: Final = 0.05
_FAILED: Final = 70


class PhotoDecoder:
    """`path`: the library; empty for none. After a failure it is not asked again: the next start tries anew."""

    def __init__(self, path: str, context: Context) -> None:
        self._path = path
        self._context = context
        self.state = "ok" if path else "notSupported"
        """For the reader's status: notSupported, ok, failed."""

    def decode(self, coded: bytes) -> bytes:
        """A PNG, or b"" when there is none to be had: show a silhouette. May raise `Canceled`."""
        if self.state != "ok" or len(coded) != CODED_BYTES:
            return b""
        png = self._run(coded)
        if not png.startswith(b"\x89PNG"):
            self.state = "failed"
            return b""
        return png

    def _run(self, coded: bytes) -> bytes:
        process = subprocess.Popen(  # noqa: S603 - our own module
            [sys.executable, "-I", "-m", "drivers.id_card.photo", self._path],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        heard: list[bytes] = []
        talk = threading.Thread(target=lambda: heard.append(_talk(process, coded)), name="photo", daemon=True)
        talk.start()
        try:
            end_ms = self._context.now_ms() + _LIMIT_MS
            while talk.is_alive() and self._context.now_ms() < end_ms:
                self._context.check()
                talk.join(_SLICE_S)
        finally:
            process.kill()
            talk.join()
        return heard[0] if process.returncode == 0 else b""


def _talk(process: subprocess.Popen[bytes], coded: bytes) -> bytes:
    """Give the bytes, take the picture; a process that died meanwhile gives none."""
    try:
        return process.communicate(coded)[0]
    except OSError:
        return b""


def png(bgr: bytes) -> bytes:
    """The pixels as a PNG (RFC 2083), 8 bits a colour."""
    rows = bytearray()
    for start in range(0, _BGR_BYTES, WIDTH * 3):
        row = bytearray(bgr[start : start + WIDTH * 3])
        row[0::3], row[2::3] = row[2::3], row[0::3]
        rows += b"\0" + row
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(bytes(rows))), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in chunks)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def main(argv: list[str]) -> int:
    """`drivers.id_card.photo LIBRARY[:FUNCTION]`: 1024 bytes on stdin, a PNG on stdout."""
    harden()
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not get into the picture
    coded = sys.stdin.buffer.read(CODED_BYTES + 1)
    path, _, symbol = argv[1].partition(":")
    try:
        decode = getattr(ctypes.CDLL(path), symbol or SYMBOL)
    except (OSError, AttributeError):
        return _FAILED
    pixels = ctypes.create_string_buffer(_BGR_BYTES)
    if decode(ctypes.c_char_p(coded), len(coded), pixels, _BGR_BYTES) != 0:
        return _FAILED
    with out:
        out.write(png(pixels.raw))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
