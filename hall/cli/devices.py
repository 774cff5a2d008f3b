"""`hallkit device list`: device classes, profiles, and the machine's ports under names that stay."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable, Iterator
from pathlib import Path

from hall.cli.device_commands import CLASSES
from hall.cli.exits import Exit
from hall.cli.language import Say
from hall.cli.output import out, out_json
from hall.settings import Profile, load_profiles

SERIAL = Path("/dev/serial")
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


def show(chosen: Namespace, say: Say) -> int:
    """Print the list, or one JSON object."""
    profiles = load_profiles()
    ports = list(stable_ports())
    if chosen.json:
        out_json(_as_json(profiles.values(), ports))
        return Exit.DONE
    out(say("设备类别和型号(--profile):", "device classes and models (--profile):"))
    for name, (zh, en, _) in CLASSES.items():
        out(f"  {name:<16}{say(zh, en)}")
        for profile in profiles.values():
            if profile.device_class == name:
                title = say(profile.title.zh, profile.title.en)
                out(f"    {profile.id:<20}{title} — {say(*VERIFIED[profile.verified])}")
    out(say("串口(--port),用重启后不变的名字:", "serial ports (--port), by names that survive a reboot:"))
    for name, today in ports:
        out(f"  {name}  →  {today}")
    if not ports:
        zh = "  没有。接上设备再看一次;内置串口是 /dev/ttyS0 这样的名字。"
        out(say(zh, "  none. Connect a device and look again; built-in ports have names like /dev/ttyS0."))
    return Exit.DONE


def _as_json(profiles: Iterable[Profile], ports: list[tuple[str, str]]) -> dict[str, object]:
    known = [profile.model_dump(include={"id", "title", "device_class", "verified"}) for profile in profiles]
    return {
        "ok": True,
        "classes": {
            name: {"zh": zh, "en": en, "profile": usual} for name, (zh, en, usual) in CLASSES.items()
        },
        "profiles": known,
        "ports": [{"port": port, "today": today} for port, today in ports],
    }
