"""What must hold between the parts of a hall file, beyond each value by itself."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Iterator, Mapping
from typing import get_args

from hall.settings.places import Loc
from hall.settings.problems import Finding, unknown
from hall.settings.schema import DeviceClass, Profile, Settings, Unit

SERVICE = ("业务", "service")
PROFILE = ("设备型号", "device profile")


def check(settings: Settings, profiles: Mapping[str, Profile]) -> list[Finding]:
    """All faults of a hall file whose values are each right by themselves."""
    return [
        *_duplicates(settings),
        *_services(settings),
        *_codes(settings),
        *(fault for index, unit in enumerate(settings.units) for fault in _unit(index, unit, profiles)),
    ]


def _duplicates(settings: Settings) -> Iterator[Finding]:
    yield from _twice("services", "id", [part.id for part in settings.services])
    yield from _twice("services", "prefix", [part.prefix for part in settings.services])
    yield from _twice("items", "id", [part.id for part in settings.items])
    yield from _twice("windows", "number", [part.number for part in settings.windows])
    yield from _twice("codes", "kind", [part.kind for part in settings.codes])
    yield from _twice("units", "id", [part.id for part in settings.units])
    yield from _twice("units", "mark", [part.mark for part in settings.units])


def _twice(table: str, key: str, values: Iterable[Hashable], within: Loc = ()) -> Iterator[Finding]:
    """A value that an earlier entry of the table has already; "" is no value."""
    first: dict[Hashable, int] = {}
    for index, value in enumerate(values):
        if value == "":
            continue
        if value in first:
            yield Finding(
                (*within, table, index, key),
                f"{key} {value} 重复了,第 {first[value] + 1} 个 {table} 已经用了它",
                f"{key} {value} is used already by entry {first[value] + 1} of {table}",
            )
        first.setdefault(value, index)


def _services(settings: Settings) -> Iterator[Finding]:
    known = [service.id for service in settings.services]
    for index, item in enumerate(settings.items):
        if item.service not in known:
            yield unknown(("items", index, "service"), SERVICE, item.service, known)
    for index, window in enumerate(settings.windows):
        if not window.services:
            yield Finding(
                ("windows", index, "services"),
                f"{window.number} 号窗口没有业务,请至少写一个",
                f"window {window.number} does no service, name at least one",
            )
        for place, service in enumerate(window.services):
            if service not in known:
                yield unknown(("windows", index, "services", place), SERVICE, service, known)


def _codes(settings: Settings) -> Iterator[Finding]:
    for index, code in enumerate(settings.codes):
        try:
            re.compile(code.pattern)
        except re.error as error:
            yield Finding(
                ("codes", index, "pattern"),
                f"pattern 不是正确的正则表达式:第 {(error.pos or 0) + 1} 个字符处有误({error.msg})",
                f"pattern is no regular expression: {error}",
            )


def _unit(index: int, unit: Unit, profiles: Mapping[str, Profile]) -> Iterator[Finding]:
    at: Loc = ("units", index)
    if unit.role in {"terminal", "dispenser"} and not unit.mark:
        yield Finding(
            (*at, "mark"),
            f"{unit.id} 缺少 mark:断网取号时要印在号码里,写一个本大厅没用过的数字,如 1",
            f"{unit.id} needs a mark, a number of its own in this hall such as 1: it is part of offline tickets",
        )
    yield from _twice("devices", "name", [device.name for device in unit.devices], at)
    yield from _twice("devices", "port", [device.port for device in unit.devices], at)
    classes = get_args(DeviceClass)
    for place, device in enumerate(unit.devices):
        profile = profiles.get(device.profile)
        if profile is None:
            yield unknown((*at, "devices", place, "profile"), PROFILE, device.profile, profiles)
        elif device.name in classes and device.name != profile.device_class:
            yield Finding(
                (*at, "devices", place, "profile"),
                f"{device.profile} 是 {profile.device_class},不能当 {device.name} 用",
                f"{device.profile} is a {profile.device_class}, not a {device.name}",
            )
