"""A hall with hours, caps, slots and clerks: the store's rules as the routes call them, and the whole application."""

from contextlib import contextmanager

import httpx

from hall.contract.appointments import Booking, Bookings
from hall.contract.messages import TicketRequest
from hall.server.app import create_app
from hall.server.identity import open_identity
from hall.server.lookout import Lookout
from hall.server.store import appointments, bookings, opening, tickets, tides
from hall.settings import Clerk, Settings
from hall.settings.times import BookableTimes, OpenHours
from tests.hall.conftest import Room
from tests.hall.house import SETTINGS, HandClock

ALL_DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


def hours(*open_, days=ALL_DAYS):
    return [OpenHours(days=days, open=list(open_))]


def slots(service="social", capacity=10, open_=("09:00-12:00", "13:30-17:00")):
    return [BookableTimes(service=service, days=ALL_DAYS, open=list(open_), capacity=capacity)]


def clerk(id_, name, *for_):
    return Clerk(id=id_, name=name, substitute_for=list(for_))


def settings(*, windows=None, services=None, **changed):
    """The demo hall with other parts; `windows`, `services`: what changes of each, by number and id."""
    parts = {
        "windows": [one.model_copy(update=(windows or {}).get(one.number, {})) for one in SETTINGS.windows],
        "services": [one.model_copy(update=(services or {}).get(one.id, {})) for one in SETTINGS.services],
    }
    made: Settings = SETTINGS.model_copy(update={**parts, **changed})
    return made


class HoursRoom(Room):
    """`Room` with its own settings, and the verbs of this part."""

    def __init__(self, folder, clock, made, database=""):
        super().__init__(folder, clock, database, made)
        self.identity = open_identity(self.store)
        self.lookout = Lookout(self.catalogue)

    def number(self, n, service="social", appointment="", group=""):
        """A ticket as the route gives it."""
        request = TicketRequest(
            event_id=f"ticket-{n:06d}", service=service, unit="t1", appointment=appointment, group=group
        )
        prefix = self.catalogue.service(service).prefix

        def op(tx):
            opening.require_open(tx, self.catalogue, request)
            claim = appointments.check_in(tx, self.catalogue, request)
            return tickets.issue(tx, request, prefix, None, claim), claim

        return self.write(op)

    def book(self, begin, n=0, service="social", many=1, **more):
        """Bookings of one slot; `id_number` counts up unless it is given."""
        asked = Bookings(
            event_id=f"book-{n:06d}",
            bookings=[
                Booking(service=service, begin=begin, **{"id_number": f"11010119900101{n:02}{i:02}", **more})
                for i in range(many)
            ],
        )
        return self.write(lambda tx: bookings.book(tx, self.catalogue, self.identity, asked))

    def code(self, begin, n=0, **more):
        [reply] = self.book(begin, n, **more)
        return reply.appointment.code

    def look(self):
        """One look of the server, and what is proposed after it."""
        self.write(self.lookout.look)
        return self.standing()

    def standing(self):
        return self.store.read_now(tides.standing)


@contextmanager
def rooms(folder, at, database="", **always):
    """Opens such rooms; they are closed at the end. `always`: what changes of the settings of each."""
    made = []

    def build(at=at, **changed):
        room = HoursRoom(
            folder / f"hall{len(made)}", HandClock(at), settings(**{**always, **changed}), database
        )
        made.append(room)
        return room

    try:
        yield build
    finally:
        for room in made:
            room.store.close()


def application(folder, clock, made):
    """The application and a way to ask it, for `async with`."""
    app = create_app(made, folder, clock)
    transport = httpx.ASGITransport(app=app)
    return app, httpx.AsyncClient(transport=transport, base_url="http://hall/v1", timeout=20)
