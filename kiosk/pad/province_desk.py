"""Asks the hall for the province's page of a visit and shows it in a browser without a window, kept to its hosts."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import Final
from urllib.parse import urlsplit

from hall.client import HallClient, HallError
from hall.settings import Settings, Unit
from kiosk.desk.browser import Browsers, Needs, Site
from kiosk.flows.tile_words import CloseTile, FitTile, HandTile, TileEnded, WriteTile
from kiosk.pad.province_words import OpenProvince, ProvinceEffect
from kiosk.pad.words import World

NAME: Final = "province"
NO_PAGE: Final = "tile.away"
log = logging.getLogger(__name__)


class Province:
    """One page at a time. All on the loop that runs the pad."""

    def __init__(self, parts: Needs, client: HallClient, tell: Callable[[World], None]) -> None:
        self._client = client
        self._hosts = hosts_of(parts.settings, parts.unit)
        self._tell = tell
        self._browsers = Browsers(parts)
        self._asking: asyncio.Task[None] | None = None
        self._room: HandTile | None = None

    def perform(self, effect: ProvinceEffect) -> None:
        """Open, hand over, close."""
        match effect:
            case OpenProvince():
                self._forget()
                self._asking = asyncio.create_task(self._open(effect))
            case CloseTile():
                self._forget()
                self._browsers.close()
            case HandTile(FitTile()):
                self._room = effect
                self._browsers.perform(effect)
            case HandTile() | WriteTile():
                self._browsers.perform(effect)

    async def over(self) -> None:
        """Everything is ended and wiped."""
        self._forget()
        await self._browsers.over()

    def _forget(self) -> None:
        if self._asking is not None:
            self._asking.cancel()
            self._asking = None

    async def _open(self, effect: OpenProvince) -> None:
        try:
            url = await self._client.province_page(effect.ticket)
        except HallError as error:
            log.info("the province's page: %s", error)
            self._tell(TileEnded(NO_PAGE))
            return
        self._browsers.open(Site(NAME, url, self._hosts), effect.language)
        if self._room is not None:
            self._browsers.perform(self._room)


def hosts_of(settings: Settings, unit: Unit) -> frozenset[str]:
    """The only hosts that the province's page may reach."""
    return frozenset({str(urlsplit(settings.upstream.page_url).hostname), *unit.review.hosts})
