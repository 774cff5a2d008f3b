"""A driver's process dies in the middle: the caller is told the truth, and another one stands there at once."""

import asyncio
import json

import pytest

from drivers.types import CompletionCode, DeviceState
from tests.support.supervised import Bench, EchoPort, spec

pytestmark = pytest.mark.logs


@pytest.fixture
def port(tmp_path):
    with EchoPort(tmp_path / "port") as echo:
        yield echo


def crash(port, op, cls="Crasher", **more):
    """Run `op`, which ends the child; return the completion and the bench's events after the recovery."""

    async def play():
        async with Bench([spec("echo", cls, port.path)], **more) as bench:
            await bench.online("echo")
            done = await bench.run("echo", op)
            await bench.until(lambda: "driverRestarted" in bench.kinds("echo"))
            assert (await bench.run("echo", "say", text="again")).result == {"text": "again"}
            assert bench.supervisor.status("echo").counters["resets"] == 1
            return done, [event for _, event in bench.events]

    return asyncio.run(play())


def test_a_crash_while_reading_is_an_internal_error_and_the_device_comes_back(port):
    done, events = crash(port, "crash")
    assert (done.code, done.error) == (CompletionCode.INTERNAL_ERROR, "driver.crashed")
    assert [event.data.get("device") for event in events if event.kind == "statusChanged"] == [
        "online",
        "driverFault",
        "online",
    ]
    restarted = next(event for event in events if event.kind == "driverRestarted")
    assert restarted.data["cause"] == "driver.crashed"
    assert restarted.data["ms"] < 10_000


def test_a_crash_while_paper_moves_is_an_unknown_outcome(port):
    done, _ = crash(port, "print")
    assert done.code is CompletionCode.OUTCOME_UNKNOWN


def test_a_driver_that_leaves_without_a_word_counts_as_crashed(port):
    assert crash(port, "exit")[0].error == "driver.crashed"


def test_a_driver_that_answers_nonsense_counts_as_crashed(port):
    assert crash(port, "babble", cls="Babbler")[0].error == "driver.crashed"


def test_an_exception_is_written_down_by_type_and_place_without_what_was_on_the_card(port, tmp_path, caplog):
    done, _ = crash(port, "raise", cls="Raiser", journal_dir=tmp_path / "journal")
    assert done.code is CompletionCode.INTERNAL_ERROR
    (file,) = (tmp_path / "journal").iterdir()
    text = file.read_text()
    header = json.loads(text.splitlines()[0])
    assert header["exception"] == "ValueError"
    assert header["places"][-1].startswith("tests.support.drivers_for_tests:")
    for told in (text, caplog.text, repr(done)):
        assert "张小凡" not in told
        assert "\\u5f20" not in told
        assert "1101051949" not in told


def test_the_journal_shows_what_passed_before_the_crash(port, tmp_path):
    crash(port, "print", journal_dir=tmp_path)
    (file,) = tmp_path.glob("*.jsonl")
    header, *lines = [json.loads(line) for line in file.read_text().splitlines()]
    assert (header["cause"], header["how"]) == ("driver.crashed", "SIGSEGV")
    assert {"d": ">", "n": 5, "head": "7061"}.items() <= lines[-3].items()
    assert [line["word"] for line in lines if line.get("note") == "command"] == ["print"]


def test_the_others_do_not_notice(port, tmp_path):
    async def play():
        with EchoPort(tmp_path / "other") as other:
            specs = [spec("bad", "Crasher", port.path), spec("good", "Echo", other.path)]
            async with Bench(specs) as bench:
                await bench.online("bad", "good")
                pid = (await bench.run("good", "pid")).result
                answers = await asyncio.gather(
                    bench.run("bad", "crash"), bench.run("good", "say", text="still here")
                )
                assert [answer.done for answer in answers] == [False, True]
                await bench.until(lambda: "driverRestarted" in bench.kinds("bad"))
                assert bench.kinds("good") == ["started", "statusChanged", "answered"]
                assert (await bench.run("good", "pid")).result == pid

    asyncio.run(play())


def test_a_driver_that_always_dies_is_put_in_quarantine_until_a_technician_releases_it(port):
    async def play():
        async with Bench([spec("echo", "BornDead", port.path)], restarts_ms=(0, 10, 20)) as bench:
            await bench.until(lambda: bench.supervisor.status("echo").code == "driver.quarantined")
            status = bench.supervisor.status("echo")
            assert (status.device, status.action, status.actor) == (
                DeviceState.DRIVER_FAULT,
                "softwareError",
                "technician",
            )
            assert status.counters["resets"] == 4
            refused = await bench.run("echo", "say")
            assert (refused.code, refused.error) == (CompletionCode.DEVICE_NOT_READY, "driver.quarantined")
            await bench.supervisor.release("echo")
            await bench.until(lambda: bench.supervisor.status("echo").counters["resets"] == 8)
            await bench.until(lambda: bench.supervisor.status("echo").code == "driver.quarantined")

    asyncio.run(play())


def test_a_driver_that_works_after_its_release_serves_again(port):
    async def play():
        async with Bench([spec("echo", "Crasher", port.path)], restarts_ms=()) as bench:
            await bench.online("echo")
            await bench.run("echo", "crash")
            await bench.until(lambda: bench.supervisor.status("echo").code == "driver.quarantined")
            await bench.supervisor.release("echo")
            await bench.online("echo")
            assert (await bench.run("echo", "say", text="1")).done

    asyncio.run(play())


@pytest.mark.parametrize(
    "driver", ["no.such.module:Class", "drivers.types:Klass", "drivers.types:", "drivers.types:Json"]
)
def test_a_driver_name_written_wrong_is_a_setting_to_correct_not_a_crash_to_repeat(port, driver):
    async def play():
        async with Bench([spec("echo", driver, port.path)]) as bench:
            await bench.until(lambda: bench.supervisor.status("echo").code == "config.invalid")
            status = bench.supervisor.status("echo")
            assert (status.action, status.actor) == ("configuration", "technician")
            await asyncio.sleep(0.3)
            assert bench.supervisor.status("echo").counters["resets"] == 1

    asyncio.run(play())
