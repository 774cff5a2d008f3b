"""The indices of a small hall on both databases: who evaluated, who did not, holidays, groups; and who may look."""

import itertools
from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest

from hall.domain.cases.case import Verb
from hall.domain.figures.tally import Grouping, Tally
from hall.domain.figures.terms import Term
from hall.domain.ledger import entry as ledger_entry
from hall.domain.queue import presence
from hall.server.figures.counting import Counting
from hall.server.figures.reads import Span
from hall.server.store.rating_defaults import Silence
from hall.settings import Clerk, Holiday, Workday
from hall.settings.evaluation import EvaluationRules
from hall.settings.schema import Category
from tests.hall.conftest import Room
from tests.hall.house import SETTINGS
from tests.hall.test_cases import Cases
from tests.hall.test_evaluations import body
from tests.hall.test_orders import do

NATIONAL_DAY = {"zh": "国庆节", "en": "National Day"}
HALL = SETTINGS.model_copy(
    update={
        "clerks": [Clerk(id="1023", name="李芳"), Clerk(id="1024", name="周晓岚", department="云溪县公安局")],
        "categories": [Category.model_validate({"id": "police", "name": {"zh": "公安", "en": "Police"}})],
        "services": [
            one.model_copy(update={"category": "police"}) if one.id == "residence" else one
            for one in SETTINGS.services
        ],
        "holidays": [
            Holiday.model_validate({"name": NATIONAL_DAY, "first": "2026-10-01", "last": "2026-10-07"})
        ],
        "workdays": [Workday(date="2026-10-10", as_day="fri")],
        "evaluation": EvaluationRules(default="satisfied", default_after=2, default_days="working"),
    }
)
MONDAY = datetime(2026, 11, 23, 2, tzinfo=UTC)  # 10:00 in China
PERMIT = "flexible-insured"


class Small:
    """A hall of few visits."""

    def __init__(self, room):
        self.room, self.counting = room, Counting(room.catalogue)
        self._presses = itertools.count(5000)

    def serve(self, n, window=3, stars=None):
        """Waited for and served; evaluated unless `stars` is None."""
        self.room.issue(n, "residence")
        self.room.call(window, next(self._presses))
        self.room.finish(window, next(self._presses))
        if stars is not None:
            tags = {2: ["213"], 1: ["115"]}.get(stars, [])
            given = body(self.room, n, stars, tags=tags, words="", source="terminal")
            assert self.room.take("ticket.rated", given, f"rating-{n:06d}", "t1").outcome == "accepted"

    def open(self, clerk, window=3):
        self.room.do(window, next(self._presses), presence.open_window, clerk)

    def tallies(self, first, last, *ways):
        span = Span(date.fromisoformat(first), date.fromisoformat(last), self.room.clock.at.date())
        found = [Tally(by) for by in ways]
        for part in self.counting.parts(span):
            for one in self.room.store.read_now(lambda c, part=part: list(part(c))):
                for tally in found:
                    tally.add(one)
        return found

    def total(self, first, last):
        return dict(self.tallies(first, last, Grouping.HALL)[0].total)


@pytest.fixture
def small(request, tmp_path, clock):
    made = []

    def build(kind):
        database = request.getfixturevalue("postgres").database() if kind == "postgres" else ""
        room = Room(tmp_path / kind, clock, database, HALL)
        made.append(room)
        return Small(room)

    yield build
    for room in made:
        room.store.close()


BOTH = pytest.mark.parametrize("kind", ["sqlite", "postgres"])


def play(hall):
    """Monday: 李芳 serves three (5, 2, silence), 周晓岚 two (4, 1 that was malicious); an application is handed in."""
    room = hall.room
    room.clock.at = MONDAY
    hall.open("李芳")
    hall.serve(1, stars=5)
    hall.serve(2, stars=2)
    hall.serve(3)
    room.clock.at = MONDAY + timedelta(hours=4)
    hall.open("周晓岚")
    hall.serve(4, stars=4)
    hall.serve(5, stars=1)
    Cases(room).submit(1)
    verbs, results = ledger_entry.Verb, ledger_entry.Result
    do(room, 1, verbs.VERIFY, text="当天排队长", result=results.CLEAR)
    do(room, 2, verbs.ASSIGN, to="综合科")
    do(room, 3, verbs.RECTIFY, text="加开一个窗口")
    second = "CP-20261123-0002"
    do(room, 4, verbs.APPEAL, second, by="周晓岚", text="没有来过", result=results.MALICIOUS)
    do(room, 5, verbs.JUDGE, second, text="录像核对过", result=results.MALICIOUS)


@BOTH
def test_a_day_counted_by_hand(small, kind):
    hall = small(kind)
    play(hall)
    whole, clerks, departments, windows, hours, items = hall.tallies(
        "2026-11-23",
        "2026-11-23",
        Grouping.HALL,
        Grouping.CLERK,
        Grouping.DEPARTMENT,
        Grouping.WINDOW,
        Grouping.HOUR,
        Grouping.ITEM,
    )
    # 5 tickets and 1 application should be evaluated; 4 were, one of them does not count.
    assert whole.total == {
        Term.N5: 1, Term.N4: 1, Term.N2: 1, Term.N: 3, Term.JUDGED: 1,
        Term.DUE: 6, Term.OWN: 3, Term.BAD: 1, Term.BAD_DUE: 1, Term.RECTIFIED: 1,
    }  # fmt: skip
    bad = {Term.BAD: 1, Term.BAD_DUE: 1, Term.RECTIFIED: 1}
    li = {Term.N5: 1, Term.N2: 1, Term.N: 2, Term.DUE: 3, Term.OWN: 2, **bad}
    zhou = {Term.N4: 1, Term.N: 1, Term.JUDGED: 1, Term.DUE: 2, Term.OWN: 1}
    assert clerks.groups == {"李芳": li, "周晓岚": zhou, "": {Term.DUE: 1}}
    assert departments.groups["云溪县公安局"] == zhou, "the clerk's own before the service's"
    assert departments.groups["police"] == {**li, Term.DUE: 4}
    assert (windows.groups["3"][Term.DUE], windows.groups[""][Term.DUE]) == (5, 1)
    assert (hours.groups["10"][Term.N], hours.groups["14"][Term.N]) == (2, 1)
    assert items.groups["residence-permit"] == {Term.DUE: 1}
    for tally in (clerks, departments, windows, hours, items):
        assert sum(tally.groups.values(), Counter()) == whole.total


@BOTH
def test_silence_counts_apart_after_two_working_days_and_a_late_evaluation_takes_it_back(small, kind):
    """Friday's silence counts once Tuesday is over: the days between are a weekend, Monday and Tuesday."""
    hall, friday = small(kind), MONDAY - timedelta(days=3)
    hall.room.clock.at = friday
    hall.serve(1)
    for day, silent in ((4, 0), (5, 1)):
        hall.room.clock.at = friday + timedelta(days=day)
        hall.room.write(Silence(hall.room.catalogue).look)
        assert hall.total("2026-11-20", "2026-11-30").get(Term.D4, 0) == silent
    late = body(hall.room, 1, 5, tags=[], words="", source="link")
    assert hall.room.take("ticket.rated", late, "rating-000001", "t1").outcome == "accepted"
    assert hall.total("2026-11-20", "2026-11-30") == {Term.N5: 1, Term.N: 1, Term.DUE: 1, Term.OWN: 1}
    assert hall.total("2026-11-20", "2026-11-20") == {Term.DUE: 1, Term.OWN: 1}, "given on the 25th"


@BOTH
def test_decided_in_time_by_working_days_with_a_holiday_and_a_day_that_is_made_up_for(small, kind):
    """Three working days from Wednesday 30 September: 8 and 9 October, and Saturday 10, which is worked.

    Grouping plain weekdays it would be 5 October; without the made-up Saturday it would be Monday 12.
    """
    hall = small(kind)
    cases = Cases(hall.room)
    hall.room.clock.at = datetime(2026, 9, 30, 2, tzinfo=UTC)
    numbers = [cases.submit(n, item=PERMIT) for n in (1, 2, 3, 4)]
    for number in numbers:
        cases.do(number, Verb.ACCEPT, promised=3)
    cases.do(numbers[3], Verb.WITHDRAW, reason="不办了")
    in_time, late, _, _ = numbers
    hall.room.clock.at = datetime(2026, 10, 10, 2, tzinfo=UTC)
    cases.do(in_time, Verb.FINISH, result="granted")
    assert hall.total("2026-10-10", "2026-10-10") == {Term.ENDED: 1, Term.IN_TIME: 1}
    hall.room.clock.at = datetime(2026, 10, 12, 2, tzinfo=UTC)
    cases.do(late, Verb.FINISH, result="granted")
    october = {Term.ENDED: 2, Term.IN_TIME: 1, Term.OVERDUE: 1}
    assert hall.total("2026-10-01", "2026-10-31") == october, "the third lies open beyond its day"
    assert hall.total("2026-10-01", "2026-10-11") == {Term.ENDED: 1, Term.IN_TIME: 1}, "as it was then"
    by_clerk, by_item = hall.tallies("2026-10-01", "2026-10-31", Grouping.CLERK, Grouping.ITEM)
    assert by_clerk.groups == {"李静": {Term.ENDED: 2, Term.IN_TIME: 1}, "": {Term.OVERDUE: 1}}
    assert by_item.groups == {PERMIT: october}
