"""Requests that arrive together: looked up together, committed together, each answered for itself."""

import asyncio
import socket
import threading
from datetime import timedelta

import pytest
import uvloop

from hall.contract.messages import TicketRequest
from hall.server.corked import Cork
from hall.server.problems import OutcomeUnknown, Refusal
from hall.server.store import tickets
from tests.hall.conftest import Room
from tests.support.full_disk import full_disk


def take(n):
    request = TicketRequest(event_id=f"ticket-{n:06d}", service="social", unit="t1")
    return lambda tx: tickets.issue(tx, request, "A")


def together(room, *numbers):
    """All of them asked in one turn of the loop, so that they share commits; their answers or refusals."""

    async def story():
        asked = (room.store.write(take(n), makes=f"ticket-{n:06d}") for n in numbers)
        return await asyncio.gather(*asked, return_exceptions=True)

    return asyncio.run(story())


def test_the_same_request_twice_in_one_commit_is_one_ticket(room):
    first, second, third = together(room, 1, 1, 2)
    assert (first, third.number) == (second, "A002")
    assert room.numbers() == ["A001", "A002"]


def test_a_request_of_before_among_new_ones_gets_its_ticket(room):
    had = room.issue(1)
    new, again = together(room, 2, 1)
    assert (again.number, new.number) == (had.number, "A002")


def test_a_request_of_yesterday_among_new_ones_gets_yesterdays_ticket(room, clock):
    had = room.issue(1)
    clock.at += timedelta(days=1)
    room.issue(2)
    new, again = together(room, 3, 1)
    assert (again.number, again.date) == (had.number, had.date)
    assert (new.number, new.date) == ("A002", "2026-11-23")


def test_more_than_one_commit_takes_are_all_answered_in_their_order(room):
    got = together(room, *range(1, 151))
    assert [one.number for one in got] == [f"A{n:03d}" for n in range(1, 151)]


@pytest.mark.logs
def test_tickets_whose_commit_failed_leave_no_number_and_are_asked_again(tmp_path, clock):
    room = Room(tmp_path, clock)
    room.issue(1)
    with full_disk():
        answers = together(room, 2, 3)
    assert all(isinstance(one, OutcomeUnknown) for one in answers)
    with pytest.raises(Refusal, match=r"store\.stopped"):
        room.issue(4)
    room.store.close()
    again = Room(tmp_path, clock)
    assert [one.number for one in together(again, 3, 2)] == ["A002", "A003"]
    assert again.numbers() == ["A001", "A002", "A003"]
    again.store.close()


def test_tickets_get_on_while_windows_are_busy_all_the_time(room):
    """Neither waits for the other to pause: on the event loop and in the thread."""
    stop = threading.Event()

    def windows():
        while not stop.is_set():
            for one in [room.store._writer.submit(lambda tx: tx.connection and None) for _ in range(8)]:
                one.result(20)

    busy = threading.Thread(target=windows)
    busy.start()
    try:
        for n in range(1, 41, 8):
            got = together(room, *range(n, n + 8))
            assert [one.number for one in got] == [f"A{k:03d}" for k in range(n, n + 8)]
    finally:
        stop.set()
        busy.join()


def test_what_is_handed_in_while_the_store_closes_is_refused(file_room):
    async def story():
        asked = asyncio.ensure_future(file_room.store.write(take(1)))
        await asyncio.sleep(0)
        file_room.store.close()
        with pytest.raises(Refusal, match=r"store\.stopped"):
            await asked

    asyncio.run(story())


class Line:
    """A transport that writes down what it is given."""

    def __init__(self):
        self.sent = []

    def is_closing(self):
        return "closed" in self.sent

    def write(self, data):
        self.sent.append(data)

    def close(self):
        self.sent.append("closed")


def test_what_is_written_in_one_turn_leaves_in_one_piece():
    """Head and body in two packets wake whoever waits twice."""

    async def story(line):
        cork = Cork(line, asyncio.get_running_loop())
        for part in (b"head ", b"body"):
            cork.write(part)
        assert line.sent == []
        await asyncio.sleep(0)
        cork.write(b"next")
        await asyncio.sleep(0)
        cork.write(b"last")
        cork.close()
        await asyncio.sleep(0)
        return line.sent

    assert asyncio.run(story(Line())) == [b"head body", b"next", b"last", "closed"]


def test_an_answer_to_somebody_who_just_hung_up_troubles_nobody():
    """uvloop raises on a write to a line that is gone."""
    ours, theirs = socket.socketpair()
    faults = []

    async def story():
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(lambda _, context: faults.append(context["message"]))
        line, _ = await loop.create_connection(asyncio.Protocol, sock=ours)
        line.abort()
        await asyncio.sleep(0)
        Cork(line, loop).write(b"an answer")
        await asyncio.sleep(0)

    with theirs, asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(story())
        theirs.settimeout(20)
        assert theirs.recv(64) == b""
    assert faults == []


def test_an_answer_before_a_hang_up_is_whole(hall):
    with socket.create_connection(("127.0.0.1", int(hall.url.rsplit(":", 1)[1]))) as line:
        line.settimeout(20)
        line.sendall(b"GET /v1/health HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n")
        said = b""
        while more := line.recv(65536):
            said += more
        assert said.rstrip().endswith(b"}")
