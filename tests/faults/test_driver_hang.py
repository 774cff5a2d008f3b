"""A driver stands still: its process is replaced, whatever holds it, and the others go on."""

import asyncio
import json
import time
from dataclasses import asdict

import pytest

from drivers.health import Deadlines
from drivers.types import CompletionCode
from tests.support.supervised import Bench, EchoPort, spec

pytestmark = pytest.mark.logs


@pytest.fixture
def port(tmp_path):
    with EchoPort(tmp_path / "port") as echo:
        yield echo


def hang(port, cls, op, timeout_ms=20_000, **more):
    """Run `op`, which does not end; return the completion, the cause of the restart and the time it took."""

    async def play():
        async with Bench([spec("echo", cls, port.path)], **more) as bench:
            await bench.online("echo")
            before = time.monotonic()
            done = await bench.run("echo", op, timeout_ms)
            took = time.monotonic() - before
            await bench.until(lambda: "driverRestarted" in bench.kinds("echo"))
            assert (await bench.run("echo", "say", text="again")).result == {"text": "again"}
            (cause,) = [event.data["cause"] for _, event in bench.events if event.kind == "driverRestarted"]
            return done, cause, took

    return asyncio.run(play())


@pytest.mark.parametrize("cls", ["GilHolder", "Sleeper"])
def test_a_hang_is_noticed_long_before_the_commands_timeout(port, cls):
    done, cause, took = hang(port, cls, "hang")
    assert (done.code, done.error, cause) == (CompletionCode.INTERNAL_ERROR, "driver.hung", "driver.hung")
    assert took < 10


@pytest.mark.parametrize("cls", ["GilHolder", "Sleeper"])
def test_a_hung_driver_is_killed_and_replaced_within_a_second(port, cls):
    """From its last sign of life to the next one's first status, with the deadlines that halls have.

    A machine busy with other things may be slow in starting a process: the quickest of five counts.
    """

    async def play():
        deadlines = asdict(Deadlines())
        async with Bench([spec("echo", cls, port.path)], **deadlines | {"restarts_ms": (0,) * 9}) as bench:
            times = []
            while len(times) < 5 and not any(took < 1 for took in times):
                await bench.until(lambda: bench.kinds("echo").count("driverRestarted") == len(times))
                await bench.online("echo")
                before = time.monotonic()
                done = await bench.run("echo", "hang")
                assert done.error == "driver.hung"
                assert time.monotonic() - before >= deadlines["hang_ms"] / 1000 - 0.1
                await bench.until(lambda: bench.kinds("echo").count("driverRestarted") > len(times))
                times.append(time.monotonic() - before)
            assert min(times) < 1, times

    asyncio.run(play())


def test_a_hang_while_paper_moves_is_an_unknown_outcome(port):
    assert hang(port, "GilHolder", "print")[0].code is CompletionCode.OUTCOME_UNKNOWN


def test_a_driver_that_heeds_no_cancel_is_killed_at_the_hard_deadline(port):
    done, cause, took = hang(port, "Sleeper", "deaf", timeout_ms=300, grace_ms=200)
    assert (done.code, cause) == (CompletionCode.TIME_OUT, "driver.overdue")
    assert took < 10


def test_a_print_that_heeds_no_cancel_is_an_unknown_outcome(port):
    done, _, _ = hang(port, "Sleeper", "print", timeout_ms=300, grace_ms=200)
    assert done.code is CompletionCode.OUTCOME_UNKNOWN


def test_the_journal_names_the_hang(port, tmp_path):
    hang(port, "GilHolder", "hang", journal_dir=tmp_path / "journal")
    (file,) = (tmp_path / "journal").iterdir()
    assert json.loads(file.read_text().splitlines()[0])["cause"] == "driver.hung"


def test_a_driver_that_never_finishes_its_start_is_hung(port):
    async def play():
        limits = {"start_ms": 300, "restarts_ms": ()}
        async with Bench([spec("echo", "SlowStarter", port.path)], **limits) as bench:
            await bench.until(lambda: bench.supervisor.status("echo").code == "driver.quarantined")
            assert bench.supervisor.status("echo").counters["resets"] == 1

    asyncio.run(play())


def test_the_others_do_not_notice(port, tmp_path):
    async def play():
        with EchoPort(tmp_path / "other") as other:
            specs = [spec("bad", "GilHolder", port.path), spec("good", "Echo", other.path)]
            async with Bench(specs) as bench:
                await bench.online("bad", "good")
                hanging = asyncio.ensure_future(bench.run("bad", "hang"))
                answered = 0
                while not hanging.done():
                    assert (await bench.run("good", "say", text="still here")).done
                    answered += 1
                assert answered > 10
                assert (await hanging).error == "driver.hung"
                assert "driverRestarted" not in bench.kinds("good")

    asyncio.run(play())
