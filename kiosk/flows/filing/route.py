"""The way through an application: its stops in order, which of them are done, and what is handed in. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from math import dist
from typing import Final

from hall.contract.filing import How, Question
from hall.contract.guides import Material
from hall.domain.privacy import Person
from kiosk.flows.filing import answers as filing_answers
from kiosk.flows.filing.filing import Filing, Live, Scan, Strokes, on_card
from kiosk.flows.identify_code import unproven
from kiosk.flows.phone import problem as phone_problem
from kiosk.flows.visit import Page, State, Visit, item_of, on

UNUSABLE: Final = frozenset({"page.blank", "page.cutOff"})
"""What nobody can read: such a page has to be scanned again; of all else the citizen is told and decides."""
PAGES_MOST: Final = 100
"""Of one material (hall.contract.filing.Handed)."""
INK_LEAST: Final = 0.1
"""Length of the shortest signature, in widths of its field: more than a dot or a slip of the hand."""


@dataclass(frozen=True)
class Stop:
    """One thing to do. `key`: of the question or the material."""

    page: Page
    key: str = ""


CHECK: Final = Stop(Page.CHECK)


def stops(visit: Visit) -> tuple[Stop, ...]:
    """Every stop of this application, from its item to the check page."""
    return tuple(_stops(visit))


def _stops(visit: Visit) -> Iterator[Stop]:
    filing = visit.filing
    apply = filing.guide.apply if filing.guide else None
    yield Stop(Page.ITEMS)
    if apply and apply.situations:
        yield Stop(Page.SITUATION)
    yield Stop(Page.NOTICE)
    yield Stop(Page.APPLICANT)
    if apply and apply.agents:
        yield Stop(Page.WHOM)
    if apply and apply.agents and filing.agent:
        yield Stop(Page.PRINCIPAL)
    yield Stop(Page.PHONE)
    yield from (Stop(Page.QUESTION, each.id) for each in filing.questions(applicant(visit)))
    yield from (Stop(Page.PAPER, key) for key in filing.papers())
    if filing.declared():
        yield Stop(Page.COMMITMENT)
    if filing.papers() or filing.declared():
        yield Stop(Page.SIGN)
    yield CHECK


def here(state: State, visit: Visit) -> Stop:
    """Return the stop whose page is shown."""
    if state.page in {Page.PAPER, Page.SCANNING, Page.SCANNED}:
        return Stop(Page.PAPER, visit.filing.at)
    return Stop(state.page, visit.filing.at if state.page is Page.QUESTION else "")


def first_open(state: State, visit: Visit) -> Stop:
    """Return the first stop that is not done: the check page when all are."""
    return next((each for each in stops(visit) if not done(state, visit, each)), CHECK)


def done(state: State, visit: Visit, stop: Stop) -> bool:
    """Whether nothing is left to do there."""
    judge = _DONE.get(stop.page)
    return judge is None or judge(state, visit, stop.key)


def is_suspended(state: State, item: str) -> bool:
    """Whether its guide of now says so."""
    guide = state.library.guides.get(item)
    return guide is not None and guide.state == "suspended"


def applicant(visit: Visit) -> Person | None:
    """Whose matter it is."""
    return visit.filing.principal if visit.filing.agent else visit.person


def unusable(scan: Scan) -> bool:
    """Whether this page has to be scanned again."""
    return not UNUSABLE.isdisjoint(scan.problems)


def may_commit(filing: Filing, material: Material) -> bool:
    """Whether a commitment replaces it: there must be a text to sign."""
    return material.commitment and filing.guide is not None and bool(filing.guide.apply.commitment.zh)


def well_given(filing: Filing, key: str, today: str) -> bool:
    """Whether a material is in order as it was given. `today`: YYYY-MM-DD."""
    material, given = filing.materials().get(key), filing.given.get(key)
    if material is None or given is None:
        return False
    allowed = {
        How.SCANNED: bool(given.scans) and not any(unusable(each) for each in given.scans),
        How.PROMISED: material.promised_days > 0 and given.until >= today,
        How.COMMITTED: may_commit(filing, material),
        How.LICENCE: bool(given.licence),
        How.LEFT_OUT: material.need != "always",
    }
    return allowed.get(given.how, False)


def sign_problem(strokes: Strokes) -> str:
    """Return "" for a signature, else what is the matter, as a dotted code."""
    if not strokes:
        return "signature.empty"
    ink = sum(dist(one, other) for stroke in strokes for one, other in pairwise(stroke))
    return "signature.short" if ink < INK_LEAST else ""


def refiled(before: Filing, after: Filing) -> Filing:
    """Return it changed. A signature falls away with what it stood under: situation, person, promises, commitments."""
    return (
        after if _vow(after) == _vow(before) else replace(after, strokes=(), by_card=False, committed=False)
    )


def _vow(filing: Filing) -> object:
    principal = filing.principal.id_number if filing.agent and filing.principal else None
    given = [(key, filing.given[key].how, filing.given[key].until) for key in filing.declared()]
    return filing.situation, filing.agent, principal, given


def scan_over(state: State, visit: Visit, trouble: str) -> State:
    """Leave the scanning page: for the pages when there are some, else for the ways to hand the material in.

    After a trouble with some pages only the citizen knows whether these are all.
    """
    given = visit.filing.given.get(visit.filing.at)
    some = given is not None and bool(given.scans)
    place = None if visit.live.came else visit.live.place
    filing = visit.filing if visit.live.anew or (trouble and some) else ended_scan(visit.filing)
    return on(
        state, Page.SCANNED if some else Page.PAPER, live=Live(place=place), problem=trouble, filing=filing
    )


def ended_scan(filing: Filing) -> Filing:
    """With all pages of the material that is shown, as far as anybody knows."""
    return replace(filing, unended={key: each for key, each in filing.unended.items() if key != filing.at})


def handed_in(visit: Visit) -> Filing:
    """Return what is handed in: of this situation only, with what the card answers."""
    filing, whose = visit.filing, applicant(visit)
    if filing.guide is None:
        return filing
    said = {each.id: _said(each, filing, whose) for each in filing.every()}
    papers = filing.papers()
    return replace(
        filing,
        answers=said,
        given={key: filing.given[key] for key in papers if key in filing.given},
        principal=filing.principal if filing.agent else None,
        coded=whose is not None and whose.by_code,
        licences={},
        unended={},
        at="",
    )


def _said(question: Question, filing: Filing, whose: Person | None) -> str:
    """As the card says it, else as it was answered; "" for left out."""
    card = on_card(question, whose) if whose is not None else ""
    return card or filing_answers.plain(question, filing.answers.get(question.id, ""))


def _asked(state: State, visit: Visit, key: str) -> bool:
    question = next((each for each in visit.filing.every() if each.id == key), None)
    return question is not None and filing_answers.answered(
        question, visit.filing.answers.get(key), state.library.today
    )


def _paper(state: State, visit: Visit, key: str) -> bool:
    return key not in visit.filing.unended and well_given(visit.filing, key, state.library.today)


def _principal(state: State, visit: Visit, key: str) -> bool:
    del state, key
    agent, principal = visit.person, visit.filing.principal
    return agent is not None and principal is not None and principal.id_number != agent.id_number


def _situation(state: State, visit: Visit, key: str) -> bool:
    del state, key
    guide = visit.filing.guide
    return guide is not None and visit.filing.situation in {each.id for each in guide.apply.situations}


_DONE: Final[Mapping[Page, Callable[[State, Visit, str], bool]]] = {
    Page.ITEMS: lambda state, visit, _: item_of(state, visit.item) is not None,
    Page.SITUATION: _situation,
    Page.APPLICANT: lambda state, visit, _: visit.person is not None and not unproven(state),
    Page.WHOM: lambda _, visit, __: visit.filing.agent is not None,
    Page.PRINCIPAL: _principal,
    Page.PHONE: lambda _, visit, __: not phone_problem(visit.phone.reveal()),
    Page.QUESTION: _asked,
    Page.PAPER: _paper,
    Page.COMMITMENT: lambda _, visit, __: visit.filing.committed,
    Page.SIGN: lambda _, visit, __: visit.filing.by_card or not sign_problem(visit.filing.strokes),
}
"""Pages that are only read are done once they were passed."""
