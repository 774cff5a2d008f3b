"""A clerk at the windows and an auditor of the server: plain HTTP, nothing shared with our own client."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import httpx

from hall.demo.hand import HandError
from hall.settings import Words


class RefusedError(HandError):
    """The server answered that it did not do it: `reason` in both languages. From 500 on it may have been done."""

    def __init__(self, asked: str, status: int, reason: Words) -> None:
        super().__init__(f"{asked}: HTTP {status} {reason.zh} · {reason.en}")
        self.status = status
        self.reason = reason


class Clerk:
    """Speaks to the server directly, whatever happens to the cable. Every method raises `HandError`."""

    def __init__(self, port: int) -> None:
        self._http = httpx.Client(base_url=f"http://127.0.0.1:{port}/v1", timeout=5, trust_env=False)
        self._unanswered: dict[int, tuple[str, str]] = {}

    def call(self, window: int) -> str:
        """Call the next number to a window; "" when nobody waits."""
        return self._verb(window, "call")

    def finish(self, window: int) -> str:
        """Finish with the number at the window."""
        return self._verb(window, "finish")

    def tickets(self) -> list[dict[str, Any]]:
        """Every ticket the server has of today."""
        return list(self._get("/tickets")["tickets"])

    def cases(self) -> list[dict[str, Any]]:
        """Every application the server has."""
        return list(self._get("/cases")["cases"])

    def board(self) -> dict[str, Any]:
        """The windows with their numbers, the services with who waits."""
        return self._get("/board")

    def close(self) -> None:
        """Leave."""
        self._http.close()

    def _get(self, path: str) -> dict[str, Any]:
        return self._ask("GET", path)

    def _verb(self, window: int, verb: str) -> str:
        """A verb that got no answer is repeated with its first id, so that nobody is called twice."""
        asked, event_id = self._unanswered.get(window, ("", ""))
        if asked != verb:
            event_id = f"clerk-{uuid4().hex}"
        self._unanswered[window] = (verb, event_id)
        try:
            answer = self._ask("POST", f"/windows/{window}/{verb}", {"event_id": event_id})
        except RefusedError as error:
            if error.status < 500:
                del self._unanswered[window]
            raise
        del self._unanswered[window]
        ticket = answer["ticket"]
        return str(ticket["number"]) if ticket else ""

    def _ask(self, method: str, path: str, body: dict[str, str] | None = None) -> dict[str, Any]:
        try:
            answer = self._http.request(method, path, json=body)
        except httpx.TransportError as error:
            raise HandError(f"{method} {path}: {type(error).__name__}") from error
        if not answer.is_success:
            raise RefusedError(f"{method} {path}", answer.status_code, _reason(answer))
        found: dict[str, Any] = answer.json()
        return found


def _reason(answer: httpx.Response) -> Words:
    """What is wrong and what to do, as the server says it; its bare words when it says it otherwise."""
    try:
        problem = answer.json()
        what, do = problem["what"], problem["do"]
        return Words(zh=f"{what['zh']}{do['zh']}", en=f"{what['en']} {do['en']}")
    except (ValueError, KeyError, TypeError):
        return Words(zh=answer.text[:300], en=answer.text[:300])
