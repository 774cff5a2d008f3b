"""Who is expected when: hours by staff number over the hall's calendar."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from hall.domain.calendar import Calendar, Span
from hall.domain.hours import Hours


@dataclass(frozen=True)
class Roster:
    """`hours`: of those whose attendance is judged. `before_min`: so long before the first hour one has to be there.

    `since`: the first day that is judged; `joined`: of those who came later.
    """

    calendar: Calendar = field(default_factory=Calendar)
    hours: Mapping[str, Hours] = field(default_factory=dict)
    before_min: int = 0
    since: date = date.min
    joined: Mapping[str, date] = field(default_factory=dict)

    def spans(self, clerk: str, day: date) -> tuple[Span, ...]:
        """When the clerk is expected on a date; empty for a day at rest, or for who is not judged."""
        hours = self.hours.get(clerk)
        if day < max(self.since, self.joined.get(clerk, date.min)):
            return ()
        found = hours.spans(self.calendar, day) if hours is not None else ()
        if not found:
            return ()
        first = Span(max(0, found[0].begin - self.before_min), found[0].end)
        return (first, *found[1:])
