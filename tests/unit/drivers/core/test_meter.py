"""What the flight recorder is told, and how many bytes may have left."""

import pytest

from drivers.meter import Meter
from drivers.transport.base import WireError
from drivers.transport.memory import memory_pair


class Line:
    """A meter on one end of a line in memory; `frames` is what the recorder was told."""

    def __init__(self):
        inner, self.there = memory_pair(stall_ms=100)
        self.frames = []
        self.meter = Meter(inner, self.frames.append, lambda: 7)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.meter.close()
        self.there.close()


def test_by_default_only_direction_and_length_are_told():
    with Line() as line:
        line.meter.write(b"11010519491231002X")
        line.there.write("张小凡".encode())
        line.meter.read(100, 10_000)
    assert line.frames == [
        {"ms": 7, "d": ">", "n": 18, "head": "", "label": ""},
        {"ms": 7, "d": "<", "n": 9, "head": "", "label": ""},
    ]


def test_a_driver_cannot_have_more_than_eight_bytes_told():
    with Line() as line:
        line.meter.head = 1000
        line.meter.write(bytes(range(20)))
    assert line.frames[0]["head"] == "0001020304050607"


def test_a_label_that_fails_is_told_as_unreadable_and_the_bytes_pass():
    with Line() as line:
        line.meter.label = lambda direction, data: data[99:].decode("ascii") + str(data[99])
        line.meter.write(b"short")
        assert line.there.read(10, 10_000) == b"short"
    assert line.frames[0]["label"] == "unreadable"


def test_nothing_is_told_of_a_read_that_brought_nothing():
    with Line() as line:
        assert line.meter.read(10, 0) == b""
    assert line.frames == []


def test_bytes_of_a_write_that_stalled_half_way_have_left():
    with Line() as line:
        with pytest.raises(WireError) as caught:
            line.meter.write(b"x" * 10_000_000)
        assert line.meter.left == caught.value.sent > 0


def test_no_byte_left_when_the_plug_was_already_out():
    with Line() as line:
        line.there.close()
        with pytest.raises(WireError):
            line.meter.write(b"ticket")
        assert line.meter.left == 0


def test_a_write_that_was_given_up_half_way_may_have_left():
    def give_up():
        raise InterruptedError

    inner, there = memory_pair(give_up)
    meter = Meter(inner, lambda _: None, lambda: 0)
    with pytest.raises(InterruptedError):
        meter.write(b"ticket")
    assert meter.left == 6
    meter.close()
    there.close()
