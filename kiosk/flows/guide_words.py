"""What the pages of the guides hear and ask for; part of `kiosk.flows.words`."""

from __future__ import annotations

from dataclasses import dataclass, field

from kiosk.flows.filing.filing import Filing
from kiosk.flows.library import Library


@dataclass(frozen=True)
class GuidesChanged:
    """The service guides that this unit has."""

    library: Library


@dataclass(frozen=True)
class PrintMaterials:
    """The list of what to bring for an item. `filing`: of this situation, with all its flags (一次性告知)."""

    intent: str
    item: str
    large: bool
    language: str
    filing: Filing = field(default_factory=Filing)


@dataclass(frozen=True)
class PrintGuide:
    """A guide in short."""

    intent: str
    guide: str
    large: bool
    language: str
