"""Looks for what a citizen has already: appointments at the server, lately given numbers in our own file."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hall.client import HallError, HallReason
from hall.contract.appointments import Appointment, BookingState, FindBooking
from hall.domain.clock import CHINA
from kiosk.desk.numbers import slip_of
from kiosk.desk.parts import Parts
from kiosk.flows.words import Booking, BookingsFound, FindBookings, FindSlips, Said, SlipsFound
from kiosk.outbox.errors import OutboxError


class Finding:
    """Answers with `BookingsFound` and `SlipsFound`, always."""

    def __init__(self, parts: Parts) -> None:
        self._client = parts.client
        self._outbox = parts.outbox
        self._clock = parts.clock
        self._tell = parts.tell

    async def bookings(self, wanted: FindBookings) -> None:
        """Ask the server; without it nobody knows an appointment."""
        number = wanted.id_number.reveal() if wanted.id_number else ""
        try:
            found = await self._client.find_bookings(FindBooking(id_number=number, code=wanted.code))
        except HallError as error:
            self._tell(replace(_refused(error), id_number=wanted.id_number))
            return
        today = self._clock.now().astimezone(CHINA).date()
        due = [each for each in found.appointments if each.begin.astimezone(CHINA).date() <= today]
        later = [each for each in found.appointments if each not in due]
        open_ones = [each for each in due if each.state is BookingState.BOOKED]
        told = tuple(_booking(each, today) for each in (*(open_ones or due), *later))
        self._tell(BookingsFound(told, id_number=wanted.id_number))

    async def slips(self, wanted: FindSlips) -> None:
        """Look into our own file; what cannot be read holds nothing for anybody."""
        try:
            with self._outbox.read() as db:
                kept = self._outbox.intents.lately(db, wanted.identity)
        except OutboxError:
            kept = []
        self._tell(SlipsFound(tuple(slip_of(each) for each in kept)))


def _refused(error: HallError) -> BookingsFound:
    """The server's own words when it says no; else nobody could be asked."""
    if error.reason is not HallReason.REFUSED or error.problem is None:
        return BookingsFound((), "appointment.offline")
    return BookingsFound((), error.problem.code, Said(error.problem.what, error.problem.do))


def _booking(found: Appointment, today: date) -> Booking:
    """Another day's says which: its check-in is refused with when to come."""
    begin, end = (at.astimezone(CHINA) for at in (found.begin, found.end))
    day = "" if begin.date() == today else f"{begin:%Y-%m-%d} "
    due = not day and found.state is BookingState.BOOKED
    return Booking(found.code, found.service, f"{day}{begin:%H:%M}-{end:%H:%M}", due)
