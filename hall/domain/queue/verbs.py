"""A window's verbs on the ticket before it: call, recall, start, finish, and whatever is added on the way.

Each reads the day and returns the step, or raises `Refused`; the caller takes it.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from hall.domain.queue.day import Day, Fact, Refused, Step
from hall.domain.queue.desk import Desk, Presence, Undoable
from hall.domain.queue.order import Choice, Why, choose, goes_first, may_call
from hall.domain.queue.ticket import AT_WINDOW, Ticket, TicketState


def call_next(day: Day, window: int, now: datetime) -> Step | None:
    """Call who is next; whoever stood at the window before is served then. None when nobody waits."""
    desk = _serving_desk(day, window)
    choice = choose(day.nearest(desk), desk, day.rules, now)
    return None if choice is None else _call(day, desk, choice, now)


def call_chosen(day: Day, window: int, id_: str, now: datetime) -> Step:
    """Call one that the clerk names; it has to wait for this very window."""
    desk, ticket = _serving_desk(day, window), day.ticket(id_)
    if not may_call(desk, ticket):
        raise Refused(_why_not(ticket), number=ticket.number)
    jumps = desk.jumps if goes_first(ticket, day.rules, now) else 0
    earlier = (t for t in day.line_of(desk) if t.place < ticket.place)
    passed = next((t.number for t in earlier if not goes_first(t, day.rules, now)), "")
    return _call(day, desk, Choice(ticket, Why.CHOSEN, jumps, passed), now)


def recall(day: Day, window: int, now: datetime) -> Step:
    """Call the ticket at the window once more."""
    desk, ticket = at_window(day, window)
    if ticket.state is not TicketState.CALLED:
        raise Refused("ticket.alreadyStarted", number=ticket.number)
    again = replace(ticket, calls=ticket.calls + 1, called=now)
    return _one(desk, ticket, again, "ticket.recalled", now, undoable=False)


def start(day: Day, window: int, now: datetime) -> Step:
    """The citizen is there."""
    desk, ticket = at_window(day, window)
    if ticket.state is not TicketState.CALLED:
        raise Refused("ticket.alreadyStarted", number=ticket.number)
    begun = replace(ticket, state=TicketState.SERVING, started=now)
    return _one(desk, ticket, begun, "ticket.started", now)


def finish(day: Day, window: int, now: datetime) -> Step:
    """The citizen is served."""
    desk, ticket = at_window(day, window)
    return leave(desk, ticket, _served(ticket, now), "ticket.done", now)


def add_item(day: Day, window: int, item: str, now: datetime) -> Step:
    """A related matter is done in the same visit."""
    desk, ticket = at_window(day, window)
    if item in ticket.items:
        raise Refused("ticket.itemAlready", number=ticket.number)
    return _one(desk, ticket, replace(ticket, items=(*ticket.items, item)), "ticket.item_added", now)


def undo(day: Day, window: int, now: datetime) -> Step:
    """Take the window's last verb back, as long as nobody has touched its tickets since."""
    desk = day.desk(window)
    last = desk.undo
    if last is None:
        raise Refused("undo.nothing", window=window)
    if now - last.at > day.rules.undo:
        raise Refused("undo.tooLate", window=window, seconds=int(day.rules.undo.total_seconds()))
    if any(day.ticket(one.id) != one for one in last.after):
        raise Refused("undo.changedSince", window=window)
    facts = tuple(Fact(_put_back(one), one, window) for one in last.before)
    return Step(facts or (Fact(f"{last.verb}_undone", window=window),), last.before, (last.desk,))


def _put_back(ticket: Ticket) -> str:
    """`back`: at the window again. `taken_back`: what took it there, a call above all, did not happen."""
    return "ticket.back" if ticket.state in AT_WINDOW else "ticket.taken_back"


def at_window(day: Day, window: int) -> tuple[Desk, Ticket]:
    """The window and the ticket at it. Raises `Refused`."""
    desk = day.desk(window)
    ticket = day.current(desk)
    if ticket is None:
        raise Refused("window.idle", window=window)
    return desk, ticket


def leave(desk: Desk, before: Ticket, after: Ticket, kind: str, now: datetime) -> Step:
    """The ticket leaves the window."""
    free = replace(desk, current="", undo=Undoable(now, kind, (before,), (after,), settled(desk)))
    return Step((Fact(kind, after, desk.number),), (after,), (free,))


def settled(desk: Desk) -> Desk:
    """The window as an undo puts it back: nothing before that can be undone any more."""
    return replace(desk, undo=None)


def _call(day: Day, desk: Desk, choice: Choice, now: datetime) -> Step:
    before = [choice.ticket]
    called = replace(
        choice.ticket,
        state=TicketState.CALLED,
        window=desk.number,
        calls=1,
        called=now,
        started=None,
        ended=None,
    )
    after = [called]
    facts = [Fact("ticket.called", called, desk.number, choice.why, choice.passed)]
    served = day.current(desk)
    if served is not None:
        done = _served(served, now)
        before.insert(0, served)
        after.insert(0, done)
        facts.insert(0, Fact("ticket.done", done, desk.number))
    undoable = Undoable(now, "ticket.called", tuple(before), tuple(after), settled(desk))
    now_there = replace(desk, current=called.id, jumps=choice.jumps, undo=undoable)
    return Step(tuple(facts), tuple(after), (now_there,))


def _served(ticket: Ticket, now: datetime) -> Ticket:
    return replace(ticket, state=TicketState.DONE, started=ticket.started or ticket.called, ended=now)


def _one(
    desk: Desk, before: Ticket, after: Ticket, kind: str, now: datetime, *, undoable: bool = True
) -> Step:
    last = Undoable(now, kind, (before,), (after,), settled(desk)) if undoable else None
    return Step((Fact(kind, after, desk.number),), (after,), (replace(desk, undo=last),))


def _serving_desk(day: Day, window: int) -> Desk:
    desk = day.desk(window)
    if desk.presence is not Presence.OPEN:
        raise Refused(f"window.{desk.presence.value}", window=window)
    return desk


def _why_not(ticket: Ticket) -> str:
    if ticket.state in AT_WINDOW:
        return "ticket.calledElsewhere"
    return "ticket.otherWindow" if ticket.state is TicketState.WAITING else "ticket.notWaiting"
