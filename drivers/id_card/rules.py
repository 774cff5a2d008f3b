"""What a card's values mean: number, dates, expiry. Pure; the date of today is handed in."""

from __future__ import annotations

import re
from datetime import date

from drivers.citizen import citizen_number_ok

LONG_TERM = "长期"
_FOREIGN_2017 = re.compile(r"[A-Z]{3}[0-9]{12}")
_DATE = re.compile(r"([0-9]{4})[-./年]?([0-9]{2})[-./月]?([0-9]{2})日?")


def number_ok(kind: str, number: str) -> bool:
    """Whether nothing speaks against a number of that kind of card.

    The 2017 foreigner's number (kind I: 3 letters, 12 digits) is judged by its form only.
    """
    if kind == "I":
        return _FOREIGN_2017.fullmatch(number) is not None
    return citizen_number_ok(number) and (kind != "Y" or number.startswith("9"))


def card_date(text: str) -> date | None:
    """A date as cards have it (20300101, 2030.01.01, 2030年01月01日); None for 长期 and for nonsense."""
    match = _DATE.fullmatch("".join(text.split()))
    if match is None:
        return None
    try:
        return date(*(int(group) for group in match.groups()))
    except ValueError:
        return None


def expired(valid_to: str, today: date) -> bool | None:
    """Whether the last valid day is over; None when the card does not say. 长期 never expires."""
    if valid_to.strip() == LONG_TERM:
        return False
    last = card_date(valid_to)
    return None if last is None else today > last
