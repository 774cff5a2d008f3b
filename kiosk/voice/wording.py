"""A call in words: ticket numbers digit by digit, windows as numbers, and the clips that make a sentence. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

Language = Literal["zh", "en"]
_ZH: Final = "零一二三四五六七八九"
_EN: Final = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS: Final = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_DASH: Final[Mapping[Language, str]] = {"zh": "杠", "en": "dash"}
_NUMBER: Final = re.compile(r"\b[A-Z]\d*(?:-\d+)*-?\d{2,}\b", re.ASCII)
_WORD: Final = re.compile(r"[A-Za-z']+|[^\W_]")
"""A Latin word or letter, or one Chinese character; blanks and punctuation are not spoken."""


@dataclass(frozen=True)
class Style:
    """How Mandarin reads the digits 0 and 1 of a ticket number."""

    zero: str = "零"
    one: str = "一"


def sentence(template: str, number: str, window: int, language: Language, style: Style) -> str:
    """The call in words. `template` holds `{number}` and `{window}`."""
    words = " ".join(_letters(number, language, style))
    place = _english(window) if language == "en" else _chinese(window)
    said = template.replace("{number}", f" {words} ").replace("{window}", f" {place} ")
    if language == "zh":
        return said.replace(" ", "")
    return re.sub(r"\s+([,.;:!?]|$)", r"\1", re.sub(r"\s+", " ", said)).strip()


def spelt(text: str, language: Language, style: Style) -> str:
    """A text as it is to be heard: ticket and case numbers in it sign by sign."""
    return _NUMBER.sub(lambda found: " ".join(_letters(found[0], language, style)), text)


def cut(text: str, said: Mapping[str, str]) -> tuple[str, ...] | None:
    """The clips that make the text, the longest first; None when a part has none.

    `said`: what each clip says (`spoken`) -> its name.
    """
    words = _WORD.findall(text.casefold())
    longest = max((len(_WORD.findall(one)) for one in said), default=0)
    clips: list[str] = []
    at = 0
    while at < len(words):
        for size in range(min(longest, len(words) - at), 0, -1):
            name = said.get(" ".join(words[at : at + size]))
            if name is not None:
                clips.append(name)
                at += size
                break
        else:
            return None
    return tuple(clips)


def spoken(text: str) -> str:
    """A text as it is looked up: words apart by a blank, without punctuation and capitals."""
    return " ".join(_WORD.findall(text.casefold()))


def _letters(number: str, language: Language, style: Style) -> list[str]:
    """A012 or A2-015, sign by sign."""
    digits = _EN if language == "en" else [style.zero, style.one, *_ZH[2:]]
    letter = "{}," if language == "en" else "{}"  # the comma keeps a voice from reading A as an article
    return [
        digits[int(sign)] if sign.isdecimal() else _DASH[language] if sign == "-" else letter.format(sign)
        for sign in number
    ]


def _chinese(number: int) -> str:
    """1 to 999: 三, 十二, 二十, 一百零五, 一百一十二."""
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    said = f"{_ZH[hundreds]}百" if hundreds else ""
    if tens:
        said += "十" if tens == 1 and not hundreds else f"{_ZH[tens]}十"
    elif hundreds and ones:
        said += "零"
    return said + (_ZH[ones] if ones else "")


def _english(number: int) -> str:
    """1 to 999."""
    hundreds, rest = divmod(number, 100)
    said = [_EN[hundreds], "hundred"] if hundreds else []
    if rest >= len(_EN):
        tens, rest = divmod(rest, 10)
        said.append(_TENS[tens - 2])
    if rest:
        said.append(_EN[rest])
    return " ".join(said)
