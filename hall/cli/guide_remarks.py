"""What is said of guides that hold no fault: elements, pictures and days that are missing, over, or told differently."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from hall.cli.language import Say
from hall.contract.guides import Guide, TimeLimit
from hall.guides.files import PICTURES
from hall.guides.lacking import lacks
from hall.guides.topics import said
from hall.settings.schema import Item
from hall.texts import Texts


@dataclass(frozen=True)
class Beside:
    """What a hall has besides these guides. `pictures`: names, None when nobody looked."""

    items: Sequence[Item] = ()
    pictures: Collection[str] | None = None


def remarks(guides: Iterable[Guide], beside: Beside, today: date, texts: Texts, say: Say) -> Iterator[str]:
    """A line each."""
    for guide in guides:
        about = f"{guide.id} {said(guide.name, texts)}"
        lacking = "、".join(texts.say(f"guide.element.{name}") for name in lacks(guide))
        if lacking:
            yield f"{about}: {say('还缺', 'still lacks')} {lacking}"
        if guide.is_over(today):
            yield f"{about}: {texts.say('guide.over_what', until=guide.expires)}"
        for name in missing_pictures(guide, beside):
            yield f"{about}: {say('没有图片', 'no picture')} {PICTURES}/{name}"
        for zh, en in _days(guide, beside.items):
            yield f"{about}: {say(zh, en)}"


def facts(guides: Sequence[Guide], beside: Beside, today: date) -> dict[str, Any]:
    """The same for scripts, by id; nothing where there is nothing to say."""
    by_id: dict[str, dict[str, list[str]]] = {
        "lacking": {each.id: lacks(each) for each in guides},
        "pictures": {each.id: missing_pictures(each, beside) for each in guides},
        "days": {each.id: [en for _, en in _days(each, beside.items)] for each in guides},
    }
    told = {name: {id_: each for id_, each in found.items() if each} for name, found in by_id.items()}
    return {"over": [each.id for each in guides if each.is_over(today)], **told}


def missing_pictures(guide: Guide, beside: Beside) -> list[str]:
    """Those it names and nobody put there."""
    if beside.pictures is None:
        return []
    return [name for name in guide.pictures() if name not in beside.pictures]


def _days(guide: Guide, items: Iterable[Item]) -> Iterator[tuple[str, str]]:
    """Where the guide promises other days than the item of hall.toml, by which cases are counted."""
    item = next((each for each in items if each.id == guide.id), None)
    if item is None:
        return
    limits = (
        ("承诺", "promises", guide.promised, item.promise_days, "promise_days"),
        ("法定", "has by law", guide.statutory, item.statutory_days, "statutory_days"),
    )
    for zh, en, limit, days, key in limits:
        if limit is not None and not _same(limit, days) and (days or key == "promise_days"):
            unit = {"workdays": "个工作日", "days": "天", "months": "个月"}[limit.unit]
            differs = f"{limit.days} {limit.unit}, {key} of hall.toml is {days}: make them the same"
            yield (
                f"指南写{zh} {limit.days} {unit}，hall.toml 的 {key} 是 {days}：改成一样，办件按 hall.toml 计时",
                f"the guide {en} {differs}, cases are counted by hall.toml",
            )


def _same(limit: TimeLimit, days: int) -> bool:
    return limit.unit == "workdays" and limit.days == days
