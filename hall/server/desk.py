"""What every route works with, handed in once."""

from __future__ import annotations

from dataclasses import dataclass

from hall.domain.clock import Clock
from hall.server.files import Files
from hall.server.guides import Guides
from hall.server.identity import IdentityKey
from hall.server.leases import LeaseKey
from hall.server.licences import LicenceDesk
from hall.server.residents import ResidentDesk
from hall.server.seals import SealDesk
from hall.server.statistics.book import Book
from hall.server.store.catalogue import Catalogue
from hall.server.store.day_book import LatestDay
from hall.server.store.forecast import Forecast
from hall.server.store.store import Store
from hall.server.store.units import Roster
from hall.server.trail_keeper import Keeper
from hall.server.upstream.setup import Upstream


@dataclass(frozen=True)
class Desk:
    """The server's parts."""

    store: Store
    catalogue: Catalogue
    files: Files
    lease_key: LeaseKey
    clock: Clock
    forecast: Forecast
    roster: Roster
    identity: IdentityKey
    book: Book
    days: LatestDay
    guides: Guides
    licences: LicenceDesk
    residents: ResidentDesk
    seals: SealDesk
    upstream: Upstream | None
    trail: Keeper

    async def close(self) -> None:
        """Let go of services outside."""
        await self.licences.close()
        await self.residents.close()
        await self.seals.outside.close()
