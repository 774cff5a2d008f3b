"""How somebody who told the hall something wants to be answered."""

from __future__ import annotations

from enum import StrEnum, unique


@unique
class Reply(StrEnum):
    """NONE: not at all, nobody is known; PHONE: by a call; CARD: at the hall, with the same card."""

    NONE = "none"
    PHONE = "phone"
    CARD = "card"
