"""What a window's page shows, from one moment of the day's queue."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection, select

from hall.domain.clock import service_date
from hall.domain.queue import aside, verbs
from hall.domain.queue.day import Day
from hall.domain.queue.desk import Presence
from hall.domain.queue.foresight import foreseen
from hall.domain.queue.ticket import Ticket, TicketState
from hall.server.console.heard import Heard, Watch
from hall.server.console.offers import Bench, Offer, offers, why_not_open_unnamed
from hall.server.console.rated import Pads
from hall.server.console.shown import ShownPaper, shown_paper
from hall.server.console.words import Speech, hour
from hall.server.store import day_book
from hall.server.store.midnight import still_there
from hall.server.store.tables import ticket
from hall.server.store.ticket_rows import to_domain
from hall.server.store.tx import from_us

MOST_LISTED = 60
"""Of a line, the first so many; anybody else is found by number."""


@dataclass(frozen=True)
class Shown:
    """A ticket in words. `state`: where it stands. `said`: for a screen reader."""

    id: str
    number: str
    service: str
    waited: str
    state: str = ""
    said: str = ""
    marks: tuple[str, ...] = ()
    note: str = ""
    items: tuple[str, ...] = ()
    next: bool = False


@dataclass(frozen=True)
class WindowPage:
    """All of a window's page. `more`: people not listed.

    `evening`: who is at the closed window since the day before; `current` is None then.
    `heard`: whether the last call was shown and spoken. `rating`: asked, ended or "" of who was served last.
    `no_call`, `no_resume`: why nobody of the line, or of the held, can be taken now, or "".
    """

    number: int
    name: str
    open: bool
    presence: str
    clerk: str
    stands_in_for: str
    current: Shown | None
    evening: Shown | None
    empty: str
    line: list[Shown]
    no_call: str
    waiting: int
    held: list[Shown]
    no_resume: str
    offers: list[Offer]
    heard: Heard | None
    rating: str
    paper: ShownPaper | None

    @property
    def more(self) -> int:
        """People who wait, beyond those listed."""
        return self.waiting - len(self.line)


@dataclass(frozen=True)
class WindowCard:
    """A window in the list of all. `at`: who is there, in words."""

    number: int
    name: str
    open: bool
    presence: str
    at: str
    waiting: int


@dataclass(frozen=True)
class Found:
    """A ticket that was asked for by number, and what can be done with it here: call_this, return, cancel."""

    ticket: Shown
    verbs: tuple[str, ...]


def bench(day: Day, speech: Speech, number: int, now: datetime) -> Bench:
    """A window now. Raises `Refusal`."""
    speech.catalogue.window(number)
    return Bench(day, day.desk(number), now, speech)


@dataclass(frozen=True)
class Around:
    """What the hall has around its windows."""

    watch: Watch
    pads: Pads


def window_page(connection: Connection, here: Bench, around: Around) -> WindowPage:
    """Call it in the read transaction that the day is of."""
    day, speech, number, now = here.day, here.speech, here.desk.number, here.now
    desk, say = here.desk, speech.say
    if desk.presence is Presence.CLOSED:
        here = replace(here, evening=still_there(connection, now).get(number))
    evening = here.evening
    line = day.line_of(desk)
    shown = foreseen(line, desk, day.rules, now, MOST_LISTED)
    current = day.current(desk)
    held = sorted(
        (t for t in day.tickets.values() if t.state is TicketState.HELD and t.window == number),
        key=lambda t: t.place,
    )
    issued = _issued(connection, [*shown, *held, *(one for one in (current, evening) if one)])
    return WindowPage(
        number=number,
        name=speech.name(speech.catalogue.window(number).name),
        open=desk.presence is Presence.OPEN,
        presence=say(f"presence.{desk.presence.value}", reason=desk.pause),
        clerk=desk.clerk,
        stands_in_for=desk.stands_in_for,
        current=_at_window(speech, current, issued[current.id], now) if current else None,
        evening=_since_yesterday(speech, evening, issued[evening.id], now) if evening else None,
        empty=say(f"ticket.empty_{desk.presence.value}"),
        line=[_row(speech, one, issued[one.id], now, is_next=one is shown[0]) for one in shown],
        no_call=_no_call(here, shown),
        waiting=len(line),
        held=[_held(speech, one, issued[one.id], now) for one in held],
        no_resume=here.why_not(lambda: aside.resume(day, number, held[0].id, now)) if held else "",
        offers=offers(here),
        heard=around.watch.heard(connection, speech, current, now),
        rating=around.pads.rating(connection, desk, now),
        paper=shown_paper(connection, speech, number, current),
    )


def window_cards(connection: Connection, day: Day, speech: Speech, now: datetime) -> list[WindowCard]:
    """Every window of the hall. Call it in the read transaction that the day is of."""
    cards, evening = [], still_there(connection, now)
    for one in speech.catalogue.settings.windows:
        desk = day.desk(one.number)
        current, said = day.current(desk), "page.serving"
        if desk.presence is Presence.CLOSED:
            current, said = evening.get(one.number), "page.since_yesterday"
        cards.append(
            WindowCard(
                number=one.number,
                name=speech.name(one.name),
                open=desk.presence is Presence.OPEN,
                presence=speech.say(f"presence.{desk.presence.value}", reason=desk.pause),
                at=speech.say(said, number=current.number) if current else speech.say("page.free"),
                waiting=len(day.line_of(desk)),
            )
        )
    return cards


def find(connection: Connection, speech: Speech, window: int, number: str, now: datetime) -> Found | None:
    """Today's ticket of that number, as seen from a window. Raises `Refusal`."""
    date = service_date(now)
    row = connection.execute(select(ticket).where(ticket.c.date == date, ticket.c.number == number)).first()
    if row is None:
        return None
    one = to_domain(row)
    here = bench(day_book.load(connection, speech.catalogue, date, one.id), speech, window, now)
    day = here.day
    tries = {
        "call_this": lambda: verbs.call_chosen(day, window, one.id, now),
        "return": lambda: aside.come_back(day, one.id, now),
        "cancel": lambda: aside.cancel(day, one.id, now),
    }
    state = speech.say(f"state.{one.state.value}", window=one.window)
    shown = _shown(speech, one, from_us(row.issued_us), one.called or one.ended or now, state)
    return Found(shown, tuple(name for name, attempt in tries.items() if not here.refused(attempt)))


def _issued(connection: Connection, tickets: Iterable[Ticket]) -> dict[str, datetime]:
    """When each was taken: a place in the queue may be another, after a missed call."""
    ids = [one.id for one in tickets]
    rows = connection.execute(select(ticket.c.event_id, ticket.c.issued_us).where(ticket.c.event_id.in_(ids)))
    return {row.event_id: from_us(row.issued_us) for row in rows}


def _no_call(here: Bench, shown: list[Ticket]) -> str:
    """The rules say the same of each; a closed window opens with the call."""
    if not shown:
        return ""
    if here.desk.presence is Presence.CLOSED:
        return why_not_open_unnamed(here)
    return here.why_not(lambda: verbs.call_chosen(here.day, here.desk.number, shown[0].id, here.now))


def _at_window(speech: Speech, one: Ticket, issued: datetime, now: datetime) -> Shown:
    service = speech.service(one.service)
    if one.state is TicketState.SERVING:
        state = speech.say("ticket.serving", time=speech.time(now - (one.started or now)))
        said = speech.say("ticket.said_serving", number=one.number)
    else:
        state = speech.say("ticket.called", calls=one.calls)
        said = speech.say("ticket.said_called", number=one.number, service=service, calls=one.calls)
    return _shown(speech, one, issued, one.started or one.called or now, state, said)


def _since_yesterday(speech: Speech, one: Ticket, issued: datetime, now: datetime) -> Shown:
    called = one.called or now
    state = speech.say("evening.state", time=hour(called))
    said = speech.say("evening.said", number=one.number)
    return _shown(speech, one, issued, one.started or called, state, said)


def _row(speech: Speech, one: Ticket, issued: datetime, now: datetime, *, is_next: bool) -> Shown:
    return _shown(speech, one, issued, now, is_next=is_next)


def _held(speech: Speech, one: Ticket, issued: datetime, now: datetime) -> Shown:
    kind = speech.say(f"hold.{one.hold.value}") if one.hold else ""
    return _shown(speech, one, issued, now, kind)


def _shown(
    speech: Speech,
    one: Ticket,
    issued: datetime,
    until: datetime,
    state: str = "",
    said: str = "",
    *,
    is_next: bool = False,
) -> Shown:
    return Shown(
        id=one.id,
        number=one.number,
        service=speech.service(one.service),
        waited=speech.time(until - issued),
        state=state,
        said=said,
        marks=speech.marks(one),
        note=one.note,
        items=tuple(map(speech.item, one.items)),
        next=is_next,
    )
