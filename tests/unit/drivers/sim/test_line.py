"""Lines: bytes really cross, late replies come late, and a plug can be pulled and put back."""

from __future__ import annotations

import os
import socket
import threading
import time
from pathlib import Path

import pytest
import serial

from drivers.sim.base import Reply
from drivers.sim.faults import Fault
from drivers.sim.line import LineFailedError, PtyLine
from drivers.sim.spoil import NOISE, spoil
from drivers.sim.tcp_line import TcpLine


class Echo:
    """Answers every chunk with itself; `say` makes it speak unasked."""

    faults = frozenset({Fault.NO_ANSWER, Fault.SLOW})

    def __init__(self, after_ms=0):
        self.fault = Fault.NONE
        self.after_ms = after_ms
        self.starts = 0
        self.pending = []

    def feed(self, data):
        return [Reply(r.data, r.after_ms or self.after_ms) for r in spoil(self.fault, data)]

    def unasked(self):
        said, self.pending = self.pending, []
        return said

    def say(self, data, after_ms=0):
        self.pending.append(Reply(data, after_ms))
        return len(self.pending)

    def power_on(self):
        self.starts += 1


def open_port(line, timeout=10):
    return serial.Serial(line.port, 115200, timeout=timeout, exclusive=True)


def connect(line):
    host, port = line.port.removeprefix("tcp://").rsplit(":", 1)
    return socket.create_connection((host, int(port)), timeout=10)


def take(client, length):
    data = b""
    while len(data) < length:
        more = client.recv(length - len(data))
        assert more
        data += more
    return data


def test_a_pty_carries_every_byte_value_both_ways():
    with PtyLine(Echo()) as line, open_port(line) as port:
        port.write(bytes(range(256)))
        assert port.read(256) == bytes(range(256))


def test_more_bytes_than_a_pty_buffers_arrive_whole():
    long = bytes(i * 7 % 256 for i in range(60_000))
    machine = Echo()
    with PtyLine(machine) as line, open_port(line) as port:
        line.act(lambda: machine.say(long))
        assert port.read(len(long)) == long


def test_a_late_reply_comes_late_and_the_next_one_after_it():
    machine = Echo()
    with PtyLine(machine) as line, open_port(line) as port:
        begin = time.monotonic()
        line.act(lambda: (machine.say(b"a", 80), machine.say(b"b", 80)))
        assert port.read(1) == b"a"
        assert time.monotonic() - begin >= 0.075
        assert port.read(1) == b"b"
        assert time.monotonic() - begin >= 0.155


def test_act_returns_what_the_hand_did():
    machine = Echo()
    with PtyLine(machine) as line, open_port(line) as port:
        assert line.act(lambda: machine.say(b"x")) == 1
        assert port.read(1) == b"x"


def test_pulling_the_plug_removes_the_port_and_the_driver_notices(tmp_path):
    line = PtyLine(Echo(), tmp_path / "reader")
    with line:
        with open_port(line) as port:
            line.unplug()
            assert not (tmp_path / "reader").is_symlink()
            with pytest.raises((serial.SerialException, OSError)):
                port.read(1)
        line.plug()
        assert line.port == str(tmp_path / "reader")
        with open_port(line) as port:
            port.write(b"again")
            assert port.read(5) == b"again"
    assert line.machine.starts == 2
    assert not (tmp_path / "reader").is_symlink()


def test_a_plug_pulled_in_the_middle_of_a_reply_loses_the_rest():
    machine = Echo()
    with PtyLine(machine) as line:
        with open_port(line) as port:
            line.act(lambda: (machine.say(b"first"), machine.say(b"never", 500)))
            assert port.read(5) == b"first"
            line.unplug()
        line.plug()
        with open_port(line, timeout=0.7) as port:
            assert port.read(5) == b""


def test_a_dangling_link_is_replaced_and_a_file_is_not(tmp_path):
    (tmp_path / "old").symlink_to("/nowhere")
    with PtyLine(Echo(), tmp_path / "old") as line, open_port(line) as port:
        port.write(b"1")
        assert port.read(1) == b"1"
    (tmp_path / "file").write_text("mine")
    with pytest.raises(FileExistsError, match="choose another"):
        PtyLine(Echo(), tmp_path / "file").start()
    assert (tmp_path / "file").read_text() == "mine"


def test_a_second_twin_does_not_take_the_name_of_one_that_runs(tmp_path):
    with PtyLine(Echo(), tmp_path / "reader") as first:
        with pytest.raises(FileExistsError, match="still runs"):
            PtyLine(Echo(), tmp_path / "reader").start()
        with open_port(first) as port:
            port.write(b"1")
            assert port.read(1) == b"1"


def test_the_link_of_a_dead_twin_is_replaced_although_its_number_has_a_new_owner(tmp_path):
    master, stranger = os.openpty()
    link = tmp_path / "reader"
    link.symlink_to(os.ttyname(stranger))
    with PtyLine(Echo(), link) as line, open_port(line) as port:
        port.write(b"1")
        assert port.read(1) == b"1"
    os.close(master)
    os.close(stranger)


def test_a_link_to_real_hardware_is_left_alone(tmp_path):
    (tmp_path / "by-id").symlink_to("/dev/null")
    with pytest.raises(FileExistsError, match="no twin's link"):
        PtyLine(Echo(), tmp_path / "by-id").start()
    assert str((tmp_path / "by-id").readlink()) == "/dev/null"


def test_a_line_without_a_name_leaves_no_stranger_behind_its_port():
    line = PtyLine(Echo())
    with line:
        first = line.port
        line.unplug()
        assert not Path(first).exists()
        line.plug()
        assert line.port == first
    assert not Path(first).parent.exists()


def test_an_unknown_fault_names_those_the_machine_knows():
    with (
        PtyLine(Echo()) as line,
        pytest.raises(ValueError, match="it knows: no_answer, none, slow, unplugged"),
    ):
        line.set_fault(Fault.JAM)


def test_a_fault_reaches_the_machine_and_none_ends_it():
    with PtyLine(Echo()) as line, open_port(line, timeout=0.2) as port:
        line.set_fault(Fault.NO_ANSWER)
        port.write(b"?")
        assert port.read(1) == b""
        line.set_fault(Fault.NONE)
        port.timeout = 10
        port.write(b"?")
        assert port.read(1) == b"?"


class Teller(Echo):
    """Says its fault by itself, as a printer does whose cover is opened."""

    def __setattr__(self, name, value):
        super().__setattr__(name, value)
        if name == "fault" and value is not Fault.NONE:
            self.say(value.encode())


def test_what_a_fault_makes_the_machine_say_goes_out_at_once():
    with PtyLine(Teller()) as line, open_port(line) as port:
        line.set_fault(Fault.SLOW)
        assert port.read(4) == b"slow"


class Breaks(Echo):
    """A machine with a mistake in it."""

    def feed(self, data):
        raise ZeroDivisionError("a mistake")


def broken(line, connect_to):
    """Let the machine of a started line raise; its plug falls out."""
    with connect_to(line) as host:
        os.write(host.fileno(), b"?")
        end = time.monotonic() + 10
        while line.plugged:
            assert time.monotonic() < end
            threading.Event().wait(0.01)


@pytest.mark.parametrize(("make", "connect_to"), [(PtyLine, open_port), (TcpLine, connect)])
def test_a_machine_that_raises_is_told_to_its_owner_not_swallowed(make, connect_to):
    line = make(Breaks())
    line.start()
    broken(line, connect_to)
    for call in (
        lambda: line.act(list),
        line.plug,
        line.unplug,
        lambda: line.set_fault(Fault.NONE),
        line.stop,
    ):
        with pytest.raises(LineFailedError, match="Breaks raised ZeroDivisionError: a mistake") as caught:
            call()
        assert isinstance(caught.value.__cause__, ZeroDivisionError)
    line.stop()


def test_a_broken_twin_ends_its_with_block_with_the_reason():
    with pytest.raises(LineFailedError, match="a mistake"), PtyLine(Breaks()) as line:
        broken(line, open_port)


def test_a_broken_line_serves_again_once_started_anew():
    machine = Breaks()
    line = PtyLine(machine)
    line.start()
    broken(line, open_port)
    with pytest.raises(LineFailedError):
        line.stop()
    machine.feed = lambda data: [Reply(data)]
    with line, open_port(line) as port:
        port.write(b"well")
        assert port.read(4) == b"well"


class NeverWakes(Echo):
    def power_on(self):
        raise LookupError("something is not installed")


def test_a_machine_that_cannot_work_here_says_so_when_started(tmp_path):
    line = PtyLine(NeverWakes(), tmp_path / "port")
    with pytest.raises(LookupError, match="not installed"):
        line.start()
    assert not line.plugged
    assert not (tmp_path / "port").is_symlink()
    line.stop()


def test_unplugged_is_a_fault_too_and_ends_with_none():
    with PtyLine(Echo()) as line:
        line.set_fault(Fault.UNPLUGGED)
        assert not line.plugged
        line.set_fault(Fault.NONE)
        assert line.plugged


def test_bytes_said_while_unplugged_are_lost():
    machine = Echo()
    with PtyLine(machine) as line:
        line.unplug()
        line.act(lambda: machine.say(b"lost", 1000))
        line.plug()
        with open_port(line) as port:
            line.act(lambda: machine.say(b"kept"))
            assert port.read(4) == b"kept"


def test_tcp_carries_bytes_and_takes_the_next_host_when_one_leaves():
    with TcpLine(Echo()) as line:
        for word in (b"one", b"two"):
            with connect(line) as client:
                client.sendall(word)
                assert take(client, 3) == word


def test_tcp_unplugged_resets_refuses_and_comes_back_at_the_same_port():
    with TcpLine(Echo()) as line:
        before = line.port
        with connect(line) as client:
            client.sendall(b"?")
            assert take(client, 1) == b"?"
            line.unplug()
            with pytest.raises(ConnectionResetError):
                client.recv(1)
        with pytest.raises(ConnectionRefusedError):
            connect(line)
        line.plug()
        assert line.port == before
        with connect(line) as client:
            client.sendall(b"!")
            assert take(client, 1) == b"!"


def test_stopping_twice_is_harmless_and_a_line_starts_again():
    line = PtyLine(Echo())
    for _ in range(2):
        line.start()
        with open_port(line) as port:
            port.write(b"1")
            assert port.read(1) == b"1"
        line.stop()
        line.stop()


def test_what_each_fault_does_to_a_reply():
    data = b"0123456789"
    assert spoil(Fault.NONE, data) == (Reply(data),)
    assert spoil(Fault.JAM, data) == (Reply(data),)
    assert spoil(Fault.NO_ANSWER, data) == ()
    assert spoil(Fault.UNPLUGGED, data) == ()
    assert spoil(Fault.HALF_FRAME, data) == (Reply(b"01234"),)
    (bad,) = spoil(Fault.WRONG_CHECKSUM, data, check=3)
    assert [i for i in range(10) if bad.data[i] != data[i]] == [3]
    assert spoil(Fault.GARBAGE_BEFORE, data) == (Reply(NOISE + data),)
    assert spoil(Fault.SLOW, b"ab", gap_ms=5) == (Reply(b"a", 5), Reply(b"b", 5))
