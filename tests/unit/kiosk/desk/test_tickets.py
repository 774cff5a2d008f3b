"""Tickets: from the server, from the lease, and every way an answer or a paper can go missing."""

import asyncio
import itertools

import pytest

from drivers.types import CompletionCode
from hall.contract.messages import OwnTicket, PaperState
from hall.domain.queue.ticket import TicketState
from kiosk.flows.words import (
    EndVisit,
    PaperConfirmed,
    PaperEnded,
    PrintAgain,
    PrintOutcome,
    Refused,
    TicketIssued,
)
from kiosk.outbox.errors import OutboxError
from tests.unit.kiosk.desk.room import Room, completion, room, wish

INTENT = "intent-00000001"
UNKNOWN = completion(CompletionCode.OUTCOME_UNKNOWN, "bus.gone")
NO_PAPER = completion(CompletionCode.DEVICE_NOT_READY, "paper.out")


def paper(hall, state):
    return [ticket.paper for ticket in hall.tickets()] == [state]


def test_the_server_gives_the_number_and_hears_of_the_paper(tmp_path):
    async def day():
        async with room(tmp_path) as here:
            here.desk.perform(wish())
            assert await here.told.until(TicketIssued) == TicketIssued(
                INTENT, "A001", "social", 0, offline=False
            )
            assert (await here.told.until(PaperEnded)).outcome is PrintOutcome.PRINTED
            await here.until(lambda: paper(here.hall, PaperState.PRINTED))
            [data] = here.devices.printed
            assert (data["number"], data["reprint"], data["offline"]) == ("A001", False, False)

    asyncio.run(day())


def test_a_double_tap_is_one_ticket_and_one_paper(tmp_path):
    async def day():
        async with room(tmp_path) as here:
            here.desk.perform(wish())
            here.desk.perform(wish())
            await here.told.until(PaperEnded)
            here.desk.perform(wish())
            await here.told.until(TicketIssued, 2)
            assert len(here.devices.printed) == 1
            assert len(here.hall.tickets()) == 1

    asyncio.run(day())


def test_without_the_server_the_number_comes_from_the_lease_and_is_merged_later(tmp_path):
    async def day():
        async with room(tmp_path) as here:
            await here.leases()
            here.hall.mode = "away"
            here.desk.perform(wish())
            issued = await here.told.until(TicketIssued)
            assert (issued.number, issued.offline) == ("A1-001", True)
            await here.told.until(PaperEnded)
            [data] = here.devices.printed
            assert (data["offline"], data["ahead"]) == (True, None)
            here.hall.mode = "here"
            await here.until(lambda: paper(here.hall, PaperState.PRINTED))
            assert [ticket.number for ticket in here.hall.tickets()] == ["A1-001"]

    asyncio.run(day())


@pytest.mark.parametrize("mode", ["answers lost", "silent"])
def test_a_number_whose_answer_was_lost_is_replaced_by_the_printed_one(tmp_path, mode):
    async def day():
        async with room(tmp_path) as here:
            await here.leases()
            here.hall.mode = mode
            here.desk.perform(wish())
            assert (await here.told.until(TicketIssued)).number == "A1-001"
            await here.told.until(PaperEnded)
            here.hall.mode = "here"
            await here.until(lambda: paper(here.hall, PaperState.PRINTED))
            [ticket] = here.hall.tickets()
            assert (ticket.number, ticket.state) == ("A1-001", TicketState.WAITING)

    asyncio.run(day())


def test_without_server_and_lease_there_is_a_refusal_and_no_paper(tmp_path):
    async def day():
        async with room(tmp_path, mode="away") as here:
            here.desk.perform(wish())
            assert await here.told.until(Refused) == Refused(INTENT, "lease.none")
            assert here.devices.printed == []

    asyncio.run(day())


def test_a_number_that_nobody_got_is_given_back(tmp_path):
    """The server made one, its answer was lost, and there was no lease: the place is free again."""

    async def day():
        async with room(tmp_path, mode="answers lost") as here:
            here.desk.perform(wish())
            assert (await here.told.until(Refused)).problem == "lease.none"
            here.hall.mode = "here"
            await here.online()
            await here.until(lambda: [each.state for each in here.hall.tickets()] == [TicketState.VOID])

    asyncio.run(day())


def test_a_refusal_of_the_server_is_told_as_it_is(tmp_path):
    async def day():
        async with room(tmp_path) as here:
            here.desk.perform(wish(1, identity="k" * 64))
            await here.told.until(PaperEnded)
            here.desk.perform(wish(2, identity="k" * 64))
            own = OwnTicket(number="A001", service="social", ahead=0)
            assert await here.told.until(Refused) == Refused("intent-00000002", "ticket.alreadyWaiting", own)
            here.desk.perform(wish(3, service="nowhere"))
            assert await here.told.until(Refused, 2) == Refused("intent-00000003", "service.unknown")

    asyncio.run(day())


def test_no_paper_came_out_for_certain_then_the_next_one_is_no_reprint(tmp_path):
    async def day():
        async with room(tmp_path) as here:
            here.devices.answers["print_form"] = [NO_PAPER]
            here.desk.perform(wish())
            assert await here.told.until(PaperEnded) == PaperEnded(
                INTENT, PrintOutcome.NOT_PRINTED, "paper.out"
            )
            await here.until(lambda: paper(here.hall, PaperState.FAILED))
            here.desk.perform(PrintAgain(INTENT))
            assert (await here.told.until(PaperEnded, 2)).outcome is PrintOutcome.PRINTED
            assert [data["reprint"] for data in here.devices.printed] == [False, False]
            assert {data["number"] for data in here.devices.printed} == {"A001"}
            await here.until(lambda: paper(here.hall, PaperState.PRINTED))

    asyncio.run(day())


def test_an_unknown_outcome_prints_nothing_by_itself_and_is_a_reprint_when_asked(tmp_path):
    async def day():
        async with room(tmp_path) as here:
            here.devices.answers["print_form"] = [UNKNOWN]
            here.desk.perform(wish())
            assert (await here.told.until(PaperEnded)).outcome is PrintOutcome.UNKNOWN
            await here.until(lambda: paper(here.hall, PaperState.UNKNOWN))
            assert len(here.devices.printed) == 1
            here.desk.perform(PrintAgain(INTENT))
            await here.told.until(PaperEnded, 2)
            assert [data["reprint"] for data in here.devices.printed] == [False, True]
            await here.until(lambda: paper(here.hall, PaperState.REPRINTED))

    asyncio.run(day())


def test_the_citizen_who_has_the_paper_settles_an_unknown_outcome(tmp_path):
    async def day():
        async with room(tmp_path) as here:
            here.devices.answers["print_form"] = [UNKNOWN]
            here.desk.perform(wish())
            await here.told.until(PaperEnded)
            here.desk.perform(PaperConfirmed(INTENT))
            await here.until(lambda: paper(here.hall, PaperState.PRINTED))
            assert len(here.devices.printed) == 1

    asyncio.run(day())


def test_pressing_again_while_it_prints_prints_once(tmp_path):
    async def day():
        async with room(tmp_path) as here:
            here.devices.gate = asyncio.Event()
            here.desk.perform(wish())
            await here.until(lambda: here.devices.printed)
            here.desk.perform(PrintAgain(INTENT))
            await asyncio.sleep(0)
            here.devices.gate.set()
            await here.told.until(PaperEnded)
            await here.sent()
            assert len(here.devices.printed) == 1

    asyncio.run(day())


def test_after_the_visit_nothing_is_printed_again(tmp_path):
    async def day():
        async with room(tmp_path) as here:
            here.devices.answers["print_form"] = [UNKNOWN]
            here.desk.perform(wish())
            await here.told.until(PaperEnded)
            here.desk.perform(EndVisit())
            here.desk.perform(PrintAgain(INTENT))
            assert (await here.told.until(PaperEnded, 2)).outcome is PrintOutcome.NOT_PRINTED
            assert len(here.devices.printed) == 1

    asyncio.run(day())


@pytest.mark.logs
def test_a_program_killed_while_it_printed_says_unknown_and_prints_nothing(tmp_path, caplog):
    async def day():
        async with room(tmp_path) as here:
            here.devices.gate = asyncio.Event()
            here.desk.perform(wish())
            await here.until(lambda: here.devices.printed)
            await here.die()
            second = Room(tmp_path / "t1", here.hall, here.clock)
            await second.until(lambda: paper(here.hall, PaperState.UNKNOWN))
            assert second.devices.printed == []
            assert "paper.unknown: A001 waits in the queue" in caplog.text
            await second.close()

    asyncio.run(day())


def test_a_program_killed_between_asking_and_keeping_gives_the_number_back(tmp_path):
    async def day():
        async with room(tmp_path) as here:
            await here.online()
            here.hall.mode = "silent"
            here.desk.perform(wish())
            await here.until(lambda: "ticket" in here.hall.asked)
            await here.die()
            here.hall.mode = "here"
            second = Room(tmp_path / "t1", here.hall, here.clock)
            await second.until(lambda: [each.state for each in here.hall.tickets()] == [TicketState.VOID])
            assert second.devices.printed == []
            await second.close()

    asyncio.run(day())


def test_a_full_disk_refuses_the_wish_and_asks_the_server_for_nothing(tmp_path):
    async def day():
        async with room(tmp_path) as here:
            await here.online()
            await here.leases()
            fill(here.outbox)
            here.desk.perform(wish())
            assert await here.told.until(Refused) == Refused(INTENT, "disk.full")
            assert "ticket" not in here.hall.asked
            here.desk.perform(wish())
            with here.outbox.read() as db:
                db.exec_driver_sql("PRAGMA max_page_count = 1000000")
            here.desk.perform(wish(2))
            await here.told.until(PaperEnded)

    asyncio.run(day())


def fill(outbox):
    """Leave no room in the file: no page may be added, and the free ones are taken."""
    with outbox.read() as db:
        pages = db.exec_driver_sql("PRAGMA page_count").scalar()
        db.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    for size in (2000, 200, 20):
        for n in itertools.count():
            try:
                with outbox.write() as db:
                    outbox.intents.ask(db, f"{size}-{n}".ljust(size, "x"), "ticket", "social")
            except OutboxError:
                break
