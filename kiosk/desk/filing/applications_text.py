"""The text of an application, as it is kept with its pages: what was said, what was handed in, what was signed. Pure."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from datetime import datetime

from hall.contract.answers import UNSURE
from hall.contract.filing import Handed, How, Question
from hall.contract.messages import ItemInfo
from hall.domain.clock import CHINA
from hall.domain.dates import iso_in
from hall.domain.privacy import Person
from hall.texts import Texts
from kiosk.flows.filing.filing import Filing
from kiosk.flows.filing.text import signed
from kiosk.flows.words import SubmitApplication

_HOW = {
    How.COMMITTED: "以书面承诺代替",
    How.SHARED: "数据共享，免提交",
    How.SHOWN: "已出示，由读卡器读取",
    How.CODED: "居民码核验身份，没有出示证件",
    How.FILLED: "在屏幕上填写",
    How.LEFT_OUT: "未提供",
}
Line = tuple[str, str]


def application_text(
    number: str, item: ItemInfo, asked: SubmitApplication, at: datetime, texts: Texts, signature: str = ""
) -> bytes:
    """What the citizen confirmed on the check page: UTF-8, NFC, one `name: value` per line.

    `texts`: in the language of the visit, for the lines that stood above the signature. `signature`: SHA-256 of its
    picture. The same content gives the same bytes. The intent's id in it makes its hash one that nobody can guess.
    """
    filing = asked.filing
    lines = [
        ("办件编号", number),
        ("intent", asked.intent),
        ("事项", f"{item.name.zh} ({item.id})"),
        *_guide(filing),
        *_person("", filing.principal or asked.person),
        *(_person("代办人", asked.person) if filing.principal else ()),
        ("手机号码", asked.phone.reveal()),
        *_answers(filing),
        *(_material(each) for each in (filing.handed() if filing.guide else ())),
        *(("声明", line) for line in (signed(filing, item.name, texts) if is_signed(filing) else ())),
        *((("签名", f"sha256 {signature}"),) if signature else ()),
        ("提交时间", at.astimezone(CHINA).isoformat(timespec="seconds")),
    ]
    text = "".join(f"{_one_line(name)}: {_one_line(value)}\n" for name, value in lines)
    return unicodedata.normalize("NFC", text).encode()


def is_signed(filing: Filing) -> bool:
    """By hand, or by the card of whoever stands there."""
    return bool(filing.strokes) or filing.by_card


def _guide(filing: Filing) -> Iterator[Line]:
    if filing.guide is None:
        return
    yield "办事指南版本", filing.guide.version
    for each in filing.guide.apply.situations:
        if each.id == filing.situation:
            yield "情形", each.name.zh


def _person(role: str, person: Person) -> tuple[Line, ...]:
    return (
        (f"{role}证件类别", person.kind),
        (f"{role}姓名", person.name.reveal()),
        (f"{role}证件号码", person.id_number.reveal()),
        (f"{role}性别", person.sex),
        (f"{role}出生日期", person.birth),
        (f"{role}住址", person.address.reveal()),
        (f"{role}证件有效期至", person.valid_to),
        *(((f"{role}身份核验", "居民码"),) if person.by_code else ()),
    )


def _answers(filing: Filing) -> Iterator[Line]:
    """By the question's own words, in its order; what no question asked for, sorted, by its key."""
    known = {each.id: each for each in (filing.guide.apply.questions if filing.guide else ())}
    for key, question in known.items():
        if key in filing.answers:
            yield question.ask.zh, _said(question, filing.answers[key])
    yield from sorted((key, value) for key, value in filing.answers.items() if key not in known)


def _said(question: Question, value: str) -> str:
    if not value:
        return "(未填)"
    if value == UNSURE and question.unsure:
        return "不清楚"
    return next((each.name.zh for each in question.choices if each.id == value), value)


def _material(handed: Handed) -> Line:
    match handed.how:
        case How.SCANNED:
            said = f"已扫描 {len(handed.pages)} 页 {' '.join(handed.pages)}"
        case How.PROMISED:
            said = f"容缺，最迟 {iso_in('zh', handed.until)} 补交"
        case How.LICENCE:
            said = f"电子证照 {handed.licence}"
        case _:
            said = _HOW[handed.how]
    return f"材料 {handed.name}", said


def _one_line(value: str) -> str:
    return " ".join("".join(char if char.isprintable() else " " for char in value).split())
