"""What must hold between hours, dates, bookable times, windows and clerks of a hall file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from hall.settings.places import Loc
from hall.settings.problems import Finding, unknown

SERVICE = ("业务", "service")
CLERK = ("工号", "clerk")
Table = Mapping[str, Any]


def times(data: Table) -> Iterator[Finding]:
    """All faults of hours, holidays, slots, clerks."""
    yield from _hours(data, ())
    for table in ("services", "windows"):
        for index, entry in _entries(data, table):
            yield from _hours(entry, (table, index))
    yield from dates(data)
    services = _ids(data, "services")
    for index, slot in _entries(data, "slots"):
        yield from spans(slot, ("slots", index))
        yield from _names(("slots", index, "service"), SERVICE, slot.get("service"), services)
    yield from _clerks(data, services)


def _entries(table: Table, key: str) -> list[tuple[int, Table]]:
    found = table.get(key)
    entries = found if isinstance(found, list) else []
    return [(index, entry) for index, entry in enumerate(entries) if isinstance(entry, dict)]


def _ids(data: Table, table: str) -> list[str]:
    ids = (entry.get("id") for _, entry in _entries(data, table))
    return [one for one in ids if isinstance(one, str)]


def _hours(table: Table, at: Loc) -> Iterator[Finding]:
    for index, entry in _entries(table, "hours"):
        yield from spans(entry, (*at, "hours", index))


def spans(entry: Table, at: Loc) -> Iterator[Finding]:
    """Faults of `open`: spans that end before they begin."""
    listed = entry.get("open")
    for place, text in enumerate(listed if isinstance(listed, list) else []):
        begin, _, end = str(text).partition("-")
        if len(begin) == len(end) == len("09:00") and begin >= end:
            yield Finding(
                (*at, "open", place),
                f"{text} 的结束不在开始之后；过半夜请分成两段，如 20:00-24:00 和 00:00-02:00",
                f"{text} ends before it begins; write past midnight as two: 20:00-24:00 and 00:00-02:00",
            )


def dates(data: Table) -> Iterator[Finding]:
    """Faults of holidays and of days made up for."""
    rest: list[tuple[date, date]] = []
    for index, holiday in _entries(data, "holidays"):
        days = [day_of(holiday.get(key)) for key in ("first", "last")]
        for key, found in zip(("first", "last"), days, strict=True):
            if found is None and key in holiday:
                yield no_date(("holidays", index, key), holiday[key])
        if days[0] and days[1]:
            rest.append((days[0], days[1]))
            if days[1] < days[0]:
                yield Finding(
                    ("holidays", index, "last"), "最后一天在第一天之前", "the last day is before the first"
                )
    yield from _workdays(data, rest)


def _workdays(data: Table, rest: list[tuple[date, date]]) -> Iterator[Finding]:
    """`rest`: first and last days of the same file's holidays."""
    seen: set[date] = set()
    for index, workday in _entries(data, "workdays"):
        at: Loc = ("workdays", index, "date")
        day = day_of(workday.get("date"))
        if day is None:
            if "date" in workday:
                yield no_date(at, workday["date"])
        elif day in seen:
            yield Finding(at, f"{day} 写了两次", f"{day} is there twice")
        elif any(first <= day <= last for first, last in rest):
            yield Finding(
                at, f"{day} 也在放假的日子里，留一个", f"{day} is a holiday, too: keep one of the two"
            )
        else:
            seen.add(day)


def day_of(text: object) -> date | None:
    """The date that a text is; None for none."""
    try:
        return date.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        return None


def no_date(at: Loc, text: object) -> Finding:
    """A text that should be a date."""
    return Finding(
        at, f"{text} 不是日期，请写成 2026-10-01 这样", f"{text} is no date, write it like 2026-10-01"
    )


def _clerks(data: Table, services: list[str]) -> Iterator[Finding]:
    clerks = _ids(data, "clerks")
    for index, window in _entries(data, "windows"):
        at: Loc = ("windows", index)
        yield from _all_known(window, (*at, "at_need"), SERVICE, services)
        yield from _all_known(window, (*at, "clerks"), CLERK, clerks)
    for index, clerk in _entries(data, "clerks"):
        yield from _all_known(clerk, ("clerks", index, "substitute_for"), CLERK, clerks)
        if clerk.get("id") in (clerk.get("substitute_for") or ()):
            yield Finding(
                ("clerks", index, "substitute_for"),
                "自己不能做自己的 B 岗",
                "nobody is their own substitute",
            )


def _all_known(entry: Table, at: Loc, what: tuple[str, str], known: Iterable[str]) -> Iterator[Finding]:
    listed = entry.get(str(at[-1]))
    for place, name in enumerate(listed if isinstance(listed, list) else []):
        yield from _names((*at, place), what, name, known)


def _names(at: Loc, what: tuple[str, str], name: object, known: Iterable[str]) -> Iterator[Finding]:
    if isinstance(name, str) and name not in known:
        yield unknown(at, what, name, known)
