"""`hallkit device read`: one ID card or one code, then exit. Personal data is masked unless asked for."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Mapping

from drivers.id_card.reading import READING_MS
from drivers.types import CompletionCode, Json
from hall.cli.exits import Exit
from hall.cli.language import Say
from hall.cli.output import printable, tell
from hall.cli.session import Answer, Device, of_completion, of_status, show, use, with_facts
from hall.domain.privacy import Address, IdNumber, PersonName

_LABELS = {
    "name": "姓名",
    "name_cn": "中文姓名",
    "name_en": "英文姓名",
    "sex_name": "性别",
    "nation_name": "民族",
    "country": "国籍",
    "birth": "出生日期",
    "address": "住址",
    "new_address": "最新住址",
    "id_number": "证件号码",
    "permit_number": "通行证号码",
    "issuer": "签发机关",
    "valid_from": "有效期自",
    "valid_to": "有效期至",
}
_NAMES = {"name", "name_cn", "name_en", "name_en2"}
_NUMBERS = {"id_number", "permit_number", "old_number_ref"}
_SHOWN = {
    "sex",
    "sex_name",
    "nation",
    "nation_name",
    "country",
    "issuer",
    "issuer_code",
    "issue_count",
    "card_version",
    "renewals",
    "valid_from",
    "valid_to",
}
"""What may be shown as it is; a field in none of these sets is hidden whole."""


def masked(name: str, text: str) -> str:
    """A card's field as it may be shown."""
    if name in _NAMES:
        return PersonName(text).mask()
    if name in _NUMBERS:
        return IdNumber(text).mask()
    if name == "birth":
        return text[:4] + "*" * (len(text) - 4)
    if name in {"address", "new_address"}:
        return Address(text).mask() if text else ""
    return text if name in _SHOWN else "*" * len(text)


def read_card(chosen: Namespace, say: Say) -> int:
    """Wait for one card, print what it says."""
    zh, en = (
        "请把一张证件平放在读卡区，已经放着的先拿起来",
        "put one card flat on the reader; lift one that lies there",
    )
    answer = once(chosen, say, "read_card", say(zh, en), READING_MS)
    if answer.exit is Exit.DONE:
        answer = _card(answer, reveal=chosen.reveal)
    return show(chosen, say, answer, lambda: _card_text(say, answer.facts))


def _card(answer: Answer, *, reveal: bool) -> Answer:
    """The card's facts; a number whose check digit is wrong is no success."""
    fields = answer.facts.get("fields")
    good = answer.facts.get("id_check_ok") is True
    shown: dict[str, Json] = {}
    if isinstance(fields, Mapping):
        for name, value in fields.items():
            shown[name] = value if reveal else masked(name, str(value))
    facts: dict[str, Json] = {"kind": answer.facts.get("kind"), "fields": shown, "id_check_ok": good}
    if good:
        return with_facts(answer, facts)
    return Answer(Exit.CITIZEN, CompletionCode.COMMAND_ERROR_CODE, "card.garbled", facts)


def _card_text(say: Say, facts: Mapping[str, Json]) -> str:
    fields = facts.get("fields")
    lines = [f"{say('证件类别', 'kind')}: {facts.get('kind')}"]
    if isinstance(fields, dict):
        lines += [
            f"{say(zh, name)}: {printable(str(fields[name]))}"
            for name, zh in _LABELS.items()
            if fields.get(name)
        ]
    return "\n".join(lines)


def read_code(chosen: Namespace, say: Say) -> int:
    """Wait for one code, print what it holds."""
    answer = once(chosen, say, "read_code", say("请出示一个码", "present a code"))
    if answer.exit is Exit.DONE:
        names = ("bytes_hex", "text", "charset", "length")
        answer = with_facts(answer, {name: answer.facts.get(name) for name in names})
    return show(chosen, say, answer, lambda: _code_text(say, answer.facts))


def _code_text(say: Say, facts: Mapping[str, Json]) -> str:
    text = facts.get("text")
    charset = facts.get("charset") or say("二进制", "binary")
    head = f"{facts.get('length')} {say('字节', 'bytes')}, {charset}"
    return f"{head}\n{printable(text) if isinstance(text, str) else facts.get('bytes_hex')}"


def once(chosen: Namespace, say: Say, op: str, prompt: str, reading_ms: int = 0) -> Answer:
    """Run one reading command as soon as the device is ready. `reading_ms`: a found card's own time, after the wait."""

    async def work(device: Device) -> Answer:
        status = await device.settled()
        if not status.ready:
            return of_status(status)
        limit = say(f"最多等 {chosen.timeout:g} 秒", f"at most {chosen.timeout:g} s")
        tell(f"{prompt}({limit})" if say.language == "zh" else f"{prompt} ({limit})")
        answer = of_completion(await (device.wait_for_card(op, reading_ms) if reading_ms else device.run(op)))
        return answer if answer.exit is Exit.DONE else with_facts(answer, {})

    return use(chosen, work)
