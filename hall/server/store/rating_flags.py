"""What is odd about evaluations, kept beside them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, select
from sqlalchemy.dialects.postgresql import insert as upsert

from hall.contract.evaluations import Evaluation
from hall.contract.messages import Transaction
from hall.domain.evaluation.flags import BURST_US, Flag, is_burst, of_giving
from hall.server.problems import Refusal
from hall.server.store import trail, trail_rows
from hall.server.store.rating_tables import rating_about, rating_flag
from hall.server.store.tables import rating
from hall.server.store.tx import Tx

ALREADY = "rating.already"


def add(tx: Tx, subject: str, flags: Iterable[Flag]) -> None:
    """Note each once; the first time stands."""
    for flag in sorted(flags):
        made = upsert(rating_flag).values(subject=subject, flag=flag.value, at_us=tx.now_us)
        if tx.connection.execute(made.on_conflict_do_nothing()).rowcount:
            said = {"flag": flag.value}
            trail_rows.witness(tx, trail_rows.FLAGS, subject, "rating.flagged", trail.SERVER, said)


def look(tx: Tx, subject: str, given: Evaluation, about: dict[str, Any]) -> None:
    """Note what is odd about an evaluation that was kept just now. `about`: its row of `rating_about`."""
    names = tx.book.catalogue.clerks.names
    stood_by = [one for one in (given.assisted_by, names.get(given.assisted_by, "")) if one]
    add(tx, subject, of_giving(given.flags, given.after_ms, stood_by, about["clerk"]))
    if about["window"]:
        near = _near(tx.connection, subject, about["window"], about["at_us"])
        if is_burst(near.values(), about["at_us"]):
            for one in (subject, *near):
                add(tx, one, [Flag.RAPID])


def second(tx: Tx, subject: str) -> None:
    """Another evaluation of the subject was refused."""
    add(tx, subject, [Flag.DUPLICATE])


def note_refused(tx: Tx, item: Transaction, refusal: Refusal) -> None:
    """The same of a unit's transaction, whose own effects were undone with the refusal."""
    subject = item.body.get("ticket")
    if refusal.problem.code == ALREADY and isinstance(subject, str):
        second(tx, subject)


def of(connection: Connection, subjects: Sequence[str]) -> dict[str, list[str]]:
    """Flags by subject, for a list."""
    asked = select(rating_flag.c.subject, rating_flag.c.flag).where(rating_flag.c.subject.in_(subjects))
    found: dict[str, list[str]] = {}
    for subject, flag in connection.execute(asked.order_by(rating_flag.c.flag)):
        found.setdefault(subject, []).append(flag)
    return found


def _near(connection: Connection, subject: str, window: int, at_us: int) -> dict[str, int]:
    """Other evaluations of the window about that time, with theirs."""
    asked = (
        select(rating_about.c.subject, rating_about.c.at_us)
        .join(rating, rating.c.ticket == rating_about.c.subject)
        .where(
            rating_about.c.window == window,
            rating_about.c.at_us.between(at_us - BURST_US + 1, at_us + BURST_US - 1),
            rating_about.c.subject != subject,
            rating.c.stars.is_not(None),
        )
    )
    return {row.subject: row.at_us for row in connection.execute(asked)}
