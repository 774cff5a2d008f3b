"""The photo on the staff card: asked of the server when it is there, kept here for when it is not."""

from __future__ import annotations

import asyncio
import hashlib
import logging
from collections.abc import Callable
from pathlib import Path
from typing import Final

from hall.client import HallClient, HallError, HallReason

log = logging.getLogger(__name__)
FOLDER: Final = "photos"
_KINDS: Final = {b"\x89PNG\r\n\x1a\n": ".png", b"\xff\xd8\xff": ".jpg"}


class Photos:
    """One at a time; `tell` gets the file's path, "" for none."""

    def __init__(self, client: HallClient, folder: Path, tell: Callable[[str], None]) -> None:
        self._client = client
        self._folder = folder / FOLDER
        self._tell = tell
        self._wanted = ""
        self._told = ""
        self._news = asyncio.Event()

    def want(self, clerk: str) -> None:
        """The photo of this staff number; "" for nobody's."""
        if clerk != self._wanted:
            self._wanted = clerk
            self._show(self._kept(clerk))
            self._news.set()

    def again(self) -> None:
        """The server is back: perhaps there is a newer one."""
        self._news.set()

    async def run(self) -> None:
        """Fetch until cancelled."""
        while True:
            await self._news.wait()
            self._news.clear()
            clerk = self._wanted
            if clerk:
                await self._fetch(clerk)

    async def _fetch(self, clerk: str) -> None:
        try:
            content = await self._client.clerk_photo(clerk)
        except HallError as error:
            log.info("photo of %s: %s", clerk, error)
            if error.reason is HallReason.REFUSED:
                await asyncio.to_thread(self._drop, clerk)
                self._show_if(clerk, None)
            return
        suffix = next((kind for begins, kind in _KINDS.items() if content.startswith(begins)), None)
        if suffix is None:
            log.warning("photo of %s: neither PNG nor JPEG, it is not shown", clerk)
            return
        try:
            path = await asyncio.to_thread(self._keep, clerk, suffix, content)
        except OSError as error:
            log.error("photo of %s was not kept: %s", clerk, error.strerror)  # noqa: TRY400
            return
        self._show_if(clerk, path)

    def _show_if(self, clerk: str, path: Path | None) -> None:
        if clerk == self._wanted:
            self._show(path)

    def _show(self, path: Path | None) -> None:
        told = str(path) if path is not None else ""
        if told != self._told:
            self._told = told
            self._tell(told)

    def _kept(self, clerk: str) -> Path | None:
        return next(iter(sorted(self._folder.glob(f"{clerk}.*"))), None) if clerk else None

    def _keep(self, clerk: str, suffix: str, content: bytes) -> Path:
        """Its name has its hash, so that the screen never shows an older one of the same name."""
        self._folder.mkdir(mode=0o700, exist_ok=True)
        path = self._folder / f"{clerk}.{hashlib.sha256(content).hexdigest()[:12]}{suffix}"
        if not path.is_file():
            half = path.with_suffix(".part")
            half.write_bytes(content)
            half.replace(path)
        self._drop(clerk, path)
        return path

    def _drop(self, clerk: str, but: Path | None = None) -> None:
        for old in self._folder.glob(f"{clerk}.*"):
            if old != but:
                old.unlink(missing_ok=True)
