"""Somebody unscrews a pad or a call box: it is told until staff have looked, and what it said before still counts."""

import pytest

from drivers.keypad.caller import CallerKeypad
from drivers.keypad.evaluation import EvaluationPad
from drivers.sim.keypad import CALL_KEYS, KeypadTwin
from drivers.sim.line import PtyLine
from hall.settings import load_profile
from tests.support.direct import driven

PADS = [
    ("hallkit-pad", EvaluationPad, KeypadTwin),
    ("hallkit-caller", CallerKeypad, lambda: KeypadTwin(keys=CALL_KEYS)),
]


@pytest.mark.parametrize(("profile", "driver", "twin"), PADS)
def test_an_opened_housing_is_told_once_until_staff_looked(profile, driver, twin):
    with driven(PtyLine(twin()), driver, load_profile(profile).options, baud=9600) as desk:
        desk.driver.start()
        for _ in range(2):
            desk.hand(desk.twin.open_housing)
        for _ in range(2000):
            if "tampered" in desk.context.kinds:
                break
            status = desk.driver.idle()
            desk.context.pause(5)
        assert (status.ready, status.code, status.parts["tamper"]) == (True, "pad.tampered", "opened")
        desk.driver.idle()
        assert desk.context.kinds.count("tampered") == 1
        assert desk.do("clear_alarms").result == {"cleared": True}
        assert desk.driver.idle().parts["tamper"] == "none"
