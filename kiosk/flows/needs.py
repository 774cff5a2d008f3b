"""What each thing a citizen comes for needs, what of it is lacking now, and where else it can be had. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from kiosk.flows.atlas import Machine
from kiosk.flows.facts import NO_DEVICE, STARTING, Health
from kiosk.flows.identify_code import unproven, works
from kiosk.flows.tile_words import Tile
from kiosk.flows.touches import Purpose
from kiosk.flows.visit import State

NETWORK: Final = "network"
_KNOWN: Final = {"id_card": "card_reader", "code_scanner": "code_scanner", "ticket_printer": "printer"}
"""Devices that `Health` names by themselves."""


@dataclass(frozen=True)
class Needs:
    """`devices`: classes, all of them. `roles`: what units can do it. `otherwise`: who else can.

    `later`: only further on; what comes before can be had without them.
    """

    devices: tuple[str, ...] = ()
    network: bool = False
    roles: tuple[str, ...] = ("terminal",)
    otherwise: Literal["window", "desk", "phone"] = "window"
    later: bool = False


NEEDS: Final[Mapping[Purpose, Needs]] = {
    Purpose.TICKET: Needs(roles=("terminal", "dispenser")),
    Purpose.APPLICATION: Needs(devices=("id_card",), later=True),
    Purpose.APPOINTMENT: Needs(network=True, otherwise="desk"),
    Purpose.REPRINT: Needs(devices=("ticket_printer",), roles=("terminal", "dispenser"), otherwise="desk"),
    Purpose.MATERIALS: Needs(),
    Purpose.PROGRESS: Needs(network=True, otherwise="phone"),
    Purpose.GUIDES: Needs(),
    Purpose.SUGGESTION: Needs(),
    Purpose.PICKUP: Needs(devices=("pickup_locker",)),
    Purpose.EVALUATION: Needs(),
    Purpose.COPY: Needs(devices=("document_printer",), otherwise="desk"),
    Purpose.FORMS: Needs(devices=("document_printer",), otherwise="desk"),
    Purpose.PLACES: Needs(),
    Purpose.TILES: Needs(),
}
"""All purposes. What is not needed, but missed (a printer that is down where a number can be read), is told where it is."""


@dataclass(frozen=True)
class Otherwise:
    """Where else: at a machine, by its unit; at a place of the plan, by its key; or who: window, desk, phone."""

    unit: str = ""
    spot: str = ""
    who: str = ""
    phone: str = ""


@dataclass(frozen=True)
class Lack:
    """`what`: a device class or "network". `none`: this unit never had one. `starting`: it is there in a moment."""

    what: str
    none: bool
    otherwise: Otherwise
    starting: bool = False


def lacking(state: State, purpose: Purpose, phone: str = "") -> Lack | None:
    """The first thing that is lacking for a purpose now, None for nothing. `phone`: the hall's.

    A card that was read in this visit is not asked for again; where a resident's code does, no card is needed.
    """
    needs = NEEDS.get(purpose, Needs())
    if needs.network and not state.health.online:
        return Lack(NETWORK, none=False, otherwise=Otherwise(who=needs.otherwise, phone=phone))
    read = state.visit is not None and state.visit.person is not None and not unproven(state)
    known = {"id_card"} if read or works(state) else set()
    wanted = [each for each in needs.devices if each not in known]
    missing = next((each for each in wanted if trouble_of(state.health, each)), "")
    if not missing:
        return None
    none = trouble_of(state.health, missing) == NO_DEVICE
    other = _machine(state, needs)
    otherwise = Otherwise(unit=other.id) if other else Otherwise(who=needs.otherwise, phone=phone)
    return Lack(missing, none, otherwise, starting=trouble_of(state.health, missing) == STARTING)


def trouble_of(health: Health, device_class: str) -> str:
    """Why a device cannot be used now, "" when it can."""
    known = _KNOWN.get(device_class)
    return str(getattr(health, known)) if known else health.trouble(device_class)


def _machine(state: State, needs: Needs) -> Machine | None:
    """The nearest other unit that has all that is needed; whether it works now is not known here."""
    able = [
        one
        for one in state.atlas.machines
        if one.role in needs.roles and one.devices.issuperset(needs.devices)
    ]

    def far(one: Machine) -> tuple[bool, bool, float]:
        spot = state.atlas.of_unit(one.id)
        return (spot is None, *(state.atlas.distance(spot) if spot else (False, 0.0)))

    return min(able, key=far, default=None)


def otherwise_of_tile(state: State, tile: Tile, phone: str) -> Otherwise:
    """Where else what a tile leads to can be had: its own machine or number, else the information desk."""
    if tile.spot and tile.kind != "place" and state.atlas.spot(tile.spot):
        return Otherwise(spot=tile.spot)
    if tile.phone:
        return Otherwise(who="phone", phone=tile.phone)
    return Otherwise(who="desk", phone=phone)
