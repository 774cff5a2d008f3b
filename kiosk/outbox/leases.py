"""Numbers lent by the server for the time it is away (reliability 8.3).

A number is prefix + the unit's mark + counter. The counter of (date, prefix, mark) only grows and
is committed before anything is printed: a crash skips one number at most and repeats none, also
when a restored server lends the same numbers again. A file that was lost takes its counters along:
the new one has another incarnation, and is lent none of the numbers that the lost one may have used.
"""

from __future__ import annotations

import binascii
import secrets
from collections.abc import Iterable
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy import Connection, delete, func, select
from sqlalchemy.dialects.sqlite import insert

from hall.contract.messages import Lease
from hall.domain.clock import Clock, service_date
from hall.domain.numbers import MAX_SERIAL, Number
from kiosk.outbox.errors import OutboxError, Trouble
from kiosk.outbox.notes import get_counter, get_note, set_counter, set_note
from kiosk.outbox.schema import lease

_KEY = "lease_key"
_FLOOR = "hall_date"
_INCARNATION = "lease_incarnation"


@dataclass(frozen=True)
class Taken:
    """A number that belongs to one citizen once the commit is done."""

    number: str
    date: str
    lease_id: str


class Leases:
    """The lease table and its counters. Methods take the connection of their commit."""

    def __init__(self, unit: str, mark: str, clock: Clock) -> None:
        self._unit = unit
        self._mark = mark
        self._clock = clock

    def incarnation(self, db: Connection) -> str:
        """Who asks for leases. The server lends a number to one incarnation only (see `LeaseRequest`)."""
        return get_note(db, _INCARNATION) or ""

    def pin(self, db: Connection, key: str) -> bool:
        """Trust the key met first, for ever. False: the server shows another one; take no leases from it."""
        known = get_note(db, _KEY)
        if known is None:
            set_note(db, _KEY, key)
        return known in (None, key)

    def keep(self, db: Connection, offers: Iterable[Lease]) -> list[str]:
        """Keep what is truly the server's and meant for us. Returns why each other one was refused."""
        refused = []
        for offer in offers:
            fault = self._fault(db, offer)
            if fault:
                refused.append(f"lease {offer.lease_id}: {fault}")
                continue
            values = offer.model_dump(
                include={"lease_id", "service", "prefix", "mark", "date", "first", "last", "server_epoch"}
            )
            put = insert(lease).values(values)
            db.execute(put.on_conflict_do_update(index_elements=["lease_id"], set_=values))
        db.execute(delete(lease).where(lease.c.date < self._today(db)))
        return refused

    def take(self, db: Connection, service: str) -> Taken:
        """Use up the next number of today. Raises `OutboxError` (NO_NUMBERS)."""
        today = self._today(db)
        mine = (lease.c.service == service, lease.c.date == today, lease.c.mark == self._mark)
        for each in db.execute(select(lease).where(*mine).order_by(lease.c.first)):
            name = _counter(each.date, each.prefix, each.mark)
            number = max(each.first, get_counter(db, name) + 1)
            if number <= each.last:
                set_counter(db, name, number)
                text = str(Number(each.prefix, number, each.mark))
                return Taken(text, each.date, each.lease_id)
        raise OutboxError(Trouble.NO_NUMBERS, f"no number left for {service} on {today}")

    def left(self, db: Connection, service: str, date: str) -> int:
        """How many numbers can still be handed out on `date`."""
        total = 0
        for each in db.execute(select(lease).where(lease.c.service == service, lease.c.date == date)):
            used = get_counter(db, _counter(each.date, each.prefix, each.mark))
            total += max(0, each.last - max(each.first - 1, used))
        return total

    def used_upto(self, db: Connection, service: str, date: str) -> int:
        """The highest counter handed out for the service on `date`, 0 for none."""
        marks = select(lease.c.prefix, lease.c.mark).where(lease.c.service == service, lease.c.date == date)
        return max((get_counter(db, _counter(date, *row)) for row in db.execute(marks.distinct())), default=0)

    def heard_date(self, db: Connection, date: str) -> None:
        """The server's day: a clock that jumps back behind it may hand out nothing."""
        if date > (get_note(db, _FLOOR) or ""):
            set_note(db, _FLOOR, date)

    def count(self, db: Connection) -> int:
        """How many leases are kept."""
        return db.execute(select(func.count()).select_from(lease)).scalar_one()

    def _today(self, db: Connection) -> str:
        """Today by this machine's clock; a day that is already over for the server has no numbers."""
        today = service_date(self._clock.now())
        return today if today >= (get_note(db, _FLOOR) or "") else ""

    def _fault(self, db: Connection, offer: Lease) -> str:
        if offer.unit != self._unit or offer.mark != self._mark:
            return f"made for unit {offer.unit} with mark {offer.mark}"
        if not 1 <= offer.first <= offer.last <= MAX_SERIAL:
            return f"its numbers are not within 1..{MAX_SERIAL}"
        key = get_note(db, _KEY)
        if key is None:
            return "no key is known yet"
        try:
            public = Ed25519PublicKey.from_public_bytes(binascii.unhexlify(key))
            public.verify(binascii.unhexlify(offer.signature), offer.signed_text())
        except (InvalidSignature, ValueError):
            return "its signature is not by the key pinned at first contact"
        return ""


def name_file(db: Connection) -> None:
    """Give a new file its incarnation: 128 random bits, so that two files are never taken for one."""
    if get_note(db, _INCARNATION) is None:
        set_note(db, _INCARNATION, secrets.token_hex(16))


def _counter(date: str, prefix: str, mark: str) -> str:
    return f"ticket:{date}:{prefix}{mark}"
