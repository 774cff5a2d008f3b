"""Clerks that sign in and out at a call box: login, their number, enter; logout. Pure.

The number is the one on the clerk's badge. A secret does not belong on a call box: there is no key for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

_LONGEST: Final = 8
_PATIENCE_MS: Final = 10_000


@dataclass(frozen=True)
class Signed:
    """`kind`: login, logout, or typing (a key that is only part of a number)."""

    kind: str
    clerk: str = ""


_TYPING: Final = Signed("typing")


class Signing:
    """One box. `numbered`: its keys can write a number; without them the login key alone signs in."""

    def __init__(self, *, numbered: bool) -> None:
        self.signed_in = False
        self._numbered = numbered
        self._typed: str | None = None
        self._last_ms = 0

    def press(self, key: str, at_ms: int) -> Signed | None:
        """What a key means for signing; None for a key that is about tickets. A number begun is dropped after 10 s."""
        if self._typed is not None and at_ms - self._last_ms > _PATIENCE_MS:
            self._typed = None
        self._last_ms = at_ms
        match key:
            case "login" if self._numbered:
                self._typed = ""
                return _TYPING
            case "login":
                return self._sign(Signed("login"))
            case "logout":
                return self._sign(Signed("logout"))
            case _:
                return None if self._typed is None else self._type(key, self._typed)

    def _type(self, key: str, typed: str) -> Signed | None:
        if key == "enter" and typed:
            return self._sign(Signed("login", typed))
        if key == "clear":
            self._typed = ""
            return _TYPING
        if key.isdecimal() and len(typed) < _LONGEST:
            self._typed = typed + key
            return _TYPING
        self._typed = None
        return None if not key.isdecimal() and key != "enter" else _TYPING

    def _sign(self, signed: Signed) -> Signed:
        self._typed = None
        self.signed_in = signed.kind == "login"
        return signed
