"""What every reader of ID cards does alike: the card's image opened, its answer written, orders checked."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from typing import Final

from drivers.codes import Code
from drivers.id_card.layouts import TEXT_BYTES, Card, decode
from drivers.types import Action, Actor, Command, DeviceState, Json, Status

IMAGE_BYTES: Final = 4 + TEXT_BYTES + 1024
"""Two lengths, text, photo: what one reading gives, whatever reader it comes from."""
READ_CARD: Final[Mapping[str, type]] = {"photo": bool, "wait_ms": int}
"""The arguments of `read_card`."""
READING_MS: Final = 4000
"""Kept free at the end of a command for reading the card that is found last."""


def open_image(data: bytes) -> tuple[Card, bytes]:
    """Card and photo. Raises `ValueError` when the lengths do not agree, `UnknownCardError`."""
    if len(data) < IMAGE_BYTES:
        raise ValueError("a card's image was cut off")
    text, photo = struct.unpack(">HH", data[:4])
    if text != TEXT_BYTES or 4 + text + photo != len(data):
        raise ValueError("the lengths of text and photo do not fit the image")
    return decode(data[4 : 4 + text]), data[4 + text :]


def answer(card: Card, photo: bytes, png: bytes, newer: Mapping[str, str]) -> dict[str, Json]:
    """The result of `read_card`. `photo`: the coded one, b"" when nobody asked; `png`: decoded, if it could be."""
    fields: dict[str, Json] = {**card.fields, **newer}
    result: dict[str, Json] = {"kind": card.kind.value, "fields": fields, "id_check_ok": card.number_ok}
    if photo:
        result["photo_hex"] = photo.hex()
    if png:
        result["photo_png_hex"] = png.hex()
    return result


def misconfigured(text: str) -> Status:
    """The status of a reader whose settings cannot be used; `text` says what to write instead."""
    parts = {"option": text}
    return Status(DeviceState.OFFLINE, Code.CONFIG_INVALID, Action.CONFIGURATION, Actor.TECHNICIAN, parts)


def wrong_argument(command: Command, known: Mapping[str, type]) -> str | None:
    """The name of an argument that the operation does not take, or whose value is nonsense."""
    for name, value in command.args.items():
        wanted = known.get(name)
        if wanted is None or type(value) is not wanted or (isinstance(value, int) and value < 0):
            return name
    return None
