"""From what a reader says to a person, or to the reason why not. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from drivers.id_card.rules import expired
from drivers.types import Completion, CompletionCode, Json
from hall.domain.privacy import Address, IdNumber, Person, PersonName

ELDER_YEARS = 60
KINDS = frozenset({"resident", "J", "I", "Y"})


def judge(completion: Completion, today: date) -> Person | str:
    """Return the person on the card, or a dotted problem; never half a person."""
    if completion.code is not CompletionCode.SUCCESS:
        return completion.error or "card.readFailed"
    kind = completion.result.get("kind")
    fields = completion.result.get("fields")
    if kind not in KINDS or not isinstance(kind, str):
        return "card.unknownType"
    if not isinstance(fields, Mapping) or completion.result.get("id_check_ok") is not True:
        return "card.garbled"
    person = _person(kind, fields)
    if not person.name.reveal() or not person.id_number.reveal():
        return "card.garbled"
    return "card.expired" if expired(person.valid_to, today) is True else person


def is_elder(person: Person, today: date) -> bool:
    """60 years or older today, as the card says (YYYYMMDD or YYYY-MM-DD); a date nobody can read is no age."""
    digits = "".join(char for char in person.birth if char.isdigit())
    try:
        born = date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        return False
    years = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
    return years >= ELDER_YEARS


def _person(kind: str, fields: Mapping[str, Json]) -> Person:
    def text(*names: str) -> str:
        found = (fields.get(name) for name in names)
        return next((value.strip() for value in found if isinstance(value, str) and value.strip()), "")

    return Person(
        kind=kind,
        name=PersonName(text("name", "name_cn", "name_en")),
        id_number=IdNumber(text("id_number")),
        sex=text("sex"),
        birth=text("birth"),
        address=Address(text("new_address", "address")),
        valid_to=text("valid_to"),
    )
