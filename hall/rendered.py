"""What a page of the documentation has from the code: a table in its place, between two marks."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final

PROJECT: Final = Path(__file__).parents[1]


@dataclass(frozen=True)
class Place:
    """On the page `page`, a path below the project's folder without ".md". `module` writes it: `python -m module`."""

    page: str
    module: str

    @property
    def path(self) -> Path:
        """The page's file."""
        return (PROJECT / self.page).with_suffix(".md")

    @property
    def stale(self) -> str:
        """What to do when the page is not what the code says."""
        return f"stale: python -m {self.module}"

    def renewed(self, text: str, table: str) -> str:
        """The page with the table in its place. Raises `ValueError` when the page has no place for it."""
        begin, end = f"<!-- python -m {self.module} -->", f"<!-- /{self.module} -->"
        before, first, rest = text.partition(begin)
        _, last, after = rest.partition(end)
        if not first or not last:
            raise ValueError(f"the page needs the lines {begin} and {end}")
        return f"{before}{begin}\n{table}\n{end}{after}"

    def fresh(self, table: str) -> bool:
        """Whether the page has this table."""
        text = self.path.read_text(encoding="utf-8")
        return text == self.renewed(text, table)

    def write(self, table: str) -> None:
        """Put the table into the page."""
        self.path.write_text(self.renewed(self.path.read_text(encoding="utf-8"), table), encoding="utf-8")
        sys.stdout.write(f"{self.path}\n")
