"""Pinyin in a child of its own: what it offers, and that nothing of it stays anywhere."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kiosk.typing import PINYIN, EngineError, Remote
from kiosk.typing.pinyin import LONGEST, Pinyin
from tests.rules.tree import ROOT


@pytest.fixture
def engine():
    made = Remote(PINYIN)
    yield made
    made.close()


def type_(engine, letters):
    for letter in letters:
        offer = engine.add(letter)
    return offer


@pytest.mark.parametrize(
    ("letters", "word"),
    [
        ("shenfenzheng", "身份证"),
        ("wodeshenfenzhengdiule", "我的身份证丢了"),
        ("zhangwei", "张伟"),
        ("xi'an", "西安"),
        ("sfz", "身份证"),
    ],
)
def test_a_phrase_is_among_the_first_candidates(engine, letters, word):
    offer = type_(engine, letters)
    assert word in offer.candidates[:5]
    assert engine.choose(offer.candidates.index(word)).certain == word


def test_a_phrase_is_put_together_from_single_characters(engine):
    offer = type_(engine, "qiuwei")
    assert offer.composing == "qiu'wei"
    offer = engine.choose(offer.candidates.index("秋"))
    assert (offer.composing, offer.certain) == ("秋wei", "")
    offer = engine.choose(offer.candidates.index("位"))
    assert (offer.certain, offer.candidates) == ("秋位", ())


def test_the_last_choice_and_then_the_last_letter_are_taken_back(engine):
    offer = type_(engine, "qiuwei")
    engine.choose(offer.candidates.index("秋"))
    assert engine.back().composing == "qiu'wei"
    assert engine.back().composing.replace("'", "") == "qiuwe"
    for _ in range(9):
        offer = engine.back()
    assert (offer.composing, offer.candidates) == ("", ())


def test_keys_that_make_no_sense_change_nothing(engine):
    assert engine.add("'").composing == ""
    assert engine.add("Ü").composing == ""
    before = type_(engine, "ni")
    assert engine.choose(9999) == engine.choose(-1) == engine.add(((1, 2), (3, 4))) == before
    assert len(type_(engine, "a" * 90).composing.replace("'", "")) < LONGEST


def test_what_one_citizen_chose_is_not_offered_to_the_next(engine):
    fresh = type_(engine, "qiuwei").candidates
    engine.reset()
    for _ in range(20):
        offer = type_(engine, "qiuwei")
        offer = engine.choose(offer.candidates.index("秋"))
        engine.choose(offer.candidates.index("位"))
    engine.reset()
    assert type_(engine, "qiuwei").candidates == fresh


def test_a_reset_leaves_nothing_composed(engine):
    type_(engine, "zhangxiaofan")
    engine.reset()
    assert engine.back().composing == ""


def test_nothing_that_is_typed_is_written_to_any_file(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    monkeypatch.chdir(tmp_path)
    engine = Remote(PINYIN)
    try:
        for _ in range(20):
            offer = type_(engine, "zhangxiaofan")
            engine.choose(0)
            assert offer.candidates
        held = [one.readlink() for one in Path(f"/proc/{engine.pid}/fd").iterdir()]
        assert not [path for path in held if path.suffix]
    finally:
        engine.close()
    assert list(tmp_path.rglob("*")) == []


def test_a_letter_takes_no_time_that_anybody_would_notice(engine):
    type_(engine, "shenfenzhen")
    took = []
    for _ in range(50):
        began = time.perf_counter()
        engine.add("g")
        took.append(time.perf_counter() - began)
        engine.back()
    assert sorted(took)[25] < 0.02


def test_an_engine_that_dies_is_told_and_the_next_key_starts_another(engine):
    type_(engine, "ni")
    os.kill(engine.pid, signal.SIGKILL)
    with pytest.raises(EngineError) as stopped:
        engine.add("h")
    assert stopped.value.code == "typing.stopped"
    assert type_(engine, "nihao").candidates[0] == "你好"


def test_an_engine_that_hangs_does_not_hold_the_terminal_up():
    engine = Remote(PINYIN, answer_s=0.5)
    engine.open()
    os.kill(engine.pid, signal.SIGSTOP)
    with pytest.raises(EngineError, match="pinyin"):
        engine.add("n")
    assert engine.pid is None
    engine.close()


@pytest.mark.parametrize("library", ["libno.so.0", "libc.so.6"])
def test_a_missing_library_says_which_package_to_install(library):
    engine = Remote(PINYIN, library)
    with pytest.raises(EngineError, match="apt install libgooglepinyin0") as missing:
        engine.open()
    assert missing.value.code == "typing.noPinyin"
    assert engine.pid is None


def test_a_missing_dictionary_says_which_package_to_install(tmp_path):
    with pytest.raises(EngineError, match="apt install libgooglepinyin0"):
        Pinyin(data=str(tmp_path / "none.dat")).open()


FUZZ = """
import random, sys
from kiosk.typing.pinyin import Pinyin
engine, dice = Pinyin(), random.Random(int(sys.argv[1]))
engine.open()
alphabets = ["abcdefghijklmnopqrstuvwxyz''" + "zcsnghaoei" * 2, "a", "aoe", "o'", "zhongguoren", "ngia'"]
alphabet, adds = alphabets[0], 0.7
for at in range(20_000):
    if at % 100 == 0:
        alphabet, adds = dice.choice(alphabets), dice.choice([0.7, 0.95])
    kind = dice.random()
    if kind < adds:
        offer = engine.add(dice.choice(alphabet))
    elif kind < adds + (1 - adds) / 2:
        offer = engine.choose(dice.randrange(-2, 120))
    elif kind < 0.98:
        offer = engine.back()
    else:
        engine.reset()
    assert "\\0" not in offer.composing + offer.certain
print("alive")
"""


def test_twenty_thousand_keys_in_any_order_do_not_crash_it():
    seed = str(random.randrange(10**6))
    ran = subprocess.run(
        [sys.executable, "-c", FUZZ, seed], cwd=ROOT, capture_output=True, text=True, timeout=120, check=False
    )
    assert ran.stdout == "alive\n", f"seed {seed}: {ran.returncode} {ran.stderr[-500:]}"
