"""What a plain form of a page sends: application/x-www-form-urlencoded, each name with its values."""

from __future__ import annotations

from urllib.parse import parse_qs

from fastapi import Request
from starlette.requests import ClientDisconnect


async def form_of(request: Request) -> dict[str, list[str]]:
    """Nothing of one whose phone went away while sending: a second tap gives the first up."""
    try:
        body = await request.body()
    except ClientDisconnect:
        return {}
    return parse_qs(body.decode(errors="replace"))


def first(given: dict[str, list[str]], name: str) -> str:
    """The first value of a name, "" for none."""
    return (given.get(name) or [""])[0]
