"""A sysfs of one's own: real folders and links, as the kernel lays them out."""

from __future__ import annotations

from drivers.transport.identity import Places

PCI = "devices/pci0000:00/0000:00:14.0"
KEYS_OF_A_KEYBOARD = "1000000000007 ff9f207ac14057ff febeffdfffefffff fffffffffffffffe"
KEYS_OF_VOLUME = "e000000000000 0"


class Computer:
    """Sockets that USB devices are plugged into. `places` is what a program looks at."""

    def __init__(self, folder):
        self.places = Places(folder / "sys", folder / "dev")
        self._plugged = {}
        for kind in ("tty", "usbmisc", "hidraw", "input", "video4linux"):
            (self.places.sys / "class" / kind).mkdir(parents=True)
        self.places.dev.mkdir()

    def plug(self, socket, node, *, ids="1a86:7523", serial="", kind="tty", target=None, keys="", port="0"):
        """Plug a device into a socket (`2`, `2.1`); `node` is what the kernel calls it today."""
        usb = self.places.sys / PCI / "usb1" / f"1-{socket}"
        interface = usb / f"1-{socket}:1.0"
        interface.mkdir(parents=True, exist_ok=True)
        vid, pid = ids.split(":")
        for name, text in (("idVendor", vid), ("idProduct", pid), ("product", "Device"), ("serial", serial)):
            if text:
                (usb / name).write_text(f"{text}\n")
        parent = interface / node.rpartition("/")[2] if kind == "tty" else interface / "inner"
        entry = parent / kind / node.rpartition("/")[2]
        entry.mkdir(parents=True)
        if kind == "tty" and node.startswith("ttyUSB"):
            (parent / "port_number").write_text(f"{port}\n")
        if keys:
            (parent / "capabilities").mkdir()
            (parent / "capabilities" / "key").write_text(f"{keys}\n")
            (entry / "device").symlink_to(parent)
        (entry / "uevent").write_text(f"MAJOR=188\nDEVNAME={node}\n")
        link = self.places.sys / "class" / kind / entry.name
        link.symlink_to(entry)
        file = self.places.dev / node
        file.parent.mkdir(parents=True, exist_ok=True)
        (file.symlink_to(target) if target else file.touch())
        self._plugged.setdefault(socket, []).append((link, file))

    def unplug(self, socket):
        """Pull it out: its entries are gone."""
        for link, file in self._plugged.pop(socket):
            link.unlink()
            file.unlink()
