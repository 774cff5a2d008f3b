"""`hallkit device read social_card`: one social-security card, then exit. Masked as ID cards are."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Mapping

from drivers.smart_card.reader import READING_MS
from drivers.types import CompletionCode, Json
from hall.cli.exits import Exit
from hall.cli.language import Say
from hall.cli.output import printable
from hall.cli.reading import masked, once
from hall.cli.session import Answer, show, with_facts
from hall.domain.privacy import IdNumber

_LABELS = {
    "name": "姓名",
    "id_number": "社会保障号码",
    "sex_name": "性别",
    "nation_name": "民族",
    "birth": "出生日期",
    "birthplace": "出生地",
    "card_number": "卡号",
    "card_id": "卡识别码",
    "region": "统筹区",
    "issued": "发卡日期",
    "valid_to": "有效期至",
    "version": "规范版本",
}
_NUMBERS = {"card_number", "card_id"}
_SHOWN = {"region", "issued", "version"}
"""What the card says of itself; the rest is judged as an ID card's fields are."""


def shown(name: str, text: str) -> str:
    """A field as it may be shown."""
    if name in _NUMBERS:
        return IdNumber(text).mask()
    return text if name in _SHOWN else masked(name, text)


def read_social_card(chosen: Namespace, say: Say) -> int:
    """Wait for one card, print what it says."""
    prompt = say("请插入一张社保卡", "put in one social-security card")
    answer = once(chosen, say, "read_social_card", prompt, READING_MS)
    if answer.exit is Exit.DONE:
        answer = _card(answer, reveal=chosen.reveal)
    return show(chosen, say, answer, lambda: _text(say, answer.facts))


def _card(answer: Answer, *, reveal: bool) -> Answer:
    """The card's facts; a number whose check digit is wrong is no success."""
    fields = answer.facts.get("fields")
    good = answer.facts.get("id_check_ok") is True
    told: dict[str, Json] = {}
    if isinstance(fields, Mapping):
        told = {name: value if reveal else shown(name, str(value)) for name, value in fields.items()}
    facts: dict[str, Json] = {
        "kind": answer.facts.get("kind"),
        "generation": answer.facts.get("generation"),
        "fields": told,
        "id_check_ok": good,
    }
    if good:
        return with_facts(answer, facts)
    return Answer(Exit.CITIZEN, CompletionCode.COMMAND_ERROR_CODE, "card.garbled", facts)


def _text(say: Say, facts: Mapping[str, Json]) -> str:
    fields = facts.get("fields")
    lines = [f"{say('第几代', 'generation')}: {facts.get('generation')}"]
    if isinstance(fields, dict):
        lines += [
            f"{say(zh, name)}: {printable(str(fields[name]))}"
            for name, zh in _LABELS.items()
            if fields.get(name)
        ]
    return "\n".join(lines)
