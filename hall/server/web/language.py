"""Which of our languages a browser gets."""

from __future__ import annotations


def language_of(wanted: str, accepted: str) -> str:
    """`wanted` when it is one of ours, else the browser's first of ours (Accept-Language), else Chinese."""
    for one in (wanted, *_by_weight(accepted)):
        short = one[:2].lower()
        if short in {"zh", "en"}:
            return short
    return "zh"


def _by_weight(header: str) -> list[str]:
    """The languages of an Accept-Language header (RFC 9110 12.5.4), the dearest first."""
    weighted = []
    for part in header.split(","):
        language, _, weight = part.strip().partition(";q=")
        try:
            weighted.append((-float(weight or 1), language))
        except ValueError:
            continue
    return [language for weight, language in sorted(weighted, key=lambda one: one[0]) if weight < 0]
