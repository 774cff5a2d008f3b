"""Pads, signs, lockers and speakers as the hall runs them: each driver in its own child."""

import asyncio
import wave

from drivers.sim.keypad import KeypadTwin
from drivers.sim.line import PtyLine
from drivers.sim.locker import LockerTwin
from drivers.sim.networked_pad import NetworkedPadTwin
from drivers.sim.sign import OnbonTwin
from drivers.sim.tcp_line import TcpLine
from drivers.types import CompletionCode, DeviceSpec
from hall.settings import load_profile
from tests.support.supervised import Bench


def spec(name, line, **options):
    profile = load_profile(name)
    port = line if isinstance(line, str) else line.port
    return DeviceSpec(
        name, profile.device_class, profile.driver, port, profile.wire, {**profile.options, **options}
    )


def test_a_citizens_way_past_four_devices(tmp_path):
    pad, sign = PtyLine(KeypadTwin(), tmp_path / "pad"), TcpLine(OnbonTwin())
    locker, net = PtyLine(LockerTwin(), tmp_path / "locker"), TcpLine(NetworkedPadTwin())

    async def day():
        specs = [
            spec("hallkit-pad", pad, quick_ms=0),
            spec("onbon-bx", sign),
            spec("locker-8a", locker),
            spec("hallkit-pad-net", net),
            spec("speaker", "none:speaker", player="file", folder=str(tmp_path / "spoken")),
        ]
        async with Bench(specs) as bench:
            await bench.online(*(one.name for one in specs))
            assert (await bench.run("onbon-bx", "show", lines=["请A012号到3号"])).done
            assert sign.machine.rows == ["请A012号到3号"]
            assert (await bench.run("speaker", "chime_test")).done
            assert (await bench.run("locker-8a", "open", door=5)).done
            for name, line, act in (
                ("hallkit-pad", pad, lambda: pad.machine.press("4")),
                ("hallkit-pad-net", net, lambda: net.machine.rate(4)),
            ):
                vote = asyncio.create_task(bench.run(name, "start_evaluation", case="YX20260001"))
                await bench.until(lambda name=name: "prompted" in bench.kinds(name))
                line.act(act)
                done = await vote
                assert (done.code, done.result["level"]) == (CompletionCode.SUCCESS, 4)
            assert "YX20260001" not in str(bench.events)
        assert sign.machine.rows == []

    with pad, sign, locker, net:
        asyncio.run(day())
    (heard,) = (tmp_path / "spoken").glob("*.wav")
    with wave.open(str(heard)) as file:
        assert file.getnframes() > 10_000


def test_a_plug_pulled_after_the_order_leaves_the_door_unknown_and_the_sensor_tells(tmp_path):
    class Pulled(LockerTwin):
        ordered = None

        def _unlock(self, door):
            super()._unlock(door)
            if self.ordered is not None:
                self.ordered.set()

        def _spoiled(self, data):
            return () if any(self.orders.values()) and not self.reports else super()._spoiled(data)

    line = PtyLine(Pulled(), tmp_path / "locker")

    async def day():
        async with Bench([spec("locker-8a", line)]) as bench:
            await bench.online("locker-8a")
            loop, ordered = asyncio.get_running_loop(), asyncio.Event()

            class Tell:
                def set(self):
                    loop.call_soon_threadsafe(ordered.set)

            line.machine.ordered = Tell()
            opening = asyncio.create_task(bench.run("locker-8a", "open", door=2))
            await asyncio.wait_for(ordered.wait(), 20)
            await asyncio.to_thread(line.unplug)
            assert (await opening).code is CompletionCode.OUTCOME_UNKNOWN
            await bench.until(lambda: not bench.supervisor.status("locker-8a").ready)
            line.machine.reports = True
            await asyncio.to_thread(line.plug)
            await bench.online("locker-8a")
            assert (await bench.run("locker-8a", "read_door", door=2)).result["sensor"] == "open"
            assert line.machine.orders[2] == 1

    with line:
        asyncio.run(day())
