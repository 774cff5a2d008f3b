"""The kit finds every lie: a liar gets nothing, hardware alone makes platinum, no name is taken over."""

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from drivers.kit import hard_clauses
from drivers.kit.contract import check
from drivers.kit.hard_clauses import judge
from drivers.kit.offer import OfferError, installed, load_offer
from drivers.kit.verdict import Result, Tier, Verdict, tier_of
from drivers.types import Completion, CompletionCode
from tests.support.packages import install

SAMPLE = Path(__file__).parents[3] / "support" / "sample_driver"


@pytest.fixture
def packages(monkeypatch):
    monkeypatch.syspath_prepend(str(SAMPLE))
    return installed().points


def verdict(clause, tier, result, where="twin"):
    return Verdict(clause, "", "", tier, where, result)


def results(verdicts):
    return {one.clause: one.result for one in verdicts}


@pytest.mark.logs
def test_a_driver_that_claims_everything_is_caught(packages):
    offer = load_offer(packages["acme-liar"])
    offer = replace(offer, trial=replace(offer.trial, secrets=("李静怡",)))
    found = results(asyncio.run(check(offer)))
    caught = {"silentStart", "silentWork", "unknownOperation", "wrongOption", "halfFrame"}
    assert {clause for clause in caught if found[clause] is not Result.FAILED} == set()
    assert found["secrets"] is Result.PASSED


def test_the_port_counts_as_hardware_only_when_a_port_was_given(packages, tmp_path):
    offer = load_offer(packages["acme-buzzer"])
    with offer.twin(tmp_path) as line:
        verdicts = asyncio.run(check(replace(offer, twin=None), line.port))
    on_port = [one for one in verdicts if one.where == "port"]
    assert {one.result for one in on_port} == {Result.PASSED, Result.NOT_APPLICABLE}
    assert tier_of(verdicts) is Tier.NONE
    gold = [verdict("a", tier, Result.PASSED) for tier in (Tier.BRONZE, Tier.SILVER, Tier.GOLD)]
    assert tier_of([*gold, *on_port]) is Tier.PLATINUM


@pytest.mark.parametrize(
    ("broken", "tier"), [(Tier.BRONZE, Tier.NONE), (Tier.SILVER, Tier.BRONZE), (Tier.GOLD, Tier.SILVER)]
)
@pytest.mark.parametrize("result", [Result.FAILED, Result.NOT_TRIED])
def test_one_broken_or_untried_clause_costs_its_tier(broken, tier, result):
    verdicts = [
        verdict("a", one, result if one is broken else Result.PASSED)
        for one in (Tier.BRONZE, Tier.SILVER, Tier.GOLD)
    ]
    assert tier_of(verdicts) is tier


def test_nothing_tried_is_no_tier():
    assert tier_of([]) is Tier.NONE


@pytest.mark.parametrize("name", ["acme-broken", "acme-wrong"])
def test_a_package_that_offers_nonsense_is_named(packages, name):
    with pytest.raises(OfferError, match=name):
        load_offer(packages[name])


@pytest.mark.parametrize(
    ("code", "happened", "honest"),
    [
        (CompletionCode.SUCCESS, 1, True),
        (CompletionCode.OUTCOME_UNKNOWN, 1, True),
        (CompletionCode.OUTCOME_UNKNOWN, 0, True),
        (CompletionCode.DEVICE_NOT_READY, 0, True),
        (CompletionCode.DEVICE_NOT_READY, 1, False),
        (CompletionCode.TIME_OUT, 1, False),
        (CompletionCode.SUCCESS, 0, False),
        (CompletionCode.OUTCOME_UNKNOWN, 2, False),
    ],
)
def test_what_happened_and_what_was_told(code, happened, honest):
    done = Completion("c", code)
    if honest:
        judge(done, happened, 0)
    else:
        with pytest.raises(hard_clauses.Broken):
            judge(done, happened, 0)


@pytest.fixture
def thieves(tmp_path, monkeypatch):
    """Two packages: one wants a name of ours, and both want `twice`."""
    source = "import acme_buzzer\nOFFER = acme_buzzer.OFFER\n"
    for name, extra in (("evil", {"samv": "evil:OFFER"}), ("rival", {})):
        install(tmp_path / name, name, {f"{name}.py": source}, {"twice": f"{name}:OFFER", **extra})
        monkeypatch.syspath_prepend(str(tmp_path / name))


def test_a_name_of_ours_and_one_that_two_want_are_refused(thieves):
    found = installed({"samv"})
    assert set(found.refused) == {"samv", "twice"}
    assert not found.refused.keys() & found.points.keys()
    assert "evil (evil:OFFER)" in str(found.refused["samv"])
    assert "uninstall" in str(found.refused["samv"])
    assert "evil (evil:OFFER)" in str(found.refused["twice"])
    assert "rival (rival:OFFER)" in str(found.refused["twice"])


def test_an_offer_may_not_call_itself_something_else(tmp_path, packages, monkeypatch):
    install(tmp_path, "mask", {}, {"harmless": "acme_buzzer:OFFER"})
    monkeypatch.syspath_prepend(str(tmp_path))
    with pytest.raises(OfferError, match=r"harmless .*its offer is named acme-buzzer"):
        load_offer(installed().points["harmless"])
