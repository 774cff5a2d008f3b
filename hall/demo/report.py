"""What happened on the demo's day: steps with pictures, and claims that were checked, not assumed."""

from __future__ import annotations

import html
import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Step:
    """One thing somebody did or saw. `pictures` are paths relative to the report."""

    seconds: float
    who: str
    text: str
    pictures: tuple[str, ...] = ()


@dataclass(frozen=True)
class Claim:
    """Something the report asserts. `evidence` says how it was checked."""

    text: str
    true: bool
    evidence: str


@dataclass
class Report:
    """The day so far; `write` leaves report.html and report.json in the folder."""

    folder: Path
    steps: list[Step] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    server: dict[str, Any] = field(default_factory=dict)
    units: dict[str, Any] = field(default_factory=dict)

    @property
    def true(self) -> bool:
        """Whether every claim holds (and there is at least one)."""
        return bool(self.claims) and all(claim.true for claim in self.claims)

    def claim(self, text: str, evidence: str, *, true: bool) -> None:
        """Record a checked claim."""
        self.claims.append(Claim(text, true, evidence))

    def write(self) -> Path:
        """Write both files and return the page's path."""
        data = {
            "ok": self.true,
            "claims": [asdict(claim) for claim in self.claims],
            "server": self.server,
            "units": self.units,
            "steps": [asdict(step) for step in self.steps],
        }
        text = json.dumps(data, ensure_ascii=False, indent=2, default=str)
        (self.folder / "report.json").write_text(text + "\n")
        page = self.folder / "report.html"
        page.write_text(self._page())
        return page

    def _page(self) -> str:
        claims = "".join(
            f'<li class="{"yes" if c.true else "no"}"><b>{"✓" if c.true else "✗"}</b> {_e(c.text)}'
            f"<small>{_e(c.evidence)}</small></li>"
            for c in self.claims
        )
        steps = "".join(_step(step) for step in self.steps)
        verdict = (
            "全部属实 · everything below is true"
            if self.true
            else "有不属实之处 · something below is not true"
        )
        return _PAGE.format(
            verdict=verdict,
            mood="yes" if self.true else "no",
            claims=claims,
            steps=steps,
            tickets=_table(self.server.get("tickets", [])),
            cases=_table(self.server.get("cases", [])),
            units="".join(f"<h3>{_e(name)}</h3>{_table(rows)}" for name, rows in self.units.items()),
        )


def _e(text: object) -> str:
    return html.escape(str(text))


def _step(step: Step) -> str:
    pictures = "".join(
        f'<a href="{_e(p)}"><img loading="lazy" src="{_e(p)}" alt="{_e(p)}"></a>' for p in step.pictures
    )
    return (
        f"<section><time>{step.seconds:5.1f} s</time><div><b>{_e(step.who)}</b> {_e(step.text)}"
        f'<div class="pictures">{pictures}</div></div></section>'
    )


def _table(rows: list[dict[str, Any]]) -> str:
    if not rows:
        return "<p>—</p>"
    keys = list(rows[0])
    head = "".join(f"<th>{_e(key)}</th>" for key in keys)
    body = "".join(
        "<tr>" + "".join(f"<td>{_e(row.get(key, ''))}</td>" for key in keys) + "</tr>" for row in rows
    )
    return f'<div class="wide"><table><tr>{head}</tr>{body}</table></div>'


_PAGE = """<!doctype html>
<html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>大厅的一天 · A day in the hall</title>
<style>
body{{font:16px/1.6 "Noto Sans CJK SC",sans-serif;color:#12303a;background:#f4f7f8;margin:0 auto;max-width:1100px;padding:32px}}
h1{{font-size:34px;margin:0}} h2{{margin-top:48px}} small{{display:block;color:#4b626b}}
.verdict{{padding:18px 24px;border-radius:14px;color:#fff;font-size:20px;margin:20px 0}}
.verdict.yes{{background:#0b5d57}} .verdict.no{{background:#9b1c1c}}
ul{{list-style:none;padding:0}} li{{background:#fff;border-radius:12px;padding:12px 18px;margin:8px 0}}
li.yes b{{color:#0b5d57}} li.no b{{color:#9b1c1c}} li.no{{outline:2px solid #9b1c1c}}
section{{display:grid;grid-template-columns:80px 1fr;gap:16px;background:#fff;border-radius:12px;padding:14px 18px;margin:8px 0}}
time{{color:#4b626b;font-variant-numeric:tabular-nums}}
.pictures{{display:flex;flex-wrap:wrap;gap:12px;margin-top:10px}}
img{{max-height:300px;max-width:100%;border:1px solid #d5dfe2;border-radius:8px;background:#fff}}
.wide{{overflow-x:auto}} table{{border-collapse:collapse;background:#fff;border-radius:12px;font-size:14px}}
td,th{{padding:8px 12px;border-bottom:1px solid #e3eaec;text-align:left;white-space:nowrap}}
</style>
<h1>大厅的一天 <span lang="en">· A day in the hall</span></h1>
<div class="verdict {mood}">{verdict}</div>
<h2>核对过的结论 · What was checked</h2><ul>{claims}</ul>
<h2>经过 · What happened</h2>{steps}
<h2>服务器上的号票 · Tickets on the server</h2>{tickets}
<h2>服务器上的办件 · Cases on the server</h2>{cases}
<h2>终端送出的事务 · What the units sent</h2>{units}
</html>
"""
