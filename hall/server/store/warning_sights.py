"""What supervision looks at, read from the tables: windows as they are, cases a few at a time, orders that are owed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import Connection, Row, Select, and_, case, func, literal, or_, select

from hall.domain.cases.case import OVER, Case
from hall.domain.cases.case import Verb as Step
from hall.domain.cases.lights import Clock, Light, clock
from hall.domain.clock import service_date
from hall.domain.queue.clerks import Clerks
from hall.domain.queue.day import Day
from hall.domain.queue.desk import Desk, Presence
from hall.domain.supervision.causes import Cause, crowd, of_case, of_order
from hall.domain.supervision.windows import Seen
from hall.server.store import case_log, ledger, window_notices
from hall.server.store.attendance_tables import punch
from hall.server.store.case_book import Office
from hall.server.store.catalogue import Catalogue
from hall.server.store.ledger_rows import COLUMNS, ENTRIES
from hall.server.store.rating_tables import window_clerk
from hall.server.store.tables import case as cases
from hall.server.store.tables import case_step, feed
from hall.server.store.tables import ledger as entries
from hall.server.store.times import from_us
from hall.server.store.warning_tables import warning
from hall.server.store.window_notices import Stand

Here = Callable[[Connection, str, int], Mapping[str, bool]]
"""By attendance: staff number to whether they are in the house, of a service date and a moment (µs)."""


@dataclass(frozen=True)
class Known:
    """What a day's tables tell. By window: since when its presence is, and its latest step; closings; its last clerk.

    By staff number, where attendance is kept: who is in the house, and the last punch.
    """

    times: Mapping[int, tuple[datetime | None, datetime | None]]
    stands: Mapping[int, Stand]
    last: Mapping[int, str]
    here: Mapping[str, bool]
    punched: Mapping[str, datetime]


AT_ONCE: Final = 50
"""Cases in one look: calls go on between two."""
_ENDS: Final = (Step.FINISH.value, Step.REJECT.value, Step.WITHDRAW.value)
_PRESENCE: Final = and_(feed.c.kind.like("window.%"), feed.c.kind.not_like("window.services%"))


def windows(
    connection: Connection, catalogue: Catalogue, day: Day, now: datetime, here: Here | None = None
) -> list[Seen]:
    """Every window of the hall, in the hall file's order."""
    date_, us = service_date(now), int(now.timestamp() * 1_000_000)
    known = Known(
        _times(connection, date_),
        window_notices.stands(connection, now),
        _last_clerks(connection, date_),
        here(connection, date_, us) if here else {},
        _punches(connection, date_, us) if here else {},
    )
    desks = (day.desk(one.number) for one in catalogue.settings.windows)
    return [_seen(catalogue, day, desk, known, now) for desk in desks]


def crowds(catalogue: Catalogue, day: Day, now: datetime) -> list[Cause]:
    """Services whose people wait too long."""
    limits = catalogue.settings.supervision.limits
    found: list[Cause] = []
    for one in catalogue.settings.services:
        line = day.line(one.id)
        if line:
            found += crowd(one.id, len(line), min(each.joined for each in line), limits, now)
    return found


def orders(connection: Connection, today: date) -> list[Cause]:
    """What of the ledger is beyond its day."""
    asked = select(*COLUMNS).select_from(ENTRIES).where(ledger.OWED, entries.c.due < today.isoformat())
    return [
        cause
        for row in connection.execute(asked)
        for cause in of_order(
            row.number, date.fromisoformat(row.due), today, row.window or None, row.clerk or ""
        )
    ]


class CaseRound:
    """Goes round the open cases, `AT_ONCE` in a look, and rests while no step is taken and the day is the same."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._after = ""
        self._began: tuple[date, int] | None = None
        self._done: tuple[date, int] | None = None

    def next(self, connection: Connection, today: date) -> tuple[list[Cause], frozenset[str]]:
        """What is late with the next of them, and which were looked at, as "case:NUMBER"."""
        now = today, _newest(connection)
        if self._done == now:
            return [], frozenset()
        if not self._after:
            self._began = now
        asked = _open().where(cases.c.event_id > self._after).order_by(cases.c.event_id).limit(AT_ONCE)
        found, looked = [], set()
        rows = connection.execute(asked).all()
        for row, one, steps in _runs(connection, rows):
            looked.add(f"case:{row.number}")
            signed = [each.signed_by for each in steps if each.verb != Step.SUBMIT.value]
            runs = clock(one, today, self._office.days, self._office.rules)
            found += of_case(row.number, runs, today, signed[-1] if signed else "")
        self._after = rows[-1].event_id if len(rows) == AT_ONCE else ""
        if not self._after:
            self._done = self._began
        return found, frozenset(looked)


class CaseCounts:
    """How many open cases have which light; counted anew when a step was taken or the day is another."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._kept: tuple[tuple[date, int], Counter[Light]] | None = None

    def at(self, connection: Connection, today: date) -> Counter[Light]:
        """By light; those whose clock stands and is not overdue count as NONE."""
        key, kept = (today, _newest(connection)), self._kept
        if kept is not None and kept[0] == key:
            return kept[1]
        rows = connection.execute(_open()).all()
        made = [
            clock(one, today, self._office.days, self._office.rules)
            for _, one, _ in _runs(connection, rows)
            if one.state not in OVER
        ]
        counts = Counter(_shown(one) for one in made)
        self._kept = key, counts
        return counts


def _shown(runs: Clock) -> Light:
    return Light.NONE if runs.stopped and runs.light is not Light.RED else runs.light


def _seen(catalogue: Catalogue, day: Day, desk: Desk, known: Known, now: datetime) -> Seen:
    times, stand = known.times.get(desk.number, (None, None)), known.stands.get(desk.number, Stand())
    hours = catalogue.opening.of_window(desk.number)
    current = day.current(desk)
    line = day.line_of(desk) if desk.presence is not Presence.CLOSED else []
    here, somebody, left = _who(catalogue.clerks, desk, known)
    return Seen(
        number=desk.number,
        presence=desk.presence,
        began=hours.began(catalogue.opening.calendar, now) if hours else None,
        always=hours is None,
        expected=not catalogue.window(desk.number).reserve,
        since=times[0],
        active=times[1],
        ticket=current.number if current else "",
        serving=(current.started or current.called) if current else None,
        announced=stand.on is not None,
        released=stand.released,
        waiting=len(line),
        first=min((one.joined for one in line), default=None),
        pause=desk.pause,
        clerk=desk.clerk,
        whose=known.last.get(desk.number) or "、".join(sorted(catalogue.clerks.posts.get(desk.number, ()))),
        named=bool(catalogue.clerks.names),
        here=here,
        somebody=somebody,
        left=left,
    )


def _who(clerks: Clerks, desk: Desk, known: Known) -> tuple[bool | None, bool | None, datetime | None]:
    """As `Seen.here`, `somebody` and `left`."""
    numbers = {name: number for number, name in clerks.names.items()}
    posts = clerks.posts.get(desk.number, frozenset())
    may = posts | {name for name, whom in clerks.stands_in.items() if posts & whom}
    told = [known.here[numbers[name]] for name in may if numbers.get(name) in known.here]
    asked = may if desk.presence is Presence.CLOSED else {desk.clerk}
    left = [known.punched[numbers[name]] for name in asked if numbers.get(name) in known.punched]
    return known.here.get(numbers.get(desk.clerk, "")), any(told) if told else None, max(left, default=None)


def _last_clerks(connection: Connection, date_: str) -> dict[int, str]:
    """Who was the last to be at each window."""
    mine = (window_clerk.c.date == date_, window_clerk.c.clerk != "")
    asked = select(window_clerk.c.window, window_clerk.c.clerk).where(*mine).order_by(window_clerk.c.seq)
    return {row.window: row.clerk for row in connection.execute(asked)}


def _punches(connection: Connection, date_: str, now_us: int) -> dict[str, datetime]:
    """The last punch of everybody."""
    mine = (punch.c.date == date_, punch.c.clerk != "", punch.c.at_us <= now_us)
    rows = connection.execute(
        select(punch.c.clerk, func.max(punch.c.at_us)).where(*mine).group_by(punch.c.clerk)
    )
    return {row[0]: from_us(row[1]) for row in rows}


def _times(connection: Connection, date_: str) -> dict[int, tuple[datetime | None, datetime | None]]:
    """By window: since when its presence is as it is, and its latest step with a ticket."""
    since = func.max(case((_PRESENCE, feed.c.at_us)))
    active = func.max(case((feed.c.kind.like("ticket.%"), feed.c.at_us)))
    asked = select(feed.c.window, since, active).where(feed.c.date == date_, feed.c.window.is_not(None))
    rows = connection.execute(asked.group_by(feed.c.window))
    return {row[0]: (_moment(row[1]), _moment(row[2])) for row in rows}


def _moment(us: int | None) -> datetime | None:
    return None if us is None else from_us(us)


def _newest(connection: Connection) -> int:
    """The last step of any case."""
    return int(connection.execute(select(func.coalesce(func.max(case_step.c.seq), 0))).scalar_one())


def _open() -> Select[Any]:
    """Cases under way, and those of which a warning still stands."""
    ended = select(case_step.c.seq).where(case_step.c.case == cases.c.event_id, case_step.c.verb.in_(_ENDS))
    warned = select(warning.c.about).where(warning.c.open >= "", warning.c.about.like("case:%"))
    wanted = or_(~ended.exists(), (literal("case:") + cases.c.number).in_(warned))
    return select(cases.c.event_id, cases.c.number, cases.c.submitted_us, cases.c.received_us).where(wanted)


def _runs(
    connection: Connection, rows: Iterable[Row[Any]]
) -> Iterable[tuple[Row[Any], Case, list[Row[Any]]]]:
    kept = list(rows)
    logs = case_log.of(connection, [row.event_id for row in kept])
    for row in kept:
        log = logs.get(row.event_id, [])
        steps = tuple(case_log.step_of(one) for one in log if one.verb != Step.SUBMIT.value)
        yield row, Case(from_us(min(row.submitted_us, row.received_us)), steps), log
