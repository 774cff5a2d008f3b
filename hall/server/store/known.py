"""Which tickets there are already: asked once for all requests of a commit."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import BindParameter, Connection, bindparam, select

from hall.server.store.prepared import Prepared
from hall.server.store.tables import ticket


def _among(size: int) -> Prepared:
    ids: list[BindParameter[str]] = [bindparam(f"id{n}") for n in range(size)]
    return Prepared(select(ticket.c.event_id).where(ticket.c.event_id.in_(ids)))


_MOST = 64
_AMONG = {size: _among(size) for size in (1, 8, _MOST)}
"""By how many ids are asked for; the rest are filled up with "", which is nobody's."""


class Known:
    """Which of some event_ids have a ticket. Without a connection nobody was asked: all are taken for new."""

    def __init__(self, connection: Connection | None = None, asked: Sequence[str] = ()) -> None:
        self._asked = None if connection is None else frozenset(asked)
        self._found: set[str] = set()
        if connection is not None:
            for at in range(0, len(asked), _MOST):
                self._look(connection, asked[at : at + _MOST])

    def _look(self, connection: Connection, part: Sequence[str]) -> None:
        size = next(size for size in _AMONG if size >= len(part))
        filled = [*part, *[""] * (size - len(part))]
        rows = _AMONG[size].run(connection, {f"id{n}": id_ for n, id_ in enumerate(filled)})
        self._found.update(id_ for (id_,) in rows)

    def says(self, event_id: str) -> bool | None:
        """Whether it has one; None for an id that was not asked for."""
        if self._asked is None:
            return False
        return event_id in self._found if event_id in self._asked else None
