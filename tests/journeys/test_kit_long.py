"""The whole contract for every profile of ours; each earns the tier that docs/hardware/quality.md gives it."""

import asyncio
import re
from pathlib import Path

import pytest

from drivers.kit.built_in import STANDS
from drivers.kit.contract import check
from drivers.kit.verdict import Result, tier_of
from hall.cli.drivers_check import find
from hall.cli.language import Say

pytestmark = [pytest.mark.long, pytest.mark.logs, pytest.mark.timeout(600)]
PAGE = Path(__file__).parents[2] / "docs" / "hardware" / "quality.md"
TIERS = dict(
    re.findall(r"^\| \[([a-z0-9-]+)\]\([a-z0-9-]+\.md\) \| (\w+) \|", PAGE.read_text("utf-8"), re.MULTILINE)
)


def test_the_page_has_a_tier_for_every_profile():
    assert set(TIERS) == set(STANDS)


@pytest.mark.parametrize("profile", STANDS)
def test_a_driver_earns_its_tier(profile):
    verdicts = asyncio.run(check(find(profile, Say("en"))))
    failed = [(one.clause, one.detail) for one in verdicts if one.result is Result.FAILED]
    assert tier_of(verdicts).word == TIERS[profile], failed
