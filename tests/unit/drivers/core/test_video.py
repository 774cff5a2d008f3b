"""Frames from a recording, and what a camera's frames say of the camera."""

from __future__ import annotations

import time

import numpy as np
import pytest

from drivers.sim.camera import CameraTwin
from drivers.transport.base import WireError
from drivers.transport.frame_watch import FrameWatch, Sight
from drivers.transport.open import open_connection
from drivers.transport.settings import WireSettings
from drivers.transport.video import MOST, Frame, open_video, pack, unpack


@pytest.fixture
def port(tmp_path):
    twin = CameraTwin((320, 240))
    twin.empty(5)
    return twin.write(tmp_path / "five.avi")


def test_every_frame_comes_once_and_then_the_camera_is_gone(port):
    source = open_video(port, WireSettings(), lambda: None)
    frames = [source.read_frame(10_000) for _ in range(5)]
    assert all(frame.pixels.shape == (240, 320, 3) for frame in frames)
    assert len({frame.pixels.tobytes() for frame in frames}) == 5
    with pytest.raises(WireError, match="ends here"):
        source.read_frame(10_000)
    source.close()


def test_a_loop_begins_again(port):
    source = open_video(port + "#loop", WireSettings(), lambda: None)
    frames = [source.read_frame(10_000).pixels.tobytes() for _ in range(12)]
    assert frames[:5] == frames[5:10]
    source.close()


def test_a_frame_is_not_there_before_its_time(port):
    source = open_video(port, WireSettings(), lambda: None)
    start = time.monotonic()
    assert source.read_frame(10_000)
    assert source.read_frame(0) is None
    assert source.read_frame(10_000)
    assert source.read_frame(10_000)
    assert time.monotonic() - start >= 0.07
    source.close()


def test_waiting_says_alive(port):
    calls = []
    source = open_video(port, WireSettings(), lambda: calls.append(1))
    source.read_frame(10_000)
    before = len(calls)
    source.read_frame(10_000)
    assert len(calls) > before
    source.close()


def test_frames_cross_as_messages(port):
    connection = open_connection(port, {}, lambda: None)
    frame = unpack(connection.read(MOST, 10_000))
    assert (frame.pixels.shape, frame.age_ms) == ((240, 320, 3), 0)
    assert connection.read(100, 10_000) == b""
    with pytest.raises(WireError, match="no bytes"):
        connection.write(b"x")
    connection.discard()
    connection.close()


def test_a_message_keeps_pixels_and_age():
    pixels = np.random.default_rng(1).integers(0, 256, (7, 9, 3)).astype(np.uint8)
    frame = unpack(pack(Frame(pixels, 321)))
    assert frame.age_ms == 321
    assert (frame.pixels == pixels).all()


@pytest.mark.parametrize("message", [b"", b"x" * 11, b"\x01\0\0\0" * 3, b"\x01\0\0\0" * 3 + b"four"])
def test_a_broken_message_is_no_frame(message):
    with pytest.raises(ValueError, match=r"frame|reshape"):
        unpack(message)


def test_sight():
    rng = np.random.default_rng(1)
    desk = rng.integers(60, 200, (240, 320, 3)).astype(np.uint8)
    watch = FrameWatch(frozen_frames=10)
    assert watch.sight is Sight.UNKNOWN
    assert watch.see(desk) is Sight.CLEAR
    assert [watch.see(desk) for _ in range(9)][-1] is Sight.FROZEN
    assert watch.see(255 - desk) is Sight.CLEAR
    dark = [rng.integers(0, 12, (240, 320, 3)).astype(np.uint8) for _ in range(5)]
    assert [watch.see(frame) for frame in dark][-1] is Sight.COVERED
    plain = [rng.integers(148, 152, (240, 320, 3)).astype(np.uint8) for _ in range(5)]
    assert [watch.see(frame) for frame in plain][-1] is Sight.COVERED
    assert watch.see(desk) is Sight.CLEAR


def test_one_dark_frame_is_no_covered_lens():
    watch = FrameWatch()
    desk = np.random.default_rng(1).integers(60, 200, (240, 320)).astype(np.uint8)
    watch.see(desk)
    assert watch.see(np.zeros((240, 320), np.uint8)) is Sight.CLEAR
