"""`hallkit device list`: device classes, profiles, and the machine's ports under names that stay."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable, Iterator
from pathlib import Path

from hall.cli.device_commands import CLASSES
from hall.cli.exits import Exit
from hall.cli.language import Say
from hall.cli.output import out, out_json, tell
from hall.settings import CONFIG, Profile, SettingsError, load_profile

SERIAL = Path("/dev/serial")
PROFILES = CONFIG / "devices"
VERIFIED = {
    "never": ("从未试过", "never tried"),
    "twin": ("只在仿真上试过", "tried on twins only"),
    "hardware": ("在真机上试过", "tried on hardware"),
}


def stable_ports(folder: Path = SERIAL) -> Iterator[tuple[str, str]]:
    """Serial ports by names that survive a reboot, and the device each means today; by-id first."""
    for kind in ("by-id", "by-path"):
        for link in sorted((folder / kind).glob("*")):
            yield str(link), str(link.resolve())


def readable_profiles(folder: Path) -> tuple[dict[str, Profile], list[str]]:
    """The profiles of a folder by id, and what is wrong with each file that is none."""
    good: dict[str, Profile] = {}
    bad: list[str] = []
    for path in sorted(folder.glob("*.toml")):
        try:
            good[path.stem] = load_profile(path.stem, folder)
        except SettingsError as error:
            bad.append(str(error))
    return good, bad


def tell_bad(bad: Iterable[str], say: Say) -> None:
    """Which profile files cannot be used, and why."""
    for why in bad:
        tell(say("hallkit: 这个型号文件有误，没有列出：", "hallkit: this profile is wrong and not listed:"))
        tell(why)


def show(chosen: Namespace, say: Say) -> int:
    """Print the list, or one JSON object; a wrong profile is told, and the others are listed."""
    profiles, bad = readable_profiles(PROFILES)
    ports = list(stable_ports())
    tell_bad(bad, say)
    if chosen.json:
        out_json({"ok": not bad, **_as_json(profiles.values(), ports), "wrong": bad})
    else:
        _people(profiles.values(), ports, say)
    return Exit.BAD_INPUT if bad else Exit.DONE


def _people(profiles: Iterable[Profile], ports: list[tuple[str, str]], say: Say) -> None:
    """Classes with their models, then ports."""
    known = list(profiles)
    class_width = width_of(CLASSES)
    id_width = width_of(profile.id for profile in known)
    out(say("设备类别和型号(--profile):", "device classes and models (--profile):"))
    for name, (zh, en, _) in CLASSES.items():
        out(f"  {name:<{class_width}}{say(zh, en)}")
        for profile in known:
            if profile.device_class == name:
                title = say(profile.title.zh, profile.title.en)
                out(f"    {profile.id:<{id_width}}{title} — {say(*VERIFIED[profile.verified])}")
    out(say("串口(--port)，用重启后不变的名字：", "serial ports (--port), by names that survive a reboot:"))
    for name, today in ports:
        out(f"  {name}  →  {today}")
    if not ports:
        zh = "  没有。接上设备再看一次；内置串口是 /dev/ttyS0 这样的名字。"
        out(say(zh, "  none. Connect a device and look again; built-in ports have names like /dev/ttyS0."))


def width_of(names: Iterable[str]) -> int:
    """The width of a column of such names, with two blanks after the longest."""
    return max(map(len, names), default=0) + 2


def _as_json(profiles: Iterable[Profile], ports: list[tuple[str, str]]) -> dict[str, object]:
    known = [profile.model_dump(include={"id", "title", "device_class", "verified"}) for profile in profiles]
    return {
        "classes": {
            name: {"zh": zh, "en": en, "profile": usual} for name, (zh, en, usual) in CLASSES.items()
        },
        "profiles": known,
        "ports": [{"port": port, "today": today} for port, today in ports],
    }
