"""The power goes off (SIGKILL) at any moment: what was acknowledged is there, and no number comes twice."""

import random
import signal
import subprocess
import sys

from tests.unit.kiosk.terminal import open_outbox

KILLS = 20


def run_and_kill(folder, dice):
    """Let the worker acknowledge a random count of things, kill it in the middle of the next one."""
    command = [sys.executable, "-m", "tests.support.outbox_worker", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as worker:
        assert worker.stdout.readline() == "open\n"
        lines = [worker.stdout.readline() for _ in range(dice.randrange(6))]
        for _ in range(dice.randrange(300_000)):  # somewhere in the middle, not just after a line
            pass
        worker.send_signal(signal.SIGKILL)
        lines += worker.stdout.readlines()
    return [line.split() for line in lines if line.endswith("\n")]


def test_killed_20_times_it_loses_nothing_acknowledged_and_repeats_no_number(tmp_path):
    dice = random.Random(20261122)
    told = [each for _ in range(KILLS) for each in run_and_kill(tmp_path, dice)]
    assert len(told) > KILLS
    numbers = [number for _, _, number in told]
    assert len(set(numbers)) == len(numbers)

    outbox = open_outbox(tmp_path)
    assert not outbox.replaced
    with outbox.read() as db:
        assert db.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
        rows = outbox.events.pending(db)
        opened, broken = outbox.events.open(db, rows)
        assert broken == []
        bodies = {each.event_id: each.body["number"] for each in opened}
        for _, intent, number in told:
            assert bodies[intent] == number
            assert outbox.intents.find(db, intent).number == number
        assert len(set(bodies.values())) == len(bodies)
        for each, row in zip(opened, rows, strict=True):
            for sha256 in each.attachments:
                assert outbox.blobs.get(outbox.events.blob(db, row, sha256))
    outbox.close()
