"""What one ticket's day came to: from its row alone when the day was plain, else from its steps, one by one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum, unique
from typing import Final, NamedTuple

from hall.domain.queue.ticket import TicketState

NOT_PLAIN: Final = (
    "ticket.recalled",
    "ticket.no_show",
    "ticket.held",
    "ticket.resumed",
    "ticket.transferred",
    "ticket.returned",
    "ticket.back",
    "ticket.taken_back",
)
"""Steps after which a ticket's row alone no longer tells its day."""
_UNDONE: Final = frozenset({"ticket.back", "ticket.taken_back"})
_ENDS: Final = frozenset({"ticket.done", "ticket.no_show"})
_AT_WINDOW: Final = _ENDS | {"ticket.started"}
_NEVER_OUT: Final = frozenset({"failed", "unknown"})


_DONE: Final = TicketState.DONE.value
_NO_SHOW: Final = TicketState.NO_SHOW.value
_VOID: Final = TicketState.VOID.value
_WAITING: Final = TicketState.WAITING.value


@unique
class Outcome(StrEnum):
    """How a ticket ended. `left`: still waiting when its day was over; `open`: still in hand."""

    SERVED = "served"
    NO_SHOW = "no_show"
    CANCELLED = "cancelled"
    LEFT = "left"
    OPEN = "open"
    NO_PAPER = "no_paper"


class Row(NamedTuple):
    """A ticket's row, as far as it matters here. `told`: low, middle, high in seconds; `items`: a JSON list of ids."""

    id: str
    number: str
    service: str
    state: str
    paper: str
    window: int | None
    lane: str
    reason: str
    issued_us: int
    called_us: int | None
    started_us: int | None
    ended_us: int | None
    told_low_s: int | None
    told_middle_s: int | None
    told_high_s: int | None
    items: str = "[]"


class Event(NamedTuple):
    """A step of the feed that concerned a ticket, in order."""

    kind: str
    at_us: int
    window: int | None


class Wait(NamedTuple):
    """A stretch in the queue; `end_us` None: it has not ended."""

    start_us: int
    end_us: int | None


class Stay(NamedTuple):
    """A stretch at a window, from the call on; `end_us` None: still there."""

    window: int
    start_us: int
    end_us: int | None


class Course(NamedTuple):
    """A ticket's day as its steps made it. `service_us`: at a window from the start (or the call) on, without holds."""

    waits: tuple[Wait, ...]
    first_call_us: int | None = None
    started_us: int | None = None
    stays: tuple[Stay, ...] = ()
    service_us: int = 0
    recalls: int = 0
    transfers: int = 0
    holds: int = 0
    returns: int = 0


class Visit(NamedTuple):
    """A ticket, how it ended, and its course.

    `wait_s`: from taking the number to the first call, None without a call. `service_s`: None unless it was
    served to the end. Both in whole seconds. `plain`: called once at most, and never back in the queue.
    """

    row: Row
    outcome: Outcome
    course: Course
    wait_s: int | None
    service_s: int | None
    plain: bool

    @property
    def offline(self) -> bool:
        """Whether a dispenser gave the number without the server: only such numbers have a dash (`hall.domain.numbers`)."""
        return "-" in self.row.number

    @property
    def window(self) -> int | None:
        """Where it is or was last: a number that came back waits for no window, and has been at one all the same."""
        stays = self.course.stays
        return stays[-1].window if self.row.window is None and stays else self.row.window


def visit(row: Row, events: Sequence[Event], *, over: bool) -> Visit:
    """`events`: all steps of a ticket whose day was not plain, else none. `over`: its day is."""
    outcome = _outcome(row, over=over)
    course = _replayed(row, events) if events else _plain(row)
    call, wait, service = course.first_call_us, None, None
    if call is not None:
        wait = _seconds(max(0, call - row.issued_us))
    if outcome is Outcome.SERVED:
        service = _seconds(course.service_us)
    return Visit(row, outcome, course, wait, service, not events)


def _seconds(us: int) -> int:
    return (us + 500_000) // 1_000_000


def _outcome(row: Row, *, over: bool) -> Outcome:
    state = row.state
    if state == _DONE:
        return Outcome.SERVED
    if state == _VOID:
        return Outcome.NO_PAPER if row.paper in _NEVER_OUT else Outcome.CANCELLED
    if state == _WAITING and over:
        return Outcome.LEFT
    return Outcome.NO_SHOW if state == _NO_SHOW else Outcome.OPEN


def _plain(row: Row) -> Course:
    called, ended = row.called_us, row.ended_us
    if called is None or row.window is None:
        return Course((Wait(row.issued_us, ended),))
    begun = row.started_us or called
    service = 0 if ended is None else max(0, ended - begun)
    stays = (Stay(row.window, called, ended),)
    return Course((Wait(row.issued_us, called),), called, row.started_us, stays, service)


def _replayed(row: Row, events: Sequence[Event]) -> Course:
    """Step by step. An undo leads back to before the ticket's last step, so that neither happened."""
    kept: list[Event] = []
    for event in events:
        if event.kind not in _UNDONE:
            kept.append(event)
        elif kept:
            kept.pop()
    if kept and kept[-1].kind in _ENDS and row.ended_us is not None:
        kept[-1] = kept[-1]._replace(at_us=row.ended_us)  # a window alone is late to tell the server
    replay = _Replay(row.issued_us)
    for event in kept:
        step = _STEPS.get(event.kind)
        if step is not None:
            step(replay, _called_alone(replay, row, event))
    return replay.course()


def _called_alone(replay: _Replay, row: Row, event: Event) -> Event:
    """The step with its own time. Without a call before it, the window had called while the server was away.

    The row has when, as long as nobody has called the ticket since.
    """
    if event.kind not in _AT_WINDOW or replay.there:
        return event
    called, started = row.called_us, row.started_us
    if called is None or called > event.at_us:
        replay.left(event)  # at the latest
        return event
    replay.called(Event("ticket.called", called, event.window))
    if event.kind == "ticket.started" and started is not None:
        return event._replace(at_us=started)
    return event


class _Replay:
    """A course that grows."""

    __slots__ = ("first", "holds", "recalls", "returns", "service", "started", "stays", "transfers", "waits")

    def __init__(self, issued_us: int) -> None:
        self.waits = [Wait(issued_us, None)]
        self.stays: list[Stay] = []
        self.first: int | None = None
        self.started: int | None = None
        self.service = self.recalls = self.transfers = self.holds = self.returns = 0

    def course(self) -> Course:
        """As it is now."""
        return Course(
            tuple(self.waits),
            self.first,
            self.started,
            tuple(self.stays),
            self.service,
            self.recalls,
            self.transfers,
            self.holds,
            self.returns,
        )

    @property
    def there(self) -> bool:
        """Whether it is at a window."""
        return bool(self.stays) and self.stays[-1].end_us is None

    def called(self, event: Event) -> None:
        self.first = event.at_us if self.first is None else self.first
        self.started = None
        self.left(event)
        self.stays.append(Stay(event.window or 0, event.at_us, None))

    def recalled(self, _: Event) -> None:
        self.recalls += 1

    def begun(self, event: Event) -> None:
        self.started = event.at_us

    def resumed(self, event: Event) -> None:
        self.started = event.at_us
        self.stays.append(Stay(event.window or 0, event.at_us, None))

    def gone(self, event: Event) -> None:
        """No longer at a window."""
        if self.there:
            self.stays[-1] = self.stays[-1]._replace(end_us=event.at_us)

    def served(self, event: Event) -> None:
        """As far as this window was concerned."""
        if self.stays:
            begun = self.stays[-1].start_us if self.started is None else self.started
            self.service += max(0, event.at_us - begun)
            self.gone(event)

    def held(self, event: Event) -> None:
        self.holds += 1
        self.served(event)

    def transferred(self, event: Event) -> None:
        self.transfers += 1
        self.served(event)
        self.waits.append(Wait(event.at_us, None))

    def returned(self, event: Event) -> None:
        self.returns += 1
        self.waits.append(Wait(event.at_us, None))

    def left(self, event: Event) -> None:
        """No longer in the queue."""
        if self.waits[-1].end_us is None:
            self.waits[-1] = Wait(self.waits[-1].start_us, event.at_us)


_STEPS: Final[Mapping[str, Callable[[_Replay, Event], None]]] = {
    "ticket.called": _Replay.called,
    "ticket.called_alone": _Replay.called,
    "ticket.recalled": _Replay.recalled,
    "ticket.started": _Replay.begun,
    "ticket.done": _Replay.served,
    "ticket.no_show": _Replay.gone,
    "ticket.held": _Replay.held,
    "ticket.resumed": _Replay.resumed,
    "ticket.transferred": _Replay.transferred,
    "ticket.returned": _Replay.returned,
    "ticket.void": _Replay.left,
}
