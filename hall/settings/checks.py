"""What must hold between the parts of a hall file, beyond each value by itself.

It looks at the file's data as they stand, so that these faults are told beside those of single values.
A value of the wrong kind is the schema's to tell: here it is passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, get_args

from drivers.transport.identity import instead_of, is_passing
from hall.settings.attendance import attendance
from hall.settings.boards import WINDOW, boards
from hall.settings.figures import figures
from hall.settings.map import hall_map
from hall.settings.outside import outside
from hall.settings.places import Loc
from hall.settings.problems import Finding, unknown
from hall.settings.schema import DeviceClass, Profile
from hall.settings.supervision import supervision
from hall.settings.tiles import tile_faults
from hall.settings.time_checks import times
from hall.settings.upstream import upstream
from hall.settings.window_units import misspelt, window_units

SERVICE = ("业务", "service")
CATEGORY = ("类别", "category")
PROFILE = ("设备型号", "device profile")
OUTPUT = ("音箱的分区", "zone of the speaker")
Table = Mapping[str, Any]
Entries = list[tuple[int, Table]]


def check(data: Table, profiles: Mapping[str, Profile]) -> list[Finding]:
    """All faults between the parts of a hall file."""
    return [
        *_duplicates(data),
        *_services(data),
        *_codes(data),
        *_voice(data, profiles),
        *times(data),
        *boards(data),
        *window_units(data),
        *hall_map(data),
        *tile_faults(data),
        *outside(data),
        *upstream(data),
        *figures(data),
        *attendance(data, profiles),
        *supervision(data),
        *(fault for index, unit in _entries(data, "units") for fault in _unit(index, unit, profiles)),
    ]


def _entries(table: Table, key: str) -> Entries:
    """The tables of a list, each with its place in it."""
    found = table.get(key)
    entries = found if isinstance(found, list) else []
    return [(index, entry) for index, entry in enumerate(entries) if isinstance(entry, dict)]


def _duplicates(data: Table) -> Iterator[Finding]:
    yield from _twice(data, "services", "id")
    yield from _twice(data, "services", "prefix")
    yield from _twice(data, "categories", "id")
    yield from _twice(data, "items", "id")
    yield from _twice(data, "windows", "number")
    yield from _twice(data, "codes", "kind")
    yield from _twice(data, "groups", "id")
    yield from _twice(data, "clerks", "id")
    yield from _twice(data, "clerks", "name")
    yield from _twice(data, "units", "id")
    yield from _twice(data, "units", "mark")
    yield from _twice(_table(data, "voice"), "zones", "id", ("voice",))


def _twice(data: Table, table: str, key: str, within: Loc = ()) -> Iterator[Finding]:
    """A value that an earlier entry of the table has already; "" is no value."""
    first: dict[str | int, int] = {}
    for index, entry in _entries(data, table):
        value = entry.get(key, "")
        if value == "" or not isinstance(value, str | int):
            continue
        if value in first:
            yield Finding(
                (*within, table, index, key),
                f"{key} {value} 重复了，第 {first[value] + 1} 个 {table} 已经用了它",
                f"{key} {value} is used already by entry {first[value] + 1} of {table}",
            )
        first.setdefault(value, index)


def _periods(index: int, item: Table) -> Iterator[Finding]:
    """A promise that is later than the law allows."""
    promised, statutory = item.get("promise_days"), item.get("statutory_days", 0)
    known = isinstance(promised, int) and isinstance(statutory, int)
    if known and 0 < statutory < promised:
        yield Finding(
            ("items", index, "promise_days"),
            f"承诺 {promised} 天办结，比法定的 {statutory} 天还长",
            f"{promised} days are promised, more than the {statutory} that the law sets",
        )


def _services(data: Table) -> Iterator[Finding]:
    ids = [service.get("id") for _, service in _entries(data, "services")]
    known = [name for name in ids if isinstance(name, str)]
    complete = len(known) == len(ids) and bool(ids)
    categories = [str(one.get("id")) for _, one in _entries(data, "categories")]
    for index, service in _entries(data, "services"):
        wanted = service.get("category", "")
        if wanted and isinstance(wanted, str) and wanted not in categories:
            yield unknown(("services", index, "category"), CATEGORY, wanted, categories)
    for index, item in _entries(data, "items"):
        yield from _periods(index, item)
        yield from _service(("items", index, "service"), item.get("service"), known if complete else None)
    for index, window in _entries(data, "windows"):
        services = window.get("services")
        if services == []:
            number = window.get("number", index + 1)
            yield Finding(
                ("windows", index, "services"),
                f"{number} 号窗口没有业务，请至少写一个",
                f"window {number} does no service, name at least one",
            )
        for place, service in enumerate(services if isinstance(services, list) else []):
            yield from _service(("windows", index, "services", place), service, known if complete else None)


def _service(loc: Loc, service: object, known: Iterable[str] | None) -> Iterator[Finding]:
    """`known`: None when a service's own id is amiss, so that nobody can say what is unknown."""
    if known is not None and isinstance(service, str) and service not in known:
        yield unknown(loc, SERVICE, service, known)


def _codes(data: Table) -> Iterator[Finding]:
    for index, code in _entries(data, "codes"):
        try:
            re.compile(str(code.get("pattern", "")))
        except re.error as error:
            yield Finding(
                ("codes", index, "pattern"),
                f"pattern 不是正确的正则表达式：第 {(error.pos or 0) + 1} 个字符处有误({error.msg})",
                f"pattern is no regular expression: {error}",
            )


def _table(data: Table, key: str) -> Table:
    found = data.get(key)
    return found if isinstance(found, dict) else {}


def _voice(data: Table, profiles: Mapping[str, Profile]) -> Iterator[Finding]:
    voice = _table(data, "voice")
    for language, text in _table(voice, "call").items():
        if isinstance(text, str) and sorted(re.findall(r"\{[^}]*\}?", text)) != _BLANKS:
            yield Finding(
                ("voice", "call", language),
                "要写上 {number} 和 {window} 各一次，别的花括号不能有",
                "must hold {number} and {window} once each, and no other braces",
            )
    windows = [entry.get("number") for _, entry in _entries(data, "windows")]
    known = [number for number in windows if isinstance(number, int)]
    outputs = _outputs(data, profiles)
    for index, zone in _entries(voice, "zones"):
        at: Loc = ("voice", "zones", index)
        listed = zone.get("windows")
        for place, number in enumerate(listed if isinstance(listed, list) else []):
            if isinstance(number, int) and number not in known:
                yield unknown((*at, "windows", place), WINDOW, str(number), map(str, known))
        if outputs and isinstance(zone.get("id"), str) and zone["id"] not in outputs:
            yield unknown((*at, "id"), OUTPUT, zone["id"], outputs)


_BLANKS = ["{number}", "{window}"]


def _outputs(data: Table, profiles: Mapping[str, Profile]) -> set[str]:
    """The zones of the speakers in the hall."""
    units = [unit for _, unit in _entries(data, "units")]
    used = [str(device.get("profile")) for unit in units for _, device in _entries(unit, "devices")]
    speakers = [
        profiles[name] for name in used if name in profiles and profiles[name].device_class == "speaker"
    ]
    zones = [profile.options.get("zones") for profile in speakers]
    return {name for found in zones if isinstance(found, dict) for name in found}


def _unit(index: int, unit: Table, profiles: Mapping[str, Profile]) -> Iterator[Finding]:
    at: Loc = ("units", index)
    if unit.get("role") in {"terminal", "dispenser"} and not unit.get("mark") and not misspelt(unit, "mark"):
        name = unit.get("id", index + 1)
        yield Finding(
            (*at, "mark"),
            f"{name} 缺少 mark：断网取号时要印在号码里，写一个本大厅没用过的数字，如 1",
            f"{name} needs a mark, a number of its own in this hall such as 1: it is part of offline tickets",
        )
    headset = _table(unit, "audio").get("headset")
    zones = _outputs({"units": [unit]}, profiles)
    if isinstance(headset, str) and headset and headset not in zones:
        yield unknown((*at, "audio", "headset"), OUTPUT, headset, zones)
    yield from _twice(unit, "devices", "name", at)
    yield from _twice(unit, "devices", "port", at)
    for place, device in _entries(unit, "devices"):
        yield from _device((*at, "devices", place, "profile"), device, profiles)
        yield from _port((*at, "devices", place, "port"), device.get("port"))


def _port(loc: Loc, port: object) -> Iterator[Finding]:
    """A port whose name may mean another device after the next start."""
    if isinstance(port, str) and is_passing(port):
        name = instead_of(port)
        yield Finding(
            loc,
            f"{port} 重启后可能是另一台设备：{f'写 {name}' if name else '用 hallkit device identify 认出它的固定名字'}",
            f"{port} may mean another device after the next start: "
            + (f"write {name}" if name else "hallkit device identify tells its lasting name"),
        )


def _device(loc: Loc, device: Table, profiles: Mapping[str, Profile]) -> Iterator[Finding]:
    wanted, name = device.get("profile"), device.get("name")
    if not isinstance(wanted, str):
        return
    profile = profiles.get(wanted)
    if profile is None:
        yield unknown(loc, PROFILE, wanted, profiles)
    elif name in get_args(DeviceClass) and name != profile.device_class:
        yield Finding(
            loc,
            f"{wanted} 是 {profile.device_class}，不能当 {name} 用",
            f"{wanted} is a {profile.device_class}, not a {name}",
        )
