"""The driver of multi-in-one readers (多合一读卡器) on a serial line, for their ID card part."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from drivers.codes import Code
from drivers.id_card import multi_words
from drivers.id_card.dialogue import Dialogue
from drivers.id_card.frames import Frame
from drivers.id_card.layouts import UnknownCardError
from drivers.id_card.multi_words import MULTI, READ_ALL, RESET, VERSION, beep
from drivers.id_card.reading import PHOTO_LIBRARY, READING_MS, IdReader, Reading, open_image, order
from drivers.id_card.words import DESYNC, Trouble, status_of
from drivers.options import Number, Rule
from drivers.table.serving import Operation
from drivers.types import Command, CompletionCode, Json, Status
from drivers.waiting import waiting_end


class MultiInOneReader(IdReader):
    """Adds `beep` {ms, times}, `version`, and a beep for `identify`.

    One order finds, selects and reads; the newer address is not to be had over this protocol.
    Options: `poll_ms` between looks, `beep_ms` of the beep after a card was read (0: none), `photo_library`.
    """

    idle_ms: ClassVar[int] = 2000
    frame_label = staticmethod(multi_words.frame_label)
    unsupported: ClassVar[tuple[str, ...]] = (
        "read_new_address",
        "read_fingerprint_flag",
        "card_there",
        "sam_status",
        "sam_id",
    )
    events: ClassVar[tuple[str, ...]] = ("insertCard", "cardRead", "removeCardPrompt")
    rules: ClassVar[Mapping[str, Rule]] = {
        "poll_ms": Number(300, 300, 60_000),
        "beep_ms": Number(100, 0, 1000),
        **PHOTO_LIBRARY,
    }

    def configure(self, options: Mapping[str, Json]) -> None:
        """Read the settings. Raises `OptionError`."""
        self._dialogue = Dialogue(self.connection, self.context, MULTI, self.within_ms)
        self._parts = {"media": "unknown"}
        self._started = False
        super().configure(options)

    def orders(self) -> Mapping[str, Operation]:
        """What it does beside reading a card."""
        return {
            "beep": order(self._beep, ms=int, times=int),
            "identify": order(self._identify),
            "version": order(self._version),
        }

    def look(self) -> Status:
        """Ask who it is; one reset when it answers, but not that."""
        found = self._dialogue.ask(VERSION)
        if isinstance(found, Trouble) and found.sw:
            self._dialogue.ask(RESET)
            found = self._dialogue.ask(VERSION)
        return self._status(found)

    def tick(self) -> Status:
        """The same question again; the whole start after trouble."""
        return self._status(self._dialogue.ask(VERSION)) if self._started else self.look()

    def stop(self) -> None:
        """Nothing moves and nothing shines: forget what was read."""
        self._dialogue.forget()

    def clear(self) -> bool:
        """Nothing of a card is kept but what the port still holds."""
        self._dialogue.forget()
        return True

    def read(self, command: Command) -> Reading | Trouble:
        """Wait for a card and read it. Whole or not at all."""
        found = self._find(waiting_end(self.context, command, READING_MS))
        if isinstance(found, Trouble):
            if found.error.startswith("card.") and found.error != Code.CARD_NONE:
                self._parts["media"] = "mustRemove"
                self.emit("removeCardPrompt")
            return found
        self._parts["media"] = "mustRemove"
        self.emit("cardRead")
        if beep_ms := self.own.number("beep_ms"):
            self._dialogue.ask(beep(beep_ms, 1))
        return found

    # --- operations -------------------------------------------------------------------------

    def _beep(self, command: Command) -> dict[str, Json] | Trouble:
        ms, times = command.args.get("ms", 200), command.args.get("times", 1)
        if not isinstance(ms, int) or not isinstance(times, int) or ms > 2000 or not 1 <= times <= 10:
            return Trouble(Code.COMMAND_INVALID, CompletionCode.INVALID_DATA)
        done = self._dialogue.ask(beep(ms, times))
        return done if isinstance(done, Trouble) else {}

    def _identify(self, command: Command) -> dict[str, Json] | Trouble:
        """Three beeps."""
        del command
        done = self._dialogue.ask(beep(100, 3))
        return done if isinstance(done, Trouble) else {}

    def _version(self, command: Command) -> dict[str, Json] | Trouble:
        del command
        found = self._dialogue.ask(VERSION)
        return found if isinstance(found, Trouble) else {"version": version_text(found)}

    # --- steps ------------------------------------------------------------------------------

    def _find(self, end_ms: int) -> Reading | Trouble:
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
                self.emit("insertCard")
                prompted = True
            left = end_ms - self.context.now_ms()
            if left <= 0:
                return opened
            self.context.pause(min(self.own.number("poll_ms"), left))

    def _try(self) -> Reading | Trouble:
        found = self._dialogue.ask(READ_ALL)
        if isinstance(found, Trouble):
            return found
        try:
            return Reading(*open_image(found.body[2:]))
        except UnknownCardError:
            return Trouble(Code.CARD_UNKNOWN_TYPE, CompletionCode.UNSUPPORTED_DATA)
        except ValueError:
            return DESYNC

    def _status(self, found: Frame | Trouble) -> Status:
        self._started = isinstance(found, Frame)
        if isinstance(found, Frame):
            self._parts["version"] = version_text(found)
        trouble = found if isinstance(found, Trouble) else None
        return status_of(trouble, {**self._parts, "photo": self.decoder.state})


_TRY_AGAIN = {Code.CARD_NONE, Code.CARD_SELECT_FAILED, Code.CARD_READ_FAILED, Code.CARD_AUTH_FAILED}


def version_text(frame: Frame) -> str:
    """What the reader says it is: its text, or the bytes in hex when they are none."""
    data = frame.body[2:].rstrip(b"\0 ")
    return data.decode("ascii") if data.isascii() and data.decode("ascii").isprintable() else data.hex()
