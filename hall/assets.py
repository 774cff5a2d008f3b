"""Where the repository keeps its data, and the forms that papers are printed from."""

from __future__ import annotations

from pathlib import Path

from drivers.printer.forms import read_form
from drivers.types import Json

_HOME = Path(__file__).resolve().parent.parent

ASSETS = _HOME / "assets"
CONFIG = _HOME / "config"


def load_form(name: str) -> dict[str, Json]:
    """Read a form of assets/receipts, checked. Raises `FormError`."""
    return read_form(ASSETS / "receipts" / f"{name}.toml")
