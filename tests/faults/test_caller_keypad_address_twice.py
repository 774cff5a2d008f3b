"""Two call boxes with one address on one line: the technician is told, and no key counts twice."""

from drivers.keypad.caller import CallerKeypad
from drivers.sim.keypad import CALL_KEYS, KeypadTwin
from drivers.sim.line import PtyLine
from hall.settings import load_profile
from tests.support.direct import driven


def test_double_answers_are_a_collision_and_one_press_is_one_key():
    options = load_profile("hallkit-caller").options
    with driven(PtyLine(KeypadTwin(keys=CALL_KEYS)), CallerKeypad, options, baud=9600) as desk:
        desk.twin.doubled = True
        for _ in range(4):
            status = desk.driver.look()
        assert (status.ready, status.code) == (True, "bus.collision")
        desk.hand(desk.twin.press, "next", 2)
        for _ in range(2000):
            if "keyPressed" in desk.context.kinds:
                break
            desk.driver.idle()
            desk.context.pause(5)
        desk.driver.idle()
        assert desk.context.kinds.count("keyPressed") == 1
