"""The demo's clerk: a verb without an answer is repeated, never done anew."""

import json
import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from hall.demo.clerk import Clerk, RefusedError
from hall.demo.hand import HandError
from hall.server.problems import Refusal


class Deaf(BaseHTTPRequestHandler):
    """Takes every request; answers none while `silent`, else `answer`."""

    def do_POST(self):
        size = int(self.headers["Content-Length"])
        self.server.heard.append((self.path, json.loads(self.rfile.read(size))["event_id"]))
        if self.server.silent:
            self.connection.shutdown(socket.SHUT_RDWR)
            return
        status, told = self.server.answer
        body = told if isinstance(told, bytes) else json.dumps(told).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        """Say nothing."""


@pytest.fixture
def hall():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Deaf)
    server.heard, server.silent = [], False
    server.answer = 200, {"ticket": {"number": "A001"}, "seq": 1}
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


def test_a_refusal_has_the_servers_own_words_and_the_next_press_is_a_new_deed(hall, clerk):
    refusal = Refusal("window.idle", window=2)
    hall.answer = refusal.status, refusal.problem.model_dump(mode="json")
    for _ in range(2):
        with pytest.raises(RefusedError, match="HTTP 409") as caught:
            clerk.finish(2)
    assert caught.value.reason.zh == "2 号窗口当前没有叫号。请先叫下一号。"
    assert caught.value.reason.en == "Window 2 serves nobody now. Call the next ticket first."
    first, second = hall.heard
    assert first[1] != second[1]


def test_a_verb_whose_outcome_the_server_does_not_know_is_repeated_with_its_first_id(hall, clerk):
    unknown = Refusal("store.outcomeUnknown")
    hall.answer = unknown.status, unknown.problem.model_dump(mode="json")
    for _ in range(2):
        with pytest.raises(RefusedError, match="无法确认是否已保存"):
            clerk.call(2)
    first, second = hall.heard
    assert first == second


@pytest.mark.parametrize("told", [b"<h1>Bad Gateway</h1>", b"[]", b'{"what": "no"}'])
def test_an_answer_that_is_no_problem_of_ours_is_shown_as_it_is(hall, clerk, told):
    hall.answer = 502, told
    with pytest.raises(RefusedError) as caught:
        clerk.call(2)
    assert caught.value.reason.zh == told.decode()
