"""Card readers behind the PC/SC service: `pcsc:READER NAME`, or `pcsc:` for the only one.

pyscard is called in a thread of its own, one order at a time: a card that falls mute, or a service that
hangs, holds that thread and nothing else (measured: no call of libpcsclite times out by itself). pyscard's
own monitors are not used: they die for good with the service. Here every look asks again, so that a service
or a reader that comes back is seen at once.
"""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable
from typing import Any, Final

from drivers.transport.base import Connection, WireError, WireReason
from drivers.transport.card_words import (
    CONNECT,
    LET_GO,
    LOOK,
    MOST,
    RESET_COLD,
    RESET_WARM,
    TRANSMIT,
    Flag,
    Outcome,
    Reply,
    write_reply,
)
from drivers.transport.failures import invalid

PREFIX: Final = "pcsc:"
_THREAD: Final = "pcsc"
_MOST_STUCK: Final = 16
_SLICE_S: Final = 0.05
_LATE_MS: Final = 1000
"""How long a new order waits for the answer to one that was given up."""


def open_pcsc(port: str, alive: Callable[[], None]) -> Connection:
    """Begin to serve one reader. Succeeds also while service or reader are away: a look tells that.

    Raises `WireError` INVALID without pyscard, and `RuntimeError` when too many calls hang: only a fresh
    process gets rid of those.
    """
    try:
        from smartcard import scard  # noqa: PLC0415 - only a device's own process loads it
    except ImportError as error:
        detail = f"{port}: the Python package pyscard is missing; run ./install.sh install"
        raise invalid(detail) from error
    if sum(thread.name == _THREAD for thread in threading.enumerate()) >= _MOST_STUCK:
        raise RuntimeError("too many calls of the card service hang")
    return PcscConnection(port, alive, scard)


class PcscConnection:
    """A `Connection` whose messages are those of `card_words`. Raises `WireError` STALLED while a call hangs."""

    def __init__(self, port: str, alive: Callable[[], None], scard: Any) -> None:  # noqa: ANN401 - a module
        self._port = port
        self._alive = alive
        self._orders: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._answers: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        self._waiting = False
        service = _Service(port.removeprefix(PREFIX).strip(), scard)
        threading.Thread(
            target=_serve, args=(service, self._orders, self._answers), name=_THREAD, daemon=True
        ).start()

    def write(self, data: bytes) -> None:
        """Give one order. Its answer is what `read` returns next; an older one is forgotten."""
        self._alive()
        if self.read(MOST, _LATE_MS) == b"" and self._waiting:
            detail = f"{self._port}: the card service does not come back from the last order; is pcscd well?"
            raise WireError(WireReason.STALLED, detail)
        self._waiting = True
        self._orders.put(data)

    def read(self, most: int, timeout_ms: int) -> bytes:
        """The answer to the last order; b"" when none comes within `timeout_ms`."""
        deadline = time.monotonic() + timeout_ms / 1000
        while self._waiting:
            self._alive()
            left = deadline - time.monotonic()
            try:
                answer = self._answers.get(timeout=max(0.0, min(_SLICE_S, left)))
            except queue.Empty:
                if left <= 0:
                    break
                continue
            self._waiting = False
            return answer[:most]
        return b""

    def discard(self) -> None:
        """Forget an answer that came too late."""
        while not self._answers.empty():
            self._answers.get()
            self._waiting = False

    def close(self) -> None:
        """Let go of card and service, as soon as the last order is over."""
        self._orders.put(None)


def _serve(
    service: _Service, orders: queue.SimpleQueue[bytes | None], answers: queue.SimpleQueue[bytes]
) -> None:
    """The thread: one order after the other."""
    while (order := orders.get()) is not None:
        try:
            reply = service.obey(order)
        except Exception:  # noqa: BLE001 - pyscard raises SystemError and others when the service dies under it
            service.forget()
            reply = Reply(Outcome.SERVICE_DOWN)
        answers.put(write_reply(order, reply))
    service.forget()


class _Service:
    """One reader of the PC/SC service; in the thread only."""

    def __init__(self, wanted: str, scard: Any) -> None:  # noqa: ANN401 - a module without types
        self._wanted = wanted
        self._scard = scard
        self._context: Any = None
        self._card: Any = None
        self._protocol = 0
        self._reader = ""
        self._known = _outcomes(scard)

    def obey(self, order: bytes) -> Reply:
        """Do one order."""
        if order == LOOK:
            known = self._context is not None
            seen = self._look()
            return self._look() if known and seen.outcome is Outcome.SERVICE_DOWN else seen
        if order == CONNECT:
            return self._connect()
        if order == LET_GO:
            self._let_go()
            return Reply(Outcome.OK)
        if self._card is None:
            return Reply(Outcome.REMOVED)
        if order in (RESET_COLD, RESET_WARM):
            return self._reset(cold=order == RESET_COLD)
        return self._transmit(order[1:]) if order[:1] == TRANSMIT else Reply(Outcome.FAULT)

    def forget(self) -> None:
        """Let go of everything; the service may be gone already."""
        self._let_go()
        if self._context is not None:
            self._scard.SCardReleaseContext(self._context)
            self._context = None

    def _look(self) -> Reply:
        found = self._choose()
        if found is not None:
            return found
        result, states = self._scard.SCardGetStatusChange(
            self._context, 0, [(self._reader, self._scard.SCARD_STATE_UNAWARE)]
        )
        if result != 0 or not states:
            return self._failed(result)
        state, flags = states[0][1], Flag(0)
        for bit, flag in (
            (self._scard.SCARD_STATE_PRESENT, Flag.PRESENT),
            (self._scard.SCARD_STATE_MUTE, Flag.MUTE),
            (self._scard.SCARD_STATE_EXCLUSIVE, Flag.IN_USE),
        ):
            flags |= flag if state & bit else Flag(0)
        if self._card is not None:
            flags &= ~Flag.IN_USE
        comings = (state >> 16 & 0xFFFF).to_bytes(2, "big")
        return Reply(Outcome.OK, bytes([flags]) + comings + self._reader.encode())

    def _choose(self) -> Reply | None:
        """Find the service and the reader; None when both are there."""
        if self._context is None:
            result, context = self._scard.SCardEstablishContext(self._scard.SCARD_SCOPE_SYSTEM)
            if result != 0:
                return self._failed(result)
            self._context = context
        result, names = self._scard.SCardListReaders(self._context, [])
        if result != 0:
            return self._failed(result)
        fitting = [name for name in names if fits(self._wanted, name)]
        if not fitting:
            return Reply(Outcome.NO_READER, "\n".join(names).encode())
        if len(fitting) > 1:
            return Reply(Outcome.SEVERAL_READERS, "\n".join(fitting).encode())
        self._reader = fitting[0]
        return None

    def _connect(self) -> Reply:
        self._let_go()
        found = self._choose()
        if found is not None:
            return found
        scard = self._scard
        result, card, protocol = scard.SCardConnect(
            self._context,
            self._reader,
            scard.SCARD_SHARE_EXCLUSIVE,
            scard.SCARD_PROTOCOL_T0 | scard.SCARD_PROTOCOL_T1,
        )
        if result != 0:
            return self._failed(result)
        self._card, self._protocol = card, protocol
        return self._answer_to_reset()

    def _reset(self, *, cold: bool) -> Reply:
        scard = self._scard
        result, protocol = scard.SCardReconnect(
            self._card,
            scard.SCARD_SHARE_EXCLUSIVE,
            scard.SCARD_PROTOCOL_T0 | scard.SCARD_PROTOCOL_T1,
            scard.SCARD_UNPOWER_CARD if cold else scard.SCARD_RESET_CARD,
        )
        if result != 0:
            return self._failed(result)
        self._protocol = protocol
        return self._answer_to_reset()

    def _answer_to_reset(self) -> Reply:
        result, _, _, _, atr = self._scard.SCardStatus(self._card)
        return Reply(Outcome.OK, bytes(atr)) if result == 0 else self._failed(result)

    def _transmit(self, apdu: bytes) -> Reply:
        scard = self._scard
        header = scard.SCARD_PCI_T0 if self._protocol == scard.SCARD_PROTOCOL_T0 else scard.SCARD_PCI_T1
        result, response = scard.SCardTransmit(self._card, header, list(apdu))
        return Reply(Outcome.OK, bytes(response)) if result == 0 else self._failed(result)

    def _let_go(self) -> None:
        card, self._card = self._card, None
        if card is not None:
            self._scard.SCardDisconnect(card, self._scard.SCARD_UNPOWER_CARD)

    def _failed(self, result: int) -> Reply:
        """What a PC/SC error means; after one that ends the context, the next order makes a new one."""
        outcome = self._known.get(result & 0xFFFFFFFF, Outcome.FAULT)
        if outcome is Outcome.SERVICE_DOWN:
            self.forget()
        elif outcome is not Outcome.OK:
            self._let_go()
        return Reply(outcome)


def fits(wanted: str, name: str) -> bool:
    """Whether a reader's name is the wanted one; the two numbers that the service appends may be left out.

    Only the first slot of a reader counts when the slot is not named.
    """
    if not wanted or wanted == name:
        return bool(wanted) or not name.endswith(" 01")
    head, _, slot = name.rpartition(" ")
    return slot == "00" and wanted in (head, head.rpartition(" ")[0])


def _outcomes(scard: Any) -> dict[int, Outcome]:  # noqa: ANN401 - a module without types
    """PC/SC's error numbers (pcsclite.h) as outcomes."""
    words = {
        Outcome.SERVICE_DOWN: "E_NO_SERVICE E_SERVICE_STOPPED F_COMM_ERROR E_INVALID_HANDLE F_INTERNAL_ERROR",
        Outcome.NO_READER: "E_NO_READERS_AVAILABLE E_UNKNOWN_READER E_READER_UNAVAILABLE",
        Outcome.NO_CARD: "E_NO_SMARTCARD",
        Outcome.REMOVED: "W_REMOVED_CARD W_RESET_CARD E_NOT_TRANSACTED",
        Outcome.IN_USE: "E_SHARING_VIOLATION",
        Outcome.MUTE: "W_UNRESPONSIVE_CARD W_UNPOWERED_CARD E_TIMEOUT",
        Outcome.PROTOCOL: "E_PROTO_MISMATCH W_UNSUPPORTED_CARD E_UNKNOWN_CARD",
    }
    return {
        getattr(scard, f"SCARD_{name}") & 0xFFFFFFFF: outcome
        for outcome, names in words.items()
        for name in names.split()
        if hasattr(scard, f"SCARD_{name}")
    }
