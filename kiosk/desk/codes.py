"""Which scanned codes identify a citizen. Pure; the code itself is never kept."""

from __future__ import annotations

import hmac
import re
from collections.abc import Sequence

from drivers.types import Completion, CompletionCode
from hall.settings import Code
from kiosk.flows.words import CodeProblem, CodeRead

MOST_CHARACTERS = 512


def judge(completion: Completion, codes: Sequence[Code], key: bytes) -> CodeRead | CodeProblem:
    """Return which kind of code it is and its keyed hash (HMAC-SHA-256), or why it helps nobody."""
    if completion.code is not CompletionCode.SUCCESS:
        return CodeProblem(completion.error or "code.unreadable")
    text = completion.result.get("text")
    length = completion.result.get("length")
    if isinstance(length, int) and length > 4 * MOST_CHARACTERS:
        return CodeProblem("code.tooLong")
    if not isinstance(text, str) or not text.isprintable():
        return CodeProblem("code.binary")
    if len(text) > MOST_CHARACTERS:
        return CodeProblem("code.tooLong")
    for code in codes:
        if re.fullmatch(code.pattern, text):
            return CodeRead(code.kind, hmac.digest(key, f"{code.kind}:{text}".encode(), "sha256").hex())
    return CodeProblem("code.notKnown")
