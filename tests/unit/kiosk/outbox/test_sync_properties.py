"""Whatever the network and the machines do, each event takes effect exactly once in the end, in order."""

from dataclasses import dataclass, field

from hypothesis import given, settings
from hypothesis import strategies as st

from hall.contract.messages import Outcome
from kiosk.outbox.sync import Acked, Parked, Probe, Push, Requeue, Row, Sync, Upload, Verdict, Wait


@dataclass
class Server:
    """Keeps each id for ever with its effect; can be thrown back to a backup."""

    epoch: str = "e0"
    effects: list = field(default_factory=list)
    answers: dict = field(default_factory=dict)
    files: set = field(default_factory=set)
    backup: tuple = ((), {}, frozenset())

    def push(self, rows):
        return {row.event_id: self._one(row) for row in rows}

    def _one(self, row):
        if row.event_id in self.answers:
            return Verdict(Outcome.DUPLICATE)
        if row.files and row.event_id not in self.files:
            return Verdict(Outcome.NEED_ATTACHMENT, missing=(row.event_id,))
        if row.seq % 7 == 0:
            self.answers[row.event_id] = Outcome.QUARANTINED
            return Verdict(Outcome.QUARANTINED, "poison")
        self.answers[row.event_id] = Outcome.ACCEPTED
        self.effects.append(row)
        return Verdict(Outcome.ACCEPTED)

    def save(self):
        self.backup = (tuple(self.effects), dict(self.answers), frozenset(self.files))

    def restore(self):
        effects, answers, files = self.backup
        self.effects, self.answers, self.files = list(effects), dict(answers), set(files)
        self.epoch = f"e{int(self.epoch[1:]) + 1}"


class Terminal:
    """The file (what is pending, the epoch) and the sender in memory, which may die at any time."""

    def __init__(self, jitter):
        self.rows, self.state, self.epoch, self.jitter, self.now = [], {}, "", jitter, 0
        self.start()

    def start(self):
        self.core = Sync(self.epoch, self.pending(), self.jitter)

    def pending(self):
        return [row for row in self.rows if self.state[row.seq] == "pending"]

    def append(self, stream, *, files):
        seq = len(self.rows) + 1
        row = Row(seq, f"event-{seq:08d}", f"s{stream}", 3000, files)
        self.rows.append(row)
        self.state[seq] = "pending"
        self.core.appended(row, self.now)

    def write(self, writes):
        moved = False
        for write in writes:
            match write:
                case Requeue(epoch):
                    self.epoch, moved = epoch, True
                    self.state = dict.fromkeys(self.state, "pending")
                case Acked(row):
                    self.state[row.seq] = "acked"
                case Parked(row):
                    self.state[row.seq] = "parked"
        self.core.requeued(self.pending() if moved else [])


def deliver(terminal, server, request):
    """The request reaches the server; returns what brings the answer to the terminal."""
    match request:
        case Probe():
            epoch = server.epoch
            return lambda: terminal.write(terminal.core.met(request, epoch, terminal.now))
        case Push(rows=rows):
            epoch, verdicts = server.epoch, server.push(rows)
            return lambda: terminal.write(terminal.core.answered(request, epoch, verdicts, terminal.now))
        case Upload(sha256=sha256):
            server.files.add(sha256)
            return lambda: terminal.core.uploaded(request, terminal.now)


def step(terminal, server, fate, late):
    request = terminal.core.next(terminal.now)
    if isinstance(request, Wait):
        terminal.now = terminal.now + 500 if request.until_ms is None else request.until_ms
        return
    core = terminal.core
    if fate == "lost":
        core.failed(request, terminal.now)
        return
    answer = deliver(terminal, server, request)
    if fate == "twice":
        deliver(terminal, server, request)
    if fate in ("answer lost", "late"):
        core.failed(request, terminal.now)
        if fate == "late":
            late.append((core, answer))
        return
    answer()
    if fate == "answered twice":
        answer()


FATES = ["ok", "ok", "ok", "lost", "answer lost", "twice", "late", "answered twice"]
ACTIONS = st.sampled_from(
    [("append", stream, files) for stream in range(3) for files in (True, False)] * 2
    + [("step", fate) for fate in FATES] * 3
    + [("arrive",), ("arrive",), ("crash",), ("save",), ("restore",), ("back",)]
)


def happen(terminal, server, late, action, random):
    match action:
        case ("append", stream, files):
            terminal.append(stream, files=files)
        case ("step", fate):
            step(terminal, server, fate, late)
        case ("arrive",) if late:
            core, answer = late.pop(random.randrange(len(late)))
            if core is terminal.core:  # a dead process hears nothing
                answer()
        case ("crash",):
            terminal.start()
        case ("save",):
            server.save()
        case ("restore",):
            server.restore()
            terminal.core.network_lost()  # a server that is replaced drops its connections first
        case ("back",):
            terminal.core.network_back(terminal.now)


@settings(max_examples=200, deadline=None)
@given(st.lists(ACTIONS, min_size=40, max_size=80), st.randoms(use_true_random=False))
def test_each_event_takes_effect_exactly_once_and_in_order(actions, random):
    terminal, server, late = Terminal(random.random), Server(), []
    for action in actions:
        happen(terminal, server, late, action, random)
    # Whoever follows the hall hears of a restored server; then everything must drain.
    terminal.write(terminal.core.epoch_seen(server.epoch))
    for _ in range(20 * len(terminal.rows) + 20):
        step(terminal, server, "ok", late)
    assert terminal.core.pending == 0
    good = [row.seq for row in terminal.rows if row.seq % 7]
    assert sorted(row.seq for row in server.effects) == good
    for stream in range(4):
        order = [row.seq for row in server.effects if row.stream == f"s{stream}"]
        assert order == sorted(order)
