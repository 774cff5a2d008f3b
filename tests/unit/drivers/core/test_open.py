"""Ports of every kind, and every way in which they fail, on real ptys, sockets and files."""

import errno
import os
import socket
import threading
import tty

import pytest

from drivers.transport.base import WireError, WireReason
from drivers.transport.failures import failure_at_open, failure_in_use
from drivers.transport.memory import memory_pair
from drivers.transport.open import open_connection
from drivers.types import Canceled


def nothing():
    pass


@pytest.fixture
def pty():
    master, slave = os.openpty()
    tty.setraw(master)
    fds = [master, slave]
    yield os.ttyname(slave), fds
    for fd in fds:
        os.close(fd)


@pytest.fixture
def listening():
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"tcp://127.0.0.1:{server.getsockname()[1]}", server


def refused(port, wire=None):
    """The reason why a port does not open."""
    with pytest.raises(WireError) as caught:
        open_connection(str(port), wire or {}, nothing)
    assert caught.value.detail
    return caught.value.reason


def take(connection, count):
    """Read exactly `count` bytes."""
    got = b""
    while len(got) < count:
        piece = connection.read(count - len(got), 10_000)
        assert piece, "nothing came for ten seconds"
        got += piece
    return got


def test_a_serial_port_carries_bytes_both_ways(pty):
    name, (master, _) = pty
    connection = open_connection(name, {"baud": 115200}, nothing)
    connection.write(b"\x00\x11\x13\xff\r\n")
    assert os.read(master, 100) == b"\x00\x11\x13\xff\r\n"
    os.write(master, b"\x1a\x03\x04\r")
    assert take(connection, 4) == b"\x1a\x03\x04\r"
    assert connection.read(10, 0) == b""
    connection.close()
    connection.close()


def test_a_serial_port_that_another_program_holds_is_busy(pty):
    name, _ = pty
    connection = open_connection(name, {}, nothing)
    assert refused(name) is WireReason.BUSY
    connection.close()
    open_connection(name, {}, nothing).close()


def test_reading_and_writing_after_the_plug_was_pulled_say_that_it_is_gone(pty):
    name, fds = pty
    connection = open_connection(name, {}, nothing)
    for fd in fds:
        os.close(fd)
    fds.clear()
    for use in (lambda: connection.read(1, 1000), lambda: connection.write(b"1"), connection.discard):
        with pytest.raises(WireError) as caught:
            use()
        assert caught.value.reason is WireReason.GONE
    connection.close()


def test_a_device_that_takes_no_more_bytes_is_stalled_and_says_how_many_left(pty):
    name, _ = pty
    connection = open_connection(name, {"stall_ms": 200}, nothing)
    with pytest.raises(WireError) as caught:
        connection.write(b"x" * 1_000_000)
    assert caught.value.reason is WireReason.STALLED
    assert 0 < caught.value.sent < 1_000_000
    connection.close()


def test_a_long_wait_says_alive_all_the_time(pty):
    name, _ = pty
    beats = []
    connection = open_connection(name, {}, lambda: beats.append(1))
    assert connection.read(10, 500) == b""
    assert len(beats) >= 5
    connection.close()


def test_a_caller_who_gave_up_ends_the_wait(pty):
    name, _ = pty

    def alive():
        raise Canceled

    connection = open_connection(name, {}, alive)
    with pytest.raises(Canceled):
        connection.read(10, 60_000)
    connection.close()


def test_bytes_that_arrived_unread_are_forgotten(pty):
    name, (master, _) = pty
    connection = open_connection(name, {}, nothing)
    os.write(master, b"old" * 1000)
    take(connection, 1)
    connection.discard()
    os.write(master, b"new")
    assert take(connection, 3) == b"new"
    connection.close()


def test_a_connection_that_was_closed_says_so(pty):
    name, _ = pty
    connection = open_connection(name, {}, nothing)
    connection.close()
    with pytest.raises(WireError, match="closed"):
        connection.read(1, 0)


@pytest.mark.parametrize(
    ("wire", "says"),
    [
        ({"boud": 9600}, "baud"),
        ({"baud": "fast"}, "a number"),
        ({"baud": True}, "a number"),
        ({"baud": 0}, "from 1"),
        ({"bits": 9}, "7 or 8"),
        ({"parity": "evn"}, "even"),
        ({"flow": "dtr"}, "xonxoff"),
        ({"stop": 3}, "1 or 2"),
    ],
)
def test_a_misspelt_setting_is_refused_with_the_right_word(wire, says):
    with pytest.raises(WireError, match=says) as caught:
        open_connection("/dev/null", wire, nothing)
    assert caught.value.reason is WireReason.INVALID


def test_what_is_no_port_is_named_clearly(tmp_path):
    assert refused(tmp_path / "ttyUSB7") is WireReason.NOT_FOUND
    assert refused(tmp_path) is WireReason.INVALID
    assert refused("replay:" + str(tmp_path / "none")) is WireReason.NOT_FOUND
    assert refused("") is WireReason.NOT_FOUND


@pytest.mark.skipif(os.geteuid() == 0, reason="root may open everything")
def test_a_port_without_permission_is_denied(tmp_path):
    (tmp_path / "lp").touch(mode=0o000)
    assert refused(tmp_path / "lp") is WireReason.DENIED


@pytest.mark.parametrize(
    ("number", "reason"),
    [
        (errno.EACCES, WireReason.DENIED),
        (errno.EBUSY, WireReason.BUSY),
        (errno.ENXIO, WireReason.NOT_FOUND),
        (errno.ENODEV, WireReason.NOT_FOUND),
        (errno.EINVAL, WireReason.INVALID),
        (errno.EIO, WireReason.GONE),
        (None, WireReason.GONE),
    ],
)
def test_the_systems_numbers_become_reasons(number, reason):
    assert failure_at_open(number, "port").reason is reason


def test_a_full_disk_is_a_stall_and_a_lost_device_is_gone():
    assert failure_in_use(errno.ENOSPC, "file", 7).reason is WireReason.STALLED
    assert failure_in_use(errno.EPIPE, "fifo", 7).sent == 7
    assert failure_in_use(errno.EIO, "tty").reason is WireReason.GONE


def test_a_network_printer_carries_bytes_both_ways(listening):
    port, server = listening
    connection = open_connection(port, {"baud": 115200}, nothing)
    peer, _ = server.accept()
    with peer:
        connection.write(b"\x10\x04\x01")
        assert peer.recv(10) == b"\x10\x04\x01"
        peer.sendall(b"\x16")
        assert take(connection, 1) == b"\x16"
    with pytest.raises(WireError) as caught:
        connection.read(1, 10_000)
    assert caught.value.reason is WireReason.GONE
    connection.close()


def test_a_ticket_for_a_printer_that_hung_up_never_leaves(listening):
    port, server = listening
    connection = open_connection(port, {}, nothing)
    server.accept()[0].close()
    with pytest.raises(WireError) as caught:
        connection.read(1, 10_000)
    with pytest.raises(WireError) as caught:
        connection.write(b"ticket")
    assert (caught.value.reason, caught.value.sent) == (WireReason.GONE, 0)
    connection.close()


def test_an_address_where_nobody_listens_is_not_found(listening):
    port, server = listening
    server.close()
    assert refused(port) is WireReason.NOT_FOUND


@pytest.mark.parametrize(
    "port", ["tcp://", "tcp://printer", "tcp://h:99999", "tcp://h:0", "tcp://h:1/x", "tcp://[::1"]
)
def test_an_address_written_wrong_is_invalid(port):
    assert refused(port) is WireReason.INVALID


def test_an_empty_file_takes_what_is_printed_and_never_answers(tmp_path):
    file = tmp_path / "ticket.bin"
    file.touch()
    connection = open_connection(str(file), {}, nothing)
    connection.write(b"first ")
    connection.write(b"second")
    assert connection.read(10, 50) == b""
    connection.close()
    assert file.read_bytes() == b"first second"


def test_a_file_that_holds_something_is_no_port_and_stays_as_it_is(tmp_path):
    file = tmp_path / "passwd"
    file.write_bytes(b"mine")
    assert refused(file) is WireReason.INVALID
    assert file.read_bytes() == b"mine"


def test_a_fifo_takes_what_is_printed_while_somebody_reads_it(tmp_path):
    fifo = tmp_path / "lp"
    os.mkfifo(fifo)
    assert refused(fifo) is WireReason.NOT_FOUND
    reader = os.open(fifo, os.O_RDONLY | os.O_NONBLOCK)
    connection = open_connection(str(fifo), {}, nothing)
    connection.write(b"ticket")
    assert os.read(reader, 10) == b"ticket"
    os.close(reader)
    with pytest.raises(WireError) as caught:
        connection.write(b"ticket")
    assert caught.value.reason is WireReason.GONE
    connection.close()


def test_a_printer_device_without_a_back_channel_gives_no_answer():
    connection = open_connection("/dev/null", {}, nothing)
    connection.write(b"ticket")
    assert connection.read(1, 50) == b""
    connection.close()


def test_two_ends_in_memory_hear_each_other():
    here, there = memory_pair()
    threading.Thread(target=there.write, args=(b"x" * 500_000,)).start()
    assert take(here, 500_000) == b"x" * 500_000
    there.close()
    with pytest.raises(WireError, match="went away"):
        here.read(1, 10_000)
    here.close()
