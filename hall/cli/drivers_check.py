"""`hallkit drivers`: which drivers there are, and whether one keeps the contract."""

from __future__ import annotations

import asyncio
import difflib
from argparse import Namespace
from collections.abc import Mapping
from functools import partial
from importlib.metadata import version

from drivers.kit import sheet
from drivers.kit.built_in import STANDS, Stand, twin_of
from drivers.kit.contract import check
from drivers.kit.offer import Offer, OfferError, Trial, installed, load_offer
from drivers.kit.verdict import Result, Verdict
from hall.cli.devices import VERIFIED
from hall.cli.exits import Exit
from hall.cli.language import Say
from hall.cli.output import out, out_json, tell
from hall.cli.parsing import InputError
from hall.domain.clock import CHINA, SystemClock
from hall.settings import Profile, load_profiles


def show(chosen: Namespace, say: Say) -> int:
    """Print every driver: our profiles, then those of installed packages."""
    rows = [_row(profile, say) for profile in load_profiles().values()]
    for point in installed().values():
        try:
            rows.append(_package_row(load_offer(point), point.value, say))
        except OfferError as error:
            tell(f"hallkit: {error}")
            rows.append(
                {"name": point.name, "from": point.value, "title": "", "checkable": False, "verified": ""}
            )
    if chosen.json:
        out_json({"ok": True, "drivers": rows})
        return Exit.DONE
    for row in rows:
        tried = say(*VERIFIED[str(row["verified"])]) if row["verified"] else say("装不上", "cannot be loaded")
        out(
            f"{row['name']:<22}{row['title']} — {tried}" + ("" if row["checkable"] else f" ({_no_twin(say)})")
        )
    return Exit.DONE


def _no_twin(say: Say) -> str:
    return say("kit 里没有它的仿真", "the kit has no twin of it")


def _row(profile: Profile, say: Say) -> dict[str, object]:
    return {
        "name": profile.id,
        "from": "hallkit",
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
        "checkable": offer.twin is not None,
    }


def run(chosen: Namespace, say: Say) -> int:
    """Try every clause and print the sheet; 0 when nothing failed. Raises `InputError`."""
    offer = find(chosen.name, say)
    zh = say.language == "zh"
    if chosen.port:
        tell(
            say(
                "真机上也试:听到提示就放卡、出示码或按键",
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
    """The driver of that name: an installed package's, else a profile's. Raises `InputError`."""
    points, profiles = installed(), load_profiles()
    if name in points:
        try:
            return load_offer(points[name])
        except OfferError as error:
            raise InputError("config.invalid", str(error)) from error
    if name not in profiles:
        near = difflib.get_close_matches(name, [*points, *profiles], 1) or sorted([*points, *profiles])
        text = say(
            f"没有叫 {name} 的驱动,可写:{'、'.join(near)}", f"no driver named {name}; write {', '.join(near)}"
        )
        raise InputError("data.invalid", text)
    return offer_of(profiles[name], STANDS)


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
