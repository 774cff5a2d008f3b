"""What runs in zbar's process: reads grey pixels from a memfd, answers with the codes. Started by `Zbar` alone."""

from __future__ import annotations

import ctypes
import json
import mmap
import socket
import sys

from pyzbar import wrapper

from drivers.code_reader.zbar import KINDS, LENGTH, REQUEST
from drivers.hardening import harden

_GREY = int.from_bytes(b"Y800", "little")
_ENABLE = 0
_BINARY = 4
"""ZBAR_CFG_BINARY: without it zbar guesses a charset and changes the bytes."""


class Scanner:
    """zbar's scanner, set to the wanted kinds."""

    def __init__(self) -> None:
        self._scanner = wrapper.zbar_image_scanner_create()
        self._wanted = -1

    def want(self, wanted: int) -> None:
        """`wanted`: bits in the order of `KINDS`."""
        if wanted == self._wanted:
            return
        wrapper.zbar_image_scanner_set_config(self._scanner, 0, _ENABLE, 0)
        for at, number in enumerate(KINDS.values()):
            wrapper.zbar_image_scanner_set_config(self._scanner, number, _ENABLE, wanted >> at & 1)
        wrapper.zbar_image_scanner_set_config(self._scanner, 0, _BINARY, 1)
        self._wanted = wanted

    def scan(self, pixels: bytes, rows: int, columns: int) -> list[list[object]]:
        """Kind's number, bytes in hex, points of the outline."""
        image = wrapper.zbar_image_create()
        try:
            wrapper.zbar_image_set_format(image, _GREY)
            wrapper.zbar_image_set_size(image, columns, rows)
            address = ctypes.cast(ctypes.c_char_p(pixels), ctypes.c_void_p)
            wrapper.zbar_image_set_data(image, address, len(pixels), None)
            if wrapper.zbar_scan_image(self._scanner, image) < 0:
                return []
            return list(_symbols(image))
        finally:
            wrapper.zbar_image_destroy(image)


def _symbols(image: object) -> list[list[object]]:
    found: list[list[object]] = []
    symbol = wrapper.zbar_image_first_symbol(image)
    while symbol:
        data = ctypes.string_at(
            wrapper.zbar_symbol_get_data(symbol), wrapper.zbar_symbol_get_data_length(symbol)
        )
        points = [
            (wrapper.zbar_symbol_get_loc_x(symbol, at), wrapper.zbar_symbol_get_loc_y(symbol, at))
            for at in range(wrapper.zbar_symbol_get_loc_size(symbol))
        ]
        number = symbol.contents.type
        if number in KINDS.values() and data:
            found.append([number, data.hex(), points])
        symbol = wrapper.zbar_symbol_next(symbol)
    return found


def main(arguments: list[str]) -> int:
    """Serve until the other end closes."""
    harden()
    scanner = Scanner()
    memory = int(arguments[2])
    with socket.socket(fileno=int(arguments[1])) as line:
        while request := line.recv(REQUEST.size, socket.MSG_WAITALL):
            rows, columns, wanted = REQUEST.unpack(request)
            with mmap.mmap(memory, rows * columns, prot=mmap.PROT_READ) as shared:
                pixels = shared[:]
            scanner.want(wanted)
            answer = json.dumps(scanner.scan(pixels, rows, columns)).encode()
            line.sendall(LENGTH.pack(len(answer)) + answer)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
