"""What people call the things that statistics tell apart."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from hall.contract.messages import Text
from hall.domain.statistics.report import By
from hall.server.statistics.words import CHINESE, ENGLISH
from hall.settings import Settings

_LATER: Final = 10_000


class Names:
    """Of one hall. What the hall file no longer has is called by its id."""

    def __init__(self, settings: Settings) -> None:
        self._services = {one.id: (at, one.name) for at, one in enumerate(settings.services)}
        self._windows = {str(one.number): (at, one.name) for at, one in enumerate(settings.windows)}
        self._groups = {one.id: one.name for one in settings.groups}
        self._by: dict[By, Callable[[str], Text]] = {
            By.SERVICE: self._service,
            By.WINDOW: self._window,
            By.HOUR: _hour,
            By.WEEKDAY: lambda key: _both("weekday", f"day{key}"),
            By.LANE: self._lane,
            By.DAY: _same,
        }

    def of(self, by: By, key: str) -> Text:
        """The name of a group's key, in both languages."""
        if not key:
            return _both("none", by.value)
        return self._by[by](key)

    def order(self, by: By, key: str) -> tuple[int, str]:
        """Where a key stands in a list; "" is last."""
        known = {By.SERVICE: self._services, By.WINDOW: self._windows}.get(by, {})
        if key in known:
            return known[key][0], ""
        if not key:
            return 2 * _LATER, ""
        return (_LATER + int(key), "") if key.isdecimal() else (_LATER, key)

    def _service(self, key: str) -> Text:
        found = self._services.get(key)
        return Text(zh=found[1].zh, en=found[1].en) if found else _same(key)

    def _window(self, key: str) -> Text:
        number = _both("name", "window", number=key)
        found = self._windows.get(key)
        if not found:
            return number
        return Text(zh=f"{number.zh} {found[1].zh}", en=f"{number.en} {found[1].en}")

    def _lane(self, key: str) -> Text:
        lane, _, group = key.partition(":")
        name = _both("lane", lane)
        if not group:
            return name
        found = self._groups.get(group)
        zh, en = (found.zh, found.en) if found else (group, group)
        return Text(zh=f"{name.zh}·{zh}", en=f"{name.en}: {en}")


def _hour(key: str) -> Text:
    return _same(f"{key}:00–{int(key) + 1:02}:00")


def _same(text: str) -> Text:
    return Text(zh=text, en=text)


def _both(table: str, name: str, **facts: object) -> Text:
    return Text(zh=CHINESE(table, name, **facts), en=ENGLISH(table, name, **facts))
