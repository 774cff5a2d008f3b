"""The registry's pages of picking up (tests/support/front.py)."""

from dataclasses import replace
from datetime import date

from hall.contract.messages import Text
from hall.domain.pickup.parcel import Task
from kiosk.flows import touches as t
from kiosk.flows.filing.words import Sign
from kiosk.flows.pickup_words import (
    Cabinet,
    ChooseParcel,
    DoorFailed,
    DoorOpened,
    DoorShut,
    Found,
    Got,
    Inside,
    ParcelEnded,
    ParcelsFound,
)
from kiosk.flows.words import CardRead, CardSeen, HealthChanged, Tick

CABINET = Cabinet(12, 3)
CARD = Found(
    "parcel-000001",
    6,
    Text(zh="灵活就业人员参保登记", en="Insurance for the self-employed"),
    until=date(2026, 12, 7),
    how="card",
)
LICENCE = replace(
    CARD, id="parcel-000002", door=11, title=Text(zh="营业执照正本", en="营业执照正本"), how="code"
)
LATE = replace(LICENCE, until=date(2026, 11, 20), late=True)
PUT = replace(LICENCE, task=Task.PUT, until=None, how="staff")
BACK = replace(LATE, task=Task.BACK, late=False, how="staff")
WRITTEN = Sign((((0.2, 0.1), (0.5, 0.3), (0.8, 0.1)), ((0.3, 0.05), (0.4, 0.35))))


def with_locker(health, trouble=""):
    """The same unit with a locker."""
    return HealthChanged(replace(health.health, devices={**health.health.devices, "pickup_locker": trouble}))


def found(*parcels, cabinet=CABINET):
    return ParcelsFound(parcels, cabinet)


def of_pickup(person, good):
    """Pages by name, each with the events that lead there."""
    asked = [with_locker(good), t.Begin(), t.Want(t.Purpose.PICKUP)]
    one = [*asked, found(LICENCE)]
    ordered = [*one, t.Proceed()]
    opened = [*ordered, DoorOpened(LICENCE.id)]
    signing = [*opened, DoorShut(LICENCE.id, Inside.ABSENT)]
    stuck = [*ordered, DoorFailed(LICENCE.id, "door.notOpened")]
    put = [*asked, found(PUT), t.Proceed(), DoorOpened(PUT.id)]
    return {
        "home, with a locker": [with_locker(good), t.Begin()],
        "home, locker down": [with_locker(good, "bus.gone"), t.Begin()],
        "pickup": [*asked, *map(t.Digit, "K7XM4P")],
        "pickup, looking": [*asked, CardSeen(), CardRead(person)],
        "pickup, none": [*asked, ParcelsFound((), CABINET, "pickup.none")],
        "pickup, offline": [*asked, ParcelsFound((), CABINET, "pickup.noneOffline")],
        "parcels": [*asked, found(CARD, LICENCE, BACK)],
        "parcel": [*asked, found(CARD, LICENCE), ChooseParcel(CARD.id)],
        "parcel, staff": [*asked, found(PUT)],
        "parcel, late": [*asked, found(LATE)],
        "parcel, nobody knows how the doors stand": [*asked, found(LICENCE, cabinet=Cabinet(12, 0))],
        "door_opening": ordered,
        "door_open": opened,
        "door_open, still": [*opened, *(Tick(n * 10_000) for n in range(1, 8))],
        "door_open, staff": put,
        "door_trouble": stuck,
        "door_trouble, again": [*stuck, t.Retry(), DoorFailed(LICENCE.id, "door.sensorMismatch")],
        "door_shut": [*opened, DoorShut(LICENCE.id, Inside.UNKNOWN)],
        "door_shut, something left": [*opened, DoorShut(LICENCE.id, Inside.PRESENT)],
        "door_shut, staff": [*put, DoorShut(PUT.id, Inside.UNKNOWN)],
        "door_shut, not kept": [
            *put,
            DoorShut(PUT.id, Inside.UNKNOWN),
            Got(yes=True),
            ParcelEnded(PUT.id, "disk.full"),
        ],
        "parcel_sign": [*signing, WRITTEN],
        "parcel_sign, nothing": [*signing, t.Proceed()],
        "parcel_done": [*signing, WRITTEN, t.Proceed(), ParcelEnded(LICENCE.id)],
        "parcel_done, more": [
            *asked,
            found(CARD, LICENCE),
            ChooseParcel(LICENCE.id),
            *signing[len(one) :],
            ParcelEnded(LICENCE.id),
        ],
        "parcel_done, staff": [*put, DoorShut(PUT.id, Inside.PRESENT), ParcelEnded(PUT.id)],
    }
