"""A network camera's answer, taken apart; and the camera itself over a real socket."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.sim.document_camera import DocumentCameraTwin
from drivers.sim.faults import Fault
from drivers.sim.mjpeg import CameraLine
from drivers.transport.base import WireError, WireReason
from drivers.transport.open import open_connection
from drivers.transport.video import MOST, unpack
from drivers.transport.video_http import Parts

HEAD = b"HTTP/1.0 200 OK\r\nContent-Type: multipart/x-mixed-replace; boundary=b\r\n\r\n"
JPEGS = [
    bytes(cv2.imencode(".jpg", np.random.default_rng(n).integers(0, 255, (24, 32, 3)).astype(np.uint8))[1])
    for n in range(3)
]


def part(jpeg, *, told=True):
    length = b"Content-Length: %d\r\n" % len(jpeg) if told else b""
    return b"--b\r\nContent-Type: image/jpeg\r\n" + length + b"\r\n" + jpeg + b"\r\n"


@pytest.mark.parametrize("told", [True, False])
@given(sizes=st.lists(st.integers(1, 900), max_size=30))
def test_frames_come_out_whole_however_the_bytes_are_cut(told, sizes):
    answer = HEAD + b"".join(part(jpeg, told=told) for jpeg in JPEGS) + b"--b\r\n"
    parts, found = Parts(), []
    for size in sizes:
        found += parts.feed(answer[:size])
        answer = answer[size:]
    found += parts.feed(answer)
    assert found == JPEGS
    assert parts.status == 200


@given(junk=st.binary(max_size=300), told=st.integers(0, 99_999))
def test_nonsense_between_frames_costs_no_later_frame(junk, told):
    wrong = b"--b\r\nContent-Length: %d\r\n\r\n" % told
    parts = Parts()
    answer = HEAD + part(JPEGS[0]) + junk + wrong + part(JPEGS[1]) + b"".join(map(part, JPEGS * 20))
    found = parts.feed(answer)
    assert set(found) <= set(JPEGS)
    assert found[-1] == JPEGS[-1]


@given(data=st.lists(st.binary(max_size=200), max_size=20), begun=st.booleans())
def test_whatever_comes_is_frames_or_no_http(data, begun):
    parts = Parts()
    try:
        found = [jpeg for piece in [HEAD * begun, *data] for jpeg in parts.feed(piece)]
    except ValueError:
        return
    assert all(jpeg.startswith(b"\xff\xd8\xff") for jpeg in found)


def test_half_a_frame_is_left_out_and_the_next_is_not():
    cut = part(JPEGS[0])[: -len(JPEGS[0]) // 2] + b"\r\n"
    assert Parts().feed(HEAD + cut + part(JPEGS[1]) + part(JPEGS[2]) + part(JPEGS[2]))[-1] == JPEGS[2]


@pytest.mark.parametrize("fault", [Fault.HALF_FRAME, Fault.NO_ANSWER])
def test_a_camera_without_a_whole_frame_has_stalled(fault):
    twin = DocumentCameraTwin((320, 240))
    twin.fault = fault
    with CameraLine(twin, 30) as line:
        connection = open_connection(line.port, {"stall_ms": 400, "connect_ms": 200}, lambda: None)
        with pytest.raises(WireError) as caught:
            assert connection.read(MOST, 10_000) == b""
        connection.close()
    assert caught.value.reason is WireReason.STALLED


def test_frames_pass_through_garbage():
    twin = DocumentCameraTwin((320, 240))
    twin.fault = Fault.GARBAGE_BEFORE
    with CameraLine(twin, 30) as line:
        connection = open_connection(line.port, {}, lambda: None)
        assert unpack(connection.read(MOST, 10_000)).pixels.shape == (240, 320, 3)
        connection.close()


@pytest.mark.parametrize(
    "port", ["video:http://", "video:http://u:p@h/x", "video:http://h:x/", "video:http://h/a b"]
)
def test_an_address_that_cannot_be_one_is_refused(port):
    with pytest.raises(WireError, match="write video:http") as caught:
        open_connection(port, {}, lambda: None)
    assert caught.value.reason is WireReason.INVALID
    assert "u:p" not in str(caught.value)
