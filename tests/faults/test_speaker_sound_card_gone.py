"""The sound card is pulled out in the middle of an announcement, and put back: nothing unheard is called said."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from time import monotonic

import pytest

from drivers.speaker.address import PublicAddress
from drivers.speaker.sound import chime
from drivers.transport.nothing import NoWire
from drivers.types import Command, CompletionCode, DeviceState
from tests.support.card_service import until
from tests.support.direct import TestContext

PLAYS = """#!/bin/sh
[ -e {card} ] || exit 1
cp "$4" {heard}
while [ -e {pulled} ]; do rm -f {card}; exit 1; done
"""
PLAYS_AND_WAITS = """
import sys
from drivers.speaker.programs import ProgramPlayer
from drivers.speaker.sound import chime
playing = ProgramPlayer("aplay").play(chime(), "default")
sys.stdin.read()
"""


class Hall:
    """A player's program that needs its card: without it, it fails as aplay does."""

    def __init__(self, folder, monkeypatch):
        self.card, self.heard, self.pulled = folder / "card", folder / "heard.wav", folder / "pulled"
        program = self.program = folder / "aplay"
        program.write_text(PLAYS.format(card=self.card, heard=self.heard, pulled=self.pulled))
        program.chmod(0o755)
        monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")
        clips = folder / "clips"
        clips.mkdir()
        (clips / "a012.wav").write_bytes(chime().wav())
        self.card.touch()
        context = TestContext()
        options = {"player": "aplay", "clips": str(clips)}
        self.driver = PublicAddress(NoWire("none:speaker", context.check), options, context)

    def play(self):
        return self.driver.perform(Command("c", "play", {"clips": ["a012"]}, 20_000))


@pytest.fixture
def hall(tmp_path, monkeypatch):
    hall = Hall(tmp_path, monkeypatch)
    yield hall
    hall.driver.stop()


def test_a_card_that_is_not_there_plays_nothing_and_says_so(hall):
    hall.card.unlink()
    done = hall.play()
    assert (done.code, done.error) == (CompletionCode.HARDWARE_ERROR, "speaker.failed")
    assert not hall.heard.exists()
    status = hall.driver.idle()
    assert (status.device, status.code) == (DeviceState.HARDWARE_ERROR, "speaker.failed")


def test_a_machine_without_a_sound_card_is_not_online_from_the_start(hall):
    hall.card.unlink()
    status = hall.driver.start()
    assert (status.device, status.code) == (DeviceState.HARDWARE_ERROR, "speaker.failed")
    assert status.parts["output_hall"] == "failed"
    hall.card.touch()
    until(lambda: hall.driver.idle().ready)


def test_a_card_that_is_there_is_known_before_anything_is_said(hall):
    status = hall.driver.start()
    assert (status.device, status.parts["output_hall"]) == (DeviceState.ONLINE, "ok")


def test_a_card_that_swallows_nothing_does_not_hold_up_the_start(hall):
    hall.program.write_text("#!/bin/sh\nexec sleep 60\n")
    begin = monotonic()
    status = hall.driver.start()
    assert (status.device, status.code) == (DeviceState.HARDWARE_ERROR, "speaker.failed")
    assert monotonic() - begin < 5


def test_a_driver_that_is_killed_takes_its_player_with_it(hall, tmp_path):
    told = tmp_path / "player"
    hall.program.write_text(f"#!/bin/sh\necho $$ > {told}.new\nmv {told}.new {told}\nexec sleep 60\n")
    driver = subprocess.Popen([sys.executable, "-c", PLAYS_AND_WAITS], stdin=subprocess.PIPE)
    try:
        until(told.exists)
        player = Path("/proc", told.read_text().strip(), "exe")
        assert player.exists()
    finally:
        driver.kill()
        driver.communicate()
    until(lambda: not player.exists())


def test_a_card_pulled_in_the_middle_is_no_success_and_the_next_call_is_heard(hall):
    hall.pulled.touch()
    assert hall.play().error == "speaker.failed"
    assert not hall.card.exists()
    hall.pulled.unlink()
    hall.card.touch()
    hall.heard.unlink()
    assert hall.play().done
    assert hall.heard.exists()
    assert hall.driver.idle().ready


def test_a_card_that_was_put_back_is_noticed_without_a_call(hall):
    hall.pulled.touch()
    assert hall.play().error == "speaker.failed"
    assert not hall.driver.idle().ready
    hall.pulled.unlink()
    hall.card.touch()
    until(lambda: hall.driver.idle().ready)
