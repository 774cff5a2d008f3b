"""Deliberate faults in what a day left, to see that the account notices. Each changes one thing, drawn from a seed."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

from bench.day.material import Material


def spoil(material: Material, what: str, seed: int) -> str:
    """Change one thing; says what. `what`: a key of `SPOILS`. Raises `ValueError` for a day that has no such thing."""
    try:
        return SPOILS[what](material, random.Random(f"{seed} {what}"))  # noqa: S311 - a simulation
    except IndexError:
        raise ValueError(f"{what}: this day has nothing that could be changed so") from None


def _called_twice(material: Material, rng: random.Random) -> str:
    """A call goes to another window's citizen."""
    calls = [index for index, one in enumerate(material.feed) if one.kind == "ticket.called"]
    first, second = sorted(rng.sample(calls, 2))
    taken = material.feed[first].number
    material.feed[second] = replace(material.feed[second], number=taken)
    return f"{taken} was called again, at window {material.feed[second].window}"


def _lost_ticket(material: Material, rng: random.Random) -> str:
    gone = material.tickets.pop(rng.randrange(len(material.tickets)))
    return f"{gone.number} is missing in the store"


def _same_number(material: Material, rng: random.Random) -> str:
    one, other = rng.sample(range(len(material.tickets)), 2)
    number = material.tickets[one].number
    material.tickets[other] = replace(material.tickets[other], number=number)
    return f"{number} was given twice"


def _stray_paper(material: Material, rng: random.Random) -> str:
    slip = rng.choice(material.said("slip", "d"))
    before, slip["number"] = slip["number"], "Z999"
    return f"the paper of {before} says Z999"


def _lost_step(material: Material, rng: random.Random) -> str:
    gone = material.feed.pop(rng.randrange(len(material.feed) - 1))
    return f"step {gone.seq} {gone.kind} of {gone.number} is missing"


def _jumped_line(material: Material, rng: random.Random) -> str:
    """Two calls change places: the later arrival is called first."""
    calls = [one for one in material.feed if one.kind == "ticket.called" and one.why == "arrival"]
    held = {one.number: one for one in material.tickets}
    pairs = [
        (a, b)
        for a, b in pairwise(calls)
        if a.service == b.service
        and held[a.number].issued_at < held[b.number].issued_at
        and a.window == b.window
    ]
    a, b = rng.choice(pairs)
    names = {a.number: b.number, b.number: a.number}
    span = range(a.seq - 1, len(material.feed))
    for index in span:
        event = material.feed[index]
        if event.number in names:
            material.feed[index] = replace(event, number=names[event.number])
    return f"{b.number} was called before {a.number}"


def _missed_by_screen(material: Material, rng: random.Random) -> str:
    """A call of a time at which the screen was connected: what it leapt over it may have been too late for."""
    screens = [name for name in material.records if name.startswith("s")]
    entries = material.records[rng.choice(screens)]
    leapt = {
        (one["screen"], seq)
        for one in entries
        if one["what"] == "link"
        for seq in range(one["had"] + 1, one["seq"] + 1)
    }
    shown = [one for one in entries if one["what"] == "call" and (one["screen"], one["seq"]) not in leapt]
    gone = rng.choice(shown)
    entries.remove(gone)
    return f"{gone['screen']} did not show {gone['number']}"


def _quarantined(material: Material, rng: random.Random) -> str:
    unit = rng.choice(sorted(material.outboxes))
    material.outboxes[unit]["parked"] = 1
    return f"one transaction of {unit} is in quarantine"


def _moved_place(material: Material, rng: random.Random) -> str:
    offline = [index for index, one in enumerate(material.tickets) if "-" in one.number]
    index = rng.choice(offline)
    late = material.feed[-1].at
    material.tickets[index] = replace(material.tickets[index], issued_at=late)
    return f"{material.tickets[index].number} has the place of when it arrived"


def _press_twice(material: Material, rng: random.Random) -> str:
    """A call in the feed that came of no press."""
    presses = [
        (entries, index)
        for name, entries in material.records.items()
        if name.startswith("w")
        for index, one in enumerate(entries)
        if one["what"] == "press" and one["verb"] == "call" and one.get("number")
    ]
    entries, index = rng.choice(presses)
    gone = entries.pop(index)
    return f"nobody pressed the call of {gone['number']}"


def _stale_screen(material: Material, rng: random.Random) -> str:
    name = rng.choice(sorted(material.screens))
    state = material.screens[name]
    if state is not None:
        state["windows"][0]["current"] = "A001"
    return f"{name} shows A001 at its first window"


SPOILS: dict[str, Callable[[Material, random.Random], str]] = {
    "called-twice": _called_twice,
    "lost-ticket": _lost_ticket,
    "same-number": _same_number,
    "stray-paper": _stray_paper,
    "lost-step": _lost_step,
    "jumped-line": _jumped_line,
    "missed-by-screen": _missed_by_screen,
    "stale-screen": _stale_screen,
    "quarantined": _quarantined,
    "moved-place": _moved_place,
    "unpressed-call": _press_twice,
}
