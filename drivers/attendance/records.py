"""A punch: who, when, which way, where. Pure. Badges are personal: they are in no repr and in no message."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from typing import Final

from drivers.types import Json

WAYS: Final = ("in", "out", "unknown")
METHODS: Final = ("card", "pin", "face", "finger", "import", "unknown")
_WAY_WORDS: Final = {
    "in": "in", "0": "in", "i": "in", "上班": "in", "签到": "in", "进": "in",
    "out": "out", "1": "out", "o": "out", "下班": "out", "签退": "out", "出": "out",
}  # fmt: skip
_FORMS: Final = ("%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M", "%Y/%m/%d %H:%M:%S", "%Y/%m/%d %H:%M", "%Y%m%d%H%M%S")
_BADGE_MOST = 32


class PunchError(ValueError):
    """A record that is no punch. `field` names what is wrong; the value is not told."""

    def __init__(self, name: str) -> None:
        super().__init__(f"the field {name} is missing or makes no sense")
        self.field = name


@dataclass(frozen=True)
class Punch:
    """One punch. `at_s`: seconds since 1970 UTC by the machine's clock; `number`: the machine's own, 0 for none."""

    badge: str = field(repr=False)
    at_s: int
    way: str = "unknown"
    terminal: str = ""
    method: str = "unknown"
    number: int = 0

    @property
    def key(self) -> tuple[str, int, str, int]:
        """What makes it the same punch when it comes twice."""
        return (self.terminal, self.number, self.badge, self.at_s)

    def as_json(self) -> dict[str, Json]:
        """As a result or event carries it."""
        return {
            "badge": self.badge,
            "at_s": self.at_s,
            "way": self.way,
            "terminal": self.terminal,
            "method": self.method,
            "number": self.number,
        }


def read_punch(row: Mapping[str, object], offset_minutes: int, terminal: str = "") -> Punch:
    """A punch from a row with badge, time, way, terminal, method, number. Raises `PunchError`.

    A time without a zone is local: `offset_minutes` east of UTC (480 in China). Whole numbers are seconds since 1970.
    """
    badge = _text(row.get("badge")).upper()
    if not badge or len(badge) > _BADGE_MOST or not badge.isascii() or not badge.replace("-", "").isalnum():
        raise PunchError("badge")
    way = _text(row.get("way")).lower()
    method = _text(row.get("method")).lower()
    return Punch(
        badge,
        read_time(_text(row.get("time")), offset_minutes),
        _WAY_WORDS.get(way, "unknown"),
        _text(row.get("terminal")) or terminal,
        method if method in METHODS else "unknown",
        _number(_text(row.get("number"))),
    )


def read_time(text: str, offset_minutes: int) -> int:
    """Seconds since 1970 UTC. Raises `PunchError`."""
    if text.isascii() and text.isdecimal() and 9 <= len(text) <= 10:
        return int(text)
    zone = timezone(timedelta(minutes=offset_minutes))
    for form in _FORMS:
        try:
            return int(datetime.strptime(text, form).replace(tzinfo=zone).timestamp())
        except (ValueError, OverflowError):
            continue
    try:
        found = datetime.fromisoformat(text)
        return int((found if found.tzinfo else found.replace(tzinfo=zone)).timestamp())
    except (ValueError, OverflowError) as error:
        raise PunchError("time") from error


def _text(value: object) -> str:
    return str(value).strip() if isinstance(value, (str, int)) and not isinstance(value, bool) else ""


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 16 else 0
