"""The conformance sheet: what was tried, when, how it ended, and the tier that it earned."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from drivers.kit.offer import Offer
from drivers.kit.verdict import Result, Tier, Verdict, tier_of
from drivers.types import Json

_RESULTS: Mapping[Result, tuple[str, str]] = {
    Result.PASSED: ("通过", "passed"),
    Result.FAILED: ("不合格", "FAILED"),
    Result.NOT_TRIED: ("没有试", "not tried"),
    Result.NOT_APPLICABLE: ("不适用", "not applicable"),
}
_TIERS: Mapping[Tier, tuple[str, str]] = {
    Tier.NONE: ("不够铜级", "below bronze"),
    Tier.BRONZE: ("铜级", "bronze"),
    Tier.SILVER: ("银级", "silver"),
    Tier.GOLD: ("金级", "gold"),
    Tier.PLATINUM: ("铂级", "platinum"),
}
_WHERE = {"twin": ("仿真", "twin"), "port": ("真机", "hardware")}


def as_json(
    offer: Offer, verdicts: Sequence[Verdict], made: str, version: str, model: str
) -> dict[str, Json]:
    """The sheet as one object. `made`: when, ISO 8601; `version`: of hallkit; `model`: what the type plate says."""
    clauses: list[Json] = [
        {
            "clause": one.clause,
            "zh": one.zh,
            "en": one.en,
            "tier": one.tier.word,
            "where": one.where,
            "result": one.result.value,
            "detail": one.detail,
        }
        for one in verdicts
    ]
    return {
        "sheet": 1,
        "made": made,
        "hallkit": version,
        "name": offer.name,
        "title": {"zh": offer.title[0], "en": offer.title[1]},
        "device_class": offer.device_class,
        "driver": offer.driver,
        "model": model,
        "tier": tier_of(verdicts).word,
        "hardware": tried_on_hardware(verdicts),
        "clauses": clauses,
    }


def as_text(
    offer: Offer, verdicts: Sequence[Verdict], made: str, version: str, model: str, *, zh: bool
) -> str:
    """The sheet for people, in one language."""
    way = 0 if zh else 1
    title, tier = offer.title[way], _TIERS[tier_of(verdicts)][way]
    head = [
        f"{('驱动合格单', 'Conformance sheet')[way]}  {made}  hallkit {version}",
        f"{offer.name}  {title}  ({offer.device_class}, {offer.driver})",
        *([f"{('铭牌型号', 'type plate')[way]}: {model}"] if model else []),
        f"{('等级', 'tier')[way]}: {tier}",
        *([] if tried_on_hardware(verdicts) else [NEVER[way]]),
        "",
    ]
    return "\n".join([*head, *(line(one, zh=zh) for one in verdicts)])


NEVER = (
    "没有在真机上试过,只在仿真上试过;铂级要在真机上通过",
    "never tried on hardware, on a twin only; platinum needs the hardware",
)


def line(one: Verdict, *, zh: bool) -> str:
    """One clause in one line."""
    way = 0 if zh else 1
    words = (_WHERE[one.where][way], _TIERS[one.tier][way], _RESULTS[one.result][way], (one.zh, one.en)[way])
    return f"  {' · '.join(words)}" + (f" — {one.detail}" if one.detail else "")


def tried_on_hardware(verdicts: Sequence[Verdict]) -> bool:
    """Whether anything passed on a real port."""
    return any(one.where == "port" and one.result is Result.PASSED for one in verdicts)
