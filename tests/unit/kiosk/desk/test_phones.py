"""A number taken by phone: the hall hears a hash by the unit's key, online and offline, and never the phone."""

import asyncio
from dataclasses import replace

from sqlalchemy import select

from hall.domain.phones import keyed
from hall.domain.privacy import Phone
from hall.server.store.phone_tables import ticket_phone
from kiosk.flows.words import PaperEnded
from kiosk.outbox.notes import get_note
from tests.unit.kiosk.desk.room import room, wish

KEY = b"t1".ljust(32, b"\0")
PHONE = "13800001234"


def by_phone(n):
    return replace(wish(n), phone=Phone(PHONE))


def key_of(here):
    with here.outbox.read() as db:
        return get_note(db, "phone key")


def told(hall):
    kept = ticket_phone.c
    asked = select(kept.ticket, kept.unit, kept.phone).order_by(kept.ticket)
    return [tuple(row) for row in hall.store.read_now(lambda c: c.execute(asked).all())]


def test_the_hall_hears_a_hash_of_the_phone_behind_the_number_also_of_one_made_offline(tmp_path):
    async def day():
        async with room(tmp_path) as here:
            await here.leases()
            await here.until(lambda: key_of(here))
            here.desk.perform(by_phone(1))
            here.desk.perform(wish(3))
            await here.told.until(PaperEnded, 2)
            here.hall.mode = "away"
            here.desk.perform(by_phone(2))
            await here.told.until(PaperEnded, 3)
            here.hall.mode = "here"
            await here.until(lambda: len(told(here.hall)) == 2)
            made = keyed("+86 138-0000 1234", KEY)
            assert told(here.hall) == [(f"intent-0000000{n}", "t1", made) for n in (1, 2)]
        for path in tmp_path.rglob("*"):
            assert not path.is_file() or PHONE.encode() not in path.read_bytes()

    asyncio.run(day())


def test_without_the_key_nothing_is_told_and_the_number_comes_all_the_same(tmp_path):
    async def day():
        async with room(tmp_path, "away") as here:
            with here.outbox.write() as db:
                assert here.desk._tickets.phones.tell(db, "ticket-00000001", Phone(PHONE)) is None

    asyncio.run(day())
