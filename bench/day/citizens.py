"""Citizens while they are not at a window: who missed the call, who fetches papers, and how they come back."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

from bench.day.actor import Actor
from bench.day.press import Presser
from bench.day.visitors import Ending, Visitor
from hall.client import HallClient
from hall.contract.messages import CallRequest, Ticket

HELD = "材料待补"
MOVED = "转来"
Back = list[tuple[str, Visitor]]


class Citizens:
    """Those of one room of clerks. Tells the director how many are still expected."""

    def __init__(self, actor: Actor, client: HallClient, group: asyncio.TaskGroup) -> None:
        self._actor = actor
        self._client = client
        self._group = group
        self._presser = Presser(actor)
        self._known: Mapping[str, Visitor] = actor.stage.plan().by_id()
        self._expected: set[str] = set()
        self._told()

    def of(self, ticket: Ticket) -> Visitor:
        """Whose ticket it is."""
        return self._known[ticket.event_id]

    def missed(self, ticket: Ticket, who: Visitor) -> None:
        """The call was missed; somebody who only stepped out comes back."""
        waited_s = (self._actor.clock.now() - ticket.issued_at).total_seconds()
        after_s = who.returns_after(waited_s)
        if after_s is not None:
            self._expect(who)
            self._group.create_task(self._return(who, after_s))

    def held(self, ticket: Ticket, who: Visitor, back: Back) -> None:
        """The case rests: either the clerk goes on with it, or its citizen says at the desk that they are back."""
        self._expect(who)
        if who.ending is Ending.HELD_RETURNS:
            self._group.create_task(self._return(who, who.back_s))
        else:
            self._group.create_task(self._stand_there(who, ticket.event_id, back))

    def settled(self, ticket: str) -> None:
        """Nobody waits for this one any more."""
        self._expected.discard(ticket)
        self._told()

    def _expect(self, who: Visitor) -> None:
        self._expected.add(who.id)
        self._told()

    async def _return(self, who: Visitor, after_s: float) -> None:
        await self._actor.pace.rest(after_s)
        wish = CallRequest(event_id=f"{who.id}-back-{int(self._actor.clock.since_start())}")
        await self._presser.ask(
            "return", wish.event_id, who.id, lambda: self._client.of_citizen(who.id, "return", wish)
        )
        self.settled(who.id)

    async def _stand_there(self, who: Visitor, ticket: str, back: Back) -> None:
        await self._actor.pace.rest(who.back_s)
        back.append((ticket, who))

    def _told(self) -> None:
        self._actor.tell("owed", str(len(self._expected)))
