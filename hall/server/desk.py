"""What every route works with, handed in once."""

from __future__ import annotations

from dataclasses import dataclass

from hall.domain.clock import Clock
from hall.server.files import Files
from hall.server.leases import LeaseKey
from hall.server.store.catalogue import Catalogue
from hall.server.store.forecast import Forecast
from hall.server.store.store import Store


@dataclass(frozen=True)
class Desk:
    """The server's parts."""

    store: Store
    catalogue: Catalogue
    files: Files
    lease_key: LeaseKey
    clock: Clock
    forecast: Forecast
