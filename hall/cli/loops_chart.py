"""A printed chart, measured by the document camera: how fine, how sharp, how straight, how many greys."""

from __future__ import annotations

import asyncio
import secrets
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from drivers.codes import Code
from drivers.types import Completion, CompletionCode, Json
from hall.cli.chart_finding import CHART, ONLY_TODAY, TITLE, Look, finding_of, look_at
from hall.cli.chart_sheet import MissingProgramError, on_paper, write_chart
from hall.cli.readiness import Finding, Outcome
from hall.cli.tried import Placed, Trying
from hall.cli.words import advice

_PRINT_MS: Final = 90_000
_FOCUS_S: Final = 3.0
_CAPTURE_MS: Final = 10_000


async def measured_chart(trying: Trying) -> Finding:
    """Print a chart with a code that nobody knew before, or have one laid down, and measure the page captured."""
    camera = trying.of_class("document_camera")
    if camera is None:
        note = ("高拍仪现在不能用", "the document camera cannot be used now")
        return Finding(CHART, TITLE, Outcome.NOT_TRIED, note=note)
    printer = trying.of_class("document_printer")
    nonce = secrets.token_hex(6).upper()
    with tempfile.TemporaryDirectory(prefix="hallkit-chart-") as name:
        folder = Path(name)
        file = folder / "chart"
        await asyncio.to_thread(write_chart, file, nonce)
        if printer is not None:
            args: dict[str, Json] = {"path": str(file), "job": f"chart-{nonce}"}
            printed = await trying.run(printer, "print_pdf", args, _PRINT_MS)
            if printed.code not in {CompletionCode.SUCCESS, CompletionCode.OUTCOME_UNKNOWN}:
                error = printed.error or printed.code.value
                return Finding(CHART, TITLE, Outcome.FAILED, error, advice(error))
        without = await _lay(trying, printer, camera, file)
        if without is not None:
            return without
        look = await _look_until(trying, camera, folder, nonce if printer or camera.twin else "")
        await trying.run(camera, "end_transaction", {"folder": str(folder)}, _CAPTURE_MS)
    return finding_of(look, by_hand=printer is None and not camera.twin)


async def _lay(trying: Trying, printer: Placed | None, camera: Placed, file: Path) -> Finding | None:
    """The sheet under the lens: by a person, or from twin to twin. A finding when it does not get there."""
    if camera.line is None:
        own = ("刚打印的标定图", "the chart that was printed just now")
        old = ("打印好的标定图(--chart 写出的)", "a printed chart (written by --chart)")
        zh, en = own if printer is not None else old
        trying.ask(f"把{zh}正面朝上平放在高拍仪下", f"lay {en} under the document camera, face up")
        return None
    machine: Any = printer.line.machine if printer is not None and printer.line is not None else None
    if machine is not None and not machine.papers:
        error = Code.JOB_UNCONFIRMED
        return Finding(CHART, TITLE, Outcome.FAILED, error, advice(error))
    try:
        printed = machine.papers[-1] if machine is not None else b""
        paper = await asyncio.to_thread(on_paper, file, printed)
    except MissingProgramError as error:
        note = (
            f"看不了仿真打印机的纸：sudo apt install {error}",
            f"install {error} to look at a twin's paper",
        )
        return Finding(CHART, TITLE, Outcome.NOT_TRIED, note=note)
    desk: Any = camera.line.machine
    camera.line.act(lambda: desk.see(replace(desk.scene, paper=paper)))
    return None


async def _look_until(trying: Trying, camera: Placed, folder: Path, nonce: str) -> Look:
    """Look until a chart lies there or the time is up: an older paper may still lie under the lens."""
    patience = trying.patience()
    new = False
    while True:
        done = await _captured(trying, camera, folder, patience.left_ms, new=new)
        look = (
            await asyncio.to_thread(look_at, done, nonce)
            if done.done
            else Look(done.error or done.code.value, {})
        )
        chart_there = bool(look.facts) or (not done.done and done.error not in ONLY_TODAY)
        if camera.twin or chart_there or patience.left_ms < _CAPTURE_MS // 2:
            return look
        new = True


async def _captured(trying: Trying, camera: Placed, folder: Path, wait_ms: int, *, new: bool) -> Completion:
    """A page that lies still; one that is not good enough is taken all the same, to be measured."""
    args: dict[str, Json] = {"folder": str(folder), "what": "page"}
    stable = {**args, "new": True} if new else args
    stable_one = asyncio.ensure_future(trying.run(camera, "capture_when_stable", stable, max(wait_ms, 1)))
    if await trying.said_first(camera, "adviseDocument", stable_one, wait_ms / 1000):
        # A sheet is there and the camera finds fault with it: it is given a moment to focus, then measured as it is.
        await trying.until(stable_one.done, _FOCUS_S)
        if not stable_one.done():
            await trying.cancel(camera)
    done = await stable_one
    if done.done or done.code not in {CompletionCode.USER_ERROR, CompletionCode.CANCELED}:
        return done
    if done.error in ONLY_TODAY:
        return done
    return await trying.run(camera, "capture", args, _CAPTURE_MS)
