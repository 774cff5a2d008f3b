"""Drafts: found by their own person only, replaced whole, and gone for good when they are dropped or old."""

import sqlite3
from datetime import timedelta

import pytest

from kiosk.outbox.errors import OutboxError
from kiosk.outbox.vault import Unreadable
from tests.unit.kiosk.terminal import HandClock, open_outbox

ME, OTHER = "a" * 64, "b" * 64
SECRET = "张小凡 11010519491231002X"


def keep(outbox, identity=ME, body=SECRET, pages=()):
    with outbox.write() as db:
        gone = outbox.drafts.keep(db, identity, body.encode(), pages)
    outbox.blobs.discard(gone)


def find(outbox, identity=ME):
    with outbox.read() as db:
        return outbox.drafts.find(db, identity)


def shred(outbox, hours=2):
    with outbox.write() as db:
        gone = outbox.drafts.shred(db, timedelta(hours=hours))
    outbox.blobs.discard(gone)


def files(folder):
    return sorted(path.name for path in (folder / "blob").glob("*/*"))


def test_a_draft_outlives_the_program_with_its_pages_and_only_its_person_finds_it(tmp_path):
    outbox = open_outbox(tmp_path)
    blob = outbox.blobs.put(b"page 1")
    keep(outbox, pages=[blob])
    outbox.close()
    outbox = open_outbox(tmp_path)
    found = find(outbox)
    assert found.body.decode() == SECRET
    assert outbox.blobs.get(found.pages[blob.sha256]) == b"page 1"
    assert find(outbox, OTHER) is None
    outbox.close()


def test_a_row_that_was_moved_to_another_person_does_not_open(tmp_path):
    outbox = open_outbox(tmp_path)
    keep(outbox)
    outbox.close()
    with sqlite3.connect(tmp_path / "outbox.db") as db:
        db.execute("UPDATE draft SET identity = ?", (OTHER,))
    db.close()
    outbox = open_outbox(tmp_path)
    with pytest.raises(Unreadable):
        find(outbox, OTHER)
    outbox.close()


def test_a_page_that_is_named_no_more_goes_and_the_others_stay(tmp_path):
    outbox = open_outbox(tmp_path)
    first, second = (outbox.blobs.put(content) for content in (b"page 1", b"page 2"))
    keep(outbox, pages=[first, second])
    keep(outbox, body="later", pages=[second])
    assert files(tmp_path) == [second.sha256]
    assert find(outbox).body == b"later"
    assert list(find(outbox).pages) == [second.sha256]
    outbox.close()


def test_a_page_that_no_draft_has_yet_is_gone_after_a_power_cut(tmp_path):
    outbox = open_outbox(tmp_path)
    kept, lost = outbox.blobs.put(b"page 1"), outbox.blobs.put(b"page 2")
    keep(outbox, pages=[kept])
    outbox.close()
    outbox = open_outbox(tmp_path)
    assert files(tmp_path) == [kept.sha256]
    with pytest.raises(OutboxError):
        outbox.blobs.get(lost)
    outbox.close()


def test_nothing_of_a_dropped_draft_can_be_opened_with_the_devices_key(tmp_path):
    outbox = open_outbox(tmp_path)
    blob = outbox.blobs.put(b"page 1")
    keep(outbox, pages=[blob])
    before = (tmp_path / "outbox.db").read_bytes()
    assert blob.wrapped_key in before
    with outbox.write() as db:
        names = outbox.drafts.drop(db, ME)
    assert names == [blob.sha256]
    assert blob.wrapped_key not in (tmp_path / "outbox.db").read_bytes()
    assert find(outbox) is None
    outbox.close()


@pytest.mark.parametrize(("hours", "left"), [(1.9, True), (2, False), (-1.9, True), (-2.1, False)])
def test_a_draft_is_kept_for_its_hours_by_a_clock_that_may_be_set_back(tmp_path, hours, left):
    clock = HandClock()
    outbox = open_outbox(tmp_path, clock)
    keep(outbox, pages=[outbox.blobs.put(b"page 1")])
    clock.pass_(hours=hours)
    shred(outbox)
    assert (find(outbox) is not None) is left
    assert bool(files(tmp_path)) is left
    outbox.close()


def test_nothing_personal_is_in_the_folder_in_clear(tmp_path):
    outbox = open_outbox(tmp_path)
    keep(outbox, pages=[outbox.blobs.put(SECRET.encode())])
    everything = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert not [word for word in SECRET.split() if word.encode() in everything]
    outbox.close()
