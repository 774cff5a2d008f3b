"""The bytes of lock boards as public programs list them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.locker.boards import Board8A, BoardWinnsen, Said

A = Board8A()
W = BoardWinnsen(status_first=False)


def test_frames_as_published():
    assert A.order(1, 1) == bytes.fromhex("8A 01 01 11 9B")
    assert A.question(1, 1) == bytes.fromhex("80 01 01 33 B3")
    assert W.order(0, 5) == bytes.fromhex("90 06 05 00 05 03")
    assert W.question(0, 5) == bytes.fromhex("90 06 12 00 05 03")


@pytest.mark.parametrize(
    ("board", "data", "told"),
    [
        (A, "8A 01 01 00 8A", Said("opened", 1, 1, 0)),
        (A, "8A 01 01 11 9B", Said("opened", 1, 1, 0x11)),
        (A, "80 01 01 11 91", Said("status", 1, 1, 0x11)),
        (A, "82 01 02 00 81", Said("moved", 1, 2, 0)),
        (W, "90 07 85 00 05 01 03", Said("opened", 0, 5, 1, "ok")),
        (W, "90 07 85 00 05 02 03", Said("opened", 0, 5, 2, "cooling")),
        (W, "90 07 92 00 05 01 03", Said("status", 0, 5, 1)),
        (BoardWinnsen(status_first=True), "90 07 92 00 01 05 03", Said("status", 0, 5, 1)),
    ],
)
def test_answers_as_published(board, data, told):
    assert board.cut(bytes.fromhex(data)) == (told, len(bytes.fromhex(data)))


@pytest.mark.parametrize(
    ("board", "data"),
    [
        (A, "80 01 01 33 B3"),
        (A, "80 01 01 11 92"),
        (A, "80 01 01 22 A2"),
        (W, "90 06 12 00 05 03"),
        (W, "90 07 92 00 05 07 03"),
        (W, "90 07 92 00 05 01 04"),
    ],
)
def test_an_echo_a_wrong_check_and_an_unknown_status_say_nothing(board, data):
    said, size = board.cut(bytes.fromhex(data))
    assert said is None
    assert size > 0


@pytest.mark.parametrize("board", [A, W, BoardWinnsen(status_first=True)])
@given(st.binary(min_size=1, max_size=7))
def test_nothing_that_comes_stops_the_cutting(board, data):
    said, size = board.cut(data)
    assert size <= len(data)
    assert size > 0 or (said is None and len(data) < board.size)
