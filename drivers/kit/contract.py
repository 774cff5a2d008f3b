"""The whole contract: which clauses there are, in which tier, tried one after the other."""

from __future__ import annotations

import tempfile
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from drivers.kit import clauses, hard_clauses
from drivers.kit.bench import Bench, on_port, on_twin
from drivers.kit.clauses import Broken, NotApplicable
from drivers.kit.offer import Offer
from drivers.kit.verdict import Result, Tier, Verdict
from drivers.sim.base import ServiceMissingError
from drivers.sim.faults import Fault

OnTwin = Callable[[Offer, Path], Awaitable[object]]
AtBench = Callable[[Bench], Awaitable[object]]


@dataclass(frozen=True)
class Clause:
    """One promise. `run` tries it on the twin, `at_port` on hardware; None: cannot be tried there."""

    id: str
    zh: str
    en: str
    tier: Tier
    run: OnTwin
    at_port: AtBench | None = None


def _healthy(work: AtBench) -> OnTwin:
    """A clause on a twin that has nothing wrong with it."""

    async def run(offer: Offer, folder: Path) -> None:
        async with on_twin(offer, folder) as bench:
            await work(bench)

    return run


def _both(id_: str, texts: tuple[str, str], tier: Tier, work: AtBench) -> Clause:
    return Clause(id_, *texts, tier, _healthy(work), work)


def _spoilt(id_: str, texts: tuple[str, str], fault: Fault) -> Clause:
    return Clause(id_, *texts, Tier.SILVER, partial(clauses.spoilt, fault=fault))


CLAUSES: Final = (
    _both("works", ("能上线,能办事", "comes online and does its work"), Tier.BRONZE, clauses.works),
    Clause("silentStart", "不回答的设备不算在线", "a silent device is not online", Tier.BRONZE, clauses.silent_start),
    Clause("silentWork", "没有回答不算成功", "no answer is never success", Tier.BRONZE, clauses.silent_work),
    _both(
        "unknownOperation", ("没有的操作照实说", "an unknown operation is told so"), Tier.BRONZE,
        clauses.unknown_operation,
    ),
    Clause("wrongOption", "写错的选项指出正确的", "a misspelt option is named", Tier.BRONZE, clauses.wrong_option),
    _both("legalWords", ("状态用词合规", "status words are legal"), Tier.BRONZE, clauses.legal_words),
    Clause("secrets", "个人信息不外露", "personal data shows nowhere", Tier.BRONZE, clauses.keeps_secrets),
    _both("deadline", ("到时限就结束", "ends within its time"), Tier.SILVER, clauses.deadline),
    _both("cancel", ("可以取消", "can be cancelled"), Tier.SILVER, clauses.cancels),
    Clause("plugPulled", "办事中拔线", "the plug is pulled at work", Tier.SILVER, clauses.plug_pulled),
    _spoilt("garbageBefore", ("回答前有杂讯", "noise before an answer"), Fault.GARBAGE_BEFORE),
    _spoilt("halfFrame", ("回答只来一半", "half an answer"), Fault.HALF_FRAME),
    _spoilt("wrongChecksum", ("校验错误", "a wrong check sum"), Fault.WRONG_CHECKSUM),
    Clause(
        "effect", "做了的事不否认,没做的不冒认", "what happened is never denied", Tier.GOLD,
        hard_clauses.effect_is_not_denied,
    ),
    Clause("return", "重新接上先看再说在线", "a device that returns is looked at", Tier.GOLD, hard_clauses.truth_after_return),
    Clause("noise", "乱码不当真", "noise is not believed", Tier.GOLD, hard_clauses.noise_is_not_believed),
)  # fmt: skip
News = Callable[[Verdict], None]


async def check(offer: Offer, port: str = "", news: News = lambda _verdict: None) -> list[Verdict]:
    """Try every clause on the twin, and with a `port` those on hardware that can be tried there."""
    found: list[Verdict] = []
    for clause in CLAUSES:
        found.append(await _on_twin(clause, offer))
        news(found[-1])
    for clause in CLAUSES if port else ():
        if clause.at_port is not None:
            found.append(await _on_port(clause, offer, port, clause.at_port))
            news(found[-1])
    return found


async def _on_twin(clause: Clause, offer: Offer) -> Verdict:
    if offer.twin is None:
        return _verdict(clause, "twin", Result.NOT_TRIED, "the offer has no twin")
    with tempfile.TemporaryDirectory(prefix="hallkit-kit-") as folder:
        return await _judged(clause, "twin", clause.run(offer, Path(folder)))


async def _on_port(clause: Clause, offer: Offer, port: str, work: AtBench) -> Verdict:
    async def run() -> None:
        async with on_port(offer, port) as bench:
            await work(bench)

    return await _judged(clause, "port", run())


async def _judged(clause: Clause, where: str, trying: Awaitable[object]) -> Verdict:
    try:
        await trying
    except Broken as broken:
        return _verdict(clause, where, Result.FAILED, str(broken))
    except NotApplicable as reason:
        return _verdict(clause, where, Result.NOT_APPLICABLE, str(reason))
    except ServiceMissingError as missing:
        return _verdict(clause, where, Result.NOT_TRIED, str(missing))
    except Exception as error:  # noqa: BLE001 - a stranger's twin or driver may raise anything: that fails the clause
        return _verdict(clause, where, Result.FAILED, f"{type(error).__name__} while it was tried")
    return _verdict(clause, where, Result.PASSED)


def _verdict(clause: Clause, where: str, result: Result, detail: str = "") -> Verdict:
    return Verdict(clause.id, clause.zh, clause.en, clause.tier, where, result, detail)
