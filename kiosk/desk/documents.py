"""What goes on paper. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from drivers.types import Json
from hall.contract.filing import How
from hall.contract.messages import ItemInfo, ServiceInfo, Text, WaitRange
from hall.domain.cases.codes import case_link, grouped, query_code
from hall.domain.codes import position_link
from hall.domain.dates import iso_in, minute_in
from hall.settings import Settings, Unit, Words
from kiosk.flows.words import SubmitApplication

MATERIALS_MOST = 20
"""Lines of the form; settings allow no more."""
BRING_MOST = 8
"""Promised materials that a receipt lists; more than these is told as a number."""
FormName = Literal[
    "ticket",
    "receipt",
    "materials",
    "guide",
    "ledger",
    "notice_accepted",
    "notice_corrections",
    "notice_rejected",
    "notice_finished",
]


@dataclass(frozen=True)
class Sheet:
    """One paper to print: the form's name and what fills it. Masked before it gets here."""

    intent: str
    form: FormName
    data: Mapping[str, Json] = field(repr=False)


@dataclass(frozen=True)
class Number:
    """A ticket as its paper needs it. `ticket`: its id. `ahead`, `wait` None: nobody knows.

    `priority`: the group whose right to go first it is; `slot`: of an appointment.
    """

    ticket: str
    number: str
    date: str
    ahead: int | None
    offline: bool
    issued_at: datetime
    wait: WaitRange | None = None
    priority: Text | None = None
    slot: str = ""
    remark: Text | None = None


def ticket_sheet(
    settings: Settings, unit: Unit, service: ServiceInfo, got: Number, *, language: str, large: bool
) -> dict[str, Json]:
    """The data of assets/receipts/ticket.toml, `reprint` excepted. Nothing personal."""
    comma = "、" if language == "zh" else ", "
    return {
        "language": language,
        "large": large,
        "hall": _both(settings.hall.name),
        "service": _both(service.name),
        "number": got.number,
        "windows": comma.join(str(number) for number in service.windows),
        "place": _both(unit.place),
        "ahead": got.ahead,
        "wait": wait_kind(got.wait),
        "wait_low": got.wait.low_min if got.wait else 0,
        "wait_high": got.wait.high_min if got.wait else 0,
        "priority": _both(got.priority),
        "slot": got.slot,
        "remark": _both(got.remark),
        "missed": settings.queue.missed,
        "behind": settings.queue.return_behind,
        "issued_at": minute(got.issued_at),
        "qr": position_link(settings.server.public_url or settings.server.url, got.ticket),
        "offline": got.offline,
    }


def wait_kind(wait: WaitRange | None) -> str:
    """How a range is said: range (10-20 minutes), most (at most 5 minutes), "" for not at all."""
    if wait is None:
        return ""
    return "range" if 0 < wait.low_min < wait.high_min else "most"


def materials_sheet(
    settings: Settings, item: ItemInfo, at: datetime, *, language: str, large: bool
) -> dict[str, Json]:
    """The data of assets/receipts/materials.toml, of no situation: nothing is left out."""
    lines: dict[str, Json] = {f"line{number}": "" for number in range(1, MATERIALS_MOST + 1)}
    for number, each in enumerate(item.materials[:MATERIALS_MOST], 1):
        lines[f"line{number}"] = _both(each)
    return {
        "language": language,
        "large": large,
        "hall": _both(settings.hall.name),
        "hall_phone": settings.hall.phone,
        "item": _both(item.name),
        "situation": "",
        "filled": "",
        "shared": "",
        "promise_days": item.promise_days,
        "printed_at": minute(at),
        **lines,
    }


def receipt_sheet(
    settings: Settings,
    item: ItemInfo,
    number: str,
    asked: SubmitApplication,
    at: datetime,
    *,
    confirmed: bool,
) -> dict[str, Json]:
    """The data of assets/receipts/receipt.toml, `reprint` excepted. Names and phone only masked.

    `bring1`..: what was promised, with the day it is to be there; the rest is a number.
    """
    code = query_code(asked.intent)
    filing = asked.filing
    promised = [each for each in filing.handed() if each.how is How.PROMISED]
    bring: dict[str, Json] = {f"bring{place}": "" for place in range(1, BRING_MOST + 1)}
    bring |= {f"until{place}": "" for place in range(1, BRING_MOST + 1)}
    for place, each in enumerate(promised[:BRING_MOST], 1):
        bring |= {
            f"bring{place}": _both(filing.materials()[each.material].name),
            f"until{place}": day(each.until),
        }
    return {
        "language": asked.language,
        "large": asked.large,
        "hall": _both(settings.hall.name),
        "hall_phone": settings.hall.phone,
        "item": _both(item.name),
        "number": number,
        "applicant": (filing.principal or asked.person).name.mask(),
        "agent": asked.person.name.mask() if filing.principal else "",
        "phone": asked.phone.mask(),
        "submitted_at": minute(at),
        "confirmed": confirmed,
        "promise_days": item.promise_days,
        "code": grouped(code),
        "qr": case_link(settings.server.public_url or settings.server.url, code),
        **bring,
        "bring_more": max(0, len(promised) - BRING_MOST),
    }


def minute(at: datetime) -> Json:
    """A moment in both languages, as forms take it."""
    return {language: minute_in(language, at) for language in ("zh", "en")}


def day(iso: str) -> Json:
    """A day in both languages, "" for none."""
    return {language: iso_in(language, iso) for language in ("zh", "en")} if iso else ""


def _both(words: Text | Words | None) -> Json:
    """A text in both languages, as forms take it; "" when there is none."""
    return {"zh": words.zh, "en": words.en or words.zh} if words and words.zh else ""
