"""Malformed frames against every byte protocol of pads, signs, lockers, boards, the UPS, attendance and clips.

An oracle per protocol: whatever is believed must really stand in the bytes that came, whole and with its check.
"""

from __future__ import annotations

import json

from drivers.attendance.records import PunchError, read_punch
from drivers.auxiliary import modbus
from drivers.auxiliary.nut_ups import parts_of
from drivers.keypad.learning import CannotLearn, learn
from drivers.keypad.networked import read_rating
from drivers.keypad.table import CALLS, LEVELS, read_table
from drivers.locker.boards import Board8A, BoardWinnsen
from drivers.sign import bx
from drivers.speaker.sound import SoundError, chime, read_wav
from drivers.table.decoder import Decoder, Frame
from drivers.table.lines import Lines, read_object
from drivers.table.reading import Reader
from drivers.table.template import Template
from hall.settings import load_profile
from tests.wires.fuzzing import spoiled, throw


def pad(profile, meanings):
    """Frames of a pad: every press believed is in the stream."""
    reader = Reader(load_profile(profile).options)
    table = read_table(reader, meanings)

    def once(dice):
        good = table.heard["press"].build({"addr": dice.randrange(4), "key": dice.choice(list(table.keys))})
        stream = spoiled(good, dice)
        decoder = Decoder(table.heard)
        found = decoder.feed(stream) + decoder.silence()
        assert sum(one.size for one in found) == len(stream)
        for one in found:
            if isinstance(one, Frame) and one.name in {"press", "long"}:
                assert table.heard[one.name].build(one.values) in stream

    return once


REPLIES = {name: Template(text) for name, text in load_profile("text-sign").options["reply"].items()}


def text_sign(dice):
    """Answers of a text sign."""
    stream = spoiled(REPLIES["ack"].build({"addr": 1}), dice)
    for one in Decoder(REPLIES).feed(stream):
        if isinstance(one, Frame):
            assert REPLIES[one.name].build(one.values) in stream


def onbon(dice):
    """Packets of a sign: what was believed carries its own check."""
    data = b"\xa0\x00" + dice.randbytes(3)
    stream = spoiled(bx.pack(bx.Packet(bx.HOST, 1, 0xFE, data)), dice)
    for packet in bx.Unpacker().feed(stream):
        body = stream.replace(b"\xa6\x02", b"\xa5").replace(b"\x5b\x02", b"\x5a")
        body = body.replace(b"\xa6\x01", b"\xa6").replace(b"\x5b\x01", b"\x5b")
        assert packet.data in body


def board(kind):
    """Lock boards: every answer believed is in the stream, bit for bit."""

    def once(dice):
        door, value = dice.randrange(1, 13), dice.choice([0, 0x11] if isinstance(kind, Board8A) else [0, 1])
        head = dice.choice([0x80, 0x8A, 0x82])
        good = Template("{h} 01 {d} {v} {xor}").build({"h": head, "d": door, "v": value})
        if isinstance(kind, BoardWinnsen):
            good = bytes([0x90, 7, dice.choice([0x85, 0x92]), 0, door, value, 3])
        stream = buffer = spoiled(good, dice)
        while buffer:
            said, size = kind.cut(buffer[: kind.size])
            if size == 0:
                break
            if said is not None:
                piece = buffer[:size]
                assert piece in stream
                assert said.door in piece
                assert said.value in piece
            buffer = buffer[size:]
        assert len(buffer) < kind.size

    return once


def io_board(mode):
    """Modbus: an answer believed is a whole frame with its check in what came."""
    request = modbus.read_request(modbus.READ_INPUTS, 0, 8)

    def once(dice):
        good = modbus.pack(1, bytes([2, 1, dice.randrange(256)]), mode)
        stream = spoiled(good, dice)
        answer = modbus.find(stream, 1, request, mode)
        if answer is not None and not answer.error:
            assert modbus.pack(1, bytes([2, 1]) + answer.data, mode).upper() in stream.upper()

    return once


def ups(dice):
    """NUT: no mains without the word, whatever the lines say."""
    words = dice.choice(["OL CHRG", "OB LB", "OL OB", "", "ALARM"])
    stream = spoiled(f'VAR ups ups.status "{words}"\nEND LIST VAR ups\n'.encode(), dice)
    for line in Lines().feed(stream):
        text = line.decode("utf-8", "replace")
        found = {("ups", "status"): text.partition('"')[2].rstrip('"')}
        assert parts_of(found)["power"] != "mains" or "OL" in text


def ratings(dice):
    """The networked pad: a rating believed has a level of 1 to 5 and only tags of its level."""
    level = dice.randrange(7)
    good = (
        json.dumps({"id": 1, "rated": level, "tags": [f"{level}1{dice.randrange(10)}"], "ms": 5}).encode()
        + b"\n"
    )
    for line in Lines().feed(spoiled(good, dice)):
        message = read_object(line)
        rating = read_rating(message) if message is not None else None
        if rating is not None:
            assert rating["level"] in {1, 2, 3, 4, 5}
            assert all(tag[0] == str(rating["level"]) for tag in rating["tags"])


def punches(dice):
    """Attendance: a punch believed has a badge and a time."""
    good = json.dumps(
        {"badge": "G0007", "time": dice.choice(["2026-06-01 08:25:00", 1_780_000_000, "x"])}
    ).encode()
    row = read_object(spoiled(good, dice))
    try:
        punch = read_punch(row or {}, 480)
    except PunchError:
        return
    assert punch.badge
    assert isinstance(punch.at_s, int)


WAV = chime().wav()[:600]


def clips(dice):
    """Sound files: played or refused."""
    try:
        read_wav(spoiled(WAV, dice))
    except SoundError:
        return


def learning(dice):
    """Presses of an unknown pad: a table that loads, or a reason."""
    good = {key: bytes([0xAA, int(key), 0x55 ^ int(key)]) for key in LEVELS}
    samples = {key: [spoiled(good[key], dice)[:64] for _ in range(3)] for key in good}
    try:
        learned = learn(samples)
    except CannotLearn:
        return
    read_table(Reader({"press": learned.press()}), LEVELS)


PROTOCOLS = {
    "hallkit-pad": pad("hallkit-pad", LEVELS),
    "hallkit-caller": pad("hallkit-caller", CALLS),
    "hallkit-pad-net": ratings,
    "learning": learning,
    "onbon-bx": onbon,
    "text-sign": text_sign,
    "locker-8a": board(Board8A()),
    "locker-winnsen": board(BoardWinnsen(status_first=False)),
    "locker-winnsen-new": board(BoardWinnsen(status_first=True)),
    "modbus-rtu": io_board("rtu"),
    "modbus-ascii": io_board("ascii"),
    "nut-ups": ups,
    "hallkit-punch": punches,
    "clips": clips,
}


def run(name, count):
    """Throw `count` malformed frames and more at one protocol."""
    throw(PROTOCOLS[name], name, count)
