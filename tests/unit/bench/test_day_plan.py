"""A simulated day is drawn from its seed, and its figures are what its feed says."""

import pytest

from bench.day import figures
from bench.day.actor import HALL
from bench.day.figures import spread
from bench.day.plan import LARGE, LAST_NUMBER, draw
from bench.day.printer import ReadPaper, slip_of
from bench.day.visitors import Ending
from drivers.sim.escpos_commands import first_command
from drivers.sim.paper import Paper, interpret
from hall.settings import load
from tests.support.day_hall import Days

SETTINGS = load(HALL)


@pytest.fixture(scope="module")
def plan():
    return draw(SETTINGS, LARGE, 3000, 9, 1)


def test_the_same_seed_is_the_same_day_and_another_is_not(plan):
    assert draw(SETTINGS, LARGE, 3000, 9, 1) == plan
    assert draw(SETTINGS, LARGE, 3000, 9, 2).visitors != plan.visitors


def test_the_hall_is_as_large_as_promised(plan):
    roles = [unit.role for unit in SETTINGS.units]
    assert (len(SETTINGS.windows), roles.count("dispenser"), roles.count("display")) == (30, 4, 12)
    assert len(plan.visitors) == 3000
    assert all(one.at_s <= LAST_NUMBER * plan.day_s for one in plan.visitors)


def test_noon_is_a_rush(plan):
    def per_hour(begin, end):
        return sum(begin * 3600 <= one.at_s < end * 3600 for one in plan.visitors) / (end - begin)

    assert per_hour(3, 4.2) > 1.3 * per_hour(5.4, 6.4)


def test_every_way_a_visit_can_go_is_in_the_day(plan):
    assert {one.ending for one in plan.visitors} == set(Ending)


def test_what_breaks_is_what_was_promised(plan):
    kinds = [one.kind for one in plan.faults]
    assert sorted(kinds) == ["blackhole", "flapping", "killed", "killed", "offline"]
    cut = [one for one in plan.faults if one.kind in {"offline", "blackhole"}]
    assert all(one.until_s - one.at_s == pytest.approx(3600) for one in cut)
    assert len({one.who for one in cut}) == 2


def test_who_stepped_out_is_away_only_then(plan):
    who = next(one for one in plan.visitors if one.ending is Ending.STEPS_OUT)
    begin, long = who.out_s
    assert who.here(begin - 1)
    assert not who.here(begin + 1)
    assert who.returns_after(begin + 1) == pytest.approx(long - 1)
    assert who.here(begin + long + 1)


def test_the_reading_printer_reads_what_the_drawing_one_draws():
    words = "临江市民之家\n".encode("gbk") + b"A012\n"
    code = b"http://h/t/day-1-00001"
    symbol = b"\x1d(k\x04\x001A2\x00\x1d(k\x03\x001C\x05\x1d(k\x03\x001E1"
    symbol += b"\x1d(k" + (len(code) + 3).to_bytes(2, "little") + b"1P0" + code + b"\x1d(k\x03\x001Q0"
    data = b"\x1b@\x1c&" + words + symbol + b"\x1dVB\x00"
    drawn, errors = interpret(data, Paper())
    read, _ = interpret(data, ReadPaper())
    assert not errors
    assert [one.text for one in read] == [one.text for one in drawn]
    slip = slip_of(read[0].text)
    assert slip is not None
    assert (slip.number, slip.ticket, slip.reprint) == ("A012", "day-1-00001", False)
    assert first_command(data, kanji=False) is not None


def test_the_load_of_a_window_is_its_feeds():
    day = Days((("A001", ""),)).call("A001", 1)
    busy_s = 10 * 3
    for _ in range(2):
        day.step("ticket.started", "A001", 1)
    day.done("A001", 1).step("window.paused", window=1).step("window.closed", window=1)
    found = figures.shares(figures.load(day.material())[1])
    assert found["busy"] * 60 == pytest.approx(busy_s)
    assert found["paused"] * 60 == pytest.approx(10)


def test_percentiles_of_few_and_of_none():
    assert spread([]) is None
    one = spread([5.0])
    assert one is not None
    assert (one.count, one.p50, one.p99, one.most) == (1, 5.0, 5.0, 5.0)


def test_a_machine_that_was_late_did_not_keep_up():
    good, late = spread([0.01] * 100), spread([0.01] * 90 + [2.0] * 10)
    answers = spread([20.0] * 100)
    assert figures.kept_up({"d1": good}, answers)
    assert not figures.kept_up({"d1": good, "w1": late}, answers)
    assert not figures.kept_up({"d1": good}, spread([20.0] * 90 + [2000.0] * 10))
