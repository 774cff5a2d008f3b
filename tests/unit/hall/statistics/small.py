"""Small days, written out: tickets as rows and steps, minutes after 09:00 on 2026-11-20 (a Friday)."""

from hall.domain.statistics.report import By, Collector, DayRecord, midnight_us
from hall.domain.statistics.visits import Event, Row, visit
from hall.domain.statistics.windows import Turn

DATE = "2026-11-20"
NINE = midnight_us(DATE) + 9 * 3_600_000_000


def us(minutes):
    return None if minutes is None else NINE + round(minutes * 60_000_000)


def row(n, issued, called=None, started=None, ended=None, state="done", **more):
    told = more.pop("told", (None, None, None))
    facts = {
        "id": f"ticket-{n}",
        "number": f"A{n:03d}",
        "service": "social",
        "state": state,
        "paper": "printed",
        "window": 1 if called is not None else None,
        "lane": "walk_in",
        "reason": "",
    } | more
    low, middle, high = told
    return Row(
        **facts,
        issued_us=us(issued),
        called_us=us(called),
        started_us=us(started),
        ended_us=us(ended),
        told_low_s=low,
        told_middle_s=middle,
        told_high_s=high,
    )


def step(kind, at, window=1):
    return Event(f"ticket.{kind}", us(at), window)


def turn(kind, at, window=1, reason=""):
    return Turn(f"window.{kind}", us(at), window, reason)


def day(visits, turns=(), now=None):
    return DayRecord(DATE, visits, list(turns), us(now))


def came(row, *steps, over=True):
    return visit(row, steps, over=over)


def report(*days, by=By.SERVICE):
    collector = Collector(by)
    for one in days:
        collector.add(one)
    return collector.report()
