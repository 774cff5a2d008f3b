"""A text or a document that a clerk has the citizen confirm or sign on the review pad of the window, and what the citizen said."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Final, Literal

from pydantic import AwareDatetime, Field

from hall.contract.messages import CallRequest, EventId, Message, Sha256

TITLE_MOST: Final = 60
WORDS_MOST: Final = 2000
DOCUMENT_MOST: Final = 10 * 1024 * 1024
"""Bytes of a document's file."""
PAGES_MOST: Final = 20
PaperKind = Literal["confirm", "sign"]
"""`confirm`: read and confirmed or refused. `sign`: confirmed with a signature, or refused."""
Verdict = Literal["confirmed", "refused"]
PaperState = Literal["asked", "confirmed", "refused", "withdrawn"]
Title = Annotated[str, Field(min_length=1, max_length=TITLE_MOST, repr=False)]
Wording = Annotated[str, Field(max_length=WORDS_MOST, repr=False)]


class PaperRequest(CallRequest):
    """Show this to whoever is at the window: words, a document that was sent before (`DocumentMade`), or both.

    Neither is refused as `showing.nothing`.

    `event_id` becomes the paper's own id.
    """

    kind: PaperKind = "confirm"
    title: Title
    words: Wording = ""
    document: Sha256 | Literal[""] = ""


class DocumentMade(Message):
    """A file is on the server, page by page as a picture. `document`: its SHA-256."""

    document: Sha256
    pages: int


class WindowPaper(Message):
    """A text, a document or both on the pad.

    `document`: SHA-256 of the file, "" for none; `pages`: of each page's JPEG, as the pad shows it. `sha256`: what an
    answer is about: of title, words, document and pages, in UTF-8, a line each.
    """

    id: EventId
    window: int
    number: str
    kind: PaperKind
    title: Title
    words: Wording
    document: Sha256 | Literal[""] = ""
    pages: tuple[Sha256, ...] = ()
    sha256: Sha256
    asked_at: datetime
    state: PaperState = "asked"
    answered_at: datetime | None = None
    signature: Sha256 | Literal[""] = ""


class OpenPaper(Message):
    """What the pad of a window shows now; None: nothing."""

    paper: WindowPaper | None = None


class PaperAnsweredBody(Message):
    """`paper.answered`: what the citizen said. `sha256`: of the text that was shown; `signature`: a PNG, "" for none."""

    paper: EventId
    verdict: Verdict
    sha256: Sha256
    signature: Sha256 | Literal[""] = ""
    answered_at: AwareDatetime
