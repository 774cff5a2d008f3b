"""The document camera's plug is pulled, or another program has it."""

import asyncio

from drivers.types import Action, Actor, CompletionCode, DeviceState
from tests.support.desks import camera_line, camera_spec, private
from tests.support.supervised import Bench


def test_it_is_offline_and_comes_back_by_itself(tmp_path):
    folder = private(tmp_path / "private")

    async def play(line):
        async with Bench([camera_spec(line)]) as bench:
            await bench.online("camera")
            waiting = asyncio.ensure_future(bench.run("camera", "capture_when_stable", folder=folder))
            await bench.until(lambda: "presentDocument" in bench.kinds("camera"))
            await asyncio.to_thread(line.unplug)
            done = await waiting
            assert (done.code, done.error) == (CompletionCode.DEVICE_NOT_READY, "bus.gone")
            await bench.until(lambda: bench.supervisor.status("camera").device is not DeviceState.ONLINE)
            await asyncio.to_thread(line.plug)
            await asyncio.to_thread(line.act, lambda: line.machine.put("letter"))
            await bench.online("camera")
            done = await bench.run("camera", "capture_when_stable", folder=folder)
            assert done.code is CompletionCode.SUCCESS, done

    with camera_line() as line:
        asyncio.run(play(line))


def test_a_camera_that_another_program_has_is_told_and_taken_when_it_is_free(tmp_path):
    async def play(line):
        async with Bench([camera_spec(line)]) as bench:
            await bench.until(lambda: bench.supervisor.status("camera").code == "bus.busy")
            status = bench.supervisor.status("camera")
            assert (status.device, status.action, status.actor) == (
                DeviceState.OFFLINE,
                Action.CONFIGURATION,
                Actor.TECHNICIAN,
            )
            done = await bench.run("camera", "capture", folder=private(tmp_path / "private"))
            assert (done.code, done.error) == (CompletionCode.DEVICE_NOT_READY, "bus.busy")
            line.act(lambda: line.machine.hands()["taken"].do("off"))
            await bench.online("camera")

    with camera_line() as line:
        line.act(lambda: line.machine.hands()["taken"].do("on"))
        asyncio.run(play(line))
