"""A small invented hall's day: a log of events, and what a server would say of it at any point."""

from datetime import UTC, datetime, timedelta

from hall.contract.messages import BoardState, Call, FeedEvent, ServiceInfo, Text, WindowInfo
from hall.domain.queue.desk import Presence

MORNING = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)
SERVICES = {
    "social": ("社会保险", "Social insurance", "A"),
    "property": ("不动产登记", "Property registration", "D"),
}
WINDOWS = (1, 2, 3)


def empty(epoch="epoch-1", at=MORNING):
    """The board of a hall that has just opened."""
    return BoardState(
        server_epoch=epoch,
        last_seq=0,
        at=at,
        services=[
            ServiceInfo(id=id_, name=Text(zh=zh, en=en), prefix=prefix, windows=list(WINDOWS))
            for id_, (zh, en, prefix) in SERVICES.items()
        ],
        windows=[
            WindowInfo(
                number=n,
                name=Text(zh="综合窗口", en="General"),
                services=list(SERVICES),
                presence=Presence.OPEN,
            )
            for n in WINDOWS
        ],
        calls=[],
    )


def day(choices, gap_s=5):
    """An event log from free choices (what happens next, to whom): always a day that could be."""
    log, waiting, serving, count = [], {name: [] for name in SERVICES}, {}, 0
    missed = []
    for seq, (what, who) in enumerate(choices, 1):
        service, window = list(SERVICES)[who % len(SERVICES)], WINDOWS[who % len(WINDOWS)]
        kind, number, place = "ticket.issued", "", None
        if what == 1 and waiting[service]:
            kind, number, place = "ticket.called", waiting[service].pop(0), window
            serving[window] = number
        elif what == 2 and window in serving:
            kind, number, place = "ticket.recalled", serving[window], window
        elif what == 3 and window in serving:
            kind, number, place = "ticket.done", serving.pop(window), window
        elif what == 4 and waiting[service]:
            kind, number = "ticket.void", waiting[service].pop()
        elif what == 5 and window in serving:
            kind, number, place = "ticket.no_show", serving.pop(window), window
            missed.append(number)
        elif what == 6 and missed:
            kind, number = "ticket.returned", missed.pop(who % len(missed))
            service = next(name for name, words in SERVICES.items() if words[2] == number[0])
            waiting[service].append(number)
        else:
            count += 1
            number = f"{SERVICES[service][2]}{count:03d}"
            waiting[service].append(number)
        log.append(
            FeedEvent(
                seq=seq,
                kind=kind,
                at=MORNING + timedelta(seconds=gap_s * seq),
                number=number,
                service=service,
                window=place,
                waiting={name: len(queue) for name, queue in waiting.items()},
            )
        )
    return log


def snapshot(log, upto, epoch="epoch-1"):
    """What the server says after `upto` events, computed without the board's own folding."""
    seen = log[:upto]
    base = empty(epoch)
    calls = [e for e in seen if e.kind in ("ticket.called", "ticket.recalled")]
    current = dict.fromkeys(WINDOWS, "")
    for event in seen:
        if event.kind in ("ticket.called", "ticket.recalled"):
            current[event.window] = event.number
        elif event.kind in ("ticket.done", "ticket.void", "ticket.no_show"):
            current = {n: "" if number == event.number else number for n, number in current.items()}
    missed = []
    for event in seen:
        if event.kind == "ticket.no_show":
            missed.insert(0, event.number)
        elif event.kind == "ticket.returned":
            missed.remove(event.number)
    return base.model_copy(
        update={
            "last_seq": upto,
            "missed": missed[:20],
            "at": seen[-1].at if seen else base.at,
            "services": [
                s.model_copy(update={"waiting": seen[-1].waiting[s.id] if seen else 0}) for s in base.services
            ],
            "windows": [w.model_copy(update={"current": current[w.number]}) for w in base.windows],
            "calls": [
                Call(seq=e.seq, number=e.number, window=e.window, at=e.at, recall=e.kind == "ticket.recalled")
                for e in reversed(calls[-20:])
            ],
        }
    )


class StillClock:
    """A clock that goes only when told."""

    def __init__(self, now=MORNING + timedelta(minutes=31)):
        self.at, self.ms = now, 100_000

    def now(self):
        return self.at

    def mono_ms(self):
        return self.ms

    def go(self, ms):
        self.ms += ms
        self.at += timedelta(milliseconds=ms)
