"""The server is away: windows call by themselves, and only who has the hall's key is believed."""

import asyncio
import json
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hall.contract.local import (
    AWAY_S,
    FRESH_S,
    LONGEST,
    LocalAck,
    LocalCall,
    open_ack,
    open_sealed,
    seal,
    seal_ack,
)
from queue_display.board import on_day
from queue_display.face import Link, News
from queue_display.hearing import Hearing
from queue_display.local_ear import LocalEar
from tests.unit.queue_display.hall import MORNING, StillClock, day, snapshot

KEY, OTHER = b"a key of the hall itself", b"a key of somebody else's"
CALL = LocalCall(event_id="press-0001", window=3, number="A012", at=MORNING + timedelta(minutes=31))


@given(
    window=st.integers(1, 999),
    number=st.from_regex(r"\A[A-Z][0-9A-Z-]{0,12}\Z"),
    recall=st.booleans(),
    spoilt=st.integers(0, 10_000),
)
def test_what_was_sealed_is_opened_and_one_changed_byte_is_refused(window, number, recall, spoilt):
    call = CALL.model_copy(update={"window": window, "number": number, "recall": recall})
    data = seal(call, KEY)
    assert open_sealed(data, KEY) == call
    assert len(data) <= LONGEST
    place = spoilt % len(data)
    with pytest.raises(ValueError):  # noqa: PT011 - whatever the byte makes of it
        open_sealed(data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :], KEY)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xfe",
        b"[" * 900,
        b"{}",
        b'{"call": 1, "mac": 2}',
        b'{"call": {}, "mac": "\\ud800"}',
        b" " * (LONGEST + 1),
        seal(CALL, OTHER),
        seal_ack(LocalAck(event_id=CALL.event_id, unit="board", shown=True), KEY),
        json.dumps({**json.loads(seal(CALL, KEY)), "more": 1}).encode(),
    ],
)
def test_what_is_not_sealed_with_the_key_is_no_call(data):
    with pytest.raises(ValueError):  # noqa: PT011
        open_sealed(data, KEY)
    with pytest.raises(ValueError, match="no key"):
        open_sealed(seal(CALL, KEY), b"")


class Window(asyncio.DatagramProtocol):
    """A window that sends datagrams and keeps the answers."""

    def __init__(self):
        self.answers = asyncio.Queue()

    def connection_made(self, transport):
        self.transport = transport

    def datagram_received(self, data, addr):
        self.answers.put_nowait(data)

    async def call(self, call=CALL, key=KEY):
        self.transport.sendto(seal(call, key))
        async with asyncio.timeout(10):
            return open_ack(await self.answers.get(), key)


@asynccontextmanager
async def display(server=False):
    """A display's ear on a real socket, a window beside it; `server`: whether it answers when asked."""
    clock, heard, answers = StillClock(), [], [server]

    async def ask():
        return answers[0]

    ear = LocalEar(KEY, "board", clock, ask, heard.append)
    loop = asyncio.get_running_loop()
    at, _ = await loop.create_datagram_endpoint(lambda: ear, local_addr=("127.0.0.1", 0))
    there = at.get_extra_info("sockname")
    transport, window = await loop.create_datagram_endpoint(Window, remote_addr=there)
    try:
        yield ear, window, clock, heard, answers
    finally:
        transport.close()
        ear.close()
        await asyncio.sleep(0)  # the loop closes the sockets then


def test_a_display_without_its_server_takes_a_call_after_five_seconds_once_and_answers_every_datagram():
    async def story():
        async with display() as (_, window, clock, heard, _):
            assert not (await window.call()).shown
            clock.go(AWAY_S * 1000 - 1)
            assert not (await window.call()).shown
            clock.go(1)
            acks = [await window.call() for _ in range(3)]
            assert acks == [LocalAck(event_id=CALL.event_id, unit="board", shown=True)] * 3
            assert heard == [CALL]

    asyncio.run(story())


def test_a_display_that_hears_its_server_takes_none():
    async def story():
        async with display(server=True) as (ear, window, clock, heard, _):
            ear.use(Link(True, clock.now(), clock.mono_ms()))
            clock.go(60_000)
            for _ in range(3):
                assert not (await window.call()).shown
                clock.go(AWAY_S * 1000)
            assert heard == []

    asyncio.run(story())


def test_a_cable_just_pulled_looks_like_a_quiet_server_so_the_server_is_asked():
    async def story():
        async with display() as (ear, window, clock, heard, answers):
            ear.use(Link(True, clock.now(), clock.mono_ms()))
            clock.go(60_000)
            assert not (await window.call()).shown
            clock.go(AWAY_S * 1000)
            answers[0] = True
            assert not (await window.call()).shown
            answers[0] = False
            assert not (await window.call()).shown
            clock.go(AWAY_S * 1000)
            assert (await window.call()).shown
            assert heard == [CALL]

    asyncio.run(story())


@pytest.mark.logs
def test_a_wrong_key_and_a_clock_that_is_far_off_are_told_once_and_not_answered(caplog):
    async def story():
        async with display() as (_, window, clock, heard, _):
            clock.go(AWAY_S * 1000)
            late = CALL.model_copy(update={"at": clock.now() - timedelta(seconds=FRESH_S + 1)})
            for _ in range(5):
                window.transport.sendto(seal(CALL, OTHER))
                window.transport.sendto(seal(late, KEY))
            right = CALL.model_copy(update={"event_id": "press-0002"})
            assert (await window.call(right)).event_id == "press-0002"
            assert heard == [right]
            assert window.answers.empty()

    asyncio.run(story())
    assert len(caplog.records) == 1
    assert "compare local.key" in caplog.text


BUSY = snapshot(day([(0, 0)] * 3 + [(1, 0)]), 4)


def hearing():
    clock, told = StillClock(), []
    return Hearing(clock, {}, told.append), clock, told


def test_a_local_call_is_announced_over_the_last_state_and_leaves_with_the_servers_snapshot():
    heard, clock, told = hearing()
    heard.news(News(BUSY, Link(False, clock.now())))
    heard.local(CALL)
    news = told[-1]
    assert [(one.seq, one.number, one.window) for one in news.fresh] == [(0, "A012", 3)]
    assert [one.number for one in news.state.calls] == ["A012", *(one.number for one in BUSY.calls)]
    assert next(one for one in news.state.windows if one.number == 3).current == "A012"
    assert news.state.services == BUSY.services
    heard.news(News(BUSY, Link(True, clock.now())))
    assert told[-1].state == BUSY


def test_a_display_that_knows_nothing_of_today_shows_the_local_calls_alone():
    heard, clock, told = hearing()
    heard.local(CALL)
    assert [one.number for one in told[-1].state.calls] == ["A012"]
    heard.news(News(BUSY, Link(False, clock.now())))
    clock.at += timedelta(days=1)
    heard.local(CALL.model_copy(update={"number": "B001"}))
    state = told[-1].state
    assert [one.number for one in on_day(state, "2026-11-23").calls][:1] == ["B001"]
    assert state.services == []
