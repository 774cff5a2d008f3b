"""Which device a port means, by names that outlive a reboot and another order of plugging in.

  usb:VID:PID[:SERIAL]   the USB device with these ids (hex) and this serial number
  path:PORT-PATH         whatever is plugged into this socket: pci-0000:00:14.0-usb-0:2.1:1.0, as udev calls it

Both are looked up in sysfs at every open, so that a device which comes back under another number is found.
Names that the kernel deals out in the order of plugging in (`/dev/ttyUSB0`) do for one try; a hall file may not
hold them (`hall.settings`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from drivers.transport.base import WireError, WireReason
from drivers.transport.failures import invalid

USB, PATH, EVDEV = "usb:", "path:", "evdev:"
KINDS: Final = ("tty", "usbmisc", "video4linux", "hidraw", "input")
"""Classes of sysfs in the order in which one of several nodes of a device is taken; `input` only by `evdev:`."""
_PASSING: Final = re.compile(
    r"/dev/(ttyUSB|ttyACM|ttyXRUSB|rfcomm|usb/lp|usblp|hidraw|video|input/event|input/mouse)\d+"
)
_PCI: Final = re.compile(r"[0-9a-f]{4}:[0-9a-f]{2}:[0-9a-f]{2}\.[0-7]")
_INTERFACE: Final = re.compile(r"\d+-([\d.]+:\d+\.\d+)")
_USB_NAME: Final = re.compile(r"usb:([0-9a-fA-F]{4}):([0-9a-fA-F]{4})(?::(.+))?", re.DOTALL)


@dataclass(frozen=True)
class Places:
    """Where the system shows its devices; tests build folders of their own."""

    sys: Path = Path("/sys")
    dev: Path = Path("/dev")


HERE: Final = Places()


@dataclass(frozen=True)
class Present:
    """One device file of a USB device that is plugged in now. `serial` is "" for the many that have none."""

    node: str
    kind: str
    vid: str
    pid: str
    serial: str
    title: str
    path: str
    """The socket, interface and port of an adapter: pci-0000:00:14.0-usb-0:2:1.0-port0."""

    @property
    def socket(self) -> str:
        """The USB socket alone, the same for every file of one device."""
        return (
            self.path.rpartition("-usb-0:")[0] + "-usb-0:" + self.path.rpartition("-usb-0:")[2].split(":")[0]
        )


def present(places: Places = HERE) -> tuple[Present, ...]:
    """Every device file that belongs to a USB device, ordered by socket and kind."""
    found = (one for kind in KINDS for one in _of_kind(places, kind))
    return tuple(sorted(found, key=lambda one: (one.socket, KINDS.index(one.kind), one.path)))


def stable_name(one: Present, among: Iterable[Present]) -> str:
    """What to write in a hall file: by ids and serial where that means this file alone, else by its socket.

    Input devices get the `evdev:` in front.
    """
    known = list(among)
    alike = [
        other
        for other in known
        if (other.kind, other.vid, other.pid, other.serial) == (one.kind, one.vid, one.pid, one.serial)
    ]
    best = min((KINDS.index(other.kind) for other in known if other.socket == one.socket), default=0)
    alone = len(alike) <= 1 and (one.kind == "input" or KINDS.index(one.kind) == best)
    ids = f"{USB}{one.vid}:{one.pid}" + (f":{one.serial}" if one.serial else "")
    name = ids if alone else f"{PATH}{one.path}"
    return f"{EVDEV}{name}" if one.kind == "input" else name


def is_passing(port: str) -> bool:
    """Whether a port's name depends on what was plugged in first: /dev/ttyUSB0, /dev/input/event5."""
    return _PASSING.fullmatch(port.removeprefix(EVDEV)) is not None


def instead_of(port: str, places: Places = HERE) -> str:
    """The lasting name of the device that a passing name means today; "" when it is not plugged in."""
    known = present(places)
    node = str(places.dev / port.removeprefix(EVDEV).removeprefix("/dev/"))
    return next((stable_name(one, known) for one in known if one.node == node), "")


def node_of(port: str, places: Places = HERE) -> str:
    """What to open for a port: `usb:…` and `path:…` looked up, any other as it is. Raises `WireError`."""
    return resolve(port, kinds=KINDS[:-1], places=places) if port.startswith((USB, PATH)) else port


def resolve(port: str, *, kinds: Iterable[str], places: Places = HERE) -> str:
    """The device file that `usb:…` or `path:…` means now. Raises `WireError` NOT_FOUND or INVALID.

    `kinds`: the classes of sysfs that will do, the first one that is there is taken.
    """
    wanted = tuple(kinds)
    known = [one for one in present(places) if one.kind in wanted]
    found = _matching(port, known)
    for kind in wanted:
        nodes = [one for one in found if one.kind == kind]
        if len(nodes) == 1:
            return nodes[0].node
        if nodes:
            raise invalid(f"{port}: {len(nodes)} devices answer to it; write {_either(nodes)}")
    detail = f"{port}: no such device is plugged in; hallkit device identify shows what is there"
    raise WireError(WireReason.NOT_FOUND, detail)


def _matching(port: str, known: list[Present]) -> list[Present]:
    if port.startswith(PATH):
        wanted = port.removeprefix(PATH)
        return [one for one in known if wanted in {one.path, one.socket, one.path.rpartition("-port")[0]}]
    name = _USB_NAME.fullmatch(port)
    if name is None:
        raise invalid(f"{port}: write usb:VID:PID or usb:VID:PID:SERIAL, the ids as four hex digits each")
    vid, pid, serial = name[1].lower(), name[2].lower(), name[3]
    return [
        one for one in known if (one.vid, one.pid) == (vid, pid) and (serial is None or one.serial == serial)
    ]


def _either(nodes: list[Present]) -> str:
    return " or ".join(f"{PATH}{one.path}" for one in nodes)


def _of_kind(places: Places, kind: str) -> Iterator[Present]:
    for entry in _entries(places.sys / "class" / kind):
        try:
            one = _read(places, kind, entry) if _WANTED.get(kind, _any)(entry) else None
        except OSError:
            continue  # it was pulled out while we looked
        if one is not None:
            yield one


def _any(entry: Path) -> bool:
    del entry
    return True


def _is_keyboard(entry: Path) -> bool:
    """An event node with letters and Enter; a scanner's volume and power keys are nodes of their own.

    `capabilities/key`: words in hex, the lowest last; bits 28 KEY_ENTER, 30 KEY_A (linux/input-event-codes.h).
    """
    words = _text(entry / "device" / "capabilities" / "key").split()
    lowest = int(words[-1], 16) if entry.name.startswith("event") and words else 0
    return lowest >> 28 & 0b101 == 0b101


def _is_capture(entry: Path) -> bool:
    """A camera's pictures; the other nodes of its interface hold metadata."""
    return _text(entry / "index") in {"", "0"}


_WANTED: Final[dict[str, Callable[[Path], bool]]] = {"input": _is_keyboard, "video4linux": _is_capture}
"""Which nodes of a class count; of other classes all do."""


def _entries(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except OSError:
        return []


def _read(places: Places, kind: str, entry: Path) -> Present | None:
    """One entry of a class; None when it is no USB device's. Raises `OSError` when it vanishes meanwhile."""
    place = entry.resolve(strict=True)
    device = next((up for up in place.parents if (up / "idVendor").is_file()), None)
    interface = next((up for up in place.parents if _INTERFACE.fullmatch(up.name)), None)
    if device is None or interface is None:
        return None
    label = " ".join(filter(None, (_text(device / "manufacturer"), _text(device / "product"))))
    return Present(
        node=str(places.dev / _node(entry)),
        kind=kind,
        vid=_text(device / "idVendor").lower(),
        pid=_text(device / "idProduct").lower(),
        serial=_text(device / "serial"),
        title=label,
        path=_path(interface, place),
    )


def _node(entry: Path) -> str:
    """The name below /dev, from the kernel's own word for it."""
    for line in (entry / "uevent").read_text(encoding="utf-8", errors="replace").splitlines():
        if line.startswith("DEVNAME="):
            return line.removeprefix("DEVNAME=")
    return entry.name


def _path(interface: Path, place: Path) -> str:
    """The name that udev gives the socket (ID_PATH): controller, ports of the hubs, configuration, interface."""
    controller = next((up for up in interface.parents if re.fullmatch(r"usb\d+", up.name)), None)
    bus = controller.parent.name if controller is not None else ""
    head = f"pci-{bus}" if _PCI.fullmatch(bus) else f"platform-{bus}"
    found = _INTERFACE.fullmatch(interface.name)
    name = f"{head}-usb-0:{found[1] if found else ''}"
    port = next((_text(up / "port_number") for up in place.parents if (up / "port_number").is_file()), "")
    return f"{name}-port{port}" if port else name


def _text(path: Path) -> str:
    """A small attribute; "" when the device has none."""
    try:
        return path.read_text(encoding="utf-8", errors="replace").strip()
    except FileNotFoundError:
        return ""
