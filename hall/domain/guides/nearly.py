"""What somebody may have meant who typed Chinese that stands nowhere as it is: other order, words between, a sign too many."""

from __future__ import annotations

import re
from collections.abc import Sequence

_FILLERS = re.compile(
    "请问|怎么|怎样|如何|我要|我想|想要|需要|在哪里|在哪|哪里|什么|办理|一下|[我想要去办的了吗呢啊和与、，。？！]"
)
"""What people say around what they want."""
_HAN = re.compile("[\u3400-\u9fff]")
_EACH_MISSING = 4
"""Of so many signs one may be missing: 养老金认证 means 养老待遇资格认证."""
Score = tuple[int, int, int]


def meant(typed: str) -> str:
    """The Chinese signs that count, each once, in order; "" when there are too few to guess from."""
    said = _FILLERS.sub("", typed)
    signs = "".join(dict.fromkeys(_HAN.findall(said)))
    return signs if len(signs) > 1 else ""


def missing_most(signs: str) -> int:
    """How many of these may be missing."""
    return len(signs) // _EACH_MISSING


def score(signs: str, texts: Sequence[str]) -> Score | None:
    """How well an entry's texts, its name first, answer to them: less is better, None for not at all.

    Signs that are missing; whether one text has all that are there in order (0), in any order (1), or only all
    texts together (2); the number of that text.
    """
    whole = "".join(texts)
    held = [sign for sign in signs if sign in whole]
    missing = len(signs) - len(held)
    if missing > missing_most(signs):
        return None
    for number, text in enumerate(texts):
        if _in_order(held, text):
            return missing, 0, number
    for number, text in enumerate(texts):
        if all(sign in text for sign in held):
            return missing, 1, number
    return missing, 2, 0


def _in_order(signs: Sequence[str], text: str) -> bool:
    place = 0
    for sign in signs:
        place = text.find(sign, place) + 1
        if not place:
            return False
    return True
