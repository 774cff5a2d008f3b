"""What every driver of a chip-card reader does: status, the plain card operations, the frame around the rest."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Final

from drivers.apdu import ForbiddenError
from drivers.card_slot import EVENTS, Slot
from drivers.codes import Code
from drivers.options import Options
from drivers.table.serving import Operation, Refused, ServingDriver
from drivers.transport import card_words
from drivers.types import Command, CompletionCode, Json, Status
from drivers.waiting import waiting_end

READING_MS: Final = 5000
"""Kept free at the end of a command for reading the card that is put in last."""
WAITING: Final[Mapping[str, type]] = {"wait_ms": int}
"""The argument of an operation that waits for a card."""


class SmartCardReader(ServingDriver):
    """Operations: `connect` {wait_ms}, `transmit` {apdu_hex}, `reset` {cold}, `power_off`, `eject_prompt`.

    Only commands that read pass to a card: no PIN is ever tried. A class for a kind of card adds its own.
    """

    frame_label = staticmethod(card_words.frame_label)
    unsupported: ClassVar[tuple[str, ...]] = ("verify_pin",)
    events: ClassVar[tuple[str, ...]] = (
        "insertCard",
        "cardDetected",
        "cardRead",
        "removeCardPrompt",
        *EVENTS,
    )

    def configure(self, options: Mapping[str, Json]) -> None:
        """Read the settings. Raises `OptionError`."""
        self.slot = Slot(self.connection, self.context, self.within_ms)
        self.settings(options)

    def settings(self, options: Mapping[str, Json]) -> None:
        """Read the settings of a kind of card; here there are none. Raises `OptionError`."""
        Options(options, {})

    def operations(self) -> Mapping[str, Operation]:
        """What it can do. Operations raise `Refused`, of which `CardError` is one."""
        return {
            "connect": Operation(self._connect, WAITING),
            "transmit": Operation(self._transmit, {"apdu_hex": str}, ("apdu_hex",)),
            "reset": Operation(self._reset, {"cold": bool}),
            "power_off": Operation(self._power_off),
            "eject_prompt": Operation(self._eject_prompt),
        }

    def look(self) -> Status:
        """Ask the service for the reader, and the reader for a card: both may come and go."""
        return self.slot.status()

    def stop(self) -> None:
        """Power the card down."""
        self.slot.let_go()

    def facts(self) -> dict[str, Json]:
        """What PC/SC gives of any reader: no motor or latch is driven, and no PIN pad. Only reading commands pass."""
        return {
            "protocols": ["T=0", "T=1"],
            "share": "exclusive",
            "slots": 1,
            "motor": False,
            "latch": False,
            "pin_pad": False,
            "commands": "reading",
        }

    def media_left(self) -> bool | None:
        """Whether a card is in the slot."""
        return self.slot.lies()

    def clear(self) -> bool:
        """The card is powered down; nothing else is kept."""
        self.slot.let_go()
        return True

    def connected(self, command: Command, *, fresh: bool = True) -> bytes:
        """Wait for a card and power it up; return its ATR. Raises `CardError`."""
        atr = self.slot.card(waiting_end(self.context, command, READING_MS), fresh=fresh)
        self.emit("cardDetected")
        return atr

    def _connect(self, command: Command) -> dict[str, Json]:
        return {"atr": self.connected(command, fresh=False).hex()}

    def _transmit(self, command: Command) -> dict[str, Json]:
        try:
            found = self.slot.exchange(bytes.fromhex(str(command.args["apdu_hex"])))
        except ForbiddenError as error:
            raise _wrong(CompletionCode.UNSUPPORTED_DATA) from error
        except ValueError as error:
            raise _wrong(CompletionCode.INVALID_DATA) from error
        return {"data_hex": found.data.hex(), "sw": f"{found.status:04x}"}

    def _reset(self, command: Command) -> dict[str, Json]:
        return {"atr": self.slot.reset(cold=command.args.get("cold") is True).hex()}

    def _power_off(self, command: Command) -> dict[str, Json]:
        del command
        self.slot.let_go()
        return {}

    def _eject_prompt(self, command: Command) -> dict[str, Json]:
        """Ask for the card to be taken, if there is one; a slot without a motor cannot do more."""
        del command
        self.slot.let_go()
        present = self.slot.lies()
        if present:
            self.emit("removeCardPrompt")
        return {"present": present}


def _wrong(code: CompletionCode) -> Refused:
    return Refused(code, Code.COMMAND_INVALID, argument="apdu_hex")
