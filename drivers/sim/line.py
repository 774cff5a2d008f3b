"""Lines that carry a twin's bytes: here a pseudo terminal, in `tcp_line` a TCP port. One thread per line.

    line = PtyLine(SamvTwin(), link=Path("/run/hall/id_card"))
    line.start(); open_connection(line.port, ...); line.set_fault(Fault.SLOW); line.stop()

The line owns the plug, the clock and the machine's lock; what a fault does to the bytes is the
machine's own affair (`drivers.sim.spoil`).

A machine that raises in the line's thread is a fault of ours: the plug falls out, and every later call raises
`LineFailedError`, `stop` too. In a caller's thread the exception goes to the caller.
"""

from __future__ import annotations

import os
import select
import threading
import tty
from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from socket import AF_UNIX, SOCK_DGRAM, socket
from tempfile import TemporaryDirectory
from time import monotonic
from typing import Self, TypeVar

from drivers.sim.base import Machine, Reply
from drivers.sim.faults import Fault

_T = TypeVar("_T")
_CHUNK = 4096
_PLUG_S = 5.0
_DEAD = select.POLLERR | select.POLLNVAL


class LineFailedError(RuntimeError):
    """The machine raised in the line's thread; `__cause__` is what it raised. The twin is of no more use."""


class Line(ABC):
    """Carries one machine. Every public method may be called from any thread but the line's own."""

    def __init__(self, machine: Machine) -> None:
        self.machine = machine
        self._changed = threading.Condition(threading.RLock())
        self._out: deque[Reply] = deque()
        self._due = 0.0
        self._plugged = False
        self._pulling = False
        self._stopping = False
        self._failed: Exception | None = None
        self._thread: threading.Thread | None = None
        self._wake_read, self._wake_write = -1, -1

    @property
    def environment(self) -> Mapping[str, str]:
        """What a driver's process must have in its environment to find the device; usually nothing."""
        return {}

    @property
    def options(self) -> Mapping[str, str]:
        """Options that a driver must have to find the device; usually its port is enough."""
        return {}

    @property
    @abstractmethod
    def port(self) -> str:
        """Where a driver finds the device: a path or `tcp://HOST:PORT`."""

    @property
    def plugged(self) -> bool:
        """Whether the plug is in."""
        with self._changed:
            return self._plugged

    def start(self) -> None:
        """Plug in and begin to answer.

        Raises `OSError` when the port cannot be made, and what the machine raises that cannot work here.
        """
        self._wake_read, self._wake_write = os.pipe()
        os.set_blocking(self._wake_write, False)
        self._stopping = False
        self._failed = None
        try:
            self.plug()
        except Exception:
            self._close_wake()
            raise
        self._thread = threading.Thread(target=self._run, name=f"twin {self.port}", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Unplug for good and end the thread. Harmless when not started. Raises `LineFailedError`."""
        thread, self._thread = self._thread, None
        if thread is None:
            return
        with self._changed:
            self._stopping = True
            self._wake()
        thread.join()
        self._close_wake()
        self._check()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def set_fault(self, fault: Fault) -> None:
        """Misbehave from now on. `UNPLUGGED` pulls the plug, any other word puts it back in.

        Raises `ValueError` for a fault this machine cannot show.
        """
        known = self.machine.faults | {Fault.NONE, Fault.UNPLUGGED}
        if fault not in known:
            words = ", ".join(sorted(known))
            raise ValueError(f"{type(self.machine).__name__} cannot show {fault}; it knows: {words}")
        self.act(lambda: setattr(self.machine, "fault", fault))
        (self.unplug if fault is Fault.UNPLUGGED else self.plug)()

    def plug(self) -> None:
        """Put the plug in (again): the machine wakes with nothing half-received."""
        with self._changed:
            self._check()
            if self._plugged:
                return
            self.machine.power_on()
            self._open()
            self._plugged = True
            self._wake()

    def unplug(self) -> None:
        """Pull the plug: whoever has the port open sees it vanish; a half-sent reply is lost."""
        with self._changed:
            self._check()
            if not self._plugged:
                return
            self._pulling = True
            self._wake()
            if not self._changed.wait_for(lambda: not self._plugged, _PLUG_S):
                raise RuntimeError(f"the line {self.port} does not run")
            self._check()

    def act(self, do: Callable[[], _T]) -> _T:
        """Run `do` (a hand on the machine) under the line's lock, then send what it set off."""
        with self._changed:
            self._check()
            result = do()
            self._queue(self.machine.unasked())
            self._wake()
            return result

    def _check(self) -> None:
        if self._failed is not None:
            what = f"{type(self.machine).__name__} raised {type(self._failed).__name__}: {self._failed}"
            raise LineFailedError(f"the twin at {self.port} failed: {what}") from self._failed

    def _run(self) -> None:
        """Serve until stopped, or until the machine raises."""
        try:
            while self._turn():
                pass
        except Exception as error:  # noqa: BLE001 - whatever a machine raises, its owner is told
            with self._changed:
                self._failed = error
                self._pull()

    def _turn(self) -> bool:
        """Wait once and serve what came; False when stopped."""
        with self._changed:
            if self._pulling or self._stopping:
                self._pull()
            if self._stopping:
                return False
            poll, wait_ms = self._watch()
        ready = dict(poll.poll(wait_ms))
        with self._changed:
            if ready.pop(self._wake_read, 0):
                os.read(self._wake_read, _CHUNK)
            for events in ready.values():
                self._serve(events)
        return True

    def _watch(self) -> tuple[select.poll, int | None]:
        """What to wait for, and how long."""
        poll = select.poll()
        poll.register(self._wake_read, select.POLLIN)
        wait_ms = None
        if self._plugged:
            wanted = select.POLLIN
            if self._out:
                late = monotonic() - self._due
                wanted |= select.POLLOUT if late >= 0 and self._peer() else 0
                wait_ms = max(1, round(-late * 1000)) if late < 0 else None
            poll.register(self._fileno(), wanted)
        return poll, wait_ms

    def _serve(self, events: int) -> None:
        """Take what came, send what is due."""
        if events & (select.POLLIN | select.POLLHUP | _DEAD):
            data = self._receive()
            if data:
                self._queue(self.machine.feed(data))
                self._queue(self.machine.unasked())
        if events & select.POLLOUT and self._out and self._peer():
            reply = self._out.popleft()
            rest = reply.data[self._send(reply.data) :]
            if rest:
                self._out.appendleft(Reply(rest))
            elif self._out:
                self._due = monotonic() + self._out[0].after_ms / 1000

    def _queue(self, replies: Iterable[Reply]) -> None:
        """Line up replies behind those that still wait; with nobody at the other end they are lost."""
        for reply in replies:
            if not (self._plugged and self._peer()):
                continue
            if not self._out:
                self._due = monotonic() + reply.after_ms / 1000
            self._out.append(reply)

    def _pull(self) -> None:
        """Close the port from the line's own thread, so that nothing still polls it."""
        if self._plugged:
            self._shut()
        self._out.clear()
        self._plugged = self._pulling = False
        self._changed.notify_all()

    def _wake(self) -> None:
        if self._wake_write >= 0:
            with suppress(BlockingIOError):
                os.write(self._wake_write, b"!")

    def _close_wake(self) -> None:
        os.close(self._wake_read)
        os.close(self._wake_write)
        self._wake_read = self._wake_write = -1

    @abstractmethod
    def _open(self) -> None:
        """Make the port. Raises `OSError`."""

    @abstractmethod
    def _shut(self) -> None:
        """Take the port away."""

    @abstractmethod
    def _fileno(self) -> int:
        """What to poll."""

    @abstractmethod
    def _peer(self) -> bool:
        """Whether bytes can go out at all."""

    @abstractmethod
    def _receive(self) -> bytes:
        """Take bytes from the host; empty when none."""

    @abstractmethod
    def _send(self, data: bytes) -> int:
        """Send some of `data`, return how much went."""


class PtyLine(Line):
    """A serial port that is a pseudo terminal, reached by `link`, its steady name across replugging.

    Without `link` it makes a name of its own, gone with `stop`: the kernel gives a freed `/dev/pts/N` to the
    next who asks, so a driver that came back to a number could speak to a stranger.
    The line keeps the driver's side open, so that a driver may come and go.
    """

    def __init__(self, machine: Machine, link: Path | None = None) -> None:
        super().__init__(machine)
        self._link = link
        self._folder: TemporaryDirectory[str] | None = None
        self._claim: socket | None = None
        self._name = ""
        self._master = self._slave = -1

    @property
    def port(self) -> str:
        """The link; empty before `start` when it has to make its own."""
        return str(self._link or "")

    def stop(self) -> None:
        """As `Line.stop`; a link of its own goes with its folder."""
        try:
            super().stop()
        finally:
            if self._folder is not None:
                self._folder.cleanup()
                self._folder = self._link = None

    def _open(self) -> None:
        link = self._link = self._link or self._own_link()
        link.parent.mkdir(parents=True, exist_ok=True)
        self._claim = _claimed(link)
        try:
            _check_replaceable(link)
            self._master, self._slave = os.openpty()
            tty.setraw(self._slave)
            os.set_blocking(self._master, False)
            self._name = os.ttyname(self._slave)
            fresh = link.with_name(f"{link.name}.new")
            fresh.unlink(missing_ok=True)
            fresh.symlink_to(self._name)
            fresh.replace(link)
        except OSError:
            self._close()
            raise

    def _own_link(self) -> Path:
        self._folder = TemporaryDirectory(prefix="hallkit-twin-")
        return Path(self._folder.name) / "port"

    def _shut(self) -> None:
        if self._link and self._link.is_symlink() and str(self._link.readlink()) == self._name:
            self._link.unlink()
        self._close()

    def _close(self) -> None:
        for fd in (self._master, self._slave):
            if fd >= 0:
                os.close(fd)
        self._master = self._slave = -1
        if self._claim is not None:
            self._claim.close()
            self._claim = None

    def _fileno(self) -> int:
        return self._master

    def _peer(self) -> bool:
        return True

    def _receive(self) -> bytes:
        try:
            return os.read(self._master, _CHUNK)
        except BlockingIOError:
            return b""

    def _send(self, data: bytes) -> int:
        try:
            return os.write(self._master, data[:_CHUNK])
        except BlockingIOError:
            return 0


def _claimed(link: Path) -> socket:
    """The right to that name: an abstract socket, which the kernel takes back from whoever dies.

    Raises `FileExistsError` while another twin holds it.
    """
    folder = link.parent.stat()
    where = f"{folder.st_dev}:{folder.st_ino}/{link.name}"
    claim = socket(AF_UNIX, SOCK_DGRAM)
    try:
        claim.bind(b"\0hallkit-twin-" + sha256(where.encode()).hexdigest().encode())
    except OSError as error:
        claim.close()
        raise FileExistsError(
            f"{link} exists and belongs to a twin that still runs: choose another port name"
        ) from error
    return claim


def _check_replaceable(link: Path) -> None:
    """What may lie there is a dead twin's link: to nothing, or to a number that has a new owner by now."""
    if link.exists() and not (link.is_symlink() and str(link.readlink()).startswith("/dev/pts/")):
        raise FileExistsError(f"{link} exists and is no twin's link: choose another port name")
