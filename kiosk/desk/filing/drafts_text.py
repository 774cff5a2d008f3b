"""A draft as bytes, for the seal, and back. Pure; pictures stay out: they are made again from the pages."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, ConfigDict

from hall.contract.filing import How
from hall.contract.guides import Guide
from hall.domain.privacy import Address, IdNumber, Person, PersonName, Phone
from kiosk.flows.filing.filing import Filing, Given, Scan, Unended
from kiosk.flows.filing.words import Draft


class _Form(BaseModel):
    model_config = ConfigDict(extra="forbid")


class _Page(_Form):
    sha256: str
    problems: tuple[str, ...]


class _Given(_Form):
    how: How
    scans: tuple[_Page, ...]
    until: str
    licence: str = ""
    """Written by older programs; not taken up."""


class _Unended(_Form):
    source: str
    place: int | None


class _Person(_Form):
    kind: str
    name: str
    id_number: str
    sex: str
    birth: str
    address: str
    valid_to: str


class _Text(_Form):
    """The layout; another one is no draft of this program."""

    item: str
    phone: str
    guide: Guide | None
    situation: str
    agent: bool | None
    principal: _Person | None
    answers: dict[str, str]
    given: dict[str, _Given]
    unended: dict[str, _Unended] = {}
    at: str
    committed: bool
    strokes: tuple[tuple[tuple[float, float], ...], ...]
    by_card: bool


def to_bytes(draft: Draft) -> bytes:
    """UTF-8 JSON with everything unmasked: for the seal alone."""
    filing = draft.filing
    values: dict[str, Any] = {
        "item": draft.item,
        "phone": draft.phone.reveal(),
        "guide": filing.guide.model_dump(mode="json", exclude_defaults=True) if filing.guide else None,
        "situation": filing.situation,
        "agent": filing.agent,
        "principal": _plain(filing.principal) if filing.principal else None,
        "answers": dict(filing.answers),
        "given": {key: _given(each) for key, each in filing.given.items() if each.how is not How.LICENCE},
        "unended": {key: {"source": one.source, "place": one.place} for key, one in filing.unended.items()},
        "at": filing.at,
        "committed": filing.committed,
        "strokes": filing.strokes,
        "by_card": filing.by_card,
    }
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode()


def from_bytes(body: bytes) -> Draft:
    """What `to_bytes` made. Raises `ValueError` for anything else, an older program's too."""
    text = _Text.model_validate_json(body)
    filing = Filing(
        guide=text.guide,
        situation=text.situation,
        agent=text.agent,
        principal=_person(text.principal) if text.principal else None,
        answers=text.answers,
        given={key: _back(each) for key, each in text.given.items() if each.how is not How.LICENCE},
        unended={key: Unended(one.source, one.place) for key, one in text.unended.items()},
        at=text.at,
        committed=text.committed,
        strokes=text.strokes,
        by_card=text.by_card,
    )
    return Draft(text.item, filing, Phone(text.phone))


def _given(each: Given) -> Mapping[str, Any]:
    scans = [{"sha256": scan.sha256, "problems": scan.problems} for scan in each.scans]
    return {"how": each.how.value, "scans": scans, "until": each.until}


def _back(each: _Given) -> Given:
    scans = tuple(Scan(page.sha256, problems=page.problems) for page in each.scans)
    return Given(each.how, scans, each.until)


def _plain(person: Person) -> Mapping[str, str]:
    return {
        "kind": person.kind,
        "name": person.name.reveal(),
        "id_number": person.id_number.reveal(),
        "sex": person.sex,
        "birth": person.birth,
        "address": person.address.reveal(),
        "valid_to": person.valid_to,
    }


def _person(plain: _Person) -> Person:
    return Person(
        kind=plain.kind,
        name=PersonName(plain.name),
        id_number=IdNumber(plain.id_number),
        sex=plain.sex,
        birth=plain.birth,
        address=Address(plain.address),
        valid_to=plain.valid_to,
    )
