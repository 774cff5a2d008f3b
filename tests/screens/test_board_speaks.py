"""The board as a process with a speaker: it speaks the server's calls, and without sound it still shows them."""

import os
from datetime import timedelta

import pytest

from hall.contract.messages import FeedEvent
from hall.domain.clock import SystemClock
from tests.screens.test_board_program import DAY, Board, Hall
from tests.unit.queue_display.voice.hall import Ear

PLAYER = """#!/bin/sh
[ -e {folder}/card ] || exit 1
[ "$(stat -c %s "$1")" -lt 5000 ] && exit 0  # the moment of silence that asks whether the card is there
cp "$1" {folder}/heard-$$.part && mv {folder}/heard-$$.part {folder}/heard-$$.wav
"""


@pytest.fixture
def hall():
    made = Hall()
    made.run(made.server.start())
    yield made
    made.close()


@pytest.fixture
def board(tmp_path, hall, monkeypatch):
    """A board whose player works while there is a card."""
    player = tmp_path / "bin" / "paplay"
    player.parent.mkdir()
    player.write_text(PLAYER.format(folder=tmp_path))
    player.chmod(0o755)
    (tmp_path / "card").touch()
    monkeypatch.setenv("PATH", f"{player.parent}:{os.environ['PATH']}")
    made = Board(tmp_path, hall.server.url, speaks=True)
    yield made
    if made.process is not None and made.process.poll() is None:
        made.end()


def event(kind, number, window, seq):
    at = SystemClock().now() + timedelta(milliseconds=seq)
    return FeedEvent(seq=seq, kind=kind, at=at, number=number, service="social", window=window, waiting={})


def heard(board):
    return sorted((Ear(path).seconds for path in board.folder.glob("heard-*.wav")), reverse=True)


def test_a_call_of_the_server_is_shown_and_spoken_twice_after_the_chime(board, hall):
    board.start()
    board.shows("实时")
    hall.run(hall.server.add(event("ticket.called", "A012", 3, len(DAY) + 1)))
    board.shows("A012", "3号窗口")
    board.wait(lambda: len(heard(board)) == 3)
    first, second, chime = heard(board)
    assert first == second > 3
    assert chime < 1
    assert not any("无声" in text for text in board.texts())
    told = hall.server.acks
    board.wait(lambda: any(len(DAY) + 1 in one.spoken for one in told))
    assert any(len(DAY) + 1 in one.shown for one in told)
    assert {one.unit for one in told} == {"board"}
    assert board.end() == 0
    assert (board.folder / "log").read_text() == ""


def test_without_sound_the_board_shows_every_call_says_that_it_is_mute_and_speaks_when_the_card_is_back(
    board, hall
):
    (board.folder / "card").unlink()
    board.start()
    board.wait(lambda: {"实时", "无声"} & set(board.texts()))
    hall.run(hall.server.add(event("ticket.called", "A012", 3, len(DAY) + 1)))
    board.shows("A012", "3号窗口", "无声")
    hall.run(hall.server.add(event("ticket.called", "B007", 2, len(DAY) + 2)))
    board.shows("B007")
    assert heard(board) == []
    (board.folder / "card").touch()
    board.wait(lambda: not any("无声" in text for text in board.texts()))
    board.wait(lambda: len(heard(board)) >= 3)
    assert board.end() == 0
    assert "calls are not heard: speaker.failed" in (board.folder / "log").read_text()
