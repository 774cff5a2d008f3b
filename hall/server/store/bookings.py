"""Taking bookings in: one or a list, each with an outcome of its own; and what can still be booked."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import Connection, func, insert, select

from hall.contract.appointments import Booking, BookingReply, Bookings, BookingState, Slot
from hall.contract.hours_words import listed, moment, slot
from hall.domain.appointments import blocked_until, bookable, nearest, slots
from hall.domain.clock import service_date
from hall.domain.privacy import PersonName, Phone
from hall.server.identity import IdentityKey
from hall.server.problems import Refusal
from hall.server.store import trail
from hall.server.store.appointments import as_told, missed_since, require, service_name
from hall.server.store.catalogue import Catalogue
from hall.server.store.tables import appointment
from hall.server.store.times import from_us, to_us
from hall.server.store.tx import Tx

_NEARBY_D = 3
"""Other times are looked for on so many days after the one that was wanted."""


def book(
    tx: Tx, catalogue: Catalogue, key: IdentityKey, request: Bookings, by: str = ""
) -> list[BookingReply]:
    """Take in every booking that can be; a repeat changes nothing. `by`: whose token."""
    return [
        _outcome(tx, catalogue, key, one, one.code or key.code(request.event_id, index), by)
        for index, one in enumerate(request.bookings)
    ]


def there(connection: Connection, codes: Collection[str]) -> set[str]:
    """Those of the codes that are known already."""
    asked = select(appointment.c.code).where(appointment.c.code.in_([code.upper() for code in codes]))
    return set(connection.execute(asked).scalars())


def offered(
    connection: Connection, catalogue: Catalogue, service: str, day: str, now: datetime
) -> list[Slot]:
    """The slots of a day that can still be booked, full ones with 0. Raises `Refusal` for an unknown service."""
    catalogue.service(service)
    length, limits = catalogue.rules.slot, _limits(catalogue, service, date.fromisoformat(day))
    taken = _taken(connection, service, day)
    return [
        Slot(
            begin=begin.astimezone(UTC),
            end=(begin + length).astimezone(UTC),
            free=max(0, limit - taken.get(begin, 0)),
        )
        for begin, limit in limits.items()
        if begin > now
    ]


def _outcome(
    tx: Tx, catalogue: Catalogue, key: IdentityKey, one: Booking, code: str, by: str
) -> BookingReply:
    code, identity = code.upper(), key.hash(one.id_number)
    try:
        if not _known(tx, one, code, identity):
            _require_free(tx, catalogue, one)
            _require_trust(tx, catalogue, identity)
            _require_first(tx, catalogue, one, identity)
            _put(tx, one, code, identity)
            said = {"service": one.service, "date": service_date(one.begin)}
            trail.step(tx, "booking.taken", by, f"booking:{code}", said)
    except Refusal as refusal:
        return BookingReply(problem=refusal.problem, free=_instead(tx, catalogue, one))
    return BookingReply(appointment=as_told(catalogue, require(tx.connection, code), tx.now))


def _known(tx: Tx, one: Booking, code: str, identity: str) -> bool:
    """Whether this very booking is there. Raises `Refusal` when the code is another's."""
    row = tx.connection.execute(select(appointment).where(appointment.c.code == code)).first()
    if row is None:
        return False
    if (row.service, row.begin_us, row.identity) != (one.service, to_us(one.begin), identity):
        raise Refusal("appointment.codeTaken", booking=code)
    return True


def _require_free(tx: Tx, catalogue: Catalogue, one: Booking) -> None:
    name, rules = service_name(catalogue, one.service), catalogue.settings.booking
    time = moment(one.begin, tx.now)
    if not any(times.service == one.service for times in catalogue.bookable):
        raise Refusal("appointment.notBookable", service=name)
    if one.begin <= tx.now:
        raise Refusal("appointment.past", time=time, free=_words(tx, catalogue, one))
    if service_date(one.begin) > service_date(tx.now + timedelta(days=rules.ahead_days)):
        raise Refusal("appointment.tooFar", days=rules.ahead_days)
    day = service_date(one.begin)
    limit = _limits(catalogue, one.service, date.fromisoformat(day)).get(one.begin)
    if limit is None or one.end not in (None, one.begin + catalogue.rules.slot):
        raise Refusal("appointment.noSlot", time=time, service=name, free=_words(tx, catalogue, one))
    if _taken(tx.connection, one.service, day).get(one.begin, 0) >= limit:
        raise Refusal("appointment.slotFull", time=time, service=name, free=_words(tx, catalogue, one))


def _require_trust(tx: Tx, catalogue: Catalogue, identity: str) -> None:
    """Raises `Refusal` for somebody who let too many appointments lapse, where the hall has such a rule."""
    rules = catalogue.settings.booking
    if not (identity and rules.most_missed):
        return
    span = timedelta(days=rules.missed_days)
    first, last = missed_since(catalogue, tx.now, span)
    rows = tx.connection.execute(
        select(appointment.c.begin_us).where(
            appointment.c.identity == identity,
            appointment.c.state == BookingState.BOOKED.value,
            appointment.c.begin_us.between(to_us(first), to_us(last)),
        )
    )
    lapsed = [from_us(us) + (tx.now - last) for us in rows.scalars()]
    until = blocked_until(lapsed, rules.most_missed, span, tx.now)
    if until is not None:
        raise Refusal(
            "appointment.blocked",
            days=rules.missed_days,
            missed=len(lapsed),
            until=moment(until, tx.now),
        )


def _require_first(tx: Tx, catalogue: Catalogue, one: Booking, identity: str) -> None:
    """Raises `Refusal` when the same person has an appointment for the service on that day."""
    row = tx.connection.execute(
        select(appointment.c.begin_us).where(
            appointment.c.identity == identity,
            appointment.c.identity != "",
            appointment.c.date == service_date(one.begin),
            appointment.c.service == one.service,
            appointment.c.state == BookingState.BOOKED.value,
        )
    ).first()
    if row is not None:
        raise Refusal("appointment.already", slot=slot(from_us(row.begin_us), catalogue.rules.slot, tx.now))


def _put(tx: Tx, one: Booking, code: str, identity: str) -> None:
    tx.connection.execute(
        insert(appointment).values(
            code=code,
            date=service_date(one.begin),
            service=one.service,
            begin_us=to_us(one.begin),
            identity=identity,
            name=PersonName(one.name.strip()).mask(),
            phone=Phone(one.phone.strip()).mask(),
            state=BookingState.BOOKED.value,
            ticket="",
            made_us=tx.now_us,
            changed_us=tx.now_us,
        )
    )


def _instead(tx: Tx, catalogue: Catalogue, one: Booking) -> list[Slot]:
    """The nearest slots that are free, on the day that was wanted and the next ones."""
    if one.service not in catalogue.service_ids:
        return []
    first = max(one.begin, tx.now)
    furthest = service_date(tx.now + timedelta(days=catalogue.settings.booking.ahead_days))
    days = [service_date(first + timedelta(days=ahead)) for ahead in range(_NEARBY_D + 1)]
    found = [
        each
        for day in days
        if day <= furthest
        for each in offered(tx.connection, catalogue, one.service, day, tx.now)
        if each.free
    ]
    wanted = set(nearest([each.begin for each in found], one.begin))
    return [each for each in found if each.begin in wanted]


def _words(tx: Tx, catalogue: Catalogue, one: Booking) -> object:
    return listed([each.begin for each in _instead(tx, catalogue, one)], tx.now)


def _limits(catalogue: Catalogue, service: str, day: date) -> dict[datetime, int]:
    """Bookings that each slot takes."""
    share = catalogue.settings.booking.walk_in_percent
    times = slots(catalogue.bookable, catalogue.opening.calendar, service, day, catalogue.rules.slot)
    return {begin: bookable(capacity, share) for begin, capacity in times.items()}


def _taken(connection: Connection, service: str, day: str) -> dict[datetime, int]:
    rows = connection.execute(
        select(appointment.c.begin_us, func.count())
        .where(
            appointment.c.date == day,
            appointment.c.service == service,
            appointment.c.state != BookingState.CANCELLED.value,
        )
        .group_by(appointment.c.begin_us)
    )
    return {from_us(us): int(count) for us, count in rows}
