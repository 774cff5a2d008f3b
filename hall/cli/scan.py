"""`hallkit device scan`: pages from a document scanner into a folder, whole ones only."""

from __future__ import annotations

import os
import shutil
import tempfile
from argparse import Namespace
from pathlib import Path

from PIL import Image

from drivers.scanner.sane import scan_timeout_ms
from drivers.types import Completion, DeviceEvent, Json
from hall.cli.exits import Exit
from hall.cli.language import Say
from hall.cli.output import out, tell
from hall.cli.parsing import InputError
from hall.cli.session import Answer, Device, of_completion, of_status, show, use, with_facts

_PREFIX = "sane:"
_SUFFIX = {"png": ".png", "jpeg": ".jpg", "pnm": ".pnm"}
_SAVE: dict[str, dict[str, int]] = {"png": {"compress_level": 3}, "jpeg": {"quality": 90}, "pnm": {}}


def scan(chosen: Namespace, say: Say) -> int:
    """Scan, save, tell. Raises `InputError` for a folder that cannot be used, `SettingsError`."""
    chosen.port = _PREFIX + chosen.device.removeprefix(_PREFIX)
    if chosen.timeout is None:
        chosen.timeout = scan_timeout_ms(chosen.pages) / 1000 + chosen.wait
    folder: Path = chosen.out
    try:
        folder.mkdir(parents=True, exist_ok=True)
        private = Path(tempfile.mkdtemp(prefix=".scan-", dir=folder.resolve()))
    except OSError as error:
        why = say("这个目录不能用", "this folder cannot be used")
        raise InputError("data.invalid", f"{folder}: {why}: {error.strerror}") from error
    try:
        answer = use(
            chosen, lambda device: _work(chosen, say, device, private), lambda event: _hear(say, event)
        )
    finally:
        shutil.rmtree(private, ignore_errors=True)
    if not chosen.json and answer.facts:
        _show_pages(say, answer)
    return show(chosen, say, answer if chosen.json else with_facts(answer, {}), lambda: say("扫完了", "done"))


async def _work(chosen: Namespace, say: Say, device: Device, private: Path) -> Answer:
    status = await device.settled()
    if not status.ready:
        return of_status(status)
    args: dict[str, Json] = {
        "folder": str(private),
        "pages": chosen.pages,
        "source": chosen.source,
        "duplex": chosen.duplex,
        "wait_ms": chosen.wait * 1000,
    }
    given: dict[str, Json] = {"dpi": chosen.dpi, "mode": chosen.mode}
    args.update({name: value for name, value in given.items() if value is not None})
    if chosen.size is not None:
        args["width_mm"], args["height_mm"] = chosen.size
    completion = await device.run("scan", args)
    return with_facts(of_completion(completion), _facts(chosen, say, completion, private))


def _facts(chosen: Namespace, say: Say, completion: Completion, private: Path) -> dict[str, Json]:
    """What came, also of a scan that failed later: whole pages are kept."""
    dpi = completion.result.get("dpi")
    resolution = float(dpi) if isinstance(dpi, (int, float)) else float(chosen.dpi or 0)
    pages: list[Json] = [
        _save(page, chosen.out, chosen.format, resolution, say) for page in sorted(private.glob("page-*.pnm"))
    ]
    wanted = ("page", "rows_expected", "rows_got", "where")
    broken = {name: completion.evidence[name] for name in wanted if name in completion.evidence}
    ended: dict[str, Json] = {"feeder_empty": completion.result.get("feeder_empty", False)}
    return {"pages": pages, **(ended if completion.done else {"broken": broken})}


def _save(page: Path, folder: Path, kind: str, dpi: float, say: Say) -> dict[str, Json]:
    """One page under a new number, readable by its owner only."""
    numbers = [int(old.stem[5:]) for old in folder.glob("page-*.*") if old.stem[5:].isdecimal()]
    target = folder / f"page-{max(numbers, default=0) + 1:04}{_SUFFIX[kind]}"
    try:
        with Image.open(page) as picture:
            columns, rows = picture.size
            with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                if kind == "pnm":
                    file.write(page.read_bytes())
                else:
                    plain = picture.convert("L") if kind == "jpeg" and picture.mode == "1" else picture
                    more = {"dpi": (dpi, dpi)} if dpi else {}
                    plain.save(file, kind.upper(), **_SAVE[kind], **more)
    except OSError as error:
        target.unlink(missing_ok=True)
        why = say("存不下这一页", "this page cannot be saved")
        raise InputError("disk.full", f"{target}: {why}: {error.strerror or error}") from error
    return {"path": str(target), "width": columns, "height": rows, "dpi": dpi or None}


def _hear(say: Say, event: DeviceEvent) -> None:
    """Progress, for people."""
    if event.kind == "insertMedia":
        tell(say("请放纸", "put paper in"))
    elif event.kind == "pageScanned":
        number, rows = event.data.get("n"), event.data.get("rows_got")
        whole = say("完整", "whole") if event.data.get("whole") else say("不完整，丢弃", "not whole, dropped")
        tell(say(f"第 {number} 页，{rows} 行，{whole}", f"page {number}, {rows} rows, {whole}"))


def _show_pages(say: Say, answer: Answer) -> None:
    pages = answer.facts.get("pages")
    for page in pages if isinstance(pages, list) else []:
        if isinstance(page, dict):
            out(f"{page['path']}  {page['width']}×{page['height']}")
    if answer.exit is Exit.DONE and not pages:
        out(say("没有页", "no page"))
