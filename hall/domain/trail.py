"""The trail's pure parts (步步留痕): digests of rows that stand elsewhere, and the head that an outsider keeps."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Self

MARK: Final = "hallkit-trail"
_HEAD: Final = re.compile(rf"{MARK}\s+([0-9]{{1,18}})\s+([0-9a-f]{{64}})", re.ASCII)


@dataclass(frozen=True)
class Head:
    """The newest step of a trail. `line()` on paper, or with somebody else, proves what came before it."""

    seq: int
    digest: str

    def line(self) -> str:
        """One line, ASCII: the mark, the number of the step, its digest."""
        return f"{MARK} {self.seq} {self.digest}"

    @classmethod
    def of(cls, text: str) -> Self | None:
        """The last head in a text, of whatever else is around it; None when there is none."""
        found = _HEAD.findall(text)
        return cls(int(found[-1][0]), found[-1][1]) if found else None


def digest_of(rows: Iterable[Sequence[object]]) -> str:
    """SHA-256, hex, over rows in their order: each as canonical JSON (ASCII) and a line feed."""
    whole = hashlib.sha256()
    for row in rows:
        text = json.dumps(list(row), separators=(",", ":"), ensure_ascii=True, allow_nan=False)
        whole.update(text.encode("ascii") + b"\n")
    return whole.hexdigest()
