"""The scanned pages of one visit: sealed files, whose keys are in memory until a draft or an application has them.

Pages of a copy never get so far: they are in memory only.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Iterable, Mapping

from kiosk.outbox.blobs import Blob
from kiosk.outbox.errors import OutboxError, Trouble
from kiosk.outbox.store import Outbox


class Pages:
    """Pages by name. A power cut forgets the keys of those that no draft has yet."""

    def __init__(self, outbox: Outbox) -> None:
        self._outbox = outbox
        self._blobs: dict[str, Blob] = {}
        self._held: dict[str, bytes] = {}
        self.turn = asyncio.Lock()
        """Whoever changes what is kept has it: one after the other, in the order in which it was asked."""

    async def keep(self, content: bytes) -> Blob:
        """At rest when this returns; sealed and written off the loop's thread. Raises `OutboxError`."""
        blob = await asyncio.to_thread(self._outbox.blobs.put, content)
        self._blobs[blob.sha256] = blob
        return blob

    def hold(self, content: bytes) -> str:
        """In memory only, until the visit ends; returns its name."""
        name = hashlib.sha256(content).hexdigest()
        self._held[name] = content
        return name

    def held(self, name: str) -> bytes | None:
        """A page that is in memory only."""
        return self._held.get(name)

    def know(self, blobs: Mapping[str, Blob]) -> None:
        """A draft was found: these are its pages."""
        self._blobs.update(blobs)

    def named(self, names: Iterable[str]) -> list[Blob]:
        """Each one once, in their order. Raises `OutboxError` (LOST) for one that nobody has."""
        try:
            return [self._blobs[name] for name in dict.fromkeys(names)]
        except KeyError as error:
            raise OutboxError(Trouble.LOST, f"page {str(error.args[0])[:12]}") from None

    def forget(self) -> None:
        """The citizen went: what neither draft nor application has is nobody's. Raises `OutboxError`."""
        self._held = {}
        names, self._blobs = list(self._blobs), {}
        if names:
            with self._outbox.read() as db:
                wanted = self._outbox.drafts.files(db) | self._outbox.events.files(db)
            self._outbox.blobs.discard([name for name in names if name not in wanted])
