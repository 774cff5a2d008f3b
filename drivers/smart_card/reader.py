"""What every driver of a chip-card reader does: status, the plain card operations, the frame around the rest."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import ClassVar

from drivers.apdu import ForbiddenError
from drivers.card_slot import CardError, Slot
from drivers.codes import Code
from drivers.options import OptionError
from drivers.transport import card_words
from drivers.transport.base import Connection
from drivers.types import (
    Action,
    Actor,
    Command,
    Completion,
    CompletionCode,
    Context,
    DeviceEvent,
    DeviceState,
    Json,
    Status,
)
from drivers.waiting import waiting_end

Operation = Callable[[Command], dict[str, Json]]
READING_MS = 5000
"""Kept free at the end of a command for reading the card that is put in last."""


class WrongArgumentError(ValueError):
    """An argument that the operation does not take, or whose value is nonsense; the text is its name."""


class SmartCardReader:
    """Operations: `connect` {wait_ms}, `transmit` {apdu_hex}, `reset` {cold}, `power_off`, `eject_prompt`.

    Only commands that read pass to a card: no PIN is ever tried. A class for a kind of card adds its own.
    """

    idle_ms: ClassVar[int] = 1000
    side_effects: ClassVar[frozenset[str]] = frozenset()
    frame_label = staticmethod(card_words.frame_label)

    def __init__(self, connection: Connection, options: Mapping[str, Json], context: Context) -> None:
        self.context = context
        self.slot = Slot(connection, context)
        self._wrong_option = ""
        try:
            self.configure(options)
        except OptionError as error:
            self._wrong_option = str(error)

    def configure(self, options: Mapping[str, Json]) -> None:
        """Read the settings; here there are none. Raises `OptionError`."""
        if options:
            raise OptionError(f"options.{next(iter(options))} is not a setting of this driver: remove it")

    def operations(self) -> Mapping[str, Operation]:
        """What it can do. Operations raise `CardError`, `WrongArgumentError`, `ForbiddenError`."""
        return {
            "connect": self._connect,
            "transmit": self._transmit,
            "reset": self._reset,
            "power_off": self._power_off,
            "eject_prompt": self._eject_prompt,
        }

    def start(self) -> Status:
        """Ask the service for the reader, and the reader for a card."""
        if self._wrong_option:
            parts = {"option": self._wrong_option}
            return Status(
                DeviceState.OFFLINE, Code.CONFIG_INVALID, Action.CONFIGURATION, Actor.TECHNICIAN, parts
            )
        self.slot.end_ms = None
        return self.slot.status()

    def idle(self) -> Status:
        """The same again: service and reader may come and go."""
        return self.start()

    def stop(self) -> None:
        """Power the card down."""
        self.slot.let_go()

    def perform(self, command: Command) -> Completion:
        """Do one operation."""
        if self._wrong_option:
            return Completion(command.id, CompletionCode.DEVICE_NOT_READY, Code.CONFIG_INVALID)
        operation = self.operations().get(command.op)
        if operation is None:
            return Completion(command.id, CompletionCode.UNSUPPORTED_COMMAND, Code.COMMAND_UNKNOWN)
        self.slot.begin(command)
        try:
            return Completion(command.id, CompletionCode.SUCCESS, result=operation(command))
        except CardError as error:
            return error.completion(command)
        except WrongArgumentError as wrong:
            said: dict[str, Json] = {"argument": str(wrong)}
            return Completion(command.id, CompletionCode.INVALID_DATA, Code.COMMAND_INVALID, said)
        except ForbiddenError:
            said = {"argument": "apdu_hex"}
            return Completion(command.id, CompletionCode.UNSUPPORTED_DATA, Code.COMMAND_INVALID, said)

    def connected(self, command: Command, *, fresh: bool = True) -> bytes:
        """Wait for a card and power it up; return its ATR. Raises `CardError`, `WrongArgumentError`."""
        take(command, wait_ms=int)
        atr = self.slot.card(waiting_end(self.context, command, READING_MS), fresh=fresh)
        self.emit("cardDetected")
        return atr

    def emit(self, kind: str) -> None:
        """Tell an event."""
        self.context.emit(DeviceEvent(kind))

    def _connect(self, command: Command) -> dict[str, Json]:
        return {"atr": self.connected(command, fresh=False).hex()}

    def _transmit(self, command: Command) -> dict[str, Json]:
        take(command, apdu_hex=str)
        try:
            apdu = bytes.fromhex(str(command.args.get("apdu_hex", "")))
        except ValueError as error:
            raise WrongArgumentError("apdu_hex") from error
        found = self.slot.exchange(apdu)
        return {"data_hex": found.data.hex(), "sw": f"{found.status:04x}"}

    def _reset(self, command: Command) -> dict[str, Json]:
        take(command, cold=bool)
        return {"atr": self.slot.reset(cold=command.args.get("cold") is True).hex()}

    def _power_off(self, command: Command) -> dict[str, Json]:
        take(command)
        self.slot.let_go()
        return {}

    def _eject_prompt(self, command: Command) -> dict[str, Json]:
        """Ask for the card to be taken; a slot without a motor cannot do more."""
        take(command)
        self.slot.let_go()
        self.emit("removeCardPrompt")
        return {"present": self.slot.present}


def take(command: Command, **known: type) -> None:
    """Refuse an argument that is not known or of another type. Raises `WrongArgumentError`."""
    for name, value in command.args.items():
        wanted = known.get(name)
        if wanted is None or type(value) is not wanted or (isinstance(value, int) and value < 0):
            raise WrongArgumentError(name)
