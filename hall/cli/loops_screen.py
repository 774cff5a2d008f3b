"""The touch screen walked: a program of its own shows targets, a person touches them, its numbers are judged here."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from drivers.types import Json
from hall.cli.readiness import Finding, Outcome
from hall.cli.tried import Trying
from hall.cli.words import advice
from hall.demo.screen import ScreenError, check
from hall.settings import Screen

_SCREEN: Final = ("触摸屏走一遍", "the touch screen, walked")
_ID: Final = "walkedScreen"
_LIMIT_S: Final = 900.0
_LEAVE_S: Final = 5.0
_SHIFT_MM: Final = 4.0
"""Mean of all touches: more is no finger's doing."""
_WORST_MM: Final = 10.0
_NEAR_MM: Final = 45.0
"""A touch nearer than half the way to the next target was meant for this one, and landed elsewhere."""
_LEFT_OUT: Final = (
    "没有走：在终端的图形桌面里加 --screen 再试",
    "not walked: run it again with --screen, in the terminal's graphical session",
)
_PLACES: Final = 6


@dataclass(frozen=True)
class Walk:
    """The screen to be walked. `finger`: nobody stands there, a twin's finger walks an unseen window."""

    screen: Screen
    finger: bool


async def walked_screen(trying: Trying, walk: Walk | None) -> Finding:
    """Show the targets and judge what came of them."""
    if walk is None:
        return Finding(_ID, _SCREEN, Outcome.NOT_TRIED, note=_LEFT_OUT)
    if not walk.finger:
        try:
            await asyncio.to_thread(check)
        except ScreenError as error:
            note = (f"屏幕打不开：{error.detail}", f"the screen cannot be opened: {error.detail}")
            return Finding(_ID, _SCREEN, Outcome.NOT_TRIED, note=note)
        trying.ask("在屏幕上用手指点亮着的圆点", "touch the lit targets on the screen with a finger")
    told, said = await _run(walk, trying.say.language)
    if told is None:
        note = (f"检查程序没有走完：{said}", f"the check's program broke off: {said}")
        return Finding(_ID, _SCREEN, Outcome.NOT_TRIED, note=note)
    return judged(told)


async def _run(walk: Walk, language: str) -> tuple[dict[str, Any] | None, str]:
    """What the walk told, or None and what it said last."""
    screen = walk.screen
    command = [sys.executable, "-m", "kiosk.walk", "--width-mm", str(screen.width_mm), "--language", language]
    around = dict(os.environ)
    if walk.finger:
        command += ["--finger", "--size", str(screen.width_px), str(screen.height_px)]
        around["QT_QPA_PLATFORM"] = "offscreen"
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(*command, stdout=pipe, stderr=pipe, env=around)
    try:
        out, error = await asyncio.wait_for(process.communicate(), _LIMIT_S)
    except TimeoutError:
        return None, f"{_LIMIT_S:g} s"
    finally:
        await _end(process)
    try:
        told = json.loads(out)
    except ValueError:
        lines = error.decode("utf-8", "replace").strip().splitlines()
        return None, lines[-1] if lines else f"{process.returncode}"
    return told, ""


async def _end(process: asyncio.subprocess.Process) -> None:
    """No window stays behind, whatever happened."""
    if process.returncode is not None:
        return
    process.terminate()
    try:
        await asyncio.wait_for(process.wait(), _LEAVE_S)
    except TimeoutError:
        process.kill()
        await process.wait()


def judged(told: Mapping[str, Any]) -> Finding:
    """The finding. A place that nobody reached is not known to work."""
    count = told["count"]
    targets = told["targets"]
    said = [*_summary(told), *_bad_places(targets)]
    facts: dict[str, Json] = dict(told)
    code = _code(told)
    if code:
        return Finding(_ID, _SCREEN, Outcome.FAILED, code, advice(code), facts, said)
    if told["end"] != "walked" or count["skipped"]:
        note = (
            f"没有走完：{count['hit']}/{len(targets)} 处点到",
            f"not walked to the end: {count['hit']} of {len(targets)} places touched",
        )
        return Finding(_ID, _SCREEN, Outcome.NOT_TRIED, note=note, facts=facts, said=said)
    return Finding(_ID, _SCREEN, Outcome.PASSED, facts=facts, said=said)


def _code(told: Mapping[str, Any]) -> str:
    """What is wrong, the first cause first; "" for nothing."""
    if told["ghosts"] or told["doubles"]:
        return "touch.ghost"
    shift = max(abs(told["mean_dx_mm"]), abs(told["mean_dy_mm"]))
    missed = [one for one in told["targets"] if one["result"] == "missed"]
    if shift > _SHIFT_MM or told["worst_mm"] > _WORST_MM or any(_lands_elsewhere(one) for one in missed):
        return "touch.shifted"
    return "touch.dead" if missed or told["count"]["dead"] else ""


def _lands_elsewhere(target: Mapping[str, Any]) -> bool:
    x, y = target["x_mm"], target["y_mm"]
    strays = target.get("strays_mm", [])
    return all(((sx - x) ** 2 + (sy - y) ** 2) ** 0.5 <= _NEAR_MM for sx, sy in strays)


def _summary(told: Mapping[str, Any]) -> list[tuple[str, str]]:
    count, total = told["count"], len(told["targets"])
    return [
        (
            f"点到 {count['hit']}/{total} 处，平均偏 {told['mean_mm']} 毫米，最大 {told['worst_mm']} 毫米",
            f"{count['hit']} of {total} places touched, {told['mean_mm']} mm off on average, {told['worst_mm']} mm at most",
        ),
        (
            f"重复 {told['doubles']} 次，乱点 {told['ghosts']} 次，跳过 {count['skipped']} 处",
            f"{told['doubles']} double touches, {told['ghosts']} ghosts, {count['skipped']} places skipped",
        ),
    ]


def _bad_places(targets: list[dict[str, Any]]) -> list[tuple[str, str]]:
    """Where the screen did not answer, in millimetres from its upper left."""
    bad = [one for one in targets if one["result"] in {"dead", "missed"}]
    if not bad:
        return []
    places = ", ".join(f"({one['x_mm']:g}, {one['y_mm']:g})" for one in bad[:_PLACES])
    more = " …" if len(bad) > _PLACES else ""
    return [
        (
            f"点不到的地方(距左上角，毫米):{places}{more}",
            f"places that do not answer (mm from the upper left): {places}{more}",
        )
    ]
