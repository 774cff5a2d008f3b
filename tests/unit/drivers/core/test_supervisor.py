"""What a caller may rely on: one command at a time, one completion each, deadlines, a clean end."""

import asyncio
import os
import resource
import time
from pathlib import Path

import pytest

from drivers.sim.processes import children
from drivers.supervisor import Supervisor
from drivers.types import Command, Completion, CompletionCode, DeviceEvent
from tests.support.supervised import Bench, EchoPort, descriptors, spec


@pytest.fixture
def port(tmp_path):
    with EchoPort(tmp_path / "port") as echo:
        yield echo


def test_a_command_given_while_the_device_starts_waits_and_is_done(port):
    async def play():
        async with Bench([spec("echo", "SlowStarter", port.path)]) as bench:
            done = await bench.run("echo", "say", text="你好")
            assert (done.code, done.result) == (CompletionCode.SUCCESS, {"text": "你好"})
            assert bench.supervisor.status("echo").counters["ok"] == 1
            assert bench.kinds("echo") == ["statusChanged", "answered"]

    asyncio.run(play())
    assert port.heard.endswith(b"bye\r"), "the driver took its leave"


def test_a_second_command_at_the_same_time_is_refused_not_queued(port):
    async def play():
        async with Bench([spec("echo", "Echo", port.path)]) as bench:
            first = asyncio.ensure_future(bench.run("echo", "say", text="1"))
            await asyncio.sleep(0)
            second = await bench.run("echo", "say", text="2")
            assert (second.code, second.error) == (CompletionCode.SEQUENCE_ERROR, "device.busy")
            assert (await first).done

    asyncio.run(play())


def test_a_command_that_nobody_answers_times_out_and_the_device_stays_in_use(tmp_path):
    master, slave = os.openpty()

    async def play():
        async with Bench([spec("echo", "Echo", os.ttyname(slave))]) as bench:
            await bench.online("echo")
            assert (await bench.run("echo", "say", timeout_ms=300)).code is CompletionCode.TIME_OUT
            assert (await bench.run("echo", "print", timeout_ms=300)).code is CompletionCode.OUTCOME_UNKNOWN
            assert bench.supervisor.status("echo").ready
            assert bench.supervisor.status("echo").counters["resets"] == 0

    asyncio.run(play())
    os.close(master)
    os.close(slave)


def test_a_command_given_up_while_its_driver_still_looks_at_a_silent_device_was_never_begun(port, tmp_path):
    """No process is killed for it, and nobody must ask whether paper came out."""
    until = tmp_path / "answered"

    async def play():
        async with Bench([spec("echo", "Gazer", port.path, options={"until": str(until)})]) as bench:
            await bench.until(lambda: "looking" in bench.kinds("echo"))
            done = await bench.run("echo", "print", timeout_ms=50, text="never")
            assert done.code is CompletionCode.TIME_OUT
            until.touch()
            assert (await bench.run("echo", "say", text="1")).done
            assert bench.supervisor.status("echo").counters["resets"] == 0

    asyncio.run(play())
    assert port.heard == b"1\rbye\r"


def test_a_driver_that_was_given_up_may_bring_its_device_to_a_safe_state(port):
    async def play():
        async with Bench([spec("echo", "Careful", port.path)], grace_ms=20_000) as bench:
            await bench.online("echo")
            assert (await bench.run("echo", "wait", timeout_ms=100)).code is CompletionCode.TIME_OUT
            assert "answered" in bench.kinds("echo")

    asyncio.run(play())


@pytest.mark.logs
def test_a_spec_that_cannot_be_sent_is_a_setting_to_correct(port):
    async def play():
        async with Bench([spec("echo", "Echo", port.path, options={"path": port.path})]) as bench:
            await bench.until(lambda: bench.supervisor.status("echo").code == "config.invalid")

    asyncio.run(play())


def test_personal_data_is_not_in_the_repr_of_what_passes():
    secret = {"name": "张小凡"}
    for thing in (
        Command("1", "op", secret),
        Completion("1", CompletionCode.SUCCESS, result=secret),
        DeviceEvent("k", secret),
    ):
        assert "张小凡" not in repr(thing)


def test_a_canceled_command_ends_as_canceled_and_the_way_is_free(port):
    port.unplug()
    master, slave = os.openpty()

    async def play():
        async with Bench([spec("echo", "Echo", os.ttyname(slave))]) as bench:
            await bench.online("echo")
            waiting = asyncio.ensure_future(bench.run("echo", "say"))
            await asyncio.sleep(0)
            await bench.supervisor.cancel("echo")
            assert (await waiting).code is CompletionCode.CANCELED
            assert (await bench.run("echo", "pid")).done
            await bench.supervisor.cancel("echo")

    asyncio.run(play())
    os.close(master)
    os.close(slave)


@pytest.mark.logs
def test_a_caller_that_is_itself_canceled_leaves_a_device_that_can_be_used(port):
    async def play():
        async with Bench([spec("echo", "Sleeper", port.path)], grace_ms=100) as bench:
            await bench.online("echo")
            caller = asyncio.ensure_future(bench.run("echo", "deaf"))
            await bench.until(lambda: "begun" in bench.kinds("echo"))
            caller.cancel()
            with pytest.raises(asyncio.CancelledError):
                await caller
            await bench.until(lambda: "driverRestarted" in bench.kinds("echo"))
            assert (await bench.run("echo", "say", text="1")).done

    asyncio.run(play())


def test_arguments_that_cannot_be_sent_are_invalid_data(port):
    async def play():
        async with Bench([spec("echo", "Echo", port.path)]) as bench:
            await bench.online("echo")
            done = await bench.run("echo", "say", text=b"bytes")
            assert (done.code, done.error) == (CompletionCode.INVALID_DATA, "args.invalid")
            assert (await bench.run("echo", "say", text="1")).done

    asyncio.run(play())


def test_a_callers_mistakes_are_told_in_words(port):
    async def play():
        async with Bench([spec("echo", "Echo", port.path)]) as bench:
            with pytest.raises(KeyError, match="there are echo"):
                await bench.run("ecko", "say")
            with pytest.raises(ValueError, match="for ever"):
                await bench.run("echo", "say", timeout_ms=0)

    asyncio.run(play())
    with pytest.raises(ValueError, match="name of its own"):
        Supervisor([spec("a", "Echo", "x"), spec("a", "Echo", "y")], lambda *_: None)


@pytest.mark.logs
def test_a_listener_that_raises_does_not_stop_the_devices(port, caplog):
    def listener(name, event):
        raise RuntimeError("the screen is broken")

    async def play():
        supervisor = Supervisor([spec("null", "drivers_missing:Nobody", "/dev/null")], listener)
        await supervisor.start()
        done = await supervisor.run("null", "x", timeout_ms=20_000)
        assert done.code is CompletionCode.DEVICE_NOT_READY
        await supervisor.stop()

    asyncio.run(play())
    assert "listener failed" in caplog.text


def test_a_child_is_shielded_and_does_not_outlive_the_supervisor(port):
    async def play():
        async with Bench([spec("echo", "Echo", port.path)]) as bench:
            pid = (await bench.run("echo", "pid")).result["pid"]
            assert resource.prlimit(pid, resource.RLIMIT_CORE) == (0, 0)
            return pid

    pid = asyncio.run(play())
    assert pid not in children(os.getpid())
    assert not Path(f"/proc/{pid}").exists()


def test_stopping_a_hung_child_takes_two_seconds_at_most(port):
    async def play():
        bench = Bench([spec("echo", "Sleeper", port.path)], hang_ms=60_000)
        async with bench:
            await bench.online("echo")
            waiting = asyncio.ensure_future(bench.run("echo", "hang"))
            await asyncio.sleep(0)
            before = time.monotonic()
        assert time.monotonic() - before < 2.5
        assert (await waiting).code is CompletionCode.INTERNAL_ERROR
        after = await bench.run("echo", "say")
        assert (after.code, after.error) == (CompletionCode.DEVICE_NOT_READY, "device.stopped")

    asyncio.run(play())


def test_a_supervisor_that_never_started_stops(port):
    asyncio.run(Supervisor([spec("echo", "Echo", port.path)], lambda *_: None).stop())


@pytest.mark.logs
def test_fifty_restarts_leave_no_descriptor_and_no_zombie(port):
    async def play():
        waits = (0,) * 60
        async with Bench([spec("echo", "Crasher", port.path)], restarts_ms=waits) as bench:
            await bench.online("echo")
            open_before, children_before = descriptors(), len(children(os.getpid()))
            for number in range(1, 51):
                await bench.run("echo", "exit")
                await bench.until(lambda n=number: bench.kinds("echo").count("driverRestarted") == n)
            assert descriptors() <= open_before  # what earlier tests left may be closed meanwhile
            assert len(children(os.getpid())) == children_before

    asyncio.run(play())


def test_a_recorded_session_replays_to_the_same_result(port, tmp_path):
    record = str(tmp_path / "talk.jsonl")

    async def ask(bench):
        return [(await bench.run("echo", "say", text=text)).result for text in ("一", "二", "三")]

    async def play(where, **more):
        async with Bench([spec("echo", "Echo", where, **more)]) as bench:
            return await ask(bench), bench.supervisor.status("echo").origin

    real, origin = asyncio.run(play(port.path, record=record))
    assert origin == "real"
    port.unplug()
    assert asyncio.run(play(f"replay:{record}")) == (real, "replay")


def test_the_journal_is_not_written_when_all_ends_well(port, tmp_path):
    async def play():
        async with Bench([spec("echo", "Echo", port.path)], journal_dir=tmp_path / "journal") as bench:
            await bench.run("echo", "say", text="1")

    asyncio.run(play())
    assert not (tmp_path / "journal").exists()
