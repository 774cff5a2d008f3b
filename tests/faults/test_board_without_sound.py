"""A board whose sound card is not there: it is told once, calls are told as not spoken, and it speaks again when it is back."""

import asyncio
import os
import signal
import threading
from time import monotonic

import pytest

from hall.settings import Voice
from queue_display.voice.turns import Spoken
from tests.unit.queue_display.voice.hall import board, call, news, speaking

DIES_AT_THE_WORDS = """#!/bin/sh
[ "$(stat -c %s "$4")" -lt 5000 ] && exit 0  # the moment of silence that asks whether the card is there
[ -e {folder}/chimed ] || {{ touch {folder}/chimed; exit 0; }}
[ -e {folder}/go ] && exit 0
echo $PPID > {folder}/child
exec sleep 5
"""


@pytest.fixture
def card(tmp_path, monkeypatch):
    """A player that works only while this file exists."""
    card = tmp_path / "card"
    player = tmp_path / "bin" / "aplay"
    player.parent.mkdir()
    player.write_text(f"#!/bin/sh\n[ -e {card} ]\n")
    player.chmod(0o755)
    monkeypatch.setenv("PATH", f"{player.parent}:/usr/bin:/bin")
    return card


@pytest.mark.logs
def test_a_call_is_kept_until_the_sound_card_is_back(tmp_path, card):
    async def story():
        async with speaking(tmp_path, Voice(repeats=1), player="aplay") as made:
            one = call("A001")
            made.announcer.hear(news(board(one), one))
            await made.until(lambda: made.troubles)
            assert made.troubles == ["speaker.failed"]
            assert made.facts == []
            card.touch()
            await made.until(lambda: made.facts and made.troubles[-1] == "")
            return made.facts

    (fact,) = asyncio.run(story())
    assert isinstance(fact, Spoken)


@pytest.mark.logs
def test_a_driver_that_dies_in_the_middle_of_a_call_says_it_again(tmp_path, monkeypatch):
    player = tmp_path / "bin" / "aplay"
    player.parent.mkdir()
    player.write_text(DIES_AT_THE_WORDS.format(folder=tmp_path))
    player.chmod(0o755)
    monkeypatch.setenv("PATH", f"{player.parent}:/usr/bin:/bin")

    def kill():
        end = monotonic() + 20
        while not (tmp_path / "child").exists() or not (tmp_path / "child").read_text():
            assert monotonic() < end
            threading.Event().wait(0.02)
        threading.Event().wait(0.3)  # by now the order is answered, and only the end of its sound is missing
        os.kill(int((tmp_path / "child").read_text()), signal.SIGKILL)
        (tmp_path / "go").touch()

    async def story():
        async with speaking(tmp_path, Voice(repeats=1), player="aplay") as made:
            one = call("A001")
            made.announcer.hear(news(board(one), one))
            await asyncio.to_thread(kill)
            await made.until(lambda: made.facts, limit_s=10)
            return made.facts

    (fact,) = asyncio.run(story())
    assert isinstance(fact, Spoken)


@pytest.mark.logs
def test_a_machine_without_a_player_is_told_before_anybody_is_called(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))

    async def story():
        async with speaking(tmp_path, player="auto") as made:
            await made.until(lambda: made.troubles)
            return made.troubles

    assert asyncio.run(story()) == ["speaker.noPlayer"]
