"""`hallkit voice say`: what a technician hears is what the hall hears."""

import pytest

from hall.cli.exits import Exit
from hall.settings import CONFIG
from tests.unit.cli.running import hallkit, told
from tests.unit.queue_display.voice.hall import Ear


def test_a_call_in_both_languages_as_a_file(tmp_path):
    out = tmp_path / "call.wav"
    ended = hallkit(
        "voice", "say", "A2-015", 12, "--voice", "mandarin", "--voice", "english", "-o", out, "--json"
    )
    answer = told(ended)
    assert answer["said"] == [
        "请A二杠零一五号到十二号窗口",
        "Number A, two dash zero one five, please go to window twelve",
    ]
    ear = Ear(out)
    assert abs(ear.seconds * 1000 - answer["ms"]) < 2
    assert 8 < ear.seconds < 14
    assert 6000 < ear.peak < 32_000
    assert ear.longest_silence() < 0.6


def test_the_hall_files_voice_is_used(tmp_path):
    hall = tmp_path / "hall.toml"
    text = (CONFIG / "halls" / "demo.toml").read_text(encoding="utf-8")
    hall.write_text(
        text.replace('voices = ["mandarin"]', 'voices = ["mandarin"]\nzero = "洞"\none = "幺"'),
        encoding="utf-8",
    )
    ended = hallkit("voice", "say", "A012", 3, "--hall", hall, "-o", tmp_path / "call.wav")
    assert ended.returncode == Exit.DONE
    assert ended.stdout.startswith("请A洞幺二号到三号窗口\n")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["A12", 3], "不是号码"),
        (["A012", 0], "应当在 1 到 999 之间"),
        (["A012", 3, "--voice", "sichuan"], "没有叫 sichuan 的声音，有：english, mandarin"),
        (["A012", 3, "-o", "/proc/call.wav"], "写不了"),
    ],
)
def test_what_cannot_be_spoken_is_refused_with_words(words, said):
    ended = hallkit("voice", "say", *words)
    assert ended.returncode == Exit.BAD_INPUT
    assert said in ended.stderr


def test_a_file_that_exists_is_kept(tmp_path):
    out = tmp_path / "call.wav"
    out.write_text("mine")
    assert hallkit("voice", "say", "A012", 3, "-o", out).returncode == Exit.BAD_INPUT
    assert out.read_text() == "mine"
