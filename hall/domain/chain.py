"""Steps bound to each other: each carries the hash of the one before, so that none is changed or taken out unseen."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

FIRST = "0" * 64
"""Before the first step."""


@dataclass(frozen=True)
class Link:
    """One step as it is kept. `content`: all that is said of it, of JSON's kinds."""

    seq: int
    content: Mapping[str, object]
    before: str
    digest: str


class BrokenLink(Exception):  # noqa: N818 - what a look found
    """The step at place `seq`, counted from 1, is not what it was, or follows a gap."""

    def __init__(self, seq: int) -> None:
        super().__init__(seq)
        self.seq = seq


def digest(seq: int, content: Mapping[str, object], before: str) -> str:
    """SHA-256, hex, over canonical JSON (ASCII, sorted keys)."""
    text = json.dumps(
        [seq, before, content], sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False
    )
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def followed(links: Iterable[Link]) -> Iterator[Link]:
    """Each step that is as it was written. Raises `BrokenLink` at the first that is not, or that follows a gap."""
    before = FIRST
    for seq, link in enumerate(links, 1):
        if link.seq != seq or link.before != before:
            raise BrokenLink(seq)
        if link.digest != digest(link.seq, link.content, link.before):
            raise BrokenLink(seq)
        before = link.digest
        yield link


def broken_at(links: Iterable[Link]) -> int | None:
    """The first step that is not what it was, or that follows a gap; None when all is as it was written."""
    try:
        for _ in followed(links):
            pass
    except BrokenLink as broken:
        return broken.seq
    return None
