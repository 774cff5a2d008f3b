"""Places of the plan in words: what they are called, when they are open, how to go there. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from hall.settings import Words
from hall.settings.times import DAYS, OpenHours
from hall.texts import Texts
from kiosk.flows.atlas import NEAR_M, UNIT, WINDOW, Atlas, Spot, Way

ALL_DAY = "00:00-24:00"


def words_of(words: Words, texts: Texts) -> str:
    """A text of the hall file in the visit's language; the Chinese where there is no English."""
    return words.en if texts.language == "en" and words.en else words.zh


def name_of(spot: Spot, atlas: Atlas, texts: Texts) -> str:
    """What a place is called."""
    own = words_of(spot.name, texts)
    if spot.kind == WINDOW:
        return texts.say("place.window", n=spot.window, name=own)
    if spot.kind == UNIT:
        role = next((one.role for one in atlas.machines if one.id == spot.unit), "terminal")
        return texts.say(f"place.{role}", place=own) if own else texts.say(f"place.kind.{UNIT}")
    return own or texts.say(f"place.kind.{spot.kind}")


def about(spot: Spot, texts: Texts) -> str:
    """Its note and its hours, "" for neither."""
    parts = [words_of(spot.note, texts), *(hours_of(each, texts) for each in spot.hours)]
    return texts.say("place.and").join(part for part in parts if part)


def hours_of(hours: OpenHours, texts: Texts) -> str:
    """周一至周五 09:00-12:00、13:30-17:00."""
    at = sorted(DAYS.index(day) for day in hours.days)
    names = [texts.say(f"place.day.{day}") for day in DAYS]
    if at == list(range(len(DAYS))):
        days = texts.say("place.every_day")
    elif len(at) > 2 and at == list(range(at[0], at[-1] + 1)):
        days = texts.say("place.days", first=names[at[0]], last=names[at[-1]])
    else:
        days = texts.say("place.list").join(names[each] for each in at)
    spans = [texts.say("place.all_day") if each == ALL_DAY else each for each in hours.open]
    return f"{days} {texts.say('place.list').join(spans)}"


def way_of(spot: Spot, atlas: Atlas, texts: Texts) -> str:
    """How to go there from here; where it is, when that is not known."""
    way = atlas.way(spot)
    floor = next((words_of(one.name, texts) for one in atlas.floors if one.id == spot.floor), "")
    several = len(atlas.floors) > 1
    if spot == atlas.here:
        return texts.say("place.here")
    if way is None:
        return texts.say("place.on_floor", floor=floor) if several else ""
    steps = texts.say("place.and").join(_steps(way, texts))
    if way.via is not None:
        return texts.say("place.by", via=name_of(way.via, atlas, texts), steps=steps, floor=floor)
    return steps


def _steps(way: Way, texts: Texts) -> Sequence[str]:
    ahead, side = way.ahead, abs(way.side)
    hand = "right" if way.side > 0 else "left"
    if ahead < NEAR_M and side < NEAR_M:
        return (texts.say("place.beside"),)
    steps = []
    if ahead >= NEAR_M:
        steps.append(texts.say("place.back" if way.turn else "place.ahead", n=ahead))
    if side >= NEAR_M:
        steps.append(texts.say(f"place.then_{hand}" if steps else f"place.{hand}", n=side))
    return steps
