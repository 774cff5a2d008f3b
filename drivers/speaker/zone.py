"""One zone: what plays there now, what waits, and how each announcement ended."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from drivers.speaker.programs import Player, Playing
from drivers.speaker.queue import Announcement, ZoneQueue

_REMEMBERED: Final = 128
_PROBE_MS: Final = 2000
"""How often a zone that failed is tried again, with silence."""


class Zone:
    """`device`: the player's name for it; `output`: unknown until it took a sound or did not, then ok or failed."""

    def __init__(
        self, name: str, device: str, percent: int, queue: ZoneQueue, tell: Callable[..., None]
    ) -> None:
        self.name = name
        self.percent = percent
        self.queue = queue
        self.output = "unknown"
        self._device = device
        self._tell = tell
        self._now: tuple[Announcement, Playing] | None = None
        self._probe: Playing | None = None
        self._probe_ms = 0
        self._ended: dict[int, str] = {}

    @property
    def busy(self) -> bool:
        """Whether something plays or waits."""
        return self._now is not None or len(self.queue) > 0

    def outcome(self, number: int) -> str | None:
        """finished, interrupted or failed; None while it waits or plays."""
        return self._ended.get(number)

    def pump(self, player: Player, now_ms: int) -> None:
        """Notice what ended, begin what is next. A zone that failed comes back by itself once its card does."""
        if self._now is not None:
            announcement, playing = self._now
            done = playing.done()
            if done is not None:
                self.output = "ok" if done else "failed"
                self._end(announcement, "finished" if done else "failed")
            elif self.queue.interrupts(announcement):
                playing.stop()
                self._end(announcement, "interrupted")
        if self._probe is not None and (there := self._probe.done()) is not None:
            self._probe = None
            self.output = "ok" if there else "failed"
        if self._now is None and (following := self.queue.next()) is not None:
            self._end_probe()
            self._now = (following, player.play(following.sound.at(self.percent), self._device))
            self._tell("started", zone=self.name, number=following.number)
        elif self._wants_probe(now_ms):
            self._probe, self._probe_ms = player.probe(self._device), now_ms

    def unanswered(self) -> None:
        """It was asked and said nothing in time: failed, until the question has its answer after all."""
        if self.output == "unknown":
            self.output = "failed"

    def silence(self) -> list[int]:
        """Stop and send everybody away; the numbers that were not heard to their end."""
        gone = self.queue.clear()
        self._end_probe()
        for number in gone:
            self._remember(number, "interrupted")
        if self._now is not None:
            announcement, playing = self._now
            playing.stop()
            self._end(announcement, "interrupted")
            gone.append(announcement.number)
        return gone

    def withdraw(self, number: int) -> None:
        """Take back one announcement, playing or waiting."""
        self.queue.drop(number)
        if self._now is not None and self._now[0].number == number:
            self._now[1].stop()
            self._end(self._now[0], "interrupted")

    def _wants_probe(self, now_ms: int) -> bool:
        if self._now is not None or self._probe is not None:
            return False
        return self.output == "unknown" or (self.output == "failed" and now_ms - self._probe_ms >= _PROBE_MS)

    def _end_probe(self) -> None:
        if self._probe is not None:
            self._probe.stop()
            self._probe = None

    def _end(self, announcement: Announcement, how: str) -> None:
        self._now = None
        self._remember(announcement.number, how)
        self._tell(how, zone=self.name, number=announcement.number)

    def _remember(self, number: int, how: str) -> None:
        self._ended[number] = how
        if len(self._ended) > _REMEMBERED:
            del self._ended[next(iter(self._ended))]
