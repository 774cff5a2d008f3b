"""Whose a service is: of the department of who serves, else of the service's category."""

from __future__ import annotations

from hall.settings.schema import Settings


class Owners:
    """The one rule, for evaluations as they are kept and for figures that are counted later."""

    def __init__(self, settings: Settings) -> None:
        self._own = {one.name: one.department for one in settings.clerks}
        self._category = {one.id: one.category for one in settings.services}
        self._service = {one.id: one.service for one in settings.items}

    def department(self, clerk: str, service: str) -> str:
        """Of a clerk by name and a service by id, "" for neither known."""
        return (self._own.get(clerk, "") if clerk else "") or self._category.get(service, "")

    def service(self, item: str) -> str:
        """The service of an item, "" for one that the hall has not."""
        return self._service.get(item, "")
