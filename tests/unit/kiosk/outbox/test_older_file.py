"""A file of the program before: opened, brought up to date, nothing of it lost."""

import sqlite3

from kiosk.outbox.events import Event
from kiosk.outbox.intents import Told
from kiosk.outbox.schema import UPGRADES, VERSION
from tests.unit.kiosk.terminal import open_outbox

FIRST = ("identity", "priority", "slot", "remark", "wait_low", "wait_high")


def as_first_layout(folder):
    """Take away what the later layouts added."""
    with sqlite3.connect(folder / "outbox.db") as db:
        db.execute("DROP INDEX intent_by_identity")
        for column in FIRST:
            db.execute(f"ALTER TABLE intent DROP COLUMN {column}")
        db.execute("DROP TABLE draft_file")
        db.execute("DROP TABLE draft")
        db.execute("PRAGMA user_version = 1")
    db.close()


def test_what_waits_in_an_older_file_is_sent_and_its_numbers_are_known(tmp_path):
    outbox = open_outbox(tmp_path)
    with outbox.write() as db:
        outbox.intents.ask(db, "intent-00000001", "ticket", "social")
        outbox.intents.done(db, "intent-00000001", "A007", "2026-11-22", told=Told(ahead=4))
        outbox.events.append(db, Event("event-0001", "ticket.paper", "t1:1", {"number": "A007"}))
    outbox.close()
    as_first_layout(tmp_path)
    outbox = open_outbox(tmp_path)
    try:
        assert outbox.replaced == ""
        with outbox.write() as db:
            known = outbox.intents.find(db, "intent-00000001")
            assert (known.number, known.ahead, known.wait_low, known.identity) == ("A007", 4, None, "")
            outbox.intents.ask(db, "intent-00000002", "ticket", "social", identity="somebody")
            outbox.intents.done(db, "intent-00000002", "A008", "2026-11-22", told=Told(1, 10, 20))
            [found] = outbox.intents.lately(db, "somebody")
            assert (found.number, found.wait_low, found.wait_high) == ("A008", 10, 20)
            sent, broken = outbox.events.open(db, outbox.events.pending(db))
        assert ([each.body for each in sent], broken) == ([{"number": "A007"}], [])
    finally:
        outbox.close()


def test_every_layout_leads_to_the_newest():
    assert sorted(UPGRADES) == list(range(1, VERSION))
