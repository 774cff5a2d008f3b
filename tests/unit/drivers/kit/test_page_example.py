"""The example of docs/drivers.md is all that a stranger needs: installed from the page, it is gold."""

import asyncio
import re
import sys
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from drivers.kit.bench import on_twin
from drivers.kit.contract import CLAUSES, check
from drivers.kit.offer import installed, load_offer
from drivers.kit.sheet import as_json, as_text
from drivers.kit.verdict import Result, Tier, tier_of
from drivers.types import CompletionCode, DeviceState
from hall.settings import load_profile
from tests.support.packages import install

PAGE = Path(__file__).parents[4] / "docs" / "drivers.md"
FILES = dict(
    re.findall(r"^\*\*(\S+)\*\*\n\n```\w+\n(.*?)^```$", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL)
)
SOURCE = FILES["acme-buzzer/acme_buzzer.py"].replace("acme_buzzer", "page_buzzer")


@pytest.fixture
def offer(tmp_path, monkeypatch):
    """The offer of the page's package; its module has another name than the other sample's."""
    project = tomllib.loads(FILES["acme-buzzer/pyproject.toml"])["project"]
    points = {
        name: value.replace("acme_buzzer", "page_buzzer")
        for name, value in project["entry-points"]["hallkit.drivers"].items()
    }
    install(tmp_path / "site", project["name"], {"page_buzzer.py": SOURCE}, points)
    monkeypatch.syspath_prepend(str(tmp_path / "site"))
    yield load_offer(installed().points["acme-buzzer"])
    sys.modules.pop("page_buzzer", None)


@pytest.mark.logs
def test_the_example_of_the_page_is_gold(offer):
    verdicts = asyncio.run(check(offer))
    assert not [(one.clause, one.detail) for one in verdicts if one.result is Result.FAILED]
    assert tier_of(verdicts) is Tier.GOLD
    sheet = as_json(offer, verdicts, "2026-11-22T15:00+08:00", "1", "")
    assert (sheet["tier"], sheet["hardware"], len(sheet["clauses"])) == ("gold", False, len(CLAUSES))
    assert "never tried on hardware" in as_text(offer, verdicts, "today", "1", "", zh=False)
    assert "没有在真机上试过" in as_text(offer, verdicts, "today", "1", "X1", zh=True)


def test_its_misspelt_option_is_named_and_the_driver_has_not_crashed(offer, tmp_path):
    async def trying():
        async with on_twin(replace(offer, options={"answr_ms": 400}), tmp_path / "link") as bench:
            status = await bench.settled()
            done = await bench.run("buzz", {}, 5000)
            return status, done, bench.resets

    status, done, resets = asyncio.run(trying())
    assert (status.device, status.code) == (DeviceState.OFFLINE, "config.invalid")
    assert status.parts["option"] == "options.answr_ms is not a setting; write answer_ms"
    assert (done.code, done.error) == (CompletionCode.DEVICE_NOT_READY, "config.invalid")
    assert not resets


def test_the_profile_of_the_page_is_one(offer, tmp_path):
    (tmp_path / "acme-buzzer.toml").write_text(FILES["config/devices/acme-buzzer.toml"], encoding="utf-8")
    profile = load_profile("acme-buzzer", tmp_path)
    assert (profile.driver, profile.options) == ("acme_buzzer:Buzzer", offer.options)
