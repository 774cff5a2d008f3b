"""Lights as chips of a page: a colour, and a shape of its own, for colour is never alone."""

from __future__ import annotations

from typing import Final

from hall.domain.cases.lights import Light

CHIPS: Final = {Light.RED: "alarm", Light.YELLOW: "away", Light.GREEN: "good", Light.NONE: "never"}
SIGNS: Final = {Light.RED: "▲", Light.YELLOW: "◆", Light.GREEN: "●", Light.NONE: ""}
