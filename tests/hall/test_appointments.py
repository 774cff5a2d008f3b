"""Bookings from the first word to the called number: each once, at its time, and nobody recognised by them."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from hall.contract.appointments import BookingState, FindBooking
from hall.domain.queue.ticket import Lane
from hall.server.problems import Refusal
from hall.server.store import appointments
from hall.server.store.tables import appointment, ticket
from hall.settings import Booking
from tests.hall.hours import application, hours, rooms, settings, slots
from tests.hall.house import HandClock

EIGHT = datetime(2026, 11, 23, 0, tzinfo=UTC)
"""Eight in the morning in China, a Monday."""
TEN, SLOT = EIGHT + timedelta(hours=2), timedelta(minutes=30)


@pytest.fixture
def make(tmp_path):
    with rooms(tmp_path, EIGHT, slots=slots()) as build:
        yield build


def refused(code):
    return pytest.raises(Refusal, match=f"^{code}$")


def codes(replies):
    return [one.problem.code if one.problem else "booked" for one in replies]


def test_a_slot_beyond_its_share_is_refused_with_the_nearest_free_ones(make):
    room = make()
    replies = room.book(TEN, many=9)
    assert codes(replies) == ["booked"] * 7 + ["appointment.slotFull"] * 2
    assert [one.begin for one in replies[-1].free] == [TEN - 2 * SLOT, TEN - SLOT, TEN + SLOT]
    assert "10:30" in replies[-1].problem.do.zh


def test_the_hall_may_keep_more_for_walk_ins_and_never_less(make):
    room = make(booking=Booking(walk_in_percent=80))
    assert codes(room.book(TEN, many=3)) == ["booked"] * 2 + ["appointment.slotFull"]
    with pytest.raises(ValueError, match="30"):
        Booking(walk_in_percent=29)


def test_times_that_are_no_slots_are_refused(make):
    room = make()
    wrong = {
        TEN + timedelta(minutes=5): "appointment.noSlot",
        EIGHT - timedelta(hours=1): "appointment.past",
        TEN + timedelta(days=15): "appointment.tooFar",
    }
    for n, (begin, code) in enumerate(wrong.items()):
        assert codes(room.book(begin, n)) == [code]
    assert codes(room.book(TEN, 4, end=TEN + timedelta(hours=1))) == ["appointment.noSlot"]
    assert codes(room.book(TEN, 5, service="business")) == ["appointment.notBookable"]
    assert codes(room.book(TEN, 6, service="nothing")) == ["service.unknown"]


def test_a_repeat_makes_no_second_booking_and_another_one_cannot_have_its_code(make):
    room = make()
    first = room.book(TEN, code="prov-0001")
    assert room.book(TEN, code="PROV-0001") == first
    assert codes(room.book(TEN + SLOT, 1, code="PROV-0001")) == ["appointment.codeTaken"]
    assert room.book(TEN, 2, many=2) == room.book(TEN, 2, many=2)


def test_one_person_has_one_appointment_for_a_service_and_day(make):
    room = make()
    room.book(TEN, 1, id_number="11010119900307123X")
    assert codes(room.book(TEN + SLOT, 2, id_number="11010119900307 123x")) == ["appointment.already"]


def test_nothing_that_names_a_person_is_kept(make):
    room = make()
    room.book(TEN, name="王小明", phone="13812345678", id_number="110101199003071234")
    row = room.store.read_now(lambda c: c.execute(select(appointment)).one())
    kept = " ".join(map(str, row))
    for secret in ("王小明", "13812345678", "110101199003071234"):
        assert secret not in kept
    assert (row.name, row.phone) == ("王*明", "138****5678")
    found = find(room, id_number="110101199003071234")
    assert [one.code for one in found] == [row.code]
    assert find(room, id_number="110101199003071235") == []


def find(room, **asked):
    now = room.clock.at
    return room.store.read_now(
        lambda c: appointments.find(c, room.catalogue, room.identity.hash, FindBooking(**asked), now)
    )


def test_a_card_finds_what_is_booked_for_another_day_and_is_told_when_to_come(make):
    room = make()
    code = room.code(TEN + timedelta(days=1), id_number="110101199003071234")
    assert [one.code for one in find(room, id_number="110101199003071234")] == [code]
    with pytest.raises(Refusal, match=r"^appointment\.tooEarly$") as early:
        room.number(1, appointment=code)
    assert "明天" in early.value.problem.do.zh
    room.clock.at += timedelta(days=2)
    assert find(room, id_number="110101199003071234") == []


def test_on_time_it_becomes_a_ticket_that_goes_first(make):
    room = make()
    code = room.code(TEN)
    room.number(1)
    room.clock.at = TEN - timedelta(minutes=50)
    issued, claim = room.number(2, appointment=code.lower())
    assert (claim.lane, claim.appointment) == (Lane.APPOINTMENT, code)
    assert room.call(2, 1).ticket.number == issued.number
    row = room.store.read_now(
        lambda c: c.execute(select(ticket).where(ticket.c.event_id == "ticket-000002")).one()
    )
    assert (row.appointment, row.lane) == (code, "appointment")


def test_too_early_says_when_and_too_late_is_a_walk_ins_place(make):
    room = make()
    code = room.code(TEN)
    with refused("appointment.tooEarly") as caught:
        room.number(1, appointment=code)
    assert "09:00" in caught.value.problem.do.zh
    room.clock.at = TEN + SLOT + timedelta(minutes=61)
    [told] = find(room, code=code)
    assert told.state is BookingState.MISSED
    issued, claim = room.number(2, appointment=code)
    assert issued.number == "A001"
    assert claim.lane is Lane.WALK_IN
    assert "10:00-10:30" in claim.remark.zh
    assert room.number(2, appointment=code)[1].remark.zh == claim.remark.zh
    [told] = find(room, code=code)
    assert (told.state, told.number) == (BookingState.LATE, "A001")


def test_a_booking_is_taken_up_once_however_often_it_is_tried(make):
    room = make()
    code = room.code(TEN)
    room.clock.at = TEN
    first, _ = room.number(1, appointment=code)
    assert room.number(1, appointment=code)[0] == first
    with refused("appointment.takenUp") as caught:
        room.number(2, appointment=code)
    assert first.number in caught.value.problem.what.zh
    with refused("appointment.takenUp"):
        cancel(room, code)


def cancel(room, code):
    return room.write(lambda tx: appointments.cancel(tx, room.catalogue, code))


def test_a_refused_ticket_leaves_the_booking_as_it_was(make):
    room = make()
    code = room.code(TEN)
    room.clock.at = TEN
    with refused("appointment.otherService"):
        room.number(1, "business", appointment=code)
    with refused("appointment.unknown"):
        room.number(1, appointment="NOBODY22")
    assert room.number(2, appointment=code)[0].number == "A001"


def test_a_cancelled_place_can_be_booked_again_but_not_taken_up(make):
    room = make()
    first, *_ = [one.appointment.code for one in room.book(TEN, many=7)]
    assert cancel(room, first).state is BookingState.CANCELLED
    assert cancel(room, first).state is BookingState.CANCELLED
    assert codes(room.book(TEN, 1)) == ["booked"]
    room.clock.at = TEN
    with refused("appointment.cancelled"):
        room.number(1, appointment=first)


def test_whoever_never_comes_may_not_book_for_a_while_and_may_always_walk_in(make):
    room = make(booking=Booking(most_missed=2))
    person = {"id_number": "110101199003071234"}
    for n, days in enumerate((0, 1)):
        assert codes(room.book(TEN + timedelta(days=days), n, **person)) == ["booked"]
    room.clock.at = EIGHT + timedelta(days=2)
    [reply] = room.book(TEN + timedelta(days=2), 3, **person)
    assert reply.problem.code == "appointment.blocked"
    assert codes(room.book(TEN + timedelta(days=2), 4)) == ["booked"]
    assert room.number(1)[0].number == "A001"
    room.clock.at = EIGHT + timedelta(days=31)
    assert codes(room.book(TEN + timedelta(days=31), 5, **person)) == ["booked"]


def test_an_appointment_is_checked_in_though_the_hall_has_its_noon_break(make):
    room = make(hours=hours("09:00-12:00", "13:30-17:00"))
    code = room.code(EIGHT + timedelta(hours=5, minutes=30))
    room.clock.at = EIGHT + timedelta(hours=5)
    with refused("service.closed"):
        room.number(1)
    assert room.number(2, appointment=code)[0].number == "A001"


def test_over_http(tmp_path):
    """Booked, found by card, taken up late with the reason, listed and refused in words."""
    clock = HandClock(EIGHT)
    app, client = application(tmp_path / "hall", clock, settings(slots=slots()))

    async def day():
        async with client:
            one = {"service": "social", "begin": TEN.isoformat(), "id_number": "110101199003071234"}
            asked = {"event_id": "book-000001", "bookings": [one]}
            [reply] = (await client.post("/appointments", json=asked)).json()["results"]
            code = reply["appointment"]["code"]
            found = await client.post("/appointments/find", json={"id_number": "110101199003071234"})
            assert [each["code"] for each in found.json()["appointments"]] == [code]
            assert (await client.post("/appointments/find", json={})).json()["code"] == "appointment.oneKey"
            free = (await client.get("/appointments/slots?service=social&date=2026-11-23")).json()["slots"]
            assert {each["free"] for each in free} == {6, 7}
            assert (await client.get("/appointments/slots?service=social&date=2026-13-01")).status_code == 422
            clock.at = TEN + timedelta(hours=2)
            asked = {"event_id": "ticket-000001", "service": "social", "unit": "t1", "appointment": code}
            issued = (await client.post("/tickets", json=asked)).json()
            assert "已过" in issued["remark"]["zh"]
            assert (await client.post("/tickets", json=asked)).json()["remark"] == issued["remark"]
            [listed] = (await client.get("/appointments?date=2026-11-23")).json()["appointments"]
            assert (listed["state"], listed["number"]) == ("late", "A001")
            assert (await client.delete(f"/appointments/{code}")).json()["code"] == "appointment.takenUp"

    try:
        asyncio.run(day())
    finally:
        app.state.store.close()
