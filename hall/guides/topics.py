"""A guide in the order in which people ask: one topic to a page, in plain words. The terminal, phones and the command show these."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass

from hall.contract.guides import Contact, Form, Guide, Material, Place, Step, TimeLimit
from hall.contract.messages import Text
from hall.domain.dates import day_in
from hall.texts import Texts

JOIN = " · "
"""Between details."""


@dataclass(frozen=True)
class Topic:
    """`key`: bring, who, where…, sample-1; `brief`: the answer in a few words, "" for none; `picture`: its file's name."""

    key: str
    title: str
    brief: str
    lines: tuple[str, ...]
    picture: str = ""


def said(text: Text, texts: Texts) -> str:
    """A text of the guide in the language of the reader, in Chinese when it has no English."""
    return text.en if texts.language == "en" and text.en else text.zh


def _comma(texts: Texts) -> str:
    return "、" if texts.language == "zh" else ", "


def topics(guide: Guide, texts: Texts) -> tuple[Topic, ...]:
    """What there is to say, without what nobody wrote anything about."""
    found = []
    for key, make in _TOPICS.items():
        if key == "result":
            found += _samples(guide, texts)
        lines = tuple(line for line in make(guide, texts) if line)
        if lines:
            brief = _BRIEFS[key](guide, texts) if key in _BRIEFS else ""
            found.append(Topic(key, texts.say(f"guide.topic.{key}"), brief, lines))
    return tuple(found)


def shown(found: Iterable[Topic], pictures: Collection[str]) -> tuple[Topic, ...]:
    """Without samples of which the picture is not there."""
    return tuple(each for each in found if not each.picture or each.picture in pictures)


def summary(guide: Guide, texts: Texts) -> tuple[str, ...]:
    """The item in a few lines: whose it is, how long, what it costs."""
    return (said(guide.department.name, texts), time_of(guide.promised, texts), fee_of(guide, texts))


def time_of(limit: TimeLimit, texts: Texts) -> str:
    """How long it takes."""
    if limit.days == 0:
        return texts.say("guide.word.at_once")
    one = "_one" if limit.days == 1 else ""
    return texts.say(f"guide.word.{limit.unit}{one}", n=limit.days)


def fee_of(guide: Guide, texts: Texts) -> str:
    """What it costs, in a word."""
    if guide.fees or guide.charged:
        return texts.say("guide.word.costs")
    return texts.say("guide.word.free" if guide.charged is False else "guide.word.fee_unsaid")


def validity(guide: Guide, texts: Texts) -> str:
    """Which version it is and how long it holds."""
    key = "version" if guide.expires is None else "version_until"
    facts = {"until": day_in(texts.language, guide.expires)} if guide.expires else {}
    since = day_in(texts.language, guide.published)
    return texts.say(f"guide.{key}", version=guide.version, since=since, **facts)


def material_line(material: Material, texts: Texts, *, source: bool = True) -> str:
    """One thing to bring, with all that has to be minded. `source`: also where it comes from."""
    details = [*_papers(material, texts), said(material.signed, texts)]
    details += [said(each, texts) for each in material.requirements]
    if material.source.zh and source:
        details.append(texts.say("guide.word.source", source=said(material.source, texts)))
    if material.promised_days:
        details.append(texts.say("guide.word.later", n=material.promised_days))
    details += [texts.say("guide.word.commitment")] * material.commitment
    name = said(material.name, texts)
    if material.need != "always" or material.when.zh:
        when = said(material.when, texts) or texts.say("guide.word.optional")
        name = f"{name}（{when}）" if texts.language == "zh" else f"{name} ({when})"
    return "\n".join(part for part in (name, JOIN.join(each for each in details if each)) if part)


def _papers(material: Material, texts: Texts) -> list[str]:
    if material.shared:
        return [texts.say("guide.word.shared")]
    found = [texts.say("guide.word.electronic")] if material.format == "electronic" else []
    counts = (("originals", material.originals), ("copies", material.copies))
    if material.format != "electronic":
        found += [
            texts.say(f"guide.word.{key}{'_one' if count == 1 else ''}", n=count)
            for key, count in counts
            if count
        ]
    return found


def _bring(guide: Guide, texts: Texts) -> Iterator[str]:
    if not guide.materials:
        yield texts.say("guide.word.nothing" if guide.no_materials else "guide.word.materials_unsaid")
    for material in guide.materials:
        yield material_line(material, texts)


def _who(guide: Guide, texts: Texts) -> Iterator[str]:
    conditions = guide.conditions
    yield said(conditions.scope, texts)
    yield from (said(each, texts) for each in conditions.accept)
    yield from (texts.say("guide.word.not_for", what=said(each, texts)) for each in conditions.refuse)
    yield said(conditions.limit, texts)


def _where(guide: Guide, texts: Texts) -> Iterator[str]:
    for place in guide.places:
        yield place_line(place, texts)
    if guide.ways:
        ways = _comma(texts).join(texts.say(f"guide.way.{way}") for way in guide.ways)
        yield texts.say("guide.word.ways", ways=ways)
    if guide.area.zh:
        yield texts.say("guide.word.area", area=said(guide.area, texts))


def place_line(place: Place, texts: Texts) -> str:
    """Where, at which windows, when, how to get there."""
    found = [said(place.address, texts)]
    if place.windows:
        key = "guide.word.window" if len(place.windows) == 1 else "guide.word.windows"
        found.append(texts.say(key, windows=_comma(texts).join(map(str, place.windows))))
    found += [said(place.hours, texts), said(place.route, texts)]
    return "\n".join(each for each in found if each)


def _time(guide: Guide, texts: Texts) -> Iterator[str]:
    promised = texts.say("guide.word.promised", time=time_of(guide.promised, texts))
    yield "\n".join(each for each in (promised, said(guide.promised.note, texts)) if each)
    if guide.statutory is not None:
        yield texts.say("guide.word.statutory", time=time_of(guide.statutory, texts))
    yield texts.say(f"guide.class.{guide.case_class}")
    if guide.visits is not None:
        key = {0: "no_visit", 1: "one_visit"}.get(guide.visits, "visits")
        yield texts.say(f"guide.word.{key}", n=guide.visits)


def _fee(guide: Guide, texts: Texts) -> Iterator[str]:
    if not guide.fees:
        yield texts.say("guide.word.fee_ask") if guide.charged else fee_of(guide, texts)
    for fee in guide.fees:
        colon = "：" if texts.language == "zh" else ": "
        parts = (f"{said(fee.name, texts)}{colon}{said(fee.amount, texts)}", said(fee.basis, texts))
        yield "\n".join(part for part in parts if part)


def _steps(guide: Guide, texts: Texts) -> Iterator[str]:
    for number, step in enumerate(guide.steps, 1):
        yield f"{number}. {_step(step, texts)}"
    for step in guide.special:
        yield texts.say("guide.word.special", step=_step(step, texts))


def _step(step: Step, texts: Texts) -> str:
    found = [said(step.who, texts), said(step.does, texts)]
    if step.days is not None:
        found.append(time_of(TimeLimit(days=step.days), texts))
    if step.gives.zh:
        found.append(texts.say("guide.word.gives", what=said(step.gives, texts)))
    details = JOIN.join(each for each in found if each)
    return "\n".join(each for each in (said(step.name, texts), details) if each)


def _result(guide: Guide, texts: Texts) -> Iterator[str]:
    result = guide.result
    yield said(result.name, texts)
    if result.valid.zh:
        yield texts.say("guide.word.valid", time=said(result.valid, texts))
    yield from (texts.say(f"guide.delivery.{each}") for each in result.delivery)


def _forms(guide: Guide) -> list[Form]:
    return [each.form for each in guide.materials if each.form is not None]


def _mistakes(guide: Guide, texts: Texts) -> Iterator[str]:
    for form in _forms(guide):
        yield from (said(each, texts) for each in form.notes)
        yield from (texts.say("guide.word.mistake", what=said(each, texts)) for each in form.mistakes)


def _samples(guide: Guide, texts: Texts) -> list[Topic]:
    shown = [(form.sample, said(form.name, texts)) for form in _forms(guide)]
    shown.append((guide.result.sample, said(guide.result.name, texts)))
    title = texts.say("guide.topic.sample")
    named = [(picture, name) for picture, name in shown if picture]
    return [Topic(f"sample-{at}", title, name, (), picture) for at, (picture, name) in enumerate(named, 1)]


def _ask(guide: Guide, texts: Texts) -> Iterator[str]:
    for key, contact in (("inquiry", guide.inquiry), ("complaint", guide.complaint)):
        yield contact_line(key, contact, texts)
    yield from (_link(key, url, texts) for key, url in guide.online.model_dump().items() if url)


def contact_line(key: str, contact: Contact, texts: Texts) -> str:
    """Whom to ask or tell."""
    found = [contact.phone, said(contact.address, texts), contact.url]
    words = JOIN.join(each for each in found if each)
    return texts.say(f"guide.word.{key}", contact=words) if words else ""


def _link(key: str, url: str, texts: Texts) -> str:
    return texts.say(f"guide.link.{key}", url=url)


def _questions(guide: Guide, texts: Texts) -> Iterator[str]:
    for each in guide.questions:
        yield f"{said(each.ask, texts)}\n{said(each.answer, texts)}"


def _basis(guide: Guide, texts: Texts) -> Iterator[str]:
    for each in guide.basis:
        title = f"{said(each.title, texts)} {said(each.article, texts)}".strip()
        yield "\n".join(part for part in (title, said(each.text, texts)) if part)


def _rights(guide: Guide, texts: Texts) -> Iterator[str]:
    yield from (said(each, texts) for each in guide.rights)
    yield from (texts.say("guide.word.agent", what=said(each, texts)) for each in guide.agents)


def _office(guide: Guide, texts: Texts) -> Iterator[str]:
    office = guide.department
    yield texts.say("guide.word.office", name=said(office.name, texts))
    named = (("decides", office.decides), ("entrusted", office.entrusted), ("level", office.level))
    yield from (texts.say(f"guide.word.{key}", name=said(text, texts)) for key, text in named if text.zh)
    if office.joint:
        yield texts.say(
            "guide.word.joint", name=_comma(texts).join(said(each, texts) for each in office.joint)
        )
    if guide.kind.zh:
        yield texts.say("guide.word.kind", name=said(guide.kind, texts))
    if guide.codes.task:
        yield texts.say("guide.word.task", code=guide.codes.task)
    yield validity(guide, texts)


_TOPICS: dict[str, Callable[[Guide, Texts], Iterator[str]]] = {
    "bring": _bring,
    "where": _where,
    "time": _time,
    "fee": _fee,
    "steps": _steps,
    "who": _who,
    "mistakes": _mistakes,
    "result": _result,
    "ask": _ask,
    "questions": _questions,
    "basis": _basis,
    "rights": _rights,
    "office": _office,
}


def _count(guide: Guide, texts: Texts) -> str:
    count = len(guide.materials)
    if not count:
        return texts.say("guide.word.nothing") if guide.no_materials else ""
    return texts.say("guide.word.materials_one" if count == 1 else "guide.word.materials", n=count)


_BRIEFS: dict[str, Callable[[Guide, Texts], str]] = {
    "bring": _count,
    "time": lambda guide, texts: time_of(guide.promised, texts),
    "fee": fee_of,
    "result": lambda guide, texts: said(guide.result.name, texts),
}
