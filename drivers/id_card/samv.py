"""The driver of SAM-V card readers on a serial line."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from typing import ClassVar

from drivers.codes import Code
from drivers.id_card import dialogue
from drivers.id_card.dialogue import (
    FIND,
    FINGERPRINT_BYTES,
    NEW_ADDRESS,
    READ,
    READ_WITH_FINGERPRINTS,
    RESET,
    SAM_ID,
    SELECT,
    STATUS,
    Dialogue,
    Question,
)
from drivers.id_card.frames import Frame
from drivers.id_card.layouts import Kind, UnknownCardError, decode_address
from drivers.id_card.reading import (
    IMAGE_BYTES,
    PHOTO_LIBRARY,
    READING_MS,
    IdReader,
    Reading,
    open_image,
    order,
)
from drivers.id_card.words import DESYNC, NO_CARD, NO_ITEM, SLOW, Trouble, status_of
from drivers.options import Number, Rule
from drivers.table.serving import Operation
from drivers.types import Command, CompletionCode, Json, Status
from drivers.waiting import waiting_end

_SAM_ID_TRIES = 3


class SamvReader(IdReader):
    """Adds `read_new_address`, `read_fingerprint_flag` {wait_ms}, `card_there`, `sam_status`, `sam_id`.

    Removal is told to whoever asks `card_there` only: to a search a card that was read answers "none", as no
    card does. Options: `poll_ms` between looks, `photo_library`.
    """

    idle_ms: ClassVar[int] = 2000
    frame_label = staticmethod(dialogue.frame_label)
    rules: ClassVar[Mapping[str, Rule]] = {"poll_ms": Number(300, 300, 60_000), **PHOTO_LIBRARY}
    events: ClassVar[tuple[str, ...]] = (*IdReader.events, "cardRemoved")

    def configure(self, options: Mapping[str, Json]) -> None:
        """Read the settings. Raises `OptionError`."""
        self._dialogue = Dialogue(self.connection, self.context, within_ms=self.within_ms)
        self._parts = {"media": "unknown"}
        self._started = False
        super().configure(options)

    def orders(self) -> Mapping[str, Operation]:
        """What it does beside reading a card."""
        return {
            "read_new_address": order(self._read_new_address),
            "read_fingerprint_flag": order(self._read_fingerprint_flag, wait_ms=int),
            "card_there": order(self._card_there),
            "sam_status": order(self._sam_status),
            "sam_id": order(self._sam_id),
        }

    def look(self) -> Status:
        """Ask the SAM how it is and who it is; one reset when its self-test had failed."""
        found = self._trouble(self._dialogue.ask(STATUS))
        if found and found.error == Code.SAM_SELF_TEST_FAILED:
            self._dialogue.ask(RESET)
            found = self._trouble(self._dialogue.ask(STATUS))
        self._started = found is None
        if self._started:
            identity = self._identity()
            self._parts["sam_id"] = sam_id_text(identity.data) if isinstance(identity, Frame) else "unknown"
        return self._status(found)

    def tick(self) -> Status:
        """One status question; the whole start again after trouble."""
        if not self._started:
            return self.look()
        found = self._trouble(self._dialogue.ask(STATUS))
        self._started = found is None
        return self._status(found)

    def stop(self) -> None:
        """Nothing moves and nothing shines: forget what was read."""
        self._dialogue.forget()

    def media_left(self) -> bool | None:
        """Whether a card lies on it."""
        there = self._where()
        return None if isinstance(there, Trouble) else there != "none"

    def clear(self) -> bool:
        """Nothing of a card is kept but what the port still holds."""
        self._dialogue.forget()
        return True

    def read(self, command: Command) -> Reading | Trouble:
        """Wait for a card, read it, ask for a newer address. Whole or not at all."""
        found = self._find_and_read(command, READ)
        if isinstance(found, Trouble):
            return found
        try:
            card, photo = open_image(found.data)
        except UnknownCardError:
            return self._give_up(Trouble(Code.CARD_UNKNOWN_TYPE, CompletionCode.UNSUPPORTED_DATA))
        except ValueError:
            return self._give_up(DESYNC)
        newer = self._newer_address() if card.kind in (Kind.RESIDENT, Kind.HK_MO_TW) else {}
        self._parts["media"] = "mustRemove"
        self.emit("cardRead")
        return Reading(card, photo, {} if isinstance(newer, Trouble) else newer)

    # --- operations -------------------------------------------------------------------------

    def _read_new_address(self, command: Command) -> dict[str, Json] | Trouble:
        """The address written after the card was made; "" when there is none.

        Right after `read_card` the card answers without being found again.
        """
        del command
        found = self._dialogue.ask(FIND)
        if isinstance(found, Trouble) and not _says(found, NO_CARD):
            return found
        self._dialogue.ask(SELECT)
        newer = self._newer_address()
        if not isinstance(newer, Trouble):
            return {**newer}
        return found if isinstance(found, Trouble) and newer.error == Code.CARD_READ_FAILED else newer

    def _read_fingerprint_flag(self, command: Command) -> dict[str, Json] | Trouble:
        """How many fingerprints the card holds. They cannot be counted without being sent; none is kept."""
        found = self._find_and_read(command, READ_WITH_FINGERPRINTS)
        if isinstance(found, Trouble):
            return found
        self._parts["media"] = "mustRemove"
        length = len(found.data) - IMAGE_BYTES - 2
        announced = int.from_bytes(found.data[4:6], "big")
        if announced != length or length % FINGERPRINT_BYTES:
            return self._give_up(DESYNC)
        self.emit("cardRead")
        return {"fingerprints": length // FINGERPRINT_BYTES}

    def _card_there(self, command: Command) -> dict[str, Json] | Trouble:
        """Which card lies there: `new`, `read` (to be lifted before it is found again) or `none`. Uses none up."""
        del command
        there = self._where()
        return there if isinstance(there, Trouble) else {"card": there}

    def _sam_status(self, command: Command) -> dict[str, Json] | Trouble:
        del command
        return self._trouble(self._dialogue.ask(STATUS)) or {"sam": "ok"}

    def _sam_id(self, command: Command) -> dict[str, Json] | Trouble:
        del command
        identity = self._identity()
        if isinstance(identity, Trouble):
            return identity
        return {"sam_id": sam_id_text(identity.data), "raw_hex": identity.data.hex()}

    # --- steps ------------------------------------------------------------------------------

    def _where(self) -> str | Trouble:
        """A card that was read is not found, but answers for its newer address as long as it lies there."""
        found = self._dialogue.ask(FIND)
        if isinstance(found, Frame):
            self._parts["media"] = "present"
            return "new"
        if not _says(found, NO_CARD):
            return found
        newer = self._newer_address()
        if not isinstance(newer, Trouble):
            self._parts["media"] = "mustRemove"
            return "read"
        if newer.error != Code.CARD_READ_FAILED:
            return newer
        if self._parts["media"] in ("present", "mustRemove"):
            self.emit("cardRemoved")
        self._parts["media"] = "notPresent"
        return "none"

    def _find_and_read(self, command: Command, question: Question) -> Frame | Trouble:
        """Wait for a card, then read it as `question` does."""
        found = self._find(waiting_end(self.context, command, READING_MS))
        if isinstance(found, Trouble):
            return found
        self._parts["media"] = "present"
        self.emit("cardDetected")
        read = self._select_and_read(question)
        return self._give_up(read) if isinstance(read, Trouble) else read

    def _newer_address(self) -> dict[str, str] | Trouble:
        """The address written later; "" when the card says that there is none."""
        newer = self._dialogue.ask(NEW_ADDRESS)
        if isinstance(newer, Frame):
            return {"new_address": decode_address(newer.data)}
        return {"new_address": ""} if _says(newer, NO_ITEM) else newer

    def _find(self, end_ms: int) -> Frame | Trouble:
        """Ask every `poll_ms` until a card lies there; a slow answer to an earlier command is let pass by first."""
        prompted = False
        while True:
            found = self._dialogue.ask(FIND)
            none = isinstance(found, Trouble) and _says(found, NO_CARD)
            if isinstance(found, Frame) or not (none or found == SLOW):
                return found
            if none and not prompted:
                self.emit("insertCard")
                prompted = True
            if none:
                self._parts["media"] = "notPresent"
            left = end_ms - self.context.now_ms()
            if left <= 0:
                return found
            self.context.pause(min(self.own.number("poll_ms"), left))

    def _select_and_read(self, question: Question) -> Frame | Trouble:
        """Select and read; a card that refused is tried once more, whatever find and select then say.

        A card in hand moves: what counts is whether its text comes whole.
        """
        first = self._dialogue.ask(SELECT)
        if isinstance(first, Frame):
            first = self._dialogue.ask(question)
        if isinstance(first, Frame) or not first.error.startswith("card."):
            return first
        self._dialogue.ask(FIND)
        self._dialogue.ask(SELECT)
        second = self._dialogue.ask(question)
        return second if isinstance(second, Frame) or not second.error.startswith("card.") else first

    def _give_up(self, found: Trouble) -> Trouble:
        """A card that failed has to be lifted before it is found again."""
        self._parts["media"] = "mustRemove"
        self.emit("removeCardPrompt")
        return found

    def _identity(self) -> Frame | Trouble:
        """The SAM's number, believed when two answers in a row agree: the first can be wrong."""
        last: Frame | Trouble = DESYNC
        for _ in range(_SAM_ID_TRIES):
            answer = self._dialogue.ask(SAM_ID)
            if isinstance(answer, Frame) and answer == last:
                return answer
            last = answer
        return last if isinstance(last, Trouble) else DESYNC

    def _status(self, found: Trouble | None) -> Status:
        return status_of(found, {**self._parts, "photo": self.decoder.state})

    @staticmethod
    def _trouble(answer: Frame | Trouble) -> Trouble | None:
        return answer if isinstance(answer, Trouble) else None


def sam_id_text(data: bytes) -> str:
    """16 bytes, little-endian, as printed on the module: 05.01-20120101-0000012345-1234567890."""
    kind, version, day, first, second = struct.unpack("<HHIII", data)
    return f"{kind:02d}.{version:02d}-{day:08d}-{first:010d}-{second:010d}"


def _says(found: Trouble, status: int) -> bool:
    return found.sw[4:] == f"{status:02x}"
