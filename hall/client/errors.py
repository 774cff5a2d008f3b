"""The one error of the client. Its reason says what the caller may do next."""

from __future__ import annotations

from enum import Enum, unique

import httpx
from pydantic import ValidationError

from hall.contract.messages import Problem

_NEVER_SENT = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.UnsupportedProtocol,
    httpx.InvalidURL,
)
_NOT_KEPT = frozenset(
    {"store.stopped", "store.busy", "store.failed", "attachment.disk", "licence.away", "resident.away"}
)
"""503s by which the server says that nothing was done."""


@unique
class HallReason(Enum):
    """What is certain after a failure."""

    UNREACHABLE = "unreachable"
    """Certainly nothing was done."""
    REFUSED = "refused"
    """The server said no; `problem` says why. Nothing was done."""
    NOT_ALLOWED = "notAllowed"
    """The server does not take this unit's token; `problem` says what to do. Nothing was done, and nothing is lost."""
    UNKNOWN_OUTCOME = "unknownOutcome"
    """It may have been done: repeat it with the same id, never with a new one."""
    BAD_ANSWER = "badAnswer"
    """An answer that is none of the contract's: two versions, or something in between."""


class HallError(Exception):
    """A request failed. The text is for logs and holds nothing personal."""

    def __init__(self, reason: HallReason, text: str, problem: Problem | None = None) -> None:
        super().__init__(f"{reason.value}: {text}")
        self.reason = reason
        self.problem = problem

    @property
    def undone(self) -> bool:
        """Whether the server certainly did nothing and said no word about the wish itself."""
        return self.reason in {HallReason.UNREACHABLE, HallReason.NOT_ALLOWED}

    @property
    def advice(self) -> str:
        """What is wrong and what to do, for a log that a technician reads; "" when the server did not say."""
        told = self.problem
        if told is None:
            return ""
        return f"{told.code}: {told.what.zh}{told.do.zh} · {told.what.en} {told.do.en}"


def of_transport(error: Exception, *, harmless: bool) -> HallError:
    """Judge a failure on the way. `harmless`: the request only reads, so nothing can have been done."""
    never = harmless or isinstance(error, _NEVER_SENT)
    return HallError(HallReason.UNREACHABLE if never else HallReason.UNKNOWN_OUTCOME, type(error).__name__)


def of_answer(status: int, content: bytes) -> HallError:
    """Judge an answer that is no success."""
    try:
        problem = Problem.model_validate_json(content)
    except ValidationError:
        reason = HallReason.UNKNOWN_OUTCOME if status >= 500 else HallReason.BAD_ANSWER
        return HallError(reason, f"HTTP {status} without a problem")
    if problem.code in _NOT_KEPT:
        reason = HallReason.UNREACHABLE
    elif status in {401, 403} and problem.code.startswith("token."):
        reason = HallReason.NOT_ALLOWED
    else:
        reason = HallReason.UNKNOWN_OUTCOME if status >= 500 else HallReason.REFUSED
    return HallError(reason, problem.code, problem)
