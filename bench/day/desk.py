"""The information desk and the visitors' phones: numbers for those who may go first, places given up.

python -m bench.day.desk desk FOLDER
"""

from __future__ import annotations

import asyncio
import sys
from functools import partial

from bench.day.actor import Actor, arguments, run
from bench.day.press import Presser
from bench.day.visitors import Ending, Visitor
from hall.client import HallClient
from hall.contract.appointments import Booking, Bookings
from hall.contract.messages import CallRequest, TicketRequest

_LIST = 400


async def play(actor: Actor) -> None:
    """The whole day."""
    async with HallClient(actor.stage.url(actor.name), actor.name) as client:
        desk = _Desk(actor, client)
        await desk.book()
        actor.tell("ready")
        async with asyncio.TaskGroup() as group:
            for one in actor.stage.plan().visitors:
                if one.assisted:
                    group.create_task(desk.give_number(one))
                if one.ending is Ending.CANCELS:
                    group.create_task(desk.give_up(one))
        actor.tell("done")
        await actor.home()


class _Desk:
    def __init__(self, actor: Actor, client: HallClient) -> None:
        self._actor = actor
        self._client = client
        self._presser = Presser(actor)

    async def book(self) -> None:
        """What was booked for today, as a list from the booking platform."""
        booked = [one for one in self._actor.stage.plan().visitors if one.slot_s is not None]
        for index in range(0, len(booked), _LIST):
            wish = Bookings(
                event_id=f"bookings-{index:05d}",
                bookings=[
                    Booking(code=one.code, service=one.service, begin=self._actor.clock.at(one.slot_s or 0.0))
                    for one in booked[index : index + _LIST]
                ],
            )
            replies = await self._presser.ask("book", wish.event_id, "", partial(self._client.book, wish))
            for one in replies.results if replies else ():
                if one.problem is not None:
                    self._actor.record.say("not booked", problem=one.problem.code)

    async def give_number(self, who: Visitor) -> None:
        """Staff take the number; it has no paper."""
        if not await self._actor.pace.until(who.at_s):
            return
        asked = TicketRequest(event_id=who.id, service=who.service, unit=self._actor.name, group=who.group)
        ticket = await self._presser.ask("staff", who.id, who.id, lambda: self._client.issue_ticket(asked))
        if ticket is not None:
            self._actor.record.say(
                "issued", visitor=who.id, number=ticket.number, service=who.service, offline=False
            )

    async def give_up(self, who: Visitor) -> None:
        """By phone, on the way home."""
        if not await self._actor.pace.until(who.at_s + who.leaves_s):
            return
        wish = CallRequest(event_id=f"{who.id}-cancel")
        await self._presser.ask(
            "cancel", wish.event_id, who.id, lambda: self._client.of_citizen(who.id, "cancel", wish)
        )


if __name__ == "__main__":
    sys.exit(run(*arguments(), play))
