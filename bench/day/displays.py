"""Hall boards without their paint: the product's follower and fold. python -m bench.day.displays NAME FOLDER (s1, s2 …)"""

from __future__ import annotations

import asyncio
import sys

from bench.day.actor import READY_S, Actor, arguments, run
from bench.day.clock import wait_for
from bench.day.network import screens
from hall.client import HallClient
from queue_display.face import News
from queue_display.follower import Follower


class Screen:
    """One board. Writes down every call that it would paint, and every moment it could not follow."""

    def __init__(self, actor: Actor, name: str) -> None:
        self._actor = actor
        self.name = name
        self.live = False
        self._seq = 0

    def tell(self, news: News) -> None:
        """What the follower has learnt."""
        clock, record = self._actor.clock, self._actor.record
        seq = news.state.last_seq if news.state is not None else 0
        if seq > self._seq + 1 or news.link.live is not self.live:
            record.say("link", screen=self.name, live=news.link.live, had=self._seq, seq=seq)
        self.live, self._seq = news.link.live, seq
        for call in news.fresh:
            late_ms = (clock.now() - call.at).total_seconds() / clock.speed * 1000
            record.say("call", screen=self.name, seq=call.seq, number=call.number, ms=round(late_ms, 1))


async def play(actor: Actor) -> None:
    """The whole day."""
    stage = actor.stage
    turn = int(actor.name[1:]) - 1
    names = screens(stage.size)[turn :: stage.size.display_processes]
    async with asyncio.TaskGroup() as group:
        boards = [Screen(actor, name) for name in names]
        running = [group.create_task(_follow(actor, one)) for one in boards]
        await wait_for(lambda: all(one.live for one in boards) or actor.pace.over.is_set(), READY_S)
        actor.tell("ready")
        await actor.home()
        for task in running:
            task.cancel()


async def _follow(actor: Actor, screen: Screen) -> None:
    async with HallClient(actor.stage.url(screen.name), screen.name) as client:
        folder = actor.folder / "units" / screen.name
        await Follower(client, folder, actor.clock, screen.tell).run()


if __name__ == "__main__":
    sys.exit(run(*arguments(), play))
