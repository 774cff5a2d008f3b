"""A ticket that leaves the window unserved, and the ways back into the queue."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from hall.domain.queue.day import Day, Fact, Refused, Step
from hall.domain.queue.desk import Desk, Presence, Undoable
from hall.domain.queue.rules import Return
from hall.domain.queue.ticket import AT_WINDOW, Hold, Ticket, TicketState
from hall.domain.queue.verbs import at_window, leave, settled


def no_show(day: Day, window: int, now: datetime) -> Step:
    """Nobody came, though the number was called often enough and the last call has been heard."""
    desk, ticket = at_window(day, window)
    rules = day.rules
    if ticket.state is not TicketState.CALLED:
        raise Refused("ticket.alreadyStarted", number=ticket.number)
    if ticket.calls < rules.least_calls:
        raise Refused(
            "ticket.callAgainFirst", number=ticket.number, calls=ticket.calls, least=rules.least_calls
        )
    if ticket.called is not None and now - ticket.called < rules.call_pause:
        seconds = int(rules.call_pause.total_seconds())
        raise Refused("ticket.callNotHeardYet", number=ticket.number, seconds=seconds)
    return leave(desk, ticket, replace(ticket, state=TicketState.NO_SHOW, ended=now), "ticket.no_show", now)


def hold(day: Day, window: int, kind: Hold, note: str, now: datetime) -> Step:
    """The case rests; the citizen comes back to this window without queueing again."""
    desk, ticket = at_window(day, window)
    held = replace(ticket, state=TicketState.HELD, hold=kind, note=note)
    return leave(desk, ticket, held, "ticket.held", now)


def resume(day: Day, window: int, id_: str, now: datetime) -> Step:
    """Go on with a held ticket at a free window."""
    desk, ticket = day.desk(window), day.ticket(id_)
    if ticket.state is not TicketState.HELD:
        raise Refused("ticket.notHeld", number=ticket.number)
    if desk.presence is not Presence.OPEN:
        raise Refused(f"window.{desk.presence.value}", window=window)
    if desk.current:
        raise Refused("window.busy", window=window)
    on = replace(ticket, state=TicketState.SERVING, hold=None, window=window)
    undoable = Undoable(now, "ticket.resumed", (ticket,), (on,), settled(desk))
    there = replace(desk, current=on.id, undo=undoable)
    return Step((Fact("ticket.resumed", on, window),), (on,), (there,))


def transfer(
    day: Day, window: int, now: datetime, *, service: str = "", to_window: int | None = None, note: str = ""
) -> Step:
    """Pass the ticket on to a service or a window, with its place: it has waited once already."""
    desk, ticket = at_window(day, window)
    wanted = service or ticket.service
    _refuse_nowhere(day, desk, ticket, wanted, to_window)
    passed_on = replace(
        ticket,
        state=TicketState.WAITING,
        service=wanted,
        pinned=to_window,
        window=None,
        calls=0,
        called=None,
        started=None,
        note=note,
    )
    return leave(desk, ticket, passed_on, "ticket.transferred", now)


def come_back(day: Day, id_: str, now: datetime) -> Step:
    """The citizen is here again, after a missed call or a rest."""
    ticket = day.ticket(id_)
    if ticket.state is TicketState.HELD:
        back = _to_its_window(day, ticket)
    elif ticket.state is TicketState.NO_SHOW:
        back = _after_missed_call(day, ticket, now)
    else:
        raise Refused("ticket.notAway", number=ticket.number)
    return Step((Fact("ticket.returned", back, back.pinned),), (back,))


def cancel(day: Day, id_: str, now: datetime) -> Step:
    """The citizen gives the place up."""
    ticket = day.ticket(id_)
    if ticket.state in AT_WINDOW:
        raise Refused("ticket.beingServed", number=ticket.number)
    if ticket.state in {TicketState.DONE, TicketState.VOID}:
        raise Refused("ticket.ended", number=ticket.number)
    void = replace(ticket, state=TicketState.VOID, ended=now)
    return Step((Fact("ticket.void", void),), (void,))


def _refuse_nowhere(day: Day, desk: Desk, ticket: Ticket, wanted: str, to_window: int | None) -> None:
    """A transfer leads somewhere else, and to where somebody will call."""
    if to_window is None:
        if wanted == ticket.service:
            raise Refused("ticket.transferNowhere", number=ticket.number)
        if not any(wanted in one.services for one in day.desks.values()):
            raise Refused("service.noWindow", service=wanted)
        return
    if to_window == desk.number:
        raise Refused("ticket.transferNowhere", number=ticket.number)
    if day.desk(to_window).presence is Presence.CLOSED:
        raise Refused("window.closed", window=to_window)


def _to_its_window(day: Day, ticket: Ticket) -> Ticket:
    """Back to who held it, or to any window of the service once that one has closed."""
    desk = day.desks.get(ticket.window) if ticket.window is not None else None
    here = desk is not None and desk.presence is not Presence.CLOSED
    pinned = ticket.window if here else None
    return replace(
        ticket, state=TicketState.WAITING, hold=None, pinned=pinned, window=None, calls=0, called=None
    )


def _after_missed_call(day: Day, ticket: Ticket, now: datetime) -> Ticket:
    rules = day.rules
    if rules.missed is Return.RETAKE or ticket.returns >= rules.returns:
        raise Refused("ticket.takeNew", number=ticket.number)
    joined, behind = now, 0
    if rules.missed is Return.BEHIND:
        line = day.line(ticket.service)
        if len(line) >= rules.return_behind:
            last = line[rules.return_behind - 1]
            joined, behind = last.joined, last.behind + 1
    return replace(
        ticket,
        state=TicketState.WAITING,
        joined=joined,
        behind=behind,
        returns=ticket.returns + 1,
        window=None,
        calls=0,
        called=None,
        ended=None,
    )
