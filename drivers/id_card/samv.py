"""The driver of SAM-V card readers on a serial line."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from typing import ClassVar

from drivers.codes import Code
from drivers.id_card import dialogue
from drivers.id_card.dialogue import FIND, NEW_ADDRESS, READ, RESET, SAM_ID, SELECT, STATUS, Dialogue
from drivers.id_card.frames import Frame
from drivers.id_card.layouts import Kind, UnknownCardError, decode_address
from drivers.id_card.photo import PhotoDecoder
from drivers.id_card.reading import READ_CARD, READING_MS, answer, misconfigured, open_image, wrong_argument
from drivers.id_card.words import DESYNC, NO_CARD, NO_ITEM, Trouble, status_of
from drivers.options import Number, OptionError, Options, Rule, Text
from drivers.transport.base import Connection
from drivers.types import (
    Command,
    Completion,
    CompletionCode,
    Context,
    DeviceEvent,
    Json,
    Status,
)
from drivers.waiting import waiting_end

_RULES: dict[str, Rule] = {"poll_ms": Number(300, 300, 60_000), "photo_library": Text()}
_GRACE_MS = 200
_SAM_ID_TRIES = 3


class SamvReader:
    """Operations: `read_card` {wait_ms, photo}, `read_new_address`, `sam_status`, `sam_id`.

    Removal cannot be told: a card that was read answers "none" until it was lifted, and so does no card.
    """

    idle_ms: ClassVar[int] = 2000
    side_effects: ClassVar[frozenset[str]] = frozenset()
    frame_label = staticmethod(dialogue.frame_label)

    def __init__(self, connection: Connection, options: Mapping[str, Json], context: Context) -> None:
        self._context = context
        self._dialogue = Dialogue(connection, context)
        self._parts = {"media": "unknown"}
        self._started = False
        self._wrong_option = ""
        try:
            settings = Options(options, _RULES)
        except OptionError as error:
            self._wrong_option = str(error)
            settings = Options({}, _RULES)
        self._poll_ms = settings.number("poll_ms")
        self._decoder = PhotoDecoder(settings.text("photo_library"), context)

    def start(self) -> Status:
        """Ask the SAM how it is and who it is; one reset when its self-test had failed."""
        if self._wrong_option:
            return misconfigured(self._wrong_option)
        self._dialogue.end_ms = None
        found = self._trouble(self._dialogue.ask(STATUS))
        if found and found.error == Code.SAM_SELF_TEST_FAILED:
            self._dialogue.ask(RESET)
            found = self._trouble(self._dialogue.ask(STATUS))
        self._started = found is None
        if self._started:
            identity = self._identity()
            self._parts["sam_id"] = sam_id_text(identity.data) if isinstance(identity, Frame) else "unknown"
        return status_of(found, {**self._parts, "photo": self._decoder.state})

    def idle(self) -> Status:
        """One status question; the whole start again after trouble."""
        if not self._started:
            return self.start()
        self._dialogue.end_ms = None
        found = self._trouble(self._dialogue.ask(STATUS))
        self._started = found is None
        return status_of(found, {**self._parts, "photo": self._decoder.state})

    def stop(self) -> None:
        """Nothing moves and nothing shines: forget what was read."""
        self._dialogue.forget()

    def perform(self, command: Command) -> Completion:
        """Do one operation; `invalidData` for arguments it does not know."""
        if self._wrong_option:
            return Completion(command.id, CompletionCode.DEVICE_NOT_READY, Code.CONFIG_INVALID)
        operations = {
            "read_card": self._read_card,
            "read_new_address": self._read_new_address,
            "sam_status": self._sam_status,
            "sam_id": self._sam_id,
            "card_there": self._card_there,
        }
        operation = operations.get(command.op)
        if operation is None:
            return Completion(command.id, CompletionCode.UNSUPPORTED_COMMAND, Code.COMMAND_UNKNOWN)
        known = READ_CARD if command.op == "read_card" else {}
        if (wrong := wrong_argument(command, known)) is not None:
            return Completion(
                command.id, CompletionCode.INVALID_DATA, Code.COMMAND_INVALID, {"argument": wrong}
            )
        self._dialogue.end_ms = (
            self._context.now_ms() + command.timeout_ms - min(_GRACE_MS, command.timeout_ms // 4)
        )
        try:
            found = operation(command)
        finally:
            self._dialogue.end_ms = None
        if isinstance(found, Trouble):
            evidence: dict[str, Json] = {"sw": found.sw} if found.sw else {}
            return Completion(command.id, found.code, found.error, evidence=evidence)
        return Completion(command.id, CompletionCode.SUCCESS, result=found)

    # --- operations -------------------------------------------------------------------------

    def _read_card(self, command: Command) -> dict[str, Json] | Trouble:
        """Wait for a card, read it, ask for a newer address. Whole or not at all."""
        found = self._find(waiting_end(self._context, command, READING_MS))
        if isinstance(found, Trouble):
            return found
        self._emit("cardDetected")
        found = self._select_and_read()
        if isinstance(found, Trouble):
            return self._give_up(found)
        try:
            card, photo = open_image(found.data)
        except UnknownCardError:
            return self._give_up(Trouble(Code.CARD_UNKNOWN_TYPE, CompletionCode.UNSUPPORTED_DATA))
        except ValueError:
            return self._give_up(DESYNC)
        newer = self._newer_address() if card.kind in (Kind.RESIDENT, Kind.HK_MO_TW) else {}
        self._parts["media"] = "mustRemove"
        self._emit("cardRead")
        if not command.args.get("photo"):
            return answer(card, b"", b"", newer)
        return answer(card, photo, self._decoder.decode(photo), newer)

    def _newer_address(self) -> dict[str, str]:
        """The address written later; "" when the card says that there is none, nothing when it says nothing."""
        newer = self._dialogue.ask(NEW_ADDRESS)
        if isinstance(newer, Frame):
            return {"new_address": decode_address(newer.data)}
        return {"new_address": ""} if _says(newer, NO_ITEM) else {}

    def _read_new_address(self, command: Command) -> dict[str, Json] | Trouble:
        """The address written after the card was made; "" when there is none.

        Right after `read_card` the card answers without being found again.
        """
        del command
        found = self._dialogue.ask(FIND)
        if isinstance(found, Trouble) and not _says(found, NO_CARD):
            return found
        self._dialogue.ask(SELECT)
        newer = self._dialogue.ask(NEW_ADDRESS)
        if isinstance(newer, Frame):
            return {"new_address": decode_address(newer.data)}
        if _says(newer, NO_ITEM):
            return {"new_address": ""}
        return found if isinstance(found, Trouble) and newer.error == Code.CARD_READ_FAILED else newer

    def _card_there(self, command: Command) -> dict[str, Json] | Trouble:
        """Which card lies there: `new`, `read` (to be lifted before it is found again) or `none`. Uses none up.

        A card that was read is not found, but answers for its newer address as long as it lies there.
        """
        del command
        found = self._dialogue.ask(FIND)
        if isinstance(found, Frame):
            return {"card": "new"}
        if not _says(found, NO_CARD):
            return found
        newer = self._dialogue.ask(NEW_ADDRESS)
        if isinstance(newer, Frame) or _says(newer, NO_ITEM):
            return {"card": "read"}
        return {"card": "none"} if newer.error == Code.CARD_READ_FAILED else newer

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

    def _find(self, end_ms: int) -> Frame | Trouble:
        """Ask every `poll_ms` until a card lies there."""
        prompted = False
        while True:
            found = self._dialogue.ask(FIND)
            if isinstance(found, Frame) or not _says(found, NO_CARD):
                return found
            self._parts["media"] = "notPresent"
            if not prompted:
                self._emit("insertCard")
                prompted = True
            left = end_ms - self._context.now_ms()
            if left <= 0:
                return found
            self._context.pause(min(self._poll_ms, left))

    def _select_and_read(self) -> Frame | Trouble:
        """Select and read; a card that refused is tried once more, whatever find and select then say.

        A card in hand moves: what counts is whether its text comes whole.
        """
        first = self._dialogue.ask(SELECT)
        if isinstance(first, Frame):
            first = self._dialogue.ask(READ)
        if isinstance(first, Frame) or not first.error.startswith("card."):
            return first
        self._dialogue.ask(FIND)
        self._dialogue.ask(SELECT)
        second = self._dialogue.ask(READ)
        return second if isinstance(second, Frame) or not second.error.startswith("card.") else first

    def _give_up(self, found: Trouble) -> Trouble:
        """A card that failed has to be lifted before it is found again."""
        self._parts["media"] = "mustRemove"
        self._emit("removeCardPrompt")
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

    def _emit(self, kind: str) -> None:
        self._context.emit(DeviceEvent(kind))

    @staticmethod
    def _trouble(answer: Frame | Trouble) -> Trouble | None:
        return answer if isinstance(answer, Trouble) else None


def sam_id_text(data: bytes) -> str:
    """16 bytes, little-endian, as printed on the module: 05.01-20120101-0000012345-1234567890."""
    kind, version, day, first, second = struct.unpack("<HHIII", data)
    return f"{kind:02d}.{version:02d}-{day:08d}-{first:010d}-{second:010d}"


def _says(found: Trouble, status: int) -> bool:
    return found.sw[4:] == f"{status:02x}"
