"""An open store with the demo hall's catalogue, and ways to say things briefly."""

import pytest

from hall.contract.messages import LeaseRequest, TicketRequest, Transaction
from hall.domain.queue import verbs
from hall.server.leases import open_key
from hall.server.store import events, inbox, lease_book, tickets, windows
from hall.server.store.catalogue import Catalogue
from hall.server.store.store import Store
from tests.hall.house import SETTINGS, HandClock, house
from tests.support.cases import kept
from tests.support.postgres import cluster


class Room:
    """The store's rules, called as the routes call them."""

    def __init__(self, folder, clock, database="", settings=SETTINGS):
        self.clock = clock
        self.database = database
        self.catalogue = Catalogue(settings)
        self.store = Store(folder, clock, self.catalogue, database)
        self.key = open_key(folder, self.store)

    def reopened(self):
        """The same after a restart."""
        self.store.close()
        return Room(self.store.folder, self.clock, self.database)

    def write(self, op):
        return self.store._writer.submit(op).result(20)

    def issue(self, n, service="social", identity="", unit="t1"):
        request = TicketRequest(event_id=f"ticket-{n:06d}", service=service, unit=unit, identity=identity)
        prefix = self.catalogue.service(service).prefix
        return self.write(lambda tx: tickets.issue(tx, request, prefix))

    def call(self, window, n, ticket=None):
        return self.write(lambda tx: windows.call(tx, window, f"verb-{n:06d}", ticket))

    def do(self, window, n, verb, *args, ids=(), **more):
        """A verb of the rules at a window, as the routes do it."""

        def op(tx):
            rule = lambda day: verb(day, window, *args, tx.now, **more)  # noqa: E731
            return windows.act(tx, window, verb.__name__, f"verb-{n:06d}", rule, *ids)

        return self.write(op)

    def recall(self, window, n):
        return self.do(window, n, verbs.recall)

    def finish(self, window, n):
        return self.do(window, n, verbs.finish)

    def lease(self, unit="d1", mark="2", service="social", used=0, incarnation="first"):
        request = LeaseRequest(unit=unit, mark=mark, service=service, used_upto=used, incarnation=incarnation)
        self.catalogue.require_mark(mark, unit)
        prefix = self.catalogue.service(service).prefix
        lend = lease_book.lease_numbers
        return self.write(lambda tx: lend(tx, request, prefix, self.store.epoch, self.key.sign))

    def take(self, kind, body, event_id, unit="d1", attachments=()):
        item = Transaction(
            event_id=event_id,
            kind=kind,
            stream=f"{unit}:{event_id}",
            occurred_at=self.clock.at,
            body=body,
            attachments=list(attachments),
        )
        return self.write(lambda tx: inbox.take(tx, unit, item, self.catalogue))

    def printed(self, number, n, unit="d1", **changed):
        body = {
            "number": number,
            "service": "social",
            "date": "2026-11-22",
            "issued_at": self.clock.at.isoformat(),
            "identity": "",
            "lease_id": "lease-1",
            "paper": "printed",
        }
        return self.take("ticket.issued", body | changed, f"ticket-{n:06d}", unit)

    def cases(self):
        """Every case, masked."""
        return self.store.read_now(kept)

    def tickets(self, date="2026-11-22"):
        return self.store.read_now(lambda c: tickets.of_day(c, date))

    def numbers(self):
        return [one.number for one in self.tickets()]

    def events(self):
        return self.store.read_now(lambda c: events.after(c, 0))


@pytest.fixture
def clock():
    return HandClock()


@pytest.fixture(scope="session")
def postgres():
    """A PostgreSQL of this run's own; `database()` makes a new one."""
    with cluster() as made:
        yield made


@pytest.fixture(params=["sqlite", "postgres"])
def room(request, tmp_path, clock):
    """On either database: what a test says holds on both."""
    database = request.getfixturevalue("postgres").database() if request.param == "postgres" else ""
    made = Room(tmp_path / "hall", clock, database)
    yield made
    made.store.close()


@pytest.fixture
def file_room(tmp_path, clock):
    """On a SQLite file, for what only a file has."""
    made = Room(tmp_path / "hall", clock)
    yield made
    made.store.close()


@pytest.fixture
def hall(tmp_path, clock):
    with house(tmp_path / "hall", clock) as made:
        yield made
