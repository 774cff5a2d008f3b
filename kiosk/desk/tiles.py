"""The hall's plan and the services of others, told to a terminal's flow; each service is asked every minute whether it is there."""

from __future__ import annotations

import asyncio
import logging
import shutil
from collections.abc import Mapping
from contextlib import suppress
from typing import Final

import httpx

from hall.client.trust import trust
from hall.settings import Settings
from hall.settings.tiles import ExternalTile
from kiosk.desk.parts import Parts
from kiosk.flows.atlas import Atlas, atlas_of
from kiosk.flows.place_words import PlacesKnown
from kiosk.flows.tile_words import Tile, TilesKnown

log = logging.getLogger(__name__)

EVERY_S: Final = 60.0
PATIENCE_S: Final = 5.0
AWAY, NO_BROWSER, CHECKING = "tile.away", "tile.noBrowser", "tile.checking"
_NO_HEAD: Final = frozenset({404, 405, 501})
_GONE: Final = frozenset({404, 410})


class Tiles:
    """Tells `PlacesKnown` once, and `TilesKnown` at start and whenever one of them fails or returns."""

    def __init__(self, parts: Parts) -> None:
        self._settings = parts.settings
        self._tell = parts.tell
        self._atlas = atlas_of(parts.settings, parts.unit)
        self._awake = asyncio.Event()
        self._told: tuple[Tile, ...] = ()

    def wake(self) -> None:
        """The network may be back: ask at once."""
        self._awake.set()

    async def run(self) -> None:
        """Ask until cancelled. Before the first answer nothing counts as there."""
        self._tell(PlacesKnown(self._atlas))
        asked = [tile for tile in self._settings.tiles if tile.health or tile.url]
        self._say({tile.id: CHECKING for tile in asked})
        if not asked:
            return
        async with httpx.AsyncClient(trust_env=False, verify=trust(), timeout=PATIENCE_S) as client:
            while True:
                self._awake.clear()
                found = await asyncio.gather(*(self._judge(client, tile) for tile in asked))
                self._say({tile.id: trouble for tile, trouble in zip(asked, found, strict=True) if trouble})
                with suppress(TimeoutError):
                    async with asyncio.timeout(EVERY_S):
                        await self._awake.wait()

    async def _judge(self, client: httpx.AsyncClient, tile: ExternalTile) -> str:
        if tile.kind == "url" and shutil.which(self._settings.browser.command[0]) is None:
            return NO_BROWSER
        return "" if await answers(client, tile.health or tile.url) else AWAY

    def _say(self, troubles: Mapping[str, str]) -> None:
        now = tiles_of(self._settings, self._atlas, troubles)
        if now != self._told:
            self._told = now
            self._tell(TilesKnown(now))


def tiles_of(settings: Settings, atlas: Atlas, troubles: Mapping[str, str]) -> tuple[Tile, ...]:
    """The tiles of a hall. `troubles`: dotted codes by id."""
    return tuple(_tile(one, atlas, troubles.get(one.id, "")) for one in settings.tiles)


def _tile(tile: ExternalTile, atlas: Atlas, trouble: str) -> Tile:
    spot = atlas.named(tile.place)
    return Tile(
        id=tile.id,
        name=tile.name,
        note=tile.note,
        icon=tile.icon,
        kind=tile.kind,
        spot=spot.key if spot else "",
        phone=tile.phone,
        trouble=trouble,
    )


async def answers(client: httpx.AsyncClient, url: str) -> bool:
    """Whether somebody is there: anything but silence, a fault of the server, or a page that is gone."""
    try:
        async with asyncio.timeout(PATIENCE_S):
            status = (await client.head(url)).status_code
            if status in _NO_HEAD:
                async with client.stream("GET", url) as answer:
                    status = answer.status_code
    except (httpx.HTTPError, httpx.InvalidURL, TimeoutError) as error:
        log.info("tile: %s does not answer (%s)", url, type(error).__name__)
        return False
    return status < 500 and status not in _GONE
