"""Whatever the network does to the feed, the board ends where the ordered log ends."""

from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from queue_display.board import Board, announced, on_day, recent, restored, take_event, take_snapshot
from tests.unit.queue_display.hall import MORNING, day, empty, snapshot

CHOICES = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 5)), min_size=1, max_size=60)


@settings(deadline=None, max_examples=60)  # a loaded machine is no fault
@given(choices=CHOICES, data=st.data())
def test_any_loss_repeat_or_reordering_with_resume_ends_where_the_ordered_log_ends(choices, data):
    log = day(choices)
    board = take_snapshot(Board(), snapshot(log, data.draw(st.integers(0, len(log)))))
    for _ in range(data.draw(st.integers(0, 40))):
        near = board.state.last_seq + data.draw(st.integers(-3, 2))
        board = take_event(board, log[min(max(near, 0), len(log) - 1)])
        if data.draw(st.booleans()):
            board = take_snapshot(board, snapshot(log, data.draw(st.integers(0, len(log)))))
        assert board.state == snapshot(log, board.state.last_seq)
    if board.resync:
        board = take_snapshot(board, snapshot(log, data.draw(st.integers(0, len(log)))))
    for event in log[board.state.last_seq :]:
        board = take_event(board, event)
    assert board.state == snapshot(log, len(log))
    assert not board.resync


@settings(deadline=None)
@given(choices=CHOICES, cut=st.integers(0, 60))
def test_every_call_is_announced_once_and_in_order(choices, cut):
    log = day(choices)
    board = take_snapshot(Board(), empty())
    heard = []
    for event in log[: min(cut, len(log))] * 2:
        board = take_event(board, event)
        heard += [call.seq for call in board.fresh]
        board = announced(board)
    assert heard == [e.seq for e in log[:cut] if e.kind in ("ticket.called", "ticket.recalled")]


def test_a_call_that_the_clerk_takes_back_leaves_the_board_and_is_not_announced():
    log = day([(0, 0), (0, 0), (1, 0)])
    call = next(event for event in log if event.kind == "ticket.called")
    board = take_snapshot(Board(), empty())
    for event in log[: call.seq]:
        board = take_event(board, event)
    assert [one.number for one in board.fresh] == [call.number]
    back = call.model_copy(update={"seq": call.seq + 1, "kind": "ticket.taken_back"})
    board = take_event(board, back)
    assert (board.fresh, board.state.calls) == ((), [])
    assert all(window.current == "" for window in board.state.windows)


def test_a_gap_asks_for_a_snapshot_and_changes_nothing():
    log = day([(0, 0), (0, 0), (1, 0), (1, 0)])
    board = take_event(take_snapshot(Board(), empty()), log[0])
    gapped = take_event(board, log[2])
    assert gapped.resync
    assert gapped.state == board.state


def test_an_event_before_any_snapshot_asks_for_one():
    assert take_event(Board(), day([(0, 0)])[0]).resync


def test_a_service_opened_since_the_snapshot_asks_for_a_new_one():
    event = day([(0, 0)])[0].model_copy(update={"waiting": {"social": 1, "marriage": 2}})
    board = take_event(take_snapshot(Board(), empty()), event)
    assert board.resync
    assert board.state.last_seq == 1


def test_a_snapshot_that_overtook_the_feed_is_not_undone_by_old_events():
    log = day([(0, 0), (1, 0), (3, 0), (0, 1)])
    board = take_snapshot(Board(), snapshot(log, 4))
    for event in log:
        board = take_event(board, event)
    assert board.state == snapshot(log, 4)
    assert board.fresh == ()


def test_a_late_snapshot_does_not_turn_the_board_back():
    log = day([(0, 0), (1, 0), (3, 0)])
    board = take_snapshot(take_snapshot(Board(), snapshot(log, 3)), snapshot(log, 1))
    assert board.state == snapshot(log, 3)


def test_a_restored_server_with_another_epoch_is_believed_though_it_counts_from_less():
    log = day([(0, 0), (1, 0), (0, 0)])
    board = take_snapshot(Board(), snapshot(log, 3))
    restored_server = snapshot(log, 1, epoch="epoch-2")
    assert take_snapshot(board, restored_server).state == restored_server


def test_calls_missed_during_a_cut_are_announced_while_young_and_only_listed_when_old():
    log = day([(0, 0)] * 4 + [(1, 0)] * 4, gap_s=25)
    board = take_snapshot(take_snapshot(Board(), snapshot(log, 4)), snapshot(log, 8))
    assert [call.seq for call in board.fresh] == [6, 7, 8]
    assert [call.seq for call in recent(board.state)] == [8, 7, 6, 5]


def test_a_state_left_by_an_earlier_run_is_shown_but_not_announced_again():
    board = restored(snapshot(day([(0, 0), (1, 0)]), 2))
    assert board.resync
    assert board.fresh == ()


def test_a_recalled_number_is_listed_once():
    state = snapshot(day([(0, 0), (1, 0), (2, 0)]), 3)
    assert [(call.number, call.recall) for call in recent(state)] == [("A001", True)]


def test_yesterdays_numbers_are_gone_with_the_first_event_of_today():
    log = day([(0, 0), (0, 0), (1, 0)])
    tomorrow = log[2].model_copy(
        update={"seq": 4, "at": MORNING + timedelta(days=1), "kind": "ticket.issued", "window": None,
                "number": "D001", "waiting": {"property": 1}}
    )  # fmt: skip
    state = take_event(take_snapshot(Board(), snapshot(log, 3)), tomorrow).state
    assert state.calls == []
    assert [s.waiting for s in state.services] == [0, 1]
    assert [w.current for w in state.windows] == ["", "", ""]


def test_on_another_day_a_kept_state_names_services_but_no_calls():
    state = on_day(snapshot(day([(0, 0), (0, 0), (1, 0)]), 3), "2026-11-23")
    assert state.calls == []
    assert {s.waiting for s in state.services} == {0}


def of_window(kind, seq, window=2):
    step = day([(0, 0)])[0]
    return step.model_copy(update={"seq": seq, "kind": kind, "number": "", "window": window})


def test_a_window_that_closes_is_closed_at_once_and_a_pause_asks_for_its_reason():
    board = take_snapshot(Board(), empty())
    board = take_event(board, of_window("window.closed", 1))
    assert [one.presence.value for one in board.state.windows] == ["open", "closed", "open"]
    assert not board.resync
    board = take_event(board, of_window("window.paused", 2, 1))
    assert board.state.windows[0].presence.value == "paused"
    assert board.resync


def test_changed_notices_ask_for_a_new_snapshot():
    board = take_event(take_snapshot(Board(), empty()), of_window("hall.notices", 1, None))
    assert board.resync
    assert board.state.last_seq == 1


def test_a_missed_number_leaves_the_list_when_its_window_takes_the_step_back():
    log = day([(0, 0), (1, 0), (5, 0)])
    board = take_snapshot(Board(), snapshot(log, 3))
    assert board.state.missed == ["A001"]
    back = log[2].model_copy(update={"seq": 4, "kind": "ticket.back"})
    board = take_event(board, back)
    assert (board.state.missed, board.state.windows[0].current) == ([], "A001")
