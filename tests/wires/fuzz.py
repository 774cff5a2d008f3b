"""Malformed frames against every byte protocol: no crash, no hang, no wrong "ok".

    python -m tests.wires.fuzz 100000 [PROTOCOL…]        malformed frames per protocol; a line for each

A hang ends the run with the place where it hung.
"""

from __future__ import annotations

import faulthandler
import sys
import time
import traceback

from tests.wires import fuzz_cards, fuzz_dialogues, fuzz_frames, fuzz_small_devices
from tests.wires.fuzzing import throw

PROTOCOLS = {
    **fuzz_frames.PROTOCOLS,
    **fuzz_small_devices.PROTOCOLS,
    **fuzz_dialogues.PROTOCOLS,
    **fuzz_cards.PROTOCOLS,
}
HANGS_S = 3600


def main(arguments):
    """How many protocols failed; the others are tried all the same."""
    wanted = int(arguments[0]) if arguments else 100_000
    failed = 0
    for name in arguments[1:] or PROTOCOLS:
        faulthandler.dump_traceback_later(HANGS_S, exit=True)
        began = time.monotonic()
        try:
            malformed, rounds = throw(PROTOCOLS[name], name, wanted)
            told = f"{malformed:>8} malformed in {rounds:>7} rounds, no crash, no wrong answer"
        except Exception:  # noqa: BLE001 - whatever a parser raises is told, and the next one tried
            traceback.print_exc()
            failed += 1
            told = "FAILED"
        print(f"{name:<28}{time.monotonic() - began:7.1f} s {told}", flush=True)
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]) > 0)
