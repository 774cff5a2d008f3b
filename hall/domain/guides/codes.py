"""Codes of an item (GB/T 39554.1-2020). Opaque but for their length and the office's credit code at their head."""

from __future__ import annotations

from typing import Final

CREDIT: Final = 18
"""Characters of a unified social credit code (GB 32100-2015)."""
TASK: Final = 31
"""Credit code, level of the office (1), basic code (12)."""
_SIGNS: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""GB 32100-2015, table 2: no I, O, S, V, Z."""


def credit_code_holds(code: str) -> bool:
    """Whether the last of 18 characters is right: MOD 31, weight 3^i (GB 32100-2015, annex A)."""
    if len(code) != CREDIT or any(sign not in _SIGNS for sign in code):
        return False
    total = sum(_SIGNS.index(sign) * pow(3, place, 31) for place, sign in enumerate(code[:-1]))
    return _SIGNS[-total % 31] == code[-1]


def task_code_holds(code: str) -> bool:
    """Whether an item's code can be true: of 31 characters or more, the office's credit code has to hold."""
    return len(code) < TASK or credit_code_holds(code[:CREDIT])
