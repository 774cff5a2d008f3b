"""The demo's clerk: a verb without an answer is repeated, never done anew."""

import json
import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from hall.demo.clerk import Clerk
from hall.demo.hand import HandError


class Deaf(BaseHTTPRequestHandler):
    """Takes every request; answers none while `silent`."""

    def do_POST(self):
        size = int(self.headers["Content-Length"])
        self.server.heard.append((self.path, json.loads(self.rfile.read(size))["event_id"]))
        if self.server.silent:
            self.connection.shutdown(socket.SHUT_RDWR)
            return
        body = json.dumps({"ticket": {"number": "A001"}, "seq": 1}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        """Say nothing."""


@pytest.fixture
def hall():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Deaf)
    server.heard, server.silent = [], False
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def clerk(hall):
    clerk = Clerk(hall.server_port)
    yield clerk
    clerk.close()


def test_a_call_without_an_answer_is_repeated_with_its_first_id(hall, clerk):
    hall.silent = True
    with pytest.raises(HandError, match="windows/2/call"):
        clerk.call(2)
    hall.silent = False
    assert clerk.call(2) == "A001"
    first, again = hall.heard
    assert first == again
    clerk.call(2)
    assert hall.heard[2][1] != first[1]


def test_another_verb_or_another_window_is_another_deed(hall, clerk):
    hall.silent = True
    for deed in (lambda: clerk.call(2), lambda: clerk.finish(2), lambda: clerk.call(3)):
        with pytest.raises(HandError):
            deed()
    assert len({event_id for _, event_id in hall.heard}) == 3


def test_no_server_is_an_error_that_says_so(hall):
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    clerk = Clerk(port)
    with pytest.raises(HandError, match="GET /board: ConnectError"):
        clerk.board()
    clerk.close()
