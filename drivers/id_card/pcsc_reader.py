"""The driver of readers that show an ID card as a contact-less storage card to the PC/SC service.

The card's image is read in pages of 256 bytes, `FF B0 pp 00 00` for pp = 0 to 5; the last one holds 4 bytes.
Such a card is told by its ATR, written in hex: characters 26 to 29 are "9000".
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Final

from drivers.card_slot import CardError, Slot
from drivers.codes import Code
from drivers.id_card.layouts import Card, UnknownCardError
from drivers.id_card.photo import PhotoDecoder
from drivers.id_card.reading import (
    IMAGE_BYTES,
    READ_CARD,
    READING_MS,
    answer,
    misconfigured,
    open_image,
    wrong_argument,
)
from drivers.options import OptionError, Options, Rule, Text
from drivers.transport import card_words
from drivers.transport.base import Connection
from drivers.types import Command, Completion, CompletionCode, Context, DeviceEvent, Json, Status
from drivers.waiting import waiting_end

_RULES: Final[Mapping[str, Rule]] = {"photo_library": Text()}
_PAGE: Final = 256


class PcscIdReader:
    """Operation: `read_card` {wait_ms, photo}. The newer address is not to be had over this protocol.

    Option: `photo_library`.
    """

    idle_ms: ClassVar[int] = 1000
    side_effects: ClassVar[frozenset[str]] = frozenset()
    frame_label = staticmethod(card_words.frame_label)

    def __init__(self, connection: Connection, options: Mapping[str, Json], context: Context) -> None:
        self._context = context
        self._slot = Slot(connection, context)
        self._wrong_option = ""
        try:
            settings = Options(options, _RULES)
        except OptionError as error:
            self._wrong_option = str(error)
            settings = Options({}, _RULES)
        self._decoder = PhotoDecoder(settings.text("photo_library"), context)

    def start(self) -> Status:
        """Ask the service for the reader, and the reader for a card."""
        if self._wrong_option:
            return misconfigured(self._wrong_option)
        self._slot.end_ms = None
        found = self._slot.status()
        return Status(
            found.device,
            found.code,
            found.action,
            found.actor,
            {**found.parts, "sam": "unknown", "photo": self._decoder.state},
        )

    def idle(self) -> Status:
        """The same again."""
        return self.start()

    def stop(self) -> None:
        """Power the card down."""
        self._slot.let_go()

    def perform(self, command: Command) -> Completion:
        """Do one operation; `invalidData` for arguments it does not know."""
        if self._wrong_option:
            return Completion(command.id, CompletionCode.DEVICE_NOT_READY, Code.CONFIG_INVALID)
        if command.op != "read_card":
            return Completion(command.id, CompletionCode.UNSUPPORTED_COMMAND, Code.COMMAND_UNKNOWN)
        if (wrong := wrong_argument(command, READ_CARD)) is not None:
            return Completion(
                command.id, CompletionCode.INVALID_DATA, Code.COMMAND_INVALID, {"argument": wrong}
            )
        self._slot.begin(command)
        try:
            card, photo = self._read(command)
        except CardError as error:
            if self._slot.present:
                self._emit("removeCardPrompt")
            return error.completion(command)
        if not command.args.get("photo"):
            return Completion(command.id, CompletionCode.SUCCESS, result=answer(card, b"", b"", {}))
        result = answer(card, photo, self._decoder.decode(photo), {})
        return Completion(command.id, CompletionCode.SUCCESS, result=result)

    def _read(self, command: Command) -> tuple[Card, bytes]:
        """Wait for a card and read it, twice when it moved. Raises `CardError`."""
        until_ms = waiting_end(self._context, command, READING_MS)
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
                self._emit("cardRead")
                return card
        raise CardError(Code.CARD_REMOVED, CompletionCode.COMMAND_ERROR_CODE)

    def _image(self, until_ms: int) -> bytes:
        """All pages of the card that is there or comes. Raises `CardError`."""
        atr = self._slot.card(until_ms)
        self._emit("cardDetected")
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

    def _emit(self, kind: str) -> None:
        self._context.emit(DeviceEvent(kind))


def is_id_card(atr: bytes) -> bool:
    """Whether the reader says that an ID card lies on it."""
    return atr.hex()[26:30] == "9000"
