"""A card reader behind PC/SC as a driver sees it: what is there, a card to wait for, commands to it.

Shared by every driver whose port is `pcsc:…`. Trouble on the way is a `CardError`, which is a completion
in the making; what the reader is like now is a `Status`.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from typing import Final

from drivers import apdu as iso
from drivers.apdu import Answer
from drivers.codes import Code
from drivers.table.serving import Refused
from drivers.transport import card_words as words
from drivers.transport.base import Connection, WireError
from drivers.transport.card_words import Flag, Look, Outcome, Reply, read_look
from drivers.types import (
    Action,
    Actor,
    CompletionCode,
    Context,
    DeviceEvent,
    DeviceState,
    Json,
    Status,
)

EVENTS: Final = (
    "serviceLost",
    "serviceRestored",
    "readerAdded",
    "readerRemoved",
    "mediaInserted",
    "mediaRemoved",
)
"""What a slot tells between two looks."""
_LOOK_MS: Final = 2000
_CONNECT_MS: Final = 5000
_TRANSMIT_MS: Final = 3000
_POLL_MS: Final = 250
_FOLLOW_UPS: Final = 16
_BOUNCES: Final = 4
_UNSEEN: Final = -1
"""A spent card whose coming was not seen: the next one that is there is it."""


class CardError(Refused):
    """Why a card gave nothing. `sw`: its own status word in hex, empty when it said none."""

    def __init__(self, error: Code, code: CompletionCode, sw: str = "") -> None:
        evidence: dict[str, Json] = {"sw": sw} if sw else {}
        super().__init__(code, error, **evidence)


_CARD: Final = CompletionCode.COMMAND_ERROR_CODE
_NOT_READY: Final = CompletionCode.DEVICE_NOT_READY
_ERRORS: Final = {
    Outcome.SERVICE_DOWN: (Code.PCSC_SERVICE_DOWN, _NOT_READY),
    Outcome.NO_READER: (Code.PCSC_NO_READER, _NOT_READY),
    Outcome.SEVERAL_READERS: (Code.CONFIG_INVALID, _NOT_READY),
    Outcome.NO_CARD: (Code.CARD_REMOVED, _CARD),
    Outcome.REMOVED: (Code.CARD_REMOVED, _CARD),
    Outcome.IN_USE: (Code.CARD_IN_USE, _NOT_READY),
    Outcome.MUTE: (Code.CARD_MUTE, _CARD),
    Outcome.PROTOCOL: (Code.CARD_UNKNOWN_TYPE, CompletionCode.UNSUPPORTED_DATA),
    Outcome.FAULT: (Code.CARD_READ_FAILED, CompletionCode.HARDWARE_ERROR),
}
_TROUBLES: Final = {
    Outcome.SERVICE_DOWN: (DeviceState.OFFLINE, Code.PCSC_SERVICE_DOWN, Action.MAINTENANCE, Actor.TECHNICIAN),
    Outcome.NO_READER: (DeviceState.NO_DEVICE, Code.PCSC_NO_READER, Action.MAINTENANCE, Actor.STAFF),
    Outcome.SEVERAL_READERS: (
        DeviceState.OFFLINE,
        Code.CONFIG_INVALID,
        Action.CONFIGURATION,
        Actor.TECHNICIAN,
    ),
}
_SILENT: Final = (DeviceState.OFFLINE, Code.PROTOCOL_NO_ANSWER, Action.MAINTENANCE, Actor.TECHNICIAN)


def _as_wanted(ms: int) -> int:
    return ms


class Slot:
    """One reader. `within_ms`: how much of so many milliseconds the command at hand has left; no wait goes beyond it."""

    def __init__(
        self, connection: Connection, context: Context, within_ms: Callable[[int], int] = _as_wanted
    ) -> None:
        self._connection = connection
        self._context = context
        self._within_ms = within_ms
        self._seen: Reply | None = None
        self._there: Look | None = None
        self._spent: int | None = None
        self._looked = False
        self._connected = False

    @property
    def present(self) -> bool:
        """Whether a card was there at the last look."""
        return _media(self._there)

    def look(self) -> Reply | None:
        """Ask service and reader; tell what changed since last asked. None when the service does not answer."""
        before, first = (self._seen, self._there), not self._looked
        self._seen, self._looked = self._ask(words.LOOK, _LOOK_MS), True
        self._there = read_look(self._seen)
        if not first:
            for kind in _changes(before, (self._seen, self._there)):
                self._context.emit(DeviceEvent(kind))
        if not self.present:
            self._connected = False
        self._spent = _still_spent(self._spent, self._there)
        return self._seen

    def lies(self) -> bool | None:
        """Look whether a card is there; None when nobody can say."""
        self.look()
        return None if self._there is None else self.present

    def spend(self) -> None:
        """The card that is in was read: it does not count again before it was taken out.

        Left behind, it must not speak for the next citizen.
        """
        self._spent = self._there.comings if self._there is not None else _UNSEEN

    def status(self) -> Status:
        """Look, and say how the reader is."""
        seen = self.look()
        parts = self._parts()
        if seen is None or seen.outcome is not Outcome.OK:
            trouble = _SILENT if seen is None else _TROUBLES.get(seen.outcome, _SILENT)
            return Status(*trouble, parts)
        return Status(DeviceState.ONLINE, parts=parts)

    def wait_for_card(self, until_ms: int, *, fresh: bool = True) -> None:
        """Wait for a card; `fresh`: one that was not yet read. Raises `CardError` (`card.none` at `until_ms`, or what is wrong with the reader)."""
        prompted = False
        while True:
            seen = self.look()
            if seen is None:
                raise CardError(Code.PROTOCOL_NO_ANSWER, _NOT_READY)
            if seen.outcome is not Outcome.OK:
                raise CardError(*_ERRORS[seen.outcome])
            if self.present and not (fresh and self._spent is not None):
                return
            if not prompted:
                self._context.emit(DeviceEvent("removeCardPrompt" if self.present else "insertCard"))
                prompted = True
            left = until_ms - self._context.now_ms()
            if left <= 0:
                raise CardError(Code.CARD_NONE, CompletionCode.TIME_OUT)
            self._context.pause(min(_POLL_MS, left))

    def connect(self) -> bytes:
        """Power the card up, for us alone; return its ATR. Raises `CardError`."""
        return self._powered(words.CONNECT)

    def card(self, until_ms: int, *, fresh: bool = True) -> bytes:
        """Wait for a card and power it up; return its ATR. Raises `CardError`.

        A card that is just being put in, or was just exchanged, gets a few tries: its contacts bounce.
        """
        for _ in range(_BOUNCES):
            self.wait_for_card(until_ms, fresh=fresh)
            try:
                return self.connect()
            except CardError as error:
                if error.error not in (Code.CARD_MUTE, Code.CARD_REMOVED):
                    raise
            self._context.pause(_POLL_MS)
        self.wait_for_card(until_ms, fresh=fresh)
        return self.connect()

    def reset(self, *, cold: bool) -> bytes:
        """Reset the connected card; return its ATR. Raises `CardError`."""
        return self._powered(words.RESET_COLD if cold else words.RESET_WARM)

    def let_go(self) -> None:
        """Power the card down and leave it to others; a service that hangs is found out by the next look."""
        self._connected = False
        with contextlib.suppress(WireError):
            self._ask(words.LET_GO, _CONNECT_MS)

    def exchange(self, apdu: bytes) -> Answer:
        """Send one reading command, follow 61xx and 6Cxx. Raises `CardError`, `ForbiddenError`."""
        data = b""
        order = iso.checked(apdu)
        for _ in range(_FOLLOW_UPS):
            answer = self._transmit(order)
            data += answer.data
            following = iso.follow_up(order, answer.status)
            if following is None:
                return Answer(data, answer.status)
            order = following
        raise CardError(Code.CARD_READ_FAILED, _CARD)

    def _transmit(self, apdu: bytes) -> Answer:
        answer = iso.answer(self._order(words.TRANSMIT + apdu, _TRANSMIT_MS).data)
        if answer is None:
            raise CardError(Code.CARD_READ_FAILED, _CARD)
        return answer

    def _powered(self, order: bytes) -> bytes:
        atr = self._order(order, _CONNECT_MS).data
        self._connected = True
        return atr

    def _order(self, order: bytes, most_ms: int) -> Reply:
        """Give an order that must succeed. Raises `CardError`."""
        reply = self._ask(order, most_ms)
        if reply is None:
            self._connected = False
            raise CardError(Code.CARD_MUTE, _CARD)
        if reply.outcome is not Outcome.OK:
            self._connected = False
            raise CardError(*_ERRORS[reply.outcome])
        return reply

    def _ask(self, order: bytes, most_ms: int) -> Reply | None:
        self._connection.write(order)
        return words.read_reply(order, self._connection.read(words.MOST, max(1, self._within_ms(most_ms))))

    def _parts(self) -> dict[str, str]:
        seen = self._seen
        if seen is None or seen.outcome is Outcome.SERVICE_DOWN:
            service = "unknown" if seen is None else "down"
            return {"service": service, "media": "unknown", "chipPower": "unknown"}
        if self._there is None:
            names = seen.data.decode("utf-8", "replace").replace("\n", ", ")
            return {"service": "up", "media": "unknown", "chipPower": "unknown", "readers": names or "none"}
        media = "notPresent" if not self.present else "present" if self._spent is None else "mustRemove"
        reader = self._there.reader
        return {"service": "up", "reader": reader, "media": media, "chipPower": self._chip_power(self._there)}

    def _chip_power(self, there: Look) -> str:
        if not there.flags & Flag.PRESENT:
            return "noCard"
        if there.flags & Flag.MUTE:
            return "hardwareError"
        if there.flags & Flag.IN_USE:
            return "busy"
        return "online" if self._connected else "poweredOff"


def _still_spent(spent: int | None, there: Look | None) -> int | None:
    """Which card was read and is still in; a slot seen empty, or a card that came since, ends that."""
    if spent is None:
        return None
    if there is None:
        return _UNSEEN
    if spent == _UNSEEN and _media(there):
        return there.comings
    return spent if _media(there) and there.comings == spent else None


def _changes(before: tuple[Reply | None, Look | None], after: tuple[Reply | None, Look | None]) -> list[str]:
    """The events between two looks."""
    (was, was_there), (now, now_there) = before, after
    return [
        gained if holds else lost
        for gained, lost, held, holds in (
            ("serviceRestored", "serviceLost", _up(was), _up(now)),
            ("readerAdded", "readerRemoved", was_there is not None, now_there is not None),
            ("mediaInserted", "mediaRemoved", _media(was_there), _media(now_there)),
        )
        if held != holds
    ]


def _up(seen: Reply | None) -> bool:
    return seen is not None and seen.outcome is not Outcome.SERVICE_DOWN


def _media(there: Look | None) -> bool:
    return there is not None and bool(there.flags & Flag.PRESENT)
