"""The driver of readers that show an ID card as a contact-less storage card to the PC/SC service.

The card's image is read in pages of 256 bytes, `FF B0 pp 00 00` for pp = 0 to 5; the last one holds 4 bytes.
Such a card is told by its ATR, written in hex: characters 26 to 29 are "9000".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import ClassVar, Final

from drivers.card_slot import EVENTS, CardError, Slot
from drivers.codes import Code
from drivers.id_card.layouts import Card, UnknownCardError
from drivers.id_card.reading import IMAGE_BYTES, READING_MS, IdReader, Reading, open_image
from drivers.transport import card_words
from drivers.types import Command, CompletionCode, Json, Status
from drivers.waiting import waiting_end

_PAGE: Final = 256


class PcscIdReader(IdReader):
    """The newer address is not to be had over this protocol. Option: `photo_library`."""

    frame_label = staticmethod(card_words.frame_label)
    unsupported: ClassVar[tuple[str, ...]] = (
        "read_new_address",
        "read_fingerprint_flag",
        "card_there",
        "sam_status",
        "sam_id",
    )
    events: ClassVar[tuple[str, ...]] = (*IdReader.events, *EVENTS)

    def configure(self, options: Mapping[str, Json]) -> None:
        """Read the settings. Raises `OptionError`."""
        self._slot = Slot(self.connection, self.context, self.within_ms)
        super().configure(options)

    def look(self) -> Status:
        """Ask the service for the reader, and the reader for a card."""
        found = self._slot.status()
        return replace(found, parts={**found.parts, "sam": "unknown", "photo": self.decoder.state})

    def stop(self) -> None:
        """Power the card down."""
        self._slot.let_go()

    def media_left(self) -> bool | None:
        """Whether a card lies on it."""
        return self._slot.lies()

    def clear(self) -> bool:
        """The card is powered down; nothing else is kept."""
        self._slot.let_go()
        return True

    def read(self, command: Command) -> Reading:
        """Wait for a card and read it. Raises `CardError`."""
        try:
            return Reading(*self._read(command))
        except CardError:
            if self._slot.present:
                self.emit("removeCardPrompt")
            raise

    def _read(self, command: Command) -> tuple[Card, bytes]:
        """Wait for a card and read it, twice when it moved. Raises `CardError`."""
        until_ms = waiting_end(self.context, command, READING_MS)
        for last in (False, True):
            try:
                card = open_image(self._image(until_ms))
            except UnknownCardError as error:
                raise CardError(Code.CARD_UNKNOWN_TYPE, CompletionCode.UNSUPPORTED_DATA) from error
            except ValueError as error:
                raise CardError(Code.CARD_READ_FAILED, CompletionCode.COMMAND_ERROR_CODE) from error
            except CardError as error:
                if error.error is not Code.CARD_REMOVED or last:
                    raise
            else:
                self._slot.spend()
                self.emit("cardRead")
                return card
        raise CardError(Code.CARD_REMOVED, CompletionCode.COMMAND_ERROR_CODE)

    def _image(self, until_ms: int) -> bytes:
        """All pages of the card that is there or comes. Raises `CardError`."""
        atr = self._slot.card(until_ms)
        self.emit("cardDetected")
        try:
            if not is_id_card(atr):
                raise CardError(Code.CARD_UNKNOWN_TYPE, CompletionCode.UNSUPPORTED_DATA)
            return b"".join(self._page(page) for page in range(-(-IMAGE_BYTES // _PAGE)))
        finally:
            self._slot.let_go()

    def _page(self, page: int) -> bytes:
        found = self._slot.exchange(bytes([0xFF, 0xB0, page, 0x00, 0x00]))
        wanted = min(_PAGE, IMAGE_BYTES - _PAGE * page)
        if not found.ok or len(found.data) < wanted:
            raise CardError(Code.CARD_READ_FAILED, CompletionCode.COMMAND_ERROR_CODE, f"{found.status:04x}")
        return found.data[:wanted]


def is_id_card(atr: bytes) -> bool:
    """Whether the reader says that an ID card lies on it."""
    return atr.hex()[26:30] == "9000"
