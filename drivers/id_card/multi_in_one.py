"""The driver of multi-in-one readers (多合一读卡器) on a serial line, for their ID card part."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from drivers.codes import Code
from drivers.id_card import multi_words
from drivers.id_card.dialogue import Dialogue
from drivers.id_card.frames import Frame
from drivers.id_card.layouts import Card, UnknownCardError
from drivers.id_card.multi_words import MULTI, READ_ALL, RESET, VERSION, beep
from drivers.id_card.photo import PhotoDecoder
from drivers.id_card.reading import READ_CARD, READING_MS, answer, misconfigured, open_image, wrong_argument
from drivers.id_card.words import DESYNC, Trouble, status_of
from drivers.options import Number, OptionError, Options, Rule, Text
from drivers.transport.base import Connection
from drivers.types import Command, Completion, CompletionCode, Context, DeviceEvent, Json, Status
from drivers.waiting import waiting_end

_RULES: dict[str, Rule] = {
    "poll_ms": Number(300, 300, 60_000),
    "beep_ms": Number(100, 0, 1000),
    "photo_library": Text(),
}
_ARGUMENTS: Mapping[str, Mapping[str, type]] = {"read_card": READ_CARD, "beep": {"ms": int, "times": int}}
_GRACE_MS = 200


class MultiInOneReader:
    """Operations: `read_card` {wait_ms, photo}, `beep` {ms, times}, `version`.

    One order finds, selects and reads; the newer address is not to be had over this protocol.
    Options: `poll_ms` between looks, `beep_ms` of the beep after a card was read (0: none), `photo_library`.
    """

    idle_ms: ClassVar[int] = 2000
    side_effects: ClassVar[frozenset[str]] = frozenset()
    frame_label = staticmethod(multi_words.frame_label)

    def __init__(self, connection: Connection, options: Mapping[str, Json], context: Context) -> None:
        self._context = context
        self._dialogue = Dialogue(connection, context, MULTI)
        self._parts = {"media": "unknown"}
        self._started = False
        self._wrong_option = ""
        try:
            settings = Options(options, _RULES)
        except OptionError as error:
            self._wrong_option = str(error)
            settings = Options({}, _RULES)
        self._poll_ms = settings.number("poll_ms")
        self._beep_ms = settings.number("beep_ms")
        self._decoder = PhotoDecoder(settings.text("photo_library"), context)

    def start(self) -> Status:
        """Ask who it is; one reset when it answers, but not that."""
        if self._wrong_option:
            return misconfigured(self._wrong_option)
        self._dialogue.end_ms = None
        found = self._dialogue.ask(VERSION)
        if isinstance(found, Trouble) and found.sw:
            self._dialogue.ask(RESET)
            found = self._dialogue.ask(VERSION)
        return self._status(found)

    def idle(self) -> Status:
        """The same question again; the whole start after trouble."""
        if not self._started:
            return self.start()
        self._dialogue.end_ms = None
        return self._status(self._dialogue.ask(VERSION))

    def stop(self) -> None:
        """Nothing moves and nothing shines: forget what was read."""
        self._dialogue.forget()

    def perform(self, command: Command) -> Completion:
        """Do one operation; `invalidData` for arguments it does not know."""
        if self._wrong_option:
            return Completion(command.id, CompletionCode.DEVICE_NOT_READY, Code.CONFIG_INVALID)
        operations = {"read_card": self._read_card, "beep": self._beep, "version": self._version}
        operation = operations.get(command.op)
        if operation is None:
            return Completion(command.id, CompletionCode.UNSUPPORTED_COMMAND, Code.COMMAND_UNKNOWN)
        wrong = wrong_argument(command, _ARGUMENTS.get(command.op, {}))
        if wrong is not None:
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
        """Wait for a card and read it. Whole or not at all."""
        opened = self._find(waiting_end(self._context, command, READING_MS))
        if isinstance(opened, Trouble):
            if opened.error.startswith("card.") and opened.error != Code.CARD_NONE:
                self._parts["media"] = "mustRemove"
                self._emit("removeCardPrompt")
            return opened
        card, photo = opened
        self._parts["media"] = "mustRemove"
        self._emit("cardRead")
        if self._beep_ms:
            self._dialogue.ask(beep(self._beep_ms, 1))
        if not command.args.get("photo"):
            return answer(card, b"", b"", {})
        return answer(card, photo, self._decoder.decode(photo), {})

    def _beep(self, command: Command) -> dict[str, Json] | Trouble:
        ms, times = command.args.get("ms", 200), command.args.get("times", 1)
        if not isinstance(ms, int) or not isinstance(times, int) or ms > 2000 or not 1 <= times <= 10:
            return Trouble(Code.COMMAND_INVALID, CompletionCode.INVALID_DATA)
        done = self._dialogue.ask(beep(ms, times))
        return done if isinstance(done, Trouble) else {}

    def _version(self, command: Command) -> dict[str, Json] | Trouble:
        del command
        found = self._dialogue.ask(VERSION)
        return found if isinstance(found, Trouble) else {"version": version_text(found)}

    # --- steps ------------------------------------------------------------------------------

    def _find(self, end_ms: int) -> tuple[Card, bytes] | Trouble:
        """Ask every `poll_ms` until a card was read; one that failed is tried once more."""
        prompted = failed = False
        while True:
            opened = self._try()
            if not isinstance(opened, Trouble) or opened.error not in _TRY_AGAIN:
                return opened
            none = opened.error == Code.CARD_NONE
            if not none and failed:
                return opened
            failed |= not none
            if none and not prompted:
                self._parts["media"] = "notPresent"
                self._emit("insertCard")
                prompted = True
            left = end_ms - self._context.now_ms()
            if left <= 0:
                return opened
            self._context.pause(min(self._poll_ms, left))

    def _try(self) -> tuple[Card, bytes] | Trouble:
        found = self._dialogue.ask(READ_ALL)
        if isinstance(found, Trouble):
            return found
        try:
            return open_image(found.body[2:])
        except UnknownCardError:
            return Trouble(Code.CARD_UNKNOWN_TYPE, CompletionCode.UNSUPPORTED_DATA)
        except ValueError:
            return DESYNC

    def _status(self, found: Frame | Trouble) -> Status:
        self._started = isinstance(found, Frame)
        if isinstance(found, Frame):
            self._parts["version"] = version_text(found)
        trouble = found if isinstance(found, Trouble) else None
        return status_of(trouble, {**self._parts, "photo": self._decoder.state})

    def _emit(self, kind: str) -> None:
        self._context.emit(DeviceEvent(kind))


_TRY_AGAIN = {Code.CARD_NONE, Code.CARD_SELECT_FAILED, Code.CARD_READ_FAILED, Code.CARD_AUTH_FAILED}


def version_text(frame: Frame) -> str:
    """What the reader says it is: its text, or the bytes in hex when they are none."""
    data = frame.body[2:].rstrip(b"\0 ")
    return data.decode("ascii") if data.isascii() and data.decode("ascii").isprintable() else data.hex()
