"""One material: the ways to hand it in, and why one of them cannot be had now. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from hall.contract.filing import How
from hall.contract.guides import Material
from hall.domain.dates import iso_in
from hall.texts import Texts
from kiosk.flows.facts import DEVICES
from kiosk.flows.filing.filing import Filing, Given
from kiosk.flows.filing.route import may_commit
from kiosk.flows.visit import State, Visit
from kiosk.views.rows import Row

TAIL: Final = 4
"""Signs of a licence's number that are shown."""


def material_of(filing: Filing) -> Material | None:
    """Return the material whose page is shown."""
    return filing.materials().get(filing.at)


def ways(state: State, visit: Visit, texts: Texts) -> Iterator[Row]:
    """Return every way that this material allows; a device that is away is told with what else can be done."""
    material = material_of(visit.filing)
    if material is None:
        return
    number = visit.filing.licences.get(visit.filing.at, "")
    if number:
        yield Row("licence", texts.say("paper.licence"), tail(number, texts))
    given = visit.filing.given.get(visit.filing.at)
    for source, device in DEVICES.items():
        reason = _away(state, visit.filing, device, material, texts)
        yield Row(source, *_scan(source, len(given.scans) if given else 0, texts), reason=reason)
    if material.promised_days:
        days = material.promised_days
        yield Row("promise", texts.say("paper.promise", days=days), texts.say("paper.promise_note"))
    if may_commit(visit.filing, material):
        yield Row("commit", texts.say("paper.commit"), texts.say("paper.commit_note"))
    if material.need != "always":
        yield Row("leave", texts.say("paper.leave"), texts.say(f"paper.leave_{material.need}"))


def _scan(source: str, have: int, texts: Texts) -> tuple[str, str]:
    """Return what a device does, and what goes with it; where pages are there already, it adds to them."""
    if not have:
        return texts.say(f"paper.{source}"), texts.say(f"paper.{source}_note")
    kept = texts.say("paper.more_one" if have == 1 else "paper.more", n=have)
    return texts.say(f"paper.{source}_more"), kept


def tail(number: str, texts: Texts) -> str:
    """Return the end of a licence's number, in words."""
    return texts.say("paper.tail", tail=number[-TAIL:])


def handed(given: Given, texts: Texts) -> str:
    """Return how a material is handed in, in words."""
    match given.how:
        case How.SCANNED:
            one = len(given.scans) == 1
            return texts.say("check.scanned_one" if one else "check.scanned", n=len(given.scans))
        case How.PROMISED:
            return texts.say("check.promised", date=iso_in(texts.language, given.until))
        case How.LICENCE:
            return texts.say("check.licence", tail=given.licence[-TAIL:])
        case other:
            return texts.say(f"check.{other.value}")


def _away(state: State, filing: Filing, device: str, material: Material, texts: Texts) -> str:
    """Why this device cannot be used now, and the nearest other way; "" when it can."""
    code = state.health.trouble(device)
    if not code:
        return ""
    other = next((one for one, needs in DEVICES.items() if not state.health.trouble(needs)), "")
    if not other:
        other = (
            "promise" if material.promised_days else "commit" if may_commit(filing, material) else "window"
        )
    return texts.say(
        "paper.away", device=texts.say(f"paper.device_{device}"), instead=texts.say(f"paper.instead_{other}")
    )
