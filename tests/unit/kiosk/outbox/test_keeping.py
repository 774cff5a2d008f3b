"""What the server has is kept 72 h for the case of a restored server, then it is shredded."""

from datetime import timedelta

import pytest

from kiosk.outbox.errors import OutboxError, Trouble
from kiosk.outbox.events import Event
from kiosk.outbox.sync import Acked, Parked, Requeue
from tests.unit.kiosk.terminal import HandClock, open_outbox

KEEP = timedelta(hours=72)


def put(outbox, n, *, files=()):
    with outbox.write() as db:
        new = Event(f"event-{n:08d}", "ticket.paper", f"t1:{n}", {"secret": f"s{n}"}, tuple(files))
        return outbox.events.append(db, new)


def apply(outbox, *writes):
    with outbox.write() as db:
        return outbox.events.apply(db, writes)


def shred(outbox):
    with outbox.write() as db:
        names = outbox.events.shred(db, KEEP)
    outbox.blobs.discard(names)
    return names


def test_a_restored_server_gets_everything_of_the_window_again(tmp_path):
    clock = HandClock()
    outbox = open_outbox(tmp_path, clock)
    rows = [put(outbox, n) for n in range(4)]
    apply(outbox, Requeue("e1"), Acked(rows[0]), Parked(rows[1], "ticket.unknown"))
    clock.pass_(hours=73)
    apply(outbox, Acked(rows[2]))
    assert shred(outbox) == []
    clock.pass_(hours=1)
    again = apply(outbox, Requeue("e2"))
    assert [row.seq for row in again] == [rows[2].seq, rows[3].seq]
    outbox.close()


def test_rows_that_the_answer_itself_settles_are_not_pending_again(tmp_path):
    outbox = open_outbox(tmp_path)
    rows = [put(outbox, n) for n in range(3)]
    apply(outbox, Acked(rows[0]))
    assert apply(outbox, Requeue("e2"), Acked(rows[1])) == [rows[0], rows[2]]
    outbox.close()


def test_after_the_window_key_and_file_are_gone_and_the_id_stays(tmp_path):
    clock = HandClock()
    outbox = open_outbox(tmp_path, clock)
    blob = outbox.blobs.put(b"what the citizen confirmed, event 1")
    row = put(outbox, 1, files=[blob])
    apply(outbox, Acked(row))
    clock.pass_(hours=72)
    assert shred(outbox) == [blob.sha256]
    with pytest.raises(OutboxError) as caught:
        outbox.blobs.get(blob)
    assert caught.value.trouble is Trouble.LOST
    with outbox.read() as db:
        assert outbox.events.count(db, "acked") == 1
        assert outbox.events.open(db, [row]) == ([], [row])
        assert outbox.events.blob(db, row, blob.sha256) is None
    outbox.close()


def test_what_the_server_never_answered_is_kept_for_ever(tmp_path):
    clock = HandClock()
    outbox = open_outbox(tmp_path, clock)
    put(outbox, 1)
    clock.pass_(days=400)
    assert shred(outbox) == []
    with outbox.read() as db:
        [row] = outbox.events.pending(db)
        [transaction], broken = outbox.events.open(db, [row])
    assert transaction.body == {"secret": "s1"}
    assert broken == []
    outbox.close()


def test_a_body_moved_to_another_row_does_not_open(tmp_path):
    outbox = open_outbox(tmp_path)
    rows = [put(outbox, n) for n in range(2)]
    with outbox.write() as db:
        db.exec_driver_sql(
            "UPDATE event SET body_enc = (SELECT body_enc FROM event WHERE seq = 1),"
            " wrapped_key = (SELECT wrapped_key FROM event WHERE seq = 1) WHERE seq = 2"
        )
    with outbox.read() as db:
        opened, broken = outbox.events.open(db, rows)
    assert [each.event_id for each in opened] == [rows[0].event_id]
    assert broken == [rows[1]]
    outbox.close()


def test_an_attachment_without_a_row_goes_at_the_next_start(tmp_path):
    outbox = open_outbox(tmp_path)
    kept = outbox.blobs.put(b"kept, event 1")
    orphan = outbox.blobs.put(b"the commit never came")
    put(outbox, 1, files=[kept])
    (tmp_path / "tmp" / "half").write_bytes(b"half")
    outbox.close()
    outbox = open_outbox(tmp_path)
    assert outbox.blobs.get(kept) == b"kept, event 1"
    with pytest.raises(OutboxError):
        outbox.blobs.get(orphan)
    assert list((tmp_path / "tmp").iterdir()) == []
    outbox.close()


def test_a_damaged_attachment_is_noticed(tmp_path):
    outbox = open_outbox(tmp_path)
    blob = outbox.blobs.put(b"content")
    [path] = (tmp_path / "blob").glob("*/*")
    path.write_bytes(path.read_bytes()[:-1] + b"?")
    with pytest.raises(OutboxError) as caught:
        outbox.blobs.get(blob)
    assert caught.value.trouble is Trouble.LOST
    outbox.close()


def test_an_attachment_above_the_limit_is_refused(tmp_path):
    outbox = open_outbox(tmp_path)
    with pytest.raises(OutboxError) as caught:
        outbox.blobs.put(bytes(8 * 1024 * 1024 + 1))
    assert caught.value.trouble is Trouble.TOO_LARGE
    outbox.close()
