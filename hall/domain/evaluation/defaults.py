"""What silence counts as after some days, where a hall has such a rule: kept apart, and given by nobody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from hall.domain.cases.workdays import Workdays


@dataclass(frozen=True)
class DefaultRule:
    """`stars` 0: there is no such rule. `after`: days that the citizen has; `working`: only working days count."""

    stars: int = 0
    after: int = 5
    working: bool = True

    def last_day(self, served: date, days: Workdays) -> date:
        """The last day on which silence is nothing but silence; the day of the visit is not one of them."""
        return days.due(served, self.after) if self.working else served + timedelta(days=self.after)

    def counts(self, served: date, today: date, days: Workdays) -> bool:
        """Whether silence about a visit of that day counts today."""
        return self.stars > 0 and today > self.last_day(served, days)

    def newest(self, today: date, days: Workdays) -> date | None:
        """The newest day whose silence counts today; None while there is no rule."""
        if not self.stars:
            return None
        day = today - timedelta(days=self.after)
        while not self.counts(day, today, days):
            day -= timedelta(days=1)
        return day
