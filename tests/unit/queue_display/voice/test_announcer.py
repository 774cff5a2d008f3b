"""A board's voice on the real speaker driver in its own process: what was played is measured."""

import asyncio
import threading
from time import monotonic

import pytest

from drivers.speaker.sound import chime
from hall.contract.messages import Notice, Text
from hall.settings import Quiet, Voice, Zone
from queue_display.board import Board, take_event, take_snapshot
from queue_display.voice.announcer import taken_back
from queue_display.voice.turns import Missed, Spoken, Why
from tests.unit.queue_display.hall import MORNING, day, snapshot
from tests.unit.queue_display.voice.hall import board, call, news, speaking


def rounds(made):
    return [(f.call.number, f.zone, f.round) for f in made.facts if isinstance(f, Spoken)]


def missed(made):
    return [(f.call.number, f.zone, f.why) for f in made.facts if isinstance(f, Missed)]


def test_a_call_sounds_chime_first_then_twice_in_clear_mandarin(tmp_path):
    async def story():
        async with speaking(tmp_path) as made:
            one = call("A012", 3)
            made.announcer.hear(news(board(one), one))
            await made.until(lambda: len(made.facts) == 2)
            return made

    made = asyncio.run(story())
    assert rounds(made) == [("A012", "", 1), ("A012", "", 2)]
    assert made.troubles == []
    first, *sentences = made.heard()
    assert abs(first.seconds - chime().ms / 1000) < 0.01
    assert len(sentences) == 2
    for ear in sentences:
        assert 2.5 < ear.seconds < 6
        assert 6000 < ear.peak < 32_000
        assert ear.longest_silence() < 0.6


def test_both_languages_one_after_the_other(tmp_path):
    async def story():
        async with speaking(tmp_path, Voice(voices=["mandarin", "english"], repeats=1)) as made:
            one = call("B2-105", 12)
            made.announcer.hear(news(board(one, current={}), one))
            await made.until(lambda: made.facts)
            return made

    made = asyncio.run(story())
    assert rounds(made) == [("B2-105", "", 1)]
    assert [ear.longest_silence() < 0.6 for ear in made.heard()] == [True] * 3


def test_a_sentence_that_lacks_a_clip_is_spoken_as_free_text(tmp_path):
    async def story():
        async with speaking(tmp_path, Voice(repeats=1)) as made:
            (tmp_path / "shelf" / "mandarin-a.wav").unlink()
            one = call("A012", 3)
            made.announcer.hear(news(board(one), one))
            await made.until(lambda: made.facts)
            return made

    made = asyncio.run(story())
    assert rounds(made) == [("A012", "", 1)]
    assert made.heard()[1].seconds > 2


def test_each_zone_hears_its_windows_at_the_same_time_and_a_window_of_no_zone_is_heard_in_all(tmp_path):
    zones = [Zone(id="east", windows=[1]), Zone(id="west", windows=[2])]

    async def story():
        settings = Voice(repeats=1, zones=zones)
        async with speaking(tmp_path, settings, zones={"east": "east", "west": "west"}) as made:
            calls = [call("A001", 1, 1), call("B001", 2, 2), call("C001", 3, 3)]
            made.announcer.hear(news(board(*reversed(calls)), *calls))
            await made.until(lambda: len(made.facts) == 4)
            return made

    made = asyncio.run(story())
    assert sorted(rounds(made)) == [
        ("A001", "east", 1), ("B001", "west", 1), ("C001", "east", 1), ("C001", "west", 1),
    ]  # fmt: skip


def test_a_priority_group_is_called_first(tmp_path):
    async def story():
        async with speaking(tmp_path, Voice(repeats=1)) as made:
            calls = [call("A001", 1, 1), call("B001", 2, 2), call("C001", 3, 3)]
            made.announcer.hear(news(board(*reversed(calls)), *calls, first=[3]))
            await made.until(lambda: len(made.facts) == 3)
            return made

    assert rounds(asyncio.run(story()))[0] == ("C001", "", 1)


def test_quiet_hours_ring_the_chime_alone(tmp_path):
    async def story():
        settings = Voice(quiet=[Quiet(begin="00:00", end="12:00"), Quiet(begin="12:00", end="00:00")])
        async with speaking(tmp_path, settings) as made:
            one = call("A001")
            made.announcer.hear(news(board(one), one))
            await made.until(lambda: made.facts)
            return made

    made = asyncio.run(story())
    assert missed(made) == [("A001", "", Why.QUIET)]
    assert [round(ear.seconds, 1) for ear in made.heard()] == [0.9]


ENDLESS = """#!/bin/sh
[ "$(stat -c %s "$4")" -lt 5000 ] && exit 0  # the moment of silence that asks whether the card is there
touch {folder}/started.$$
exec sleep 60
"""


@pytest.fixture
def endless(tmp_path, monkeypatch):
    """A player whose sounds never end by themselves."""
    player = tmp_path / "bin" / "aplay"
    player.parent.mkdir()
    player.write_text(ENDLESS.format(folder=tmp_path))
    player.chmod(0o755)
    monkeypatch.setenv("PATH", f"{player.parent}:/usr/bin:/bin")


def starts(folder, count):
    """Until so many sounds began."""
    end = monotonic() + 20
    while len(list(folder.glob("started.*"))) < count:
        assert monotonic() < end
        threading.Event().wait(0.02)


@pytest.mark.usefixtures("endless")
def test_a_call_taken_back_while_it_is_spoken_is_silenced_at_once(tmp_path):
    async def story():
        async with speaking(tmp_path, player="aplay") as made:
            one, two = call("A001", 1, 1), call("A002", 2, 2)
            made.announcer.hear(news(board(two, one), one, two))
            await asyncio.to_thread(starts, tmp_path, 1)
            made.announcer.hear(news(board(two)))
            made.announcer.hear(news(board(two)))
            await made.until(lambda: made.facts)
            assert missed(made) == [("A001", "", Why.TAKEN_BACK)]
            await asyncio.to_thread(starts, tmp_path, 2)
            made.announcer.hear(news(board()))
            await made.until(lambda: len(made.facts) == 2)
            return made

    made = asyncio.run(story())
    assert rounds(made) == []
    assert missed(made) == [("A001", "", Why.TAKEN_BACK), ("A002", "", Why.TAKEN_BACK)]


def test_a_call_that_fell_out_of_a_full_list_was_not_taken_back():
    calls = [call(f"A{seq:03d}", 1, seq) for seq in range(40, 20, -1)]
    gone = taken_back(board(*calls))
    assert not gone(call("A001", 1, 1))
    assert gone(call("B001", 1, 30))
    assert not gone(calls[3])
    assert taken_back(board())(call("A001"))


def test_a_call_that_its_clerk_undid_in_the_feed_was_taken_back():
    log = day([(0, 0), (1, 0)])
    before = take_snapshot(Board(), snapshot(log, 1))
    called = take_event(before, log[1])
    (made,) = called.fresh
    assert not taken_back(called.state)(made)
    undone = log[1].model_copy(update={"kind": "ticket.taken_back", "seq": 3})
    assert taken_back(take_event(called, undone).state)(made)


@pytest.mark.usefixtures("endless")
def test_an_emergency_breaks_off_the_call_and_nobody_is_called_until_it_is_taken_down(tmp_path):
    alarm = Notice(id="notice-01", kind="emergency", title=Text(zh="请离开", en="Leave"), since=MORNING)

    async def story():
        async with speaking(tmp_path, player="aplay") as made:
            one, two, three = call("A012", 3), call("B007", 2, seq=2), call("C001", 1, seq=3)
            made.announcer.hear(news(board(one), one))
            await asyncio.to_thread(starts, tmp_path, 1)
            danger = board(two, one).model_copy(update={"notices": [alarm]})
            made.announcer.hear(news(danger, two))
            await made.until(lambda: len(made.facts) == 2)
            assert sorted(missed(made)) == [("A012", "", Why.EMERGENCY), ("B007", "", Why.EMERGENCY)]
            made.announcer.hear(news(board(three, two, one), three))
            await asyncio.to_thread(starts, tmp_path, 2)
            return made

    assert rounds(asyncio.run(story())) == []
