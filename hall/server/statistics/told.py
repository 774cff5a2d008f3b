"""Figures of the domain as messages of the contract."""

from __future__ import annotations

from datetime import datetime

from hall.contract.statistics import (
    ArrivalsAt,
    FiguresInfo,
    GroupInfo,
    PauseInfo,
    SpreadInfo,
    Statistics,
    ToldInfo,
    WaitingCount,
    WindowLoad,
)
from hall.domain.statistics.figures import Figures, Told
from hall.domain.statistics.report import By, Report
from hall.domain.statistics.spread import Spread
from hall.domain.statistics.windows import Load
from hall.server.statistics.names import Names

_S = 1_000_000


def statistics(report: Report, names: Names, first: str, last: str, by: By, now: datetime) -> Statistics:
    """The whole answer; groups of services and windows in the hall file's order, what it no longer has after them."""
    groups = sorted(report.groups.items(), key=lambda one: names.order(by, one[0]))
    return Statistics(
        first=first,
        last=last,
        by=by,
        as_of=now,
        days=report.days,
        total=figures(report.total),
        groups=[GroupInfo(key=key, name=names.of(by, key), figures=figures(found)) for key, found in groups],
        arrivals=[
            ArrivalsAt(at=clock(at), tickets=count) for at, count in sorted(report.curves.arrivals.items())
        ],
        waiting=[
            WaitingCount(at=clock(one.s), mean=one.mean, most=one.most) for one in report.curves.waiting()
        ],
        windows=[
            _load(number, load, names)
            for number, load in sorted(
                report.loads.windows.items(), key=lambda one: names.order(By.WINDOW, str(one[0]))
            )
        ],
    )


def clock(seconds: int) -> str:
    """Seconds after midnight as HH:MM."""
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}"


def figures(found: Figures) -> FiguresInfo:
    """Counts, their shares, and times."""
    return FiguresInfo(
        tickets=found.tickets,
        served=found.served,
        no_show=found.no_show,
        cancelled=found.cancelled,
        left=found.left,
        open=found.open,
        no_paper=found.no_paper,
        abandoned=found.abandoned,
        abandoned_share=found.share(found.abandoned),
        wait=spread_info(found.wait),
        waited_long=found.waited_long,
        waited_long_share=found.waited_long_share,
        service=spread_info(found.service),
        offline=found.offline,
        offline_share=found.share(found.offline),
        priority=found.priority,
        priority_share=found.share(found.priority),
        appointment=found.appointment,
        appointment_share=found.share(found.appointment),
        passed=found.passed,
        recalls=found.recalls,
        transfers=found.transfers,
        holds=found.holds,
        returns=found.returns,
        told=_told(found.told),
    )


def spread_info(found: Spread | None) -> SpreadInfo | None:
    """As it is told."""
    return SpreadInfo.model_validate(found, from_attributes=True) if found else None


def _told(found: Told | None) -> ToldInfo | None:
    if found is None:
        return None
    errors, told, came = found.errors, found.told_s, found.came_s
    return ToldInfo(
        count=errors.count,
        within=round(errors.within, 4),
        half_s=int(errors.half_s),
        nine_of_ten_s=int(errors.nine_of_ten_s),
        bias_s=found.bias_s,
        told_low_s=told[0],
        told_middle_s=told[1],
        told_high_s=told[2],
        came_low_s=came[0],
        came_middle_s=came[1],
        came_high_s=came[2],
    )


def _load(number: int, load: Load, names: Names) -> WindowLoad:
    return WindowLoad(
        window=number,
        name=names.of(By.WINDOW, str(number)),
        served=load.served,
        busy_s=load.busy_us // _S,
        idle_s=load.idle_us // _S,
        paused_s=sum(load.paused_us.values()) // _S,
        pauses=[PauseInfo(reason=reason, seconds=us // _S) for reason, us in load.paused_us.most_common()],
    )
