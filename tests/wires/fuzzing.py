"""What every fuzz shares: a die that counts what it spoiled, time that costs none, a wire that lies."""

from __future__ import annotations

import random
from collections import deque

from drivers.types import Canceled

_MOST_READS = 200_000
"""Of one command: whoever reads so often without time passing would read for ever."""


class Dice(random.Random):
    """`malformed`: how many frames were thrown that no device would send."""

    malformed = 0


def spoiled(good, dice):
    """A good frame, usually damaged: bytes changed, cut, doubled, swapped, with noise around it."""
    data = bytearray(good)
    for _ in range(dice.randrange(4)):
        at = dice.randrange(len(data)) if data else 0
        match dice.randrange(6):
            case 0 if data:
                data[at] ^= 1 << dice.randrange(8)
            case 1 if data:
                del data[at:]
            case 2 if data:
                del data[at]
            case 3:
                data[at:at] = dice.randbytes(dice.randrange(1, 5))
            case 4:
                data[at:at] = data[:at]
            case _ if data:
                data[at] = dice.randrange(256)
    stream = dice.randbytes(dice.randrange(3)) + bytes(data) + bytes(good) * dice.randrange(2)
    dice.malformed += stream not in (bytes(good), 2 * bytes(good))
    return stream


def pieces(data, dice):
    """The same bytes as a line may deliver them: cut anywhere."""
    while data:
        size = dice.choice([1, 3, 17, len(data)])
        yield data[:size]
        data = data[size:]


class Moment:
    """A child's context whose time passes only where a driver waits, and then at once.

    `cancel_ms`: when the caller gives up; whoever waits then hears it, once.
    """

    def __init__(self):
        self.ms = 1_000_000
        self.cancel_ms = None
        self.events = []
        self.on_event = lambda event: None

    def emit(self, event):
        self.events.append(event)
        self.on_event(event)

    def check(self):
        if self.cancel_ms is not None and self.ms >= self.cancel_ms:
            self.cancel_ms = None
            raise Canceled

    def now_ms(self):
        return self.ms

    def pause(self, ms):
        self.wait_until(self.ms + ms)

    def wait_until(self, ms):
        """Time passes up to `ms`, or until the caller gives up."""
        self.ms = max(self.ms, ms if self.cancel_ms is None else min(ms, self.cancel_ms))
        self.check()


class LyingWire:
    """A connection to a twin whose answers come right, spoiled, late, twice or never.

    `said`: what was read since the command began, `heard`: all that was ever read.
    """

    def __init__(self, machine, moment, dice, chance=0.3):
        self.said = self.heard = b""
        self.machine = machine
        self._moment = moment
        self._dice = dice
        self._chance = chance
        self._coming = deque()
        self._reads = 0
        self._soon = None

    def begin(self):
        """A new command: what was heard before proves nothing."""
        self.said = b""
        self._reads = 0

    def hand(self, do):
        """A person at the device; what it says by itself comes down the wire."""
        do(self.machine)
        self._send(self.machine.unasked())

    def soon(self, do):
        """The same, as soon as the driver waits."""
        self._soon = do

    def write(self, data):
        self._send(self.machine.feed(data))
        self._send(self.machine.unasked())

    def read(self, most, timeout_ms):
        self._reads += 1
        assert self._reads < _MOST_READS, "a driver reads for ever"
        end = self._moment.ms + max(0, timeout_ms)
        if timeout_ms > 0 and self._soon is not None:
            do, self._soon = self._soon, None
            self.hand(do)
        if not self._coming or self._coming[0][0] > end:
            self._moment.wait_until(end)
            return b""
        self._moment.wait_until(self._coming[0][0])
        _, data = self._coming.popleft()
        size = min(most, self.cut(len(data)))
        if data[size:]:
            self._coming.appendleft((self._moment.ms, data[size:]))
        self.said += data[:size]
        self.heard += data[:size]
        return data[:size]

    def cut(self, size):
        """How many of `size` bytes come at once."""
        return self._dice.choice([1, 7, size, size])

    def discard(self):
        while self._coming and self._coming[0][0] <= self._moment.ms:
            self._coming.popleft()

    def close(self):
        self._coming.clear()

    def _send(self, replies):
        at = max(self._moment.ms, self._coming[-1][0] if self._coming else 0)
        for reply in replies:
            data, at = bytes(reply.data), at + reply.after_ms
            if self._dice.random() < self._chance:
                data = spoiled(data, self._dice)
                at += self._dice.choice([0, 0, 0, 50, 400, 3000])
            if data:
                self._coming.append((at, data))


def throw(once, name, count, seed=1):
    """Throw at least `count` malformed frames; returns how many there were, and how many rounds it took."""
    dice = Dice(f"{name} {seed}")
    rounds = 0
    while dice.malformed < count:
        once(dice)
        rounds += 1
        assert rounds <= 20 * count + 100, f"{name}: hardly a frame is malformed"
    return dice.malformed, rounds
