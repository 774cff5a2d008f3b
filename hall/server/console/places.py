"""The console's pages: what the head of each page leads to, and who answers there.

To add a page: a module of its own here with `add(routes, desk, pages)`, which adds its routes to the console's
router (`/console/…`); its template, which extends `base.html` and says `{% include "head.html" %}` first in its
body; one `Place` in `PLACES`; and the key of its title in both files of assets/i18n/console.
A page that renews itself has `data-parts="/console/…/parts?lang={{ language }}"` in its block `facts`: that
address answers the page's `[data-part]` elements (each with an id) alone, and they are put in place of the old ones.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from fastapi import APIRouter

from hall.server.console import (
    attendance,
    bookings,
    cases,
    figures,
    guides,
    help_calls,
    ledger,
    lockers,
    machines,
    notices,
    ratings,
    statistics,
    supervision,
    tides,
    trail,
    windows,
)
from hall.server.console.pages import Heading, Pages
from hall.server.desk import Desk
from hall.settings import Settings


@dataclass(frozen=True)
class Place:
    """A page that the head leads to. `path`: the whole address; `title`: key of its name.

    `here`: whether a hall has what it shows; where it has not, nothing leads there.
    """

    path: str
    title: str
    add: Callable[[APIRouter, Desk, Pages], None]
    here: Callable[[Settings], bool] = lambda _: True


PLACES: Final = (
    Place("/console/", "nav.windows", windows.add),
    Place("/console/supervision", "nav.supervision", supervision.add),
    Place("/console/tides", "nav.tides", tides.add),
    Place("/console/bookings", "nav.bookings", bookings.add),
    Place("/console/cases", "nav.cases", cases.add),
    Place("/console/lockers", "nav.lockers", lockers.add),
    Place("/console/ledger", "nav.ledger", ledger.add),
    Place("/console/guides", "nav.guides", guides.add),
    Place("/console/ratings", "nav.ratings", ratings.add),
    Place("/console/help", "nav.help", help_calls.add),
    Place("/console/units", "nav.units", machines.add),
    Place("/console/notices", "nav.notices", notices.add),
    Place("/console/attendance", "nav.attendance", attendance.add, attendance.kept),
    Place("/console/statistics", "nav.statistics", statistics.add),
    Place("/console/figures", "nav.figures", figures.add),
    Place("/console/trail", "nav.trail", trail.add),
)


def pages_of(desk: Desk) -> Pages:
    """The pages of this hall, whose heads lead to what it has."""
    there = (place for place in PLACES if place.here(desk.catalogue.settings))
    return Pages(desk, [Heading(place.path, place.title) for place in there])
