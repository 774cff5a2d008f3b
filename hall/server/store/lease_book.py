"""Who may hand out which offline numbers: marks bound to units, blocks leased per day and series."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import insert, select

from hall.contract.messages import Lease, LeaseRequest
from hall.domain.clock import next_date
from hall.domain.ids import new_id
from hall.domain.leases import Block, next_block
from hall.domain.numbers import series as series_of
from hall.server.problems import Refusal
from hall.server.store import series
from hall.server.store.tables import lease, mark
from hall.server.store.tx import Tx

Sign = Callable[[Lease], Lease]
_SIGNED = [lease.c[name] for name in Lease.model_fields]


def lease_numbers(tx: Tx, request: LeaseRequest, prefix: str, epoch: str, sign: Sign) -> list[Lease]:
    """Blocks of today and tomorrow with numbers left; the same incarnation asking again gets the same ones.

    Another incarnation is a data folder that was lost: what it was lent may be on paper, so the new one
    gets only what lies behind. `request.used_upto` speaks of today's series.
    Raises `Refusal` for another unit's mark.
    """
    bind_mark(tx, request.mark, request.unit)
    of_today = _blocks(tx, request, prefix, (tx.today, request.used_upto), (epoch, sign))
    if not of_today:
        raise Refusal("lease.ended", mark=request.mark)
    return of_today + _blocks(tx, request, prefix, (next_date(tx.today), 0), (epoch, sign))


def bind_mark(tx: Tx, text: str, unit: str) -> None:
    """The first unit that uses a mark keeps it."""
    owner = tx.connection.execute(select(mark.c.unit).where(mark.c.mark == text)).scalar()
    if owner is None:
        tx.connection.execute(insert(mark).values(mark=text, unit=unit))
    elif owner != unit:
        raise Refusal("lease.markTaken", mark=text)


def _blocks(
    tx: Tx, request: LeaseRequest, prefix: str, day: tuple[str, int], by: tuple[str, Sign]
) -> list[Lease]:
    on, used_upto = day
    epoch, sign = by
    rows = tx.connection.execute(
        select(*_SIGNED)
        .where(
            lease.c.date == on,
            lease.c.mark == request.mark,
            lease.c.service == request.service,
            lease.c.incarnation == request.incarnation,
            lease.c.last > used_upto,
            lease.c.server_epoch == epoch,  # after a restore the unit drops what it held
        )
        .order_by(lease.c.first)
    )
    held = [Lease.model_validate(dict(row)) for row in rows.mappings()]
    name = series_of(prefix, request.mark)
    block = next_block([Block(one.first, one.last) for one in held], series.last(tx, on, name), used_upto)
    if block is None:
        return held
    fresh = sign(
        Lease(
            lease_id=new_id(tx.now_us // 1000),
            unit=request.unit,
            mark=request.mark,
            service=request.service,
            prefix=prefix,
            date=on,
            first=block.first,
            last=block.last,
            server_epoch=epoch,
            signature="",
        )
    )
    tx.connection.execute(insert(lease).values(fresh.model_dump() | {"incarnation": request.incarnation}))
    series.reach(tx, on, name, block.last)
    return [*held, fresh]
