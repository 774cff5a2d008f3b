"""Names that need nobody's memory: the same subject gives the same id on every machine."""

from __future__ import annotations

import hashlib

_LENGTH = 40


def evaluation_id(subject: str) -> str:
    """The one id of a subject's evaluation, whatever the channel."""
    return f"evaluation-{_digest(subject)}"


def giving_id(subject: str, unit: str = "") -> str:
    """A unit's own giving, the same however often it is asked for. `unit`: "" for the keys at the window itself."""
    return f"rating-{_digest(f'{unit}:{subject}' if unit else subject)}"


def silence_id(subject: str, unit: str = "") -> str:
    """That nobody pressed: a giving of its own, so that a press after it is no repeat of it."""
    return f"silent-{_digest(f'{unit}:{subject}' if unit else subject)}"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:_LENGTH]
