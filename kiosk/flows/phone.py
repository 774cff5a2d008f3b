"""Mobile numbers of mainland China: 11 digits, 13 to 19 in front."""

from __future__ import annotations

import re

LENGTH = 11
_MOBILE = re.compile(r"1[3-9][0-9]{9}")
_COUNTRY = re.compile(r"^(\+|00)86")


def plain(text: str) -> str:
    """Return the digits of what somebody typed: spaces, hyphens and +86 are welcome."""
    return _COUNTRY.sub("", re.sub(r"[\s\-－()（）]", "", text))


def problem(text: str) -> str:
    """Return "" for a mobile number, else what is the matter with it, as a dotted code."""
    digits = plain(text)
    if not digits:
        return "phone.empty"
    if not digits.isascii() or not digits.isdigit():
        return "phone.digits"
    if not ("1".startswith(digits[:1]) and (digits == "1" or digits[1] in "3456789")):
        return "phone.start"
    if len(digits) < LENGTH:
        return "phone.short"
    return "" if _MOBILE.fullmatch(digits) else "phone.long"


def grouped(text: str) -> str:
    """Return the digits as people say them: 138 0000 1234."""
    digits = plain(text)
    return " ".join(part for part in (digits[:3], digits[3:7], digits[7:]) if part)
