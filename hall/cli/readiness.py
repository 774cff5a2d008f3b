"""The readiness report: what was tried on a unit, how it ended, as JSON and as a PDF to sign and file."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum, unique
from pathlib import Path

from PIL import Image

from drivers.printer.columns import clusters, width
from drivers.printer.glyphs import cell
from drivers.types import Json
from hall.cli.language import Say


@unique
class Outcome(StrEnum):
    """How one test ended. What was not tried is not known to work."""

    PASSED = "passed"
    FAILED = "failed"
    NOT_TRIED = "notTried"

    def word(self, say: Say) -> str:
        """As people read it."""
        return say(*_WORDS[self])


_WORDS = {
    Outcome.PASSED: ("通过", "passed"),
    Outcome.FAILED: ("不合格", "FAILED"),
    Outcome.NOT_TRIED: ("没有试", "not tried"),
}


@dataclass(frozen=True)
class Finding:
    """One test. `code` is the dotted code, `note` says more in both languages; neither holds personal data.

    `said`: what was measured, a line each in both languages; `facts`: the same as numbers.
    """

    id: str
    title: tuple[str, str]
    outcome: Outcome
    code: str = ""
    note: tuple[str, str] = ("", "")
    facts: Mapping[str, Json] = field(default_factory=dict)
    said: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True)
class Report:
    """One self-test. `made`: ISO 8601 in China time; `twins`: whether twins stood in for the devices."""

    made: str
    hall: str
    unit: str
    twins: bool
    findings: Sequence[Finding]

    @property
    def ready(self) -> bool:
        """Nothing failed, and something passed."""
        outcomes = [one.outcome for one in self.findings]
        return Outcome.FAILED not in outcomes and Outcome.PASSED in outcomes

    @property
    def complete(self) -> bool:
        """Everything was tried."""
        return all(one.outcome is not Outcome.NOT_TRIED for one in self.findings)

    def as_json(self) -> dict[str, Json]:
        """The report as one object."""
        tests: list[Json] = [
            {
                "id": one.id,
                "zh": one.title[0],
                "en": one.title[1],
                "result": one.outcome.value,
                "code": one.code,
                "note": {"zh": one.note[0], "en": one.note[1]},
                **one.facts,
            }
            for one in self.findings
        ]
        return {
            "report": 1,
            "made": self.made,
            "hall": self.hall,
            "unit": self.unit,
            "twins": self.twins,
            "ready": self.ready,
            "complete": self.complete,
            "tests": tests,
        }

    def lines(self, say: Say) -> Iterator[str]:
        """The report for people."""
        yield f"{say('设备就绪报告', 'Readiness report')}  {self.made}"
        yield f"{self.hall}  {self.unit}".strip()
        if self.twins:
            yield say("设备都是仿真，不能证明真机", "every device is a twin: this proves no hardware")
        yield say("结论", "result") + ": " + self.verdict(say)
        yield ""
        for one in self.findings:
            yield f"[{one.outcome.word(say)}] {say(*one.title)}" + (f" ({one.code})" if one.code else "")
            if note := say(*one.note):
                yield f"    {note}"
            yield from (f"    {say(*line)}" for line in one.said)
        yield ""
        yield f"{say('技术人员签字', 'technician')}: ____________________"

    def verdict(self, say: Say) -> str:
        """In one line."""
        if not self.ready:
            return say(
                "还不能用：有不合格的，或什么也没试成", "not ready: something failed, or nothing was tried"
            )
        if not self.complete:
            return say(
                "试过的都通过；有没有试的项目", "all that was tried passed; some things were not tried"
            )
        return say("全部通过", "everything passed")


def save(report: Report, folder: Path, say: Say) -> tuple[Path, Path]:
    """Write JSON and PDF, named by date and unit; return both paths. Raises `OSError`, `FontMissingError`."""
    folder.mkdir(parents=True, exist_ok=True)
    stamp = report.made[:16].replace("-", "").replace(":", "").replace("T", "-")
    name = "-".join(filter(None, ("readiness", report.unit, stamp)))
    as_json, as_pdf = folder / f"{name}.json", folder / f"{name}.pdf"
    as_json.write_text(json.dumps(report.as_json(), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    pages = [*_pages([*report.lines(say)])]
    pages[0].save(as_pdf, "PDF", resolution=_DPI, save_all=True, append_images=pages[1:], title=name)
    return as_json, as_pdf


_DPI = 150
_PAGE = (1240, 1754)
"""A4 at 150 dots an inch. The PDF holds pictures of its pages: the JSON beside it is for searching."""
_MARGIN, _HEIGHT, _STEP = 120, 28, 42
_WORD = 24
_COLUMNS = (_PAGE[0] - 2 * _MARGIN) * 2 // _HEIGHT


def _pages(lines: Sequence[str]) -> Iterator[Image.Image]:
    """The lines drawn, page after page."""
    broken = [part for line in lines for part in _broken(line)]
    room = (_PAGE[1] - 2 * _MARGIN) // _STEP
    for first in range(0, len(broken), room):
        page = Image.new("L", _PAGE, 255)
        for row, text in enumerate(broken[first : first + room]):
            _draw(page, text, _MARGIN + row * _STEP, bold=first + row == 0)
        yield page


def _broken(line: str) -> Iterable[str]:
    """A line in pieces that fit, further ones indented; Latin words stay whole where they are not too long."""
    pieces, used = [""], 0
    for cluster in clusters(line):
        if used + width(cluster) > _COLUMNS:
            head, space, word = pieces[-1].rpartition(" ")
            whole = bool(space) and head.strip() and cluster != " " and word.isascii() and len(word) <= _WORD
            pieces[-1:] = [head, f"    {word}"] if whole else [pieces[-1], "    "]
            used = width(pieces[-1])
        pieces[-1] += cluster
        used += width(cluster)
    return pieces


def _draw(page: Image.Image, text: str, top: int, *, bold: bool) -> None:
    left = _MARGIN
    for cluster in clusters(text):
        if cluster.strip():
            mask = cell(cluster, _HEIGHT, bold=bold)
            page.paste(0, (left, top, left + mask.width, top + mask.height), mask)
        left += width(cluster) * _HEIGHT // 2
