"""`hallkit drivers`: which drivers there are, and whether one keeps the contract."""

from __future__ import annotations

import asyncio
import difflib
from argparse import Namespace
from collections.abc import Mapping
from functools import partial
from importlib.metadata import EntryPoint, version
from typing import Final

from drivers.kit import sheet
from drivers.kit.built_in import STANDS, Stand, twin_of
from drivers.kit.contract import check
from drivers.kit.offer import Offer, OfferError, Trial, installed, load_offer
from drivers.kit.verdict import Result, Verdict
from hall.cli import devices
from hall.cli.devices import VERIFIED, readable_profiles, tell_bad, width_of
from hall.cli.exits import Exit
from hall.cli.language import Say
from hall.cli.output import out, out_json, tell
from hall.cli.parsing import InputError
from hall.domain.clock import CHINA, SystemClock
from hall.settings import Profile

_OURS: Final = "hallkit"


def show(chosen: Namespace, say: Say) -> int:
    """Print every driver: profiles, then those of installed packages (also in place of a profile of their name)."""
    profiles, bad = readable_profiles(devices.PROFILES)
    found = installed(STANDS)
    tell_bad(bad, say)
    refused = _told(found.refused)
    rows = [_row(one, say) for one in profiles.values() if one.id not in found.points]
    rows += [_offered(point, say) for point in found.points.values()]
    if chosen.json:
        out_json({"ok": not (bad or refused), "drivers": rows, "wrong": bad, "refused": refused})
    else:
        width = width_of(str(row["name"]) for row in rows)
        for row in rows:
            out(f"{row['name']:<{width}}{row['title']} — {_tried(row, say)}")
    return Exit.BAD_INPUT if bad or refused else Exit.DONE


def _told(refused: Mapping[str, OfferError]) -> dict[str, str]:
    """Names that packages may not have, each told on stderr."""
    for error in refused.values():
        tell(f"hallkit: {error}")
    return {name: str(error) for name, error in refused.items()}


def _offered(point: EntryPoint, say: Say) -> dict[str, object]:
    """A package's row; one that cannot be loaded is told, and has nothing but its name."""
    try:
        return _package_row(load_offer(point), point.value, say)
    except OfferError as error:
        tell(f"hallkit: {error}")
        return {"name": point.name, "from": point.value, "title": "", "checkable": False, "verified": ""}


def _tried(row: Mapping[str, object], say: Say) -> str:
    """How far a driver was tried, by whose word, and how it can be tried here."""
    if not row["verified"]:
        return say("装不上", "cannot be loaded")
    tried = say(*VERIFIED[str(row["verified"])])
    if row["from"] != _OURS:
        tried = say(f"作者自己说：{tried}", f"its maker says: {tried}")
    if row["checkable"]:
        return tried
    how = f"hallkit drivers check {row['name']} --port PORT"
    return say(f"{tried}；没有仿真，只能在真机上试：{how}", f"{tried}; no twin, try it on the device: {how}")


def _row(profile: Profile, say: Say) -> dict[str, object]:
    return {
        "name": profile.id,
        "from": _OURS,
        "device_class": profile.device_class,
        "title": say(profile.title.zh, profile.title.en),
        "verified": profile.verified,
        "checkable": profile.id in STANDS,
    }


def _package_row(offer: Offer, value: str, say: Say) -> dict[str, object]:
    return {
        "name": offer.name,
        "from": value,
        "device_class": offer.device_class,
        "title": say(*offer.title),
        "verified": offer.verified,
        "verified_by": "its maker",
        "checkable": offer.twin is not None,
    }


def run(chosen: Namespace, say: Say) -> int:
    """Try every clause and print the sheet; 0 when nothing failed. Raises `InputError`."""
    offer = find(chosen.name, say)
    zh = say.language == "zh"
    if chosen.port:
        tell(
            say(
                "真机上也试：听到提示就放卡、出示码或按键",
                "on hardware too: put a card, show a code or press a key when it waits",
            )
        )

    def news(verdict: Verdict) -> None:
        tell(sheet.line(verdict, zh=zh))

    verdicts = asyncio.run(check(offer, chosen.port, news))
    made = SystemClock().now().astimezone(CHINA).isoformat(timespec="minutes")
    if chosen.json:
        failed = any(one.result is Result.FAILED for one in verdicts)
        out_json({"ok": not failed, **sheet.as_json(offer, verdicts, made, version("hallkit"), chosen.model)})
    else:
        out(sheet.as_text(offer, verdicts, made, version("hallkit"), chosen.model, zh=zh))
    return exit_of(verdicts)


def exit_of(verdicts: list[Verdict]) -> Exit:
    """A clause that failed or could not be tried is no success."""
    results = {one.result for one in verdicts}
    if Result.FAILED in results:
        return Exit.DRIVER_FAULT
    return Exit.NO_DEVICE if Result.NOT_TRIED in results else Exit.DONE


def find(name: str, say: Say) -> Offer:
    """The driver of that name: an installed package's, which never has a name of ours, else a profile's. Raises `InputError`, `SettingsError`."""
    profiles, bad = readable_profiles(devices.PROFILES)
    found = installed(STANDS)
    if name in found.refused and name in profiles:
        tell(f"hallkit: {found.refused[name]}")
    elif name in found.refused:
        raise InputError("config.invalid", str(found.refused[name]))
    if name in found.points:
        try:
            return load_offer(found.points[name])
        except OfferError as error:
            raise InputError("config.invalid", str(error)) from error
    if name in profiles:
        return offer_of(profiles[name], STANDS)
    tell_bad(bad, say)
    known = [*found.points, *profiles]
    near = difflib.get_close_matches(name, known, 1) or sorted(known)
    text = say(
        f"没有叫 {name} 的驱动，可写：{'、'.join(near)}", f"no driver named {name}; write {', '.join(near)}"
    )
    raise InputError("data.invalid", text)


def offer_of(profile: Profile, stands: Mapping[str, Stand]) -> Offer:
    """A profile of ours as an offer; without a stand it has no twin and cannot be tried."""
    stand = stands.get(profile.id)
    facts = (
        profile.id,
        (profile.title.zh, profile.title.en),
        profile.device_class,
        profile.driver,
        profile.verified,
    )
    if stand is None:
        return Offer(*facts, Trial("status"), None, profile.wire, profile.options)
    options = {**profile.options, **stand.options}
    return Offer(*facts, stand.trial, partial(twin_of, profile.id), profile.wire, options, stand.answers)
