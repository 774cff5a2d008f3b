"""Evaluations (好差评): what one says, and how a citizen's visits are found to be evaluated."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum, unique
from typing import Annotated, Final, Self

from pydantic import AwareDatetime, Field, model_validator

from hall.contract.messages import EventId, Message, ServiceId

WORDS_MOST: Final = 200
BAD: Final = frozenset({1, 2})
"""Levels (差评) that need at least one tag or words, wherever these can be given."""
TagCode = Annotated[str, Field(pattern=r"^[1-5][0-9]{2}$")]
Oddity = Annotated[str, Field(pattern=r"^[a-zA-Z]{1,20}$")]
"""What a pad noticed about the presses (hall.domain.evaluation.flags)."""
StaffNumber = Annotated[str, Field(min_length=1, max_length=40, pattern=r"^[A-Za-z0-9_-]+$")]
AssistedBy = Annotated[str, Field(max_length=40, pattern=r"^[A-Za-z0-9_-]*$")]
"""Staff number of who stood by (hall.contract.help_calls), "" for nobody."""


@unique
class Source(StrEnum):
    """Where it was given. A keypad (PAD) may have nothing but five keys; the others have tags and words."""

    PAD = "pad"
    SCREEN = "screen"
    """A review pad with a screen, a program or a page."""
    TERMINAL = "terminal"
    PAGE = "page"
    """The page of the ticket's own code."""
    SIGN = "sign"
    """The code on the window's sign."""
    LINK = "link"
    """A link that was sent, as by SMS."""
    PROVINCE = "province"
    """The province's own page was opened for it: what was given there is not known here, so there are no stars."""


@unique
class Subject(StrEnum):
    """What is evaluated: a visit to a window, or an application that was made."""

    TICKET = "ticket"
    CASE = "case"


class Evaluation(Message):
    """What was given. `stars` None: not rated, and nothing is invented for it.

    `after_ms`: from the moment the question was shown to the press; None where nobody measured it.
    `tags`: codes of the set `tag_set` (hall.settings.evaluation); their first digit is `stars`.
    """

    stars: int | None = Field(default=None, ge=1, le=5)
    tags: tuple[TagCode, ...] = Field(default=(), max_length=20)
    tag_set: str = Field(default="", max_length=40)
    words: str = Field(default="", max_length=WORDS_MOST, repr=False)
    source: Source = Source.PAD
    assisted_by: AssistedBy = ""
    after_ms: int | None = Field(default=None, ge=0)
    flags: tuple[Oddity, ...] = Field(default=(), max_length=10)
    given_at: AwareDatetime

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if any(tag[0] != str(self.stars) for tag in self.tags) or len(set(self.tags)) < len(self.tags):
            raise ValueError("tags belong to the level given, each once")
        said = bool(self.tags or self.words.strip())
        if self.stars is not None and self.source is Source.PROVINCE:
            raise ValueError("what was given to the province is not known here")
        if self.stars is None and said:
            raise ValueError("what was not rated has no tags and no words")
        if self.stars in BAD and self.source is not Source.PAD and not said:
            raise ValueError("the last two levels need a tag or words")
        return self


class FindVisits(Message):
    """By the ticket's own id, as its paper has it in the code, by the code on a case's receipt, or by who asks.

    `identity`: keyed hash of who took numbers at that unit; `id_number`: whose applications are wanted too.
    """

    ticket: str = Field(default="", max_length=64, pattern=r"^[A-Za-z0-9_-]*$")
    code: str = Field(default="", max_length=120, repr=False)
    identity: str = Field(default="", max_length=128, repr=False)
    id_number: str = Field(default="", max_length=40, repr=False)

    @model_validator(mode="after")
    def _one(self) -> Self:
        if bool(self.ticket) + bool(self.code) + bool(self.identity or self.id_number) != 1:
            raise ValueError("ticket, code or who it is, one of them")
        return self


class VisitInfo(Message):
    """A number that was taken, or an application. `at`: when it was served or made, else taken. `window` None: nowhere.

    `ticket`: event_id of the ticket or the case.
    """

    kind: Subject = Subject.TICKET
    ticket: EventId
    number: str
    service: ServiceId
    window: int | None
    at: datetime
    served: bool
    rated: bool


class VisitLink(Message):
    """A link on which one visit can be evaluated, for whoever sends it. `until`: its last day."""

    url: str
    until: date


class Visits(Message):
    """Newest first."""

    visits: list[VisitInfo]
