"""The cable is pulled and put back: no process dies, the device is there again after its truth was re-read."""

import asyncio

import pytest

from drivers.transport.open import open_connection
from drivers.types import CompletionCode, DeviceState
from tests.support.supervised import Bench, EchoPort, spec


@pytest.fixture
def port(tmp_path):
    with EchoPort(tmp_path / "port") as echo:
        yield echo


def test_a_device_that_is_not_there_at_start_is_no_crash_and_is_found_when_plugged_in(port):
    port.unplug()

    async def play():
        async with Bench([spec("echo", "Echo", port.path)]) as bench:
            await bench.until(lambda: bench.supervisor.status("echo").device is DeviceState.NO_DEVICE)
            status = bench.supervisor.status("echo")
            assert (status.code, status.actor) == ("bus.notFound", "staff")
            refused = await bench.run("echo", "say")
            assert (refused.code, refused.error) == (CompletionCode.DEVICE_NOT_READY, "bus.notFound")
            port.plug()
            await bench.online("echo")
            assert (await bench.run("echo", "say", text="1")).done
            assert bench.supervisor.status("echo").counters["resets"] == 0

    asyncio.run(play())


def test_a_plug_pulled_and_put_back_is_recovered_in_the_same_process(port):
    async def play():
        async with Bench([spec("echo", "Echo", port.path)]) as bench:
            pid = (await bench.run("echo", "pid")).result
            port.unplug()
            await bench.until(lambda: not bench.supervisor.status("echo").ready)
            assert bench.supervisor.status("echo").device in {DeviceState.OFFLINE, DeviceState.NO_DEVICE}
            port.plug()
            await bench.online("echo")
            assert (await bench.run("echo", "pid")).result == pid

    asyncio.run(play())


def test_a_plug_that_was_out_for_a_moment_is_not_shown(port):
    async def play():
        async with Bench([spec("echo", "Echo", port.path)]) as bench:
            await bench.online("echo")
            port.unplug()
            port.plug()
            await bench.until(lambda: bench.kinds("echo").count("started") == 2)
            assert (await bench.run("echo", "say", text="1")).done
            assert bench.kinds("echo").count("statusChanged") == 1

    asyncio.run(play())


def test_a_read_during_which_the_plug_is_pulled_says_that_the_device_is_not_ready(port):
    async def play():
        async with Bench([spec("echo", "Crasher", port.path)]) as bench:
            await bench.online("echo")
            port.unplug()
            done = await bench.run("echo", "say", text="1")
            assert (done.code, done.error) in {
                (CompletionCode.DEVICE_NOT_READY, "bus.gone"),
                (CompletionCode.DEVICE_NOT_READY, "bus.notFound"),
            }

    asyncio.run(play())


def test_a_print_during_which_the_plug_is_pulled_is_an_unknown_outcome(tmp_path):
    class Mute(EchoPort):
        def _echo(self, master):
            self._stop.wait()

    async def play():
        with Mute(tmp_path / "port") as mute:
            async with Bench([spec("echo", "Echo", mute.path)]) as bench:
                await bench.online("echo")
                printing = asyncio.ensure_future(bench.run("echo", "print", text="ticket"))
                await asyncio.sleep(0.5)
                mute.unplug()
                done = await printing
                assert (done.code, done.error) == (CompletionCode.OUTCOME_UNKNOWN, "bus.gone")
                assert done.evidence == {"bytes_left": 7}

    asyncio.run(play())


def test_a_port_that_another_program_holds_is_told_as_a_setting_to_correct(port):
    holder = open_connection(str(port.path), {}, lambda: None)

    async def play():
        async with Bench([spec("echo", "Echo", port.path)]) as bench:
            await bench.until(lambda: bench.supervisor.status("echo").code == "bus.busy")
            holder.close()
            await bench.online("echo")

    asyncio.run(play())
