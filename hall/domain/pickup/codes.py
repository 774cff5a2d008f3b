"""Codes of a parcel: for whoever picks it up, and for staff who put it in or take it back.

A code is made of the parcel's id with a key of the hall, so nobody guesses one from another. Its last sign is a check
sign (Luhn's over 32 signs): one wrong sign is known at once, on a terminal without the network too.
"""

from __future__ import annotations

import hmac
import re
from typing import Final

from hall.domain.cases.codes import ALPHABET
from hall.domain.cases.codes import LENGTH as CASE_LENGTH
from hall.domain.cases.codes import plain as case_code

RANDOM: Final = 8
"""40 bits; wrong ones are limited where they are typed."""
LENGTH: Final = RANDOM + 1
MOST: Final = CASE_LENGTH
"""A receipt's query code has one sign more, and opens the same door."""
_LINK: Final = re.compile(r"(?:https?://[!-~]+/p/)?([A-Za-z0-9 -]{9,13})")


def made(key: bytes, parcel: str, purpose: str) -> str:
    """The code of a parcel for a purpose; the same again for the same."""
    digest = hmac.digest(key, f"{purpose}|{parcel}".encode(), "sha256")
    signs = "".join(ALPHABET[byte % len(ALPHABET)] for byte in digest[:RANDOM])
    return signs + _check(signs)


def plain(text: str) -> str:
    """What was typed or scanned (the code, its link, a case's code or link), as a code; "" when it is none."""
    found = _LINK.fullmatch(text.strip())
    code = re.sub(r"[ -]", "", found[1]).upper() if found else ""
    whole = len(code) == LENGTH and all(sign in ALPHABET for sign in code)
    return code if whole and _check(code[:-1]) == code[-1] else case_code(text)


def grouped(code: str) -> str:
    """As it is shown: K7X-M4P-Q29; a case's code as on its receipt."""
    if len(code) == LENGTH:
        return "-".join((code[:3], code[3:6], code[6:]))
    return f"{code[:5]}-{code[5:]}" if len(code) == CASE_LENGTH else code


def keyed(key: bytes, code: str) -> str:
    """What a locker's unit knows of a code or of an ID number: a keyed hash (HMAC-SHA-256, hex) and nothing else."""
    return hmac.digest(key, code.encode(), "sha256").hex()


def parcel_link(base: str, code: str) -> str:
    """Where its holder's phone shows door and code."""
    return f"{base.rstrip('/')}/p/{code}"


def _check(signs: str) -> str:
    """Every other sign counts double, its two digits of base 32 added up."""
    size, total = len(ALPHABET), 0
    for place, sign in enumerate(reversed(signs)):
        value = ALPHABET.index(sign) * (2 - place % 2)
        total += value // size + value % size
    return ALPHABET[-total % size]
