"""Text in lines and pages, as Chinese is set: which signs begin or end no line (CLREQ 3.1), what is never split. Pure.

Widths are in em. Numbers stay with what they count, Latin words and times whole; pages end where a phrase does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from queue_display.measure import em

_RUNS: Final = re.compile(r"\n|[^\S\n]+|[^\s\u2E80-\U0010FFFF“”‘’…—·]+|.")
"""A new line, spaces, a Latin word or number with its signs (09:00-12:00), or one Chinese sign."""
_NO_START: Final = frozenset("，。、；：！？）》」』】〕〉”’…—·％℃～,.;:!?)]}%")
_NO_END: Final = frozenset("（《「『【〔〈“‘([{￥$№#第")
_COUNTED: Final = frozenset("年月日时分秒点号楼层室元角万人位个次件份张页岁天周米度级条项")
_SENTENCE: Final = frozenset("。！？；.!?;\n")
_PHRASE: Final = frozenset("，、：,:") | _SENTENCE
_NARROWER: Final = tuple(1 - step / 25 for step in range(1, 13))
_LOOSE: Final = "，。；：！？、,.;:!? \n"
_WHOLE: Final = ((_SENTENCE, 0.6), (_PHRASE, 0.5))
"""A page ends with a sentence when it is so full then; else with a phrase."""


def wrapped(text: str, width: float) -> list[str]:
    """Lines of at most `width`."""
    found = ("".join(line).strip() for line in _set(_atoms(text, width), width))
    return [line for line in found if line]


@lru_cache(maxsize=256)
def pages(text: str, width: float, lines: int, most: int = 0, tail: str = "") -> tuple[str, ...]:
    """Pages of at most so many lines, which are divided by line feeds; none when there is no room.

    `most`: of pages (0: as many as it takes); a longer text is cut short and ends with `tail`.
    """
    if lines < 1 or not text.strip():
        return ()
    atoms = _atoms(text.strip(), width)
    found = _pages(atoms, width, lines)
    if not most or len(found) <= most:
        return tuple(found)
    room, ending = _letters(found[:most]), _split(tail, width)
    for kept in reversed(_ends(atoms)):
        begun = "".join(atoms[:kept]).rstrip(_LOOSE)
        if _letters([begun]) <= room:
            found = _pages(_atoms(begun, width) + ending, width, lines)
            if len(found) <= most:
                return tuple(found)
    return tuple(_pages(ending, width, lines)[:most])


def shortened(text: str, width: float) -> str:
    """The text, or its beginning and an ellipsis, at most `width` em wide."""
    if em(text) <= width:
        return text
    kept = ""
    for sign in text:
        if em(kept + sign + "…") > width:
            break
        kept += sign
    return kept.rstrip(_LOOSE) + "…"


def fitted(text: str, width: float, lines: int) -> str:
    """The text in at most so many lines of `width` em, the last one cut short if it must be."""
    found = [one for one in _lines(_atoms(text, width), width) if "".join(one).strip()]
    told = ["".join(one).strip() for one in found[:lines]]
    if len(found) > lines > 0:
        rest = "".join("".join(one) for one in found[lines - 1 :])
        told[-1] = shortened(" ".join(rest.split()), width)
    return "\n".join(told)


def _letters(texts: Iterable[str]) -> int:
    return sum(len("".join(text.split())) for text in texts)


def _atoms(text: str, width: float) -> list[str]:
    """What is never split, with the spaces behind it, and each new line by itself. What is wider than a line is split all the same."""
    found: list[str] = []
    for run in _RUNS.findall(text):
        if found and found[-1] != "\n" and run != "\n" and (run.isspace() or _stay(found[-1], run)):
            found[-1] += run
        elif not run.isspace() or run == "\n":
            found.append(run)
    return [part for atom in found for part in _split(atom, width)]


def _stay(before: str, run: str) -> bool:
    """Whether no line may end between the two."""
    last, first = before[-1], run[0]
    return first in _NO_START or last in _NO_END or (last.isdigit() and first in _COUNTED)


def _split(atom: str, width: float) -> list[str]:
    if em(atom.rstrip()) <= width:
        return [atom]
    found = [""]
    for sign in atom:
        if found[-1] and em(found[-1] + sign) > width:
            found.append("")
        found[-1] += sign
    return found


def _lines(atoms: list[str], width: float) -> list[list[str]]:
    """The atoms of each line."""
    found: list[list[str]] = []
    line: list[str] = []
    for atom in atoms:
        if line and atom != "\n" and em("".join(line) + atom.rstrip()) > width:
            found.append(line)
            line = []
        line.append(atom)
        if atom == "\n":
            found.append(line)
            line = []
    return [*found, line] if line else found


def _set(atoms: list[str], width: float) -> list[list[str]]:
    """As few lines as `width` allows, drawn in so that as many as can be end where one can pause, and the last is no remnant."""
    best = _lines(atoms, width)
    most = _worth(best, width)
    for share in _NARROWER:
        drawn_in = _lines(atoms, width * share)
        if len(drawn_in) > len(best):
            break
        if _worth(drawn_in, width) > most:
            best, most = drawn_in, _worth(drawn_in, width)
    return best


def _worth(lines: list[list[str]], width: float) -> tuple[int, bool]:
    last = "".join(lines[-1]) if lines else ""
    return sum(line[-1].rstrip(" ")[-1:] in _PHRASE for line in lines), em(last) * 3 >= width


def _pages(atoms: list[str], width: float, lines: int) -> list[str]:
    found: list[str] = []
    while atoms:
        rows = [row for row in _lines(atoms, width) if "".join(row).strip()]
        full = sum(len(row) for row in rows[:lines])
        kept = full if len(rows) <= lines else _whole(atoms[:full])
        told = ("".join(row).strip() for row in _set(atoms[:kept], width))
        found.append("\n".join(row for row in told if row))
        atoms = atoms[kept:]
        while atoms and not atoms[0].strip():
            atoms = atoms[1:]
    return found


def _whole(atoms: list[str]) -> int:
    """How many of a full page's atoms stand on it, so that it ends where one can pause."""
    for ends, least in _WHOLE:
        for count in range(len(atoms), int(len(atoms) * least), -1):
            if atoms[count - 1].rstrip(" ")[-1:] in ends:
                return count
    return len(atoms)


def _ends(atoms: list[str]) -> list[int]:
    """After how many atoms a text may be cut short: at phrases, and where those are long anywhere."""
    phrases = [at for at, atom in enumerate(atoms, 1) if atom.rstrip(" ")[-1:] in _PHRASE]
    return phrases if len(phrases) > len(atoms) // 30 else list(range(1, len(atoms)))
