"""The hall's guides as the server has them; files that change are read again without a restart."""

from __future__ import annotations

import asyncio
import logging
from pathlib import Path
from typing import Final

from hall.contract.guides import BookPart, Counted, Guide, GuideBrief, GuideList
from hall.contract.messages import Text
from hall.domain.clock import CHINA, Clock
from hall.domain.guides.search import Wanted
from hall.guides.book import Book, folders, load, signature
from hall.server.problems import Refusal
from hall.settings import Settings

log = logging.getLogger(__name__)

LOOK_MS: Final = 2000
"""How long a change of the files may go unseen."""


class Guides:
    """Reads when first asked, and after a change; faults of files go to the log once."""

    def __init__(self, data_dir: Path, settings: Settings, clock: Clock) -> None:
        self._places = folders(data_dir, settings)
        self._clock = clock
        self._turn = asyncio.Lock()
        self._book = Book()
        self._seen: object = None
        self._looked_ms: int | None = None

    async def book(self) -> Book:
        """All of them as they are now."""
        if self._stale():
            async with self._turn:
                if self._stale():  # nobody looked while this one waited
                    await asyncio.to_thread(self._look)
                    self._looked_ms = self._clock.mono_ms()
        return self._book

    def _stale(self) -> bool:
        return self._looked_ms is None or self._clock.mono_ms() - self._looked_ms >= LOOK_MS

    async def guide(self, id_: str) -> Guide:
        """One of them. Raises `Refusal`."""
        found = (await self.book()).by_id.get(id_)
        if found is None:
            raise Refusal("guide.unknown", guide=id_)
        return found

    async def picture(self, name: str) -> Path:
        """The file of a picture. Raises `Refusal`."""
        found = (await self.book()).pictures.get(name)
        if found is None:
            raise Refusal("guide.noPicture", picture=name)
        return found

    async def listed(self, wanted: Wanted, offset: int, limit: int) -> GuideList:
        """What was found, `limit` of them from `offset` on."""
        book = await self.book()
        today = self._clock.now().astimezone(CHINA).date()
        known = Wanted(wanted.typed, wanted.department, wanted.theme, today.isoformat())
        found = await asyncio.to_thread(book.index.find, known)
        shown = [book.by_id[id_] for id_ in found[offset : offset + limit]]
        return GuideList(
            revision=book.revision,
            total=len(found),
            offset=offset,
            guides=[
                GuideBrief(
                    id=each.id,
                    name=each.name,
                    department=each.department.name,
                    version=each.version,
                    expires=each.expires,
                    over=each.is_over(today),
                )
                for each in shown
            ],
            departments=departments(book),
            themes=themes(book),
        )

    async def part(self, offset: int, limit: int) -> BookPart:
        """A part of everything, with the spelling of what is in it."""
        book = await self.book()
        guides = book.guides[offset : offset + limit]
        return BookPart(
            revision=book.revision,
            total=len(book.guides),
            guides=guides,
            themes=book.themes,
            pictures=book.shown,
            spelling=book.spelling_of(guides),
        )

    def _look(self) -> None:
        seen = signature(self._places)
        if seen == self._seen:
            return
        self._seen = seen
        self._book = load(self._places)
        for fault in self._book.faults:
            log.error("guides: %s", fault)
        log.info("guides: %d, revision %s", len(self._book.guides), self._book.revision)


def departments(book: Book) -> list[Counted]:
    """Whose they are; asked for by the Chinese name."""
    counts: dict[str, tuple[Text, int]] = {}
    for guide in book.guides:
        name = guide.department.name
        counts[name.zh] = name, counts.get(name.zh, (name, 0))[1] + 1
    return [Counted(id=zh, name=name, count=count) for zh, (name, count) in counts.items()]


def themes(book: Book) -> list[Counted]:
    """What is done in one go; asked for by the Chinese name."""
    return [Counted(id=each.name.zh, name=each.name, count=len(each.guides)) for each in book.themes]
