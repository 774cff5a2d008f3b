"""Reading codes from frames."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from drivers.code_reader.found import HALL, Symbology
from drivers.code_reader.stream import StreamReader
from tests.support.codes import bars, qr

STEP_MS = 66


def held(picture, size=(720, 1280), shade=150):
    """A frame with a picture in its middle."""
    frame = np.full(size, shade, np.uint8)
    top, left = (size[0] - picture.shape[0]) // 2, (size[1] - picture.shape[1]) // 2
    frame[top : top + picture.shape[0], left : left + picture.shape[1]] = picture
    return frame


def grained(frame, sigma, rng):
    return (frame + rng.normal(0, sigma, frame.shape)).clip(0, 255).astype(np.uint8)


def texts(reader, frames, start_ms=0):
    return [
        code.text for at, frame in enumerate(frames) for code in reader.read(frame, start_ms + at * STEP_MS)
    ]


def test_a_code_held_still_is_reported_once():
    reader = StreamReader()
    assert texts(reader, [held(qr("one"))] * 20) == ["one"]
    assert reader.suppressed == 19


def test_a_code_that_was_away_is_new():
    reader = StreamReader(duplicate_ms=500)
    empty = [held(np.full((9, 9), 150, np.uint8))] * 10
    assert texts(reader, [held(qr("one")), *empty, held(qr("one"))]) == ["one", "one"]


def test_a_short_gap_is_the_same_presentation():
    reader = StreamReader(duplicate_ms=5000)
    empty = [held(np.full((9, 9), 150, np.uint8))] * 5
    assert texts(reader, [held(qr("one")), *empty, held(qr("one")), held(qr("two"))]) == ["one", "two"]


@pytest.mark.parametrize("kind", ["EAN13", "Code128", "DataMatrix"])
def test_other_kinds_are_read_within_a_second(kind):
    picture = bars(kind, "6901234567892")
    assert texts(StreamReader(), [held(picture)] * 15) == ["6901234567892"]


def test_a_bar_code_seen_in_one_frame_only_is_not_believed():
    empty = held(np.full((9, 9), 150, np.uint8))
    frames = [held(bars("EAN13", "6901234567892")), *[empty] * 15]
    assert texts(StreamReader(), frames) == []


@pytest.mark.parametrize(
    ("name", "harm"),
    [
        ("low light", lambda f, r: grained(f * 0.1, 4, r)),
        ("telephone's pixels", lambda f, r: grained(f * np.tile([0.7, 1.0, 0.85], 427)[None, :1280], 6, r)),
        ("out of focus", lambda f, r: cv2.GaussianBlur(f, (0, 0), 2.5)),
        ("tilted", lambda f, r: cv2.resize(f, None, fx=0.35, fy=1.0)),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_hardships_are_overcome_within_six_frames(name, harm):
    rng = np.random.default_rng(2)
    frames = [harm(held(qr("HK1:C:T1-20261122-0007", 7)), rng) for _ in range(6)]
    assert texts(StreamReader(), frames) == ["HK1:C:T1-20261122-0007"]


def test_what_was_reported_and_still_lies_there_stays_known_while_nobody_reads():
    reader = StreamReader(duplicate_ms=1000)
    frame = held(qr("one"))
    assert texts(reader, [frame]) == ["one"]
    reader.forget()
    for now in range(500, 5000, 500):
        reader.watch(frame, now)
    assert texts(reader, [frame], 5200) == []
    assert texts(reader, [held(qr("two"))], 5300) == ["two"]


def test_what_is_shown_while_nobody_reads_is_new_when_somebody_does():
    reader = StreamReader()
    reader.watch(held(qr("one")), 0)
    assert texts(reader, [held(qr("one"))], 100) == ["one"]


def test_nothing_of_a_code_is_kept_in_clear():
    reader = StreamReader()
    texts(reader, [held(qr("secret"))])
    reader.forget()
    assert b"secret" not in b"".join(reader._reported)
    assert not reader._seen


def test_frames_that_are_no_pictures_do_no_harm():
    reader = StreamReader(HALL)
    for shape in ((0, 0), (1, 1), (1, 2000), (3, 3, 3), (5, 0, 3)):
        assert reader.read(np.zeros(shape, np.uint8), 0) == []
    assert StreamReader(frozenset({Symbology.EAN13})).read(held(qr("one")), 0) == []
