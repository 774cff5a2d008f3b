"""The server's wiring, and nothing else: `create_app` for any ASGI host, `serve` for the command line."""

from __future__ import annotations

import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from fastapi import Depends, FastAPI
from starlette.staticfiles import StaticFiles

from hall.contract.messages import VERSION, Problem
from hall.domain.clock import Clock
from hall.server.console import routes as console
from hall.server.console.same_origin import SameOrigin
from hall.server.desk import Desk
from hall.server.files import Files
from hall.server.host import Host
from hall.server.leases import open_key
from hall.server.refusals import install, known_query
from hall.server.routes import intake, queue, watch, windows
from hall.server.store.catalogue import Catalogue
from hall.server.store.forecast import Forecast
from hall.server.store.store import Store
from hall.settings import Settings

_ERRORS: dict[int | str, dict[str, Any]] = {"4XX": {"model": Problem}, "5XX": {"model": Problem}}


def create_app(settings: Settings, data_dir: Path, clock: Clock) -> FastAPI:
    """Open the data folder and build the application; its lifespan's end closes the folder.

    `app.state.store` is the open `Store`. Raises `StoreError` when the folder cannot be used.
    """
    catalogue = Catalogue(settings)
    store = Store(data_dir, clock, catalogue.service_ids)
    try:
        desk = Desk(store, catalogue, Files(data_dir), open_key(data_dir), clock, Forecast(catalogue))
    except BaseException:
        store.close()
        raise

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        store.close()

    app = FastAPI(
        title="hallkit",
        version=str(VERSION),
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        openapi_url="/v1/openapi.json",
    )
    app.state.store = store
    install(app)
    app.add_middleware(SameOrigin)
    for part in (queue, windows, intake, watch):
        app.include_router(
            part.router(desk), prefix="/v1", dependencies=[Depends(known_query)], responses=_ERRORS
        )
    app.mount("/console/static", StaticFiles(directory=console.STATIC))
    app.include_router(console.router(desk))
    return app


def serve(
    settings: Settings, data_dir: Path, listener: socket.socket, clock: Clock, ready: Callable[[int], None]
) -> None:
    """Serve on `listener` until SIGTERM or SIGINT, then end within 2 s. `ready` gets the port.

    Raises `StoreError` for the data folder.
    """
    app = create_app(settings, data_dir, clock)
    Host(app, listener, ready, app.state.store.live.close).run()
