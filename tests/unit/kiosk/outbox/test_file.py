"""What happens to the outbox file: settings, owners, full and failing disks, damage."""

import os
import resource
import sqlite3
import subprocess
import sys

import pytest

from kiosk.outbox import database
from kiosk.outbox.errors import OutboxError, Trouble
from kiosk.outbox.events import Event
from kiosk.outbox.notes import get_note, set_note
from kiosk.outbox.store import Owner
from tests.unit.kiosk.terminal import HandClock, open_outbox


def event(n, body=None):
    return Event(f"event-{n:08d}", "ticket.paper", f"t1:{n}", body or {"n": n})


def append(outbox, new):
    with outbox.write() as db:
        return outbox.events.append(db, new)


def pending(outbox):
    with outbox.read() as db:
        return [row.event_id for row in outbox.events.pending(db)]


def test_file_and_key_are_for_this_user_only(tmp_path):
    outbox = open_outbox(tmp_path / "data")
    assert (tmp_path / "data").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "data" / "device.key").stat().st_mode & 0o777 == 0o600
    outbox.close()


@pytest.mark.parametrize(
    ("pragma", "wanted"),
    [
        ("journal_mode", "truncate"),
        ("synchronous", 3),
        ("secure_delete", 1),
        ("foreign_keys", 1),
        ("mmap_size", 0),
    ],
)
def test_settings_on_which_durability_rests_are_in_force(tmp_path, pragma, wanted):
    outbox = open_outbox(tmp_path)
    with outbox.read() as db:
        assert db.exec_driver_sql(f"PRAGMA {pragma}").scalar() == wanted
    outbox.close()


def test_a_setting_that_sqlite_does_not_take_is_refused(tmp_path, monkeypatch):
    monkeypatch.setitem(database._WANTED, "cache_size", 12.5)  # SQLite takes whole pages only
    with pytest.raises(OutboxError) as caught:
        open_outbox(tmp_path)
    assert caught.value.trouble is Trouble.SETTINGS
    assert "cache_size" in str(caught.value)


def test_second_owner_is_told_which_process_has_the_folder(tmp_path):
    outbox = open_outbox(tmp_path)
    code = (
        "import sys; from pathlib import Path\n"
        "from kiosk.outbox.errors import OutboxError\n"
        "from tests.unit.kiosk.terminal import open_outbox\n"
        "try: open_outbox(Path(sys.argv[1]))\n"
        "except OutboxError as error: print(error)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=True
    )
    assert "disk.locked" in done.stdout
    assert str(os.getpid()) in done.stdout
    outbox.close()
    open_outbox(tmp_path).close()


def test_a_folder_of_another_unit_is_refused(tmp_path):
    open_outbox(tmp_path).close()
    other = Owner("d1", "2", "D2")
    with pytest.raises(OutboxError, match="belongs to unit t1"):
        open_outbox(tmp_path, owner=other)


def test_full_disk_refuses_cleanly_and_works_again_when_there_is_room(tmp_path):
    outbox = open_outbox(tmp_path)
    append(outbox, event(1))
    with outbox.read() as db:
        pages = db.exec_driver_sql("PRAGMA page_count").scalar()
        db.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(OutboxError) as caught:
        append(outbox, event(2, {"long": "x" * 200_000}))
    assert caught.value.trouble is Trouble.FULL
    assert not outbox.unsafe
    with outbox.read() as db:
        db.exec_driver_sql("PRAGMA max_page_count = 1000000")
    append(outbox, event(2, {"long": "x" * 200_000}))
    assert pending(outbox) == ["event-00000001", "event-00000002"]
    outbox.close()


@pytest.mark.logs
def test_a_commit_that_fails_ends_all_work_until_restart(tmp_path):
    outbox = open_outbox(tmp_path)
    append(outbox, event(1))
    size = (tmp_path / "outbox.db").stat().st_size
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))  # writes beyond it fail, as on a dying disk
    try:
        with pytest.raises(OutboxError) as caught:
            append(outbox, event(2, {"long": "x" * 200_000}))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert caught.value.trouble is Trouble.UNSAFE
    with pytest.raises(OutboxError) as again:
        append(outbox, event(3))
    assert again.value.trouble is Trouble.UNSAFE
    outbox.close()
    fresh = open_outbox(tmp_path)
    assert "event-00000001" in pending(fresh)
    assert "event-00000003" not in pending(fresh)
    fresh.close()


@pytest.mark.logs
@pytest.mark.parametrize("damage", ["garbage", "torn", "key gone", "key of another"])
def test_what_cannot_be_read_is_kept_aside_and_work_goes_on(tmp_path, damage, caplog):
    outbox = open_outbox(tmp_path)
    for n in range(50):
        append(outbox, event(n))
    with outbox.read() as db:
        before = get_note(db, "incarnation")
        number = outbox.cases.next(db)
    outbox.close()
    path = tmp_path / "outbox.db"
    whole = path.read_bytes()
    if damage == "garbage":
        path.write_bytes(os.urandom(len(whole)))
    elif damage == "torn":
        path.write_bytes(whole[:8192] + os.urandom(len(whole) - 8192))
    elif damage == "key gone":
        (tmp_path / "device.key").unlink()
    else:
        (tmp_path / "device.key").write_bytes(os.urandom(32))
    damaged = path.read_bytes()

    fresh = open_outbox(tmp_path)
    assert fresh.replaced
    assert "outbox.replaced" in caplog.text
    [aside] = tmp_path.glob("damaged-*")
    assert (aside / "outbox.db").read_bytes() == damaged
    assert pending(fresh) == []
    with fresh.read() as db:
        assert get_note(db, "incarnation") != before or before is None
        assert fresh.cases.next(db) != number
        assert fresh.leases.count(db) == 0
    append(fresh, event(1))
    fresh.close()
    again = open_outbox(tmp_path)
    assert not again.replaced
    again.close()


def test_a_row_and_its_number_stand_or_fall_together(tmp_path):
    outbox = open_outbox(tmp_path)

    def cut_off():
        with outbox.write() as db:
            outbox.cases.take(db)
            outbox.events.append(db, event(1))
            raise RuntimeError("power cut")

    with pytest.raises(RuntimeError):
        cut_off()
    with outbox.write() as db:
        assert outbox.cases.take(db).endswith("-0001")
    assert pending(outbox) == []
    outbox.close()


def test_nothing_personal_stands_in_the_file_in_clear(tmp_path):
    outbox = open_outbox(tmp_path)
    append(outbox, event(1, {"name": "张小凡", "id_number": "11010519491231002X"}))
    outbox.blobs.put("姓名: 张小凡\n证件号码: 11010519491231002X\n".encode())
    outbox.close()
    everything = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    for secret in ("张小凡", "11010519491231002X"):
        assert secret.encode() not in everything
        assert secret.encode("utf-16-le") not in everything


def test_deleted_rows_leave_nothing_in_the_file(tmp_path):
    clock = HandClock()
    outbox = open_outbox(tmp_path, clock)
    with outbox.write() as db:
        set_note(db, "canary", "canary-4711")
    with outbox.write() as db:
        set_note(db, "canary", "")
    outbox.close()
    assert b"canary-4711" not in (tmp_path / "outbox.db").read_bytes()
    assert sqlite3.connect(tmp_path / "outbox.db").execute("PRAGMA integrity_check").fetchone() == ("ok",)
