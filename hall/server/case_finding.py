"""Finding one's own case: by card, or by the code on the receipt; guessing codes is slow."""

from __future__ import annotations

from fastapi import Request

from hall.contract.cases import FindCase
from hall.domain.cases.guessing import Guesses
from hall.domain.cases.workdays import day_of
from hall.server.desk import Desk
from hall.server.problems import Refusal
from hall.server.store import case_book
from hall.server.store.case_book import Kept, Office
from hall.server.tokens import Holder


async def look_for(desk: Desk, office: Office, guesses: Guesses, place: str, wanted: FindCase) -> list[Kept]:
    """The cases of a card, or the one of a code. Raises `Refusal` for a code that is none, and for guessing."""
    wait = guesses.wait_ms(place, desk.clock.mono_ms()) if wanted.code else 0
    if wait:
        seconds = -(-wait // 1000)
        raise Refusal("case.guessing", headers={"Retry-After": str(seconds)}, minutes=-(-seconds // 60))
    if not await desk.store.read(case_book.is_indexed):
        await desk.store.write(lambda tx: case_book.index(tx, desk.identity.hash))
    today, identity = day_of(desk.clock.now()), desk.identity.hash(wanted.id_number)
    found = await desk.store.read(lambda c: case_book.find(c, office, wanted, identity, today))
    if wanted.code and not found:
        guesses.wrong(place, desk.clock.mono_ms())
        raise Refusal("case.noneForCode")
    return found


def place_of(request: Request) -> str:
    """Whose guesses these are: a unit with a token, else the address that asks."""
    return unit_of(request) or (request.client.host if request.client else "")


def unit_of(request: Request) -> str:
    """Whose token it came with; "" in a hall without tokens."""
    holder = getattr(request.state, "holder", None)
    return holder.unit if isinstance(holder, Holder) else ""
