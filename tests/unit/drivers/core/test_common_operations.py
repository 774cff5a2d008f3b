"""What every device answers, whatever its driver: a visit's end, a technician at work, the flight recorder."""

import asyncio

import pytest

from drivers.common import left
from drivers.types import CompletionCode, DeviceState, Status
from tests.support.supervised import Bench, EchoPort, spec


@pytest.fixture
def port(tmp_path):
    with EchoPort(tmp_path / "port") as echo:
        yield echo


def test_a_driver_without_a_word_for_it_ends_a_visit_too(port):
    async def play():
        async with Bench([spec("echo", "Silent", port.path)]) as bench:
            await bench.online("echo")
            begun = await bench.run("echo", "begin_transaction", id="t1")
            assert begun.result == {"id": "t1", "media_left": True, "buffers_cleared": None}
            ended = await bench.supervisor.end_transaction(timeout_ms=20_000)
            assert ended["echo"].result == {"media_left": True, "buffers_cleared": None}
            assert (await bench.run("echo", "status")).result["media"] == "present"
            assert (await bench.run("echo", "juggle")).code is CompletionCode.UNSUPPORTED_COMMAND

    asyncio.run(play())


def test_a_device_at_which_a_technician_works_serves_no_citizen(port):
    async def play():
        async with Bench([spec("echo", "Echo", port.path)]) as bench:
            await bench.online("echo")
            assert (await bench.run("echo", "enter_service_mode")).result == {"service": True}
            status = bench.supervisor.status("echo")
            assert (status.device, status.code) == (DeviceState.DEVICE_BUSY, "device.inService")
            refused = await bench.supervisor.run("echo", "say", timeout_ms=1000, transaction="t1")
            assert (refused.code, refused.error) == (CompletionCode.DEVICE_NOT_READY, "device.inService")
            assert (await bench.run("echo", "say", text="1")).done
            assert (await bench.run("echo", "exit_service_mode")).done
            assert bench.supervisor.status("echo").ready

    asyncio.run(play())


@pytest.mark.logs
def test_the_service_mode_outlives_a_driver_that_crashes(port):
    async def play():
        async with Bench([spec("echo", "Crasher", port.path)], restarts_ms=(0,) * 5) as bench:
            await bench.online("echo")
            await bench.run("echo", "enter_service_mode")
            await bench.run("echo", "exit")
            await bench.until(lambda: "driverRestarted" in bench.kinds("echo"))
            assert bench.supervisor.status("echo").code == "device.inService"

    asyncio.run(play())


def test_the_flight_recorder_is_read_without_what_was_said(port):
    async def play():
        async with Bench([spec("echo", "Echo", port.path)]) as bench:
            await bench.run("echo", "say", text="zhangxiaofan")
            told = (await bench.run("echo", "dump_flight_recorder")).result["lines"]
            assert {"d", "n"} <= set(next(line for line in told if "d" in line))
            assert "say" in [line.get("word") for line in told]
            assert "zhangxiaofan" not in str(told)

    asyncio.run(play())


@pytest.mark.parametrize(
    ("media", "told"), [("present", True), ("jammed", True), ("notPresent", False), ("unknown", None)]
)
def test_what_a_status_says_of_things_left(media, told):
    assert left(Status(DeviceState.ONLINE, parts={"media": media})) is told
    assert left(Status(DeviceState.ONLINE)) is None
    assert left(None) is None
