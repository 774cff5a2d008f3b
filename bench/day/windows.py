"""A third of the hall's clerks: python -m bench.day.windows NAME FOLDER, NAME being w1, w2 …"""

from __future__ import annotations

import asyncio
import random
import sys
from contextlib import AsyncExitStack

from bench.day.actor import Actor, arguments, run
from bench.day.citizens import Citizens
from bench.day.clerk import Clerk
from bench.day.news import News
from bench.day.plan import Shift
from hall.client import HallClient


async def play(actor: Actor) -> None:
    """The whole day."""
    stage = actor.stage
    turn = int(actor.name[1:]) - 1
    shifts = [one for one in stage.plan().shifts if one.window % stage.size.clerk_processes == turn]
    async with AsyncExitStack() as stack:
        room = await stack.enter_async_context(HallClient(stage.url(actor.name), actor.name))
        news = News(room)
        group = await stack.enter_async_context(asyncio.TaskGroup())
        following = group.create_task(news.run())
        citizens = Citizens(actor, room, group)
        clerks = []
        for shift in shifts:
            client = HallClient(stage.url(str(shift.window)), f"window-{shift.window}")
            await stack.enter_async_context(client)
            clerks.append(_clerk(actor, shift, client, news, citizens))
        actor.tell("ready")
        await asyncio.gather(*(one.work() for one in clerks))
        following.cancel()
    actor.tell("left")


def _clerk(actor: Actor, shift: Shift, client: HallClient, news: News, citizens: Citizens) -> Clerk:
    settings = actor.stage.settings()
    return Clerk(
        shift=shift,
        services=next(one.services for one in settings.windows if one.number == shift.window),
        items={item.service: item.id for item in settings.items},
        client=client,
        actor=actor,
        news=news,
        citizens=citizens,
        rng=random.Random(f"{actor.stage.seed} clerk {shift.window}"),  # noqa: S311 - a simulation
    )


if __name__ == "__main__":
    sys.exit(run(*arguments(), play))
