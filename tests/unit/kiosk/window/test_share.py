"""Without the server, no ticket is called by two windows, whatever each of them has last seen."""

from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from hall.contract.messages import PaperState, Ticket
from hall.contract.windows import WindowState
from hall.domain.queue.desk import Presence
from hall.domain.queue.ticket import TicketState
from kiosk.window.share import next_own, windows_of
from tests.hall.house import SETTINGS, house, http, verb
from tests.hall.house import ticket as taken

TODAY = "2026-11-22"
UNIT = next(unit for unit in SETTINGS.units if unit.role == "window")
HALL = SETTINGS.model_copy(
    update={"units": [UNIT.model_copy(update={"window": one.number}) for one in SETTINGS.windows]}
)
"""Every window has a unit."""
SERVICES = {service.prefix: service.id for service in SETTINGS.services}


def ticket(id_, number, service=None, date=TODAY):
    return Ticket(
        event_id=id_,
        number=number,
        service=service or SERVICES[number[0]],
        date=date,
        state=TicketState.WAITING,
        paper=PaperState.PRINTED,
        issued_at=datetime(2026, 11, 22, 4, tzinfo=UTC),
    )


def view(window, line):
    return WindowState(
        number=window, presence=Presence.OPEN, services=[*SERVICES.values()], line=line, held=[]
    )


@st.composite
def halls(draw):
    """Every window with a view of its own: any of the tickets, in any order, of whatever service it thinks."""
    made = [
        (f"ticket-{n:06d}", f"{draw(st.sampled_from([*SERVICES]))}{draw(st.sampled_from(['', '2-']))}{n:03d}")
        for n in range(1, draw(st.integers(1, 25)) + 1)
    ]
    views = {}
    for window in SETTINGS.windows:
        seen = draw(st.lists(st.sampled_from(made), unique=True))
        others = st.sampled_from([None, *SERVICES.values()])
        views[window.number] = [ticket(id_, number, draw(others)) for id_, number in seen]
    return made, views


@settings(max_examples=60, deadline=None)
@given(halls())
def test_no_ticket_is_called_by_two(hall):
    _, views = hall
    called = {}
    for window, line in views.items():
        taken = set()
        while (one := next_own(view(window, line), HALL, TODAY, taken)) is not None:
            taken.add(one.event_id)
            assert called.setdefault(one.event_id, window) == window, "called by two"


@settings(max_examples=15, deadline=None)
@given(halls())
def test_every_ticket_that_all_have_seen_has_a_window(hall):
    made, _ = hall
    line = [ticket(id_, number) for id_, number in made]
    called = set()
    for window in SETTINGS.windows:
        while (one := next_own(view(window.number, line), HALL, TODAY, called)) is not None:
            called.add(one.event_id)
            assert window.number in windows_of(one.number, HALL)
    assert called == {id_ for id_, _ in made}


def test_yesterdays_line_is_nobodys():
    line = [ticket(f"ticket-{n:06d}", f"A{n:03d}", date="2026-11-21") for n in range(1, 9)]
    assert all(next_own(view(w.number, line), HALL, TODAY, ()) is None for w in SETTINGS.windows)


def test_alone_a_window_calls_in_the_order_that_the_server_would_have(tmp_path):
    """Three walk-ins and three who may go first: the same six calls, by the server and without it."""
    with house(tmp_path / "hall") as hall, http(hall.url) as api:
        for n in range(1, 7):
            more = {"group": "elder"} if n > 3 else {}
            assert api.post("/tickets", json=taken(n, "residence") | more).is_success
        seen = WindowState.model_validate(api.get(f"/windows/{UNIT.window}").json())
        alone: list[str] = []
        called: set[str] = set()
        while (one := next_own(seen, SETTINGS, seen.line[0].date, called)) is not None:
            called.add(one.event_id)
            alone.append(one.number)
        asked = [api.post(f"/windows/{UNIT.window}/call", json=verb(n)).json()["ticket"] for n in range(6)]
    assert alone == [one["number"] for one in asked]
    assert alone[:3] == ["B004", "B005", "B001"], "two who go first, then a walk-in's turn"


def test_a_window_without_a_unit_keeps_no_ticket_from_those_that_can_call():
    """Windows 1 and 3 serve B; only 3 has a unit in the demo hall."""
    line = [ticket(f"ticket-{n:06d}", f"B{n:03d}") for n in range(1, 21)]
    called: set[str] = set()
    while (one := next_own(view(UNIT.window, line), SETTINGS, TODAY, called)) is not None:
        called.add(one.event_id)
    assert len(called) == len(line)
    assert next_own(view(1, line), SETTINGS, TODAY, ()) is None


def test_a_number_that_is_none_belongs_to_nobody():
    assert windows_of("12", SETTINGS) == []
