"""`hallkit device selftest`: every device of a unit, and devices that prove each other; a dated report."""

from __future__ import annotations

import asyncio
import secrets
import tempfile
from argparse import Namespace
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace
from itertools import chain
from pathlib import Path

from drivers.codes import Code
from drivers.kit.built_in import STANDS, twin_of
from drivers.printer.glyphs import FontMissingError
from drivers.sim.line import Line
from drivers.sim.room import Room
from drivers.types import CompletionCode, Json, Status
from hall.cli import exits
from hall.cli.chart_sheet import write_chart
from hall.cli.devices import VERIFIED
from hall.cli.exits import Exit
from hall.cli.identify import port_note
from hall.cli.language import Say
from hall.cli.loops import loops
from hall.cli.loops_screen import Walk
from hall.cli.output import out, out_json, tell
from hall.cli.parsing import InputError
from hall.cli.readiness import Finding, Outcome, Report, save
from hall.cli.tried import Placed, Trying
from hall.domain.clock import CHINA, SystemClock
from hall.settings import Screen, Settings, load, load_profile

_PATIENCE_S = 20.0
_TEST_MS = 20_000
_USUAL = ("samv", "serial-scanner", "escpos-80", "cups", "document-camera", "speaker")
"""The devices of a unit that no hall file names: a terminal's."""
_PANEL = Screen(width_px=1080, height_px=1920, width_mm=336)
"""Its screen: 27 inches, upright."""


def run(chosen: Namespace, say: Say) -> int:
    """Try, print and save. Raises `InputError`, `SettingsError`."""
    if chosen.chart is not None:
        return _chart(chosen.chart, say)
    hall, unit, screen, placed = _plan(chosen, say)
    walk = Walk(screen, chosen.twins) if chosen.screen else None
    try:
        with ExitStack() as stack:
            placed = [_with_twin(one, stack) for one in placed] if chosen.twins else placed
            findings, exit_ = asyncio.run(try_all(placed, chosen, say, walk))
        made = SystemClock().now().astimezone(CHINA).isoformat(timespec="minutes")
        report = Report(made, hall, unit, chosen.twins, findings)
        as_json, as_pdf = _saved(report, chosen.output, say)
    except FontMissingError as error:
        raise InputError("font.missing", str(error)) from error
    if chosen.json:
        files = {"json": str(as_json), "pdf": str(as_pdf)}
        out_json({"ok": exit_ is Exit.DONE, **report.as_json(), "files": files})
    else:
        out("\n".join(report.lines(say)))
        out(f"{as_pdf}\n{as_json}")
    return exit_


def _saved(report: Report, folder: Path, say: Say) -> tuple[Path, Path]:
    """Both files. Raises `InputError`, `FontMissingError`."""
    try:
        return save(report, folder, say)
    except OSError as error:
        text = f"{folder}: {say('报告写不了', 'the report cannot be written')}: {error.strerror}"
        raise InputError("data.invalid", text) from error


def _chart(file: Path, say: Say) -> int:
    """Write a measuring chart to be printed anywhere. Raises `InputError`."""
    try:
        write_chart(file, secrets.token_hex(6).upper())
    except FontMissingError as error:
        raise InputError("font.missing", str(error)) from error
    except OSError as error:
        text = f"{file}: {say('写不了', 'cannot be written')}: {error.strerror}"
        raise InputError("data.invalid", text) from error
    tell(
        say(
            "按原大小(100%)打印在 A4 上；自检时平放在高拍仪下",
            "print it at 100 % on A4; lay it under the document camera during the self-test",
        )
    )
    out(str(file))
    return Exit.DONE


def _plan(chosen: Namespace, say: Say) -> tuple[str, str, Screen, list[Placed]]:
    """The hall's name, the unit's id, its screen and its devices. Raises `InputError`, `SettingsError`."""
    if chosen.hall is None:
        if not chosen.twins:
            raise InputError("data.invalid", say("要写 --hall 或 --twins", "--hall or --twins is needed"))
        profiles = map(load_profile, _USUAL)
        return "", "", _PANEL, [Placed(one.device_class, one, "") for one in profiles]
    settings = load(chosen.hall)
    unit = _unit(settings, chosen.unit, say)
    chosen_unit = next(one for one in settings.units if one.id == unit)
    placed = [Placed(one.name, load_profile(one.profile), one.port) for one in chosen_unit.devices]
    if not placed:
        text = say(f"{unit} 没有写设备", f"{unit} has no devices in the hall file")
        raise InputError("data.invalid", text)
    return say(settings.hall.name.zh, settings.hall.name.en), unit, chosen_unit.screen, placed


def _unit(settings: Settings, wanted: str | None, say: Say) -> str:
    known = [unit.id for unit in settings.units]
    if wanted is None and len(known) == 1:
        return known[0]
    if wanted not in known:
        text = say(f"用 --unit 写一台：{'、'.join(known)}", f"name one with --unit: {', '.join(known)}")
        raise InputError("data.invalid", text)
    return wanted


def _with_twin(one: Placed, stack: ExitStack) -> Placed:
    """The same device with its twin in place of the real one; without a twin it is not tried."""
    if one.profile.device_class == "speaker":
        return _in_room(one, stack)
    if one.profile.id not in STANDS:
        return one
    folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="hallkit-selftest-"))
    line: Line = twin_of(one.profile.id, Path(folder))
    try:
        stack.enter_context(line)
    except (OSError, RuntimeError) as error:
        return replace(one, lack=str(error))
    options = {**one.profile.options, **line.options}
    return Placed(one.name, one.profile.model_copy(update={"options": options}), line.port, line)


def _in_room(one: Placed, stack: ExitStack) -> Placed:
    """A speaker whose sound cards are a room with a microphone for each zone."""
    folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="hallkit-selftest-"))
    zones = one.profile.options.get("zones")
    room = stack.enter_context(
        Room(Path(folder), *(zones if isinstance(zones, dict) and zones else ("hall",)))
    )
    cards: dict[str, Json] = {"zones": {**room.speakers}, "microphones": {**room.microphones}}
    options = {**one.profile.options, "player": "aplay", **cards}
    profile = one.profile.model_copy(update={"options": options})
    return Placed(one.name, profile, one.port or "none:speaker", room=room)


async def try_all(
    placed: Sequence[Placed], chosen: Namespace, say: Say, walk: Walk | None = None
) -> tuple[list[Finding], Exit]:
    """Everything, one after the other; the exit status of the first failure."""
    present = [one for one in placed if one.twin or not chosen.twins]
    trying = Trying(present, say, chosen.timeout)
    found: list[Finding] = []
    exit_ = Exit.DONE
    await trying.start()
    try:
        await trying.until(lambda: not trying.starting(), _PATIENCE_S)
        for one in placed:
            status = trying.status(one) if one in present else None
            found.append(_standing(one, status))
            if found[-1].outcome is Outcome.FAILED and status is not None and exit_ is Exit.DONE:
                exit_ = exits.of_status(status)
            _tell(found[-1], say)
        tests = chain((_own_test(trying, one) for one in present), loops(trying, walk))
        for test in tests if chosen.all else ():
            finding = await test
            if finding is None:
                continue
            found.append(finding)
            if finding.outcome is Outcome.FAILED and exit_ is Exit.DONE:
                exit_ = Exit.HARDWARE
            _tell(finding, say)
    finally:
        await trying.stop()
    return found, exit_


def _standing(one: Placed, status: Status | None) -> Finding:
    """What a device's status proves; a device that cannot be asked proves nothing by being plugged in."""
    profile = one.profile
    title = (f"{one.name}:{profile.title.zh}", f"{one.name}: {profile.title.en}")
    facts: dict[str, Json] = {
        "device": one.name,
        "device_class": profile.device_class,
        "profile": profile.id,
        "verified": profile.verified,
        "port": one.port,
    }
    if status is None:
        note = ("这种设备没有仿真", "there is no twin of this device")
        if one.lack:
            note = (f"仿真用不了：{one.lack}", f"its twin cannot work here: {one.lack}")
        return Finding(one.name, title, Outcome.NOT_TRIED, note=note, facts=facts)
    facts |= {"state": status.device.value}
    if not status.ready:
        code = status.code or Code.PROTOCOL_NO_ANSWER
        return Finding(one.name, title, Outcome.FAILED, code, port_note(one.port), facts)
    if _cannot_be_asked(status):
        note = ("端口能打开；这种设备问不出好坏", "its port opens; such a device cannot be asked how it is")
        return Finding(one.name, title, Outcome.NOT_TRIED, status.code, note, facts)
    note = VERIFIED[profile.verified] if profile.verified != "hardware" else ("", "")
    return Finding(
        one.name, title, Outcome.PASSED, status.code, (_driver(note[0]), _driver_en(note[1])), facts
    )


def _driver(text: str) -> str:
    return f"驱动{text}" if text else ""


def _driver_en(text: str) -> str:
    return f"its driver: {text}" if text else ""


def _cannot_be_asked(status: Status) -> bool:
    """A scanner, a pad or a printer on a one-way cable: online is all that its port can say."""
    mute = {"scanner", "pad"} & {name for name, word in status.parts.items() if word == "unknown"}
    return bool(mute) or status.code == Code.STATUS_NO_CHANNEL


async def _own_test(trying: Trying, one: Placed) -> Finding | None:
    """The device's own test, where its driver has one."""
    if not trying.status(one).ready:
        return None
    done = await trying.run(one, "self_test", {}, _TEST_MS)
    if done.code is CompletionCode.UNSUPPORTED_COMMAND:
        return None
    title = (f"{one.name}：设备自检", f"{one.name}: its own test")
    outcome = Outcome.PASSED if done.done else Outcome.FAILED
    if done.code is CompletionCode.OUTCOME_UNKNOWN:
        outcome = Outcome.NOT_TRIED
    return Finding(f"{one.name}.self_test", title, outcome, done.error)


def _tell(finding: Finding, say: Say) -> None:
    tell(f"[{finding.outcome.word(say)}] {say(*finding.title)}")
