"""The other half of two families of lock boards: doors with springs, and people who push and take."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from drivers.sim.base import Hand, Reply
from drivers.sim.faults import Fault
from drivers.sim.spoil import WIRE_FAULTS, spoil

_FAULTS = WIRE_FAULTS | {Fault.JAM}


class LockerTwin:
    """A board with `doors`. `open_reads`: the status byte of an open door. `echo`: the adapter repeats what it hears.

    `received` holds every whole frame; `orders` how often each door was told to open. `JAM`: no lock gives way.
    """

    faults = _FAULTS
    noise = bytes.fromhex("00 8A 01 FF 80 90 82")

    def __init__(
        self, doors: int = 12, board: int = 1, *, open_reads: int = 0x00, echo: bool = False
    ) -> None:
        self.fault = Fault.NONE
        self.board = board
        self.open = dict.fromkeys(range(1, doors + 1), False)
        self.orders = dict.fromkeys(self.open, 0)
        self.received: list[bytes] = []
        self.reports = False
        """Whether a door that moves is told unasked."""
        self.items: dict[int, bool] = {}
        """Inputs beyond the doors that have a switch: whether something lies there."""
        self.claims = False
        """Whether an answer to an order says "open" although the door is shut."""
        self._open_reads = open_reads
        self._echo = echo
        self._buffer = b""
        self._pending: list[Reply] = []

    def push(self, door: int) -> None:
        """Somebody shuts a door."""
        self._move(door, is_open=False)

    def force(self, door: int) -> None:
        """Somebody breaks a door open."""
        self._move(door, is_open=True)

    def put(self, switch: int, *, there: bool) -> None:
        """Lay something on the switch at a spare input, or take it away."""
        self.items[switch] = there

    def feed(self, data: bytes) -> Iterable[Reply]:
        """Obey orders, answer questions."""
        out = [Reply(data)] if self._echo else []
        self._buffer += data
        while (frame := self._cut()) is not None:
            self.received.append(frame)
            out += self._obey(frame)
        return out

    def unasked(self) -> Iterable[Reply]:
        """Doors that moved, where the board reports them."""
        pending, self._pending = self._pending, []
        return pending

    def power_on(self) -> None:
        """Nothing is half-received."""
        self._buffer, self._pending = b"", []

    def hands(self) -> Mapping[str, Hand]:
        """What a person can do at it."""

        def act(door: str, *, is_open: bool) -> str:
            if not door.isdecimal() or int(door) not in self.open:
                raise ValueError(f"door 1 to {len(self.open)}")
            self._move(int(door), is_open=is_open)
            return door

        return {
            "push": Hand("关上门:3", "shut a door: 3", lambda door: act(door, is_open=False)),
            "force": Hand("撬开门:3", "break a door open: 3", lambda door: act(door, is_open=True)),
            "put": Hand(
                "放东西到输入:13", "lay something on input: 13", lambda at: self._lay(at, there=True)
            ),
            "take": Hand("从输入拿走:13", "take it from input: 13", lambda at: self._lay(at, there=False)),
            "look": Hand(
                "哪些门开着",
                "which doors are open",
                lambda _: " ".join(str(n) for n, o in self.open.items() if o),
            ),
        }

    def _lay(self, at: str, *, there: bool) -> str:
        if not at.isdecimal() or int(at) in self.open or int(at) > 255:
            raise ValueError(f"an input beyond the {len(self.open)} doors")
        self.put(int(at), there=there)
        return at

    def _move(self, door: int, *, is_open: bool) -> None:
        self.open[door] = is_open
        if self.reports:
            self._pending += self._spoiled(self._moved(door))

    def _unlock(self, door: int) -> None:
        self.orders[door] += 1
        if self.fault is not Fault.JAM:
            self.open[door] = True

    def _reading(self, door: int) -> int:
        here = self.items[door] if door in self.items else not self.open[door]
        return self._open_reads ^ 0x11 if here else self._open_reads

    def _moved(self, door: int) -> bytes:
        return _bcc(bytes([0x82, self.board, door, self._reading(door)]))

    def _cut(self) -> bytes | None:
        while len(self._buffer) >= 5:
            frame, self._buffer = self._buffer[:5], self._buffer[5:]
            if _bcc(frame[:4]) == frame:
                return frame
            self._buffer = frame[1:] + self._buffer
        return None

    def _obey(self, frame: bytes) -> tuple[Reply, ...]:
        head, board, door, last = frame[:4]
        if board != self.board or door not in {*self.open, *self.items}:
            return ()
        if (head, last) == (0x8A, 0x11) and door in self.open:
            self._unlock(door)
            if self.claims:
                return self._spoiled(_bcc(bytes([head, board, door, self._open_reads])))
        elif (head, last) != (0x80, 0x33):
            return ()
        return self._spoiled(_bcc(bytes([head, board, door, self._reading(door)])))

    def _spoiled(self, data: bytes) -> tuple[Reply, ...]:
        return spoil(self.fault, data, noise=self.noise)


class WinnsenTwin(LockerTwin):
    """A Winnsen station. `cooling`: it refuses until cool. `status_first`: a newer board."""

    faults = _FAULTS - {Fault.WRONG_CHECKSUM}
    """There is no check byte that could be wrong."""
    noise = bytes.fromhex("00 90 01 FF 90 06 FF")

    def __init__(
        self, doors: int = 12, board: int = 0, *, status_first: bool = False, echo: bool = False
    ) -> None:
        super().__init__(doors, board, open_reads=1, echo=echo)
        self.cooling = False
        self._status_first = status_first

    def _reading(self, door: int) -> int:
        return int(not self.items[door] if door in self.items else self.open[door])

    def _cut(self) -> bytes | None:
        while len(self._buffer) >= 6:
            frame, self._buffer = self._buffer[:6], self._buffer[6:]
            if frame[:2] == b"\x90\x06" and frame[5] == 0x03:
                return frame
            self._buffer = frame[1:] + self._buffer
        return None

    def _obey(self, frame: bytes) -> tuple[Reply, ...]:
        function, board, door = frame[2:5]
        doors = self.open if function == 0x05 else {*self.open, *self.items}
        if board != self.board or door not in doors or function not in {0x05, 0x12}:
            return ()
        if function == 0x05 and not self.cooling:
            self._unlock(door)
        if function == 0x05:
            result = 2 if self.cooling else int(self.claims or self.open[door])
            return self._spoiled(bytes([0x90, 0x07, 0x85, board, door, result, 0x03]))
        pair = (self._reading(door), door) if self._status_first else (door, self._reading(door))
        return self._spoiled(bytes([0x90, 0x07, 0x92, board, *pair, 0x03]))


def _bcc(body: bytes) -> bytes:
    check = 0
    for byte in body:
        check ^= byte
    return body + bytes([check])
