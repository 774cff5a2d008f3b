"""A terminal killed in the middle of its work, again and again: nothing told is lost, nothing is printed twice."""

import random
import signal
import subprocess
import sys
import threading
from collections import Counter

import pytest

from hall.domain.clock import SystemClock, service_date
from hall.domain.queue.ticket import TicketState
from hall.server.store import tickets
from tests.support.cases import kept
from tests.unit.kiosk.desk.terminal_house import House

KILLS = 10


def run_and_kill(at, dice):
    """Let it work for a random while; now and then without the server. Returns what citizens were told."""
    ports = (at.card.port, at.code.port, at.printer.port)
    url = f"http://127.0.0.1:{at.server.port}"
    command = [sys.executable, "-m", "tests.support.busy_terminal", str(at.folder), url, *ports]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as terminal:
        assert terminal.stdout.readline() == "open\n"
        lines = [terminal.stdout.readline() for _ in range(dice.randrange(1, 6))]
        if dice.random() < 0.3:
            at.server.stop()
            lines += [terminal.stdout.readline() for _ in range(dice.randrange(3))]
        threading.Event().wait(dice.random() * 0.3)
        terminal.send_signal(signal.SIGKILL)
        lines += terminal.stdout.readlines()
    at.server.start()
    return [line.split() for line in lines if line.endswith("\n")]


@pytest.mark.logs
@pytest.mark.slow
def test_killed_ten_times_at_any_moment(tmp_path):
    dice = random.Random(7)
    at = House(tmp_path)
    at.server.start()
    try:
        with at.card, at.code, at.printer:
            told = [line for _ in range(KILLS) for line in run_and_kill(at, dice)]
            papers = [paper.text for paper in at.papers()]
            at.open()
            numbers = {intent: number for kind, intent, number in told if kind in ("ticket", "case")}
            wanted = Counter(kind for kind, *_ in told)

            def all_there():
                found = {each.event_id: each.number for each in at.server.store.read_now(today)}
                found |= {each.event_id: each.number for each in at.server.store.read_now(kept)}
                return found if numbers.items() <= found.items() else None

            found = at.poll(all_there)
            at.poll(lambda: at.runtime.pending == 0)
            void = {
                each.event_id for each in at.server.store.read_now(today) if each.state is TicketState.VOID
            }
            at.runtime.stop()
            papers += [paper.text for paper in at.papers()]
    finally:
        at.server.stop()
    assert wanted["ticket"] >= KILLS
    assert wanted["case"]
    assert not void & set(numbers)
    assert len(set(found.values())) == len(found)
    for number in found.values():
        assert sum(number in paper for paper in papers) <= 1, number
    printed = [intent for kind, intent, outcome in told if (kind, outcome) == ("paper", "printed")]
    for intent in printed:
        assert sum(numbers[intent] in paper for paper in papers) == 1


def today(db):
    return tickets.of_day(db, service_date(SystemClock().now()))
