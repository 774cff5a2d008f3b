"""The locker at work, on a real pty: what the sensor saw, and nothing else."""

import pytest

from drivers.locker.locker import PickupLocker
from drivers.sim.faults import Fault
from drivers.sim.line import PtyLine
from drivers.sim.locker import LockerTwin, WinnsenTwin
from drivers.types import Canceled, CompletionCode, DeviceState
from tests.support.direct import driven

A = {"family": "8a80", "boards": {"1": 4}, "open_ms": 400, "answer_ms": 150}
W = {"family": "winnsen", "boards": {"0": 4}, "open_ms": 400, "answer_ms": 150}
FAMILIES = [
    pytest.param(lambda: LockerTwin(4), A, id="8a80"),
    pytest.param(lambda: LockerTwin(4, open_reads=0x11), {**A, "open_reads": "11"}, id="8a80-11"),
    pytest.param(lambda: LockerTwin(4, echo=True), A, id="8a80-echo"),
    pytest.param(
        lambda: LockerTwin(4, open_reads=0x11, echo=True), {**A, "open_reads": "11"}, id="8a80-11-echo"
    ),
    pytest.param(lambda: WinnsenTwin(4), W, id="winnsen"),
    pytest.param(lambda: WinnsenTwin(4, echo=True), W, id="winnsen-echo"),
    pytest.param(lambda: WinnsenTwin(4, status_first=True), {**W, "status_first": True}, id="winnsen-new"),
]


@pytest.fixture
def desk():
    with driven(PtyLine(LockerTwin(4)), PickupLocker, A, baud=9600) as desk:
        desk.driver.start()
        yield desk


@pytest.mark.parametrize(("twin", "options"), FAMILIES)
def test_a_door_opens_once_and_is_shut_again(twin, options):
    with driven(PtyLine(twin()), PickupLocker, options) as desk:
        board = next(iter(options["boards"]))
        assert desk.driver.start().parts == {
            **{f"door_{n}": "closed" for n in range(1, 5)}, f"board_{board}": "online", "tamper": "none",
        }  # fmt: skip
        done = desk.do("open", door=3)
        assert done.code is CompletionCode.SUCCESS, done
        assert done.result["sensor"] == "open"
        assert desk.twin.orders == {1: 0, 2: 0, 3: 1, 4: 0}
        assert desk.twin.open[3]
        desk.hand(desk.twin.push, 3)
        assert desk.do("close_wait", door=3).result["sensor"] == "closed"
        assert desk.context.kinds == ["doorOpened", "doorClosed"]


@pytest.mark.parametrize(("twin", "options"), FAMILIES)
def test_a_lock_that_does_not_give_way_is_told_and_not_tried_again(twin, options):
    with driven(PtyLine(twin()), PickupLocker, options) as desk:
        desk.line.set_fault(Fault.JAM)
        done = desk.do("open", door=2)
        assert (done.code, done.error) == (CompletionCode.HARDWARE_ERROR, "door.notOpened")
        assert desk.twin.orders[2] == 1
        status = desk.driver.idle()
        assert (status.code, status.parts["door_2"]) == ("door.notOpened", "jammed")
        desk.line.set_fault(Fault.NONE)
        assert desk.do("open", door=2).done
        assert desk.driver.idle().parts["door_2"] == "open"


def test_a_door_that_is_open_already_is_not_opened_again(desk):
    assert desk.do("open", door=1).done
    done = desk.do("open", door=1)
    assert (done.code, done.error) == (CompletionCode.USER_ERROR, "door.alreadyOpen")
    assert desk.twin.orders[1] == 1


def test_wrong_polarity_never_becomes_a_success():
    with driven(PtyLine(LockerTwin(4, open_reads=0x11)), PickupLocker, A) as desk:
        done = desk.do("open", door=1)
        assert (done.code, done.error) == (CompletionCode.USER_ERROR, "door.alreadyOpen")
        assert desk.twin.orders[1] == 0


class Loses(LockerTwin):
    """Obeys the order, then is not heard any more."""

    def feed(self, data):
        replies = super().feed(data)
        if any(self.orders.values()):
            self.fault = Fault.NO_ANSWER
            return []
        return replies


def test_a_board_that_falls_silent_after_the_order_leaves_the_outcome_unknown():
    with driven(PtyLine(Loses(4)), PickupLocker, A) as desk:
        done = desk.do("open", door=2)
        assert (done.code, done.error) == (CompletionCode.OUTCOME_UNKNOWN, "protocol.noAnswer")
        assert desk.twin.orders[2] == 1
        assert desk.do("open", door=2).code is CompletionCode.DEVICE_NOT_READY
        assert desk.twin.orders[2] == 1
        desk.line.set_fault(Fault.NONE)
        desk.twin.orders[2] = 0
        assert desk.do("read_door", door=2).result["sensor"] == "open"


def test_without_a_sensor_nothing_is_ever_claimed():
    with driven(PtyLine(LockerTwin(4)), PickupLocker, {**A, "sensor": False}) as desk:
        assert desk.driver.start().code == "status.noChannel"
        done = desk.do("open", door=2)
        assert (done.code, done.error) == (CompletionCode.OUTCOME_UNKNOWN, "status.noChannel")
        assert desk.twin.orders[2] == 1


def test_giving_up_after_the_order_is_told_up():
    with driven(PtyLine(LockerTwin(4)), PickupLocker, {**A, "open_ms": 5000}) as desk:
        desk.line.set_fault(Fault.JAM)
        ordered = desk.twin._unlock

        def unlock(door):
            ordered(door)
            desk.context.give_up = True

        desk.twin._unlock = unlock
        with pytest.raises(Canceled):
            desk.do("open", door=2)
        assert desk.twin.orders[2] == 1


def idle_until(desk, kind):
    for _ in range(500):
        status = desk.driver.idle()
        if kind in desk.context.kinds:
            return status
        desk.context.pause(5)
    raise AssertionError(desk.context.events)


@pytest.mark.parametrize("reports", [True, False])
def test_a_door_that_is_forced_is_an_alarm_until_staff_looked(desk, reports):
    desk.twin.reports = reports
    desk.hand(desk.twin.force, 4)
    assert idle_until(desk, "forcedOpen").code == "door.forcedOpen"
    desk.hand(desk.twin.push, 4)
    assert idle_until(desk, "doorClosed").code == "door.forcedOpen"
    assert desk.do("clear_alarms").result == {"cleared": [4]}
    assert desk.driver.idle().code == ""


def test_a_door_left_open_is_told_once():
    with driven(PtyLine(LockerTwin(4)), PickupLocker, {**A, "left_open_s": 1}) as desk:
        desk.driver.start()
        assert desk.do("open", door=1).done
        assert idle_until(desk, "doorLeftOpen").code == "door.leftOpen"
        for _ in range(4):
            desk.driver.idle()
        assert desk.context.kinds.count("doorLeftOpen") == 1
        done = desk.do("close_wait", door=1, wait_ms=300)
        assert (done.code, done.error) == (CompletionCode.TIME_OUT, "door.leftOpen")
        desk.hand(desk.twin.push, 1)
        assert idle_until(desk, "doorClosed").code == ""


def test_a_station_that_must_cool_down_says_so():
    with driven(PtyLine(WinnsenTwin(4)), PickupLocker, W) as desk:
        desk.twin.cooling = True
        done = desk.do("open", door=1)
        assert (done.code, done.error) == (CompletionCode.DEVICE_NOT_READY, "door.coolingDown")


SWITCHED = [
    pytest.param(lambda: LockerTwin(4), {**A, "items": {"1": 13}}, id="8a80"),
    pytest.param(lambda: WinnsenTwin(4), {**W, "items": {"1": 13}}, id="winnsen"),
]


@pytest.mark.parametrize(("twin", "options"), SWITCHED)
def test_a_certificate_that_is_laid_in_and_taken_is_told(twin, options):
    with driven(PtyLine(twin()), PickupLocker, options) as desk:
        desk.hand(lambda: desk.twin.put(13, there=True))
        assert desk.driver.start().parts["item_1"] == "present"
        assert desk.do("read_ir").result == {"items": {"1": "present"}}
        assert desk.do("open", door=1).done
        desk.hand(lambda: desk.twin.put(13, there=False))
        idle_until(desk, "itemTaken")
        desk.hand(desk.twin.push, 1)
        assert desk.do("close_wait", door=1).result == {"door": 1, "sensor": "closed", "item": "absent"}
        desk.hand(lambda: desk.twin.put(13, there=True))
        idle_until(desk, "itemPlaced")
        assert desk.twin.orders[1] == 1


def test_what_no_board_can_do_is_told_and_refused(desk):
    told = desk.do("capabilities").result
    assert (told["doors"], told["occupancy"], told["weight"]) == (4, None, None)
    assert {"open", "close_wait"} <= set(told["operations"])
    assert told["unsupported"] == ["assign", "read_weight"]
    for op in ("assign", "read_weight", "read_ir", "identify"):
        assert desk.do(op).code is CompletionCode.UNSUPPORTED_COMMAND


def test_a_visit_ends_with_every_door_shut(desk):
    assert desk.do("begin_transaction", id="t1").result["media_left"] is False
    assert desk.do("open", door=1).done
    assert desk.do("end_transaction").result == {"media_left": True, "buffers_cleared": None}
    assert "mediaLeft" in desk.context.kinds
    desk.hand(desk.twin.push, 1)
    assert desk.do("close_wait", door=1).done
    assert desk.do("end_transaction").result["media_left"] is False


@pytest.mark.parametrize("door", [0, 5, -1, "1", True])
def test_a_door_that_is_not_there(desk, door):
    assert desk.do("open", door=door).code is CompletionCode.INVALID_DATA
    assert not any(desk.twin.orders.values())


def test_two_boards_are_counted_through():
    with driven(PtyLine(LockerTwin(4, board=2)), PickupLocker, {**A, "boards": {"1": 4, "2": 4}}) as desk:
        status = desk.driver.start()
        assert (status.device, status.code) == (DeviceState.ONLINE, "board.offline")
        assert (status.parts["board_1"], status.parts["board_2"]) == ("offline", "online")
        assert (status.parts["door_1"], status.parts["door_5"]) == ("unknown", "closed")
        assert desk.do("open", door=6).done
        assert desk.twin.orders[2] == 1


@pytest.mark.parametrize(
    "options",
    [
        {"family": "5a5a"}, {"boards": {"x": 4}}, {"boards": {"1": 0}}, {"open_reads": "22"}, {"door": 4},
        {"items": {"1": 12}}, {"items": {"13": 20}}, {"items": {"1": 20, "2": 20}}, {"sizes": {"0": "small"}},
    ],
)  # fmt: skip
def test_a_wrong_setting_opens_nothing(options):
    with driven(PtyLine(LockerTwin(4)), PickupLocker, options) as desk:
        assert desk.driver.start().code == "config.invalid"
        assert desk.do("open", door=1).error == "config.invalid"
        assert desk.twin.received == []
