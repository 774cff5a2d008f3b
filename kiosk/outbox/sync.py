"""When to send what, and what an answer means. Pure: facts and the clock in, requests and writes out.

One request is under way at a time. Order holds within a stream; a row that the server refuses
holds up its own stream only. Answers may be lost, doubled, late, or come from a server that was
restored from a backup (another epoch): in the end each event took effect exactly once, because
its id never changes and the server keeps ids for ever.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from hall.contract.messages import Outcome

BATCH_ITEMS = 100
BATCH_BYTES = 256 * 1024
BACK_OFF_MS = 1_000
BACK_OFF_MOST_MS = 60_000
HOLD_MOST_MS = 600_000


@dataclass(frozen=True)
class Row:
    """What sending needs to know of an event; `size` in bytes as sent."""

    seq: int
    event_id: str
    stream: str
    size: int
    files: bool = False


@dataclass(frozen=True)
class Verdict:
    """The server's word on one item. `answer` is kept as it came (JSON)."""

    outcome: Outcome
    reason: str = ""
    missing: tuple[str, ...] = ()
    answer: str = ""


# --- requests ---


@dataclass(frozen=True)
class Probe:
    """Ask who the server is now, before anything is sent to it after a break."""

    id: int


@dataclass(frozen=True)
class Push:
    """Send these rows in this order."""

    id: int
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Upload:
    """Send a file that the server misses."""

    id: int
    row: Row
    sha256: str


@dataclass(frozen=True)
class Wait:
    """Nothing to do before `until_ms` (None: before something happens)."""

    until_ms: int | None


Request = Probe | Push | Upload


# --- writes, all of one answer in one commit and in this order ---


@dataclass(frozen=True)
class Requeue:
    """A new epoch: everything still kept becomes pending again. Then call `Sync.requeued`."""

    epoch: str


@dataclass(frozen=True)
class Acked:
    """The server has it."""

    row: Row
    answer: str = ""


@dataclass(frozen=True)
class Parked:
    """The server keeps it in quarantine for its staff."""

    row: Row
    reason: str


@dataclass(frozen=True)
class Held:
    """Not taken; its stream waits and tries again. `reason` is for the technician."""

    row: Row
    reason: str


Write = Requeue | Acked | Parked | Held


@dataclass
class _Hold:
    """A stream that waits by itself."""

    tries: int
    until_ms: int


@dataclass
class _Pending:
    """Rows not yet answered, oldest first."""

    rows: dict[int, Row] = field(default_factory=dict)

    def add(self, rows: Iterable[Row]) -> None:
        self.rows.update((row.seq, row) for row in rows)
        self.rows = dict(sorted(self.rows.items()))


class Sync:
    """The sender's mind. `jitter` gives 0..1 for full-jitter back-off."""

    def __init__(self, epoch: str, rows: Iterable[Row], jitter: Callable[[], float]) -> None:
        self.epoch = epoch
        self._jitter = jitter
        self._pending = _Pending()
        self._pending.add(rows)
        self._holds: dict[str, _Hold] = {}
        self._alone: set[int] = set()
        self._missing: dict[str, Row] = {}
        self._flight: Request | None = None
        self._ids = 0
        self._met = False
        self._failures = 0
        self._due_ms = 0

    @property
    def pending(self) -> int:
        """Rows that the server has not answered yet."""
        return len(self._pending.rows)

    # --- what happened ---

    def appended(self, row: Row, now_ms: int) -> None:
        """A row was committed: try at once, whatever the back-off says."""
        self._pending.add([row])
        self._due_ms = now_ms

    def network_back(self, now_ms: int) -> None:
        """The server was heard: the back-off ends."""
        self._failures = 0
        self._due_ms = now_ms

    def network_lost(self) -> None:
        """The line to the server broke: it may come back as another one, so ask before sending."""
        self._met = False

    def epoch_seen(self, epoch: str) -> list[Write]:
        """The server said who it is (outside of an answer to a push)."""
        self._met = True
        if epoch == self.epoch:
            return []
        self.epoch = epoch
        return [Requeue(epoch)]

    def requeued(self, rows: Iterable[Row]) -> None:
        """These rows are pending (again)."""
        self._pending.add(rows)

    # --- what to do ---

    def next(self, now_ms: int) -> Request | Wait:
        """The next request; it counts as under way from now on."""
        if self._flight is not None or not self._pending.rows:
            return Wait(None)
        if now_ms < self._due_ms:
            return Wait(self._due_ms)
        self._ids += 1
        request = self._request(now_ms)
        if not isinstance(request, Wait):
            self._flight = request
        return request

    def _request(self, now_ms: int) -> Request | Wait:
        if not self._met:
            return Probe(self._ids)
        for sha256, row in self._missing.items():
            return Upload(self._ids, row, sha256)
        rows = tuple(self._batch(now_ms))
        if not rows:
            return Wait(min(hold.until_ms for hold in self._holds.values()))
        return Push(self._ids, rows)

    def _batch(self, now_ms: int) -> Iterator[Row]:
        size = count = 0
        closed = {stream for stream, hold in self._holds.items() if hold.until_ms > now_ms}
        for row in self._pending.rows.values():
            if row.stream in closed:
                continue
            alone = row.seq in self._alone
            if count and (alone or count == BATCH_ITEMS or size + row.size > BATCH_BYTES):
                return
            if row.files:
                closed.add(row.stream)  # it may be asked for its files first: nothing may overtake it
            size += row.size
            count += 1
            yield row
            if alone:
                return

    # --- what came of it ---

    def met(self, request: Probe, epoch: str, now_ms: int) -> list[Write]:
        """A probe was answered."""
        if not self._landed(request, now_ms):
            return []
        return self.epoch_seen(epoch)

    def answered(
        self, request: Push, epoch: str, verdicts: Mapping[str, Verdict], now_ms: int
    ) -> list[Write]:
        """A push was answered, in time or late."""
        landed = self._landed(request, now_ms)
        moved = epoch != self.epoch
        if moved and not landed:
            return []  # the word of a server that is gone
        writes = self.epoch_seen(epoch) if landed else []
        for row in request.rows:
            if row.seq in self._pending.rows:
                writes += self._judge(row, verdicts.get(row.event_id), now_ms, moved=moved, landed=landed)
        return writes

    def failed(self, request: Request, now_ms: int) -> None:
        """No answer: nobody knows what the server did; the same ids go again later."""
        if self._flight is not request:
            return
        self._flight = None
        self._met = False
        self._due_ms = now_ms + self._back_off(self._failures, BACK_OFF_MOST_MS)
        self._failures += 1

    def refused(self, request: Push | Upload, reason: str, now_ms: int) -> list[Write]:
        """The server refused the request as a whole: find the one that it cannot stand."""
        if not self._landed(request, now_ms):
            return []
        if isinstance(request, Upload):
            return self.lost(request.row, reason, now_ms)
        if len(request.rows) > 1:
            self._alone.update(row.seq for row in request.rows)
            return []
        return self._hold(request.rows[0], reason, now_ms)

    def uploaded(self, request: Upload, now_ms: int) -> None:
        """The server has the file."""
        self._landed(request, now_ms)
        self._missing.pop(request.sha256, None)

    def lost(self, row: Row, reason: str, now_ms: int) -> list[Write]:
        """A row or its file cannot be read on this machine, or its file is not wanted."""
        self._missing = {sha: owner for sha, owner in self._missing.items() if owner.seq != row.seq}
        return self._hold(row, reason, now_ms)

    def unreadable(
        self, request: Push | Upload, rows: Sequence[Row], reason: str, now_ms: int
    ) -> list[Write]:
        """The request was not sent because these rows cannot be read on this machine."""
        self._landed(request, now_ms)
        return [write for row in rows for write in self.lost(row, reason, now_ms)]

    def _landed(self, request: Request, now_ms: int) -> bool:
        """Whether this was the request under way; it is over now."""
        if self._flight is not request:
            return False
        self._flight = None
        self._failures = 0
        self._due_ms = now_ms
        return True

    def _judge(
        self, row: Row, verdict: Verdict | None, now_ms: int, *, moved: bool, landed: bool
    ) -> list[Write]:
        match verdict:
            case Verdict(outcome=Outcome.ACCEPTED | Outcome.DUPLICATE, answer=answer):
                self._drop(row)
                return [Acked(row, answer)]
            case Verdict(outcome=Outcome.QUARANTINED, reason=reason) if not moved:
                self._drop(row)
                return [Parked(row, reason)]
            case Verdict(outcome=Outcome.NEED_ATTACHMENT, missing=missing) if landed and missing:
                self._missing.update(dict.fromkeys(missing, row))
                return self._hold(row, "attachment.waiting", now_ms, quiet=True)
            case _ if not landed or moved:
                return []  # a restored server judged without knowing what came before: ask it again
            case _:
                return self._hold(row, "server.noVerdict", now_ms)

    def _drop(self, row: Row) -> None:
        del self._pending.rows[row.seq]
        self._alone.discard(row.seq)
        self._holds.pop(row.stream, None)

    def _hold(self, row: Row, reason: str, now_ms: int, *, quiet: bool = False) -> list[Write]:
        """Let the row's stream wait. Quiet: the first time without delay, it is the usual course."""
        known = self._holds.get(row.stream)
        tries = known.tries if known else 0
        delay = 0 if quiet and not tries else self._back_off(tries, HOLD_MOST_MS)
        self._holds[row.stream] = _Hold(tries + 1, now_ms + delay)
        return [] if quiet else [Held(row, reason)]

    def _back_off(self, tries: int, most_ms: int) -> int:
        return max(1, int(self._jitter() * min(most_ms, BACK_OFF_MS * 2 ** min(tries, 20))))
