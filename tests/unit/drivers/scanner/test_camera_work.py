"""Work on a picture beside the driver: what it gives comes back, whenever it ends."""

import sys
import threading

import pytest

from drivers.scanner.camera_work import Desk


def test_work_that_ends_just_as_the_driver_gives_up_waiting_is_no_timeout():
    """The work is held until waiting has timed out, and is over before anybody asks whether it is."""
    late, over = threading.Event(), threading.Event()

    def work():
        late.wait(10)
        return "page"

    def let_go(*_):
        late.set()
        over.wait(0.2)

    def seen(_, event, value):
        if event == "exception" and issubclass(value[0], TimeoutError):
            let_go()
        return seen

    slices = iter(range(1000))
    desk = Desk(lambda: let_go() if next(slices) == 2 else None)
    before = sys.gettrace()
    sys.settrace(lambda frame, *_: seen if frame.f_code is Desk.work.__code__ else None)
    try:
        assert desk.work(work) == "page"
    finally:
        sys.settrace(before)


def test_a_timeout_of_the_work_itself_is_told():
    def work():
        raise TimeoutError("the picture's own")

    with pytest.raises(TimeoutError, match="own"):
        Desk(lambda: None).work(work)


def test_the_driver_says_alive_while_the_work_goes_on():
    said = []
    enough = threading.Event()

    def alive():
        said.append(1)
        if len(said) == 3:
            enough.set()

    assert Desk(alive).work(enough.wait, 10)
