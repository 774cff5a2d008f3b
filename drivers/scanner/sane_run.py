"""The pages of one scan as a scanner's news tell them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from drivers.transport import sane_words as words
from drivers.types import Json


class Run:
    """The pages of one scan as they come."""

    def __init__(self, folder: Path, emit: Callable[..., None]) -> None:
        self._folder = folder
        self._emit = emit
        self.pages: list[dict[str, Json]] = []
        self.dpi: Json = None
        self.source: Json = ""
        self.ended_empty = False
        self.last: dict[str, Json] = {}
        """Page number and rows of the page that came last."""

    def take(self, message: Mapping[str, Json]) -> None:
        """One piece of news."""
        match message.get("k"):
            case "set":
                self.dpi, self.source = message.get("dpi"), message.get("source", "")
            case "page":
                self.last = {"page": message.get("n"), "rows_expected": message.get("rows"), "rows_got": 0}
                self._emit("pageStarted", n=message.get("n"), rows_expected=message.get("rows"))
            case "rows":
                self.last["rows_got"] = message.get("got")
            case "scanned":
                self._scanned(message)
            case _:
                pass

    def ends_empty(self, end: Mapping[str, Json]) -> bool:
        """Whether the feeder ran empty behind at least one page: the end, and no error."""
        begun = self.last.get("page") == end.get("page") and bool(self.last.get("rows_got"))
        if end.get("status") != words.NO_DOCS or not self.pages or begun:
            return False
        self.ended_empty = True
        self._emit("feederEmpty", pages=len(self.pages))
        return True

    def _scanned(self, message: Mapping[str, Json]) -> None:
        name = str(message.get("file", ""))
        counts = {"n": message.get("n"), "rows_expected": message.get("rows"), "rows_got": message.get("got")}
        self.last["rows_got"] = counts["rows_got"]
        whole = bool(name) and counts["rows_expected"] in (None, counts["rows_got"])
        self._emit("pageScanned", whole=whole, **counts)
        if whole:
            facts = {key: message.get(key) for key in ("columns", "depth", "color")}
            self.pages.append({**counts, **facts, "file": str(self._folder / name)})
