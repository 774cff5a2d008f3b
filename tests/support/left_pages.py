"""The registry's pages with something left behind (tests/support/front.py)."""

from dataclasses import replace

from kiosk.flows import touches as t
from kiosk.flows.left_words import Unfinished
from kiosk.flows.words import CardLies, HealthChanged
from tests.support.pickup_pages import with_locker

TOLD = "TS-T1-20261122-K7X-0007"


def with_doors(health, *doors):
    """The same unit with a locker whose doors stand open."""
    return HealthChanged(replace(with_locker(health).health, open_doors=doors))


def of_left(good):
    """Pages by name, each with the events that lead there."""
    return {
        "attract, a door open": [with_doors(good, 1)],
        "attract, handed in without paper": [Unfinished(TOLD, begun=False)],
        "attract, everything left": [CardLies(), with_doors(good, 1, 3), Unfinished(TOLD, begun=True)],
        "home, a door open": [with_doors(good, 1), t.Begin()],
        "home, handed in without paper": [Unfinished(TOLD, begun=False), t.Headset(there=True)],
    }
