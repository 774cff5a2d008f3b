"""Malformed frames, a few hundred per protocol; the long run is `python -m tests.wires.fuzz`."""

import pytest

from tests.wires.fuzz_small_devices import PROTOCOLS, run


@pytest.mark.parametrize("protocol", list(PROTOCOLS))
def test_no_malformed_frame_is_believed_or_does_harm(protocol):
    run(protocol, 400)
