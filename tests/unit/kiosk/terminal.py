"""Builders for outbox and desk tests: a clock that stands still, an outbox in a folder, leases by a real key."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from hall.contract.messages import Lease
from kiosk.outbox.store import Outbox, Owner

NOON = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)  # 12:00 in China
TODAY = "2026-11-22"
TOMORROW = "2026-11-23"
OWNER = Owner("t1", "1", "T1")


class HandClock:
    """Time that moves only when told."""

    def __init__(self, at=NOON):
        self.at = at
        self.ms = 0

    def now(self):
        return self.at

    def mono_ms(self):
        return self.ms

    def pass_(self, **time):
        self.at += timedelta(**time)
        self.ms += int(timedelta(**time).total_seconds() * 1000)


def open_outbox(folder, clock=None, owner=OWNER):
    return Outbox(folder, owner, clock or HandClock())


class Lender:
    """The server's side of leases."""

    def __init__(self):
        self._key = Ed25519PrivateKey.generate()
        self.key = self._key.public_key().public_bytes_raw().hex()
        self._count = 0

    def lease(self, first=1, last=50, **changes):
        self._count += 1
        facts = {
            "lease_id": f"lease-{self._count}",
            "unit": "t1",
            "mark": "1",
            "service": "social",
            "prefix": "A",
            "date": TODAY,
            "first": first,
            "last": last,
            "server_epoch": "e1",
            "signature": "",
        }
        blank = Lease(**{**facts, **changes})
        return blank.model_copy(update={"signature": self._key.sign(blank.signed_text()).hex()})

    def fill(self, outbox, *leases):
        """Lend to an outbox; returns what it refused."""
        with outbox.write() as db:
            outbox.leases.pin(db, self.key)
            return outbox.leases.keep(db, leases or [self.lease()])
