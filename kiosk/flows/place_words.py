"""What the pages of the hall's plan keep and hear; part of `kiosk.flows.words` and `kiosk.flows.touches`."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.flows.atlas import Atlas


@dataclass(frozen=True)
class PlacesKnown:
    """The hall's plan, as its file says."""

    atlas: Atlas


@dataclass(frozen=True)
class Around:
    """What somebody looks for on the plan. `group`: services, or a kind; `found`: keys of spots, the nearest first.

    `service`, `tile`: what is done there, by id. `floor`: the one shown. `before`: the page that led to the place.
    """

    group: str = ""
    found: tuple[str, ...] = ()
    service: str = ""
    tile: str = ""
    floor: str = ""
    before: str = ""


@dataclass(frozen=True)
class ChooseSort:
    """Show the places of this kind; "services": where business is done."""

    kind: str


@dataclass(frozen=True)
class ChoosePlace:
    """Show this place, by the key of its spot."""

    key: str


@dataclass(frozen=True)
class WhereFor:
    """Show the windows of this service."""

    service: str


@dataclass(frozen=True)
class ChooseFloor:
    """Show this floor."""

    floor: str


PlaceTouch = ChooseSort | ChoosePlace | WhereFor | ChooseFloor
