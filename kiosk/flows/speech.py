"""What a unit is asked to say. Not part of any flow's rules: the screen's own words become speech."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Speak:
    """Say these, now; what is being said ends. `volume`: 1 to 10.

    `private`: into the headset and nowhere else; the texts may then be personal, so they are in no repr.
    """

    texts: tuple[str, ...] = field(repr=False)
    language: str
    volume: int
    private: bool = False


@dataclass(frozen=True)
class Hush:
    """Nothing more of what was said last."""
