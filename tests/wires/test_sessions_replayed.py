"""What was recorded at a device on a line plays back to the same results, without the device: every driver on a wire."""

import threading
from importlib import import_module

import pytest

from drivers.kit.built_in import STANDS
from drivers.sim.twins import TWINS, WIRES, line_for
from drivers.transport.open import open_connection
from drivers.types import Command
from hall.settings import load_profile
from tests.support.direct import TestContext

_MOMENT_S = 0.5
"""A driver that waits without saying so is met by a hand that comes a little later."""
TIMES = {"ms"}
"""A replay is faster than a hand."""


def session(name, port, record="", line=None):
    """Start, the profile's own trial twice, the end; `line`: the twin, when there is one, and hands at it."""
    profile, stand = load_profile(name), STANDS[name]
    trial = stand.trial
    module, _, cls = profile.driver.partition(":")
    context = TestContext()

    def hand():
        if line is not None:
            line.act(lambda: trial.hand(line.machine))

    context.on_event = lambda event: hand() if event.kind == trial.prompt else None
    connection = open_connection(port, profile.wire, context.check, record)
    try:
        driver = getattr(import_module(module), cls)(
            connection, {**profile.options, **stand.options}, context
        )
        told = [driver.start()]
        for number in range(2):
            if not trial.waits:
                hand()
            elif not trial.prompt and line is not None:
                threading.Timer(_MOMENT_S, hand).start()
            done = driver.perform(Command(f"c{number}", trial.op, trial.args, 8_000))
            result = {key: value for key, value in done.result.items() if key not in TIMES}
            told.append((done.code, done.error, result))
        driver.stop()
        return told, [event for event in context.events if event.kind != "inputChanged"]
    finally:
        connection.close()


@pytest.mark.parametrize("name", [name for name in STANDS if TWINS[name].carrier in WIRES])
def test_a_session_replays_to_the_same_result(name, tmp_path):
    record = tmp_path / "session.jsonl"
    with line_for(name, tmp_path / "port") as line:
        first, events = session(name, line.port, str(record), line)
    again, replayed = session(name, f"replay:{record}")
    assert again == first
    assert first[1][0] is STANDS[name].trial.ends
    assert [event.kind for event in replayed] == [event.kind for event in events]
