"""The store's own promises: one server per folder, no answer before the commit, no lie when the disk fails."""

import asyncio
import os
import sqlite3
import stat
import threading

import pytest
from sqlalchemy.exc import DBAPIError

from hall.contract.messages import TicketRequest
from hall.domain.queue import aside
from hall.domain.queue.ticket import Hold, TicketState
from hall.server.problems import OutcomeUnknown, Refusal
from hall.server.store import tickets
from hall.server.store.engine import StoreError, StoreFault
from hall.server.store.sqlite import FILE, SqliteFile
from hall.server.store.tables import meta
from tests.hall.conftest import Room
from tests.hall.house import HandClock
from tests.support.full_disk import full_disk


def test_two_servers_cannot_share_a_folder(file_room, clock):
    with pytest.raises(StoreError, match=str(os.getpid())) as caught:
        Room(file_room.store.folder, clock)
    assert caught.value.fault is StoreFault.LOCKED


def test_a_folder_of_a_newer_version_is_left_alone(tmp_path, clock):
    Room(tmp_path, clock).store.close()
    with sqlite3.connect(tmp_path / FILE) as db:
        db.execute("PRAGMA user_version=99")
    db.close()
    for _ in range(2):
        with pytest.raises(StoreError, match="99") as caught:
            Room(tmp_path, clock)
        assert caught.value.fault is StoreFault.NEWER


_NEW = [
    "lane",
    "reason",
    "slot_us",
    "joined_us",
    "behind",
    "pinned",
    "calls",
    "started_us",
    "hold",
    "returns",
    "note",
    "items",
]
_BACK_TO_1 = "\n".join(
    (
        "ALTER TABLE lease DROP COLUMN incarnation;",
        "DROP TABLE desk;",
        *(f"ALTER TABLE ticket DROP COLUMN {name};" for name in _NEW),
        "CREATE INDEX ticket_queue ON ticket (date, service, state, issued_us, id);",
        "ALTER TABLE feed DROP COLUMN ticket;",
        "ALTER TABLE feed DROP COLUMN why;",
        "PRAGMA user_version=1;",
    )
)
"""What came since the first version, taken away."""


def test_a_folder_of_the_first_version_is_taken_over(tmp_path, clock):
    """Its leases went to units that did not say which folder they have: they are lent to nobody else."""
    before = Room(tmp_path, clock)
    before.lease(incarnation="")
    before.issue(1)
    before.issue(2)
    before.store.close()
    with sqlite3.connect(tmp_path / FILE) as db:
        db.executescript(_BACK_TO_1)
    db.close()
    after = Room(tmp_path, clock)
    assert after.call(1, 1).ticket.number == "A001"
    assert after.do(1, 2, aside.hold, Hold.ELSEWHERE, "").ticket.state is TicketState.HELD
    assert after.tickets()[1].ahead == 0
    assert [one.first for one in after.lease(incarnation="")] == [1, 1]
    assert [one.first for one in after.lease(incarnation="second")] == [51, 51]
    after.store.close()


def test_a_folder_of_before_gets_the_tables_that_came_since(tmp_path, clock):
    before = Room(tmp_path, clock)
    before.issue(1)
    before.store.close()
    with sqlite3.connect(tmp_path / FILE) as db:
        tables = {row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        for name in ("case_material", "case_filing", "help_call", "parcel"):
            assert name in tables, name
            db.execute(f"DROP TABLE {name}")
        db.execute("PRAGMA user_version=4")
    db.close()
    after = Room(tmp_path, clock)
    after.store.close()
    with sqlite3.connect(tmp_path / FILE) as db:
        assert tables == {row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    db.close()


def test_a_file_that_is_no_database_is_not_touched(tmp_path, clock):
    (tmp_path / FILE).write_bytes(b"no database at all" * 100)
    with pytest.raises(StoreError) as caught:
        Room(tmp_path, clock)
    assert caught.value.fault is StoreFault.UNREADABLE
    assert (tmp_path / FILE).read_bytes().startswith(b"no database")


def test_the_settings_hold(file_room):
    def pragma(name):
        return file_room.write(lambda tx: tx.connection.exec_driver_sql(f"PRAGMA {name}").scalar())

    assert pragma("journal_mode") == "wal"
    assert pragma("synchronous") == 2
    assert pragma("secure_delete") == 1


def test_readers_cannot_write(file_room):
    engine = SqliteFile(file_room.store.folder).open_readers()
    with engine.connect() as connection, pytest.raises(DBAPIError, match=r"readonly"):
        connection.execute(meta.delete())
    engine.dispose()


def test_everything_personal_is_for_the_server_alone(room):
    room.issue(1)
    for path in [room.store.folder, *room.store.folder.iterdir()]:
        assert not path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO), path


def test_a_reopened_store_goes_on(tmp_path, clock):
    first = Room(tmp_path, clock)
    epoch = first.store.epoch
    first.issue(1)
    first.store.close()
    second = Room(tmp_path, clock)
    assert second.store.epoch == epoch
    assert second.store.live.last_seq == 1
    assert second.issue(2).number == "A002"
    second.store.close()


def test_a_refusal_undoes_itself_and_not_its_neighbours(room):
    def spoil(tx):
        tx.connection.execute(meta.insert().values(key="half", value="done"))
        raise Refusal("window.idle", window=1)

    futures = [room.store._writer.submit(op) for op in (lambda tx: "before", spoil, lambda tx: "after")]
    assert (futures[0].result(), futures[2].result()) == ("before", "after")
    with pytest.raises(Refusal):
        futures[1].result()
    keys = room.store.read_now(lambda c: list(c.execute(meta.select()).scalars()))
    assert "half" not in keys


def test_a_request_undone_among_others_leaves_no_hole(room):
    """Three tickets in one commit, the middle one taken back: numbers, feed and counts are as if it never was."""

    def taking(n, fail=False):
        request = TicketRequest(event_id=f"ticket-{n:06d}", service="social", unit="t1")

        def op(tx):
            made = tickets.issue(tx, request, "A")
            if fail:
                raise Refusal("window.idle", window=1)
            return made.number, made.ahead

        return op

    go = threading.Event()
    held = room.store._writer.submit(lambda tx: go.wait(20))
    futures = [room.store._writer.submit(op) for op in (taking(1), taking(2, fail=True), taking(3))]
    go.set()
    held.result(20)
    assert [futures[0].result(20), futures[2].result(20)] == [("A001", 0), ("A002", 1)]
    with pytest.raises(Refusal):
        futures[1].result(20)
    assert room.numbers() == ["A001", "A002"]
    assert [(one.seq, one.waiting["social"]) for one in room.events()] == [(1, 1), (2, 2)]
    assert room.issue(4).number == "A003"


def test_requests_that_wait_together_share_a_commit(room):
    """While the first holds the writer, the others gather; all see one transaction."""
    held, go = threading.Event(), threading.Event()
    begun = []
    first = room.store._writer.submit(lambda tx: (held.set(), go.wait(20)))
    assert held.wait(20)
    rest = [
        room.store._writer.submit(lambda tx: begun.append(id(tx.connection.get_transaction())))
        for _ in range(20)
    ]
    go.set()
    for future in [first, *rest]:
        future.result(20)
    assert len(set(begun)) == 1


@pytest.mark.logs
def test_a_commit_that_fails_is_an_unknown_outcome_and_ends_the_writing(tmp_path, clock):
    room = Room(tmp_path, clock)
    room.issue(1)
    with full_disk(), pytest.raises(OutcomeUnknown):
        room.issue(2)
    with pytest.raises(Refusal, match=r"store\.stopped"):
        room.issue(3)
    assert room.numbers() == ["A001"], "reading goes on"
    room.store.close()
    again = Room(tmp_path, clock)
    assert again.issue(2).number == "A002", "the same id, asked again after the restart"
    assert again.issue(3).number == "A003"
    again.store.close()


@pytest.mark.logs
def test_a_disk_that_fails_before_the_commit_kept_nothing_for_certain(file_room):
    """So much that SQLite must write before the commit."""
    file_room.issue(1)

    def much(tx):
        tx.connection.exec_driver_sql("PRAGMA cache_size=-2000")
        for n in range(40):
            tx.connection.execute(meta.insert().values(key=f"much-{n}", value="x" * 500_000))

    with full_disk(), pytest.raises(Refusal, match=r"store\.(failed|stopped)"):
        file_room.write(much)
    assert file_room.numbers() == ["A001"]


def test_a_request_that_was_given_up_leaves_the_writer_alive(room):
    async def story():
        go = threading.Event()
        holding = asyncio.ensure_future(room.store.write(lambda tx: go.wait(20)))
        waiting = asyncio.ensure_future(room.store.write(lambda tx: None))
        await asyncio.sleep(0)
        waiting.cancel()
        go.set()
        await holding
        assert await room.store.write(lambda tx: "alive") == "alive"

    asyncio.run(story())


def test_a_closed_store_takes_nothing(tmp_path):
    room = Room(tmp_path, HandClock())
    room.store.close()
    room.store.close()
    with pytest.raises(Refusal, match=r"store\.stopped"):
        room.issue(1)
