"""The day's report: one page that needs nothing else, Chinese first, good on paper too; and the same as JSON."""

from __future__ import annotations

import html
import json
from dataclasses import asdict
from pathlib import Path

from bench.day import figures
from bench.day.figures import Spread
from bench.day.ledger import Account, Claim
from bench.day.material import Material
from bench.day.pictures import Pictures
from hall.domain.clock import CHINA

_TOLD_STORIES = 5
_WAITED_FOR = {
    "number": ("碰屏幕到有号", "touch to number"),
    "paper": ("碰屏幕到纸打完", "touch to last byte of the paper"),
    "press": ("窗口按键到答复", "press of a clerk to answer"),
    "call": ("按下叫号到答复", "press of “call” to answer"),
    "shown": ("叫号提交到每块屏幕", "call to each screen"),
}
_WORDS = {
    "waiting": "有底色的时段有故障 · shaded: something was broken",
    "forecast": "括号里是人数 · in brackets: people",
}


def write(folder: Path, material: Material, account: Account, how: dict[str, object]) -> bool:
    """Write report.html and report.json; whether the day passed. `how`: what it was run with."""
    late = figures.lags(material)
    in_time = figures.kept_up(late, figures.latencies(material, figures.faults(material))["press"][1])
    facts = _facts(material, account, late, how, in_time=in_time)
    (folder / "report.json").write_text(json.dumps(facts, ensure_ascii=False, indent=1), encoding="utf-8")
    (folder / "report.html").write_text(
        _page(material, account, late, how, in_time=in_time), encoding="utf-8"
    )
    return account.true and in_time


def _facts(
    material: Material, account: Account, late: dict[str, Spread], how: dict[str, object], *, in_time: bool
) -> dict[str, object]:
    told = figures.told(material)
    return {
        "run": how,
        "true": account.true,
        "kept_up": in_time,
        "claims": [
            {
                "key": one.key,
                "true": one.true,
                "zh": one.zh,
                "en": one.en,
                "evidence": one.evidence,
                "breaks": [asdict(b) | {"story": account.story(b.number)} for b in one.breaks[:50]],
                "broken": len(one.breaks),
            }
            for one in account.claims
        ],
        "forecast": _forecast(told),
        "latency_ms": {
            name: {"day": asdict(day) if day else None, "calm": asdict(calm) if calm else None}
            for name, (day, calm) in figures.latencies(material, figures.faults(material)).items()
        },
        "lag_s": {name: asdict(one) for name, one in late.items()},
        "faults": {name: asdict(one) for name, one in figures.faults(material).periods.items()},
        "windows_min": {str(n): figures.shares(one) for n, one in figures.load(material).items()},
        "restarts_real_s": [one["real_s"] for one in material.said("restarted", "director")],
    }


def _forecast(told: list[figures.Told]) -> dict[str, float]:
    middle = figures.spread(abs((one.low + one.high) / 2 - one.came) for one in told)
    off = figures.spread(one.off for one in told)
    if middle is None or off is None:
        return {"count": 0}
    return {
        "count": len(told),
        "inside": round(sum(one.inside for one in told) / len(told), 3),
        "sooner": round(sum(one.came < one.low for one in told) / len(told), 3),
        "later": round(sum(one.came > one.high for one in told) / len(told), 3),
        "middle_off_p50_min": round(middle.p50, 1),
        "middle_off_p95_min": round(middle.p95, 1),
        "outside_p95_min": round(off.p95, 1),
    }


def _page(
    material: Material, account: Account, late: dict[str, Spread], how: dict[str, object], *, in_time: bool
) -> str:
    pictures = Pictures(material).all()
    start = material.start.astimezone(CHINA)
    good = account.true and in_time
    verdict = "这一天每张票都对得上 · every ticket is accounted for"
    if not account.true:
        verdict = "有对不上的地方 · something does not add up"
    elif not in_time:
        verdict = (
            "账对得上,但机器没有跟上,不算通过 · the account is true, but the machine did not keep up: no pass"
        )
    return _PAGE.format(
        mood="yes" if good else "no",
        verdict=verdict,
        day=f"{start:%Y-%m-%d}",
        summary=_summary(material, how),
        claims="".join(map(_claim, account.claims)),
        stories=_stories(account),
        pictures="".join(
            f"<figure>{svg}<figcaption>{_WORDS.get(name, '')}</figcaption></figure>"
            for name, svg in pictures.items()
        ),
        forecast=_forecast_words(figures.told(material)),
        latency=_latency(material),
        lags=_lags(late),
        timers=_timers(material),
    )


def _summary(material: Material, how: dict[str, object]) -> str:
    size = material.stage.size
    return (
        f"{material.stage.visitors} 位来客、{size.windows} 个窗口、{size.dispensers} 台取号机、{size.displays} 块屏幕,"
        f"{material.stage.hours:g} 小时,{material.stage.speed:g} 倍速,种子 {material.stage.seed},"
        f"{how.get('store', '')},{size.servers} 个服务器进程"
        f"<span lang=en>{material.stage.visitors} visitors, {size.windows} windows, {size.dispensers} dispensers, "
        f"{size.displays} displays, {material.stage.hours:g} h at {material.stage.speed:g} times, "
        f"seed {material.stage.seed}, {how.get('store', '')}, {size.servers} server process(es)</span>"
    )


def _claim(one: Claim) -> str:
    mark, mood = ("✓", "yes") if one.true else (f"✗ {len(one.breaks)}", "no")
    return (
        f"<tr class={mood}><td class=mark>{mark}</td><td>{_e(one.zh)}<span lang=en>{_e(one.en)}</span></td>"
        f"<td class=evidence>{_e(one.evidence)}</td></tr>"
    )


def _stories(account: Account) -> str:
    parts = []
    for claim in account.claims:
        for one in claim.breaks[:_TOLD_STORIES]:
            story = "".join(f"<li>{_e(line)}</li>" for line in account.story(one.number))
            parts.append(
                f"<section class=no><b>{_e(claim.zh)}</b> {_e(one.number)}: {_e(one.text)}<ol>{story}</ol></section>"
            )
    return f"<h2>对不上的 · What does not add up</h2>{''.join(parts)}" if parts else ""


def _forecast_words(told: list[figures.Told]) -> str:
    found = _forecast(told)
    if not found["count"]:
        return "<p>这一天没有告知过等候时间。<span lang=en>No wait was told on this day.</span></p>"
    return (
        f"<p>告知了 {found['count']} 次,{found['inside']:.0%} 在范围内(目标 80 %),{found['sooner']:.0%} 更早,{found['later']:.0%} 更晚;"
        f"离范围中点:一半不超过 {found['middle_off_p50_min']:g} 分钟,95 % 不超过 {found['middle_off_p95_min']:g} 分钟。"
        f"<span lang=en>Told {found['count']} times: {found['inside']:.0%} came inside the range (goal 80 %), "
        f"{found['sooner']:.0%} sooner, {found['later']:.0%} later; off its middle by {found['middle_off_p50_min']:g} min or less "
        f"for half, {found['middle_off_p95_min']:g} min for 95 %.</span></p>"
    )


def _latency(material: Material) -> str:
    rows = "".join(
        f"<tr><td>{zh}<span lang=en>{en}</span></td>{_cells(day, '.0f')}{_cells(calm, '.0f')}</tr>"
        for name, (day, calm) in figures.latencies(material, figures.faults(material)).items()
        for zh, en in (_WAITED_FOR[name],)
    )
    head = "<th>n</th><th>p50</th><th>p95</th><th>p99</th><th>max</th>"
    return (
        "<table><tr><th rowspan=2></th><th colspan=5>全天 all of the day</th><th colspan=5>没有故障时 nothing broken</th></tr>"
        f"<tr>{head}{head}</tr>{rows}</table>"
    )


def _lags(late: dict[str, Spread]) -> str:
    rows = "".join(f"<tr><td>{_e(name)}</td>{_cells(one, '.3f')}</tr>" for name, one in late.items())
    return (
        f"<table><tr><th></th><th>n</th><th>p50</th><th>p95</th><th>p99</th><th>max</th></tr>{rows}</table>"
    )


def _cells(one: Spread | None, how: str) -> str:
    if one is None:
        return "<td>–</td>" * 5
    return f"<td>{one.count}</td>" + "".join(
        f"<td>{value:{how}}</td>" for value in (one.p50, one.p95, one.p99, one.most)
    )


def _timers(material: Material) -> str:
    speed = material.stage.speed
    return (
        f"<p>大厅的钟快 {speed:g} 倍,产品自己的时限(等服务器 1.5 秒、重试、断线重连)用的是真实时间:1 秒真实时间是大厅的 {speed:g} 秒。"
        f"所以断网、重启在图上显得比实际长 {speed:g} 倍,同一台取号机上的取号会重叠;延迟表里都是真实毫秒。"
        f"规则的时限(撤销 10 秒、过号前 15 秒、久等 45 分钟)按大厅的钟。"
        f"<span lang=en>The hall's clock runs {speed:g} times faster; the product's own limits (1.5 s for the server, retries, "
        f"reconnects) take real time, and a real second is {speed:g} of the hall's. So breaks and restarts look {speed:g} times "
        f"longer than they are, and visits to one dispenser overlap; latencies are real milliseconds. The rules' limits "
        f"(10 s to undo, 15 s before a no-show, 45 min as too long) go by the hall's clock.</span></p>"
    )


def _e(text: object) -> str:
    return html.escape(str(text))


_PAGE = """<!doctype html>
<html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>大厅的模拟一天 · A simulated day</title>
<style>
:root{{color-scheme:light dark;--ink:#14303a;--soft:#4b626b;--paper:#fff;--ground:#f3f6f7;--line:#dce5e8;--yes:#0b5d57;--no:#9b1c1c}}
@media(prefers-color-scheme:dark){{:root{{--ink:#e6eef0;--soft:#a3b6bd;--paper:#17242a;--ground:#0e171b;--line:#2c3c43;--yes:#4cc2b2;--no:#ff8a80}}}}
body{{font:16px/1.6 "Noto Sans CJK SC","Noto Sans SC",sans-serif;color:var(--ink);background:var(--ground);margin:0 auto;max-width:1120px;padding:32px 24px}}
h1{{font-size:34px;margin:0}} h2{{margin:44px 0 12px}} [lang=en]{{display:block;color:var(--soft);font-size:14px}} h1 [lang=en],h2 [lang=en]{{display:inline}}
.verdict{{padding:16px 24px;border-radius:14px;font-size:20px;margin:20px 0;border:3px solid;background:var(--paper)}}
.verdict.yes{{border-color:var(--yes)}} .verdict.no{{border-color:var(--no)}}
table{{border-collapse:collapse;background:var(--paper);border-radius:12px;overflow:hidden;width:100%;font-variant-numeric:tabular-nums}}
td,th{{padding:8px 12px;border-bottom:1px solid var(--line);text-align:left;vertical-align:top}} td:not(:first-child){{text-align:right}}
.claims td{{text-align:left}} .mark{{font-weight:700;white-space:nowrap}} tr.yes .mark{{color:var(--yes)}} tr.no .mark{{color:var(--no)}}
.evidence{{color:var(--soft);font-size:14px;max-width:420px;overflow-wrap:anywhere}}
figure{{margin:18px 0;background:var(--paper);border-radius:14px;padding:18px 20px;break-inside:avoid}} figure svg{{width:100%;height:auto}}
figcaption{{color:var(--soft);font-size:14px}}
section.no{{background:var(--paper);border-left:6px solid var(--no);padding:10px 18px;margin:10px 0;border-radius:8px}} ol{{font:14px/1.5 monospace}}
@media print{{:root{{--ink:#000;--soft:#333;--paper:#fff;--ground:#fff;--line:#999;--yes:#000;--no:#000}} body{{padding:0;max-width:none}} h2{{break-after:avoid}} tr{{break-inside:avoid}}}}
</style>
<h1>大厅的模拟一天 <span lang="en">· A simulated day</span></h1>
<p>{day} · {summary}</p>
<div class="verdict {mood}">{verdict}</div>
<h2>对账 <span lang="en">· The account</span></h2><table class="claims">{claims}</table>
{stories}
<h2>这一天 <span lang="en">· The day</span></h2>{pictures}
<h2>等候预测 <span lang="en">· The forecast of waits</span></h2>{forecast}
<h2>延迟(真实毫秒) <span lang="en">· Latency, real milliseconds</span></h2>{latency}
<h2>机器跟上了吗(真实秒) <span lang="en">· Whether the machine kept up, real seconds late</span></h2>{lags}
<h2>时间怎么读 <span lang="en">· How to read the times</span></h2>{timers}
</html>
"""
