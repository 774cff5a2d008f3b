"""The hall's services and items as last known: from the server, else the file, else the settings. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from pydantic import TypeAdapter, ValidationError

from hall.contract.hours_words import told
from hall.contract.messages import GroupInfo, HallInfo, ItemInfo, ServiceInfo, Text
from hall.domain.hours import Opening
from hall.settings import Settings, Words
from kiosk.flows.words import HallChanged


@dataclass(frozen=True)
class Catalogue:
    """Services with the people waiting, items, and the people who may go first."""

    services: tuple[ServiceInfo, ...]
    items: tuple[ItemInfo, ...]
    groups: tuple[GroupInfo, ...] = ()
    residents: bool = False
    """The hall can tell whose a resident's code is."""

    def event(self) -> HallChanged:
        """What a flow wants to hear."""
        return HallChanged(self.services, self.items, self.groups, self.residents)

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

    def group(self, wanted: str) -> GroupInfo | None:
        """A group by id."""
        return next((each for each in self.groups if each.id == wanted), None)

    def within(self, opening: Opening, now: datetime) -> Catalogue:
        """With why services are closed by hours that are known here."""
        closed = {each.id: opening.is_open(each.id, now) for each in self.services}
        words = {id_: told(why, now) for id_, why in closed.items() if why}
        services = tuple(each.model_copy(update={"closed": words.get(each.id)}) for each in self.services)
        return replace(self, services=services)

    def looked_up(self, fresh: Catalogue) -> Catalogue:
        """With what only asking tells: how long it takes, what is closed, how many numbers are left."""
        asked = {each.id: each for each in fresh.services}
        services = tuple(
            each.model_copy(update={name: getattr(asked[each.id], name) for name in _ASKED})
            if each.id in asked
            else each
            for each in self.services
        )
        return replace(self, services=services)

    def unasked(self) -> Catalogue:
        """Without that: nobody answers, and what was true is not any more."""
        nothing = dict.fromkeys(_ASKED)
        return replace(self, services=tuple(each.model_copy(update=nothing) for each in self.services))

    def dump(self) -> str:
        """For the file."""
        return _ADAPTER.dump_json(self).decode()


_ADAPTER = TypeAdapter(Catalogue)
_ASKED = ("wait", "closed", "left")


def from_server(info: HallInfo) -> Catalogue:
    """As the server tells it."""
    return Catalogue(tuple(info.services), tuple(info.items), tuple(info.groups), info.residents)


def from_file(text: str | None) -> Catalogue | None:
    """As kept from the last time; None when there is nothing usable."""
    try:
        return _ADAPTER.validate_json(text) if text else None
    except ValidationError:
        return None


def from_settings(settings: Settings) -> Catalogue:
    """As the hall file has it: enough to work on the first day without a server."""
    categories = {each.id: _text(each.name) for each in settings.categories}
    services = tuple(
        ServiceInfo(
            id=each.id,
            name=_text(each.name),
            category=categories.get(each.category),
            prefix=each.prefix,
            windows=[window.number for window in settings.windows if each.id in window.services],
        )
        for each in settings.services
    )
    items = tuple(
        ItemInfo(
            id=each.id,
            name=_text(each.name),
            service=each.service,
            promise_days=each.promise_days,
            materials=[_text(one) for one in each.materials],
            identify=each.identify,
        )
        for each in settings.items
    )
    groups = tuple(GroupInfo(id=each.id, name=_text(each.name)) for each in settings.groups)
    return Catalogue(services, items, groups)


def _text(words: Words) -> Text:
    return Text(zh=words.zh, en=words.en)
