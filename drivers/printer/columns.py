"""Text measured and broken in printer columns: a Chinese character is two wide, an ASCII one is one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

_CLOSING = frozenset(
    "\uff0c\u3002\u3001\uff1b\uff1a\uff1f\uff01\u201d\u2019\uff09\u300b\u3011\u3009\u3015\u300d\u300f\u2026\uff05\u00b7,.;:?!)]}%"
)
"""What no line begins with: ，。、；：？！ and closing quotes and brackets."""
_OPENING = frozenset("\u201c\u2018\uff08\u300a\u3010\u3008\u3014\u300c\u300e\uffe5([{")
"""What no line ends with: opening quotes and brackets, the currency sign."""
_JOINERS = frozenset("\u200d\u2060")
_BREAKS = re.compile(r"[\t\n\v\f\r\x1c-\x1e\x85\u2028\u2029]")


def clean(text: str) -> str:
    """Return `text` in NFC without anything that commands or reorders.

    Line breaks, tabs and all kinds of spaces become spaces; C0, C1 and format characters (bidi marks, zero-width
    spaces) go; unpaired surrogates become U+FFFD.
    """
    kept = []
    for char in _BREAKS.sub(" ", unicodedata.normalize("NFC", text)):
        kind = unicodedata.category(char)
        if kind == "Cs":
            kept.append("\ufffd")
        elif kind == "Zs":
            kept.append(" " * char_width(char))
        elif kind not in {"Cc", "Cf"} or char in _JOINERS:
            kept.append(char)
    return "".join(kept)


def char_width(char: str) -> int:
    """Columns of one character: 0, 1 or 2. Ambiguous ones are 2: Chinese fonts draw them full width."""
    if char.isascii():
        return 1
    if unicodedata.category(char) in {"Mn", "Me", "Cf", "Cc"}:
        return 0
    return 2 if unicodedata.east_asian_width(char) in {"W", "F", "A"} else 1


def width(text: str) -> int:
    """Columns of a text."""
    return sum(char_width(char) for char in text)


def clusters(text: str) -> list[str]:
    """Split into what must stay together: a character with its combining marks and joined neighbours."""
    found: list[str] = []
    for char in text:
        if found and (char_width(char) == 0 or found[-1][-1] in _JOINERS):
            found[-1] += char
        else:
            found.append(char)
    return found


def wrap(text: str, columns: float, measure: Callable[[str], float] = width) -> list[str]:
    """Break into lines of at most `columns` by `measure`; at least one line, without spaces at the ends.

    Latin words and numbers stay whole where they fit; no line begins with closing punctuation or
    ends with opening punctuation.
    """
    if columns < 2:
        raise ValueError(f"{columns} columns: no Chinese character fits")
    lines, line = [], ""
    for unit in _units(text):
        if measure(line + unit.rstrip()) <= columns:
            line += unit
            continue
        if line.strip():
            lines.append(line.rstrip())
        line = unit
        while measure(line.rstrip()) > columns:
            head = _head(line, columns, measure)
            lines.append(head)
            line = line[len(head) :]
    return [*lines, line.rstrip()] if line.strip() or not lines else lines


def _units(text: str) -> list[str]:
    """Unbreakable pieces, each with the space behind it."""
    units: list[str] = []
    for cluster in clusters(text.strip()):
        if units and _sticks(units[-1], cluster):
            units[-1] += cluster
        else:
            units.append(cluster)
    return units


def _sticks(before: str, cluster: str) -> bool:
    """Whether no line may break between `before` and `cluster`."""
    if cluster == " ":
        return True
    if before.endswith(" "):
        return False
    last, first = before[-1], cluster[0]
    both_latin = char_width(last) == 1 and char_width(first) == 1
    return both_latin or first in _CLOSING or last in _OPENING


def _head(text: str, columns: float, measure: Callable[[str], float]) -> str:
    """As much of a too long piece as fits: at least one cluster."""
    head = ""
    for cluster in clusters(text):
        if head and measure(head + cluster) > columns:
            break
        head += cluster
    return head


def two_columns(left: str, right: str, columns: int) -> list[str]:
    """`left` at the left edge and `right` at the right one; beneath each other when they do not fit."""
    gap = columns - width(left) - width(right)
    if gap >= 2:
        return [left + " " * gap + right]
    return [*wrap(left, columns), *(" " * (columns - width(line)) + line for line in wrap(right, columns))]
