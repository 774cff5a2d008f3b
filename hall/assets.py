"""Where the repository keeps its data, the forms that papers are printed from, and the tags of evaluations."""

from __future__ import annotations

import tomllib
from pathlib import Path

from drivers.printer.forms import read_form
from drivers.types import Json
from hall.contract.tags import TagSet

_HOME = Path(__file__).resolve().parent.parent

ASSETS = _HOME / "assets"
CONFIG = _HOME / "config"
TAG_SET = "national-1"
"""The newest version of the tags; older ones stay beside it, so that older evaluations can be read."""


def load_form(name: str) -> dict[str, Json]:
    """Read a form of assets/receipts, checked. Raises `FormError`."""
    return read_form(ASSETS / "receipts" / f"{name}.toml")


def load_tags(version: str = TAG_SET) -> TagSet:
    """Read a set of assets/evaluation. Raises `OSError` for a version that there is not."""
    text = (ASSETS / "evaluation" / f"{version}.toml").read_text("utf-8")
    return TagSet.model_validate(tomllib.loads(text))
