"""Steps of the trail in words: what, who, about what. Values that a step does not have are a dash."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import parse_qsl

from hall.domain.clock import CHINA
from hall.domain.ledger.words import SYSTEM
from hall.server.console.words import Speech
from hall.server.store import trail, trail_rows
from hall.server.store.timeline import QUEUE, Event
from hall.server.store.times import from_us
from hall.texts import Texts

KINDS: Final = "trail_kind."
THINGS: Final = ("hall", "ticket", "window", "clerk", "case", "ledger", "warning", "parcel", "unit")
"""What a timeline can be of."""
_NOTHING: Final = "–"


class _Facts(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return _NOTHING


@dataclass(frozen=True)
class Line:
    """A step in words. `thing`, `key`, `day`: for a link to its own timeline, "" for none; `place`: in its chain."""

    when: str
    title: str
    detail: str
    by: str
    about: str
    thing: str
    key: str
    day: str
    place: str
    sealed: bool


def line(speech: Speech, event: Event, names: Mapping[str, tuple[str, str]]) -> Line:
    """One step. `names`: of the tickets and cases that steps are about (`timeline.numbers`)."""
    thing, _, key = event.about.partition(":")
    number, day = names.get(key, ("", "")) if thing == "ticket" else (key, "")
    if thing == "ticket" and not day:
        thing = "case" if number else thing
    linked = thing in THINGS[1:] and bool(number)
    return Line(
        when=from_us(event.at_us).astimezone(CHINA).strftime("%Y-%m-%d %H:%M:%S"),
        title=title(speech.texts, event.kind),
        detail=_queued(speech, event.said) if event.source == QUEUE else _said(speech.texts, event),
        by=_by(speech, event),
        about=_about(speech, thing, number),
        thing=thing if linked else "",
        key=number if linked else "",
        day=day,
        place=speech.say(f"trail.place_{event.source}", n=event.seq),
        sealed=event.sealed,
    )


def title(texts: Texts, kind: str) -> str:
    """What the step is; a kind without words is told as it is."""
    return _say(f"trail_kind.{kind}", texts, {}) or kind


def kinds(texts: Texts) -> list[tuple[str, str]]:
    """Every kind that has words, with them, in the catalogue's order."""
    begin = len(KINDS)
    return [(key[begin:], words) for key, words in texts.table.items() if key.startswith(KINDS)]


def broken(texts: Texts, code: str, facts: Mapping[str, Any]) -> str:
    """Where it is broken, in words."""
    part = str(facts.get("table", ""))
    told = {name: str(value) for name, value in facts.items()} | {
        "part": _say(f"trail_part.{part}", texts, {})
    }
    return _say(f"trail_broken.{code}", texts, told)


def _queued(speech: Speech, said: Mapping[str, Any]) -> str:
    words = [said["number"], speech.service(said["service"]) if said["service"] else "", said["pause"]]
    return " · ".join(word for word in words if word)


def _said(texts: Texts, event: Event) -> str:
    told = {name: _told(value) for name, value in event.said.items()}
    if "flag" in told:
        told["flag"] = _say(f"rated_flag.{told['flag']}", texts, {}) or told["flag"]
    if "query" in told:
        told["query"] = _asked(texts, told["query"])
    return _say(f"trail_said.{event.kind}", texts, told)


def _asked(texts: Texts, query: str) -> str:
    """What a file was asked for; what has no words stands as it was typed."""

    def value(name: str, typed: str) -> str:
        known = {
            "kind": title(texts, typed),
            "by": _say(f"trail_by.{typed}", texts, {}),
            "thing": _say(f"trail_thing.{typed}", texts, {}),
        }
        return known.get(name) or typed

    pairs = [(name, value(name, typed)) for name, typed in parse_qsl(query)]
    said = [f"{_say(f'trail_query.{name}', texts, {}) or name} {words}" for name, words in pairs]
    return " · ".join(said) or _say("trail_query.nothing", texts, {})


def _say(key: str, texts: Texts, facts: Mapping[str, str]) -> str:
    """A text, "" where there is none; what it lacks is a dash."""
    return texts.table.get(key, "").format_map(_Facts(facts))


def _told(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return "" if value is None else str(value)


def _by(speech: Speech, event: Event) -> str:
    if event.source == QUEUE:
        return event.by
    known = {trail.SERVER: "server", SYSTEM: "server", trail_rows.CITIZEN: "citizen", "": "nobody"}
    if event.by in known:
        return speech.say(f"trail.{known[event.by]}")
    thing, _, key = event.by.partition(":")
    if thing == "window" and key:
        return speech.say("trail.at_window", n=key)
    return _named(speech, event.by)


def _named(speech: Speech, by: str) -> str:
    """A staff number with its name."""
    name = next((one.name for one in speech.catalogue.settings.clerks if one.id == by), "")
    return f"{name}({by})" if name else by


def _about(speech: Speech, thing: str, key: str) -> str:
    if thing == "window":
        return speech.say("trail.at_window", n=key)
    words = _say(f"trail_thing.{thing}", speech.texts, {}) or thing
    if thing == "clerk":
        return _named(speech, key)
    return f"{words} {key[:_LONGEST]}".strip() if thing not in _BARE else words


_LONGEST: Final = 40
_BARE: Final = frozenset({"hall", "feed", "paper"})
"""Their keys are ids that nobody reads."""
