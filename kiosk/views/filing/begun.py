"""What somebody began before and did not end: in words, and what can be done with it. Pure."""

from __future__ import annotations

from hall.domain.dates import iso_in
from hall.texts import Texts
from kiosk.flows.filing.drafts import handed_in_of, holds, possible
from kiosk.flows.filing.filing import Filing, name_of
from kiosk.flows.filing.words import Draft
from kiosk.flows.visit import State, Visit, item_of
from kiosk.views.problem import in_language
from kiosk.views.rows import Row


def may_continue(state: State, visit: Visit) -> bool:
    """Whether it can be looked for: not while what is begun here is this visit's own."""
    return possible(state) and visit.drafts.kept is None and not visit.changing


def began(state: State, visit: Visit, texts: Texts) -> str:
    """Return when, what, and how much of it was scanned."""
    draft = visit.drafts.found
    if draft is None:
        return _handed_in(state, texts)
    name = _name(state, draft, texts)
    pages = sum(len(each.scans) for each in draft.filing.given.values())
    if left := next(iter(draft.filing.unended), ""):
        source = draft.filing.unended[left].source
        what = texts.say(f"resume.cut_{source}", item=name, n=_cut_at(draft.filing, left))
    else:
        what = texts.say("resume.began" if pages else "resume.began_unscanned", item=name, n=pages)
    return texts.say("resume.since", at=draft.since, what=what) if draft.since else what


def title(state: State, texts: Texts) -> str:
    """Return what stands above: begun and not ended, or handed in already."""
    visit = state.visit
    over = visit is not None and visit.drafts.found is None
    return texts.say("handed.title" if over else "resume.title")


def _handed_in(state: State, texts: Texts) -> str:
    """Return what was handed in, when, and its number and query code: what stood on a paper that was missed."""
    one = handed_in_of(state)
    if one is None:
        return ""
    item, today = item_of(state, one.item), one.day == state.library.today
    name = in_language(item.name, texts) if item else ""
    at = one.at if today else f"{iso_in(texts.language, one.day)} {one.at}"
    said = {"item": name, "at": at, "number": one.number, "code": one.code}
    return texts.say("handed.today" if today else "handed.lately", **said)


def cut(filing: Filing, key: str, texts: Texts) -> str:
    """Return where the scan of a material stopped without an end; "" when it did not."""
    unended = filing.unended.get(key)
    return "" if unended is None else texts.say(f"scanned.cut_{unended.source}", n=_cut_at(filing, key))


def _cut_at(filing: Filing, key: str) -> int:
    """Which page was waited for, from 1."""
    place, given = filing.unended[key].place, filing.given.get(key)
    have = len(given.scans) if given is not None else 0
    return 1 + (have if place is None else place)


def begun(state: State, texts: Texts) -> list[Row]:
    """Return the rows: go on with it, or with what was chosen in this visit, or choose."""
    visit = state.visit
    draft = visit.drafts.found if visit else None
    if visit is None:
        return []
    if draft is None:
        words = (("progress", "progress"), ("anew", "same" if item_of(state, visit.item) else "other"))
        return [
            Row(key, texts.say(f"handed.{each}"), texts.say(f"handed.{each}_note")) for key, each in words
        ]
    changed = "" if holds(state, draft) else texts.say("resume.changed")
    go_on = Row("go_on", texts.say("resume.go_on"), texts.say("resume.go_on_note"), reason=changed)
    item = item_of(state, visit.item)
    if item is None or item.id == draft.item:
        return [go_on, Row("anew", texts.say("resume.anew"), texts.say("resume.anew_note"))]
    name = texts.say("resume.chosen", item=in_language(item.name, texts))
    return [go_on, Row("anew", name, texts.say("resume.chosen_note"))]


def _name(state: State, draft: Draft, texts: Texts) -> str:
    guide = draft.filing.guide or state.library.guides.get(draft.item)
    return name_of(guide.name, texts.language) if guide else ""
