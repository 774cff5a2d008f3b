"""Malformed frames against every parser that meets bytes of readers, printers, scanners, cameras and our own pipes.

An oracle per protocol: whatever is believed must really stand in the bytes that came, whole and with its check.
"""

from __future__ import annotations

import contextlib
import json
import os
import socket
import struct

import numpy as np

from drivers import marshal
from drivers.apdu import answer as card_answer
from drivers.apdu import follow_up
from drivers.code_reader import wedge_keys
from drivers.code_reader.found import Symbology
from drivers.code_reader.splitter import SUFFIXES, Scanned, Splitter
from drivers.code_reader.wedge import TypedCodes
from drivers.code_reader.zbar import LENGTH, _Child
from drivers.document_printer import ipp
from drivers.document_printer.exchange import ExchangeError
from drivers.document_printer.exchange import Reader as HttpReader
from drivers.document_printer.reasons import condition
from drivers.id_card import frames, multi_frames
from drivers.pipe import Decoder, PipeError, encode
from drivers.printer.status import AnswerReader, Asb, Block, PaperSensor, RealTime
from drivers.scanner.sane_ends import trouble_of
from drivers.sim.card_holders import second_generation
from drivers.sim.chip_reader import ChipReaderTwin
from drivers.sim.people import PEOPLE
from drivers.sim.wedge_scanner import DROPPED, ENTER, alt_code, stroke, typed
from drivers.transport import card_words, sane_words
from drivers.transport.video_http import Parts
from drivers.types import Command, Completion, CompletionCode, DeviceEvent, DeviceState, Status
from tests.wires.fuzz_dialogues import multi_bodies, samv_bodies
from tests.wires.fuzzing import pieces, spoiled

_BODIES = [b"\x00\x00\x80", b"\x00\x00\x9f" + bytes(4), b"\x00\x00\x90" + bytes(16)]
_CARDS = [b"\x00\x00\x90\x01\x00\x04\x00" + card.text() + card.photo for card in PEOPLE]


def framing(parser_class, build, bodies_in, waiting_most):
    """A card reader's frames: each one found stands in the stream, and nothing is kept for ever."""

    def once(dice):
        good = build(dice.choice(_CARDS if dice.random() < 0.05 else _BODIES))
        stream = spoiled(good, dice)
        parser = parser_class()
        found = [one for piece in pieces(stream, dice) for one in parser.feed(piece)]
        assert parser.waiting <= waiting_most
        whole = list(bodies_in(stream))
        for one in found:
            if isinstance(one, frames.Frame) and len(one.body) > 3:
                assert one.body in whole or one.body[2:] in whole
                assert one.body[3:] == one.data

    return once


_GOOD_ANSWERS = [
    b"\x12",
    b"\x1e",
    b"\x32",
    b"\x10\x00\x00\x00",
    b"\x18\x08\x0c\x00",
    b"\x00",
    b"\x37\x220001\x00",
]


def printer_answers(dice):
    """DLE EOT, ASB, GS r and process ids: each byte is one answer's, noise, or still waited for."""
    stream = b"".join(spoiled(dice.choice(_GOOD_ANSWERS), dice) for _ in range(4))
    reader = AnswerReader()
    found = [one for piece in pieces(stream, dice) for one in reader.feed(piece)]
    size = 0
    for one in found:
        raw = bytes([one.byte]) if isinstance(one, RealTime | PaperSensor) else b""
        raw = one.data if isinstance(one, Asb) else raw
        raw = b"\x37" + bytes([one.kind]) + one.data + b"\x00" if isinstance(one, Block) else raw
        assert raw in stream
        size += len(raw)
    assert 0 <= len(stream) - size - reader.noise < 84


def codes(dice):
    """A serial scanner: a whole code has its suffix behind it and none in it."""
    suffix = dice.choice(SUFFIXES)
    ends = {"cr": [b"\r"], "lf": [b"\n"], "crlf": [b"\r\n"], "any": [b"\r", b"\n"], "none": [b""]}[suffix]
    most = dice.choice([8, 64])
    splitter = Splitter(suffix, most)
    stream = spoiled(b"YXFW1:0123\xb8\xbb456" + ends[0], dice)
    found = [one for piece in pieces(stream, dice) for one in splitter.feed(piece)]
    found += [one for one in [splitter.silence()] if one]
    for one in found:
        if isinstance(one, Scanned):
            assert one.data in stream
            assert len(one.data) <= most + 1
            assert not one.whole or any(one.data + end in stream for end in ends)


_STROKES = [
    stroke(ENTER),
    alt_code(0xB8BB),
    stroke(46, 29),
    stroke(15, 56),
    DROPPED,
    stroke(30, 42),
    stroke(125),
]


def keys(dice):
    """A keyboard-wedge scanner: no more bytes than keys went down, and an Enter behind each whole code."""
    good = b"".join(typed(b"aB3\x1d")) + dice.choice(_STROKES) + stroke(ENTER)
    stream = spoiled(good, dice)
    cutter = TypedCodes(wedge_keys.Keys("enter", dice.choice(wedge_keys.ALT_CODES)), 64, silence_ends=False)
    found = [one for piece in pieces(stream, dice) for one in cutter.feed(piece)]
    cutter.silence()
    size = wedge_keys.EVENT_BYTES
    events = [stream[at : at + size] for at in range(0, len(stream) - size + 1, size)]
    downs = [event for event in events if event[-8:-6] == b"\x01\0" and event[-4:] == b"\x01\0\0\0"]
    ends = sum(event[-6:-4] in (b"\x1c\0", b"\x60\0") for event in downs)
    assert sum(isinstance(one, Scanned) for one in found) <= ends
    assert sum(len(one.data) for one in found if isinstance(one, Scanned)) <= 4 * len(downs)


_DONE = Completion("c-1", CompletionCode.SUCCESS, result={"text": "x"})
_NEWS = [
    ("completion", marshal.write_completion(_DONE), marshal.read_completion),
    ("status", marshal.write_status(Status(DeviceState.ONLINE, parts={"a": "b"})), marshal.read_status),
    ("event", {"event": "cardRead", "data": {}}, marshal.read_event),
    ("command", marshal.write_command(Command("c-1", "read_card")), marshal.read_command),
]
_WORDS = Completion | Status | DeviceEvent | Command


def pipe(dice):
    """Supervisor and child: a message believed is a frame of the stream, and a word of the language, or refused."""
    kind, message, read = dice.choice(_NEWS)
    stream = spoiled(encode({"kind": kind, **message}), dice)
    decoder, at = Decoder(), 0
    try:
        for piece in pieces(stream, dice):
            for found in decoder.feed(piece):
                (length,) = struct.unpack_from(">I", stream, at)
                assert found == json.loads(stream[at + 4 : at + 4 + length])
                at += 4 + length
                assert isinstance(read(found), _WORDS)
    except PipeError:
        return


_IPP = bytes.fromhex("0101 0000 00000001 01") + b"\x47\0\x12attributes-charset\0\x05utf-8"
_IPP += b"\x02\x21\0\x06job-id\0\x04\0\0\0\x93\x23\0\x09job-state\0\x04\0\0\0\x09"
_IPP += b"\x34\0\x01c\0\0\x4a\0\0\0\x01x\x37\0\0\0\0\x03"


def ipp_answer(dice):
    """IPP: a job's state that is believed stands in the bytes as four of them."""
    stream = spoiled(_IPP, dice)
    try:
        found = ipp.answer(stream)
    except ipp.IppError:
        return
    assert found.good == (struct.unpack_from(">H", stream, 2)[0] < 0x100)
    for job in found.group(ipp.JOB_GROUP):
        state = ipp.number(job, "job-state")
        assert state is None or b"job-state" in stream
        assert state is None or state in (0, 1) or state.to_bytes(4, "big", signed=True) in stream
        condition(job)


_HTTP = b"HTTP/1.1 200 OK\r\nContent-Type: application/ipp\r\n"
_ANSWERS = [
    _HTTP + b"Content-Length: %d\r\n\r\n" % len(_IPP) + _IPP,
    _HTTP
    + b"Transfer-Encoding: chunked\r\n\r\n10\r\n"
    + _IPP[:16]
    + b"\r\n%x\r\n" % len(_IPP[16:])
    + _IPP[16:]
    + b"\r\n0\r\n\r\n",
]


def http_answer(dice):
    """HTTP below IPP: an answer that is whole has a status and no byte that did not come."""
    stream = spoiled(dice.choice(_ANSWERS), dice)
    reader = HttpReader()
    try:
        for piece in pieces(stream, dice):
            if not reader.whole:
                reader.feed(piece)
    except ExchangeError:
        return
    if reader.whole:
        assert b"HTTP/1." in stream
        assert len(reader.body) <= len(stream)
        with contextlib.suppress(ipp.IppError):
            ipp.answer(reader.body)


_PAGES = b"".join(
    sane_words.line(one)
    for one in ({"k": "page", "n": 1, "rows": 590}, {"k": "end", "status": "good", "page": 1})
)


def sane_news(dice):
    """The scanner's process: no good end without the word, on a line of its own."""
    stream = spoiled(_PAGES, dice)
    lines = sane_words.Lines()
    for piece in pieces(stream, dice):
        for message in lines.feed(piece):
            assert trouble_of(message) is not None or b'"good"' in stream
            sane_words.frame_label("<", piece)


_VIEW = np.zeros((1, 1), np.uint8)
_MEMORY = os.memfd_create("fuzz", os.MFD_CLOEXEC)
_GIVEN_UP = (OSError, EOFError, TimeoutError, ValueError)
"""What `Zbar.read` takes for a lost child; anything else would end the camera's driver."""
_CODES = [[64, b"YXFW1:0123".hex(), [[1, 2], [3, 4], [5, 6], [7, 8]]]]


def zbar_answer(dice):
    """The second engine's process: codes as they stand in its answer, or it is given up."""
    body = json.dumps(_CODES).encode()
    stream = spoiled(LENGTH.pack(len(body)) + body, dice)
    child = _Child.__new__(_Child)  # its pipe without its process
    here, there = socket.socketpair()
    with here, there:
        child._socket, child._memory, child._clock, child._started = here, _MEMORY, lambda: 0, True
        there.sendall(stream)
        there.shutdown(socket.SHUT_WR)
        try:
            found = child.ask(_VIEW, 1, 0)
        except _GIVEN_UP:
            return
    for one in found:
        assert one.data.hex().encode() in stream.lower()
        assert one.symbology in Symbology


_JPEG = b"\xff\xd8\xff\xe0" + bytes(range(1, 90)) + b"\xff\xd9"
_PART = b"--x\r\nContent-Type: image/jpeg\r\nContent-Length: %d\r\n\r\n" % len(_JPEG) + _JPEG + b"\r\n"
_CAMERA = b"HTTP/1.0 200 OK\r\nContent-Type: multipart/x-mixed-replace; boundary=x\r\n\r\n"


def camera_pictures(dice):
    """MJPEG over HTTP: a picture handed on begins and ends as a JPEG does, and came so."""
    head = spoiled(_CAMERA, dice) if dice.random() < 0.3 else _CAMERA
    stream = head + spoiled(_PART, dice) + _PART + spoiled(_PART, dice)
    parts = Parts()
    try:
        found = [one for piece in pieces(stream, dice) for one in parts.feed(piece)]
    except ValueError:
        return
    for jpeg in found:
        assert jpeg in stream
        assert jpeg.startswith(b"\xff\xd8\xff")
        assert jpeg.rstrip(b"\0\r\n").endswith(b"\xff\xd9")


def card_service(dice):
    """Messages of the card service's wire and the responses in them: 90 00 only where it stands."""
    response = dice.randbytes(dice.randrange(20)) + b"\x90\x00"
    message = spoiled(
        card_words.write_reply(card_words.TRANSMIT, card_words.Reply(card_words.Outcome.OK, response)), dice
    )
    reply = card_words.read_reply(card_words.TRANSMIT, message)
    card_words.read_look(card_words.read_reply(card_words.LOOK, message))
    card_words.frame_label("<", message)
    found = card_answer(reply.data) if reply else None
    if found is not None:
        assert found.ok == (message[-2:] == b"\x90\x00" or message[-2:-1] == b"\x62")
        assert found.data in message
        follow_up(b"\x00\xb2\x08\x00\x00", found.status)


_ORDERS = [b"\x01", b"\x04", b"\x00\xa4\x04\x00\x0f\x73\x78\x31", b"\x00\xb2\x08\x00\x00"]


def vpcd(dice):
    """The virtual reader's frames, as the twin meets them: every answer is framed, nothing is kept for ever."""
    order = dice.choice(_ORDERS)
    twin = ChipReaderTwin()
    twin.insert(second_generation())
    for piece in pieces(spoiled(len(order).to_bytes(2, "big") + order, dice), dice):
        for reply in twin.feed(piece):
            assert len(reply.data) == 2 + int.from_bytes(reply.data[:2], "big")


_OVERHEAD = 16
PROTOCOLS = {
    "samv frames": framing(frames.Parser, frames.encode, samv_bodies, frames.MOST_LENGTH + _OVERHEAD),
    "multi-in-one frames": framing(
        multi_frames.Parser, multi_frames.encode, multi_bodies, multi_frames.MOST_LENGTH + _OVERHEAD
    ),
    "escpos answers": printer_answers,
    "serial scanner": codes,
    "wedge keys": keys,
    "supervisor pipe": pipe,
    "ipp": ipp_answer,
    "http": http_answer,
    "sane words": sane_news,
    "zbar answers": zbar_answer,
    "mjpeg": camera_pictures,
    "card service": card_service,
    "vpcd": vpcd,
}
