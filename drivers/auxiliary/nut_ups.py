"""The driver of a UPS behind a NUT server (upsd, TCP port 3493). Reads only; switching off is the system's affair.

Asked: `LIST VAR name`. Answered: BEGIN LIST VAR name / VAR name key "value" … / END LIST VAR name, or ERR word.
`ups.status` words: OL on mains, OB on battery, LB battery low, RB replace battery, OVER, ALARM, FSD going down.
Source: RFC 9271.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import ClassVar

from drivers.codes import Code
from drivers.options import OptionError
from drivers.table.lines import Lines
from drivers.table.reading import Reader
from drivers.table.serving import SILENT, Operation, Refused, ServingDriver
from drivers.types import Action, Actor, CompletionCode, DeviceState, Json, Status

_CHUNK = 4096
_VAR = re.compile(r'VAR (\S+) ([a-z]+)\.(\S+) "((?:[^"\\]|\\.)*)"')
_NAME = re.compile(r"[A-Za-z0-9_.-]{1,64}")
_MOST_VARS = 512
Variables = dict[tuple[str, str], str]
"""("ups", "status") -> "OL CHRG"."""


class NutUps(ServingDriver):
    """Operation: `read` -> {power, charge, runtime_s, words}. Options: `ups` (its name in NUT), `answer_ms`.

    Parts: `power` mains/battery/unknown, `battery` ok/low/replace/unknown, `charge` percent, `runtime_s`.
    Events: powerLost, powerBack, batteryLow. A stale answer of the server is `power.unknown`, never "mains".
    """

    idle_ms: ClassVar[int] = 2000
    events: ClassVar[tuple[str, ...]] = ("powerLost", "powerBack", "batteryLow")

    def configure(self, options: Mapping[str, Json]) -> None:
        """The UPS's name."""
        reader = Reader(options)
        self._ups = reader.text("ups", "ups")
        self._answer_ms = reader.number("answer_ms", 2000, 100, 10_000)
        reader.end()
        if not _NAME.fullmatch(self._ups):
            raise OptionError("options.ups: write the name it has in NUT's ups.conf, e.g. hall")
        self._lines = Lines()
        self._parts = {"power": "unknown", "battery": "unknown", "charge": "unknown", "runtime_s": "unknown"}

    def operations(self) -> Mapping[str, Operation]:
        """The one operation."""
        return {"read": Operation(lambda _: self._read())}

    def look(self) -> Status:
        """Ask and judge."""
        found = self._ask()
        before = self._parts
        if isinstance(found, str):
            self._parts = dict.fromkeys(before, "unknown")
            if found == Code.PROTOCOL_NO_ANSWER:
                return Status(*SILENT, parts=self._parts)
            return Status(DeviceState.OFFLINE, found, Action.MAINTENANCE, Actor.TECHNICIAN, self._parts)
        self._parts = parts_of(found)
        self._tell(before)
        return self._judged()

    def _tell(self, before: Mapping[str, str]) -> None:
        power = (before["power"], self._parts["power"])
        if power[1] == "battery" and power[0] != "battery":
            self.emit("powerLost")
        if power == ("battery", "mains"):
            self.emit("powerBack")
        if self._parts["battery"] == "low" and before["battery"] != "low":
            self.emit("batteryLow")

    def _judged(self) -> Status:
        if self._parts["power"] == "unknown":
            return Status(
                DeviceState.OFFLINE, Code.POWER_UNKNOWN, Action.MAINTENANCE, Actor.TECHNICIAN, self._parts
            )
        if self._parts["battery"] == "low":
            return Status(
                DeviceState.ONLINE, Code.POWER_BATTERY_LOW, Action.SUSPEND, Actor.STAFF, self._parts
            )
        if self._parts["power"] == "battery":
            return Status(DeviceState.ONLINE, Code.POWER_ON_BATTERY, Action.NONE, Actor.STAFF, self._parts)
        return Status(DeviceState.ONLINE, parts=self._parts)

    def _read(self) -> dict[str, Json]:
        found = self._ask()
        if isinstance(found, str):
            raise Refused(CompletionCode.DEVICE_NOT_READY, found)
        parts = parts_of(found)
        if parts["power"] == "unknown":
            raise Refused(CompletionCode.DEVICE_NOT_READY, Code.POWER_UNKNOWN)
        return {**parts, "words": found.get(("ups", "status"), "")}

    def _ask(self) -> Variables | str:
        """The variables, or the error's code."""
        self.waiting_bytes()
        self._lines.clear()
        self.connection.write(f"LIST VAR {self._ups}\n".encode("ascii"))
        found: Variables = {}
        end_ms = self.context.now_ms() + self._answer_ms
        while (left := end_ms - self.context.now_ms()) > 0:
            for line in self._lines.feed(self.connection.read(_CHUNK, left)):
                text = line.decode("utf-8", "replace")
                if text.startswith("ERR "):
                    return _error(text)
                if text == f"END LIST VAR {self._ups}":
                    return found
                match = _VAR.fullmatch(text)
                if match and match[1] == self._ups and len(found) < _MOST_VARS:
                    found[match[2], match[3]] = re.sub(r"\\(.)", r"\1", match[4])
        return Code.PROTOCOL_NO_ANSWER


def parts_of(found: Variables) -> dict[str, str]:
    """What the variables say. Both OL and OB, or neither, is unknown."""
    words = found.get(("ups", "status"), "").split()
    power = {(True, False): "mains", (False, True): "battery"}.get(("OL" in words, "OB" in words), "unknown")
    battery = "low" if "LB" in words else "replace" if "RB" in words else "ok" if words else "unknown"
    return {
        "power": power,
        "battery": battery,
        "charge": _whole(found.get(("battery", "charge"), "")),
        "runtime_s": _whole(found.get(("battery", "runtime"), "")),
    }


def _whole(text: str) -> str:
    head = text.partition(".")[0]
    return head if head.isdecimal() and head.isascii() and len(head) < 8 else "unknown"


def _error(text: str) -> str:
    """ERR UNKNOWN-UPS and ERR ACCESS-DENIED are settings; ERR DATA-STALE and ERR DRIVER-NOT-CONNECTED are the UPS."""
    word = text.split()[1] if len(text.split()) > 1 else ""
    return Code.CONFIG_INVALID if word in {"UNKNOWN-UPS", "ACCESS-DENIED"} else Code.POWER_UNKNOWN
