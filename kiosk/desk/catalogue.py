"""The hall's services and items as last known: from the server, else the file, else the settings. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from pydantic import TypeAdapter, ValidationError

from hall.contract.messages import HallInfo, ItemInfo, ServiceInfo, Text
from hall.settings import Settings
from kiosk.flows.words import HallChanged


@dataclass(frozen=True)
class Catalogue:
    """Services with the people waiting, and items."""

    services: tuple[ServiceInfo, ...]
    items: tuple[ItemInfo, ...]

    def event(self) -> HallChanged:
        """What a flow wants to hear."""
        return HallChanged(self.services, self.items)

    def service(self, wanted: str) -> ServiceInfo | None:
        """A service by id."""
        return next((each for each in self.services if each.id == wanted), None)

    def item(self, wanted: str) -> ItemInfo | None:
        """An item by id."""
        return next((each for each in self.items if each.id == wanted), None)

    def counted(self, waiting: Mapping[str, int]) -> Catalogue:
        """With other waiting counts; a service that is not named keeps its own."""
        services = tuple(
            each.model_copy(update={"waiting": waiting.get(each.id, each.waiting)}) for each in self.services
        )
        return replace(self, services=services)

    def dump(self) -> str:
        """For the file."""
        return _ADAPTER.dump_json(self).decode()


_ADAPTER = TypeAdapter(Catalogue)


def from_server(info: HallInfo) -> Catalogue:
    """As the server tells it."""
    return Catalogue(tuple(info.services), tuple(info.items))


def from_file(text: str | None) -> Catalogue | None:
    """As kept from the last time; None when there is nothing usable."""
    try:
        return _ADAPTER.validate_json(text) if text else None
    except ValidationError:
        return None


def from_settings(settings: Settings) -> Catalogue:
    """As the hall file has it: enough to work on the first day without a server."""
    services = tuple(
        ServiceInfo(
            id=each.id,
            name=Text(zh=each.name.zh, en=each.name.en),
            prefix=each.prefix,
            windows=[window.number for window in settings.windows if each.id in window.services],
        )
        for each in settings.services
    )
    items = tuple(
        ItemInfo(
            id=each.id,
            name=Text(zh=each.name.zh, en=each.name.en),
            service=each.service,
            promise_days=each.promise_days,
        )
        for each in settings.items
    )
    return Catalogue(services, items)
