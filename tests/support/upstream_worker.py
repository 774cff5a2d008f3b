"""A program that sends the outbox of a hall's folder until it is killed: folder, the province's address."""

import asyncio
import sys
from pathlib import Path

from hall.domain.clock import SystemClock
from hall.server.guides import Guides
from hall.server.store.catalogue import Catalogue
from hall.server.store.store import Store
from hall.server.upstream.sender import sending
from hall.server.upstream.setup import prepare
from hall.settings import CONFIG, load
from hall.settings.upstream import UpstreamRules


def settings(url, province="guangdong", **more):
    """The demo hall, with its clerks and evaluations to the province at `url`."""
    said = {"mapping": province, "url": url, "hall_code": "990101", "region_code": "990101000000"}
    rules = UpstreamRules(**(said | {"timeout_s": 10, "unverified": True} | more))
    return load(CONFIG / "halls" / "demo.toml").model_copy(update={"upstream": rules})


async def work(folder, url):
    made, clock = settings(url, timeout_s=20), SystemClock()
    catalogue = Catalogue(made)
    store = Store(folder, clock, catalogue)
    how = prepare(made.upstream, folder)
    async with sending(how, store, catalogue, Guides(folder, made, clock), clock):
        await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(work(Path(sys.argv[1]), sys.argv[2]))
