"""A screen in sentences: title, explanation, what can be chosen in order, what changed. Pure; the words are the screen's."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from hall.texts import Texts

Kind = Literal["text", "alert", "choice"]
MOST: Final = 400
"""Characters of a sentence; the voice program takes 500."""
_DIGITS: Final = re.compile(r"\d+")
_PERSONAL: Final = re.compile(
    r"\d{6}[\d*]{8,11}[\dXx*]"  # an identity number, masked or not
    r"|\d\*{6,}[\dXx]"
    r"|1[3-9]\d[ -]?[\d*]{4}[ -]?\d{4}"  # a mobile number
    r"|[\u4e00-\u9fff]\*+[\u4e00-\u9fff]?"  # a masked name
)


@dataclass(frozen=True)
class Piece:
    """One thing of a screen. `note`: what is said after its name. `off`: cannot be chosen now.

    `personal`: what a citizen typed or is called. `live`: said again whenever it changes, be it by a number only.
    """

    kind: Kind
    name: str
    note: str = ""
    off: bool = False
    personal: bool = False
    live: bool = False


@dataclass(frozen=True)
class Discretion:
    """What is said in place of what is personal. `known`: a secret as written -> what is said instead.

    `open`: a headset is on, everything may be said.
    """

    open: bool
    typed: str
    hidden: str
    known: Mapping[str, str]

    def of(self, piece: Piece) -> str:
        """The piece's words as they may be heard."""
        words = f"{piece.name}, {piece.note}" if piece.note else piece.name
        if self.open:
            return words
        if piece.personal:
            return self.typed.format(n=sum(sign.isalnum() for sign in piece.name))
        for secret, instead in self.known.items():
            words = words.replace(secret, instead)
        return _PERSONAL.sub(self.hidden, words)


def page(pieces: Sequence[Piece], texts: Texts, discretion: Discretion) -> tuple[str, ...]:
    """The whole screen: its texts, then its choices in order, numbered."""
    told = _texts(pieces, discretion)
    choices = _spoken_choices(pieces)
    if any(_is_sign(one) for one in pieces):
        told.append(texts.say("voice.keypad"))
    if len(choices) > 1:
        told.append(texts.say("voice.choices", n=len(choices)))
    told += [_choice(at, one, texts, discretion) for at, one in enumerate(choices, 1)]
    return tuple(one[:MOST] for one in told)


def changes(
    before: Sequence[Piece], after: Sequence[Piece], texts: Texts, discretion: Discretion
) -> tuple[str, ...]:
    """What is new on the same screen: texts that were not there, not those whose numbers alone went on.

    Choices that are all others (the next screenful) are told as on a new page.
    """
    old = {_shape(one) for one in before}
    new = [one for one in after if one.kind != "choice" and _shape(one) not in old]
    told = _texts(new, discretion)
    was, now = _names(before), _names(after)
    if now and was and not (now & was):
        choices = _spoken_choices(after)
        told += [_choice(at, one, texts, discretion) for at, one in enumerate(choices, 1)]
    return tuple(one[:MOST] for one in told)


def one(piece: Piece, texts: Texts, discretion: Discretion) -> str:
    """A choice alone: where the keys are now."""
    words = discretion.of(piece)
    return texts.say("voice.off", words=words)[:MOST] if piece.off else words[:MOST]


def _texts(pieces: Sequence[Piece], discretion: Discretion) -> list[str]:
    """Texts once each; one that an alert or an earlier text says already is not said again."""
    alerts = [each.name for each in pieces if each.kind == "alert"]
    told: list[str] = []
    for each in pieces:
        if each.kind == "choice" or (each.kind == "text" and any(each.name in said for said in alerts)):
            continue
        words = discretion.of(each)
        if words not in told:
            told.append(words)
    return told


def _choice(at: int, piece: Piece, texts: Texts, discretion: Discretion) -> str:
    return texts.say("voice.choice", n=at, words=one(piece, texts, discretion))


def _is_sign(piece: Piece) -> bool:
    """A key of a keypad: one sign."""
    return piece.kind == "choice" and len(piece.name) == 1


def _spoken_choices(pieces: Sequence[Piece]) -> list[Piece]:
    return [each for each in pieces if each.kind == "choice" and not _is_sign(each)]


def _names(pieces: Sequence[Piece]) -> set[str]:
    return {each.name for each in _spoken_choices(pieces)}


def _shape(piece: Piece) -> tuple[str, str, str]:
    """Two texts of the same shape differ by numbers only."""
    if piece.live:
        return piece.kind, piece.name, piece.note
    return piece.kind, _DIGITS.sub("0", piece.name), _DIGITS.sub("0", piece.note)
