"""What does not fit together in how an item is applied for: told with its place, before a citizen meets it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from hall.contract.answers import bound_day
from hall.contract.filing import Question
from hall.contract.guides import Guide
from hall.settings.places import Loc
from hall.settings.problems import Finding, unknown


def amiss(guides: Sequence[Guide]) -> list[Finding]:
    """Every fault of these guides; a place begins with ("guides", number)."""
    return [each for at, guide in enumerate(guides) for each in _of(guide, ("guides", at))]


def _of(guide: Guide, loc: Loc) -> Iterator[Finding]:
    apply, known = guide.apply, [each.id for each in guide.apply.situations]
    yield from _twice(known, (*loc, "apply", "situations"))
    yield from _twice([each.id for each in apply.questions], (*loc, "apply", "questions"))
    yield from _twice([each.id for each in guide.materials], (*loc, "materials"))
    for at, question in enumerate(apply.questions):
        place = (*loc, "apply", "questions", at)
        yield from _situations(question.situations, known, place)
        yield from _choices(question, place)
        yield from _bounds(question, place)
    for at, material in enumerate(guide.materials):
        place = (*loc, "materials", at)
        yield from _situations(material.situations, known, place)
        if material.commitment and not apply.commitment.zh:
            yield Finding(
                (*place, "commitment"),
                "可以书面承诺代替，却没有承诺书：写上 apply.commitment(表格里是事项的 承诺书 一列)",
                "a commitment replaces it, and there is none to sign: write apply.commitment (column 承诺书 of the item)",
            )


_BOUNDS: Final[Mapping[str, Sequence[str]]] = {
    "date": ("earliest", "latest"),
    "number": ("smallest", "largest"),
    "text": ("shortest",),
}
"""Which bounds a kind of question has."""
_ANY_DAY: Final = date(2026, 1, 1)


def _bounds(question: Question, loc: Loc) -> Iterator[Finding]:
    """Those of another kind of question, those that are no day, and those that leave nothing between them."""
    for kind, names in _BOUNDS.items():
        for name in names:
            if kind != question.kind and getattr(question, name) not in {"", 0, None}:
                zh = f"kind 是 {question.kind} 的问题没有 {name}：去掉它"
                yield Finding(
                    (*loc, name), zh, f"a question of kind {question.kind} has no {name}: leave it out"
                )
    wrong = [name for name in _BOUNDS["date"] if not _is_day(getattr(question, name))]
    for name in wrong:
        zh, en = (
            "日历上没有这一天，写成 2026-11-22 或 today-120y",
            "is no day, write 2026-11-22 or today-120y",
        )
        yield Finding((*loc, name), f"{name} = {getattr(question, name)!r} {zh}", f"{name} {en}")
    if not wrong and _leaves_nothing(question):
        zh, en = "两头的范围之间没有能填的答案：换一头", "nothing lies between the bounds: change one of them"
        last = {"date": "latest", "number": "largest"}.get(question.kind, "shortest")
        yield Finding((*loc, last), zh, en)


def _is_day(bound: str) -> bool:
    try:
        bound_day(bound, _ANY_DAY)
    except ValueError:
        return False
    return True


def _leaves_nothing(question: Question) -> bool:
    """Judged as of one day; of a day and one that moves nobody can say."""
    first, last = question.earliest, question.latest
    if question.kind == "date" and first and last and first.startswith("today") is last.startswith("today"):
        one, other = bound_day(first, _ANY_DAY), bound_day(last, _ANY_DAY)
        return one is not None and other is not None and one > other
    if question.kind == "number":
        return (question.smallest or 0) > _largest(question)
    return question.kind == "text" and question.shortest > question.most


def _largest(question: Question) -> int:
    digits = int("9" * min(question.most, 9))
    return digits if question.largest is None else min(question.largest, digits)


def _twice(keys: Iterable[str], loc: Loc) -> Iterator[Finding]:
    """Ids that stand twice; "" is none."""
    keys = list(keys)
    for key, count in Counter(keys).items():
        if key and count > 1:
            at = len(keys) - 1 - keys[::-1].index(key)
            yield Finding(
                (*loc, at, "id"), f"代号 {key} 重复了，换一个", f"id {key} is used twice; choose another"
            )


def _situations(named: Iterable[str], known: Sequence[str], loc: Loc) -> Iterator[Finding]:
    for key in named:
        if key not in known:
            yield unknown((*loc, "situations"), ("情形", "situation"), key, known)


def _choices(question: Question, loc: Loc) -> Iterator[Finding]:
    if question.kind == "choice" and not question.choices:
        yield Finding(
            (*loc, "choices"), "要选择，却没有选项：写上 choices", "there is nothing to choose: write choices"
        )
    elif question.kind != "choice" and question.choices:
        zh, en = "有选项的，kind 应当是 choice(选择)", "with choices the kind must be choice"
        yield Finding((*loc, "kind"), zh, en)
    yield from _twice([each.id for each in question.choices], (*loc, "choices"))
