"""Every profile of ours has its stand in the kit, also what stands on a service of the system, and each one works."""

from __future__ import annotations

import asyncio
import json

import pytest

from drivers.kit import clauses
from drivers.kit.bench import on_twin
from drivers.kit.built_in import STANDS
from drivers.kit.contract import CLAUSES, check
from drivers.kit.verdict import Result, Tier, tier_of
from drivers.sim import card_service
from drivers.sim.faults import Fault
from drivers.sim.twins import TWINS
from drivers.types import CompletionCode
from hall.cli.drivers_check import exit_of, find
from hall.cli.exits import Exit
from hall.cli.language import Say
from hall.settings import load_profiles

ON_SERVICES = (
    "social-card",
    "staff-card",
    "pcsc-id-card",
    "sane",
    "cups",
    "document-camera",
    "camera-code",
    "speaker",
    "punch-file",
)
SAME_SLOT = {"staff-card", "pcsc-id-card"}
"""What they do when their service stands still is the social-security card's driver's."""


def offer_of(profile):
    return find(profile, Say("en"))


def test_every_profile_can_be_checked_and_has_its_twin():
    assert set(load_profiles()) == set(STANDS) == set(TWINS)


@pytest.mark.parametrize("profile", ON_SERVICES)
def test_its_driver_works_on_its_own_stand_and_believes_no_silence(profile, tmp_path):
    offer = offer_of(profile)
    tmp_path.chmod(0o700)

    async def trying():
        async with on_twin(offer, tmp_path) as bench:
            done = await clauses.works(bench)
            unknown = await bench.run("no_such_operation", {}, 5000)
            told = [repr(done), *map(repr, bench.events), *map(repr, bench.statuses), *bench.records]
            told += [json.dumps(dict(event.data), ensure_ascii=False) for event in bench.events]
            if profile not in SAME_SLOT:
                await bench.set_fault(Fault.NO_ANSWER)
                silent = await bench.work(1200 if offer.trial.short_ms == 1500 else 2500)
                assert not silent.done
            return unknown, told, bench.resets

    unknown, told, resets = asyncio.run(trying())
    assert unknown.code is CompletionCode.UNSUPPORTED_COMMAND
    assert not resets
    for secret in offer.trial.secrets:
        assert not any(secret in text for text in told)


def test_without_its_service_a_driver_is_not_tried_and_never_passes(monkeypatch, tmp_path):
    monkeypatch.setattr(card_service, "VPCD", tmp_path / "nothing")
    monkeypatch.setattr("drivers.kit.contract.CLAUSES", CLAUSES[:2])
    verdicts = asyncio.run(check(offer_of("social-card")))
    assert {one.result for one in verdicts} == {Result.NOT_TRIED}
    assert {one.detail for one in verdicts} == {"missing: apt install vsmartcard-vpcd"}
    assert tier_of(verdicts) is Tier.NONE
    assert exit_of(verdicts) is Exit.NO_DEVICE


def test_a_machine_without_a_player_cannot_try_the_speaker(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("drivers.kit.contract.CLAUSES", CLAUSES[:1])
    (verdict,) = asyncio.run(check(offer_of("speaker")))
    assert (verdict.result, verdict.detail) == (Result.NOT_TRIED, "missing: apt install alsa-utils")
