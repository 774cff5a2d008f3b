"""One service, one evaluation: whatever the channel, in whatever order, pressed twice, killed in between."""

import itertools
import json
import random
import re
import threading
from datetime import timedelta

import httpx
import pytest
from sqlalchemy import select

from hall.contract.bodies import RatedBody
from hall.contract.evaluations import BAD, Source
from hall.contract.screens import Rating
from hall.domain.clock import SystemClock
from hall.domain.evaluation import giving_id, silence_id
from hall.domain.queue import presence
from hall.server.store import rating_flags, ratings
from hall.server.store.order_tables import ledger_review
from hall.server.store.rating_defaults import Silence
from hall.server.store.rating_defaults import latest as defaults
from hall.server.store.rating_tables import rating_about, rating_flag
from hall.server.store.tables import rating
from hall.settings import Clerk, Holiday
from hall.settings.evaluation import EvaluationRules
from hall.settings.schema import Category
from tests.hall.conftest import Room
from tests.hall.house import SETTINGS, HandClock, Process, house, http
from tests.hall.test_window_units import called

TICKET = "ticket-000001"
HALL = SETTINGS.model_copy(
    update={
        "clerks": [Clerk(id="1023", name="李芳"), Clerk(id="1024", name="周晓岚", department="云溪县公安局")],
        "categories": [Category.model_validate({"id": "police", "name": {"zh": "公安", "en": "Police"}})],
        "services": [
            one.model_copy(update={"category": "police"}) if one.id == "residence" else one
            for one in SETTINGS.services
        ],
        "evaluation": EvaluationRules(default="satisfied", default_after=5),
        "holidays": [
            Holiday.model_validate(
                {"first": "2026-11-24", "last": "2026-11-25", "name": {"zh": "假", "en": "Rest"}}
            )
        ],
    }
)


def serve(room, n, service="residence", window=3):
    room.issue(n, service)
    room.call(window, 10 * n)
    room.finish(window, 10 * n + 1)
    return f"ticket-{n:06d}"


def body(subject, clock, stars=5, **more):
    reason = {"tags": [f"{stars}{13 if stars == 2 else 15 if stars == 1 else ''}"]} if stars in BAD else {}
    return (
        {"ticket": subject, "stars": stars, "source": "terminal", "given_at": clock.at.isoformat()}
        | reason
        | more
    )


def rows(room, table=rating):
    return room.store.read_now(lambda c: c.execute(select(table)).all())


def flags(room, subject=TICKET):
    return room.store.read_now(lambda c: rating_flags.of(c, [subject])).get(subject, [])


@pytest.fixture
def room(file_room):
    """A file; the tests with `rooms` are on PostgreSQL too: every statement of an evaluation is in them."""
    return file_room


@pytest.fixture(params=["sqlite", "postgres"])
def rooms(request, tmp_path, clock):
    database = request.getfixturevalue("postgres").database() if request.param == "postgres" else ""
    made = Room(tmp_path / "hall", clock, database, HALL)
    yield made
    made.store.close()


@pytest.mark.parametrize("seed", [0, *(pytest.param(n, marks=pytest.mark.long) for n in range(1, 9))])
def test_of_everything_that_is_given_in_any_order_the_first_with_stars_stands(rooms, seed):
    room, chance = rooms, random.Random(seed)
    subjects = [serve(room, n) for n in range(1, 9)]
    givings = [
        (subject, f"giving-{n}-{k}", chance.choice([None, None, 1, 3, 5]))
        for n, subject in enumerate(subjects)
        for k in range(4)
    ]
    arrivals = chance.choices(givings, k=60)
    for subject, event_id, stars in arrivals:
        direct = chance.random() < 0.4
        told = body(subject, room.clock, stars, source="pad", window=3)
        told.pop("tags", None)
        if direct:
            one = Rating(event_id=event_id, window=3, stars=stars, given_at=room.clock.at)
            room.write(lambda tx, one=one, subject=subject: ratings.put(tx, subject, one))
        else:
            told["given_at"] = "2026-11-22T04:00:00+00:00"
            reply = room.take("ticket.rated", told, event_id, "w3")
            assert reply.reason in {"", "rating.already"}, reply
    for subject in subjects:
        mine = [(event_id, stars) for one, event_id, stars in arrivals if one == subject]
        real = [each for each in mine if each[1] is not None]
        kept = [(row.event_id, row.stars) for row in rows(room) if row.ticket == subject]
        assert kept == (real or mine)[:1]
        second = any(each[0] != real[0][0] for each in real)
        assert ("duplicate" in flags(room, subject)) == second


def test_two_servers_that_are_told_at_once_keep_one(postgres, tmp_path):
    database = postgres.database()
    first, second = (Room(tmp_path / name, HandClock(), database) for name in ("a", "b"))
    try:
        subjects = [serve(first, n) for n in range(1, 7)]
        verdicts = []

        def give(room, name):
            for subject in subjects:
                one = Rating(event_id=f"{name}-{subject}", window=3, stars=4, given_at=room.clock.at)
                verdicts.append(
                    room.write(lambda tx, one=one, subject=subject: ratings.put(tx, subject, one))
                )

        threads = [
            threading.Thread(target=give, args=each) for each in ((first, "pad-one"), (second, "pad-two"))
        ]
        for each in threads:
            each.start()
        for each in threads:
            each.join(30)
        assert sorted(verdict.value for verdict in verdicts) == ["keep"] * 6 + ["second"] * 6
        assert len(rows(first)) == 6
        assert all("duplicate" in flags(first, subject) for subject in subjects)
    finally:
        first.store.close()
        second.store.close()


def test_silence_is_kept_until_somebody_says_something_and_comes_back_never(room):
    one = serve(room, 1)
    quiet = body(one, room.clock, None, source="pad", window=3)
    for name in (silence_id(one), silence_id(one, "page-3")):
        assert room.take("ticket.rated", quiet, name, "w3").outcome == "accepted"
    assert [(row.event_id, row.stars) for row in rows(room)] == [(silence_id(one), None)]
    assert (
        room.take("ticket.rated", body(one, room.clock, 2, tags=["213"]), giving_id(one, "t1"), "t1").outcome
        == "accepted"
    )
    assert room.take("ticket.rated", quiet, silence_id(one, "other"), "w3").outcome == "accepted"
    assert [(row.event_id, row.stars) for row in rows(room)] == [(giving_id(one, "t1"), 2)]
    assert flags(room) == []


def test_a_bad_one_opens_one_work_order_and_a_good_one_none(room):
    one, two = serve(room, 1), serve(room, 2)
    room.clock.at += timedelta(minutes=1)
    for _ in range(2):
        room.take("ticket.rated", body(one, room.clock, 1, tags=["115"]), f"rating-{_}-1", "t1")
    room.take("ticket.rated", body(two, room.clock, 5), "rating-two", "t1")
    assert [row.subject for row in rows(room, ledger_review)] == [one]


@pytest.fixture
def staffed(tmp_path, clock):
    made = Room(tmp_path / "hall", clock, settings=HALL)
    yield made
    made.store.close()


def opened(room, n, clerk, window=3):
    room.do(window, n, presence.open_window, clerk)


def test_it_is_about_whoever_sat_there_when_it_was_served_and_nobody_is_invented(staffed):
    room = staffed
    one = serve(room, 1)
    opened(room, 900, "李芳")
    two = serve(room, 2)
    opened(room, 901, "周晓岚")
    three = serve(room, 3)
    room.do(3, 902, presence.close)
    room.clock.at += timedelta(days=1)
    for n, subject in enumerate((one, two, three)):
        room.clock.at += timedelta(minutes=1)
        room.take("ticket.rated", body(subject, room.clock), f"rating-{n}-late", "t1")
    about = [
        (row.clerk, row.window, row.service, row.department, row.kind) for row in rows(room, rating_about)
    ]
    assert about == [
        ("", 3, "residence", "police", "ticket"),
        ("李芳", 3, "residence", "police", "ticket"),
        ("周晓岚", 3, "residence", "云溪县公安局", "ticket"),
    ]


def test_what_a_unit_kept_before_the_hall_heard_of_the_visit_is_completed_later(staffed):
    room = staffed
    opened(room, 900, "李芳")
    room.clock.at += timedelta(minutes=10)
    room.take("ticket.rated", body(TICKET, room.clock, window=3, source="pad"), giving_id(TICKET), "w3")
    assert [(row.kind, row.clerk) for row in rows(room, rating_about)] == [("", "")]
    room.issue(1, "residence")
    called(room, 1, "B001")
    assert [(row.kind, row.clerk, row.window) for row in rows(room, rating_about)] == [("ticket", "李芳", 3)]


def test_what_is_odd_is_noted_and_nothing_is_changed_for_it(staffed):
    room = staffed
    opened(room, 900, "李芳")
    one, two, three = (serve(room, n) for n in (1, 2, 3))
    room.clock.at += timedelta(minutes=5)
    room.take("ticket.rated", body(one, room.clock, after_ms=400, assisted_by="1023"), "rating-one", "t1")
    room.clock.at += timedelta(minutes=5)
    room.take("ticket.rated", body(two, room.clock, flags=["conflict"]), "rating-two", "t1")
    room.clock.at += timedelta(seconds=2)
    room.take("ticket.rated", body(three, room.clock), "rating-three", "t1")
    assert (
        room.take("ticket.rated", body(three, room.clock, 1, tags=["115"]), "rating-more", "t2").reason
        == "rating.already"
    )
    assert [flags(room, each) for each in (one, two, three)] == [
        ["staff", "tooQuick"],
        ["conflict", "rapid"],
        ["duplicate", "rapid"],
    ]
    assert [row.stars for row in rows(room)] == [5, 5, 5]
    assert len(room.store.read_now(lambda c: ratings.latest(c, ratings.flagged()))) == 3


def test_silence_counts_after_the_halls_days_apart_from_what_was_given_and_goes_when_somebody_speaks(rooms):
    room = rooms
    one, two = serve(room, 1), serve(room, 2)
    room.take("ticket.rated", body(two, room.clock), "rating-two", "t1")
    look = Silence(room.catalogue)
    # served on Sunday 11-22; working days 23, 26, 27, 30, 1: the last is Tuesday 12-01
    for days, counted in ((9, []), (1, [(one, 4)])):
        room.clock.at += timedelta(days=days)
        room.write(look.look)
        room.write(Silence(room.catalogue).look)
        assert [(row.subject, row.stars) for row in room.store.read_now(defaults)] == counted
    assert [row.ticket for row in room.store.read_now(ratings.latest)] == [two], (
        "given by nobody, never counted as given"
    )
    room.take("ticket.rated", body(one, room.clock, 2, tags=["213"]), "rating-one", "t1")
    assert room.store.read_now(defaults) == []
    assert {row.ticket for row in room.store.read_now(ratings.latest)} == {one, two}


def test_a_hall_without_the_rule_counts_no_silence(room):
    serve(room, 1)
    room.clock.at += timedelta(days=60)
    room.write(Silence(room.catalogue).look)
    assert room.store.read_now(defaults) == []


# --- over HTTP: every channel, twice, and a server that is killed ---


def press_of(page):
    return re.search(r'name="press" value="([^"]+)"', page)[1]


def test_keypad_terminal_page_link_and_pad_leave_exactly_one(hall):
    web = httpx.Client(base_url=hall.url, timeout=20, trust_env=False)
    with http(hall.url) as api, web:
        api.post("/tickets", json={"event_id": TICKET, "service": "residence", "unit": "t1", "identity": ""})
        for n, verb in enumerate(("call", "finish")):
            api.post(f"/windows/3/{verb}", json={"event_id": f"press-{n:05d}"})
        page = web.get(f"/t/{TICKET}?lang=zh").text
        token = re.search(r'href="/r/([^?"]+)\?stars=4', page)[1]
        form = web.get(f"/r/{token}?stars=4&lang=zh").text
        link = api.post(f"/visits/{TICKET}/link").json()["url"].rpartition("/")[2]
        other = web.get(f"/r/{link}?stars=1&lang=zh").text
        now = hall.clock.now().isoformat()

        def unit(name, source, event_id, stars):
            told = RatedBody(ticket=TICKET, window=3, stars=stars, source=source, given_at=hall.clock.now())
            item = {
                "event_id": event_id,
                "kind": "ticket.rated",
                "stream": f"{name}:{TICKET}",
                "occurred_at": now,
            }
            sent = {"unit": name, "items": [item | {"body": json.loads(told.model_dump_json())}]}
            return api.post("/transactions", json=sent).json()["items"][0]

        ways = [
            lambda: web.post(f"/r/{token}", data={"press": press_of(form), "stars": "4", "after": "2400"}),
            lambda: unit("w3", Source.PAD, giving_id(TICKET), 5),
            lambda: unit("t1", Source.TERMINAL, giving_id(TICKET, "t1"), 3),
            lambda: web.post(f"/r/{link}", data={"press": press_of(other), "stars": "1", "tag": "115"}),
            lambda: web.post(
                "/pad/3/rate", json={"press": "padpage-0001", "ticket": TICKET, "stars": 5}
            ).json(),
        ]
        for way in itertools.chain(ways, reversed(ways)):
            way()
        assert [(row.stars, row.source) for row in hall.read(ratings.latest)] == [(4, "page")]
        assert hall.read(lambda c: c.execute(select(rating_flag.c.flag)).scalars().all()) == ["duplicate"]
        assert "已经评价过了" in web.get(f"/r/{link}?lang=zh").text
        assert hall.read(lambda c: c.execute(select(rating_about.c.after_ms)).scalar()) == 2400


def test_a_press_whose_answer_was_lost_with_the_power_is_there_once(tmp_path):
    server = Process(tmp_path)
    with http(server.url) as api:
        for n in range(1, 7):
            api.post(
                "/tickets",
                json={"event_id": f"ticket-{n:06d}", "service": "residence", "unit": "t1", "identity": ""},
            )
            for verb in ("call", "finish"):
                assert (
                    api.post(f"/windows/3/{verb}", json={"event_id": f"press-{verb}-{n:05d}"}).status_code
                    == 200
                )

    def rate(url, n, name):
        told = {
            "event_id": f"{name}-{n:06d}",
            "window": 3,
            "stars": 4,
            "given_at": "2026-11-22T04:00:00+00:00",
        }
        with http(url) as api:
            return api.post(f"/tickets/ticket-{n:06d}/rating", json=told)

    answered = []

    def hurry(half):
        for n in half:
            try:
                answered.append(rate(server.url, n, "pad-one").status_code)
            except httpx.HTTPError:
                return

    hands = [threading.Thread(target=hurry, args=(range(1 + k, 7, 2),)) for k in range(2)]
    for each in hands:
        each.start()
    while len(answered) < 2:
        hands[0].join(0.01)
    server.kill()
    for each in hands:
        each.join(20)
    with house(tmp_path, SystemClock()) as again:
        codes = [rate(again.url, n, "pad-one").status_code for n in range(1, 7)]
        others = [rate(again.url, n, "pad-two").status_code for n in range(1, 7)]
        assert (set(codes), set(others)) == ({200}, {409})
        kept = again.read(lambda c: c.execute(select(rating.c.event_id)).scalars().all())
        assert sorted(kept) == [f"pad-one-{n:06d}" for n in range(1, 7)]
