"""The guides in rows: shelves, what was found, what a guide tells about, and what is the matter with it."""

from __future__ import annotations

from datetime import date

from hall.contract.guides import Guide
from hall.domain.dates import day_in
from hall.guides.topics import Topic, said
from hall.texts import Texts
from kiosk.flows.library import Library
from kiosk.flows.places import TOPIC, service_of_guide
from kiosk.flows.visit import State, Visit
from kiosk.views.rows import Row

LISTED = 60
"""Rows of a list at most: who does not find it in sixty types one more letter."""


def found(visit: Visit, texts: Texts) -> str:
    """How many there are, as the key says it."""
    count = len(visit.looking.found)
    if not count:
        return texts.say("guide.written_none" if visit.looking.written else "guide.found_none")
    if not visit.looking.typed:
        return texts.say("guide.every", n=count)
    return texts.say("guide.found_one" if count == 1 else "guide.found", n=count)


def heading(library: Library, visit: Visit, texts: Texts) -> str:
    """What the list is a list of."""
    looking = visit.looking
    if not looking.shelf:
        kind = {"department": "departments", "theme": "themes"}.get(looking.shelves, "hits")
        return texts.say(f"guide.{kind}")
    return shelf_name(library, looking.shelf, texts)


def shelf_name(library: Library, shelf: str, texts: Texts) -> str:
    """A department or theme as the reader calls it."""
    named = [each.name for each in library.themes]
    named += [each.department.name for each in library.guides.values()]
    return next((said(each, texts) for each in named if each.zh == shelf), shelf)


def about(library: Library, visit: Visit, texts: Texts) -> str:
    """What a theme means."""
    if visit.looking.shelves != "theme" or not visit.looking.shelf:
        return ""
    theme = next((each for each in library.themes if each.name.zh == visit.looking.shelf), None)
    return (said(theme.about, texts) or texts.say("guide.together")) if theme else ""


def shelves(library: Library, visit: Visit, texts: Texts) -> list[Row]:
    """Departments or themes."""
    if visit.looking.shelves == "theme":
        counts = {each.name.zh: len(each.guides) for each in library.themes}
    else:
        counts = {name: len(entries) for name, entries in library.departments().items()}
    return [
        Row(
            key=name,
            name=shelf_name(library, name, texts),
            note=texts.say("guide.items_one" if count == 1 else "guide.items", n=count),
        )
        for name, count in counts.items()
    ]


def hits(library: Library, visit: Visit, texts: Texts) -> list[Row]:
    """The items found."""
    shown = [library.guides[id_] for id_ in visit.looking.found[:LISTED] if id_ in library.guides]
    return [_hit(each, library.today, texts) for each in shown]


def _hit(guide: Guide, today: str, texts: Texts) -> Row:
    over = texts.say("guide.over") if _is_over(guide, today) else ""
    return Row(
        key=guide.id, name=said(guide.name, texts), note=said(guide.department.name, texts), badge=over
    )


def topic_row(topic: Topic) -> Row:
    """One thing that a guide tells about."""
    return Row(key=topic.key, name=topic.title, note=topic.brief)


def way_rows(topic: Topic, state: State, guide: Guide | None, texts: Texts) -> list[Row]:
    """Behind "where": the way to its windows, when they are on the plan."""
    if topic.key != "where" or guide is None or not service_of_guide(state, guide.id):
        return []
    return [Row(key=TOPIC, name=texts.say("place.where"), note=texts.say("place.where_brief"))]


def trouble(guide: Guide, today: str, phone: str, texts: Texts) -> tuple[str, str]:
    """Said of a guide that does not hold now, and what to do then."""
    if guide.state == "suspended":
        return texts.say("guide.suspended"), ""
    if not _is_over(guide, today):
        return "", ""
    until = day_in(texts.language, guide.expires) if guide.expires else ""
    return texts.say("guide.over_what", until=until), texts.say("guide.over_do", phone=phone)


def _is_over(guide: Guide, today: str) -> bool:
    return bool(today) and guide.is_over(date.fromisoformat(today))
