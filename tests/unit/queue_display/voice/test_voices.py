"""Voices as folders: all clips are there and alike, and a hall's own voice goes before ours."""

import shutil
import tomllib

import pytest

from hall.settings import Voice
from kiosk.voice import clips
from kiosk.voice.voices import SOUNDS, VoiceError, lines, set_up
from tests.unit.queue_display.voice.hall import Ear

OURS = sorted(path.parent.name for path in SOUNDS.glob("*/voice.toml"))


@pytest.mark.parametrize("name", OURS)
def test_every_clip_of_a_voice_is_there_loud_and_without_silence_around_it(name):
    folder = SOUNDS / name
    wanted = {"chime", *tomllib.loads((folder / "voice.toml").read_text(encoding="utf-8"))["clips"]}
    assert {path.stem for path in folder.glob("*.wav")} == wanted
    for clip in wanted - {"chime"}:
        ear = Ear(folder / f"{clip}.wav")
        assert ear.rate == clips.CLIP_RATE
        assert 0.1 < ear.seconds < 1.5, clip
        assert 9000 < ear.peak < 30_000, clip
        assert ear.longest_silence() < 0.3, clip
        edge = ear.samples[: ear.rate // 20]
        assert max(map(abs, edge)) > 100, clip


def test_all_clips_together_are_small():
    assert sum(path.stat().st_size for path in SOUNDS.rglob("*.wav")) < 1_500_000


def test_the_script_makes_the_clips_from_the_voice_file(tmp_path, capsys):
    folder = tmp_path / "sichuan"
    folder.mkdir()
    (folder / "voice.toml").write_text(
        'language = "zh"\ntitle = { zh = "四川话", en = "Sichuan" }\nespeak = "cmn-latn-pinyin"\n'
        'words_per_minute = 165\n[clips]\nqing = { said = "请", espeak = "qing3" }\n'
    )
    assert clips.main([str(folder)]) == 0
    assert sorted(path.name for path in folder.glob("*.wav")) == ["chime.wav", "qing.wav"]
    assert abs(Ear(folder / "qing.wav").seconds - Ear(SOUNDS / "mandarin" / "qing.wav").seconds) < 0.1
    assert "2 WAV" in capsys.readouterr().out
    (folder / "voice.toml").write_text("language = 7")
    assert clips.main([str(folder)]) == 1


def test_a_halls_own_recordings_go_before_ours(tmp_path):
    own = tmp_path / "own" / "mandarin"
    shutil.copytree(SOUNDS / "mandarin", own)
    (own / "qing.wav").write_bytes((own / "a.wav").read_bytes())
    settings = Voice(folder=str(own.parent))
    (voice,) = set_up(settings, tmp_path / "shelf")
    line = lines((voice,), settings, "A012", 3)[0]
    assert (tmp_path / "shelf" / f"{line.clips[0]}.wav").read_bytes() == (own / "a.wav").read_bytes()


def test_the_shelf_is_laid_out_anew_at_each_start(tmp_path):
    set_up(Voice(voices=["mandarin", "english", "english"]), tmp_path)
    assert (tmp_path / "english-dash.wav").exists()
    set_up(Voice(), tmp_path)
    assert not (tmp_path / "english-dash.wav").exists()


def test_a_voice_that_is_not_there_is_named_with_those_that_are(tmp_path):
    with pytest.raises(
        VoiceError, match=r"没有叫 sichuan 的声音，有：english, mandarin \| no voice named sichuan"
    ):
        set_up(Voice(voices=["sichuan"]), tmp_path)


@pytest.mark.parametrize("text", ["language = ", 'language = "zh"', 'language = "fr"\nclips = 3'])
def test_a_broken_voice_file_is_told_with_its_path(tmp_path, text):
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "voice.toml").write_text(text)
    with pytest.raises(VoiceError, match=r"own/voice\.toml: "):
        set_up(Voice(voices=["own"], folder=str(tmp_path)), tmp_path / "shelf")
