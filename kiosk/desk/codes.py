"""Which scanned codes identify a citizen. Pure; the code itself is never kept."""

from __future__ import annotations

import hmac
import re
from collections.abc import Sequence

from drivers.types import Completion, CompletionCode
from hall.domain.cases.codes import plain
from hall.domain.pickup.codes import plain as parcel_code
from hall.settings import Code
from kiosk.flows.case_words import CaseRead
from kiosk.flows.evaluate_words import TicketRead
from kiosk.flows.pickup_words import ParcelRead
from kiosk.flows.words import BookingRead, CodeProblem, CodeRead

MOST_CHARACTERS = 512
_BOOKING = re.compile(r"(?:https?://[!-~]*[/=])?([A-Za-z0-9-]{4,40})")


def judge_booking(completion: Completion) -> BookingRead | CodeProblem:
    """Return the code of an appointment, alone or at the end of a link, or why it is none."""
    if completion.code is not CompletionCode.SUCCESS:
        return CodeProblem(completion.error or "code.unreadable")
    text = completion.result.get("text")
    found = _BOOKING.fullmatch(text) if isinstance(text, str) else None
    return BookingRead(found[1]) if found else CodeProblem("code.noBooking")


_TICKET = re.compile(r"https?://[!-~]+/t/([A-Za-z0-9_-]{8,64})/?")
"""The link on a number's paper (hall.server.web)."""


def judge_ticket(completion: Completion) -> TicketRead | CaseRead | CodeProblem:
    """Return the id on the paper of a number, the code of an application's receipt, or why it is none."""
    if completion.code is not CompletionCode.SUCCESS:
        return CodeProblem(completion.error or "code.unreadable")
    text = completion.result.get("text")
    found = _TICKET.fullmatch(text) if isinstance(text, str) else None
    if found:
        return TicketRead(found[1])
    code = plain(text) if isinstance(text, str) else ""
    return CaseRead(code) if code else CodeProblem("evaluate.noTicket")


def judge_case(completion: Completion) -> CaseRead | CodeProblem:
    """Return the query code of a receipt, alone or in its link, or why it is none."""
    if completion.code is not CompletionCode.SUCCESS:
        return CodeProblem(completion.error or "code.unreadable")
    text = completion.result.get("text")
    code = plain(text) if isinstance(text, str) else ""
    return CaseRead(code) if code else CodeProblem("progress.noCode")


def judge_parcel(completion: Completion) -> ParcelRead | CodeProblem:
    """Return the code of something to pick up, alone or in a link, or why it is none."""
    if completion.code is not CompletionCode.SUCCESS:
        return CodeProblem(completion.error or "code.unreadable")
    text = completion.result.get("text")
    code = parcel_code(text) if isinstance(text, str) else ""
    return ParcelRead(code) if code else CodeProblem("pickup.noCode")


def personal(completion: Completion, codes: Sequence[Code]) -> str:
    """Return the text of a resident's code, "" for anything else."""
    text = completion.result.get("text") if completion.code is CompletionCode.SUCCESS else None
    if not isinstance(text, str) or len(text) > MOST_CHARACTERS:
        return ""
    return text if any(re.fullmatch(code.pattern, text) for code in codes) else ""


def judge_none(completion: Completion) -> CodeProblem:
    """Whatever was read: only the card does."""
    read = completion.code in (CompletionCode.SUCCESS, CompletionCode.INVALID_DATA)
    return CodeProblem("resident.cardOnly" if read else completion.error or "code.unreadable")


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
