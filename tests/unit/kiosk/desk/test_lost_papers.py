"""A lost paper comes again with what it said, for whoever took the number; and devices forget who was there."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from drivers.types import CompletionCode, DeviceState, Status, Supply
from hall.client import HallError, HallReason
from hall.contract.appointments import Appointment, BookingState
from hall.contract.messages import PaperState, Problem, Text, WaitRange
from hall.contract.screens import Level
from hall.domain.appointments import Arrival
from hall.domain.privacy import IdNumber
from hall.domain.queue.ticket import TicketState
from kiosk.flows.words import (
    Booking,
    BookingsFound,
    CardRead,
    EndVisit,
    FindBookings,
    FindSlips,
    GiveUp,
    HallChanged,
    HealthChanged,
    PaperEnded,
    PrintMaterials,
    PrintOutcome,
    ReadCard,
    Refused,
    Reprint,
    SlipsFound,
    TicketIssued,
)
from tests.unit.kiosk.desk.room import Room, completion, room, wish

INTENT = "intent-00000001"
NO_PAPER = completion(CompletionCode.DEVICE_NOT_READY, "paper.out")
RANGE = WaitRange(low_min=10, high_min=20)


def tells_a_range(hall):
    """The hall knows how long it takes, and adds a remark."""
    plain = hall.issue_ticket

    async def issue_ticket(request):
        ticket = await plain(request)
        return ticket.model_copy(update={"wait": RANGE, "remark": Text(zh="晚", en="late")})

    hall.issue_ticket = issue_ticket


def again(n=1):
    return Reprint(f"intent-{n:08d}", large=False, language="zh")


@pytest.mark.logs
def test_what_was_told_of_the_wait_survives_a_crash_before_the_paper(tmp_path):
    async def day():
        async with room(tmp_path) as here:
            tells_a_range(here.hall)
            here.devices.gate = asyncio.Event()
            here.desk.perform(replace(wish(identity="card-1"), group="elder"))
            assert (await here.told.until(TicketIssued)).wait == RANGE
            await here.until(lambda: here.devices.printed)
            await here.die()
            after = Room(tmp_path / "t1", here.hall, here.clock)
            try:
                after.desk.perform(FindSlips("card-1"))
                [slip] = (await after.told.until(SlipsFound)).slips
                assert (slip.number, slip.taken_at) == ("A001", "12:00")
                after.desk.perform(again())
                assert (await after.told.until(PaperEnded)).outcome is PrintOutcome.PRINTED
                [data] = after.devices.printed
                assert (data["wait"], data["wait_low"], data["wait_high"]) == ("range", 10, 20)
                assert data["priority"]["zh"] == "60 岁以上老人"
                assert data["remark"]["en"] == "late"
                assert data["qr"].endswith(f"/t/{INTENT}")
            finally:
                await after.close()

    asyncio.run(day())


def test_a_paper_once_more_is_marked_told_and_no_second_number(tmp_path):
    async def day():
        async with room(tmp_path) as here:
            here.desk.perform(wish(identity="card-1"))
            await here.told.until(PaperEnded)
            here.desk.perform(EndVisit())
            here.desk.perform(again())
            await here.told.until(PaperEnded, 2)
            first, second = here.devices.printed
            assert (first["reprint"], second["reprint"]) == (False, True)
            assert first["number"] == second["number"]
            await here.until(lambda: [each.paper for each in here.hall.tickets()] == [PaperState.REPRINTED])

    asyncio.run(day())


def test_an_offline_number_once_more_says_no_more_that_it_waits_to_be_registered(tmp_path):
    async def day():
        async with room(tmp_path) as here:
            await here.leases()
            here.hall.mode = "away"
            here.desk.perform(wish(identity="card-1"))
            await here.told.until(PaperEnded)
            here.desk.perform(again())
            await here.told.until(PaperEnded, 2)
            here.hall.mode = "here"
            await here.sent()
            here.desk.perform(again())
            await here.told.until(PaperEnded, 3)
            assert [each["offline"] for each in here.devices.printed] == [True, True, False]

    asyncio.run(day())


def test_after_half_an_hour_nobody_is_remembered_and_others_never_see_it(tmp_path):
    async def day():
        async with room(tmp_path) as here:
            here.desk.perform(wish(identity="card-1"))
            await here.told.until(PaperEnded)
            here.desk.perform(FindSlips("card-2"))
            assert (await here.told.until(SlipsFound)).slips == ()
            here.clock.at += timedelta(minutes=31)
            here.desk.perform(FindSlips("card-1"))
            assert (await here.told.until(SlipsFound, 2)).slips == ()
            here.desk.perform(wish(2))
            await here.told.until(PaperEnded, 2)
            with here.outbox.read() as db:
                assert here.outbox.intents.find(db, INTENT).identity == ""

    asyncio.run(day())


def test_a_number_that_never_was_is_not_printed(tmp_path):
    async def day():
        async with room(tmp_path) as here:
            here.desk.perform(again(9))
            ended = await here.told.until(PaperEnded)
            assert (ended.outcome, here.devices.printed) == (PrintOutcome.NOT_PRINTED, [])

    asyncio.run(day())


def test_a_number_nobody_wants_without_paper_frees_its_place(tmp_path):
    async def day():
        async with room(tmp_path) as here:
            here.devices.answers["print_form"] = [NO_PAPER]
            here.desk.perform(wish(identity="card-1"))
            await here.told.until(PaperEnded)
            here.desk.perform(GiveUp(INTENT))
            await here.until(lambda: [each.state for each in here.hall.tickets()] == [TicketState.VOID])
            here.desk.perform(FindSlips("card-1"))
            assert (await here.told.until(SlipsFound)).slips == ()

    asyncio.run(day())


def test_going_first_is_kept_for_the_server_when_it_is_away(tmp_path):
    async def day():
        async with room(tmp_path) as here:
            await here.leases()
            here.hall.mode = "away"
            here.desk.perform(replace(wish(), group="elder"))
            assert (await here.told.until(TicketIssued)).offline
            with here.outbox.read() as db:
                [sent], _ = here.outbox.events.open(db, here.outbox.events.pending(db)[:1])
            assert sent.body["group"] == "elder"

    asyncio.run(day())


def test_an_appointment_takes_no_offline_number(tmp_path):
    async def day():
        async with room(tmp_path) as here:
            await here.leases()
            here.hall.mode = "away"
            here.desk.perform(replace(wish(), booking=Booking("2026", "social", "10:00-11:00")))
            assert (await here.told.until(Refused)).problem == "appointment.offline"
            here.desk.perform(FindBookings(code="2026"))
            assert (await here.told.until(BookingsFound)).problem == "appointment.offline"

    asyncio.run(day())


def test_appointments_are_told_by_their_hour_and_open_ones_first(tmp_path):
    async def day():
        async with room(tmp_path) as here:
            at = here.clock.now()
            facts = {"service": "social", "begin": at, "end": at + timedelta(hours=1)}
            facts |= {"earliest": at, "latest": at, "arrival": Arrival.ON_TIME}
            here.hall.bookings = [
                Appointment(code="1111", state=BookingState.CANCELLED, **facts),
                Appointment(code="2222", state=BookingState.BOOKED, **facts),
            ]
            here.desk.perform(FindBookings(id_number=IdNumber("11010519491231002X")))
            found = await here.told.until(BookingsFound)
            assert found.bookings == (Booking("2222", "social", "12:00-13:00"),)

    asyncio.run(day())


def test_an_appointment_of_another_day_says_which_and_hides_none_of_today(tmp_path):
    async def day():
        async with room(tmp_path) as here:
            at, hour = here.clock.now(), timedelta(hours=1)
            facts = {"service": "social", "earliest": at, "latest": at, "arrival": Arrival.EARLY}
            later = at + timedelta(days=1)
            here.hall.bookings = [
                Appointment(code="1111", state=BookingState.MISSED, begin=at, end=at + hour, **facts),
                Appointment(code="2222", state=BookingState.BOOKED, begin=later, end=later + hour, **facts),
            ]
            here.desk.perform(FindBookings(id_number=IdNumber("11010519491231002X")))
            found = await here.told.until(BookingsFound)
            assert [(one.code, one.slot) for one in found.bookings] == [
                ("1111", "12:00-13:00"),
                ("2222", "2026-11-23 12:00-13:00"),
            ]

    asyncio.run(day())


def test_closed_and_full_come_with_the_servers_own_words(tmp_path):
    async def day():
        async with room(tmp_path) as here:
            what, do = Text(zh="今天的号已取完", en="All given out"), Text(zh="明天 8:30 起", en="From 8:30")

            async def refuse(_request):
                raise HallError(HallReason.REFUSED, "full", Problem(code="service.full", what=what, do=do))

            here.hall.issue_ticket = refuse
            here.desk.perform(wish())
            refused = await here.told.until(Refused)
            assert (refused.problem, refused.said.what, refused.said.do) == ("service.full", what, do)

    asyncio.run(day())


def test_the_list_of_what_to_bring_leaves_no_trace(tmp_path):
    async def day():
        async with room(tmp_path) as here:
            here.desk.perform(PrintMaterials("list-0001", "residence-permit", large=False, language="zh"))
            assert (await here.told.until(PaperEnded)).outcome is PrintOutcome.PRINTED
            [data] = here.devices.printed
            assert data["line1"]["zh"] == "居民身份证原件"
            assert data["line4"] == ""
            with here.outbox.read() as db:
                assert here.outbox.intents.find(db, "list-0001") is None

    asyncio.run(day())


def test_staff_hear_of_low_paper_and_an_open_cover_before_anybody_asks_for_a_ticket(tmp_path):
    def said(here, level, code):
        return any(
            (part.level, part.code) == (level, code)
            for status in here.hall.statuses
            for part in status.parts
            if part.name == "ticket_printer"
        )

    async def day():
        async with room(tmp_path) as here:
            await here.until(lambda: said(here, Level.OK, ""))
            here.devices.states["ticket_printer"] = Status(DeviceState.ONLINE, supplies={"paper": Supply.LOW})
            here.hear("ticket_printer", "statusChanged")
            await here.until(lambda: said(here, Level.LOW, "paper.low"))
            here.devices.states["ticket_printer"] = Status(DeviceState.HARDWARE_ERROR, "cover.open")
            here.hear("ticket_printer", "statusChanged")
            await here.until(lambda: said(here, Level.OUT, "cover.open"))

    asyncio.run(day())


def test_every_device_is_told_that_the_citizen_left_before_it_serves_the_next(tmp_path):
    async def day():
        async with room(tmp_path) as here:
            here.desk.perform(ReadCard())
            here.desk.perform(EndVisit())
            here.desk.perform(ReadCard())
            fields = {"name": "张小凡", "id_number": "11010519491231002X", "birth": "19491231"}
            here.devices.answers["read_card"] = [completion(kind="resident", fields=fields, id_check_ok=True)]
            read = await here.told.until(CardRead)
            assert here.devices.wiped == 1
            assert read.elder

    asyncio.run(day())


def test_ranges_and_rests_go_silent_with_the_line(tmp_path):
    async def day():
        async with room(tmp_path) as here:
            plain = here.hall.hall

            async def hall():
                info = await plain()
                told = [each.model_copy(update={"wait": RANGE, "left": 5}) for each in info.services]
                return info.model_copy(update={"services": told})

            here.hall.hall = hall
            await here.until(
                lambda: any(each.services[0].wait == RANGE for each in here.told.of(HallChanged))
            )
            here.hall.mode = "away"
            await here.until(lambda: not here.told.of(HealthChanged)[-1].health.online)
            last = here.told.of(HallChanged)[-1].services[0]
            assert (last.wait, last.left) == (None, None)
            assert here.told.of(HallChanged)[-1].groups

    asyncio.run(day())
