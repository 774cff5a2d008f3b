"""What people call the groups of figures: as statistics call them, and departments, clerks and matters too."""

from __future__ import annotations

from typing import Final

from hall.contract.messages import Text
from hall.domain.figures.tally import Grouping
from hall.domain.statistics.report import By
from hall.server.figures.words import both
from hall.server.statistics.names import Names
from hall.settings import Settings

_SAME: Final = {
    Grouping.WINDOW: By.WINDOW,
    Grouping.SERVICE: By.SERVICE,
    Grouping.HOUR: By.HOUR,
    Grouping.DAY: By.DAY,
}
_LAST: Final = 10_000


class GroupNames:
    """Of one hall. What the hall file no longer has is called by its id."""

    def __init__(self, settings: Settings) -> None:
        self._names = Names(settings)
        self._known = {
            Grouping.DEPARTMENT: {
                one.id: Text(zh=one.name.zh, en=one.name.en) for one in settings.categories
            },
            Grouping.ITEM: {one.id: Text(zh=one.name.zh, en=one.name.en) for one in settings.items},
        }
        self._places = {by: {key: at for at, key in enumerate(known)} for by, known in self._known.items()}

    def of(self, by: Grouping, key: str) -> Text:
        """The name of a group's key, in both languages."""
        if not key:
            return both("none", by.value)
        if by in _SAME:
            return self._names.of(_SAME[by], key)
        return self._known.get(by, {}).get(key, Text(zh=key, en=key))

    def order(self, by: Grouping, key: str) -> tuple[int, str]:
        """Where a key stands in a list; "" is last."""
        if by in _SAME:
            return self._names.order(_SAME[by], key)
        if not key:
            return _LAST + 1, ""
        return self._places.get(by, {}).get(key, _LAST), key
