"""Device tokens: only the SHA-256 of each is kept. A row is never deleted: a server that had a token stays closed."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from hall.contract.tokens import TokenInfo
from hall.domain.roles import Role
from hall.server.problems import Refusal
from hall.server.store import trail, trail_rows
from hall.server.store.tables import token
from hall.server.store.tx import Tx, from_us


def add(tx: Tx, id_: str, role: Role, unit: str, digest: str) -> None:
    """Keep a token by its digest (hex)."""
    tx.connection.execute(
        insert(token).values(
            id=id_, digest=digest, role=role.value, unit=unit, made_us=tx.now_us, used="", revoked_us=None
        )
    )
    said = {"role": role.value, "unit": unit}
    trail_rows.witness(tx, trail_rows.TOKENS, id_, "token.made", trail.SERVER, said)


def revoke(tx: Tx, id_: str) -> TokenInfo:
    """From now on the token opens nothing; once more is the same. Raises `Refusal`."""
    row = tx.connection.execute(select(token).where(token.c.id == id_)).one_or_none()
    if row is None:
        raise Refusal("token.unknownId", id=id_)
    if row.revoked_us is None:
        tx.connection.execute(update(token).where(token.c.id == id_).values(revoked_us=tx.now_us))
        said = {"role": row.role, "unit": row.unit}
        trail_rows.witness(tx, trail_rows.TOKENS, id_, "token.revoked", trail.SERVER, said)
    return info(row).model_copy(update={"revoked": True})


def used(tx: Tx, ids: list[str], date: str) -> None:
    """Note the day of use."""
    tx.connection.execute(update(token).where(token.c.id.in_(ids)).values(used=date))


def rows(connection: Connection) -> list[Row[Any]]:
    """All of them, oldest first, the revoked with them."""
    return list(connection.execute(select(token).order_by(token.c.made_us, token.c.id)))


def info(row: Row[Any]) -> TokenInfo:
    """A row as people see it."""
    return TokenInfo(
        id=row.id,
        role=Role(row.role),
        unit=row.unit,
        made=from_us(row.made_us),
        used=row.used,
        revoked=row.revoked_us is not None,
    )
