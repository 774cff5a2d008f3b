"""What the settings say, as the store's rules ask for it."""

from __future__ import annotations

from hall.server.problems import Refusal
from hall.settings import Service, Settings, Window


class Catalogue:
    """Look-ups that refuse what the hall does not have, naming what it has."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.service_ids = tuple(service.id for service in settings.services)
        self._services = {service.id: service for service in settings.services}
        self._windows = {window.number: window for window in settings.windows}
        self._items = {item.id for item in settings.items}
        self._marks = {unit.mark: unit.id for unit in settings.units if unit.mark}

    def service(self, name: str) -> Service:
        """The service. Raises `Refusal`."""
        found = self._services.get(name)
        if found is None:
            raise Refusal("service.unknown", service=name, known=", ".join(self._services))
        return found

    def window(self, number: int) -> Window:
        """The window. Raises `Refusal`."""
        found = self._windows.get(number)
        if found is None:
            raise Refusal("window.unknown", window=number, known=", ".join(map(str, self._windows)))
        return found

    def require_item(self, name: str) -> None:
        """Raises `Refusal` unless the hall has the item."""
        if name not in self._items:
            raise Refusal("item.unknown", item=name)

    def require_mark(self, mark: str, unit: str) -> None:
        """Raises `Refusal` when the hall file gives the mark to another unit."""
        if self._marks.get(mark, unit) != unit:
            raise Refusal("lease.markTaken", mark=mark)
