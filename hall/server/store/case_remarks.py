"""What a clerk has to look at in an application that was taken all the same. A citizen with a receipt is never refused later."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from sqlalchemy import Connection, insert, select

from hall.contract import answers
from hall.contract.bodies import Applicant, ApplicationBody
from hall.contract.filing import Question
from hall.contract.guides import Guide
from hall.domain.cases.workdays import day_of
from hall.server.store.filing_tables import case_remark
from hall.server.store.tx import Tx

SUSPENDED: Final = "suspended"
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True)
class Remark:
    """`what`: suspended, or a code of `hall.contract.answers` about the answer to `question`."""

    what: str
    question: str = ""


def judge(guide: Guide | None, body: ApplicationBody) -> list[Remark]:
    """Of an item without a guide nothing is known; answers are judged by the version that asked for them."""
    if guide is None:
        return []
    stopped = [Remark(SUSPENDED)] if guide.state == SUSPENDED else []
    if guide.version != body.guide_version:
        return stopped
    day, asked = day_of(body.submitted_at), {one.id: one for one in guide.apply.questions}
    found = [
        Remark(_problem(asked[id_], answer, day), id_)
        for id_, answer in body.answers.items()
        if answer and id_ in asked and not _says(body.applicant, asked[id_], answer)
    ]
    return [*stopped, *(one for one in found if one.what)]


def _problem(question: Question, answer: str, day: date) -> str:
    """Midnight may have come between the answer and the handing in: what was right the day before is."""
    trouble = answers.problem(question, answer, day)
    return trouble and answers.problem(question, answer, day - _DAY)


def _says(card: Applicant, question: Question, answer: str) -> bool:
    """Whether the card answered, and nobody typed it."""
    return bool(question.card) and answer == getattr(card, question.card)


def add(tx: Tx, case_id: str, remarks: Iterable[Remark]) -> None:
    """Keep them."""
    rows = [{"case": case_id, "what": one.what, "question": one.question} for one in remarks]
    if rows:
        tx.connection.execute(insert(case_remark), rows)


def of(connection: Connection, cases: Sequence[str]) -> dict[str, tuple[Remark, ...]]:
    """By the case's id."""
    asked = select(case_remark).where(case_remark.c.case.in_(cases))
    found: dict[str, tuple[Remark, ...]] = {}
    for row in connection.execute(asked.order_by(case_remark.c.question)):
        found[row.case] = (*found.get(row.case, ()), Remark(row.what, row.question))
    return found
