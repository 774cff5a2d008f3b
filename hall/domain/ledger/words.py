"""The ledger's words: what an entry is, where it stands, what is done to it, and with what result."""

from __future__ import annotations

from enum import StrEnum, unique
from typing import Final


@unique
class Kind(StrEnum):
    """What it is: 建议, 投诉, 办不成事, and 差评, which nobody enters: a bad evaluation opens it."""

    SUGGESTION = "suggestion"
    COMPLAINT = "complaint"
    UNSOLVED = "unsolved"
    REVIEW = "review"


TOLD: Final = (Kind.SUGGESTION, Kind.COMPLAINT, Kind.UNSOLVED)
"""What a citizen tells the hall."""


@unique
class State(StrEnum):
    """Where it stands: what was done last."""

    REGISTERED = "registered"
    VERIFIED = "verified"
    ASSIGNED = "assigned"
    SETTLED = "settled"
    """It was rectified, or there is nothing to rectify: whoever gave it is to be told."""
    ANSWERED = "answered"
    CALLED_BACK = "called_back"
    APPEALED = "appealed"
    JUDGED = "judged"
    """It was mistaken (误评) or malicious (恶意) and does not count."""
    CLOSED = "closed"


@unique
class Verb(StrEnum):
    """What is done to it, in the order of the buttons."""

    VERIFY = "verify"
    ASSIGN = "assign"
    """Somebody is to see to it; also once more, also after an answer that did not help."""
    RECTIFY = "rectify"
    LOOK_UP = "look_up"
    """Somebody saw who told it and how to reach them."""
    ANSWER = "answer"
    CALL_BACK = "call_back"
    EXPLAIN = "explain"
    """Whose service it was says how it went."""
    APPEAL = "appeal"
    JUDGE = "judge"
    CLOSE = "close"
    OPEN = "open"
    """Opened by the product itself."""
    REMIND = "remind"
    """The product saw that a day comes near or is over."""


@unique
class Result(StrEnum):
    """With what result, where a verb has one."""

    CLEAR = "clear"
    """VERIFY: the facts are clear (情况清楚、诉求合理)."""
    COMPLEX = "complex"
    """VERIFY: it takes longer (情况复杂)."""
    GROUNDLESS = "groundless"
    """VERIFY: no law gives what was asked for (缺乏法定依据): it is explained."""
    SATISFIED = "satisfied"
    UNSATISFIED = "unsatisfied"
    UNREACHED = "unreached"
    """CALL_BACK: nobody answered; tried again up to `TRIES` times."""
    NO_CONTACT = "no_contact"
    """CALL_BACK: nothing was left by which anybody could be reached."""
    UPHELD = "upheld"
    """JUDGE: the evaluation stands."""
    MISTAKEN = "mistaken"
    """APPEAL, JUDGE: 误评."""
    MALICIOUS = "malicious"
    """APPEAL, JUDGE: 恶意."""
    YELLOW = "yellow"
    RED = "red"


WORDS_MOST: Final = 200
"""Characters that a citizen may write."""
TRIES: Final = 3
"""Calls that nobody answers until a call-back counts as made."""
SYSTEM: Final = "hallkit"
"""Who signs what the product does by itself; nobody else does."""
