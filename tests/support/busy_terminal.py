"""A terminal whose citizens never stop: tickets and applications in turn, until somebody kills it.

`python -m tests.support.busy_terminal FOLDER URL CARD CODE PRINTER`: one line per thing a citizen was told.
"""

from __future__ import annotations

import sys
import threading
from pathlib import Path

from hall.domain.clock import SystemClock
from hall.domain.ids import new_id
from hall.domain.privacy import IdNumber, Person, PersonName, Phone
from hall.settings import CONFIG, Server, load
from kiosk.flows.words import (
    CaseSaved,
    HealthChanged,
    IssueTicket,
    PaperEnded,
    Refused,
    SubmitApplication,
    TicketIssued,
)
from kiosk.runtime import Runtime

PERSON = Person("resident", PersonName("张小凡"), IdNumber("11010519491231002X"))


class Citizens:
    """Each comes when the one before has the paper, or was refused."""

    def __init__(self):
        self._next = threading.Semaphore(0)
        self._printer = threading.Event()

    def tell(self, event):
        match event:
            case HealthChanged(health=health) if not health.printer:
                self._printer.set()
            case TicketIssued(intent=intent, number=number):
                print("ticket", intent, number, flush=True)
            case CaseSaved(intent=intent, number=number):
                print("case", intent, number, flush=True)
            case PaperEnded(intent=intent, outcome=outcome):
                print("paper", intent, outcome, flush=True)
                self._next.release()
            case Refused(intent=intent, problem=problem):
                print("refused", intent, problem, flush=True)
                self._next.release()
            case _:
                pass

    def come(self, runtime):
        self._printer.wait()
        print("open", flush=True)
        while True:
            runtime.perform(IssueTicket(new_id(0), "social", "", large=False, language="zh"))
            self._next.acquire()
            phone = Phone("13800000000")
            case = SubmitApplication(new_id(0), "pension-check", PERSON, phone, large=False, language="zh")
            runtime.perform(case)
            self._next.acquire()


def main():
    folder, url, *ports = sys.argv[1:]
    settings = load(CONFIG / "halls" / "demo.toml").model_copy(update={"server": Server(url=url)})
    unit = next(each for each in settings.units if each.id == "t1")
    named = dict(zip(("id_card", "code_scanner", "ticket_printer"), ports, strict=True))
    devices = [one.model_copy(update={"port": named[one.name]}) for one in unit.devices if one.name in named]
    unit = unit.model_copy(update={"devices": devices})
    citizens = Citizens()
    runtime = Runtime(settings, unit, Path(folder), SystemClock(), citizens.tell)
    runtime.start()
    citizens.come(runtime)


if __name__ == "__main__":
    main()
