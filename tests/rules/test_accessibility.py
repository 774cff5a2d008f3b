"""docs/accessibility.md claims nothing that no test checks."""

import re
from pathlib import Path

from kiosk.flows.comfort import PACE_MS

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "accessibility.md").read_text("utf-8")
CLAIM = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")


def test_every_claim_names_a_test_that_there_is():
    rows = [line for line in PAGE.partition("## 对照")[2].splitlines() if line.startswith("| ")][1:]
    assert len(rows) > 10
    for row in rows:
        claims = CLAIM.findall(row)
        assert claims, f"no test: {row}"
        for file, name in claims:
            assert re.search(rf"^def {name}\(", (ROOT / file).read_text("utf-8"), re.MULTILINE), (file, name)


def test_the_paces_are_those_of_the_program():
    assert "、".join(f"{ms / 1000:g}" for ms in PACE_MS[1:]) in PAGE
