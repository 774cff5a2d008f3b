"""What people in the hall read, at each state of the board."""

from datetime import timedelta

from queue_display.face import GRACE_MS, LISTED, PAGE_MS, Link, draw, page
from queue_display.stage import Stage, admit, advance, opened
from tests.unit.queue_display.hall import MORNING, day, snapshot

NOW = MORNING + timedelta(minutes=31)
BUSY = snapshot(day([(0, 0)] * 20 + [(1, 0)] * 15), 35)
LIVE = Link(live=True, heard_at=NOW, since_ms=0)
CUT = Link(live=False, heard_at=NOW, since_ms=0)
LATEST = BUSY.calls[0]


def test_live_data_has_no_band():
    face = draw(BUSY, opened(LATEST), LIVE, NOW, 60_000)
    assert face.band is None
    assert (face.mark, face.mark_shape, face.clock) == ("实时", "circle", "09:31")


def test_a_cut_says_since_when_and_that_calls_are_from_before():
    face = draw(BUSY, opened(LATEST), CUT, NOW + timedelta(minutes=15), GRACE_MS)
    assert face.band.zh.startswith("数据时间 09:31 · 网络中断")
    assert face.band.zh.endswith("以下为断网前的叫号")
    assert "09:31" in face.band.en
    assert face.mark_shape == "triangle"
    assert face.hero.number == LATEST.number
    assert face.hero.label.zh == "最近叫号"


def test_a_server_that_restarts_at_once_brings_no_band_but_the_mark_is_honest():
    face = draw(BUSY, opened(LATEST), CUT, NOW, GRACE_MS - 1)
    assert face.band is None
    assert face.mark == "数据 09:31"


def test_a_first_start_without_server_connects_and_then_says_what_to_do():
    face = draw(None, Stage(), Link(), NOW, 0)
    assert (face.hero.label.zh, face.mark, face.mark_shape) == ("正在连接", "连接中", "ring")
    assert "请留意窗口叫号" in draw(None, Stage(), Link(), NOW, GRACE_MS).band.zh


def test_an_empty_hall_is_not_a_broken_one():
    face = draw(snapshot(day([(0, 0)]), 1), Stage(), LIVE, NOW, 0)
    assert (face.hero.number, face.hero.label.zh) == ("", "暂无叫号")


def test_yesterdays_state_shows_no_numbers_and_no_guess_of_who_waits():
    tomorrow = NOW + timedelta(days=1)
    face = draw(BUSY, Stage(), CUT, tomorrow, GRACE_MS)
    assert face.calls == ()
    assert {chip.waiting for chip in face.services} == {"–"}
    assert face.band.zh.startswith("数据时间 11月22日 09:31")
    assert "22 Nov 09:31" in face.band.en


def test_a_quiet_morning_with_the_server_there_counts_from_zero():
    face = draw(BUSY, Stage(), LIVE, NOW + timedelta(days=1), 0)
    assert {chip.waiting for chip in face.services} == {"0"}


def test_a_recall_is_named_and_not_only_pulsing():
    again = LATEST.model_copy(update={"recall": True})
    face = draw(BUSY, advance(admit(Stage(), again), 0), LIVE, NOW, 0)
    assert face.hero.label.zh == "再次呼叫"
    assert face.hero.again
    assert face.hero.fresh


def test_a_busy_hall_lists_twelve_calls_over_pages_of_eight_seconds():
    rows = draw(BUSY, opened(LATEST), LIVE, NOW, 0).calls
    assert len(rows) == LISTED
    assert rows[0].newest
    assert page(rows, 5, PAGE_MS - 1) == (rows[:5], 0, 3)
    assert page(rows, 5, PAGE_MS) == (rows[5:10], 1, 3)
    assert page(rows, 5, 3 * PAGE_MS)[1] == 0


def test_a_board_without_room_for_a_list_has_one_empty_page():
    assert page((1, 2, 3), 0, 99_999) == ((), 0, 1)
