"""Malformed frames against every parser and every whole dialogue, a few; the long run is `python -m tests.wires.fuzz`."""

import pytest

from tests.wires import fuzz_cards, fuzz_dialogues, fuzz_frames
from tests.wires.fuzzing import throw

FEW = {
    **dict.fromkeys(fuzz_frames.PROTOCOLS, 1000),
    **dict.fromkeys(fuzz_dialogues.PROTOCOLS, 400),
    **dict.fromkeys(fuzz_cards.PROTOCOLS, 200),
}


@pytest.mark.parametrize("name", list(FEW))
def test_no_malformed_frame_is_believed_or_does_harm(name):
    once = {**fuzz_frames.PROTOCOLS, **fuzz_dialogues.PROTOCOLS, **fuzz_cards.PROTOCOLS}[name]
    assert throw(once, name, FEW[name])[0] >= FEW[name]
