"""The flight recorder holds what passed last, and nothing personal."""

import json

import pytest

from drivers.recorder import FlightRecorder


def test_only_the_last_frames_are_kept():
    recorder = FlightRecorder("printer", capacity=3)
    for number in range(10):
        recorder.frame(number, ">", number)
    assert [line["n"] for line in recorder.lines()] == [7, 8, 9]


def test_at_most_eight_bytes_of_a_frame_are_kept():
    recorder = FlightRecorder("reader")
    recorder.frame(1, "<", 1295, "aa" * 1295, "L" * 500)
    assert len(recorder.lines()[0]["head"]) == 16
    assert len(recorder.lines()[0]["label"]) == 60


def test_the_file_says_why_and_what(tmp_path):
    recorder = FlightRecorder("printer")
    recorder.note(5, "command", "print_form")
    recorder.frame(6, ">", 3)
    path = recorder.write(tmp_path / "journal", "driver.crashed", {"how": "SIGSEGV"})
    header, note, frame = [json.loads(line) for line in path.read_text().splitlines()]
    assert header == {"device": "printer", "cause": "driver.crashed", "how": "SIGSEGV"}
    assert note["word"] == "print_form"
    assert frame == {"ms": 6, "d": ">", "n": 3}


def test_twenty_files_are_kept_the_newest(tmp_path):
    names = [FlightRecorder("d").write(tmp_path, "driver.hung", {}).name for _ in range(25)]
    assert sorted(path.name for path in tmp_path.iterdir()) == names[-20:]


@pytest.mark.logs
def test_a_folder_that_cannot_be_written_costs_only_the_file(tmp_path, caplog):
    (tmp_path / "file").write_text("")
    assert FlightRecorder("d").write(tmp_path / "file" / "journal", "driver.hung", {}) is None
    assert "not written" in caplog.text
