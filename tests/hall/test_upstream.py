"""Evaluations on their way to the province: queued with the evaluation, sent once whatever gets lost, nothing in the way."""

import asyncio
import subprocess
import sys
from datetime import timedelta

import httpx
import pytest
from sqlalchemy import select

from hall.contract.upstream import RowState
from hall.demo.upstream import Behaviour, ProvinceTwin, decoded
from hall.domain.clock import SystemClock
from hall.domain.evaluation import evaluation_id
from hall.domain.queue import verbs
from hall.server.guides import Guides
from hall.server.store import rating_about, upstream
from hall.server.store.upstream_tables import upstream_row
from hall.server.upstream.sender import Sender
from hall.server.upstream.setup import prepare
from tests.hall.conftest import Room
from tests.hall.console.look import Page
from tests.hall.house import HandClock, house, http, ticket, until, verb
from tests.rules.tree import ROOT
from tests.support.upstream_worker import settings

ITEM = "residence-permit"
pytestmark = pytest.mark.logs


@pytest.fixture
def twin(request):
    made = ProvinceTwin(getattr(request, "param", "guangdong"))
    made.start()
    yield made
    made.stop()


@pytest.fixture
def hall(tmp_path, clock, twin):
    """A file; what is asked of `postgres_hall` has every statement of the outbox in it."""
    made = Room(tmp_path / "hall", clock, settings=settings(twin.url))
    yield made
    made.store.close()


@pytest.fixture
def postgres_hall(postgres, tmp_path, clock, twin):
    made = Room(tmp_path / "hall", clock, postgres.database(), settings(twin.url))
    yield made
    made.store.close()


def serve(room, n, item=ITEM):
    room.issue(n, "residence")
    room.call(3, 10 * n)
    if item:
        room.do(3, 10 * n + 1, verbs.add_item, item)
    room.finish(3, 10 * n + 2)


def rate(room, n, stars=2, **more):
    said = {"tags": ["213"], "tag_set": "national-1", "words": "等了一小时"} if stars == 2 else {}
    body = {"ticket": f"ticket-{n:06d}", "stars": stars, "source": "terminal", **said, **more}
    body["given_at"] = (room.clock.at + timedelta(seconds=1)).isoformat()
    event_id = f"rating-{n:06d}-{stars}"
    assert room.take("ticket.rated", body, event_id, "t1").outcome == "accepted"


def sender(room, jitter=lambda: 1.0):
    settings = room.catalogue.settings
    how = prepare(settings.upstream, room.store.folder)
    return Sender(
        room.store, room.catalogue, Guides(room.store.folder, settings, room.clock), room.clock, how, jitter
    )


def drain(room, times=50, by=None):
    """Send until nothing is due; returns how many tries it took."""

    async def run():
        one, tries = by or sender(room), 0
        while tries < times and await one.once():
            tries += 1
        if by is None:
            await one._line.close()
        return tries

    return asyncio.run(run())


def backlog(room):
    return room.store.read_now(lambda c: upstream.backlog(c, "guangdong"))


def states(room):
    return {one.id: one.state for one in backlog(room).rows}


def test_an_evaluation_reaches_the_province_in_its_own_fields(hall, twin):
    serve(hall, 1)
    rate(hall, 1)
    assert drain(hall) == 1
    [kept] = twin.kept.values()
    said = kept.fields
    assert said["affairSerialNo"] == "yunxi-20261122-B001"
    assert (said["affairCode"], said["affairName"]) == ("11990001MB000000143000199001001", "居住证申领")
    assert (said["satisfaction"], said["evalDetail"], said["writingEvaluation"]) == ("2", "213", "等了一小时")
    assert (said["pf"], said["windowNo"], said["serviceNumber"], said["projectType"]) == ("5", "3", "1", "2")
    assert said["evalTime"] == "2026-11-22 12:00:00"
    assert (said["userName"], said["certificateNo"], said["contactPhone"]) == ("", "", "")
    told = backlog(hall)
    assert (told.waiting, told.stuck, told.sent, told.last_why) == (0, 0, 1, "")


def test_a_lost_answer_leaves_exactly_one_at_the_province(hall, twin):
    serve(hall, 1)
    rate(hall, 1, 5)
    twin.behaviour = Behaviour.LOSING
    assert drain(hall) == 1
    assert (backlog(hall).waiting, backlog(hall).rows[0].why) == (1, "unreachable")
    twin.behaviour = Behaviour.NORMAL
    hall.clock.at += timedelta(minutes=1)
    assert drain(hall) == 1
    [kept] = twin.kept.values()
    assert kept.times == 2, "it went twice, the province has it once"
    assert len(set(twin.seen)) == 1, "byte by byte the same"
    assert backlog(hall).sent == 1


def test_silence_is_not_sent_and_what_is_given_after_it_is(hall, twin):
    serve(hall, 1)
    rate(hall, 1, None)
    assert (drain(hall), backlog(hall).waiting) == (0, 0)
    rate(hall, 1, 4)
    assert drain(hall) == 1
    assert [one.fields["satisfaction"] for one in twin.kept.values()] == ["4"]


def test_the_backlog_grows_while_the_province_is_away_and_drains_when_it_is_back(postgres_hall, twin):
    hall = postgres_hall
    twin.behaviour = Behaviour.BROKEN
    for n in range(1, 4):
        serve(hall, n)
        rate(hall, n, 5)
    assert drain(hall) == 3, "each was tried, none held the others up"
    told = backlog(hall)
    assert (told.waiting, told.sent, told.last_why) == (3, 0, "fault")
    assert told.oldest is not None
    assert drain(hall) == 0, "not again at once"
    twin.behaviour = Behaviour.NORMAL
    hall.clock.at += timedelta(minutes=1)
    assert drain(hall) == 3
    assert (backlog(hall).waiting, backlog(hall).sent, len(twin.kept)) == (0, 3, 3)


def test_what_cannot_be_made_up_or_is_refused_waits_for_staff_and_holds_nothing_up(hall, twin):
    serve(hall, 1, item="no-guide")
    rate(hall, 1, 5)
    serve(hall, 2)
    rate(hall, 2, 5)
    drain(hall)
    assert len(twin.kept) == 1
    [stuck] = backlog(hall).rows
    assert (stuck.number, stuck.state, stuck.why) == ("B001", RowState.PARKED, "lacking")
    assert stuck.what == "affairCode:task_code:empty"
    twin.behaviour = Behaviour.REFUSING
    serve(hall, 3)
    rate(hall, 3, 5)
    drain(hall)
    told = backlog(hall)
    assert (told.stuck, told.waiting) == (2, 0)
    assert told.rows[1].what == "400"
    hall.clock.at += timedelta(days=1)
    assert drain(hall) == 0, "nothing is sent again without somebody's word"


def test_a_ticket_of_no_item_is_left_out_and_counted_or_sent_as_the_item_that_the_hall_says(hall, twin):
    serve(hall, 1, item="")
    rate(hall, 1, 5)
    assert drain(hall) == 1
    told = backlog(hall)
    assert (told.left_out, told.stuck, told.waiting, told.rows) == (1, 0, 0, [])
    assert (told.last_why, len(twin.kept)) == ("noItem", 0)
    rules = hall.catalogue.settings.upstream.model_copy(update={"items": {"residence": ITEM}})
    hall.catalogue.settings = hall.catalogue.settings.model_copy(update={"upstream": rules})
    serve(hall, 2, item="")
    rate(hall, 2, 5)
    assert drain(hall) == 1
    [kept] = twin.kept.values()
    assert (kept.fields["affairName"], backlog(hall).left_out) == ("居住证申领", 1)


def test_an_evaluation_that_came_before_its_visit_waits_for_it(hall, twin):
    hall.issue(1, "residence")
    hall.call(3, 1)
    rate(hall, 1, 5)
    assert (drain(hall), backlog(hall).waiting) == (0, 1)
    hall.do(3, 2, verbs.add_item, ITEM)
    hall.finish(3, 3)
    hall.write(rating_about.settle)
    assert (drain(hall), len(twin.kept)) == (1, 1)


def test_a_hall_that_sends_nothing_keeps_no_outbox(file_room):
    room = file_room
    serve(room, 1)
    rate(room, 1, 5)
    assert room.store.read_now(lambda c: upstream.backlog(c, "")).waiting == 0


def test_two_servers_send_one_after_the_other_and_a_dead_ones_turn_ends(postgres, tmp_path, clock, twin):
    database = postgres.database()
    rooms = [Room(tmp_path / name, clock, database, settings(twin.url)) for name in "ab"]
    try:
        for n in range(1, 5):
            serve(rooms[0], n)
            rate(rooms[0], n, 5)
        one = rooms[0].write(lambda tx: upstream.take(tx, "dead", 30_000_000, shared=True))
        assert one is not None
        assert drain(rooms[1]) == 0, "it may still be on its way"
        clock.at += timedelta(seconds=31)

        async def both():
            senders = [sender(room) for room in rooms]
            for _ in range(20):
                if not any(await asyncio.gather(*(each.once() for each in senders))):
                    break
            for each in senders:
                await each._line.close()
            clock.at += timedelta(minutes=1)

        asyncio.run(both())
        drain(rooms[0])
        assert [kept.times for kept in twin.kept.values()] == [1, 1, 1, 1]
        assert backlog(rooms[1]).sent == 4
    finally:
        for room in rooms:
            room.store.close()


def test_a_server_that_is_killed_while_it_sends_leaves_exactly_one_at_the_province(tmp_path, twin):
    clock = SystemClock()
    folder = tmp_path / "hall"
    room = Room(folder, HandClock(clock.now()), settings=settings(twin.url))
    serve(room, 1)
    rate(room, 1, 5)
    room.store.close()
    twin.behaviour = Behaviour.SLOW
    worker = subprocess.Popen(
        [sys.executable, "-m", "tests.support.upstream_worker", str(folder), twin.url], cwd=ROOT
    )
    try:
        asyncio.run(until(lambda: twin.kept))
    finally:
        worker.kill()
        worker.wait(20)
    twin.behaviour = Behaviour.NORMAL
    again = Room(folder, HandClock(clock.now()), settings=settings(twin.url))
    try:
        assert backlog(again).waiting == 1, "nobody knows whether it arrived"
        assert drain(again) == 1
        assert backlog(again).sent == 1
    finally:
        again.store.close()
    [kept] = twin.kept.values()
    assert kept.times == 2
    assert len(set(twin.seen)) == 1


def test_nothing_of_whoever_evaluated_is_in_the_outbox_or_the_log(hall, twin, caplog):
    serve(hall, 1)
    rate(hall, 1)
    twin.behaviour = Behaviour.PORTAL
    drain(hall)
    row = hall.store.read_now(lambda c: c.execute(select(upstream_row)).one())
    assert (row.why, len(row.request), len(row.answer)) == ("unreadable", 64, 64)
    assert "等了一小时" not in repr(row) + caplog.text


# --- over HTTP --------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def eager():
    """A server that looks into its outbox without a pause."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("hall.server.upstream.sender.LOOK_S", 0.05)
        yield


@pytest.fixture(scope="module")
def open_hall(tmp_path_factory, eager):
    """A server over HTTP and the twin of its province, for the tests below: each has numbers of its own."""
    province = ProvinceTwin("guangdong")
    province.start()
    whole = settings(province.url)
    item = whole.items[0].model_copy(update={"id": "no-guide", "service": "residence"})
    hall_file = whole.model_copy(update={"items": [*whole.items, item]})
    folder = tmp_path_factory.mktemp("upstream") / "hall"
    with house(folder, HandClock(), settings=hall_file) as made, http(made.url) as client:
        yield made, client, province
    province.stop()


def in_a_hall(client, hall, n, item=ITEM, stars=5):
    """Somebody is served at window 3 and evaluates."""
    client.post("/tickets", json=ticket(n, "residence")).raise_for_status()
    steps = [("call", {}), *([("item", {"item": item})] if item else []), ("finish", {})]
    for at, (name, body) in enumerate(steps):
        client.post(f"/windows/3/{name}", json=verb(10 * n + at) | body).raise_for_status()
    given = {"event_id": f"rating-{n:06d}", "window": 3, "stars": stars}
    given["given_at"] = hall.clock.now().isoformat()
    client.post(f"/tickets/ticket-{n:06d}/rating", json=given).raise_for_status()


def test_the_server_sends_by_itself_and_staff_decide_about_the_rest_signed(open_hall):
    hall, client, _ = open_hall
    sent = client.get("/upstream").json()["sent"]
    in_a_hall(client, hall, 1)
    in_a_hall(client, hall, 2, item="no-guide")

    def told():
        return client.get("/upstream").json()

    asyncio.run(until(lambda: (told()["sent"], told()["stuck"]) == (sent + 1, 1)))
    [row] = told()["rows"]
    path, wish = f"/upstream/{row['id']}", {"event_id": "decide-0001", "by": "陈立", "note": "没有事项"}
    page = Page(client.get(f"{hall.url}/console/upstream?lang=zh").text)
    assert "缺内容" in page.text("upstream")
    assert "窗口办理时要记下事项" in page.text("upstream")
    assert f"give_up-{row['id']}" in page.buttons
    form = client.get(f"{hall.url}/console{path}/form?verb=give_up&lang=en").text
    assert "Say who decided" in form
    assert client.post(f"{path}/give_up", json=wish).json()["state"] == "dropped"
    assert client.post(f"{path}/give_up", json=wish).status_code == 200, "the same press again"
    assert client.post(f"{path}/retry", json=wish).json()["code"] == "verb.idReused"
    late = client.post(f"{path}/retry", json={"event_id": "decide-0002", "by": "陈立"})
    assert (late.status_code, late.json()["code"]) == (409, "upstream.notYours")
    gone = client.post("/upstream/evaluation-none/retry", json=wish | {"event_id": "decide-0003"})
    assert (gone.status_code, gone.json()["code"]) == (404, "upstream.unknown")
    after = Page(client.get(f"{hall.url}/console/upstream/parts?lang=zh").text)
    assert "B002 不报了 · 没有事项" in after.text("upstream-decided")
    assert told()["stuck"] == 0


def test_a_refused_one_goes_again_when_somebody_says_so(open_hall):
    hall, client, twin = open_hall
    sent = client.get("/upstream").json()["sent"]
    twin.behaviour = Behaviour.REFUSING
    in_a_hall(client, hall, 11)
    asyncio.run(until(lambda: client.get("/upstream").json()["stuck"] == 1))
    strip = f"{hall.url}/console/strip?lang=zh"
    assert "还没有报到省里" not in client.get(strip).text
    hall.clock.at += timedelta(hours=25)
    assert "1 条等了 24 小时以上，还没有报到省里" in client.get(strip).text
    twin.behaviour = Behaviour.NORMAL
    wish = {"event_id": "decide-0011", "by": "陈立"}
    path = f"/upstream/{evaluation_id('ticket-000011')}/retry"
    assert client.post(path, json=wish).json()["state"] == "queued"
    asyncio.run(until(lambda: client.get("/upstream").json()["sent"] == sent + 1))
    assert "还没有报到省里" not in client.get(strip).text


@pytest.mark.parametrize("twin", ["anhui"], indirect=True)
def test_the_provinces_own_page_opens_for_a_visit_that_was_served(tmp_path, twin, eager):
    made = settings(twin.url, "anhui", page_url=twin.page_url)
    with house(tmp_path / "hall", HandClock(), settings=made) as hall, http(hall.url) as client:
        in_a_hall(client, hall, 1)
        url = client.get("/upstream/pages/ticket-000001").json()["url"]
        assert httpx.get(url, trust_env=False, timeout=20).status_code == 200
        [fields] = twin.pages
        assert (fields["projNo"], fields["serviceCode"]) == (
            "yunxi-20261122-B001",
            "11990001MB000000143000199001001",
        )
        assert decoded(url.partition("?")[2]) == fields
        in_a_hall(client, hall, 2, item="")
        lacking = client.get("/upstream/pages/ticket-000002")
        assert (lacking.status_code, lacking.json()["code"]) == (409, "upstream.lacking")
        assert "serviceCode" in lacking.json()["what"]["zh"]
        asyncio.run(until(lambda: len(twin.kept) == 2))
