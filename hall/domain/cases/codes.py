"""The query code of a case (查询码): known to whoever has the receipt, and to the server.

A case number says where and when it was made and is counted up: whoever has one can guess the next. The code comes
from the application's id instead, of which 74 bits are random; terminal and server make the same one of it.
"""

from __future__ import annotations

import hashlib
import re
from typing import Final

ALPHABET: Final = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""32 signs that nobody takes for another (no 0, O, 1, I); a byte falls on each alike."""
LENGTH: Final = 10
"""50 bits: in a hall with a million cases one guess in a thousand million is right, and guesses are limited."""
_LINK: Final = re.compile(r"(?:https?://[!-~]+/c/)?([A-Za-z0-9 -]{10,14})")


def query_code(event_id: str) -> str:
    """The code of the application with that id."""
    made = hashlib.sha256(f"hallkit case\n{event_id}".encode()).digest()
    return "".join(ALPHABET[byte % len(ALPHABET)] for byte in made[:LENGTH])


def grouped(code: str) -> str:
    """As it is printed: K7XM4-PQ29A."""
    return f"{code[:5]}-{code[5:]}" if len(code) == LENGTH else code


def plain(text: str) -> str:
    """What was typed or scanned (the code, or the link on the receipt), as a code; "" when it is none."""
    found = _LINK.fullmatch(text.strip())
    code = re.sub(r"[ -]", "", found[1]).upper() if found else ""
    return code if len(code) == LENGTH and all(sign in ALPHABET for sign in code) else ""


def case_link(base: str, code: str) -> str:
    """Where the holder of a receipt sees how the case is."""
    return f"{base.rstrip('/')}/c/{code}"
