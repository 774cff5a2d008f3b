"""Starts a browser for a citizen, ends it, and leaves nothing of it: a profile of its own, in memory, wiped at the end."""

from __future__ import annotations

import asyncio
import logging
import os
import shutil
import signal
import sys
import tempfile
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Protocol
from urllib.parse import urlsplit

from hall.settings import Settings, Unit
from hall.settings.tiles import ExternalTile
from kiosk.desk.browser_page import Tell, WebPage
from kiosk.desk.browser_pipe import BrowserError
from kiosk.flows.tile_words import CloseTile, HandTile, OpenTile, TileEffect, TileEnded, WriteTile

log = logging.getLogger(__name__)

START: Final = Path(__file__).with_name("browser_start.py")
END_S: Final = 5.0
WIPES: Final = 50
"""Children of a killed browser may still write for a moment."""
MEMORY: Final = "/dev/shm"  # noqa: S108 - a folder of one's own is made in it, for its owner alone
OPTIONS: Final = (
    "--headless=new",
    "--remote-debugging-pipe",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-breakpad",
    "--disable-crash-reporter",
    "--disable-extensions",
    "--disable-gpu",
    "--disable-sync",
    "--disable-features=Translate,MediaRouter,OptimizationHints,AutofillServerCommunication",
    "--disk-cache-size=1",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--hide-scrollbars",
    "--no-service-autorun",
    "--no-pings",
    "--password-store=basic",
)


class Needs(Protocol):
    """What is needed of a unit's parts. `tell` hears what the page does (kiosk.flows.tile_words)."""

    @property
    def settings(self) -> Settings:
        """The hall file."""

    @property
    def unit(self) -> Unit:
        """Which one it is."""

    @property
    def tell(self) -> Tell:
        """The way to the flow."""


@dataclass(frozen=True)
class Site:
    """A page of somebody else. `name`: for the log; the address may have personal data in it. `hosts`: all it may reach."""

    name: str
    url: str = field(repr=False)
    hosts: frozenset[str]


class Browsers:
    """One browser at a time, for one visit."""

    def __init__(self, parts: Needs) -> None:
        self._tiles = {tile.id: tile for tile in parts.settings.tiles}
        self._command = parts.settings.browser.command
        self._tell = parts.tell
        self._prefix = f"hallkit-web-{parts.unit.id}-"
        self._page: WebPage | None = None
        self._task: asyncio.Task[None] | None = None
        self._ending: set[asyncio.Task[None]] = set()
        sweep(self._prefix)

    def perform(self, effect: TileEffect) -> None:
        """Open, hand over, close."""
        match effect:
            case OpenTile():
                tile = self._tiles[effect.tile]
                self.open(Site(tile.id, tile.url, hosts_of(tile)), effect.language)
            case HandTile():
                if self._page is not None:
                    self._page.hand(effect.touch)
            case WriteTile():
                if self._page is not None:
                    self._page.hand(effect.text)
            case CloseTile():
                self.close()

    def open(self, site: Site, language: str) -> None:
        """Show it in place of whatever is open."""
        self.close()
        page = self._page = WebPage(site.hosts, self._tell)
        self._task = asyncio.create_task(self._show(page, site, language))

    def close(self) -> None:
        """Begin the end of whatever is open."""
        if self._page is not None:
            self._page.close()
            self._page = None
        if self._task is not None:
            self._task.cancel()
            self._ends(self._task)
            self._task = None

    def _ends(self, task: asyncio.Task[None]) -> asyncio.Task[None]:
        """What `over` waits for."""
        self._ending.add(task)
        task.add_done_callback(self._ending.discard)
        return task

    async def over(self) -> None:
        """Everything is ended and wiped."""
        self.close()
        while self._ending:
            await asyncio.gather(*self._ending, return_exceptions=True)

    async def _show(self, page: WebPage, site: Site, language: str) -> None:
        folder = Path(tempfile.mkdtemp(prefix=f"{self._prefix}{os.getpid()}-", dir=_memory()))
        starting = asyncio.create_task(_start(page, self._command, folder, site.hosts))
        hearing: asyncio.Task[None] | None = None
        try:
            await asyncio.shield(starting)
            hearing = asyncio.create_task(page.pipe.run())
            hearing.add_done_callback(lambda _: page.end("tile.stopped"))
            await page.open(site.url, language)
            self._tell(TileEnded(await page.stay()))
        except FileNotFoundError:
            self._tell(TileEnded("tile.noBrowser"))
        except (BrowserError, OSError) as error:
            log.info("tile %s: %s", site.name, error)
            self._tell(TileEnded("tile.stopped" if page.pipe.gone.is_set() else "tile.away"))
        finally:
            page.close()
            if hearing is not None:
                hearing.cancel()
            await asyncio.shield(self._ends(asyncio.create_task(_end(page, starting, folder))))


def hosts_of(tile: ExternalTile) -> frozenset[str]:
    """The only hosts that a tile's page may reach."""
    return frozenset({str(urlsplit(tile.url).hostname), *tile.hosts})


async def _start(
    page: WebPage, command: list[str], folder: Path, hosts: frozenset[str]
) -> asyncio.subprocess.Process:
    """Raises `OSError`."""
    if shutil.which(command[0]) is None:
        raise FileNotFoundError(command[0])
    there_read, there_write = os.pipe()
    back_read, back_write = os.pipe()
    rules = ", ".join(["MAP * ~NOTFOUND", *(f"EXCLUDE {host}" for host in sorted(hosts))])
    own = [f"--user-data-dir={folder / 'profile'}", f"--host-resolver-rules={rules}", "about:blank"]
    ends = [str(there_read), str(back_write), str(os.getpid())]
    try:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-I",
            str(START),
            *ends,
            *command,
            *OPTIONS,
            *own,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
            pass_fds=(there_read, back_write),
            start_new_session=True,
            cwd=folder,
            env=_environment(folder),
        )
    except BaseException:
        os.close(there_write)
        os.close(back_read)
        raise
    finally:
        os.close(there_read)
        os.close(back_write)
    await page.pipe.open(back_read, there_write)
    return process


def _environment(folder: Path) -> dict[str, str]:
    """Nothing of ours but what it takes to start: no proxies, no secrets, a home that is wiped."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "TZ") if name in os.environ}
    return {
        **kept,
        "HOME": str(folder),
        "XDG_CONFIG_HOME": str(folder),
        "XDG_CACHE_HOME": str(folder),
        "TMPDIR": str(folder),
    }


async def _end(page: WebPage, starting: asyncio.Task[asyncio.subprocess.Process], folder: Path) -> None:
    """The whole family of processes is ended, then its folder wiped; what was just begun is waited for."""
    with suppress(OSError):
        process = await starting
        page.close()
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        with suppress(TimeoutError):
            async with asyncio.timeout(END_S):
                await process.wait()
    for _ in range(WIPES):
        await asyncio.to_thread(shutil.rmtree, folder, ignore_errors=True)
        if not await asyncio.to_thread(folder.exists):
            return
        await asyncio.sleep(0.1)
    log.error("tile: %s was not wiped", folder)


def _memory() -> str | None:
    return MEMORY if os.access(MEMORY, os.W_OK) else None


def sweep(prefix: str) -> None:
    """Wipe what a program of this unit left that was killed. `prefix`: of its folders."""
    for folder in Path(_memory() or tempfile.gettempdir()).glob(f"{prefix}*"):
        owner = folder.name.removeprefix(prefix).partition("-")[0]
        if not owner.isdecimal() or not Path(f"/proc/{owner}").exists():
            shutil.rmtree(folder, ignore_errors=True)
