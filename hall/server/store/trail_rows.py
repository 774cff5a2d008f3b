"""Rows whose newest step in the trail holds their digest: what is changed, put in or taken out beside it is found.

Rows with the same key belong together and have one digest (the steps of a case, of a parcel, of an entry).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, FromClause, Select, and_, distinct, func, select

from hall.contract.evaluations import Evaluation
from hall.domain.cases.case import Verb as CaseVerb
from hall.domain.ledger.entry import Step as LedgerStep
from hall.domain.ledger.entry import Verb as LedgerVerb
from hall.domain.pickup.parcel import Verb as ParcelVerb
from hall.domain.trail import digest_of
from hall.server.store import trail
from hall.server.store.attendance_tables import entry
from hall.server.store.filing_tables import case_filing
from hall.server.store.help_tables import rating_said
from hall.server.store.order_tables import ledger_review
from hall.server.store.paper_tables import window_paper
from hall.server.store.pickup_tables import parcel_step
from hall.server.store.rating_tables import rating_about, rating_default, rating_flag
from hall.server.store.tables import case, case_step, ledger, ledger_step, rating, token
from hall.server.store.trail_tables import trail as steps
from hall.server.store.tx import Tx

CITIZEN: Final = "citizen"
"""Who signs what citizens do; nobody's name."""
ROW: Final = "row"
"""The digest's name in what a step says."""


@dataclass(frozen=True)
class Rows:
    """`name`: as reports call them. `about`: before the key, in the step's `about`. `kinds`: of steps that may hold a digest.

    `mark`: the digest's name in what they say; a step without it is not about these rows.
    """

    name: str
    about: str
    kinds: tuple[str, ...]
    source: FromClause
    key: ColumnElement[str]
    order: ColumnElement[Any]
    columns: tuple[ColumnElement[Any], ...]
    mark: str = ROW

    def all(self) -> Select[Any]:
        """Every row, the key first, those of a key together and in order."""
        return select(self.key, *self.columns).select_from(self.source).order_by(self.key, self.order)

    def digest(self, connection: Connection, key: str) -> str:
        """Of the rows of a key as they are now."""
        asked = select(*self.columns).select_from(self.source).where(self.key == key).order_by(self.order)
        return digest_of(tuple(row) for row in connection.execute(asked))

    def without(self, connection: Connection) -> int:
        """Keys that no step vouches for: they are older than the trail, or than this digest in it."""
        held = select(func.count(distinct(steps.c.about))).where(self.vouched())
        there = select(func.count(distinct(self.key))).select_from(self.source)
        count = int(connection.execute(there).scalar_one()) - int(connection.execute(held).scalar_one())
        return max(0, count)

    def vouched(self) -> ColumnElement[bool]:
        """Steps that hold a digest of these rows; quotes inside of texts are escaped there."""
        return and_(steps.c.kind.in_(self.kinds), steps.c.said.contains(f'"{self.mark}": "', autoescape=True))


def witness(
    tx: Tx, rows: Rows, key: str, kind: str, by: str, said: Mapping[str, object] | None = None, *more: Rows
) -> None:
    """A step with the digest of the rows of `key` as they are after it. `more`: of other tables with the same key."""
    whole = {**(said or {}), **{one.mark: one.digest(tx.connection, key) for one in (rows, *more)}}
    trail.step(tx, kind, by, f"{rows.about}:{key}", whole)


CASES: Final = Rows(
    "case_step",
    "case",
    tuple(f"case.{verb.value}" for verb in CaseVerb),
    case_step.join(case, case.c.event_id == case_step.c.case),
    case.c.number,
    case_step.c.seq,
    (case_step.c.seq, case_step.c.event_id, case_step.c.digest),
)
FILED: Final = Rows(
    "case",
    "case",
    CASES.kinds,
    case.outerjoin(case_filing, case_filing.c.case == case.c.event_id),
    case.c.number,
    case.c.number,
    (
        *(one for one in case.c if one not in {case.c.applicant, case.c.phone, case.c.answers}),
        *(one for one in case_filing.c if one not in {case_filing.c.case, case_filing.c.agent}),
    ),
    "filed",
)
"""What a case's deadlines begin with; what was filled in is in the digest of its first step."""
LEDGER: Final = Rows(
    "ledger_step",
    "ledger",
    tuple(f"ledger.{verb.value}" for verb in LedgerVerb),
    ledger_step,
    ledger_step.c.entry,
    ledger_step.c.seq,
    (ledger_step.c.seq, ledger_step.c.event_id, ledger_step.c.digest),
)
PARCELS: Final = Rows(
    "parcel_step",
    "parcel",
    tuple(f"parcel.{verb.value}" for verb in ParcelVerb),
    parcel_step,
    parcel_step.c.parcel,
    parcel_step.c.event_id,
    tuple(parcel_step.c),
)
GIVEN: Final = ("rating.given", "rating.not_rated")
RATINGS: Final = Rows(
    "rating",
    "ticket",
    GIVEN,
    rating.outerjoin(rating_said, rating_said.c.ticket == rating.c.ticket),
    rating.c.ticket,
    rating.c.event_id,
    (
        *rating.c,
        rating_said.c.tags,
        rating_said.c.tag_set,
        rating_said.c.words,
        rating_said.c.source,
    ),
)
ABOUT: Final = Rows(
    "rating_about",
    "ticket",
    (*GIVEN, "rating.known", "rating.counted"),
    rating_about,
    rating_about.c.subject,
    rating_about.c.subject,
    tuple(rating_about.c),
    "about",
)
FLAGS: Final = Rows(
    "rating_flag",
    "ticket",
    (*GIVEN, "rating.flagged"),
    rating_flag,
    rating_flag.c.subject,
    rating_flag.c.flag,
    tuple(rating_flag.c),
    "flags",
)
SILENCE: Final = Rows(
    "rating_default",
    "ticket",
    (*GIVEN, "rating.counted"),
    rating_default,
    rating_default.c.subject,
    rating_default.c.subject,
    tuple(rating_default.c),
    "silence",
)
ENTRIES: Final = Rows(
    "ledger",
    "ledger",
    (*LEDGER.kinds, "ledger.registered", "ledger.moved"),
    ledger.outerjoin(ledger_review, ledger_review.c.number == ledger.c.number),
    ledger.c.number,
    ledger.c.number,
    (
        *(one for one in ledger.c if one not in {ledger.c.applicant, ledger.c.phone}),
        *(one for one in ledger_review.c if one is not ledger_review.c.number),
    ),
    "entry",
)
"""Without who told it: a digest of a phone is soon guessed."""
PAPERS: Final = Rows(
    "window_paper",
    "paper",
    ("paper.asked", "paper.withdrawn", "paper.confirmed", "paper.refused"),
    window_paper,
    window_paper.c.id,
    window_paper.c.id,
    tuple(window_paper.c),
)
TOKENS: Final = Rows(
    "token",
    "token",
    ("token.made", "token.revoked"),
    token,
    token.c.id,
    token.c.id,
    (token.c.id, token.c.digest, token.c.role, token.c.unit, token.c.made_us, token.c.revoked_us),
)
CORRECTIONS: Final = Rows(
    "attendance_entry",
    "clerk",
    ("attendance.corrected", "attendance.withdrawn"),
    entry,
    entry.c.clerk,
    entry.c.id,
    tuple(entry.c),
    "corrections",
)
"""What supervisors entered of each clerk's days."""
ALL: Final = (
    CASES,
    FILED,
    LEDGER,
    ENTRIES,
    PARCELS,
    RATINGS,
    ABOUT,
    FLAGS,
    SILENCE,
    PAPERS,
    TOKENS,
    CORRECTIONS,
)


def of_entry(tx: Tx, number: str, step: LedgerStep) -> None:
    """A step of an entry of the ledger, once lists and figures read what it made."""
    witness(tx, LEDGER, number, f"ledger.{step.verb.value}", step.by, {"token": step.token}, ENTRIES)


def of_rating(tx: Tx, subject: str, given: Evaluation, window: int) -> None:
    """What was given, or that nothing was; of whom, and that its silence does not count any more."""
    said = {"stars": given.stars or 0, "source": given.source.value, "window": window}
    kind = "rating.given" if given.stars is not None else "rating.not_rated"
    witness(tx, RATINGS, subject, kind, CITIZEN, said, ABOUT, SILENCE)


def of_paper(tx: Tx, id_: str, state: str, by: str) -> None:
    """A text on a review pad; of whom it was asked is said."""
    asked = select(window_paper.c.window, window_paper.c.number, window_paper.c.ticket)
    row = tx.connection.execute(asked.where(window_paper.c.id == id_)).one()
    said = {"window": row.window, "number": row.number, "ticket": row.ticket}
    witness(tx, PAPERS, id_, f"paper.{state}", by or f"window:{row.window}", said)
