"""Seals on notices (电子印章): a service's, and the hall's own picture where there is none."""

from __future__ import annotations

import asyncio
import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, insert, select

from hall.contract.cases import Notice, NoticeSeal
from hall.contract.seals import SealAnswer, SealFacts, SealRequest
from hall.domain.cases.workdays import day_of
from hall.domain.clock import Clock
from hall.server import seal_pictures
from hall.server.files import Files
from hall.server.outside import Outside, OutsideError, Why
from hall.server.problems import Refusal
from hall.server.store.case_book import Kept
from hall.server.store.filing_tables import seal_picture
from hall.server.store.tx import Tx
from hall.settings import Settings

PATH: Final = "/seals"
HALL: Final = "hall"


@dataclass(frozen=True)
class SealDesk:
    """`folder`: the server's data. `files`: where pictures of the service are kept."""

    settings: Settings
    folder: Path
    files: Files
    outside: Outside

    @property
    def there(self) -> bool:
        """Whether the hall has a seal service."""
        return self.outside.there

    async def ask(self, request_id: str, kept: Kept, notice: Notice) -> NoticeSeal:
        """Have a notice sealed; the picture is kept. The same `request_id` again gets the same seal. Raises `Refusal`."""
        if not self.there:
            raise Refusal("seal.none")
        wanted = SealRequest(
            request_id=request_id,
            sha256=fingerprint(kept, notice),
            facts=SealFacts(
                hall=self.settings.hall.id,
                kind=notice.kind,
                number=notice.number,
                item=kept.row.item,
                date=day_of(notice.at),
            ),
        )
        try:
            answer = await self.outside.ask(PATH, wanted, SealAnswer)
            wrong = _wrong(wanted, answer)
            if wrong is not None:
                raise self.outside.trouble(wrong)
        except OutsideError as error:
            raise Refusal("seal.away", detail=error.why.value) from None
        picture = hashlib.sha256(answer.picture).hexdigest()
        length = len(answer.picture)
        await asyncio.to_thread(self.files.add, picture, 0, length, answer.picture)
        return NoticeSeal(number=answer.seal_number, at=answer.sealed_at, picture=picture)

    def picture(self, name: str, *, known: bool) -> Path:
        """The file of a picture: the hall's own, or one that a service gave (`known`: it did). Raises `Refusal`."""
        found = self.own() if name == HALL else self.files.whole(name) if known else None
        if found is None:
            raise Refusal("seal.noPicture")
        return found

    def own(self) -> Path | None:
        """The hall's own picture; None when there is none that can be printed."""
        path = seal_pictures.path_of(self.settings.seals, self.folder)
        wrong = self.own_amiss()
        return path if wrong is None or wrong.usable else None

    def own_amiss(self) -> seal_pictures.Amiss | None:
        """What is wrong with the hall's own picture; None when it is fit, or the hall has none."""
        path = seal_pictures.path_of(self.settings.seals, self.folder)
        return seal_pictures.amiss(path) if path is not None else None


def open_seals(settings: Settings, folder: Path, files: Files, clock: Clock) -> SealDesk:
    """As the hall file says. What is wrong with its own picture is told in the log, and the hall opens."""
    seal_pictures.tell(settings.seals, folder)
    return SealDesk(settings, folder, files, Outside("seal", settings.seals, clock))


def _wrong(wanted: SealRequest, answer: SealAnswer) -> Why | None:
    """The seal of another paper, or a picture that is none or too large; None for one that can be used."""
    if answer.sha256 != wanted.sha256:
        return Why.OTHER
    usable = answer.picture.startswith(seal_pictures.PNG) and len(answer.picture) <= seal_pictures.LARGEST
    return None if usable else Why.UNREADABLE


def fingerprint(kept: Kept, notice: Notice) -> str:
    """SHA-256 over the notice and whose it is, in canonical JSON (UTF-8, sorted keys, no spaces): docs/adapters.md."""
    person: dict[str, Any] = json.loads(kept.row.applicant)
    facts = {
        "kind": notice.kind,
        "number": notice.number,
        "case": kept.row.number,
        "item": kept.row.item,
        "name": person["name"],
        "id_number": person["id_number"],
        "at": notice.at.isoformat(),
        "what": notice.what,
        "until": notice.until.isoformat() if notice.until else "",
        "days": notice.days,
        "result": notice.result.value if notice.result else "",
        "reason": notice.reason,
    }
    text = json.dumps(facts, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def remember(tx: Tx, picture: str) -> None:
    """The picture may be shown."""
    if not is_known(tx.connection, picture):
        tx.connection.execute(insert(seal_picture).values(sha256=picture, at_us=tx.now_us))


def is_known(connection: Connection, picture: str) -> bool:
    """Whether a seal service gave it."""
    asked = select(seal_picture.c.sha256).where(seal_picture.c.sha256 == picture)
    return connection.execute(asked).first() is not None
