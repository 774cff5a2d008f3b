"""The desk over HTTP to a real server: evaluations kept and sent once, staff called, and staff who then help."""

import asyncio
import re
from contextlib import asynccontextmanager
from dataclasses import replace

from sqlalchemy import select

from drivers.types import CompletionCode
from hall.client import HallClient
from hall.server.store import ratings
from hall.server.store.help_tables import assistance, assisted_work, help_call
from hall.server.store.rating_tables import rating_about
from kiosk.desk.assisting import AssistingDesk
from kiosk.flows.assist_words import (
    STAFF_CARD,
    Call,
    CallStands,
    CheckStaff,
    EndCall,
    ReadStaffCard,
    SendCall,
    StaffKnown,
    StaffRefused,
)
from kiosk.flows.evaluate_words import (
    FindVisits,
    RateVisit,
    RatingKept,
    RatingRefused,
    Served,
    TicketRead,
    VisitsFound,
)
from kiosk.flows.words import EndVisit, IssueTicket, PaperEnded, ReadCode
from tests.hall.house import house, http, ticket
from tests.unit.kiosk.desk.room import Devices, NoonClock, Room, application, completion
from tests.unit.kiosk.desk.room import room as hall_room
from tests.unit.kiosk.desk.terminal_house import house as terminal_house

GIVEN = RateVisit("ticket-000001", 3, 2, ("213",), "等得太久", "")
NOBODY = "http://127.0.0.1:9"


@asynccontextmanager
async def terminal(tmp_path, url):
    """A desk whose hall is at `url`."""
    clock = NoonClock()
    client = HallClient(url, "t1")
    made = Room(tmp_path / "t1", client, clock, Devices())
    try:
        yield made
    finally:
        await made.close()
        await client.close()


class Loud:
    """In the place of the unit's voice."""

    def __init__(self):
        self.said = []

    def say(self, wanted):
        self.said += wanted.texts


def served(url):
    with http(url) as api:
        api.post("/tickets", json=ticket(1, "residence"))
        api.post("/windows/3/call", json={"event_id": "press-00001"})
        api.post("/windows/3/finish", json={"event_id": "press-00002"})


def rows(hall, query):
    return hall.read(lambda c: list(c.execute(query)))


def press(url, call, verb):
    with http(url) as api:
        assert api.post(f"/help/{call}/{verb}", json={"event_id": f"press-{verb}"}).status_code == 200


def test_an_evaluation_is_kept_sent_once_and_known_from_then_on(tmp_path):
    async def day(hall):
        async with terminal(tmp_path, hall.url) as here:
            await here.online()
            here.desk.perform(FindVisits(ticket="ticket-000001"))
            (one,) = (await here.told.until(VisitsFound)).visits
            assert (one.number, one.window, one.done, one.rated) == ("B001", 3, True, False)
            here.desk.perform(GIVEN)
            assert await here.told.until(RatingKept) == RatingKept("ticket-000001", confirmed=True)
            here.desk.perform(GIVEN)
            assert (await here.told.until(RatingRefused)).problem == "evaluate.already"
            here.desk.perform(FindVisits(ticket="ticket-000001"))
            (one,) = (await here.told.until(VisitsFound, 2)).visits
            assert one.rated
        [row] = hall.read(ratings.latest)
        assert (row.stars, row.words, row.source) == (2, "等得太久", "terminal")

    with house(tmp_path / "hall") as hall:
        served(hall.url)
        asyncio.run(day(hall))


def test_without_the_server_the_paper_is_enough_and_nothing_of_it_lies_in_clear(tmp_path):
    async def day():
        async with terminal(tmp_path, NOBODY) as here:
            here.desk.perform(FindVisits(ticket="ticket-000001"))
            assert (await here.told.until(VisitsFound)).visits == (Served("ticket-000001"),)
            here.desk.perform(GIVEN)
            assert await here.told.until(RatingKept) == RatingKept("ticket-000001", confirmed=False)
            here.desk.perform(FindVisits(ticket="ticket-000001"))
            assert (await here.told.until(VisitsFound, 2)).visits[0].rated, "the terminal itself knows"
            here.desk.perform(FindVisits(identity="nobody-here"))
            assert (await here.told.until(VisitsFound, 3)).problem == "evaluate.offline"
        for path in (tmp_path / "t1").rglob("*"):
            assert not path.is_file() or "等得太久".encode() not in path.read_bytes()

    asyncio.run(day())


def test_a_call_is_followed_until_the_clerks_code_lets_them_help_and_the_help_ends_with_the_visit(tmp_path):
    async def day(hall):
        async with terminal(tmp_path, hall.url) as here:
            await here.online()
            here.desk.perform(SendCall("help-call-1", "services"))
            await here.until(lambda: rows(hall, select(help_call.c.state)) == [("calling",)])
            await asyncio.to_thread(press, hall.url, "help-call-1", "answer")
            assert await here.told.until(CallStands) == CallStands("help-call-1", Call.COMING)
            [(code,)] = rows(hall, select(help_call.c.code))
            here.desk.perform(CheckStaff("help-call-1", "W3", f"{(int(code) + 1) % 10**6:06d}"))
            refused = await here.told.until(StaffRefused)
            assert (refused.problem, bool(refused.said)) == ("help.wrongCode", True)
            here.desk.perform(CheckStaff("help-call-1", "W3", code))
            assert await here.told.until(StaffKnown) == StaffKnown("w3")
            here.desk.perform(EndCall("help-call-1"))
            await here.sent()
            assert rows(hall, select(assistance.c.staff, assistance.c.ended_us)) == [("w3", None)]
            here.desk.perform(EndVisit())
            await here.until(lambda: rows(hall, select(assistance.c.ended_us)) != [(None,)])
            await here.until(lambda: rows(hall, select(help_call.c.state)) == [("ended",)])

    with house(tmp_path / "hall") as hall:
        asyncio.run(day(hall))


def test_a_call_that_reaches_nobody_is_told_at_once(tmp_path):
    async def day():
        async with terminal(tmp_path, NOBODY) as here:
            here.desk.perform(SendCall("help-call-1", "services"))
            assert await here.told.until(CallStands) == CallStands("help-call-1", Call.AWAY)
            here.desk.perform(CheckStaff("help-call-1", "1023", "123456"))
            assert (await here.told.until(StaffRefused)).problem == "assist.offline"
            loud = Loud()
            desk = AssistingDesk(replace(here.desk._parts, speaking=loud), here.desk._spawn)
            desk.perform(SendCall("help-call-2", "services"))
            await here.until(lambda: loud.said)
            assert loud.said == ["一楼 24 小时自助区有人需要帮助，请工作人员过去"], "whoever is near is asked"
            desk.visit_over()

    asyncio.run(day())


def test_a_staff_card_needs_no_server_and_is_kept_like_a_code(tmp_path):
    async def day():
        async with terminal(tmp_path, NOBODY) as here:
            here.devices.answers["read_staff_card"] = [
                completion(CompletionCode.COMMAND_ERROR_CODE, "card.notRegistered"),
                completion(staff_number="1023"),
            ]
            parts = replace(here.desk._parts, devices={STAFF_CARD: STAFF_CARD})
            desk = AssistingDesk(parts, here.desk._spawn)
            desk.perform(ReadStaffCard())
            assert await here.told.until(StaffKnown) == StaffKnown("1023")
            assert here.told.of(StaffRefused) == [StaffRefused("card.notRegistered")]
            desk.visit_over()
            with here.outbox.read() as db:
                waiting, _ = here.outbox.events.open(db, here.outbox.events.pending(db))
            assert [each.kind for each in waiting] == ["assist.begun", "assist.ended"]
            assert waiting[0].body["how"] == "card"

    asyncio.run(day())


def test_the_code_on_the_printed_paper_opens_its_visit_and_the_evaluation_reaches_the_hall(tmp_path):
    with terminal_house(tmp_path) as at:
        at.ready()
        at.runtime.perform(IssueTicket("intent-00000001", "social", "", large=False, language="zh"))
        at.heard(PaperEnded)
        [paper] = at.papers()
        [link] = re.findall(r"\[QR\] (\S+)", paper.text)
        with http(f"http://127.0.0.1:{at.server.port}") as api:
            for n, verb in enumerate(("call", "finish")):
                assert api.post(f"/windows/1/{verb}", json={"event_id": f"press-{n:05d}"}).status_code == 200
        at.runtime.perform(ReadCode(ticket=True))

        def presented():
            at.code.act(lambda: at.code.machine.present(link.encode()))
            return at.of(TicketRead)

        [read] = at.poll(presented)[:1]
        at.runtime.perform(FindVisits(ticket=read.ticket))
        [one] = at.heard(VisitsFound).visits
        assert (one.number, one.window, one.done) == ("A001", 1, True)
        at.runtime.perform(RateVisit(one.ticket, one.window, 5, (), ""))
        at.heard(RatingKept)
        at.poll(lambda: at.server.store.read_now(ratings.latest))


def test_an_application_is_evaluated_by_its_own_id_and_the_hall_knows_what_it_was(tmp_path):
    async def day():
        async with hall_room(tmp_path) as here:
            made = application()
            here.desk.perform(made)
            await here.told.until(PaperEnded)
            for stars in (4, 1):
                here.desk.perform(RateVisit(made.intent, 0, stars, (), "谢谢"))
            await here.told.until(RatingKept)
            await here.told.until(RatingRefused)
            await here.sent()
            [row] = here.hall.store.read_now(lambda c: list(c.execute(select(rating_about))))
            assert (row.subject, row.kind, row.item) == (made.intent, "case", made.item)
            [kept] = here.hall.store.read_now(ratings.latest)
            assert (kept.stars, kept.number) == (4, row.case_number)

    asyncio.run(day())


def test_an_application_that_staff_helped_with_is_marked_at_the_hall(tmp_path):
    async def day():
        async with hall_room(tmp_path) as here:
            here.desk.perform(replace(application(), assisted="1023"))
            await here.told.until(PaperEnded)
            await here.sent()
            [row] = here.hall.store.read_now(lambda c: list(c.execute(select(assisted_work))))
            assert (row.kind, row.staff, row.unit) == ("application.submitted", "1023", "t1")

    asyncio.run(day())
