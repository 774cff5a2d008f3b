"""The demo: a hall on one machine, to look at or to be told about."""

from __future__ import annotations

import signal
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from hall.demo.clerk import Clerk
from hall.demo.day import Day
from hall.demo.hand import HandError
from hall.demo.places import BENCH, Place, lay_out_legibly
from hall.demo.report import Report
from hall.demo.screen import measure, wanted
from hall.demo.stage import Stage, fresh
from hall.settings import CONFIG, load

LEGIBLE_PX_MM = 1.4
"""Chinese of 10 pixels at least."""
ENDINGS = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)


def run(*, headless: bool, output: Path, language: str = "zh") -> int:
    """Show the hall in windows, or play a scripted day without a screen; return the exit status.

    Without a screen that opens, the day is played whatever was asked. `language`: the bench's, zh or en.
    A signal that asks for the end closes the hall first.
    """
    with _ended_in_order(), tempfile.TemporaryDirectory(prefix="hallkit-demo-") as folder:
        desk = None if headless or not wanted() else _desk()
        if desk is None:
            return _play(Path(folder), output)
        return _show(Path(folder), desk, language)


@contextmanager
def _ended_in_order() -> Iterator[None]:
    """Leave by an exception at the first request to end, so that every `finally` runs."""
    before = {number: signal.getsignal(number) for number in ENDINGS}
    for number in ENDINGS:
        signal.signal(number, _leave)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _leave(number: int, _frame: object) -> None:
    _hear_no_more()
    sys.exit(128 + number)


def _hear_no_more() -> None:
    """A request to end that comes while the hall closes would leave programs behind."""
    for number in ENDINGS:
        signal.signal(number, signal.SIG_IGN)


def _close(stage: Stage) -> None:
    _hear_no_more()
    stage.close()


def _desk() -> Place | None:
    """The screen's room, or None after saying why it cannot be used."""
    try:
        return measure()
    except HandError as error:
        _say(
            f"屏幕打不开，改为自动演一天 · no window opens on this screen, so the day plays by itself: {error}"
        )
        return None


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
    stage = Stage(folder)
    day = Day(stage, report, _say)
    try:
        _say("大厅开门：服务器、终端、取号机、叫号屏、评价屏 · opening the hall")
        stage.open()
        day.run()
    except (HandError, OSError) as error:
        report.claim("这一天按剧本走完 · the day went as scripted", str(error), true=False)
        day.snapshot("trouble")
    else:
        report.claim("这一天按剧本走完 · the day went as scripted", f"{len(report.steps)} steps", true=True)
    finally:
        _close(stage)
    page = report.write()
    for claim in report.claims:
        _say(f"{'✓' if claim.true else '✗'} {claim.text}  ({claim.evidence})")
    _say(f"{'全部属实 · all true' if report.true else '有不属实之处 · not all true'}：{page}")
    return 0 if report.true else 1


def _show(folder: Path, desk: Place, language: str) -> int:
    """Open the hall's windows and the bench; closing the bench closes the hall."""
    from hall.demo.bench import on_bench  # noqa: PLC0415 - Qt, which the headless day never loads
    from kiosk.bench import run_bench  # noqa: PLC0415

    places = _places(desk)
    bench = places.pop(BENCH)
    stage = Stage(folder, places)
    try:
        _say("大厅开门 · opening the hall")
        stage.open(tuple(places))
        _say("大厅已开门；关上设备台就关门 · the hall is open; close the bench to end")
        with closing(Clerk(stage.server_port)) as clerk:
            place = (bench.x, bench.y, bench.width, bench.height)
            return run_bench(on_bench(stage, clerk, _say), place, str(folder / "bench.hand"), language)
    except HandError as error:
        _say(f"大厅没有开成 · the hall could not be opened: {error}")
        return 1
    finally:
        _close(stage)


def _places(desk: Place) -> dict[str, Place]:
    """Where each window stands. A screen too small for all of them goes without the review pad, and says so."""
    units = [unit for unit in load(CONFIG / "halls" / "demo.toml").units if unit.role != "window"]
    shapes = {unit.id: (unit.screen.width_px, unit.screen.height_px) for unit in units}
    least = {unit.id: LEGIBLE_PX_MM * unit.screen.width_mm for unit in units if unit.role != "display"}
    pads = {unit.id for unit in units if unit.role == "pad"}
    places = lay_out_legibly(desk, shapes, least, pads)
    if not pads <= set(places):
        _say(
            f"屏幕高 {desk.height} 像素，放不下评价屏，其余照常（1080 像素起有）· "
            f"this screen has no room for the review pad, which needs a height of 1080"
        )
    return places


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()
