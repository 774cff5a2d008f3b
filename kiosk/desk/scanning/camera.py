"""Scanning by camera: what it sees is shown, a sheet that lies still and is good enough is taken, until nobody wants more."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from pathlib import Path
from typing import Final

from drivers.codes import Code
from drivers.types import Completion, CompletionCode, DeviceEvent, Json
from kiosk.desk.scanning.folder import drop, take
from kiosk.desk.scanning.job import Job, problem_of
from kiosk.flows.filing.words import ScanSeen
from kiosk.outbox.errors import OutboxError

PATIENCE_MS: Final = 15_000
"""How long one look for a sheet lasts; then the next one begins."""
_WORK_MS: Final = 10_000
_FPS: Final = 6
_A4_MM: Final = 210.0
_WIDTH: Final = 960
_GOES_ON: Final = frozenset({CompletionCode.USER_ERROR, CompletionCode.TIME_OUT})
"""The sheet is not good enough, or not there: the citizen sees why and moves it."""
TURN = "page.turnOver"
"""The front of a card was taken: its back is wanted."""


class CameraScan:
    """Takes sheets, or both sides of one card, until `job.stop`."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self._advice: tuple[str, ...] = ()
        self._turn = False
        self._front = ""
        """The file of a card's front."""

    def heard(self, event: DeviceEvent) -> None:
        """What the camera sees, and why it does not take it."""
        match event.kind:
            case "previewFrame":
                with suppress(OSError):
                    picture = Path(str(event.data.get("file"))).read_bytes()
                    self.job.say(ScanSeen(picture, self._problems()))
            case "adviseDocument":
                told = event.data.get("problems")
                self._advice = tuple(str(each) for each in told) if isinstance(told, list) else ()
            case "removed" | "documentCaptured":
                self._advice = ()
            case _:
                pass

    async def run(self) -> str:
        """Returns "" or what is wrong."""
        seen: dict[str, Json] = {"folder": str(self.job.folder), "fps": _FPS, "width": _WIDTH}
        started = await self.job.run("preview_start", seen)
        if not started.done:
            return problem_of(started)
        try:
            return await self._watch()
        finally:
            await self.job.run("preview_stop", {})

    async def _watch(self) -> str:
        while not self.job.stop.is_set():
            completion = await self._look()
            if completion.done:
                problem = await self._captured(completion)
                if problem is not None:
                    return problem
            elif completion.code not in _GOES_ON and not self.job.stop.is_set():
                return problem_of(completion)
        return ""

    async def _look(self) -> Completion:
        """One wait for a sheet, cut short by `job.stop`."""
        args: dict[str, Json] = {
            "folder": str(self.job.folder),
            "what": "card" if self.job.asked.card else "page",
            "new": True,
            "wait_ms": PATIENCE_MS,
        }
        look = asyncio.ensure_future(
            self.job.run("capture_when_stable", args, timeout_ms=PATIENCE_MS + _WORK_MS)
        )
        ask = asyncio.ensure_future(self.job.stop.wait())
        await asyncio.wait([look, ask], return_when=asyncio.FIRST_COMPLETED)
        ask.cancel()
        while not look.done():
            await self.job.supervisor.cancel(self.job.device)
            await asyncio.wait([look], timeout=0.2)
        return look.result()

    async def _captured(self, completion: Completion) -> str | None:
        """Keep what was taken; None: go on, else how the scan ends."""
        file = str(completion.result.get("file"))
        if self.job.asked.card:
            if not self._front:
                self._front = file
                self._turn = True
                return None
            completion = await self.job.run("join_cards", {"front": self._front, "back": file}, _WORK_MS)
            drop(self._front, file)
            if not completion.done:
                return problem_of(completion)
            file = str(completion.result.get("file"))
        try:
            kept = await self._keep(Path(file), _width_mm(completion))
        except OutboxError as error:
            return error.trouble.value
        except OSError:
            kept = False
        if not kept:
            return Code.PAGE_TRUNCATED.value
        return "" if self.job.asked.card else None

    async def _keep(self, path: Path, width_mm: float) -> bool:
        from kiosk.desk.scanning import page as scanning_page  # noqa: PLC0415 - OpenCV, which few units need

        side = await asyncio.to_thread(lambda: scanning_page.shot_of(take(path), width_mm))
        if side is not None and self.job.wanted:
            await self.job.keep(side)
        return side is not None

    def _problems(self) -> tuple[str, ...]:
        """Of a card whose front was taken, that it still lies there says: turn it over."""
        if self._turn and (not self._advice or self._advice == (Code.PAGE_UNCHANGED.value,)):
            return (TURN,)
        return self._advice


def _width_mm(completion: Completion) -> float:
    """How wide the paper is, as the camera's driver measured it; an A4 if it did not."""
    size = completion.result.get("size_mm")
    found = size[0] if isinstance(size, list) and size else None
    return float(found) if isinstance(found, (int, float)) and found > 0 else _A4_MM
