"""What can be had now: as the server says, and without it by the hours of the unit's own hall file."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from hall.settings.opening import opening
from kiosk.desk.catalogue import Catalogue
from kiosk.desk.link import Link
from kiosk.desk.parts import Parts
from kiosk.flows.words import HallChanged

LOOK_S = 5.0
"""How late it may be told that a service opens or closes."""


class Hours:
    """Caps of a day are the server's alone: a unit does not know what the others gave out.

    `changed` is called when a service opened or closed while the server is away.
    """

    def __init__(self, parts: Parts, link: Link, changed: Callable[[], None]) -> None:
        self._clock = parts.clock
        self._opening = opening(parts.settings)
        self._link = link
        self._changed = changed
        self._told: Catalogue | None = None

    def catalogue(self) -> Catalogue:
        """The catalogue of this moment."""
        known = self._link.catalogue
        return known if self._link.online else known.within(self._opening, self._clock.now())

    def event(self) -> HallChanged:
        """The same for a flow, which hears of what changes after."""
        self._told = self.catalogue()
        return self._told.event()

    async def run(self) -> None:
        """Watch the clock until cancelled."""
        while True:
            await asyncio.sleep(LOOK_S)
            if not self._link.online and self.catalogue() != self._told:
                self._changed()
