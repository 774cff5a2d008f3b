"""A unit's token, read from a file, and read again when the server does not take it: a new one needs no restart."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path

import httpx

FILE = "token"
"""Its name in a unit's data folder."""


class TokenFile(httpx.Auth):
    """Says `Authorization: Bearer …` (RFC 6750 2.1) with what the file holds; a file that is not there says nothing."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._token = self._read()

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """As httpx: the request with the token, and once more when the file has another one since."""
        self._sign(request)
        answer = yield request
        if answer.status_code == httpx.codes.UNAUTHORIZED:
            before, self._token = self._token, self._read()
            if self._token not in {"", before}:
                self._sign(request)
                yield request

    def _sign(self, request: httpx.Request) -> None:
        if self._token:
            request.headers["Authorization"] = f"Bearer {self._token}"

    def _read(self) -> str:
        try:
            found = self._path.read_text(encoding="ascii").strip()
        except (OSError, UnicodeDecodeError):
            return ""
        return found if found.isprintable() else ""
