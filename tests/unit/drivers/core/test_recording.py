"""A recording plays back what happened, byte for byte, and notices a driver that does something else."""

import json

import pytest

from drivers.transport.base import WireError, WireReason
from drivers.transport.memory import memory_pair
from drivers.transport.open import open_connection
from drivers.transport.tap import TapConnection


def nothing():
    pass


def record(path, talk):
    """Record `talk(here, there)`."""
    inner, there = memory_pair()
    here = TapConnection(inner, path, "memory")
    talk(here, there)
    here.close()
    there.close()
    return f"replay:{path}"


def conversation(here, there):
    there.write(b"noise")
    here.discard()
    here.write(b"ask")
    there.read(10, 10_000)
    there.write(b"answer")
    assert here.read(4, 10_000) == b"answ"
    assert here.read(4, 10_000) == b"er"
    here.write(b"thanks")


@pytest.fixture
def port(tmp_path):
    return record(tmp_path / "talk.jsonl", conversation)


def test_the_same_conversation_plays_to_its_end(port):
    replay = open_connection(port, {}, nothing)
    replay.discard()
    replay.write(b"as")
    replay.write(b"k")
    assert [replay.read(3, 10), replay.read(99, 10), replay.read(99, 10)] == [b"ans", b"w", b"er"]
    assert replay.read(99, 20) == b""
    replay.write(b"thanks")
    with pytest.raises(WireError, match="ends here"):
        replay.write(b"more")
    replay.close()


def test_other_bytes_than_recorded_are_refused_with_the_line_and_without_the_bytes(port):
    replay = open_connection(port, {}, nothing)
    replay.discard()
    with pytest.raises(WireError, match="line 3") as caught:
        replay.write(b"asx")
    assert caught.value.reason is WireReason.INVALID
    assert "617378" not in str(caught.value)


def test_writing_when_an_answer_was_recorded_is_refused(port):
    replay = open_connection(port, {}, nothing)
    with pytest.raises(WireError, match=r"line 2.*discarded"):
        replay.write(b"ask")
    replay.discard()
    replay.write(b"ask")
    with pytest.raises(WireError, match=r"line 4.*answer"):
        replay.write(b"thanks")


def test_a_wire_that_broke_when_recording_breaks_again(tmp_path):
    def broken(here, there):
        here.write(b"1")
        there.close()
        with pytest.raises(WireError):
            here.write(b"2")

    replay = open_connection(record(tmp_path / "r", broken), {}, nothing)
    replay.write(b"1")
    with pytest.raises(WireError) as caught:
        replay.write(b"2")
    assert caught.value.reason is WireReason.GONE


def test_a_second_connection_is_recorded_after_the_first(tmp_path):
    file = tmp_path / "r"
    record(file, lambda here, there: here.write(b"one"))
    port = record(file, lambda here, there: here.write(b"two"))
    open_connection(port, {}, nothing).write(b"one")
    open_connection(port + "#2", {}, nothing).write(b"two")
    with pytest.raises(WireError, match="2 connections"):
        open_connection(port + "#3", {}, nothing)


def test_a_recording_is_for_its_owner_only(tmp_path):
    record(tmp_path / "r", conversation)
    assert (tmp_path / "r").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    "text",
    [
        "",
        "not json\n",
        '{"recording": 2}\n',
        '{"ms": 1, "d": ">", "hex": "00"}\n',
        '{"recording": 1}\n[]\n',
        '{"recording": 1}\n{"d": ">", "hex": "0g"}\n',
        '{"recording": 1}\n{"d": "?", "hex": "00"}\n',
        '{"recording": 1}\n{"d": "!", "reason": "tired"}\n',
        '{"recording": 1}\n{"d": "<", "hex": 7}\n',
        "录音\n",
    ],
)
def test_a_file_that_is_no_recording_is_refused(tmp_path, text):
    (tmp_path / "r").write_text(text)
    with pytest.raises(WireError) as caught:
        open_connection(f"replay:{tmp_path}/r", {}, nothing)
    assert caught.value.reason is WireReason.INVALID


def test_a_recording_that_cannot_be_written_is_said_before_anything_is_sent(tmp_path):
    with pytest.raises(WireError, match="cannot be written"):
        open_connection("/dev/null", {}, nothing, str(tmp_path / "none" / "r"))
    assert not list(tmp_path.iterdir())


def test_the_first_line_names_the_port(tmp_path):
    open_connection("/dev/null", {}, nothing, str(tmp_path / "r")).close()
    assert json.loads((tmp_path / "r").read_text()) == {"recording": 1, "port": "/dev/null"}
