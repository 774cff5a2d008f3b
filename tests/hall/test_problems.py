"""Every refusal is one shape, says what to do in both languages, and repeats nothing personal."""

import re
import select
import socket

import pytest

from hall.contract.messages import Problem
from hall.server.problems import CATALOGUE, Refusal
from tests.hall.house import house, http, ticket, verb

JSON = {"Content-Type": "application/json"}
MIB = 1024 * 1024


@pytest.fixture(scope="module")
def hall(tmp_path_factory):
    """One for all: what is refused changes nothing, and the server goes on."""
    with house(tmp_path_factory.mktemp("hall")) as made:
        yield made


def chunks():
    for _ in range(40):
        yield b"x" * 100_000


@pytest.mark.parametrize("code", CATALOGUE)
def test_each_problem_speaks_both_languages_and_says_what_to_do(code):
    entry = CATALOGUE[code]
    assert 400 <= entry.status < 600
    for text in (entry.what, entry.do):
        assert re.search(r"[\u4e00-\u9fff]", text.zh), text.zh
        assert re.fullmatch(r"[\x20-\x7e]+", text.en), text.en
        assert set(re.findall(r"{\w+}", text.zh)) == set(re.findall(r"{\w+}", text.en))


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "code"),
    [
        ("GET", "/nothing", {}, 404, "request.unknownPath"),
        ("PUT", "/tickets", {}, 405, "request.method"),
        ("DELETE", "/feed", {}, 405, "request.method"),
        ("POST", "/tickets", {"content": b'{"event_id": ', "headers": JSON}, 400, "request.notJson"),
        ("POST", "/tickets", {"content": b"\xff\xfe", "headers": JSON}, 400, "request.notJson"),
        ("POST", "/tickets", {"content": b"[" * 100_000, "headers": JSON}, 400, "request.notJson"),
        ("POST", "/tickets", {"content": b'{"event_id": "x"}'}, 400, "request.notJson"),
        ("POST", "/tickets", {"json": ["a list"]}, 422, "request.notObject"),
        ("POST", "/tickets", {"json": []}, 422, "request.notObject"),
        ("POST", "/tickets", {"content": b"null", "headers": JSON}, 422, "request.notObject"),
        ("POST", "/tickets", {}, 422, "request.notObject"),
        ("GET", "/tickets?datum=2026-11-22", {}, 422, "request.invalid"),
        ("POST", "/tickets?dry=1", {"json": ticket(1)}, 422, "request.invalid"),
        ("POST", "/tickets", {"json": ticket(1, "nix")}, 422, "service.unknown"),
        ("POST", "/tickets", {"json": ticket(1, identity="x" * 129)}, 422, "request.invalid"),
        ("POST", "/tickets", {"content": b"x" * 3 * MIB, "headers": JSON}, 413, "request.tooLarge"),
        ("POST", "/tickets", {"content": chunks(), "headers": JSON}, 413, "request.tooLarge"),
        ("POST", "/windows/77/call", {"json": verb(1)}, 404, "window.unknown"),
        ("POST", f"/windows/{10**30}/call", {"json": verb(1)}, 404, "window.unknown"),
        ("POST", "/windows/one/call", {"json": verb(1)}, 422, "request.invalid"),
        ("POST", "/windows/1/recall", {"json": verb(1)}, 409, "window.idle"),
        ("POST", "/leases", {"json": {"unit": "t1", "mark": "2", "service": "social"}}, 409, "lease.markTaken"),
        ("POST", "/leases", {"json": {"unit": "t1", "mark": "0", "service": "social"}}, 422, "request.invalid"),
        ("GET", "/tickets?date=today", {}, 422, "request.invalid"),
        ("GET", "/feed?after=99", {}, 409, "feed.ahead"),
        ("GET", f"/feed?after={2**63}", {}, 422, "request.invalid"),
        ("GET", "/feed?after=-1", {}, 422, "request.invalid"),
        ("PATCH", "/attachments/short", {"content": b"x"}, 422, "request.invalid"),
        ("PATCH", f"/attachments/{'a' * 64}", {"content": b"x"}, 422, "request.invalid"),
    ],
)  # fmt: skip
def test_a_bad_request_gets_a_problem_and_the_server_goes_on(hall, method, path, body, status, code):
    with http(hall.url) as client:
        answer = client.request(method, path, **body)
        problem = Problem.model_validate_json(answer.content)
        assert (answer.status_code, problem.code) == (status, code)
        assert not re.search(r"{[a-z]+}", problem.model_dump_json(include={"what", "do"}))
        assert client.get("/health").json()["ok"]


def test_who_sends_too_much_still_hears_why(hall):
    """A server that closes on unread bytes resets the line, and the answer is lost with it."""
    size = 3 * MIB
    with socket.create_connection(("127.0.0.1", hall.port), timeout=20) as line:
        line.sendall(b"POST /v1/tickets HTTP/1.1\r\nHost: hall\r\nContent-Length: %d\r\n\r\n" % size)
        for _ in range(0, size, MIB // 4):
            select.select([line], [], [], 0.05)
            line.sendall(b"x" * (MIB // 4))
        assert line.recv(12) == b"HTTP/1.1 413"


def test_a_misspelt_field_is_named(hall):
    with http(hall.url) as client:
        problem = client.post("/tickets", json=ticket(1) | {"sevice": "social"}).json()
    assert "body.sevice" in problem["what"]["zh"]
    assert "拼写" in problem["do"]["zh"]
    assert "sevice" in problem["what"]["en"]


def test_a_misspelt_query_parameter_is_named_with_the_right_one(hall):
    with http(hall.url) as client:
        problem = client.get("/tickets", params={"dat": "2026-11-22"}).json()
        unlike = client.get("/feed", params={"zzz": "1"}).json()
        right = client.get("/tickets", params={"date": "2026-11-22"})
    assert "query.dat" in problem["what"]["zh"]
    assert "是不是 date？" in problem["do"]["zh"]
    assert "did you mean date?" in problem["do"]["en"]
    assert unlike["do"]["en"].endswith("no such parameter.")
    assert right.json() == {"tickets": []}


@pytest.mark.parametrize(
    ("path", "methods"),
    [("/tickets", {"GET", "POST"}), ("/board", {"GET"}), (f"/attachments/{'a' * 64}", {"HEAD", "PATCH"})],
)
def test_a_wrong_method_is_told_every_right_one(hall, path, methods):
    with http(hall.url) as client:
        answer = client.put(path)
    assert answer.status_code == 405
    assert set(answer.headers["Allow"].split(", ")) == methods
    assert all(method in answer.json()["do"]["en"] for method in methods)


def test_a_list_is_json_but_no_object_and_is_told_so(hall):
    with http(hall.url) as client:
        problem = client.post("/tickets", json=[]).json()
    assert problem["what"]["en"] == "The body must be one JSON object."
    assert '{"name": value}' in problem["do"]["en"]


def test_a_value_is_never_repeated(hall):
    secret = "11010519491231002X"
    with http(hall.url) as client:
        answer = client.post("/tickets", json=ticket(1) | {"service": secret, "unit": [secret]})
    assert secret not in answer.text


def test_every_answer_of_the_server_is_described(hall):
    with http(hall.url) as client:
        paths = client.get("/openapi.json").json()["paths"]
    assert {"/v1/tickets", "/v1/feed", "/v1/attachments/{sha256}"} <= set(paths)


def test_places_in_a_text_take_both_languages():
    problem = Refusal("window.idle", window=3).problem
    assert "3" in problem.what.zh
    assert "3" in problem.what.en
