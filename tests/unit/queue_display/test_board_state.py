"""The last state survives whatever happens to the machine, and a broken file stops nothing."""

import logging
import os
from datetime import timedelta

import pytest

from queue_display.board_state import FILE, Kept, keep, recall
from tests.unit.queue_display.hall import MORNING, day, snapshot

KEPT = Kept(heard_at=MORNING + timedelta(minutes=31), state=snapshot(day([(0, 0), (0, 1), (1, 0)]), 3))


def test_what_was_kept_is_what_comes_back(tmp_path):
    keep(tmp_path / "data", KEPT)
    assert recall(tmp_path / "data") == KEPT


def test_a_first_start_has_nothing_and_says_nothing(tmp_path):
    assert recall(tmp_path) is None


@pytest.mark.logs
@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00" * 4096,
        b"[]",
        KEPT.model_dump_json().encode()[:-40],
        KEPT.model_dump_json().replace('"version":1', '"version":9').encode(),
        KEPT.model_dump_json().replace("01:31:00Z", "01:31:00").encode(),
    ],
    ids=["empty", "zeros", "other", "half", "future", "no-zone"],
)
def test_a_broken_file_is_moved_aside_for_a_technician(tmp_path, caplog, content):
    (tmp_path / FILE).write_bytes(content)
    assert recall(tmp_path) is None
    assert (tmp_path / (FILE + ".broken")).read_bytes() == content
    assert not (tmp_path / FILE).exists()
    assert "starting without it" in caplog.text
    keep(tmp_path, KEPT)
    assert recall(tmp_path) == KEPT


def test_a_kill_while_writing_leaves_the_old_state(tmp_path, monkeypatch):
    keep(tmp_path, KEPT)

    def killed(handle):
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", killed)
    with pytest.raises(KeyboardInterrupt):
        keep(tmp_path, KEPT.model_copy(update={"heard_at": MORNING}))
    assert recall(tmp_path) == KEPT


@pytest.mark.logs
def test_a_path_that_cannot_be_read_is_said_and_survived(tmp_path, caplog):
    (tmp_path / FILE).mkdir()
    with caplog.at_level(logging.WARNING):
        assert recall(tmp_path) is None
    assert "cannot be read" in caplog.text
