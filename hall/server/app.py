"""The server's wiring, and nothing else: `create_app` for any ASGI host, `serve` for the command line."""

from __future__ import annotations

import gc
import socket
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import ExitStack, asynccontextmanager
from pathlib import Path
from typing import Any

from fastapi import Depends
from starlette.staticfiles import StaticFiles

from hall.contract.messages import VERSION, Problem
from hall.domain.clock import Clock
from hall.server.admin import reachable
from hall.server.console import routes as console
from hall.server.console import sign_in
from hall.server.console.same_origin import SameOrigin
from hall.server.console.trouble import trouble
from hall.server.cores import one_core
from hall.server.desk import Desk
from hall.server.files import Files
from hall.server.front import Front
from hall.server.gate import Gate
from hall.server.guides import Guides
from hall.server.host import Host
from hall.server.hot import HotLane
from hall.server.identity import open_identity
from hall.server.leases import open_key
from hall.server.licences import LicenceDesk
from hall.server.lookout import Lookout
from hall.server.refusals import BodyLimit, install, known_query
from hall.server.residents import ResidentDesk
from hall.server.rights import Rights
from hall.server.routes import (
    appointments,
    attendance,
    case_papers,
    cases,
    clerks,
    coming,
    ended,
    figures,
    help_calls,
    intake,
    ledger,
    outside,
    papers,
    parcels,
    phones,
    queue,
    ratings,
    screens,
    statistics,
    supervision,
    tides,
    tokens,
    upstream,
    watch,
    windows,
)
from hall.server.routes import guides as guide_routes
from hall.server.seals import open_seals
from hall.server.statistics.book import Book
from hall.server.store import phones as kept_phones
from hall.server.store import reminders
from hall.server.store.catalogue import Catalogue
from hall.server.store.day_book import LatestDay
from hall.server.store.forecast import Forecast
from hall.server.store.rating_defaults import Silence
from hall.server.store.store import Store
from hall.server.store.units import Roster
from hall.server.supervision import Watch, house
from hall.server.tokens import Keyring
from hall.server.trail_keeper import Keeper
from hall.server.upstream.sender import sending
from hall.server.upstream.setup import prepare
from hall.server.web import guides as guide_pages
from hall.server.web import routes as web
from hall.server.witness import Witness
from hall.settings import Settings

_TURN_S = 0.01
"""How long one thread computes before it lets another: twice the default, for the writer and the loop give way by themselves."""
_ERRORS: dict[int | str, dict[str, Any]] = {"4XX": {"model": Problem}, "5XX": {"model": Problem}}


def create_app(settings: Settings, data_dir: Path, clock: Clock, database: str = "") -> Front:
    """Open the data folder and build the application; its lifespan's end closes the folder.

    `database`: postgresql://… for the tables, "" for a file in the folder.

    `app.state.store` is the open `Store`. Raises `StoreError` when the folder cannot be used, `SettingsError`.
    """
    catalogue = Catalogue(settings)
    store = Store(data_dir, clock, catalogue, database)
    try:
        forecast, roster = Forecast(catalogue), Roster(store, settings, clock)
        key, files = open_key(data_dir, store), Files(data_dir)
        guides = Guides(data_dir, settings, clock)
        desk = Desk(
            store,
            catalogue,
            files,
            key,
            clock,
            forecast,
            roster,
            open_identity(store),
            Book(store, settings, clock),
            LatestDay(catalogue),
            guides,
            LicenceDesk(settings, clock),
            ResidentDesk(settings, clock),
            open_seals(settings, data_dir, files, clock),
            prepare(settings.upstream, data_dir),
            Keeper(store, settings, guides, clock),
        )
        keyring = Keyring(store, settings, clock)
    except BaseException:
        store.close()
        raise

    @asynccontextmanager
    async def lifespan(_: Front) -> AsyncIterator[None]:
        looking = Lookout(
            catalogue,
            Silence(catalogue).look,
            reminders.look,
            kept_phones.forget,
            Watch(catalogue, house(catalogue)).look,
        ).at_work(store)
        async with looking, sending(desk.upstream, store, catalogue, guides, clock), desk.trail.at_work():
            yield
        await desk.close()
        store.close()

    app = Front(
        title="hallkit",
        version=str(VERSION),
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        openapi_url="/v1/openapi.json",
    )
    app.state.store = store
    app.state.keyring = keyring
    install(app, trouble(desk))
    routed = (
        queue,
        windows,
        papers,
        ended,
        cases,
        case_papers,
        outside,
        intake,
        watch,
        screens,
        coming,
        ratings,
        appointments,
        tides,
        statistics,
        figures,
        attendance,
        supervision,
        ledger,
        parcels,
        phones,
        help_calls,
        upstream,
    )
    parts = [part.router(desk) for part in routed]
    for part in parts:
        app.include_router(part, prefix="/v1", dependencies=[Depends(known_query)], responses=_ERRORS)
    apart = (guide_routes.router(guides), clerks.router(settings, data_dir))
    for part in apart:
        app.include_router(part, prefix="/v1", dependencies=[Depends(known_query)], responses=_ERRORS)
    app.include_router(guide_pages.router(desk, guides))
    app.include_router(tokens.router(keyring), prefix="/v1")
    app.include_router(sign_in.router(desk, keyring))
    app.mount("/console/static", StaticFiles(directory=console.STATIC))
    app.include_router(console.router(desk))
    app.mount("/web/static", StaticFiles(directory=web.STATIC))
    app.include_router(web.router(desk))
    busy = [route for part in parts for route in part.routes]
    rights = Rights(open_board=settings.server.open_board)
    app.add_guard(lambda inner: HotLane(inner, "/v1", busy))
    app.add_guard(lambda inner: Witness(inner, store))
    app.add_guard(lambda inner: Gate(inner, keyring, rights))
    app.add_guard(BodyLimit)
    app.add_guard(SameOrigin)
    return app


def serve(
    settings: Settings,
    data_dir: Path,
    listener: socket.socket,
    clock: Clock,
    ready: Callable[[int], None],
    database: str = "",
) -> None:
    """Serve on `listener` until SIGTERM or SIGINT, then end within 2 s. `ready` gets the port.

    Raises `StoreError` for the data folder.
    """
    with ExitStack() as held:
        if settings.server.one_core:
            held.enter_context(one_core())
        app = create_app(settings, data_dir, clock, database)
        sys.setswitchinterval(_TURN_S)
        gc.collect()
        gc.freeze()  # what stays for good is not searched again with each collection: it would hold calls up
        opened = held.enter_context(reachable(data_dir, listener, app.state.keyring, ready))
        Host(app, listener, opened, app.state.store.live.close).run()
