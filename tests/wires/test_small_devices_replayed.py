"""What was recorded at a pad, a locker and a sign plays back to the same results, without the device."""

import pytest

from drivers.keypad.evaluation import EvaluationPad
from drivers.keypad.networked import NetworkedPad
from drivers.locker.locker import PickupLocker
from drivers.sign.onbon import OnbonSign
from drivers.sign.text_sign import TextSign
from drivers.sim.keypad import KeypadTwin
from drivers.sim.line import PtyLine
from drivers.sim.locker import LockerTwin, WinnsenTwin
from drivers.sim.networked_pad import NetworkedPadTwin
from drivers.sim.sign import OnbonTwin, TextSignTwin
from drivers.sim.tcp_line import TcpLine
from drivers.transport.open import open_connection
from drivers.types import Command
from hall.settings import load_profile
from tests.support.direct import TestContext

ASK = [("start_evaluation", {"window": 3, "wait_ms": 60_000})]
OPEN = [("open", {"door": 3}), ("read_door", {"door": 3}), ("open", {"door": 3})]
SHOW = [("show", {"lines": ["A012"]}), ("clear", {})]
SESSIONS = {
    "hallkit-pad": (EvaluationPad, lambda: PtyLine(KeypadTwin()), lambda twin: twin.press("4"), ASK),
    "hallkit-pad-net": (NetworkedPad, lambda: TcpLine(NetworkedPadTwin()), lambda twin: twin.rate(4), ASK),
    "locker-8a": (PickupLocker, lambda: PtyLine(LockerTwin()), None, OPEN),
    "locker-winnsen": (PickupLocker, lambda: PtyLine(WinnsenTwin()), None, OPEN),
    "onbon-bx": (OnbonSign, lambda: PtyLine(OnbonTwin()), None, SHOW),
    "text-sign": (TextSign, lambda: PtyLine(TextSignTwin()), None, SHOW),
}
TIMES = {"ms", "flags"}
"""A replay is faster than a hand."""


def session(name, port, record="", hand=None):
    """Start, do the commands; the states and completions, times left out."""
    driver_class, _, _, commands = SESSIONS[name]
    context = TestContext()
    if hand:
        context.on_event = lambda event: hand() if event.kind == "prompted" else None
    connection = open_connection(port, {}, context.check, record)
    try:
        driver = driver_class(connection, load_profile(name).options, context)
        told = [driver.start()]
        for op, args in commands:
            done = driver.perform(Command("c1", op, args, 20_000))
            result = {key: value for key, value in done.result.items() if key not in TIMES}
            told.append((done.code, done.error, result))
        return told
    finally:
        connection.close()


@pytest.mark.parametrize("name", list(SESSIONS))
def test_a_session_replays_to_the_same_result(name, tmp_path):
    _, make, act, _ = SESSIONS[name]
    record = tmp_path / "session.jsonl"
    with make() as line:
        hand = (lambda: line.act(lambda: act(line.machine))) if act else None
        first = session(name, line.port, str(record), hand)
    assert session(name, f"replay:{record}") == first
