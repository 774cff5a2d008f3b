"""Whether the day really went as the screens said: paper, terminal and server held against each other."""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from hall.demo.report import Report

TICKET = re.compile(r"\b([A-Z](?:\d{3,}|\d{1,2}-\d{3,}))\b")
CASE = re.compile(r"\b([A-Z]\d{1,2}[A-Z]*-\d{8}-[A-Z0-9-]*\d{4,})\b")
REPRINT = "补打"


def sent(folder: Path) -> list[dict[str, Any]]:
    """What a unit's outbox says it sent: no contents, which are sealed."""
    path = folder / "outbox.db"
    if not path.exists():
        return []
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as db:
        rows = db.execute(
            "SELECT seq, kind, event_id, wall_ts, state, reason FROM event ORDER BY seq"
        ).fetchall()
    db.close()
    names = ("seq", "kind", "event_id", "occurred_at", "state", "reason")
    return [dict(zip(names, row, strict=True)) for row in rows]


def numbers_on(texts: Iterable[str], pattern: re.Pattern[str]) -> Counter[str]:
    """The number each piece of paper shows (the first on it), reprints left out, and how often."""
    found: Counter[str] = Counter()
    for text in texts:
        number = pattern.search(text)
        if number and REPRINT not in text:
            found[number[1]] += 1
    return found


def check(
    report: Report, papers: list[str], tickets: list[dict[str, Any]], cases: list[dict[str, Any]]
) -> None:
    """Hold papers against the server's books."""
    receipts = [text for text in papers if CASE.search(text)]
    slips = [text for text in papers if not CASE.search(text)]
    printed = numbers_on(slips, TICKET)
    handed_in = numbers_on(receipts, CASE)
    known = Counter(str(ticket["number"]) for ticket in tickets if ticket["state"] != "void")
    filed = Counter(str(case["number"]) for case in cases)
    _same("每张号票都在服务器上 · every printed number is on the server", report, printed, known)
    _same("每张凭条都在服务器上 · every receipt's case is on the server", report, handed_in, filed)
    twice = [number for number, times in (printed + handed_in).items() if times > 1]
    report.claim(
        "没有一张纸打了两遍 · nothing was printed twice",
        f"{twice or 'no'} repeated",
        true=not twice and bool(papers),
    )
    double = [number for number, times in known.items() if times > 1]
    report.claim(
        "没有重号 · no number was given twice",
        f"{len(known)} numbers, {double or 'no'} doubles",
        true=not double,
    )


def check_sent(report: Report) -> None:
    """Everything a unit has sent was taken by the server, and nothing waits."""
    for unit, rows in report.units.items():
        waiting = [row["event_id"] for row in rows if row["state"] != "acked"]
        states = dict(Counter(str(row["state"]) for row in rows))
        report.claim(
            f"{unit} 的事务全部送达 · everything {unit} did has reached the server",
            f"{len(rows)} rows: {states or 'none'}",
            true=not waiting,
        )


def check_private(report: Report, secrets: Iterable[str], papers: Iterable[str], folder: Path) -> None:
    """No card number or phone number stands in clear on paper, in a log or in a unit's files."""
    words = [secret for secret in secrets if secret]
    places = {f"paper {index}": text.encode() for index, text in enumerate(papers)}
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_symlink() and "server" not in path.relative_to(folder).parts[:2]:
            places[str(path.relative_to(folder))] = path.read_bytes()
    leaks = [
        place
        for place, content in places.items()
        for word in words
        if any(word.encode(coding) in content for coding in ("utf-8", "utf-16-le"))
    ]
    report.claim(
        "身份证号和手机号没有留在纸上、日志里、终端文件里 · no ID or phone number in clear on paper, in logs, on a unit",
        f"{len(words)} secrets, {len(places)} places, found in: {leaks or 'none'}",
        true=not leaks and bool(words),
    )


def _same(text: str, report: Report, printed: Counter[str], known: Counter[str]) -> None:
    missing = sorted(set(printed) - set(known))
    report.claim(
        text, f"{len(printed)} printed, missing: {missing or 'none'}", true=not missing and bool(printed)
    )
