"""Mobile numbers of mainland China: 11 digits, 13 to 19 in front."""

from __future__ import annotations

import re

from hall.domain.phones import plain
from hall.domain.privacy import Phone
from kiosk.flows.touches import Digit, Erase
from kiosk.flows.visit import Event, Result, State, Visit, on

__all__ = ["DIGITS", "LENGTH", "START", "grouped", "plain", "problem", "typed"]
LENGTH = 11
START = "phone.start"
DIGITS = frozenset("0123456789")
_MOBILE = re.compile(r"1[3-9][0-9]{9}")


def problem(text: str) -> str:
    """Return "" for a mobile number, else what is the matter with it, as a dotted code."""
    digits = plain(text)
    if not digits:
        return "phone.empty"
    if not digits.isascii() or not digits.isdigit():
        return "phone.digits"
    if not ("1".startswith(digits[:1]) and (digits == "1" or digits[1] in "3456789")):
        return START
    if len(digits) < LENGTH:
        return "phone.short"
    return "" if _MOBILE.fullmatch(digits) else "phone.long"


def grouped(text: str) -> str:
    """Return the digits as people say them: 138 0000 1234."""
    digits = plain(text)
    return " ".join(part for part in (digits[:3], digits[3:7], digits[7:]) if part)


def typed(state: State, visit: Visit, event: Event) -> Result | None:
    """One digit of a phone number more, or less. A wrong beginning is said at once: no further digit mends it."""
    digits = visit.phone.reveal()
    match event:
        case Digit() if event.digit in DIGITS and len(digits) < LENGTH:
            digits += event.digit
        case Erase():
            digits = digits[:-1]
        case _:
            return None
    trouble = problem(digits)
    return on(state, phone=Phone(digits), problem=trouble if trouble == START else ""), ()
