"""How Chinese texts are spelled, by pypinyin: the reading of the phrase first, the character's others behind it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from collections.abc import Callable

_singly, _nothing = cast("Any", list), cast("Any", lambda _: [""])
"""For characters that pypinyin does not know; its types forget that lists are taken too."""


def spell(texts: Iterable[str]) -> dict[str, str]:
    """Each text's spelling (`hall.domain.guides.spelling`); "" without letters, digits or Chinese."""
    return {text: _spell(text) for text in dict.fromkeys(texts) if text}


def _spell(text: str) -> str:
    usual, all_of = _readers()
    found: list[str] = []
    for part in _parts(text):
        if part.isascii():
            found += list(part.lower())
            continue
        for sign, reading in zip(part, usual(part), strict=True):
            readings = [one for one in (reading, *all_of(sign)) if one.isascii() and one.isalpha()]
            found.append(",".join(dict.fromkeys(readings)))
    return " ".join(each for each in found if each)


def _parts(text: str) -> Iterator[str]:
    """Runs of Chinese characters, and each run of letters and digits; what lies between ends a run."""
    run = ""
    for sign in text:
        same = bool(run) and run[-1].isascii() == sign.isascii()
        if not sign.isalnum() or not same:
            if run:
                yield run
            run = ""
        if sign.isalnum():
            run += sign
    if run:
        yield run


@cache
def _readers() -> tuple[Callable[[str], list[str]], Callable[[str], list[str]]]:
    """The phrase's readings, and all of one character. The tables are large: only who spells loads them."""
    from pypinyin import Style, lazy_pinyin, pinyin  # noqa: PLC0415

    def usual(part: str) -> list[str]:
        return lazy_pinyin(part, errors=_singly)

    @cache
    def all_of(sign: str) -> list[str]:
        (found,) = pinyin(sign, style=Style.NORMAL, heteronym=True, errors=_nothing)
        return found

    return usual, all_of
