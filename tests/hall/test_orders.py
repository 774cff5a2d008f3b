"""Bad reviews in the tables: each opens one order, its steps are chained, somebody is reminded, figures follow."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from pydantic import ValidationError
from sqlalchemy import select, update

from hall.contract.bodies import LedgerBody
from hall.domain.cases.lights import Light
from hall.domain.figures.terms import Term
from hall.domain.ledger.entry import Kind, Result, State, Step, Verb
from hall.server.figures import reads
from hall.server.figures.reads import Span
from hall.server.problems import Refusal
from hall.server.store import ledger, orders, reminders
from hall.server.store.order_tables import ledger_reminded
from hall.server.store.tables import ledger as entries
from hall.server.store.tables import ledger_step
from tests.hall.house import http, ticket
from tests.hall.test_evaluations import body, serve
from tests.hall.test_ledger import body as complaint

MONDAY = datetime(2026, 11, 23, 2, tzinfo=UTC)
NUMBER = "CP-20261123-0001"
LOOP = (
    (Verb.VERIFY, {"text": "当天排队长", "result": Result.CLEAR}),
    (Verb.ASSIGN, {"to": "社保科"}),
    (Verb.RECTIFY, {"text": "加开一个窗口"}),
    (Verb.ANSWER, {"text": "已加开窗口,请您监督"}),
    (Verb.CALL_BACK, {"result": Result.SATISFIED}),
    (Verb.CLOSE, {}),
)


def rate(room, n=1, stars=2, **more):
    serve(room, n)
    tags = {2: ["213"], 1: ["115"]}.get(stars, [])
    given = body(room, n, stars, **{"tags": tags, **more})
    return room.take("ticket.rated", given, f"rating-{n:06d}", "t1")


def do(room, n, verb, number=NUMBER, by="李敏", window=None, **more):
    step = Step(verb, room.clock.now(), by, **more)
    room.write(lambda tx: ledger.act(tx, number, f"step-{n:06d}", step, window))


def told(room, number=NUMBER, window=None):
    day = ledger.day_at(room.catalogue, room.clock.at)
    return room.store.read_now(lambda c: ledger.told(c, number, day, window))


def listed(room, **wish):
    day = ledger.day_at(room.catalogue, room.clock.at)
    return room.store.read_now(lambda c: ledger.listed(c, day, ledger.Wish(**wish)))


def figures(room, until=timedelta(days=1)):
    """Of the work orders opened that day, as they stand after `until`."""
    span = Span(MONDAY.date(), MONDAY.date(), (MONDAY + until).date())
    counted = room.store.read_now(lambda c: list(reads.orders(c, span)))
    return Counter(term for one in counted for term in one.terms)


def test_a_bad_review_opens_one_order_and_a_good_one_none(room):
    room.clock.at = MONDAY
    assert rate(room).outcome == "accepted"
    assert rate(room, 2, stars=5, words="").outcome == "accepted"
    room.write(lambda tx: orders.open_for(tx, "ticket-000001"))
    room.write(lambda tx: orders.open_for(tx, "ticket-000002"))
    room.write(lambda tx: orders.open_for(tx, "nobody"))
    [one] = listed(room).entries
    assert (one.number, one.kind, one.state, one.light) == (
        NUMBER,
        Kind.REVIEW,
        State.REGISTERED,
        Light.GREEN,
    )
    review = one.review
    assert (review.stars, review.tags, review.words, review.window) == (2, ("213",), "等了一小时", 3)
    assert (review.visit, review.service) == ("B001", "residence")
    rate(room, 3, stars=1)
    assert [one.number for one in listed(room, kind=Kind.REVIEW).entries] == [NUMBER, "CP-20261123-0002"]


def test_through_the_whole_loop_each_step_is_signed_timed_and_chained(room):
    room.clock.at = MONDAY
    rate(room)
    with pytest.raises(Refusal, match=r"^ledger.notCalledBack$"):
        do(room, 90, Verb.CLOSE)
    for n, (verb, more) in enumerate(LOOP):
        do(room, n, verb, **more)
        do(room, n, verb, **more)  # pressed twice
    entry = told(room)
    assert [step.verb for step in entry.steps] == [Verb.OPEN, *(verb for verb, _ in LOOP)]
    assert (entry.state, entry.verbs, entry.broken_at) == (State.CLOSED, [], None)
    assert [one.late for one in entry.stages] == [0] * 6
    with pytest.raises(Refusal, match=r"^ledger.closed$"):
        do(room, 91, Verb.ASSIGN, to="综合科")
    wanted = (Term.BAD, Term.BAD_DUE, Term.RECTIFIED, Term.ANSWERED, Term.CALLED)
    assert figures(room) == Counter(wanted)
    change = update(ledger_step).where(ledger_step.c.seq == 3)
    room.write(
        lambda tx: (
            tx.connection.execute(
                change.values(
                    content='{"verb": "assign", "at": "2026-11-23T02:00:00+00:00", "by": "别人", "to": "", "text": ""}'
                )
            )
            and None
        )
    )
    assert told(room).broken_at == 3


def test_what_was_judged_mistaken_counts_nowhere(room):
    room.clock.at = MONDAY
    rate(room)
    do(room, 1, Verb.APPEAL, by="王强", text="评错了窗口", result=Result.MISTAKEN)
    assert told(room).verdict == ""
    do(room, 2, Verb.JUDGE, text="录像核对过", result=Result.MISTAKEN)
    do(room, 3, Verb.CLOSE)
    assert told(room).verdict == "mistaken"
    assert not figures(room)


def test_an_order_that_nobody_rectified_is_due_and_not_rectified(room):
    room.clock.at = MONDAY
    rate(room)
    assert figures(room) == Counter([Term.BAD])
    assert figures(room, timedelta(days=40)) == Counter([Term.BAD, Term.BAD_DUE])


def test_a_window_sees_its_own_reviews_once_they_are_assigned_and_not_whose_visit_it_was(room):
    room.clock.at = MONDAY
    rate(room)
    own = {"window": 3, "own": True}
    assert listed(room, **own).entries == []
    with pytest.raises(Refusal, match=r"^ledger.unknown$"):
        told(room, window=3)
    for n, (verb, more) in enumerate(LOOP[:2]):
        do(room, n, verb, **more)
    [one] = listed(room, **own).entries
    assert one.review.visit == ""
    assert listed(room, window=4, own=True).entries == []
    assert told(room, window=3).verbs == [Verb.EXPLAIN, Verb.APPEAL]
    with pytest.raises(Refusal, match=r"^ledger.unknown$"):
        do(room, 9, Verb.EXPLAIN, window=4, text="不是这样")
    do(room, 10, Verb.EXPLAIN, window=3, text="系统当时断网")


def test_each_day_and_light_is_reminded_of_once_and_the_strip_knows(room):
    room.clock.at = MONDAY
    rate(room)
    room.take("ledger.submitted", complaint(due="2026-11-26"), "told-000001", unit="t1")
    seen = []
    for days in (0, 0, 1, 2, 2, 3, 4):
        room.clock.at = MONDAY + timedelta(days=days)
        room.write(reminders.look)
        room.write(reminders.look)
        seen.append(room.store.read_now(reminders.standing))
    # the review is to be verified by Tuesday; the complaint to be answered by Thursday, yellow from Wednesday on
    assert seen == [
        {},
        {},
        {"yellow": 1},
        {"red": 1, "yellow": 1},
        {"red": 1, "yellow": 1},
        {"red": 1, "yellow": 1},
        {"red": 2},
    ]
    steps = told(room).steps
    assert [(one.verb, one.result, one.by) for one in steps[1:]] == [
        (Verb.REMIND, "yellow", "hallkit"),
        (Verb.REMIND, "red", "hallkit"),
    ]
    assert told(room, "T1-20261123-K7X-0001").broken_at is None
    do(room, 1, Verb.VERIFY, text="查了", result=Result.CLEAR)
    assert room.store.read_now(reminders.standing) == {"red": 1}


def test_many_that_are_late_are_reminded_of_look_by_look(file_room, monkeypatch):
    room = file_room
    monkeypatch.setattr(reminders, "MOST", 2)
    room.clock.at = MONDAY
    for n in range(1, 6):
        number = f"T1-20261123-K7X-{n:04d}"
        room.take("ledger.submitted", complaint(number, due="2026-11-20"), f"told-{n:06d}", unit="t1")
    for _ in range(3):
        room.write(reminders.look)
    assert room.store.read_now(reminders.standing) == {"red": 5}
    assert len(room.store.read_now(lambda c: c.execute(select(ledger_reminded)).all())) == 5


def test_the_supervisor_sees_who_has_how_many_open(room):
    room.clock.at = MONDAY
    for n in (1, 2):
        rate(room, n)
    serve(room, 3, "social", 1)
    room.take("ticket.rated", body(room, 3), "rating-000003", "t1")
    room.clock.at = MONDAY + timedelta(days=2)
    loads = ledger.loads(listed(room).entries)
    assert [(one.window, one.open, one.red) for one in loads] == [(3, 2, 2), (1, 1, 1)]
    assert len(listed(room, light=Light.RED).entries) == 3
    assert listed(room, light=Light.GREEN).entries == []


def test_nobody_hands_in_a_bad_review_as_a_suggestion(file_room):
    with pytest.raises(ValidationError):
        LedgerBody.model_validate_json(
            LedgerBody(**complaint()).model_dump_json().replace("unsolved", "review")
        )
    answer = file_room.take("ledger.submitted", complaint(kind="review"), "told-000001", unit="t1")
    assert answer.reason == "body.invalid"


def test_entries_from_before_are_read_as_they_were(room):
    room.clock.at = MONDAY
    room.take("ledger.submitted", complaint(), "told-000001", unit="t1")
    number = "T1-20261123-K7X-0001"
    do(room, 1, Verb.ANSWER, number, text="好了")
    row = room.store.read_now(lambda c: c.execute(select(ledger_step)).one())
    assert '"result"' not in row.content, "digests of before hold"
    assert room.store.read_now(lambda c: c.execute(select(entries.c.due)).scalar()) == "2026-11-26"
    assert told(room, number).verbs == [
        Verb.ASSIGN,
        Verb.LOOK_UP,
        Verb.ANSWER,
        Verb.CALL_BACK,
        Verb.CLOSE,
    ]


def test_a_windows_token_explains_and_appeals_for_its_own_window_and_nothing_else(hall):
    keyring = hall.host.config.app.state.keyring
    hall.clock.at = MONDAY
    with http(hall.url) as web:
        for window, n in ((3, 1), (1, 2)):
            web.post("/tickets", json=ticket(n, "social" if window == 1 else "residence"))
            web.post(f"/windows/{window}/call", json={"event_id": f"call-{n:06d}"})
            web.post(f"/windows/{window}/finish", json={"event_id": f"done-{n:06d}"})
            given = {
                "event_id": f"rated-{n:06d}",
                "window": window,
                "stars": 1,
                "given_at": MONDAY.isoformat(),
            }
            assert web.post(f"/tickets/ticket-{n:06d}/rating", json=given).is_success
        made = {}
        for role, unit in (("staff", "office"), ("window", "w3")):
            asked = {"role": role, "unit": unit}
            answer = web.post("/admin/tokens", json=asked, headers=bearer(keyring.admin))
            assert answer.is_success, answer.text
            made[unit] = bearer(answer.json()["token"])

        def post(n, verb, who, number=NUMBER, **more):
            sent = {"event_id": f"step-{n:06d}", "by": "李敏", **more}
            return web.post(f"/ledger/{number}/{verb}", json=sent, headers=made[who])

        page = f"{hall.url}/console/ledger"
        assert post(1, "explain", "w3", text="不是这样").status_code == 404, "nobody has assigned it yet"
        assert NUMBER not in web.get(page, headers=made["w3"]).text
        assert post(2, "verify", "office", result="clear", text="查了").is_success
        assert post(3, "assign", "office", to="三号窗口").is_success
        assert post(4, "explain", "w3", text="系统断网").json()["steps"][-1]["token"] == "w3"
        assert post(5, "rectify", "w3", text="改了").status_code == 403
        assert post(6, "explain", "w3", "CP-20261123-0002", text="不是这样").status_code == 404
        seen = web.get(page, headers=made["w3"]).text
        assert (NUMBER in seen, "CP-20261123-0002" in seen) == (True, False)
        one = web.get(f"{page}/{NUMBER}", headers=made["w3"]).text
        assert ("B001" in one, 'id="do-appeal"' in one, 'id="do-rectify"' in one) == (False, True, False)
        assert post(8, "appeal", "w3", result="mistaken", text="评的是别的窗口").is_success
        assert post(9, "judge", "w3", result="mistaken", text="误评").status_code == 403


def bearer(token):
    return {"Authorization": f"Bearer {token}"}
