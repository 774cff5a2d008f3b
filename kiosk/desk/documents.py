"""What goes on paper, and what goes with an application. Pure."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from drivers.types import Json
from hall.contract.messages import ItemInfo, ServiceInfo, Text
from hall.domain.clock import CHINA
from hall.domain.codes import case_code, ticket_code
from hall.settings import Settings, Unit, Words
from kiosk.flows.words import SubmitApplication

FormName = Literal["ticket", "receipt"]


@dataclass(frozen=True)
class Sheet:
    """One paper to print: the form's name and what fills it. Masked before it gets here."""

    intent: str
    form: FormName
    data: Mapping[str, Json] = field(repr=False)


@dataclass(frozen=True)
class Number:
    """A ticket's number as its paper needs it. `ahead`: None when nobody knows."""

    number: str
    date: str
    ahead: int | None
    offline: bool


def ticket_sheet(
    settings: Settings,
    unit: Unit,
    service: ServiceInfo,
    got: Number,
    at: datetime,
    *,
    language: str,
    large: bool,
) -> dict[str, Json]:
    """The data of assets/receipts/ticket.toml, `reprint` excepted. Nothing personal."""
    return {
        "language": language,
        "large": large,
        "hall": _both(settings.hall.name),
        "service": _both(service.name),
        "number": got.number,
        "windows": "、".join(str(number) for number in service.windows)
        if language == "zh"
        else ", ".join(str(number) for number in service.windows),
        "place": _both(unit.place),
        "ahead": got.ahead,
        "issued_at": _minute(at),
        "qr": ticket_code(got.date, got.number),
        "offline": got.offline,
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
    """The data of assets/receipts/receipt.toml, `reprint` excepted. Name and phone only masked."""
    return {
        "language": asked.language,
        "large": asked.large,
        "hall": _both(settings.hall.name),
        "hall_phone": settings.hall.phone,
        "item": _both(item.name),
        "number": number,
        "applicant": asked.person.name.mask(),
        "phone": asked.phone.mask(),
        "submitted_at": _minute(at),
        "confirmed": confirmed,
        "promise_days": item.promise_days,
        "qr": case_code(number),
    }


def application_text(number: str, item: ItemInfo, asked: SubmitApplication, at: datetime) -> bytes:
    """What the citizen confirmed on the check page: UTF-8, NFC, one `name: value` per line, sorted answers.

    The same content gives the same bytes. The intent's id in it makes its hash one that nobody can guess.
    """
    person = asked.person
    lines = [
        ("办件编号", number),
        ("intent", asked.intent),
        ("事项", f"{item.name.zh} ({item.id})"),
        ("证件类别", person.kind),
        ("姓名", person.name.reveal()),
        ("证件号码", person.id_number.reveal()),
        ("性别", person.sex),
        ("出生日期", person.birth),
        ("住址", person.address.reveal()),
        ("证件有效期至", person.valid_to),
        ("手机号码", asked.phone.reveal()),
        *sorted(asked.answers.items()),
        ("提交时间", at.astimezone(CHINA).isoformat(timespec="seconds")),
    ]
    text = "".join(f"{name}: {_one_line(value)}\n" for name, value in lines)
    return unicodedata.normalize("NFC", text).encode()


def _one_line(value: str) -> str:
    return " ".join("".join(char if char.isprintable() else " " for char in value).split())


def _minute(at: datetime) -> str:
    return f"{at.astimezone(CHINA):%Y-%m-%d %H:%M}"


def _both(words: Text | Words) -> Json:
    """A text in both languages, as forms take it; "" when there is none."""
    return {"zh": words.zh, "en": words.en or words.zh} if words.zh else ""
