"""What every reader of ID cards does alike: settings and orders, the card's image opened, its answer written."""

from __future__ import annotations

import struct
from abc import abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import ClassVar, Final, TypeVar

from drivers.id_card.layouts import TEXT_BYTES, Card, Kind, decode
from drivers.id_card.photo import PhotoDecoder
from drivers.id_card.words import Trouble
from drivers.options import Options, Rule, Text
from drivers.table.serving import Operation, Refused, ServingDriver
from drivers.types import Command, Json

_T = TypeVar("_T")
IMAGE_BYTES: Final = 4 + TEXT_BYTES + 1024
"""Two lengths, text, photo: what one reading gives, whatever reader it comes from."""
READING_MS: Final = 4000
"""Kept free at the end of a command for reading the card that is found last."""
PHOTO_LIBRARY: Final[Mapping[str, Rule]] = {"photo_library": Text()}
"""The setting that every reader has."""


@dataclass(frozen=True)
class Reading:
    """A card, its coded photo, and the address written later (`new_address`) where that can be had."""

    card: Card
    photo: bytes = field(repr=False)
    newer: Mapping[str, str] = field(default_factory=dict, repr=False)


class IdReader(ServingDriver):
    """Operation of every reader: `read_card` {wait_ms, photo}; `orders` adds a kind's own. `rules`: its settings."""

    rules: ClassVar[Mapping[str, Rule]] = PHOTO_LIBRARY
    events: ClassVar[tuple[str, ...]] = ("insertCard", "cardDetected", "cardRead", "removeCardPrompt")

    def configure(self, options: Mapping[str, Json]) -> None:
        """Read the settings. Raises `OptionError`."""
        self.own = Options(options, self.rules)
        self.decoder = PhotoDecoder(self.own.text("photo_library"), self.context)

    def operations(self) -> Mapping[str, Operation]:
        """The operations by name."""
        return {"read_card": Operation(self._read_card, {"photo": bool, "wait_ms": int}), **self.orders()}

    def orders(self) -> Mapping[str, Operation]:
        """What this kind of reader does beside that."""
        return {}

    def facts(self) -> dict[str, Json]:
        """The cards it knows; `photo` as in the status; `needs_removal` of a card before it is found again."""
        cards: list[Json] = [kind.value for kind in Kind]
        return {"cards": cards, "photo": self.decoder.state, "needs_removal": True}

    @abstractmethod
    def read(self, command: Command) -> Reading | Trouble:
        """Wait for a card and read it. Whole or not at all."""

    def _read_card(self, command: Command) -> dict[str, Json]:
        """The photo only for whoever asks."""
        found = certain(self.read(command))
        if not command.args.get("photo"):
            return answer(found.card, b"", b"", found.newer)
        return answer(found.card, found.photo, self.decoder.decode(found.photo), found.newer)


def order(run: Callable[[Command], dict[str, Json] | Trouble], **args: type) -> Operation:
    """An operation that returns its result or why there is none."""
    return Operation(lambda command: certain(run(command)), args)


def certain(found: _T | Trouble) -> _T:
    """What was found. Raises `Refused` when that is a trouble."""
    if isinstance(found, Trouble):
        evidence: dict[str, Json] = {"sw": found.sw} if found.sw else {}
        raise Refused(found.code, found.error, **evidence)
    return found


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
