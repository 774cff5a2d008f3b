"""Pick-up lockers (取件柜): doors, what lies behind them, and what a locker's unit may know of it.

Paths (all under /v1):
  GET  /lockers                    Lockers: each locker with its doors, as its unit tells and as they are allotted
  GET  /parcels?which=             Parcels: `open` those that hold a door, what is due first; `all` the ended too
  POST /parcels                    PutParcel -> ParcelTold: a door is kept, and staff get a code to open it
  GET  /parcels/{id}               ParcelTold with its codes
  POST /parcels/{id}/{verb}        ParcelStep -> ParcelTold: take_back, drop, seen, gone; each press counts once
  PUT  /units/{unit}/doors         LockerWord -> {}: the locker's doors now, by its unit
  GET  /units/{unit}/parcels       UnitParcels, for that unit alone
What happens at the door comes as transactions `parcel.moved` (hall.contract.bodies), exactly once, also after an outage.
A locker's unit gets keyed hashes of codes and of ID numbers, made with a key of its own: it opens the right door without
the network, and never knows whose it is.
Refusals: `parcel.unknown`, `parcel.over`, `parcel.notNow`, `parcel.doorTaken`, `parcel.doorBroken`, `parcel.doorOpen`,
`parcel.doorUnknown`, `parcel.noDoor`, `parcel.noHolder`, `parcel.idNumber`, `parcel.caseNotDone`, `parcel.caseThere`, `locker.unknown`, `locker.silent`.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Field

from hall.contract.messages import EventId, Message, Text, UnitId
from hall.domain.cases.lights import Light
from hall.domain.pickup.parcel import State, Task, Verb

MOST_DOORS = 64
LONGEST_WHAT = 40
Door = Annotated[int, Field(ge=1, le=MOST_DOORS)]
Size = Annotated[str, Field(max_length=20)]
Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
MaybeDigest = Annotated[str, Field(pattern=r"^([0-9a-f]{64})?$")]


class DoorWord(Message):
    """A door as its sensor says. `item`: of the switch behind it, "" where there is none."""

    door: Door
    size: Size = ""
    state: Literal["closed", "open", "jammed", "unknown"]
    item: Literal["", "present", "absent", "unknown"] = ""


class LockerWord(Message):
    """All doors of a unit's locker. `columns`: how they stand, counted from the top, then to the right; 0: nobody said."""

    columns: int = Field(default=0, ge=0, le=16)
    doors: list[DoorWord] = Field(max_length=MOST_DOORS)


class PutParcel(Message):
    """Put something in: the result of a case, or anything else with a holder. `door` 0: any free one of `size`.

    `what`: in a few words, nobody's name. `id_number`: who may open by card; kept as a keyed hash alone.
    """

    event_id: EventId
    unit: UnitId
    by: str = Field(min_length=1, max_length=40)
    case: str = Field(default="", max_length=40, pattern=r"^[A-Za-z0-9-]*$")
    what: str = Field(default="", max_length=LONGEST_WHAT)
    name: str = Field(default="", max_length=60, repr=False)
    id_number: str = Field(default="", max_length=40, repr=False)
    door: int = Field(default=0, ge=0, le=MOST_DOORS)
    size: Size = ""


class ParcelStep(Message):
    """`by`: who does it, a name or a staff number of the hall. `note` stays with the step."""

    event_id: EventId
    by: str = Field(min_length=1, max_length=40)
    note: str = Field(default="", max_length=200)


class ParcelInfo(Message):
    """A parcel in a list; the holder masked. `left`: days after today, below 0 the time is over."""

    id: str
    unit: UnitId
    door: int
    state: State
    task: Task
    title: Text
    name: str
    case: str
    """Number of the case whose result it is; "" for something else."""
    allotted_by: str
    made_at: datetime
    laid_at: datetime | None
    until: date | None
    ended_at: datetime | None
    left: int
    light: Light
    doubt: bool
    verbs: list[Verb]


class StepTold(Message):
    """What happened to a parcel. `by`: who, or the unit; `note`: what is known of it."""

    verb: Verb
    at: datetime
    by: str
    note: str


class ParcelTold(ParcelInfo):
    """With its codes: `code` for whoever picks it up, "" before it lies there; `staff_code` for the task, "" for none."""

    code: str = Field(repr=False)
    staff_code: str = Field(repr=False)
    steps: list[StepTold]


class Parcels(Message):
    """What is due first; `expired`: how many have lain there too long, `due`: whose holders should be reminded."""

    parcels: list[ParcelInfo]
    expired: int
    due: int


class DoorTold(DoorWord):
    """`use`: free, allotted, full or broken. `parcel`: what it is kept for, "" for nothing."""

    use: Literal["free", "allotted", "full", "broken"]
    parcel: str = ""


class LockerTold(Message):
    """A locker. `at`: when its unit last told of its doors, None for never."""

    unit: UnitId
    place: Text
    at: datetime | None
    columns: int
    doors: list[DoorTold]


class Lockers(Message):
    """Every locker of the hall file, in its order."""

    lockers: list[LockerTold]


class UnitParcel(Message):
    """What a unit may know of a parcel. `codes`: keyed hashes of those that open it for its holder, once it is in.

    `identity`: of the ID number, "" for nobody's card. `staff`: of the code for the task, "" without one.
    """

    id: EventId
    door: Door
    title: Text
    state: Literal[State.ALLOTTED, State.IN]
    task: Task
    until: date | None
    codes: list[Digest] = Field(max_length=4, repr=False)
    identity: MaybeDigest = Field(default="", repr=False)
    staff: MaybeDigest = Field(default="", repr=False)


class UnitParcels(Message):
    """`key`: hex, of this unit alone; it makes the hashes."""

    key: str = Field(min_length=64, max_length=64, repr=False)
    parcels: list[UnitParcel]
