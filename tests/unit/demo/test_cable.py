"""The demo's network cable: what a program sees when it is cut and mended."""

import socket
import threading

import pytest

from hall.demo.network import Cable


@pytest.fixture
def echo():
    """A server that answers every line with itself."""
    listener = socket.create_server(("127.0.0.1", 0))

    def serve():
        while True:
            try:
                near, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=answer, args=(near,), daemon=True).start()

    def answer(near):
        with near:
            while data := near.recv(4096):
                near.sendall(data)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    yield listener.getsockname()[1]
    listener.shutdown(socket.SHUT_RDWR)
    listener.close()


@pytest.fixture
def cable(echo):
    cable = Cable(echo)
    yield cable
    cable.close()


def _ask(port, text=b"hello\n"):
    with socket.create_connection(("127.0.0.1", port), timeout=5) as near:
        near.sendall(text)
        return near.recv(64)


def test_bytes_cross_both_ways(cable):
    assert _ask(cable.port) == b"hello\n"


def test_a_cut_refuses_new_connections_and_breaks_open_ones(cable):
    with socket.create_connection(("127.0.0.1", cable.port), timeout=5) as open_one:
        open_one.sendall(b"a\n")
        assert open_one.recv(64) == b"a\n"
        cable.cut()
        assert open_one.recv(64) == b""
    with pytest.raises(ConnectionRefusedError):
        _ask(cable.port)


def test_mended_it_carries_again_on_the_same_port(cable):
    port = cable.port
    cable.cut()
    cable.mend()
    assert cable.port == port
    assert _ask(port) == b"hello\n"
