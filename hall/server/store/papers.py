"""Texts on review pads: asked by a clerk about the ticket at the window, answered once, kept with time and signature."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from hall.contract.papers import PaperAnsweredBody, PaperRequest, WindowPaper
from hall.server.problems import Refusal
from hall.server.store import expected, trail_rows
from hall.server.store.catalogue import Catalogue
from hall.server.store.paper_tables import window_document, window_paper, window_paper_document
from hall.server.store.times import from_us, to_us
from hall.server.store.tx import Tx

_ASKED = "asked"


def ask(tx: Tx, window: int, request: PaperRequest) -> WindowPaper:
    """Show it; one that was open is withdrawn. The same event_id again changes nothing. Raises `Refusal`."""
    known = _row(tx.connection, request.event_id)
    if known is not None:
        return _told(tx.connection, known)
    expected.require(tx, window, request)
    if not request.words.strip() and not request.document:
        raise Refusal("showing.nothing")
    pages = _pages(tx.connection, request.document)
    desk = tx.day.desk(window)
    current = tx.day.current(desk)
    if current is None:
        raise Refusal("showing.nobody", window=window)
    withdraw(tx, window)
    tx.connection.execute(
        insert(window_paper).values(
            id=request.event_id,
            window=window,
            ticket=current.id,
            number=current.number,
            kind=request.kind,
            title=request.title,
            words=request.words,
            sha256=digest(request.title, request.words, *([request.document, *pages] if pages else [])),
            clerk=desk.clerk,
            asked_us=tx.now_us,
            state=_ASKED,
            unit="",
            signature="",
        )
    )
    if pages:
        row = {"paper": request.event_id, "document": request.document}
        tx.connection.execute(insert(window_paper_document).values(row))
    trail_rows.of_paper(tx, request.event_id, "asked", desk.clerk)
    return _told(tx.connection, _require(tx.connection, request.event_id))


def keep_document(tx: Tx, document: str, pages: Sequence[str]) -> None:
    """Its file and its pages are among the attachments. The same file again changes nothing."""
    row = {"document": document, "pages": json.dumps(pages), "made_us": tx.now_us}
    made = upsert(window_document).values(row)
    tx.connection.execute(made.on_conflict_do_nothing(index_elements=["document"]))


def withdraw(tx: Tx, window: int) -> None:
    """Whatever is open at the window is not asked any more."""
    mine = (window_paper.c.window == window, window_paper.c.state == _ASKED)
    open_ = tx.connection.execute(select(window_paper.c.id, window_paper.c.clerk).where(*mine)).all()
    tx.connection.execute(update(window_paper).where(*mine).values(state="withdrawn"))
    for row in open_:
        trail_rows.of_paper(tx, row.id, "withdrawn", row.clerk)


def answer(tx: Tx, unit: str, body: PaperAnsweredBody, catalogue: Catalogue) -> dict[str, Any]:
    """Keep what was said, once. Raises `Refusal`.

    An answer that comes after the clerk has withdrawn the text is an answer: it was given before that was known.
    """
    row = _require(tx.connection, body.paper)
    own = [one.window for one in catalogue.settings.units if one.id == unit and one.role == "pad"]
    if own != [row.window]:
        raise Refusal("showing.otherWindow", window=row.window)
    if row.state not in {_ASKED, "withdrawn"}:
        raise Refusal("showing.answered")
    if row.sha256 != body.sha256 or (
        row.kind == "sign" and body.verdict == "confirmed" and not body.signature
    ):
        raise Refusal("showing.notThisText")
    values = {
        "state": body.verdict,
        "unit": unit,
        "signature": body.signature,
        "answered_us": min(max(to_us(body.answered_at), row.asked_us), tx.now_us),
    }
    tx.connection.execute(update(window_paper).where(window_paper.c.id == body.paper).values(values))
    trail_rows.of_paper(tx, body.paper, body.verdict, trail_rows.CITIZEN)
    return {}


def latest(connection: Connection, window: int, ticket: str) -> WindowPaper | None:
    """What was last asked of who is at the window, answered or not; nothing of anybody before."""
    mine = (window_paper.c.window == window, window_paper.c.ticket == ticket)
    asked = select(window_paper).where(*mine).order_by(window_paper.c.asked_us.desc()).limit(1)
    row = connection.execute(asked).first()
    return _told(connection, row) if row is not None else None


def one(connection: Connection, window: int, id_: str) -> tuple[WindowPaper, str]:
    """One of a window, with who asked. Raises `Refusal`."""
    row = _require(connection, id_)
    if row.window != window:
        raise Refusal("showing.unknown")
    return _told(connection, row), row.clerk


def digest(title: str, words: str, *document: str) -> str:
    """SHA-256 of what is shown, hex. `document`: hash of the file and of each page."""
    return hashlib.sha256("\n".join((title, words, *document)).encode()).hexdigest()


def _pages(connection: Connection, document: str) -> list[str]:
    """Hashes of a document's pages. Raises `Refusal`."""
    if not document:
        return []
    asked = select(window_document.c.pages).where(window_document.c.document == document)
    found = connection.execute(asked).scalar()
    if found is None:
        raise Refusal("showing.noDocument")
    return list(json.loads(found))


def _row(connection: Connection, id_: str) -> Row[Any] | None:
    return connection.execute(select(window_paper).where(window_paper.c.id == id_)).one_or_none()


def _require(connection: Connection, id_: str) -> Row[Any]:
    row = _row(connection, id_)
    if row is None:
        raise Refusal("showing.unknown")
    return row


def _told(connection: Connection, row: Row[Any]) -> WindowPaper:
    asked = select(window_paper_document.c.document).where(window_paper_document.c.paper == row.id)
    document = connection.execute(asked).scalar() or ""
    return WindowPaper(
        id=row.id,
        window=row.window,
        number=row.number,
        kind=row.kind,
        title=row.title,
        words=row.words,
        document=document,
        pages=tuple(_pages(connection, document)),
        sha256=row.sha256,
        asked_at=from_us(row.asked_us),
        state=row.state,
        answered_at=from_us(row.answered_us) if row.answered_us is not None else None,
        signature=row.signature,
    )
