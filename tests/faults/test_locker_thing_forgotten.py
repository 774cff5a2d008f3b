"""A door is opened and shut again, and the certificate still lies in it: nobody is told that it was taken."""

from drivers.locker.locker import PickupLocker
from drivers.sim.line import PtyLine
from drivers.sim.locker import LockerTwin
from tests.support.direct import driven

OPTIONS = {"family": "8a80", "boards": {"1": 4}, "items": {"1": 13}, "open_ms": 400, "answer_ms": 150}


def test_what_still_lies_there_was_not_taken():
    with driven(PtyLine(LockerTwin(4)), PickupLocker, OPTIONS, baud=9600) as desk:
        desk.hand(lambda: desk.twin.put(13, there=True))
        desk.driver.start()
        assert desk.do("open", door=1).done
        desk.hand(desk.twin.push, 1)
        assert desk.do("close_wait", door=1).result["item"] == "present"
        assert "itemTaken" not in desk.context.kinds
