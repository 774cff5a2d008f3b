"""What a driver package offers to the kit, and where the offers of installed packages are found.

[project.entry-points."hallkit.drivers"]
acme-scanner = "acme_hallkit:OFFER"
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import Any, Final

from drivers.sim.line import Line
from drivers.types import CompletionCode, Json

GROUP: Final = "hallkit.drivers"
VERIFIED: Final = ("never", "twin", "hardware")


class OfferError(Exception):
    """An installed package whose entry point cannot be used; the text says what is wrong."""


@dataclass(frozen=True)
class Trial:
    """One operation that shows the driver at work, and what a person does at the twin meanwhile.

    `hand` gets the twin's machine and is called before every try: it must make a fresh start (lift, then place).
    `waits`: the operation waits for a person, and `prompt` is the event by which it says so (or several, with blanks
    between them). `ends`: how it ends when all is well. `effects` counts what happened for good (papers cut, doors ordered open), for operations in the driver's `side_effects`. `facts`: what of the
    result must be the same every time. `checked`: whether the protocol can tell noise from data.
    `secrets`: personal texts that the hand brings, which must show nowhere but in the result.
    `short_ms`: how long a try at a disturbed device may take, for operations that need more than 1.5 s when all is well.
    In a text of `args` `{folder}` stands for a private folder of the kit's (0700), `{try}` for a name that is another
    one at every try.
    """

    op: str
    args: Mapping[str, Json] = field(default_factory=dict)
    hand: Callable[[Any], object] = lambda _machine: None
    waits: bool = False
    prompt: str = ""
    ends: CompletionCode = CompletionCode.SUCCESS
    effects: Callable[[Any], int] | None = None
    facts: Callable[[Mapping[str, Json]], object] = lambda _result: None
    checked: bool = True
    secrets: tuple[str, ...] = ()
    short_ms: int = 1500


@dataclass(frozen=True)
class Offer:
    """One driver. `twin` makes its twin on a line, given an empty folder for links.

    `driver` is `package.module:Class`, `verified` how far it was tried: never, twin, hardware. `answers`: whether
    the device can be asked at all; one that cannot may be online unanswered, but must call something unknown.
    """

    name: str
    title: tuple[str, str]
    device_class: str
    driver: str
    verified: str
    trial: Trial
    twin: Callable[[Path], Line] | None = None
    wire: Mapping[str, Json] = field(default_factory=dict)
    options: Mapping[str, Json] = field(default_factory=dict)
    answers: bool = True

    def __post_init__(self) -> None:
        if self.verified not in VERIFIED:
            raise ValueError(f"verified is one of {', '.join(VERIFIED)}")


@dataclass(frozen=True)
class Installed:
    """The entry points of installed driver packages by name, and the names that none may have, each with the reason."""

    points: Mapping[str, EntryPoint]
    refused: Mapping[str, OfferError]


def installed(ours: Collection[str] = ()) -> Installed:
    """What packages offer; nothing of it is imported yet. A name of `ours`, or one that two want, is refused."""
    wanted: dict[str, list[EntryPoint]] = {}
    for point in entry_points(group=GROUP):
        wanted.setdefault(point.name, []).append(point)
    refused = {
        name: OfferError(_taken(name, points, ours=name in ours))
        for name, points in wanted.items()
        if name in ours or len(points) > 1
    }
    return Installed({name: points[0] for name, points in wanted.items() if name not in refused}, refused)


def _taken(name: str, points: Sequence[EntryPoint], *, ours: bool) -> str:
    """Who wants the name, and what to do about it; Chinese | English."""
    who = ", ".join(f"{point.dist.name if point.dist else '?'} ({point.value})" for point in points)
    if ours:
        zh = f"这是 hallkit 自带驱动的名字,不能换掉,没有用它;请作者在 pyproject.toml 里换个名字,或卸载:{who}"
        en = f"is the name of a driver of hallkit's own and is not replaced; give the entry point in its pyproject.toml another name, or uninstall: {who}"
    else:
        zh = f"几个软件包用了同一个名字,一个都没有用;只留一个,其余卸载或换名字:{who}"
        en = f"several packages use this name, so none of them is used; keep one, uninstall or rename the others: {who}"
    return f"{name}: {zh} | {name} {en}"


def load_offer(point: EntryPoint) -> Offer:
    """Import what an entry point names. Raises `OfferError`."""
    try:
        found = point.load()
        offer = found() if callable(found) else found
    except Exception as error:
        raise OfferError(f"{point.name} ({point.value}): {type(error).__name__}: {error}") from error
    if not isinstance(offer, Offer):
        raise OfferError(f"{point.name} ({point.value}): is no drivers.kit.offer.Offer")
    if offer.name != point.name:
        raise OfferError(
            f"{point.name} ({point.value}): its offer is named {offer.name}; write the entry point's name in both"
        )
    return offer
