"""100,000 malformed frames and more for each card protocol: no crash, no hang, no wrong "ok". By .ci/long.sh."""

from __future__ import annotations

import random
import time

import pytest

from drivers.apdu import answer, follow_up
from drivers.id_card.frames import Damage, Frame
from drivers.id_card.layouts import Card
from drivers.id_card.multi_frames import MOST_LENGTH, Parser, encode
from drivers.id_card.multi_words import READ_ALL, judge
from drivers.id_card.reading import open_image
from drivers.sim.card_holders import second_generation
from drivers.sim.people import PEOPLE
from drivers.smart_card.records import RecordError, day, digits, name, text, value_of
from drivers.smart_card.social import SocialCardReader
from drivers.smart_card.social_files import HOLDER, result
from drivers.smart_card.staff import card_number
from drivers.transport.card_words import LOOK, TRANSMIT, read_look, read_reply
from drivers.types import Command
from tests.support.direct import TestContext

COUNT = 120_000
READINGS = 3_000
SEED = 20_260_101
pytestmark = [pytest.mark.long, pytest.mark.timeout(1800)]


def spoiled(chance, good):
    """A good frame with one to four bytes changed, taken out, put in, doubled or cut off: never the same."""
    bad = bytearray(good)
    while bytes(bad) == good:
        for _ in range(chance.randint(1, 4)):
            at = chance.randrange(len(bad)) if bad else 0
            match chance.randrange(5):
                case 0 if bad:
                    bad[at] ^= chance.randint(1, 255)
                case 1 if bad:
                    del bad[at]
                case 2:
                    bad.insert(at, chance.randrange(256))
                case 3:
                    del bad[at:]
                case _:
                    bad[at:at] = bad[at : at + chance.randint(1, 40)]
    return bytes(bad)


def test_multi_in_one_frames():
    chance, parser, took = random.Random(SEED), Parser(), 0.0
    bodies = [b"\x90\x00\x01\x00\x04\x00" + card.text() + card.photo for card in PEOPLE]
    short = [b"\x80\x00", b"\x00\x00HALL", b"\x41\x00", b"\x00\xf3"]
    for _ in range(COUNT):
        body = chance.choice(bodies) if chance.random() < 0.1 else chance.choice(short)
        parser.clear()
        began = time.perf_counter()
        found = parser.feed(spoiled(chance, encode(body)))
        took = max(took, time.perf_counter() - began)
        assert parser.waiting <= MOST_LENGTH + 5
        for one in found:
            assert isinstance(one, Frame | Damage)
            if isinstance(one, Frame) and isinstance(judge(READ_ALL, one), Frame):
                assert one.body in bodies, "an altered card passed for a whole one"
    assert took < 5


def test_card_images():
    chance = random.Random(SEED + 1)
    images = [b"\x01\x00\x04\x00" + card.text() + card.photo for card in PEOPLE]
    for _ in range(COUNT):
        image = spoiled(chance, chance.choice(images))
        try:
            card, photo = open_image(image)
        except ValueError:
            continue
        assert isinstance(card, Card)
        assert len(photo) == 1024
        assert len(image) == 1284


def test_records_of_a_social_card():
    chance = random.Random(SEED + 2)
    good = [
        b"\x08\x12990101196403070424",
        b"\x09\x1e" + "王秀英".encode("gbk").ljust(30, b"\0"),
        b"\x0d\x04\x19\x64\x03\x07",
    ]
    for _ in range(COUNT):
        record = spoiled(chance, chance.choice(good))
        try:
            value = value_of(record, 0x08)
        except RecordError:
            continue
        assert record.startswith(bytes([0x08, len(value)]) + value)
        for read in (digits, text, name, day):
            try:
                assert isinstance(read(value), str)
            except RecordError:
                assert read in (digits, text)
        said = day(value)
        assert len(said) in (0, 4, 8)


def test_responses_and_messages_of_the_card_service():
    chance = random.Random(SEED + 3)
    for _ in range(COUNT):
        message = chance.randbytes(chance.randrange(40))
        for order in (LOOK, TRANSMIT):
            reply = read_reply(order, message)
            assert reply is None or message[:1] == order[:1]
            read_look(reply)
        found = answer(message)
        assert (found is None) == (len(message) < 2)
        if found is not None:
            assert found.ok == (message[-2:] == b"\x90\x00" or message[-2:-1] == b"\x62")
            following = follow_up(b"\x00\xb2\x08\x00\x00", found.status)
            assert following is None or following[1] in (0xB2, 0xC0)
        for form in ("hex", "decimal", "ascii", "bcd"):
            assert isinstance(card_number(message, form, chance.random() < 0.5), str)


class LyingCard:
    """A wire to a reader whose card answers rightly, or with spoiled bytes, or too late."""

    def __init__(self, chance):
        self.chance = chance
        self.card = second_generation()
        self.answer = b""

    def write(self, data):
        if data[:1] == TRANSMIT:
            response = self.card.respond(data[1:])
            response = spoiled(self.chance, response) if self.chance.random() < 0.1 else response
            self.answer = b"T\x00" + response
        else:
            self.answer = {b"L": b"L\x00\x01\x00\x01Reader", b"C": b"C\x00;h"}.get(
                data[:1], data[:1] + b"\x00"
            )

    def read(self, most, timeout_ms):
        return b"" if self.chance.random() < 0.001 else self.answer[:most]

    def discard(self):
        self.answer = b""

    def close(self):
        self.answer = b""


def test_whole_readings_of_a_card_that_lies():
    chance, whole = random.Random(SEED + 4), 0
    truth = result({item.field: item.read(second_generation().holder[item.tag]) for item in HOLDER})["fields"]
    for _ in range(READINGS):
        driver = SocialCardReader(LyingCard(chance), {}, TestContext())
        done = driver.perform(Command("c", "read_social_card", {"wait_ms": 0}, 60_000))
        known = done.error.startswith("card.") or done.error == "protocol.noAnswer"
        assert done.done or (known and done.result == {})
        if done.done and done.result["id_check_ok"]:
            whole += 1
            assert done.result["fields"]["id_number"] == truth["id_number"]
    assert 0 < whole < READINGS
