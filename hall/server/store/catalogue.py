"""What the settings say, as the store's rules ask for it."""

from __future__ import annotations

from datetime import timedelta

from hall.domain.queue.rules import Return, Rules
from hall.server.problems import Refusal
from hall.settings import Service, Settings, Window
from hall.settings.departments import Owners
from hall.settings.opening import bookable_times, clerks, opening


class Catalogue:
    """Look-ups that refuse what the hall does not have, naming what it has."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.service_ids = tuple(service.id for service in settings.services)
        self._services = {service.id: service for service in settings.services}
        self._windows = {window.number: window for window in settings.windows}
        self._items = {item.id for item in settings.items}
        self.rules = _rules(settings)
        self.opening = opening(settings)
        self.bookable = bookable_times(settings)
        self.clerks = clerks(settings)
        self.owners = Owners(settings)
        self._groups = {group.id for group in settings.groups}
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

    def require_group(self, name: str) -> None:
        """Raises `Refusal` unless the hall lets the group go first; "" is everybody else."""
        if name and name not in self._groups:
            raise Refusal("group.unknown", group=name, known=", ".join(sorted(self._groups)))

    def require_mark(self, mark: str, unit: str) -> None:
        """Raises `Refusal` when the hall file gives the mark to another unit."""
        if self._marks.get(mark, unit) != unit:
            raise Refusal("lease.markTaken", mark=mark)


def _rules(settings: Settings) -> Rules:
    queue = settings.queue
    return Rules(
        slot=timedelta(minutes=settings.booking.slot_min),
        jumps=queue.jumps,
        longest_wait=timedelta(minutes=queue.longest_wait_min),
        elastic=timedelta(minutes=queue.elastic_min),
        least_calls=queue.least_calls,
        call_pause=timedelta(seconds=queue.call_pause_s),
        missed=Return(queue.missed),
        return_behind=queue.return_behind,
        returns=queue.returns,
        undo=timedelta(seconds=queue.undo_s),
    )
