"""A clerk at the windows and an auditor of the server: plain HTTP, nothing shared with our own client."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import httpx


class Clerk:
    """Speaks to the server directly, whatever happens to the cable."""

    def __init__(self, port: int) -> None:
        self._http = httpx.Client(base_url=f"http://127.0.0.1:{port}/v1", timeout=5, trust_env=False)

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

    def close(self) -> None:
        """Leave."""
        self._http.close()

    def _get(self, path: str) -> dict[str, Any]:
        answer = self._http.get(path)
        answer.raise_for_status()
        body: dict[str, Any] = answer.json()
        return body

    def _verb(self, window: int, verb: str) -> str:
        answer = self._http.post(f"/windows/{window}/{verb}", json={"event_id": f"clerk-{uuid4().hex}"})
        answer.raise_for_status()
        ticket = answer.json()["ticket"]
        return str(ticket["number"]) if ticket else ""
