"""Announcements: what was played is looked at as sound, sample by sample."""

import io
import itertools
import math
import struct
import threading
import time
import wave

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.speaker.address import PublicAddress
from drivers.speaker.queue import MOST, Announcement, ZoneQueue
from drivers.speaker.sound import RATE, SoundError, chime, join, read_wav
from drivers.transport.nothing import NoWire
from drivers.types import Canceled, Command, CompletionCode, DeviceState
from tests.support.direct import TestContext


def tone(ms=300, rate=RATE, channels=1, width=2, loud=0.5):
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(width)
        file.setframerate(rate)
        full = 32767 if width == 2 else 127
        second = b""
        for n in range(rate * min(ms, 1000) // 1000):
            value = int(full * loud * math.sin(2 * math.pi * 440 * n / rate))
            second += (struct.pack("<h", value) if width == 2 else bytes([128 + value])) * channels
        file.writeframes(second * max(1, ms // 1000))
    return out.getvalue()


class Desk:
    def __init__(self, folder, **options):
        self.folder = folder / "spoken"
        clips = folder / "clips"
        clips.mkdir()
        (clips / "a012.wav").write_bytes(tone())
        (clips / "silent.wav").write_bytes(tone(loud=0))
        (clips / "broken.wav").write_bytes(b"RIFF0000WAVE")
        self.context = TestContext()
        given = {"player": "file", "clips": str(clips), "folder": str(self.folder), **options}
        self.driver = PublicAddress(NoWire("none:speaker", self.context.check), given, self.context)

    def do(self, op, timeout_ms=20_000, **args):
        return self.driver.perform(Command("c1", op, args, timeout_ms))

    def heard(self):
        return [read_wav(path.read_bytes()) for path in sorted(self.folder.glob("*.wav"))]


@pytest.fixture
def desk_with(tmp_path):
    """Makes a desk with options; every one is silenced in the end."""
    made = []

    def make(**options):
        made.append(Desk(tmp_path, **options))
        return made[-1]

    yield make
    for one in made:
        one.driver.stop()


@pytest.fixture
def desk(desk_with):
    return desk_with()


def test_a_clip_is_heard(desk):
    done = desk.do("play", clips=["a012"])
    assert done.code is CompletionCode.SUCCESS, done
    assert done.result["queued"] is False
    (sound,) = desk.heard()
    assert sound.audible_at(100)
    assert abs(sound.ms - 300) <= 1
    assert abs(sound.peak - 0.5 * 0.8 * 32767) < 50
    assert desk.context.kinds == ["started", "finished"]


def test_a_look_leaves_nothing_in_the_folder(desk):
    assert desk.driver.start().parts["output_hall"] == "ok"
    assert list(desk.folder.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_told_from_the_start(desk):
    desk.folder.write_text("a file where the folder should be")
    assert desk.driver.start().code == "speaker.failed"


def test_the_chime_needs_no_file(desk):
    assert desk.do("chime_test").done
    assert desk.heard()[0].ms == chime().ms


def test_several_zones_and_one(desk_with):
    desk = desk_with(zones={"hall": "default", "window3": "default"})
    assert desk.do("play", clips=["a012"]).result["zones"] == ["hall", "window3"]
    assert desk.do("play", clips=["a012"], zone="window3").result["zones"] == ["window3"]
    assert len(desk.heard()) == 3
    assert desk.do("play", clips=["a012"], zone="roof").code is CompletionCode.INVALID_DATA


def test_volume(desk):
    assert desk.do("volume", percent=20).done
    desk.do("play", clips=["a012"])
    assert abs(desk.heard()[0].peak - 0.5 * 0.2 * 32767) < 50
    assert desk.do("volume", percent=101).code is CompletionCode.INVALID_DATA


def test_a_zone_turned_down_to_nothing_is_no_success(desk):
    desk.do("volume", percent=0)
    assert desk.do("play", clips=["a012"]).error == "clip.silent"
    assert desk.heard() == []


@pytest.mark.parametrize(
    ("clips", "error"),
    [
        (["silent"], "clip.silent"),
        (["broken"], "clip.unreadable"),
        (["b007"], "clip.missing"),
        (["../clips/a012"], "clip.missing"),
        ([7], "clip.missing"),
        ([], "command.invalid"),
    ],
)
def test_what_nobody_could_hear_is_refused_and_nothing_is_played(desk, clips, error):
    done = desk.do("play", clips=clips)
    assert not done.done
    assert done.error == error
    assert desk.heard() == []


def test_without_waiting_success_means_in_the_queue(desk):
    done = desk.do("play", clips=["a012"], wait=False)
    assert done.result["queued"] is True
    desk.driver.idle()
    assert "finished" in desk.context.kinds


def test_a_folder_that_cannot_be_written_is_a_failure(desk):
    desk.folder.write_text("in the way")
    done = desk.do("play", clips=["a012"])
    assert (done.code, done.error) == (CompletionCode.HARDWARE_ERROR, "speaker.failed")
    status = desk.driver.idle()
    assert (status.device, status.code) == (DeviceState.HARDWARE_ERROR, "speaker.failed")


def test_a_machine_without_a_player_says_what_to_install(tmp_path, monkeypatch, desk_with):
    monkeypatch.setenv("PATH", str(tmp_path))
    desk = desk_with(player="auto")
    status = desk.driver.start()
    assert (status.device, status.code, status.parts["install"]) == (
        DeviceState.OFFLINE, "speaker.noPlayer", "alsa-utils",
    )  # fmt: skip
    done = desk.do("play", clips=["a012"])
    assert (done.error, done.evidence) == ("speaker.noPlayer", {"install": "alsa-utils"})


def test_a_machine_without_a_voice_says_what_to_install(tmp_path, monkeypatch, desk_with):
    monkeypatch.setenv("PATH", str(tmp_path))
    desk = desk_with()
    done = desk.do("play", text="请到三号窗口")
    assert (done.error, done.evidence) == ("voice.missing", {"install": "espeak-ng"})


def program(folder, name, script):
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


def test_the_player_gets_the_sound_and_the_zones_device(tmp_path, monkeypatch, desk_with):
    program(tmp_path, "aplay", f'echo "$@" > {tmp_path}/words; cp "$4" {tmp_path}/heard.wav')
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    desk = desk_with(player="aplay", zones={"hall": "plughw:1,0"})
    assert desk.do("play", clips=["a012"]).done
    assert (tmp_path / "words").read_text().startswith("-q -D plughw:1,0 ")
    assert read_wav((tmp_path / "heard.wav").read_bytes()).audible_at(100)


def test_a_player_that_fails_is_never_a_success(tmp_path, monkeypatch, desk_with):
    program(tmp_path, "aplay", "exit 1")
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    desk = desk_with(player="aplay")
    assert desk.do("play", clips=["a012"]).error == "speaker.failed"
    assert desk.driver.idle().code == "speaker.failed"


@pytest.fixture
def endless(tmp_path, monkeypatch, desk_with):
    program(tmp_path, "aplay", "exec sleep 60")
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    return desk_with(player="aplay")


def test_an_emergency_interrupts_and_a_higher_priority_goes_first(endless):
    for priority in (50, 20, 60):
        assert endless.do("play", clips=["a012"], priority=priority, wait=False).done
    assert endless.do("play", clips=["a012"], priority=95, wait=False).done
    endless.driver.idle()
    told = [(event.kind, event.data["number"]) for event in endless.context.events]
    assert told == [("started", 1), ("interrupted", 1), ("started", 4)]
    assert endless.do("stop").result == {"stopped": [2, 3, 4]}


def test_the_time_is_up_and_it_is_silenced(endless):
    done = endless.do("play", timeout_ms=400, clips=["a012"])
    assert done.code is CompletionCode.TIME_OUT
    assert endless.context.kinds == ["started", "interrupted"]


def test_giving_up_silences_it(endless):
    threading.Timer(0.3, lambda: setattr(endless.context, "give_up", True)).start()
    with pytest.raises(Canceled):
        endless.do("play", clips=["a012"])
    assert endless.context.kinds == ["started", "interrupted"]


def test_a_full_queue_refuses(endless):
    for _ in range(MOST + 1):
        assert endless.do("play", clips=["a012"], wait=False).done
    assert endless.do("play", clips=["a012"], wait=False).error == "speaker.queueFull"


@pytest.mark.parametrize(
    ("language", "text"), [("zh", "请A零一二号到三号窗口办理"), ("en", "Ticket A 12, window 3")]
)
def test_a_text_is_spoken_aloud(desk, language, text):
    done = desk.do("play", text=text, language=language)
    assert done.code is CompletionCode.SUCCESS, done
    assert desk.heard()[0].ms > 1000
    assert desk.heard()[0].audible_at(100)


def test_the_real_player_puts_the_samples_out(tmp_path, monkeypatch, desk_with):
    config = tmp_path / "asound.conf"
    raw = tmp_path / "out.raw"
    config.write_text(
        f'pcm.proof {{ type file slave.pcm null file "{raw}" format "raw" }}\npcm.null {{ type null }}\n'
    )
    monkeypatch.setenv("ALSA_CONFIG_PATH", str(config))
    desk = desk_with(player="aplay", zones={"hall": "proof"})
    assert desk.do("play", clips=["a012"]).done
    data = raw.read_bytes()
    peak = max(abs(value[0]) for value in struct.iter_unpack("<h", data[: len(data) // 2 * 2]))
    assert abs(peak - 0.5 * 0.8 * 32767) < 200
    monkeypatch.setenv("ALSA_CONFIG_PATH", str(tmp_path / "none.conf"))
    assert desk.do("play", clips=["a012"]).error == "speaker.failed"


@pytest.mark.parametrize(
    ("rate", "channels", "width"), [(8000, 1, 1), (44_100, 2, 2), (48_000, 1, 2), (22_050, 2, 1)]
)
def test_usual_forms_are_brought_to_ours(rate, channels, width):
    sound = read_wav(tone(rate=rate, channels=channels, width=width))
    assert abs(sound.ms - 300) <= 2
    assert abs(sound.peak - 16_383) < 400


def test_a_minute_of_sound_never_stops_the_heartbeat():
    beats = [time.monotonic()]
    sound = read_wav(tone(ms=60_000, rate=44_100, channels=2), lambda: beats.append(time.monotonic()))
    assert abs(sound.ms - 60_000) < 5
    gaps = [after - before for before, after in itertools.pairwise(beats[1:])]
    assert max(gaps) < 0.7


def test_clips_are_joined_with_a_pause():
    sound = read_wav(tone())
    assert abs(join([sound, sound]).ms - 720) <= 2


@given(st.binary(max_size=200))
def test_no_bytes_break_the_reading_of_a_clip(data):
    header = tone(ms=5)[:44]
    for whole in (data, header + data, header[:20] + data):
        try:
            read_wav(whole)
        except SoundError:
            continue


@given(st.lists(st.integers(0, 100), max_size=20))
def test_the_queue_keeps_order_within_a_priority(priorities):
    queue = ZoneQueue()
    for number, priority in enumerate(priorities):
        queue.put(Announcement(number, priority, chime_once))
    out = [queue.next() for _ in priorities]
    assert [(one.priority, one.number) for one in out] == sorted(
        ((p, n) for n, p in enumerate(priorities)), key=lambda pair: (-pair[0], pair[1])
    )


chime_once = chime()


def test_a_wrong_setting_is_said(desk_with):
    desk = desk_with(zones={"Hall A": "default"})
    assert desk.driver.start().code == "config.invalid"
