"""The rules of life and death for a child, without I/O: how long, how often, when never again."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Deadlines:
    """All limits of the supervisor, in milliseconds. Slow machines and tests may choose others.

    `grace_ms`: from a command's timeout (or cancel) to the kill. `restarts_ms`: the waits before each new
    start; one failure more than that and the device is in quarantine. `healthy_ms`: a life long enough to
    begin counting anew. `stop_ms`: how long a child may take to leave politely.
    """

    beat_ms: int = 250
    hang_ms: int = 750
    start_ms: int = 15_000
    grace_ms: int = 500
    stop_ms: int = 1_500
    restarts_ms: tuple[int, ...] = (0, 1_000, 5_000, 30_000)
    healthy_ms: int = 60_000


@dataclass
class Pulse:
    """Whether a child still lives, judged from its pongs.

    A supervisor that was itself asleep (machine suspended, loop blocked) blames nobody for that time.
    """

    beat_ms: int
    hang_ms: int
    now_ms: int
    _heard: int = field(init=False)
    _amnesty: int = field(init=False)
    _age: int = 0

    def __post_init__(self) -> None:
        self._heard = self._amnesty = self.now_ms

    def pong(self, now_ms: int, age_ms: int) -> None:
        """The child answered; its driver thread last said "alive" `age_ms` before."""
        self._heard = now_ms
        self._age = age_ms

    def hung(self, now_ms: int) -> bool:
        """Asked once per beat: whether the child must be replaced."""
        if now_ms - self.now_ms > 2 * self.beat_ms:
            self._heard = now_ms
            self._age = 0
            self._amnesty = now_ms + self.hang_ms
        self.now_ms = now_ms
        if now_ms < self._amnesty:
            return False
        return self._age > self.hang_ms or now_ms - self._heard > self.hang_ms


@dataclass
class Restarts:
    """How long to wait before the next start; None: no more, quarantine."""

    waits_ms: tuple[int, ...]
    healthy_ms: int
    _failures: int = 0

    def after(self, lived_ms: int) -> int | None:
        """A child ended abnormally after `lived_ms` of service: the wait before the next, or None."""
        if lived_ms >= self.healthy_ms:
            self._failures = 0
        self._failures += 1
        return self.waits_ms[self._failures - 1] if self._failures <= len(self.waits_ms) else None

    def forget(self) -> None:
        """Begin counting anew: a technician lifted the quarantine."""
        self._failures = 0
