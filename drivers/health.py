"""The rules of life and death for a child, without I/O: how long, how often, when never again."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Deadlines:
    """All limits of the supervisor, in milliseconds. Slow machines and tests may choose others.

    `beat_ms`, `hang_ms`: a hang is noticed after `hang_ms`, at most one beat later. Drivers say "alive" every
    100 ms, so that a machine has to be four times too slow before a healthy one is taken for hung.
    `start_ms`: from the start of a process to its first status. `grace_ms`: from a command's timeout (or
    cancel) to the kill. `restarts_ms`: the waits before each new start; one failure more than that and the
    device is in quarantine. `healthy_ms`: a life long enough to begin counting anew. `stop_ms`: how long a
    child may take to leave politely.
    """

    beat_ms: int = 100
    hang_ms: int = 400
    start_ms: int = 15_000
    grace_ms: int = 500
    stop_ms: int = 1_500
    restarts_ms: tuple[int, ...] = (0, 1_000, 5_000, 30_000)
    healthy_ms: int = 60_000


class Pulse:
    """Whether a child still lives, counted in pings and not by a clock.

    A machine or a supervisor that was itself asleep sent no pings in that time, and so blames nobody for it.
    """

    def __init__(self, beat_ms: int, hang_ms: int) -> None:
        self._most = max(1, -(-hang_ms // beat_ms))
        self._unanswered = 0
        self._still = 0

    def ping(self) -> None:
        """A ping goes out; at most one per beat."""
        self._unanswered += 1

    def pong(self, still: int) -> None:
        """The child answered; its driver said nothing since `still` pings before this one."""
        self._unanswered = 0
        self._still = still

    @property
    def hung(self) -> bool:
        """Whether child or driver has been silent for `hang_ms`; true at most one beat later."""
        return max(self._unanswered, self._still) >= self._most


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
