"""Paths that are served before FastAPI answer as they do behind it."""

import asyncio

import httpx
import pytest
from fastapi import FastAPI

from hall.server.app import create_app
from tests.hall.house import SETTINGS, HandClock, ticket, verb

JSON = {"Content-Type": "application/json"}
CASES = [
    ("/tickets", {"json": ticket(1)}, 200),
    ("/tickets", {"json": ticket(1) | {"sevice": "x"}}, 422),
    ("/tickets", {"json": ticket(1, service="nix")}, 422),
    ("/tickets", {"json": {"event_id": "short"}}, 422),
    ("/tickets", {"json": []}, 422),
    ("/tickets", {"content": b"{", "headers": JSON}, 400),
    ("/tickets", {"content": b"{}"}, 400),
    ("/tickets", {}, 422),
    ("/tickets?when=now", {"json": ticket(1)}, 422),
    ("/windows/1/call", {"json": verb(1)}, 200),
    ("/windows/77/call", {"json": verb(2)}, 404),
    ("/windows/one/call", {"json": verb(3)}, 422),
    ("/windows/2/finish", {"json": verb(4)}, 409),
    ("/windows/1/hold", {"json": verb(5) | {"kind": "for ever"}}, 422),
]


@pytest.fixture
def both(tmp_path):
    """Asks the same application twice: as its host does, and FastAPI alone."""
    app = create_app(SETTINGS, tmp_path / "hall", HandClock())

    async def behind(scope, receive, send):
        await FastAPI.__call__(app, scope, receive, send)

    async def ask(path, more):
        answers = []
        for served in (app, behind):
            transport = httpx.ASGITransport(served)
            async with httpx.AsyncClient(transport=transport, base_url="http://hall/v1") as client:
                answer = await client.post(path, **more)
                told = {name: value for name, value in answer.json().items() if name != "detail"}
                answers.append((answer.status_code, answer.headers["content-type"], told))
        return answers

    yield lambda path, more: asyncio.run(ask(path, more))
    app.state.store.close()


@pytest.mark.parametrize(("path", "more", "status"), CASES)
def test_the_answer_is_the_same_on_both_ways(both, path, more, status):
    before, behind = both(path, more)
    assert before == behind
    assert before[0] == status
