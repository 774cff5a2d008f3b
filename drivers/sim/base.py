"""What a twin is: a pure answering machine, and the line that carries its bytes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from drivers.sim.faults import Fault


class ServiceMissingError(OSError):
    """What a twin stands on (pcscd, libsane, aplay) is not on this machine; the text says what to install or start."""


@dataclass(frozen=True)
class Reply:
    """Bytes to send, `after_ms` milliseconds after the last reply went out."""

    data: bytes
    after_ms: int = 0


class Machine(Protocol):
    """The device's mind, no I/O: bytes in, replies out. Lines call it from one thread at a time."""

    @property
    def faults(self) -> frozenset[Fault]:
        """The faults it can show; a line refuses any other."""

    fault: Fault

    def feed(self, data: bytes) -> Iterable[Reply]:
        """Take bytes from the host, return what the device answers."""

    def unasked(self) -> Iterable[Reply]:
        """Bytes the device sends by itself since last asked (ASB, a scanned code)."""

    def power_on(self) -> None:
        """Forget half-received bytes: the plug went in."""


@dataclass(frozen=True)
class Hand:
    """Something a person can do at a machine. `do` gets the rest of the line, raises `ValueError` for nonsense.

    What `do` returns is told to that person; it runs under the line's lock.
    """

    zh: str
    en: str
    do: Callable[[str], str]


@runtime_checkable
class Handled(Protocol):
    """A machine that people can touch."""

    def hands(self) -> Mapping[str, Hand]:
        """What can be done, by verb: `press 5`, `open 3`."""


def done(do: Callable[[], None]) -> str:
    """A hand that has nothing to say."""
    do()
    return ""


def on(rest: str) -> bool:
    """`on` (or nothing) and `off`. Raises `ValueError` for any other word."""
    word = rest.strip() or "on"
    if word not in {"on", "off"}:
        raise ValueError("write on or off")
    return word == "on"
