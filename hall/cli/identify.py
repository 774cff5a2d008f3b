"""`hallkit device identify`: unplug one device, learn which it was and how a hall file names it."""

from __future__ import annotations

import threading
from argparse import Namespace
from collections.abc import Callable, Iterable, Mapping, Sequence

from drivers.transport.identity import (
    EVDEV,
    HERE,
    Places,
    Present,
    instead_of,
    is_passing,
    present,
    stable_name,
)
from drivers.types import Json
from hall.cli.exits import Exit
from hall.cli.language import Say
from hall.cli.output import out, out_json, printable, tell

LOOK_S = 0.2
_SETTLED_LOOKS = 5
"""A device with several files loses them one after the other: wait until nothing more goes."""
Look = Callable[[], tuple[Present, ...]]


def identify(chosen: Namespace, say: Say) -> int:
    """List what is there, wait until one device goes, name it."""
    return run(chosen, say, HERE, lambda seconds: threading.Event().wait(seconds))


def run(chosen: Namespace, say: Say, places: Places, wait: Callable[[float], object]) -> int:
    """As `identify`, on a system's folders and a way to wait."""
    before = present(places)
    names = {one: stable_name(one, before) for one in before}
    tell(_listing(say, names))
    if not before:
        return _nothing(chosen, say, names)
    limit = say(f"最多等 {chosen.timeout:g} 秒", f"at most {chosen.timeout:g} s")
    tell(say(f"现在拔掉要认的那一台({limit})", f"now unplug the one in question ({limit})"))
    gone = watch(before, lambda: present(places), wait, round(chosen.timeout / LOOK_S))
    if not gone:
        return _nothing(chosen, say, names)
    several = len({one.socket for one in gone}) > 1
    if chosen.json:
        told: list[Json] = [_as_json(one, names[one]) for one in gone]
        out_json({"ok": not several, "gone": told, "present": _all(names)})
    else:
        out("\n\n".join(_found(say, one, names[one]) for one in gone))
    if several:
        tell(say("不止一台不见了：一次只拔一台，再来一遍", "more than one went: unplug one at a time, again"))
        return Exit.BAD_INPUT
    tell(say("记下后再插回去", "plug it in again when you have noted it"))
    return Exit.DONE


def watch(
    before: Iterable[Present], look: Look, wait: Callable[[float], object], looks: int
) -> tuple[Present, ...]:
    """What is gone once something went and nothing more goes; empty after `looks` looks."""
    known = tuple(before)
    gone: tuple[Present, ...] = ()
    still = 0
    for _ in range(max(1, looks) + _SETTLED_LOOKS):
        wait(LOOK_S)
        there = {(one.node, one.path) for one in look()}
        now = tuple(one for one in known if (one.node, one.path) not in there)
        still = still + 1 if now and now == gone else 0
        gone = now
        if still >= _SETTLED_LOOKS:
            break
    return gone


def port_note(port: str, places: Places = HERE) -> tuple[str, str]:
    """What is wrong with a port's name and what to write instead, in both languages; empty when nothing is."""
    if not is_passing(port):
        return "", ""
    name = instead_of(port, places)
    zh = f"写 {name}" if name else "用 hallkit device identify 认出它的固定名字"
    en = f"write {name}" if name else "hallkit device identify tells its lasting name"
    return (
        f"{port} 重启后可能是另一台设备：{zh}",
        f"{port} may mean another device after the next start: {en}",
    )


def _nothing(chosen: Namespace, say: Say, names: Mapping[Present, str]) -> int:
    """Nobody unplugged anything, or there is nothing to unplug."""
    if chosen.json:
        error = "" if names else "bus.notFound"
        out_json({"ok": False, "code": "timeOut", "error": error, "gone": [], "present": _all(names)})
    tell(say("没有设备被拔掉", "no device was unplugged"))
    return Exit.TIME_OUT if names else Exit.NO_DEVICE


def _listing(say: Say, names: Mapping[Present, str]) -> str:
    if not names:
        zh = "没有 USB 设备。内置串口(/dev/ttyS0)和网口设备不用认：它们的名字不变。"
        en = "no USB device. Built-in ports (/dev/ttyS0) and network devices keep their names anyway."
        return say(zh, en)
    lines = [f"  {name}  ({_title(one)}{one.node})" for one, name in names.items()]
    return "\n".join([say("现在接着的 USB 设备：", "USB devices that are plugged in:"), *lines])


def _found(say: Say, one: Present, name: str) -> str:
    lines = [
        f"{say('拔掉的是', 'it was')}: {_title(one)}{one.vid}:{one.pid}",
        f"{say('插口', 'socket')}: {one.socket}",
        f"{say('写进大厅文件', 'write in the hall file')}:",
        f'  port = "{name}"',
    ]
    if not one.serial and "path:" not in name:
        zh = f"它没有序列号：再接一台同样的，两台都要写插口名 path:{one.path}"
        en = f"it has no serial number: with a second one alike, write sockets for both: path:{one.path}"
        lines.append(say(zh, en))
    if name.startswith(EVDEV):
        lines += [
            say("udev 规则(桌面不再理它)：", "udev rule (the desktop leaves it alone):"),
            f"  {rule(one)}",
        ]
    return "\n".join(lines)


def rule(one: Present) -> str:
    """The line for config/system/udev/70-hallkit-scanner.rules."""
    return (
        f'SUBSYSTEM=="input", KERNEL=="event*", ATTRS{{idVendor}}=="{one.vid}", ATTRS{{idProduct}}=="{one.pid}", '
        'GROUP="hallkit", MODE="0660", ENV{LIBINPUT_IGNORE_DEVICE}="1"'
    )


def _title(one: Present) -> str:
    return f"{printable(one.title)}, " if one.title else ""


def _all(names: Mapping[Present, str]) -> Sequence[Json]:
    return [_as_json(one, name) for one, name in names.items()]


def _as_json(one: Present, name: str) -> Json:
    told: dict[str, Json] = {
        "port": name,
        "today": one.node,
        "kind": one.kind,
        "usb": f"{one.vid}:{one.pid}",
        "serial": one.serial,
        "title": one.title,
        "socket": one.socket,
    }
    return {**told, "udev": rule(one)} if one.kind == "input" else told
