"""When the sender sends, waits and gives up on one item without giving up on the others."""

import pytest

from hall.contract.messages import Outcome
from kiosk.outbox.sync import Acked, Held, Parked, Probe, Push, Requeue, Row, Sync, Upload, Verdict, Wait

OK = Verdict(Outcome.ACCEPTED)


def row(seq, stream=None, size=500, *, files=False):
    return Row(seq, f"event-{seq:08d}", stream or f"s{seq}", size, files)


def sync(*rows, jitter=1.0):
    """A sender that has met server e1."""
    core = Sync("e1", rows, lambda: jitter)
    core.epoch_seen("e1")
    return core


def push(core, now=0):
    request = core.next(now)
    assert isinstance(request, Push), request
    return request


def answer(core, request, now=0, epoch="e1", **other):
    verdicts = {each.event_id: other.get(f"r{each.seq}", OK) for each in request.rows}
    return core.answered(request, epoch, verdicts, now)


def test_nothing_to_send_waits_for_something_to_happen():
    assert sync().next(0) == Wait(None)


def test_one_request_at_a_time():
    core = sync(row(1))
    push(core)
    core.appended(row(2), 0)
    assert core.next(0) == Wait(None)


def test_a_batch_has_at_most_100_items():
    core = sync(*(row(n) for n in range(1, 151)))
    request = push(core)
    assert [each.seq for each in request.rows] == list(range(1, 101))
    answer(core, request)
    assert [each.seq for each in push(core).rows] == list(range(101, 151))


def test_a_batch_has_at_most_256_kib_and_one_large_row_goes_alone():
    core = sync(row(1, size=200_000), row(2, size=100_000), row(3, size=900_000))
    for wanted in (1, 2, 3):
        request = push(core)
        assert [each.seq for each in request.rows] == [wanted]
        answer(core, request)


def test_before_anything_is_sent_the_server_says_who_it_is():
    core = Sync("e1", [row(1)], lambda: 1.0)
    probe = core.next(0)
    assert isinstance(probe, Probe)
    assert core.met(probe, "e2", 0) == [Requeue("e2")]
    push(core)


def test_after_no_answer_it_waits_longer_each_time_up_to_a_minute():
    core = sync(row(1))
    now = 0
    waits = []
    for _ in range(9):
        request = core.next(now)
        core.failed(request, now)
        wait = core.next(now)
        waits.append(wait.until_ms - now)
        now = wait.until_ms
    assert waits == [1000, 2000, 4000, 8000, 16000, 32000, 60000, 60000, 60000]


def test_the_wait_is_spread_over_the_whole_time():
    core = sync(row(1), jitter=0.25)
    core.failed(core.next(0), 0)
    assert core.next(0) == Wait(250)


@pytest.mark.parametrize("happens", ["new row", "network back"])
def test_a_new_row_or_the_network_ends_the_wait(happens):
    core = sync(row(1))
    core.failed(core.next(0), 0)
    if happens == "new row":
        core.appended(row(2), 1)
    else:
        core.network_back(1)
    assert isinstance(core.next(1), Probe)


def test_a_quarantined_item_parks_only_itself():
    core = sync(row(1, "a"), row(2, "b"), row(3, "a"))
    request = push(core)
    writes = answer(core, request, r2=Verdict(Outcome.QUARANTINED, "ticket.unknown"))
    assert writes == [Acked(row(1, "a")), Parked(row(2, "b"), "ticket.unknown"), Acked(row(3, "a"))]
    assert core.pending == 0


def test_one_item_that_the_server_cannot_stand_does_not_stop_the_others():
    rows = [row(n) for n in range(1, 6)]
    core = sync(*rows)
    assert core.refused(push(core), "request.invalid", 0) == []
    done, held = [], []
    for _ in rows:
        request = push(core)
        [only] = request.rows
        if only.seq == 3:
            held += core.refused(request, "request.invalid", 0)
        else:
            done += answer(core, request)
    assert [write.row.seq for write in done] == [1, 2, 4, 5]
    assert held == [Held(rows[2], "request.invalid")]
    assert core.next(0) == Wait(1000)
    assert push(core, 1000).rows == (rows[2],)


def test_what_comes_after_a_held_item_waits_if_it_is_of_the_same_stream():
    core = sync(row(1, "a"), row(2, "a"), row(3, "b"))
    core.refused(push(core), "x", 0)
    core.refused(push(core), "x", 0)
    assert [each.seq for each in push(core).rows] == [3]


def test_an_item_without_a_verdict_is_asked_again_later():
    core = sync(row(1), row(2))
    request = push(core)
    assert core.answered(request, "e1", {"event-00000001": OK}, 0) == [
        Acked(row(1)),
        Held(row(2), "server.noVerdict"),
    ]
    assert core.next(0) == Wait(1000)


def test_missing_files_are_sent_and_then_the_item_once_more():
    mine = row(1, files=True)
    core = sync(mine)
    need = Verdict(Outcome.NEED_ATTACHMENT, missing=("a" * 64, "b" * 64))
    assert answer(core, push(core), r1=need) == []
    for sha in ("a" * 64, "b" * 64):
        upload = core.next(0)
        assert (upload.row, upload.sha256) == (mine, sha)
        core.uploaded(upload, 0)
    assert answer(core, push(core)) == [Acked(mine)]


def test_a_server_that_asks_for_a_file_for_ever_is_not_asked_for_ever_at_once():
    core = sync(row(1, files=True))
    need = Verdict(Outcome.NEED_ATTACHMENT, missing=("a" * 64,))
    answer(core, push(core), r1=need)
    core.uploaded(core.next(0), 0)
    answer(core, push(core), r1=need)
    core.uploaded(core.next(0), 0)
    assert isinstance(core.next(0), Wait)


def test_nothing_overtakes_an_item_that_still_lacks_its_file():
    core = sync(row(1, "a", files=True), row(2, "a"), row(3, "b"))
    request = push(core)
    assert [each.seq for each in request.rows] == [1, 3]
    answer(core, request)
    assert [each.seq for each in push(core).rows] == [2]


def test_a_file_lost_on_this_machine_holds_its_item_and_says_so():
    mine = row(1, files=True)
    core = sync(mine, row(2))
    answer(core, push(core), r1=Verdict(Outcome.NEED_ATTACHMENT, missing=("a" * 64,)))
    upload = core.next(0)
    assert isinstance(upload, Upload)
    assert core.unreadable(upload, [mine], "attachment.lost", 0) == [Held(mine, "attachment.lost")]
    assert isinstance(core.next(0), Wait)


def test_a_restored_server_gets_everything_again():
    core = sync(row(5))
    request = push(core)
    assert answer(core, request, epoch="e2") == [Requeue("e2"), Acked(row(5))]
    core.requeued([row(3), row(4)])
    assert [each.seq for each in push(core).rows] == [3, 4]


def test_a_restored_servers_quarantine_of_what_it_cannot_know_is_asked_again():
    core = sync(row(5))
    verdict = Verdict(Outcome.QUARANTINED, "ticket.unknown")
    assert answer(core, push(core), epoch="e2", r5=verdict) == [Requeue("e2")]
    core.requeued([row(4)])
    assert [each.seq for each in push(core).rows] == [4, 5]


def test_a_late_answer_still_counts():
    core = sync(row(1))
    request = push(core)
    core.failed(request, 0)
    assert answer(core, request) == [Acked(row(1))]
    assert core.next(0) == Wait(None)


def test_a_late_answer_of_a_server_that_is_gone_does_not_count():
    core = sync(row(1))
    request = push(core)
    core.failed(request, 0)
    core.epoch_seen("e2")
    assert answer(core, request) == []
    assert core.pending == 1
