"""Pages on which a resident's code says who applies, or does not, for the registry of screens."""

from __future__ import annotations

from dataclasses import replace

from kiosk.flows import touches as t
from kiosk.flows.filing.words import Continue
from kiosk.flows.words import CardRead, CodeProblem, CodeSeen
from tests.support.filing_pages import GUIDED, SCANNERS
from tests.support.pickup_pages import with_locker


def coded_pages(hall, person, mobile, good, away, unplugged):
    """Events by page. `hall`: the catalogue; `good`: all is well; `away`, `unplugged`: no network, no card reader."""
    known = replace(person, birth="19491231", by_code=True)
    takes = replace(hall, residents=True)
    strict = replace(takes, items=tuple(one.model_copy(update={"identify": "card"}) for one in hall.items))
    begun = [t.Begin(), t.Want(t.Purpose.APPLICATION)]
    chosen = [takes, *begun, t.ChooseItem("pension-check")]
    read = [*chosen, CodeSeen(), CardRead(known), t.Proceed()]
    return {
        "applicant, card or code": chosen,
        "applicant, whose code is being asked": [*chosen, CodeSeen()],
        "applicant, code too old": [*chosen, CodeSeen(), CodeProblem("resident.old")],
        "applicant, codes need the network": [away, *chosen],
        "applicant, code without a network": [away, *chosen, CodeSeen(), CodeProblem("resident.offline")],
        "applicant, card alone": [strict, *begun, t.ChooseItem("pension-check")],
        "applicant, code alone": [*chosen, unplugged],
        "applicant, by code": read[:-1],
        "identify, begun before, card or code": [GUIDED, SCANNERS, takes, *begun, Continue()],
        "progress, card or code": [takes, t.Begin(), t.Want(t.Purpose.PROGRESS)],
        "pickup, card or code": [takes, with_locker(good), t.Begin(), t.Want(t.Purpose.PICKUP)],
        "check, by code": [*read, *map(t.Digit, mobile), t.Proceed()],
    }
