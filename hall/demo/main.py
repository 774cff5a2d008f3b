"""The demo: a hall on one machine, to look at or to be told about."""

from __future__ import annotations

import os
import signal
import sys
import tempfile
from pathlib import Path

from hall.demo.day import Day
from hall.demo.hand import HandError
from hall.demo.people import CODE
from hall.demo.report import Report
from hall.demo.stage import Stage, fresh
from hall.settings import Words
from kiosk.bench import BenchDevice, BenchTwins, BenchUnit


def run(*, headless: bool, output: Path) -> int:
    """Show the hall in windows, or play a scripted day without a screen; return the exit status.

    Without a screen (no DISPLAY, no WAYLAND_DISPLAY) the day is played whatever was asked.
    """
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    screen = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    with tempfile.TemporaryDirectory(prefix="hallkit-demo-") as folder:
        if headless or not screen:
            return _play(Path(folder), output)
        return _show(Path(folder))


def _play(folder: Path, output: Path) -> int:
    """Play the day and write the report; 0 only when every claim in it is true."""
    try:
        fresh(output)
    except HandError as error:
        _say(str(error))
        return 2
    for name in ("screens", "paper"):
        (output / name).mkdir()
    report = Report(output)
    stage = Stage(folder, driven=True)
    day = Day(stage, report, _say)
    try:
        _say("大厅开门：服务器、终端、取号机、叫号屏 · opening the hall")
        stage.open()
        day.run()
    except (HandError, OSError) as error:
        report.claim("这一天按剧本走完 · the day went as scripted", str(error), true=False)
        day.snapshot("trouble")
    else:
        report.claim("这一天按剧本走完 · the day went as scripted", f"{len(report.steps)} steps", true=True)
    finally:
        stage.close()
    page = report.write()
    for claim in report.claims:
        _say(f"{'✓' if claim.true else '✗'} {claim.text}  ({claim.evidence})")
    _say(f"{'全部属实 · all true' if report.true else '有不属实之处 · not all true'}：{page}")
    return 0 if report.true else 1


def _show(folder: Path) -> int:
    """Open the hall's windows and the bench; closing the bench closes the hall."""
    from kiosk.bench.window import run_bench  # noqa: PLC0415 - Qt, which the headless day never loads

    stage = Stage(folder, driven=False, shrink=2.4)
    try:
        stage.open()
        _say("大厅已开门；关上设备台就关门 · the hall is open; close the bench to end")
        return run_bench(_twins(stage), lambda: None, None)
    except HandError as error:
        _say(str(error))
        return 1
    finally:
        stage.close()


def _twins(stage: Stage) -> BenchTwins:
    """The stage's twins as the bench shows them."""
    titles = {
        "id_card": Words(zh="身份证阅读器", en="ID-card reader"),
        "code_scanner": Words(zh="扫码器", en="Code scanner"),
        "ticket_printer": Words(zh="号票打印机", en="Ticket printer"),
    }
    roles = {"terminal": Words(zh="自助终端", en="Terminal"), "dispenser": Words(zh="取号机", en="Dispenser")}
    units = [unit for unit in stage.settings.units if stage.twins.get(unit.id)]
    return BenchTwins(
        tuple(
            BenchUnit(
                roles[unit.role],
                tuple(BenchDevice(titles[twin.device], twin.line) for twin in stage.twins[unit.id]),
            )
            for unit in units
        ),
        CODE,
    )


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()
