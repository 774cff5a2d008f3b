"""What became of the text on the window's review pad, as its clerk reads it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from hall.domain.queue.ticket import Ticket
from hall.server.console.words import Speech, hour
from hall.server.store import papers


@dataclass(frozen=True)
class ShownPaper:
    """`open`: it is still asked. `link`: where the answered one can be printed, "" before."""

    text: str
    open: bool
    link: str = ""


def shown_paper(
    connection: Connection, speech: Speech, window: int, current: Ticket | None
) -> ShownPaper | None:
    """Of who is at the window now; None when nothing was shown to them, or it was withdrawn."""
    found = papers.latest(connection, window, current.id) if current is not None else None
    if found is None or found.state == "withdrawn":
        return None
    if found.state == "asked":
        return ShownPaper(speech.say("paper.asked", title=found.title), open=True)
    signed = "signed" if found.signature and found.state == "confirmed" else found.state
    at = hour(found.answered_at) if found.answered_at is not None else ""
    link = f"/console/windows/{window}/papers/{found.id}"
    return ShownPaper(speech.say(f"paper.{signed}", title=found.title, time=at), open=False, link=link)
