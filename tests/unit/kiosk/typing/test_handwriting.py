"""Handwriting: ten candidates for what was drawn, one character after the other."""

import random
import subprocess
import sys

import pytest

from kiosk.typing import HANDWRITING, EngineError, Remote
from kiosk.typing.handwriting import Handwriting
from tests.rules.tree import ROOT

ACROSS = ((150, 500), (500, 490), (850, 500))
DOWN = ((500, 120), (500, 500), (500, 880))


@pytest.fixture
def engine():
    made = Remote(HANDWRITING)
    yield made
    made.close()


def test_what_is_drawn_is_among_ten_candidates_and_several_follow_each_other(engine):
    offer = engine.add(ACROSS)
    assert len(offer.candidates) == 10
    assert engine.choose(offer.candidates.index("一")).certain == "一"
    engine.add(ACROSS)
    offer = engine.add(DOWN)
    assert offer.candidates[0] == "十"
    last = engine.choose(0)
    assert (last.certain, last.candidates) == ("十", ())


def test_the_last_stroke_is_taken_back(engine):
    once = engine.add(ACROSS).candidates
    engine.add(DOWN)
    assert engine.back().candidates == once
    assert engine.back().candidates == ()


def test_a_reset_leaves_no_stroke(engine):
    engine.add(ACROSS)
    engine.reset()
    assert engine.back().candidates == ()


def test_strokes_out_of_the_pad_and_endless_ones_are_taken_calmly(engine):
    endless = tuple((at % 2000 - 500, at * 7 % 3000) for at in range(5000))
    assert len(engine.add(endless).candidates) == 10
    assert engine.add(()).candidates == engine.add("x").candidates


@pytest.mark.parametrize("library", ["libno.so.0", "libc.so.6"])
def test_a_missing_library_says_which_packages_to_install(library):
    engine = Remote(HANDWRITING, library)
    with pytest.raises(EngineError, match="apt install libzinnia0 tegaki-zinnia") as missing:
        engine.open()
    assert missing.value.code == "typing.noHandwriting"


def test_a_missing_model_says_which_packages_to_install(tmp_path):
    with pytest.raises(EngineError, match="apt install libzinnia0 tegaki-zinnia"):
        Handwriting(model=str(tmp_path / "none.model")).open()


FUZZ = """
import random, sys
from kiosk.typing.handwriting import Handwriting
engine, dice = Handwriting(), random.Random(int(sys.argv[1]))
engine.open()
def point():
    return dice.randrange(-50, 1050), dice.randrange(-50, 1050)
for _ in range(int(sys.argv[2])):
    kind = dice.random()
    if kind < 0.6:
        engine.add(tuple(point() for _ in range(dice.choice([0, 1, 1, 2, 3, 8]))))
    elif kind < 0.9:
        engine.choose(dice.randrange(-2, 12))
    elif kind < 0.97:
        engine.back()
    else:
        engine.reset()
print("alive")
"""


def test_strokes_in_any_order_do_not_crash_it():
    """A fifth of a second for a hundred; the long run of 20,000 was made by hand, see docs/typing.md."""
    seed = str(random.randrange(10**6))
    command = [sys.executable, "-c", FUZZ, seed, "300"]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert ran.stdout == "alive\n", f"seed {seed}: {ran.returncode} {ran.stderr[-500:]}"
