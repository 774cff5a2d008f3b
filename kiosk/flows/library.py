"""The service guides that a unit has, and where somebody is among them. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum, unique

from hall.contract.guides import Guide, Theme
from hall.domain.guides.search import Entry, Index


@unique
class Standing(StrEnum):
    """How far one may believe that an item has no guide."""

    ASKED = "asked"
    """Just started: they are being fetched."""
    HEARD = "heard"
    """As the hall has them, now or when it was heard last."""
    UNHEARD = "unheard"
    """The hall was never heard, and does not answer now."""


@dataclass(frozen=True)
class Library:
    """`guides`: in the order of the hall, by id. `pictures`: by name, as files. `got`: the day they came, "" for our own.

    `standing`: what it means that one is not here. `today`: as of when what is over comes last (YYYY-MM-DD).
    """

    guides: Mapping[str, Guide] = field(default_factory=dict, repr=False)
    themes: tuple[Theme, ...] = ()
    index: Index = field(default_factory=lambda: Index((), {}), repr=False)
    pictures: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    got: str = ""
    today: str = ""
    standing: Standing = Standing.HEARD

    def departments(self) -> dict[str, list[Entry]]:
        """Their items, by Chinese name."""
        found: dict[str, list[Entry]] = {}
        for entry in self.index.entries:
            found.setdefault(entry.department, []).append(entry)
        return found


@dataclass(frozen=True)
class Looking:
    """`shelves`: department, theme or "" for neither; `shelf`: which one. `found`: ids, the likeliest first.

    `written`: by words, not by first letters. `direct`: the guide was chosen where it was looked for.
    """

    typed: str = field(default="", repr=False)
    written: bool = False
    direct: bool = False
    shelves: str = ""
    shelf: str = ""
    found: tuple[str, ...] = ()
    guide: str = ""
    topic: str = ""
    printed: str = ""
    """The key of what was asked on paper last, of all there is to print of the guide."""
