"""A process that hands out numbers and takes applications as fast as it can, until somebody kills it.

`python -m tests.support.outbox_worker FOLDER`: one line per thing that was acknowledged.
"""

from __future__ import annotations

import itertools
import os
import sys
from pathlib import Path

from hall.domain.ids import new_id
from kiosk.outbox.events import Event
from tests.unit.kiosk.terminal import TODAY, Lender, open_outbox


def main():
    outbox = open_outbox(Path(sys.argv[1]))
    with outbox.read() as db:
        lent = outbox.leases.count(db)
    if not lent:
        lender = Lender()
        lender.fill(outbox, lender.lease(1, 9999))
    print("open", flush=True)
    for _ in itertools.count():
        ticket(outbox)
        application(outbox)


def ticket(outbox):
    intent = new_id(0, os.urandom)
    with outbox.write() as db:
        outbox.intents.ask(db, intent, "ticket", "social")
    with outbox.write() as db:
        taken = outbox.leases.take(db, "social")
        outbox.intents.done(db, intent, taken.number, taken.date, offline=True)
        outbox.events.append(db, Event(intent, "ticket.issued", f"t1:{intent}", {"number": taken.number}))
    print("ticket", intent, taken.number, flush=True)


def application(outbox):
    intent = new_id(0, os.urandom)
    with outbox.write() as db:
        number = outbox.cases.take(db)
        blob = outbox.blobs.put(f"{intent} {number}".encode())
        outbox.intents.ask(db, intent, "application", "pension-check")
        outbox.intents.done(db, intent, number, TODAY)
        body = {"number": number}
        outbox.events.append(db, Event(intent, "application.submitted", f"t1:{intent}", body, (blob,)))
    print("case", intent, number, flush=True)


if __name__ == "__main__":
    main()
