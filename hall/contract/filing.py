"""Applying at the terminal: what an item asks (part of its guide), and what was handed in (part of an application).

A guide's `apply` and `materials` say which pages a citizen walks through; nothing of it is code.
"""

from __future__ import annotations

from enum import StrEnum, unique
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from hall.contract.messages import Message, Sha256, Text


def both(given: Any) -> Any:  # noqa: ANN401 - before it is checked anything may stand there
    """Plain Chinese where `{zh, en}` may stand."""
    return {"zh": given, "en": ""} if isinstance(given, str) else given


Words = Annotated[Text, BeforeValidator(both)]
NO_WORDS = Text(zh="", en="")
Key = Annotated[str, Field(min_length=1, max_length=40, pattern=r"^[a-z0-9_-]+$")]
Bound = Annotated[str, Field(pattern=r"^(\d{4}-\d{2}-\d{2}|today([+-]\d{1,3}[dmy])?)?$")]
"""A day that bounds an answer: 2026-01-01, today, today-120y (`hall.contract.answers`)."""
AUTHORISATION = "authorisation"
"""The key of the paper that lets somebody act for another (授权委托书)."""


class Situation(Message):
    """情形: one of the cases in which one may be; it decides which questions and materials there are."""

    id: Key
    name: Words
    about: Words = NO_WORDS


class Choice(Message):
    """One answer to choose."""

    id: Key
    name: Words


class Question(Message):
    """One question, one page. `situations`: those in which it is asked; none: in all.

    `card`: what of the card answers it, so that it is not asked at all: a card with it is on the reader anyway.
    `unsure`: "I do not know" is an answer. `shortest`, `most`: characters of a text; `most` digits of a number.
    `earliest`, `latest`: bounds of a date, both included; "" for none. `smallest`, `largest`: of a number.
    """

    id: Key
    ask: Words
    hint: Words = NO_WORDS
    kind: Literal["text", "number", "date", "choice"] = "text"
    choices: tuple[Choice, ...] = Field(default=(), max_length=12)
    optional: bool = False
    unsure: bool = False
    most: int = Field(default=60, ge=1, le=200)
    shortest: int = Field(default=0, ge=0, le=200)
    earliest: Bound = ""
    latest: Bound = ""
    smallest: int | None = Field(default=None, ge=0, le=999_999_999)
    largest: int | None = Field(default=None, ge=0, le=999_999_999)
    card: Literal["", "address", "birth", "sex"] = ""
    situations: tuple[Key, ...] = ()


class Apply(Message):
    """How one applies for the item at a terminal. `agents`: somebody else may do it, with an authorisation.

    `commitment`: the text that is signed when a material is replaced by a commitment (告知承诺书). `identify`: who applies
    is known by a card or a resident's code, or by a `card` alone.
    """

    situations: tuple[Situation, ...] = Field(default=(), max_length=12)
    questions: tuple[Question, ...] = Field(default=(), max_length=30)
    agents: bool = False
    commitment: Words = NO_WORDS
    identify: Literal["card", "code"] = "code"


@unique
class How(StrEnum):
    """How a material reached the office."""

    SCANNED = "scanned"
    PROMISED = "promised"
    """容缺: to be handed in later, by a day."""
    COMMITTED = "committed"
    """告知承诺: replaced by a signed commitment."""
    SHARED = "shared"
    """免证办: the office has it by data sharing."""
    LICENCE = "licence"
    """An electronic licence was found for this person."""
    SHOWN = "shown"
    """出示: an ID card that the terminal's reader read; there is no copy of it."""
    CODED = "coded"
    """In place of an ID card that would be shown: a resident's code said who it is."""
    FILLED = "filled"
    """A form: what was answered on the screen fills it in."""
    LEFT_OUT = "left_out"
    """Optional, and not given."""


class Handed(Message):
    """One material of an application. `pages`: scans in their order. `until`: of a promise, YYYY-MM-DD.

    `licence`: number of the electronic licence.
    """

    material: Key
    name: str = Field(min_length=1, max_length=200)
    how: How
    pages: tuple[Sha256, ...] = Field(default=(), max_length=100)
    until: str = Field(default="", pattern=r"^(\d{4}-\d{2}-\d{2})?$")
    licence: str = Field(default="", max_length=80, repr=False)
