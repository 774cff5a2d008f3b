"""A step of a case, taken as somebody asked for it over HTTP."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from fastapi import Request

from hall.contract.cases import CaseTold, SignedStep
from hall.domain.cases.case import Verb
from hall.domain.cases.workdays import day_of
from hall.server.case_finding import unit_of
from hall.server.desk import Desk
from hall.server.store import case_book, case_log
from hall.server.store.case_book import Office
from hall.server.store.tx import Tx

More = Callable[[Tx], Mapping[str, object]]


def nothing(_: Tx) -> Mapping[str, object]:
    """The request says all of it."""
    return {}


async def take_step(
    desk: Desk,
    office: Office,
    number: str,
    verb: Verb,
    asked: SignedStep,
    request: Request,
    more: More = nothing,
) -> CaseTold:
    """Signed, written to the log, told. `more`: what belongs to the step beside what was asked. Raises `Refusal`."""
    by, token = office.signature(asked.by), unit_of(request)
    body = asked.model_dump(mode="json", exclude={"event_id", "by"}, exclude_defaults=True)

    def op(tx: Tx) -> CaseTold:
        def entry(case: str, item: str) -> case_log.Entry:
            promised, statutory = office.periods(item)
            days = {"promised": promised, "statutory": statutory} if verb is Verb.ACCEPT else {}
            return case_log.Entry(asked.event_id, case, verb, by, token, {**body, **days, **more(tx)})

        kept = case_book.take(tx, office, number, entry, day_of(tx.now))
        return case_book.told(tx.connection, [kept])[0]

    return await desk.store.write(op)
