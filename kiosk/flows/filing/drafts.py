"""Drafts of an application: looked for with the card, kept after each step, taken up again, dropped. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Final

from kiosk.flows.filing.filing import Filing
from kiosk.flows.filing.route import applicant, is_suspended
from kiosk.flows.filing.words import (
    Draft,
    DraftFound,
    DropDraft,
    FindDraft,
    FindLicences,
    HandedIn,
    KeepDraft,
    LicencesFound,
)
from kiosk.flows.ticket import identity_of
from kiosk.flows.visit import Page, Reading, Result, Rules, State, Visit, item_of, on, opened

EARLY: Final = frozenset({Page.ITEMS, Page.SITUATION, Page.NOTICE, Page.APPLICANT})
"""Pages on which an application that was begun before is asked about at once."""
LATE: Final = frozenset(
    {Page.WHOM, Page.PHONE, Page.QUESTION, Page.PAPER, Page.COMMITMENT, Page.SIGN, Page.CHECK}
)
"""Pages before which it is asked about, when it was found later: nobody is torn out of typing."""
FILLED: Final = frozenset(
    {
        Page.SITUATION,
        Page.NOTICE,
        Page.APPLICANT,
        Page.WHOM,
        Page.PRINCIPAL,
        Page.PHONE,
        Page.QUESTION,
        Page.PAPER,
        Page.SCANNING,
        Page.SCANNED,
        Page.COMMITMENT,
        Page.SIGN,
        Page.CHECK,
    }
)
"""Pages of an application with a guide, from the first answer on."""
AGAIN: Final = (EARLY | LATE) - {Page.ITEMS}
"""Pages before which it is said that the same was handed in already."""
_KNOWN: Final = FILLED - {Page.SITUATION, Page.NOTICE, Page.APPLICANT, Page.WHOM, Page.PRINCIPAL}
"""Pages on which it is settled whose matter it is."""


def possible(state: State) -> bool:
    """Whether anything can be applied for of which a draft is kept: what has a guide."""
    return any(each.id in state.library.guides for each in state.items)


def seek(state: State, rules: Rules) -> Result:
    """Look for a draft of whoever is known by a card. A signature of another person falls away."""
    visit = state.visit
    if visit is None or not possible(state):
        return state, ()
    identity = identity_of(replace(visit, phoned=False, token=""), rules)
    if not identity or identity == visit.drafts.sought:
        return state, ()
    other = replace(_unlicensed(visit.filing), strokes=(), by_card=False, committed=False)
    filing = other if visit.drafts.sought else visit.filing
    drafts = replace(visit.drafts, sought=identity, told=False, found=None, kept=None, handed=())
    return on(state, filing=filing, drafts=drafts), (FindDraft(identity),)


def found(state: State, visit: Visit, event: DraftFound) -> Result:
    """What was begun before is asked about before anything new is filled in."""
    drafts = visit.drafts
    if not drafts.sought or drafts.told or event.identity not in {"", drafts.sought}:
        return state, ()
    drafts = replace(drafts, told=True, handed=event.handed)
    if event.draft is None:
        told = on(state, drafts=drafts)
        again = state.page in EARLY and handed_in_of(told) is not None
        return (asking(told) if again else told), ()
    drafts = replace(drafts, owed=drafts.owed | {drafts.sought})
    waiting = on(state, drafts=replace(drafts, found=event.draft))
    return (asking(waiting) if state.page in EARLY else waiting), ()


def asking(state: State) -> State:
    """Ask about what was begun before, in place of the page that would be shown."""
    state, visit = opened(state)
    return on(state, Page.RESUME, drafts=replace(visit.drafts, came=state.page))


def asked_first(before: State, after: State) -> State:
    """What was found late is asked about before the next page."""
    one, other = before.visit, after.visit
    if one is None or other is None or before.page is Page.RESUME or after.page is Page.RESUME:
        return after
    if (before.page, one.filing.at) == (after.page, other.filing.at):
        return after
    late = other.drafts.found is not None and after.page in LATE
    again = handed_in_of(after) is not None and after.page in AGAIN
    return asking(after) if late or again else after


def looked(state: State) -> Result:
    """Somebody came to go on: to what was found, or back to the items with why not. As long as nobody knows, wait."""
    state, visit = opened(state)
    drafts = visit.drafts
    if drafts.sought and not drafts.told:
        return state, ()
    items = on(state, Page.ITEMS, reading=Reading.IDLE)
    nothing = drafts.found is None and not drafts.handed
    return (on(items, problem="draft.none") if nothing else asking(items)), ()


def handed_in_of(state: State) -> HandedIn | None:
    """What this person handed in lately of the item that is chosen; of any when none is: the newest."""
    visit = state.visit
    if visit is None:
        return None
    if not item_of(state, visit.item):
        return next(iter(visit.drafts.handed), None) if state.page is Page.RESUME else None
    return next((each for each in visit.drafts.handed if each.item == visit.item), None)


def dropped(visit: Visit) -> tuple[Visit, tuple[DropDraft, ...]]:
    """Not that one: the draft that was found goes."""
    drafts = visit.drafts
    fresh = replace(drafts, found=None, kept=None, owed=drafts.owed - {drafts.sought})
    return replace(visit, drafts=fresh), (DropDraft(drafts.sought),)


def holds(state: State, draft: Draft) -> bool:
    """Whether one may go on with it: the item is there, and its guide is the one of now or still in force."""
    guide, now = draft.filing.guide, state.library.guides.get(draft.item)
    if guide is None or item_of(state, draft.item) is None or is_suspended(state, draft.item):
        return False
    if now is not None and now.version == guide.version:
        return True
    today = state.library.today
    return not (today and guide.is_over(date.fromisoformat(today)))


def taken_up(visit: Visit, draft: Draft) -> Visit:
    """With every answer of the draft."""
    drafts = replace(visit.drafts, found=None, kept=replace(draft, since=""), licensed=None)
    return replace(
        visit, item=draft.item, filing=draft.filing, phone=draft.phone, drafts=drafts, changing=False
    )


def kept(state: State, rules: Rules) -> Result:
    """Keep what is filled in, when it is not what was kept last; not before one knows what there was."""
    state, asked = seek(state, rules) if _is_filled(state) else (state, ())
    visit = state.visit
    if visit is None or asked or not _is_filled(state) or not visit.drafts.told:
        return state, asked
    draft = Draft(visit.item, _unlicensed(visit.filing), visit.phone)
    if draft == visit.drafts.kept:
        return state, ()
    identity = visit.drafts.sought
    drafts = replace(visit.drafts, kept=draft, owed=visit.drafts.owed | {identity})
    return on(state, drafts=drafts), (KeepDraft(identity, draft),)


def _is_filled(state: State) -> bool:
    visit = state.visit
    return (
        visit is not None
        and state.page in FILLED
        and visit.person is not None
        and visit.filing.guide is not None
        and visit.drafts.found is None
    )


def licences(state: State) -> Result:
    """Ask once for the electronic licences of whose matter it is, as soon as that is settled and the network is there."""
    visit = state.visit
    whose = applicant(visit) if visit is not None else None
    if visit is None or whose is None or state.page not in _KNOWN or not state.health.online:
        return state, ()
    materials, papers = visit.filing.materials(), visit.filing.papers()
    kinds = {key: materials[key].licence for key in papers if materials[key].licence}
    wanted, before = (whose.id_number, frozenset(kinds)), visit.drafts.licensed
    if not kinds or visit.drafts.asking or before == wanted:
        return state, ()
    drafts = replace(visit.drafts, licensed=wanted, asking=True, unlicensed="")
    another = before is not None and before[0] != whose.id_number
    filing = _unlicensed(visit.filing) if another else replace(visit.filing, licences={})
    return on(state, drafts=drafts, filing=filing), (FindLicences(whose.id_number, kinds),)


def _unlicensed(filing: Filing) -> Filing:
    """Without licences, found or chosen."""
    given = {key: each for key, each in filing.given.items() if not each.licence}
    return replace(filing, licences={}, given=given)


def licensed(state: State, visit: Visit, event: LicencesFound) -> State:
    """What was found of whoever applies now."""
    drafts, whose = replace(visit.drafts, asking=False, unlicensed=event.problem), applicant(visit)
    asked = visit.drafts.licensed
    if asked is None or whose is None or asked[0] != whose.id_number:
        return on(state, drafts=replace(drafts, licensed=None, unlicensed=""))
    numbers = {key: number for key, number in event.numbers.items() if key in asked[1]}
    return on(state, drafts=drafts, filing=replace(visit.filing, licences=numbers))
