"""What the pad keeps in its outbox: evaluations on their way, who was asked, and the window as it was last told."""

from __future__ import annotations

import hashlib
import logging
from typing import TypeVar

from pydantic import ValidationError
from sqlalchemy import Connection

from hall.assets import TAG_SET
from hall.contract.bodies import RatedBody
from hall.contract.evaluations import Source
from hall.contract.messages import Message
from hall.contract.papers import PaperAnsweredBody
from hall.contract.windows import WindowState
from hall.domain.clock import Clock
from hall.domain.evaluation import giving_id, silence_id
from hall.domain.evaluation.flags import CHOSEN
from hall.settings import Unit
from kiosk.desk.filing.signature import png_of
from kiosk.desk.paper import stream_of
from kiosk.outbox.events import Event
from kiosk.outbox.notes import get_note, set_note
from kiosk.outbox.store import Outbox
from kiosk.outbox.sync import Row
from kiosk.pad.paper_words import PaperSaid
from kiosk.pad.words import Giving, Memory

M = TypeVar("M", bound=Message)
_MEMORY, _WINDOW = "pad_memory", "pad_window"
log = logging.getLogger(__name__)


class Keeper:
    """Reads and writes them. Raises `OutboxError`: then nothing of that call was kept."""

    def __init__(self, outbox: Outbox, unit: Unit, clock: Clock) -> None:
        self._outbox = outbox
        self._unit = unit
        self._clock = clock

    def memory(self) -> Memory:
        """As it was left. A memory that a newer or older program wrote is an empty one."""
        return self._read(_MEMORY, Memory) or Memory()

    def window(self) -> WindowState | None:
        """The window as the server last told it."""
        return self._read(_WINDOW, WindowState)

    def remember(self, memory: Memory) -> None:
        """In a commit of its own."""
        with self._outbox.write() as db:
            set_note(db, _MEMORY, memory.model_dump_json())

    def keep_window(self, state: WindowState) -> None:
        """For the time without a server; clerks' notes are left out."""
        with self._outbox.write() as db:
            set_note(db, _WINDOW, _without_notes(state).model_dump_json())

    def keep(self, giving: Giving, memory: Memory) -> Row | None:
        """An evaluation and the memory in one commit; None when this ticket's is kept already."""
        event = self._event(giving)
        with self._outbox.write() as db:
            row = self._append(db, event)
            set_note(db, _MEMORY, memory.model_dump_json())
        return row

    def answer(self, said: PaperSaid) -> Row | None:
        """What was said to a clerk's text, with the signature sealed beside it; None when it is kept already."""
        paper, now = said.paper, self._clock.now()
        files = (self._outbox.blobs.put(png_of(said.strokes, paper.id)),) if said.strokes else ()
        body = PaperAnsweredBody(
            paper=paper.id,
            verdict=said.verdict,
            sha256=paper.sha256,
            signature=files[0].sha256 if files else "",
            answered_at=now,
        )
        name = _answer_id(self._unit, paper.id)
        stream = stream_of(self._unit.id, paper.id)
        event = Event(name, "paper.answered", stream, body.model_dump(mode="json"), files)
        with self._outbox.write() as db:
            return self._append(db, event)

    def answered(self, paper: str) -> bool:
        """Whether something was said to it here."""
        with self._outbox.read() as db:
            return self._outbox.events.known(db, _answer_id(self._unit, paper))

    def _append(self, db: Connection, event: Event) -> Row | None:
        known = self._outbox.events.known(db, event.event_id)
        return None if known else self._outbox.events.append(db, event)

    def _event(self, giving: Giving) -> Event:
        """Silence has an id of its own, so that it stands in nobody's way; a number that was chosen by hand too."""
        unit, ticket, now = self._unit, giving.visit.ticket, self._clock.now()
        body = RatedBody(
            ticket=ticket,
            window=unit.window,
            stars=giving.stars,
            tags=giving.tags,
            tag_set=TAG_SET if giving.tags else "",
            words=giving.words,
            source=Source.PROVINCE if giving.handed else Source.SCREEN,
            after_ms=giving.after_ms,
            flags=(CHOSEN,) if giving.visit.chosen else (),
            given_at=now,
        )
        name = giving_id(ticket, unit.id) if giving.stars is not None else silence_id(ticket, unit.id)
        if giving.visit.chosen:
            name = giving_id(ticket, f"{unit.id}@{now.isoformat()}")
        return Event(name, "ticket.rated", stream_of(unit.id, ticket), body.model_dump(mode="json"))

    def _read(self, name: str, kind: type[M]) -> M | None:
        with self._outbox.read() as db:
            text = get_note(db, name)
        try:
            return kind.model_validate_json(text) if text else None
        except ValidationError:
            log.warning("%s: it was written by another version, and is left", name)
            return None


def _without_notes(state: WindowState) -> WindowState:
    current = state.current.model_copy(update={"note": ""}) if state.current is not None else None
    line = [one.model_copy(update={"note": ""}) for one in state.line]
    return state.model_copy(update={"current": current, "line": line, "held": []})


def _answer_id(unit: Unit, paper: str) -> str:
    """The same however often it is sent."""
    return f"answer-{hashlib.sha256(f'{unit.id}:{paper}'.encode()).hexdigest()[:40]}"
