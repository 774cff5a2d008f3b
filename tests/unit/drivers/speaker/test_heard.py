"""A speaker that a microphone hears: aplay and arecord, ALSA's own library, and a room between them."""

import math
import random
from array import array
from contextlib import contextmanager

import pytest

from drivers.sim.room import Room
from drivers.speaker.address import PublicAddress
from drivers.speaker.sound import RATE
from drivers.speaker.tones import COUNT, TONES, listen, possible, tune
from drivers.transport.nothing import NoWire
from drivers.types import Command, CompletionCode, DeviceState
from tests.support.direct import TestContext

TUNE = [0, 3, 1, 5, 2, 4]


@contextmanager
def hall(folder, *zones, **given):
    """A room and the driver in it."""
    with Room(folder, *zones) as room:
        context = TestContext()
        options = {
            "player": "aplay", "zones": dict(room.speakers), "microphones": dict(room.microphones), **given,
        }  # fmt: skip
        driver = PublicAddress(NoWire("none:speaker", context.check), options, context)
        yield room, lambda **args: driver.perform(
            Command("c1", "hear_test", {"tones": TUNE, **args}, 20_000)
        ), driver  # fmt: skip
        driver.stop()


def test_what_the_real_player_plays_the_real_recorder_hears(tmp_path):
    with hall(tmp_path, "hall") as (_, test, driver):
        assert driver.start().parts["microphone"] == "ok"
        done = test()
    assert done.code is CompletionCode.SUCCESS, done
    (row,) = done.result["zones"]
    assert row["heard_hz"] == row["played_hz"] == [TONES[one] for one in TUNE]
    # 0.6 of full scale, turned to 80 %, half of it in the room, as RMS
    assert row["level_dbfs"] == pytest.approx(20 * math.log10(0.6 * 0.8 * 0.5 / math.sqrt(2)), abs=1)
    assert row["snr_db"] > 40
    assert 100 <= row["delay_ms"] < 3000  # the room takes 200, in steps of 100


def test_an_amplifier_that_is_off_a_soft_one_and_a_loud_one_are_told_apart(tmp_path):
    with hall(tmp_path, "hall") as (room, test, _):
        for gain, code in ((0.0, "sound.notHeard"), (0.004, "sound.quiet"), (6.0, "sound.clipped")):
            room.gain = gain
            done = test()
            assert (done.code, done.error) == (CompletionCode.HARDWARE_ERROR, code), done
            assert done.evidence["zones"][0]["noise_dbfs"] < -50


def test_swapped_cables_are_heard_in_the_other_zone(tmp_path):
    with hall(tmp_path, "hall", "window3") as (room, test, _):
        room.cabled = {"hall": "window3", "window3": "hall"}
        done = test(zone="hall")
    assert done.error == "sound.otherZone", done
    rows = done.evidence["zones"]
    assert [(row["zone"], row.get("microphone_of")) for row in rows] == [("hall", None), ("window3", "hall")]


def test_a_microphone_that_is_not_there_says_what_alsa_says(tmp_path):
    with hall(tmp_path, "hall", microphones={"hall": "alsa:nobody"}) as (_, test, _driver):
        done = test()
    assert done.error == "microphone.failed"
    assert "No such" in done.evidence["why"]


def test_without_a_microphone_nothing_is_called_heard(tmp_path):
    with hall(tmp_path, "hall", microphones={}) as (_, test, driver):
        assert test().error == "microphone.none"
        assert "microphone" not in driver.look().parts


@pytest.mark.parametrize("written", [{"hall": "default"}, {"hall": "alsa:"}, {"roof": "alsa:default"}])
def test_a_microphone_written_wrong_is_told(written):
    context = TestContext()
    driver = PublicAddress(NoWire("none:speaker", context.check), {"microphones": written}, context)
    assert driver.start().device is DeviceState.OFFLINE
    assert "options.microphones" in driver.wrong_option


@pytest.mark.parametrize(
    "tones", [[0, 1, 2], [0, 0, 1, 2, 3, 4], [0, 1, 2, 3, 4, 6], ["0"] * COUNT, [True] * COUNT]
)
def test_what_is_no_tune_is_refused(tones):
    assert not possible(tones)


def air(tones, gain, noise, lead_ms=300, seed=3):
    """A tune as a microphone gets it."""
    chance = random.Random(seed)
    samples = array("h", bytes(2 * RATE * lead_ms // 1000)) + tune(tones).samples + array("h", bytes(RATE))
    return array("h", (round(value * gain + chance.gauss(0, noise)) for value in samples))


def test_another_tune_is_not_the_one_that_was_played():
    heard = listen(air([1, 3, 0, 5, 2, 4], 0.5, 20), TUNE, lambda: None)
    assert not heard.same


def test_a_noisy_hall_still_hears_and_noise_alone_is_no_tune():
    heard = listen(air(TUNE, 0.1, 300), TUNE, lambda: None)
    assert heard.same
    assert heard.at_ms == 300
    assert not any(listen(air(TUNE, 0.0, 300, seed=seed), TUNE, lambda: None).same for seed in range(4))


def test_too_short_a_recording_is_nothing_heard():
    assert listen(array("h", bytes(RATE)), TUNE, lambda: None) is None
