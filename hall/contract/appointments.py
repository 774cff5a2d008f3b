"""Bookings (预约) and the moment they are taken up. Nobody has to book: a share of every slot stays with walk-ins.

Paths (all under /v1):
  POST   /appointments               Bookings -> BookingReplies: an outcome per booking, in order; a repeat changes nothing
  GET    /appointments?date=         Appointments of a service date (today without it), by slot
  POST   /appointments/find          FindBooking -> Appointments: by card, those of today and later that were not cancelled;
                                       by code, that one (`appointment.unknown`)
  GET    /appointments/slots?service=&date=   Slots of that day and what is free of them
  DELETE /appointments/{code}        -> Appointment, cancelled; a repeat gets the same
Check-in is POST /tickets with `TicketRequest.appointment` = code. Refusals of it: `appointment.unknown`, `.otherService`,
`.tooEarly` (says when to come), `.over` (of another day), `.cancelled`, `.takenUp` (says the number). Whoever comes too
late on the day gets a walk-in's ticket, and `Ticket.remark` says why.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum, unique
from typing import Annotated

from pydantic import AwareDatetime, Field

from hall.contract.messages import EventId, Message, Problem, ServiceId
from hall.domain.appointments import Arrival

BookingCode = Annotated[str, Field(min_length=4, max_length=40, pattern=r"^[A-Za-z0-9-]+$")]


@unique
class BookingState(StrEnum):
    """What became of a booking. LATE: came after its time and got a walk-in's ticket; MISSED: nobody came."""

    BOOKED = "booked"
    TAKEN_UP = "taken_up"
    LATE = "late"
    CANCELLED = "cancelled"
    MISSED = "missed"


class Booking(Message):
    """One booking as it is asked for. `code` None: the server makes one. `end` None: the slot's own.

    `id_number` is kept only as a keyed hash, `name` and `phone` only masked.
    """

    code: BookingCode | None = None
    service: ServiceId
    begin: AwareDatetime
    end: AwareDatetime | None = None
    id_number: str = Field(default="", max_length=40, repr=False)
    name: str = Field(default="", max_length=120, repr=False)
    phone: str = Field(default="", max_length=40, repr=False)


class Bookings(Message):
    """One booking or an imported list. `event_id`: a repeat with the same one makes the same codes."""

    event_id: EventId
    bookings: list[Booking] = Field(min_length=1, max_length=500)


class Slot(Message):
    """A time that can be booked. `free`: bookings it still takes; what is left to walk-ins is not in it."""

    begin: datetime
    end: datetime
    free: int


class Slots(Message):
    """By time."""

    service: ServiceId
    date: str
    slots: list[Slot]


class Appointment(Message):
    """A booking as people may see it: masked. `arrival`: what a check-in at this moment is (early, on_time, late).

    `earliest`, `latest`: between them it is checked in and goes first. `ticket`, `number`: once it was taken up.
    """

    code: str
    service: ServiceId
    begin: datetime
    end: datetime
    earliest: datetime
    latest: datetime
    state: BookingState
    arrival: Arrival
    name: str = ""
    phone: str = ""
    ticket: str = ""
    number: str = ""


class Appointments(Message):
    """By slot."""

    appointments: list[Appointment]


class FindBooking(Message):
    """By card or by code: exactly one of both."""

    id_number: str = Field(default="", max_length=40, repr=False)
    code: str = Field(default="", max_length=40, pattern=r"^[A-Za-z0-9-]*$")


class BookingReply(Message):
    """`appointment` None: refused, and `problem` says why. `free`: the nearest slots that can be booked instead."""

    appointment: Appointment | None = None
    problem: Problem | None = None
    free: list[Slot] = Field(default=[])


class BookingReplies(Message):
    """One per booking, in their order."""

    results: list[BookingReply]
