"""IPP and HTTP as bytes: RFC 8010's own example, and whatever else may come down a wire."""

from __future__ import annotations

import contextlib
import struct
import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.document_printer import ipp
from drivers.document_printer.exchange import Exchange, ExchangeError, Reader
from drivers.document_printer.ipp import IppError, JobState, Operation, answer, attribute, request
from drivers.document_printer.reasons import condition
from drivers.transport.base import WireError
from drivers.transport.memory import memory_pair
from drivers.types import Supply
from tests.support.direct import TestContext

ANSWER = bytes.fromhex(
    "0101 0000 00000001"  # version 1.1, successful-ok, request 1 (RFC 8010 A.3)
    "01 47 0012 617474726962757465732d63686172736574 0005 7574662d38"
    "48 001b 617474726962757465732d6e61747572616c2d6c616e6775616765 0005 656e2d7573"
    "41 000e 7374617475732d6d657373616765 000d 7375636365737366756c2d6f6b"
    "02 21 0006 6a6f622d6964 0004 00000093"
    "45 0007 6a6f622d757269 0019 6970703a2f2f7072696e7465722e6578616d706c652f313233"
    "23 0009 6a6f622d7374617465 0004 00000003 03"
)


def test_the_standards_example_is_read():
    found = answer(ANSWER)
    assert (found.status, found.request, found.good) == (0, 1, True)
    (job,) = found.group(ipp.JOB_GROUP)
    assert (ipp.number(job, "job-id"), ipp.texts(job, "job-uri")) == (147, ("ipp://printer.example/123",))
    assert JobState(ipp.number(job, "job-state")) is JobState.PENDING


def test_a_question_is_written_as_the_standard_says():
    target = attribute("printer-uri", ipp.URI, "ipp://h/printers/A4")
    wanted = attribute("requested-attributes", ipp.KEYWORD, "copies", "sides")
    sent = request(Operation.GET_PRINTER_ATTRIBUTES, 7, [target, wanted])
    assert sent.startswith(bytes.fromhex("0200 000b 00000007 01 47 0012"))
    assert sent.endswith(b"\x44\x00\x14requested-attributes\x00\x06copies\x44\x00\x00\x00\x05sides\x03")
    assert b"printer-uri\x00\x13ipp://h/printers/A4" in sent


def test_values_of_all_kinds_come_back():
    given_ = [
        attribute("n", ipp.INTEGER, -2, 2**31 - 1),
        attribute("b", ipp.BOOLEAN, True, False),
        attribute("t", ipp.TEXT, "中文"),
        attribute("w", 0x36, b"\x00\x02en\x00\x04name"),
        attribute("none", 0x13, b""),
    ]
    message = request(Operation.GET_JOBS, 1, given_)
    (group,) = answer(message[:2] + b"\0\0" + message[4:]).group(ipp.OPERATION_GROUP)
    assert (group["n"], group["b"], group["t"], group["w"], group["none"]) == (
        (-2, 2**31 - 1),
        (True, False),
        ("中文",),
        ("name",),
        (),
    )


def test_collections_are_passed_over():
    inside = b"\x4a\0\0\0\1x" + b"\x34\0\0\0\0" + b"\x4a\0\0\0\1y\x21\0\0\0\4\0\0\0\1" + b"\x37\0\0\0\0"
    data = b"\2\0\0\0\0\0\0\1\4" + b"\x34\0\1c\0\0" + inside + b"\x37\0\0\0\0" + b"\x21\0\1n\0\4\0\0\0\5\3"
    (group,) = answer(data).group(ipp.PRINTER_GROUP)
    assert ipp.number(group, "n") == 5
    assert "x" not in group


@pytest.mark.parametrize("length", range(len(ANSWER) - 1))
def test_an_answer_that_is_cut_off_is_none(length):
    with pytest.raises(IppError):
        answer(ANSWER[:length])


@given(st.binary(max_size=300))
def test_any_bytes_are_an_answer_or_none(data):
    with contextlib.suppress(IppError):
        answer(data)
    with contextlib.suppress(IppError):
        condition(next(iter(answer(b"\2\0\0\0\0\0\0\1\4" + data + b"\3").group(ipp.PRINTER_GROUP)), {}))


@given(st.data())
def test_an_answer_with_wrong_bytes_in_it_is_read_or_refused(data):
    spoiled = bytearray(ANSWER)
    for _ in range(data.draw(st.integers(1, 4))):
        spoiled[data.draw(st.integers(0, len(spoiled) - 1))] = data.draw(st.integers(0, 255))
    with contextlib.suppress(IppError):
        answer(bytes(spoiled))


def test_what_a_printer_does_not_say_is_unknown_and_never_fine():
    found = condition({})
    assert (found.paper, found.toner, found.accepting) == (Supply.UNKNOWN, Supply.UNKNOWN, False)
    assert found.trouble is not None
    assert found.parts()["queue"] == "unknown"


HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/ipp\r\n"
WAYS = {
    "length": HEAD + b"Content-Length: %d\r\n\r\n" % len(ANSWER) + ANSWER,
    "chunks": HEAD
    + b"Transfer-Encoding: chunked\r\n\r\n"
    + b"10\r\n%s\r\n%x;x=y\r\n%s\r\n0\r\n\r\n" % (ANSWER[:16], len(ANSWER) - 16, ANSWER[16:]),
    "continue": b"HTTP/1.1 100 Continue\r\n\r\n"
    + HEAD
    + b"content-length: %d\r\n\r\n" % len(ANSWER)
    + ANSWER,
}


@pytest.mark.parametrize("way", WAYS)
@given(st.lists(st.integers(1, 400), max_size=8))
def test_an_answer_is_the_same_however_it_comes(way, cuts):
    reader, at = Reader(), 0
    for step in [*cuts, 10_000]:
        if not reader.whole:
            reader.feed(WAYS[way][at : at + step])
            at += step
    assert (reader.whole, reader.status, reader.body) == (True, 200, ANSWER)


@given(st.binary(max_size=400), st.sampled_from(sorted(WAYS)), st.integers(0, 200))
def test_no_bytes_make_the_reader_fall_over(noise, way, at):
    for data in (noise, HEAD + noise, WAYS[way][:at] + noise + WAYS[way][at:]):
        reader = Reader()
        with contextlib.suppress(ExchangeError):
            for start in range(0, len(data), 50):
                if not reader.whole:
                    reader.feed(data[start : start + 50])
            if reader.whole and reader.status == 200:
                with contextlib.suppress(IppError):
                    answer(reader.body)


@pytest.mark.parametrize(
    "data",
    [
        b"SSH-2.0-OpenSSH\r\n\r\n",
        b"x" * 20_000,
        HEAD + b"Content-Length: 99999999\r\n\r\n",
        HEAD + b"Content-Length: -1\r\n\r\n",
        HEAD + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n",
        HEAD + b"Transfer-Encoding: chunked\r\n\r\n-5\r\n",
        HEAD + b"Transfer-Encoding: chunked\r\n\r\n" + b"f" * 20_000,
    ],
)
def test_what_is_no_answer_is_refused_at_once(data):
    with pytest.raises(ExchangeError):
        Reader().feed(data)


def test_the_numbers_on_the_wire_are_the_standards():
    assert struct.pack(">H", Operation.SEND_DOCUMENT) == b"\x00\x06"
    assert [state.over for state in JobState] == [False] * 4 + [True] * 3


def test_an_answer_without_a_length_ends_where_the_printer_hangs_up():
    here, there = memory_pair()
    body = struct.pack(">BBHI", 2, 0, 0, 7) + b"\x03"
    there.write(b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + body)
    exchange = Exchange(here, TestContext())
    exchange.uri = "ipp://printer/ipp"
    threading.Timer(0.1, there.close).start()
    assert exchange.ask(b"", within_ms=10_000).request == 7
    here.close()


def test_an_answer_whose_line_breaks_half_way_is_none():
    here, there = memory_pair()
    there.write(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n" + bytes(4))
    exchange = Exchange(here, TestContext())
    exchange.uri = "ipp://printer/ipp"
    threading.Timer(0.1, there.close).start()
    with pytest.raises(WireError):
        exchange.ask(b"", within_ms=10_000)
    here.close()
