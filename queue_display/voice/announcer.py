"""Speaks a hall's calls: the news of the board in, rounds to the speaker, facts out. One asyncio loop, no Qt."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from typing import Final

from hall.contract.messages import BoardState, Call
from hall.domain.clock import Clock
from hall.settings import Voice as VoiceSettings
from kiosk.voice.hours import manner
from kiosk.voice.mouth import Mouth
from kiosk.voice.voices import Line, Voice, lines
from queue_display.board import CALLS, over
from queue_display.face import News
from queue_display.notices import emergencies
from queue_display.voice.turns import (
    Fact,
    Round,
    Spoken,
    Step,
    Turns,
    Why,
    admit,
    begin,
    close,
    drop,
    end,
    wake_ms,
)

EVERYWHERE: Final = ""
"""The zone of a hall that has no zones: all speakers."""
LOOK_S: Final = 1.0
_log = logging.getLogger(__name__)


class Announcer:
    """`hear` takes news on the loop's thread and never waits; `run` speaks until cancelled.

    `fact` is told every round that was heard and every call that was not; `trouble` whenever the dotted reason why
    nothing can be heard changes, "" for none.
    """

    def __init__(
        self,
        settings: VoiceSettings,
        voices: Sequence[Voice],
        mouth: Mouth,
        clock: Clock,
        fact: Callable[[Fact], None],
        trouble: Callable[[str], None],
    ) -> None:
        self._settings = settings
        self._voices = voices
        self._mouth = mouth
        self._clock = clock
        self._fact = fact
        self._trouble = trouble
        self._told = ""
        self._state: BoardState | None = None
        zones = [zone.id for zone in settings.zones] or [EVERYWHERE]
        self._zones = {name: Turns(name, settings.repeats, settings.longest_wait_s * 1000) for name in zones}
        self._news = {name: asyncio.Event() for name in zones}
        self._tasks: set[asyncio.Task[None]] = set()

    def hear(self, news: News) -> None:
        """What the board learnt."""
        state = news.state
        if state is None:
            return
        for call in news.fresh:
            age_ms = max(0, round((state.at - call.at).total_seconds() * 1000))
            for zone in self._heard_in(call.window):
                first = int(call.seq in news.first)
                self._take(admit(self._zones[zone], call, first, self._now() - age_ms), zone)
        for zone in self._zones:
            before = self._zones[zone].now
            self._take(drop(self._zones[zone], taken_back(state), Why.TAKEN_BACK), zone)
            self._take(drop(self._zones[zone], over(state), Why.OVER), zone)
            now = self._zones[zone].now
            if now is not None and now != before and now.dropped is Why.TAKEN_BACK:
                self._hush(zone)
            self._news[zone].set()
        self._state = state
        self._heed()

    async def run(self) -> None:
        """Speak until cancelled; what was not spoken then is told."""
        try:
            await self._mouth.start()
            async with asyncio.TaskGroup() as group:
                group.create_task(self._watch())
                for zone in self._zones:
                    group.create_task(self._serve(zone))
        finally:
            for turns in self._zones.values():
                self._tell(close(turns))
            await self._mouth.stop()

    async def _serve(self, zone: str) -> None:
        """One zone: one round after the other."""
        while True:
            how = manner(self._settings, self._clock.now())
            turns, what, facts = begin(self._zones[zone], how.how, self._now())
            self._take((turns, facts), zone)
            if what is None:
                await self._pause(zone)
                continue
            ended = await self._mouth.say(zone, how.percent, self._chime(what), self._lines(what))
            self._take(end(self._zones[zone], ended, self._now(), self._clock.now()), zone)
            self._look()

    async def _pause(self, zone: str) -> None:
        """Until there is news, or the zone has rested."""
        wake = wake_ms(self._zones[zone])
        limit_s = None if wake is None else max(0.0, (wake - self._now()) / 1000)
        with suppress(TimeoutError):
            async with asyncio.timeout(limit_s):
                await self._news[zone].wait()
        self._news[zone].clear()

    def _heed(self) -> None:
        """An emergency silences every zone, and nobody is called until it is taken down."""
        if not emergencies(self._state, self._clock.now()):
            return
        for zone, turns in self._zones.items():
            speaking = turns.now is not None and turns.now.dropped is not Why.EMERGENCY
            self._take(drop(turns, lambda _: True, Why.EMERGENCY), zone)
            if speaking:
                self._hush(zone)

    async def _watch(self) -> None:
        """Notice a speaker that fails while nobody is called, and an emergency whose time comes."""
        while True:
            self._heed()
            self._look()
            await asyncio.sleep(LOOK_S)

    def _look(self) -> None:
        trouble = self._mouth.trouble
        if trouble != self._told:
            self._told = trouble
            if trouble:
                _log.warning("calls are not heard: %s", trouble)
            else:
                _log.info("calls are heard again")
            self._trouble(trouble)

    def _hush(self, zone: str) -> None:
        """Silence a call that its clerk took back in the middle of it."""
        task = asyncio.get_running_loop().create_task(self._mouth.silence(zone))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _chime(self, what: Round) -> str | None:
        """The first voice's chime clip; "" for the speaker's own tones."""
        return self._voices[0].chime if what.chime else None

    def _lines(self, what: Round) -> Sequence[Line]:
        return lines(self._voices, self._settings, what.call.number, what.call.window) if what.words else ()

    def _heard_in(self, window: int) -> Collection[str]:
        """The zones of a window; one that no zone names is called in all."""
        named = [zone.id for zone in self._settings.zones if window in zone.windows]
        return named or list(self._zones)

    def _take(self, step: Step, zone: str) -> None:
        self._zones[zone], facts = step
        self._tell(facts)

    def _tell(self, facts: Sequence[Fact]) -> None:
        for fact in facts:
            self._fact(fact)

    def _now(self) -> int:
        return self._clock.mono_ms()


def taken_back(state: BoardState) -> Callable[[Call], bool]:
    """Whether a call is not among the state's calls although it would be, had it happened."""
    standing = {(call.number, call.window, call.at) for call in state.calls}
    oldest = min((call.at for call in state.calls), default=None) if len(state.calls) >= CALLS else None
    return lambda call: (
        (call.number, call.window, call.at) not in standing and (oldest is None or call.at >= oldest)
    )


def told(fact: Fact) -> None:
    """A fact in the log: what was spoken, and louder what was not."""
    call = fact.call
    where = f"{call.number} -> {call.window}"
    if isinstance(fact, Spoken):
        _log.info("spoken %s, round %d, zone %r", where, fact.round, fact.zone)
    elif fact.why in _EXPECTED:
        _log.info("not spoken %s: %s, after %d rounds, zone %r", where, fact.why, fact.rounds, fact.zone)
    else:
        _log.warning("not spoken %s: %s, after %d rounds, zone %r", where, fact.why, fact.rounds, fact.zone)


_EXPECTED: Final = {Why.TAKEN_BACK, Why.EMERGENCY, Why.AGAIN, Why.QUIET, Why.OVER, Why.CROWDED, Why.ENDED}
