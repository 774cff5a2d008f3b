"""Warnings in the store: raised once, kept over a restart, urged, explained, judged; and announced closings."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from hall.domain.cases.case import Verb as Step
from hall.domain.ledger.entry import Verb as Ledger
from hall.domain.queue import presence
from hall.domain.supervision.life import Verb
from hall.domain.supervision.rules import Kind
from hall.server.problems import Refusal
from hall.server.store import notices, trail_check, warnings, window_notices
from hall.server.store.trail_tables import trail
from hall.server.supervision import Watch
from hall.server.supervision_words import concerned, warning
from hall.settings.supervision import SupervisionRules
from tests.hall import test_ledger
from tests.hall.hours import HoursRoom, clerk, hours, rooms, settings
from tests.hall.house import HandClock
from tests.hall.test_cases import Cases

NINE = datetime(2026, 11, 23, 1, tzinfo=UTC)
"""Nine in the morning in China, a Monday: the hall opens."""
DAY = "2026-11-23"
RESERVE = {number: {"reserve": True} for number in (1, 2, 4)}
HALL = {"hours": hours("09:00-12:00"), "windows": RESERVE}


@pytest.fixture
def make(tmp_path):
    with rooms(tmp_path, NINE, **HALL) as build:
        yield build


class Watched:
    """A hall with its window 3, and a server that looks."""

    def __init__(self, room, here=None):
        self.room, self.here = room, here
        self.restart()

    def restart(self):
        """Another server, or the same one anew."""
        self.watch = Watch(self.room.catalogue, self.here and (lambda *_: self.here))

    def at(self, minutes):
        self.room.clock.at = NINE + timedelta(minutes=minutes)
        self.room.write(self.watch.look)
        return self.open()

    def open(self):
        """Kind, light and state of what needs somebody."""
        return [(one.kind, one.light, one.state) for one in self.rows()]

    def rows(self):
        return self.room.store.read_now(warnings.standing)

    def window(self, n, verb, *args, **more):
        self.room.do(3, n, verb, *args, **more)

    def act(self, verb, by="主任", words="请到岗", event="act-000001", window=None):
        [row, *_] = self.rows()
        asked = warnings.Act(event, verb, by, "", words, window)
        return self.room.write(
            lambda tx: warnings.act(tx, row.id, asked, lambda one: concerned(self.room.catalogue, one))
        )

    def past(self, **wish):
        return self.room.store.read_now(lambda c: warnings.past(c, warnings.Wish(DAY, DAY, **wish)))

    def trail(self):
        rows = self.room.store.read_now(lambda c: c.execute(select(trail).order_by(trail.c.seq)).all())
        return [
            (one.kind, one.by, json.loads(one.said))
            for one in rows
            if one.kind.startswith(("warning", "closing"))
        ]

    def kinds(self):
        return [one[0] for one in self.trail()]

    def whole(self):
        found = self.room.store.read_now(lambda c: trail_check.check(c, [], lambda *_: None))
        return found.broken is None


@pytest.fixture
def hall(make):
    return Watched(make())


def closing(window=3, begin=0, end=60, event="closing-000001", screens=False):
    at = [NINE + timedelta(minutes=one) for one in (begin, end)]
    return window_notices.Closing(event, window, *at, "开会", "张芳", screens)


def test_a_window_that_does_not_open_is_warned_of_once_and_turns_red(hall):
    assert hall.at(4) == []
    assert hall.at(5) == [("window_late", "yellow", "raised")]
    hall.restart()
    assert hall.at(15) == [("window_late", "red", "raised")]
    assert hall.at(16) == [("window_late", "red", "raised")]
    assert hall.kinds() == ["warning.raised", "warning.escalated"]
    [row] = hall.rows()
    assert warning(hall.room.catalogue, row, []).text.zh == "3 号窗口应在 09:00 开窗，现在还没有开。"


def test_a_warning_ends_by_itself_once_its_cause_is_over_for_a_while(hall):
    hall.at(5)
    hall.window(1, presence.open_window, "")
    assert hall.at(6) != []
    assert hall.at(8) != []
    hall.restart()
    assert hall.at(9) == []
    [row] = hall.past()
    assert row.over_us == int((NINE + timedelta(minutes=6)).timestamp() * 1e6) + 1000, "when it was over"
    assert hall.kinds() == ["warning.raised", "warning.ended"]


def test_a_window_that_comes_and_goes_is_one_warning(hall):
    hall.window(1, presence.open_window, "")
    hall.window(2, presence.close)
    assert hall.at(4) == [("window_closed", "red", "raised")]
    hall.window(3, presence.open_window, "")
    hall.at(5)
    hall.window(4, presence.close)
    hall.at(7)
    assert hall.at(9) == [("window_closed", "red", "raised")]
    assert hall.kinds() == ["warning.raised"]


def test_two_servers_raise_it_once_on_postgresql_too(postgres, tmp_path):
    database = postgres.database()
    made = [
        HoursRoom(tmp_path / name, HandClock(NINE), settings(**HALL), database) for name in ("one", "two")
    ]
    try:
        halls = [Watched(room) for room in made]
        for minutes in (5, 6, 15, 16):
            for each in halls:
                each.at(minutes)
        assert halls[0].open() == halls[1].open() == [("window_late", "red", "raised")]
        halls[0].act(Verb.URGE)
        halls[1].act(Verb.EXPLAIN, "张芳", "堵车", "act-000002")
        assert halls[0].kinds() == [
            "warning.raised",
            "warning.escalated",
            "warning.urged",
            "warning.explained",
        ]
        assert halls[1].whole()
    finally:
        for room in made:
            room.store.close()


def test_what_was_urged_is_owed_an_answer_though_its_cause_is_over(hall):
    hall.at(5)
    hall.act(Verb.URGE)
    hall.window(1, presence.open_window, "")
    hall.at(6)
    assert hall.at(9) == [("window_late", "yellow", "urged")]
    hall.act(Verb.EXPLAIN, "张芳", "路上堵车", "act-000002")
    assert hall.open() == [("window_late", "yellow", "explained")]
    hall.act(Verb.EXCUSE, "主任", "情况属实", "act-000003")
    assert hall.open() == []
    assert [(kind, by, said.get("words")) for kind, by, said in hall.trail()] == [
        ("warning.raised", "server", None),
        ("warning.urged", "主任", "请到岗"),
        ("warning.ended", "server", None),
        ("warning.explained", "张芳", "路上堵车"),
        ("warning.excused", "主任", "情况属实"),
    ]
    assert hall.whole()


def test_an_act_counts_once_and_a_window_sees_its_own_alone(hall):
    hall.at(5)
    assert hall.act(Verb.URGE) == hall.act(Verb.URGE)
    with pytest.raises(Refusal, match=r"^verb\.idReused$"):
        hall.act(Verb.CONFIRM)
    with pytest.raises(Refusal, match=r"^warning\.unknown$"):
        hall.act(Verb.EXPLAIN, "张芳", "堵车", "act-000002", window=2)
    hall.act(Verb.EXPLAIN, "张芳", "堵车", "act-000003", window=3)
    assert hall.kinds().count("warning.urged") == 1


def test_absence_by_attendance_names_the_clerk(make):
    staff = [clerk("0312", "张芳"), clerk("0313", "王强", "0312")]
    windows = {**RESERVE, 3: {"clerks": ["0312"]}}
    hall = Watched(make(clerks=staff, windows=windows), {"0312": False, "0313": False})
    assert ("staff_absent", "red", "raised") in hall.at(5)
    hall.here["0313"] = True
    hall.window(1, presence.open_window, "王强", stands_in_for="张芳")
    hall.at(6)
    assert hall.at(9) == [], "the substitute is there"
    hall.here["0313"] = False
    [row] = [one for one in hall.at(12) and hall.rows() if one.kind == "staff_absent"]
    assert row.clerk == "王强"
    for by in ("王强", "0313"):
        with pytest.raises(Refusal, match=r"^warning\.own$"):
            hall.act(Verb.EXCUSE, by)


def test_people_who_wait_are_told_by_service_and_a_window_that_calls_nobody(hall):
    hall.window(1, presence.open_window, "")
    hall.room.issue(1, "residence")
    assert hall.at(11) == [("window_unattended", "yellow", "raised")]
    assert {kind for kind, *_ in hall.at(31)} == {"window_unattended", "ticket_waiting"}
    [row] = hall.past(kind=Kind.TICKET_WAITING)
    assert warning(hall.room.catalogue, row, []).text.zh == "户籍证件有 1 人等候，最早的从 09:00 等起。"
    hall.room.call(3, 2)
    assert hall.at(32)[0][1] == "red", "the worst it was"
    assert hall.at(36) == []


def test_an_announced_closing_is_no_warning_and_when_it_is_over_the_window_is_expected(hall):
    hall.room.write(lambda tx: window_notices.announce(tx, closing(begin=0, end=60), "w3"))
    assert hall.at(30) == []
    assert hall.at(64) == []
    assert hall.at(66) == [("window_late", "yellow", "raised")]
    assert hall.trail()[0][2]["reason"] == "开会"


def test_a_closing_that_is_announced_too_late_does_not_undo_the_warning(hall):
    hall.window(1, presence.open_window, "")
    hall.at(10)
    hall.window(2, presence.close)
    assert hall.at(14) == [("window_closed", "red", "raised")]
    hall.room.write(lambda tx: window_notices.announce(tx, closing(begin=0, end=60), ""))
    hall.at(15)
    assert hall.at(18) == []
    assert hall.kinds() == ["warning.raised", "closing.announced", "warning.ended"]


def test_the_screens_tell_a_closing_until_it_is_withdrawn(hall):
    def told():
        return [
            one.title.zh for one in hall.room.store.read_now(lambda c: notices.current(c, hall.room.clock.at))
        ]

    hall.room.write(lambda tx: window_notices.announce(tx, closing(begin=30, screens=True), ""))
    hall.room.write(lambda tx: window_notices.announce(tx, closing(begin=30, screens=True), ""))
    assert told() == ["3 号窗口 09:30–10:00 停窗"]
    hall.room.write(lambda tx: window_notices.withdraw(tx, "closing-000001", "张芳", ""))
    hall.room.write(lambda tx: window_notices.withdraw(tx, "closing-000001", "张芳", ""))
    assert told() == []
    assert hall.kinds() == ["closing.announced", "closing.withdrawn"]


@pytest.mark.parametrize(("begin", "end"), [(60, 60), (60, 0), (-120, -60), (0, 60 * 24 * 40)])
def test_a_closing_has_to_make_sense(hall, begin, end):
    with pytest.raises(Refusal, match=r"^closing\.times$"):
        hall.room.write(lambda tx: window_notices.announce(tx, closing(begin=begin, end=end), ""))


def test_cases_are_warned_of_by_their_days_and_end_at_once(hall):
    cases = Cases(hall.room)
    hall.window(1, presence.open_window, "")
    number = cases.submit(1, item="property-query")
    cases.do(number, Step.ACCEPT, promised=1, statutory=3)
    hall.at(1)
    assert hall.at(24 * 60 * 2) == [("case_overdue", "red", "raised")], "Wednesday, before the hall opens"
    assert {kind for kind, *_ in hall.at(24 * 60 * 4 - 60)} == {"case_overdue", "case_statutory"}
    hall.restart()
    hall.at(24 * 60 * 4 - 59)
    cases.do(number, Step.FINISH, result="granted")
    assert hall.at(24 * 60 * 4 - 58) == []
    assert hall.whole()


def test_what_a_citizen_told_is_warned_of_until_it_is_answered(hall):
    hall.window(1, presence.open_window, "")
    test_ledger.tell(hall.room)
    assert hall.at(24 * 60 * 3 - 60) == []
    assert hall.at(24 * 60 * 4 - 60) == [("order_overdue", "red", "raised")]
    [row] = hall.rows()
    assert row.about == f"ledger:{test_ledger.NUMBER}"
    test_ledger.do(hall.room, 1, Ledger.ANSWER, text="已补办")
    assert hall.at(24 * 60 * 4 - 59) == []


def test_a_hall_may_switch_a_rule_off(make):
    hall = Watched(make(supervision=SupervisionRules(late_min=0, late_red_min=0)))
    assert hall.at(60) == []
