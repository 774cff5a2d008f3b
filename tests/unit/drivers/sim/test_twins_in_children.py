"""Reader and scanner as the hall runs them: each driver in its own child, their twins on steady port names."""

from __future__ import annotations

import asyncio
import json

from drivers.sim.code_scanner import CodeScannerTwin
from drivers.sim.id_card import SamvTwin
from drivers.sim.line import PtyLine
from drivers.sim.people import CHEN_JI
from drivers.types import CompletionCode, DeviceSpec
from tests.support.supervised import Bench

READER = "drivers.id_card.samv:SamvReader"
SCANNER = "drivers.code_reader.serial_scanner:SerialScanner"


def reader(line):
    return DeviceSpec("id_card", "id_card", READER, line.port, {"baud": 115200}, {"poll_ms": 300})


def test_a_card_and_a_code_cross_the_children_and_only_their_completions_hold_them(tmp_path):
    cards = PtyLine(SamvTwin(), tmp_path / "id_card")
    codes = PtyLine(CodeScannerTwin(), tmp_path / "code_scanner")

    async def day():
        scanner = DeviceSpec("code_scanner", "code_scanner", SCANNER, codes.port, {"baud": 9600}, {})
        async with Bench([reader(cards), scanner]) as bench:
            await bench.online("id_card", "code_scanner")
            card = asyncio.create_task(bench.run("id_card", "read_card"))
            await bench.until(lambda: "insertCard" in bench.kinds("id_card"))
            cards.act(lambda: cards.machine.place(CHEN_JI))
            code = asyncio.create_task(bench.run("code_scanner", "read_code"))
            await bench.until(lambda: "presentCode" in bench.kinds("code_scanner"))
            codes.act(lambda: codes.machine.present(b"YXFW1:0123456789ABCDEF"))
            read, scanned = await card, await code
            assert read.result["fields"]["name"] == "陈𠮷"
            assert scanned.result["text"] == "YXFW1:0123456789ABCDEF"
            kept = json.dumps([str(bench.events), str(bench.supervisor.statuses())], ensure_ascii=False)
            assert "陈" not in kept
            assert CHEN_JI.fields["id_number"] not in kept
            assert "YXFW1" not in kept

    with cards, codes:
        asyncio.run(day())


def test_a_pulled_plug_ends_the_command_and_the_reader_comes_back_by_itself(tmp_path):
    line = PtyLine(SamvTwin(), tmp_path / "id_card")

    async def day():
        async with Bench([reader(line)]) as bench:
            await bench.online("id_card")
            card = asyncio.create_task(bench.run("id_card", "read_card"))
            await bench.until(lambda: "insertCard" in bench.kinds("id_card"))
            await asyncio.to_thread(line.unplug)
            done = await card
            assert (done.code, done.error) == (CompletionCode.DEVICE_NOT_READY, "bus.gone")
            await bench.until(lambda: not bench.supervisor.status("id_card").ready)
            await asyncio.to_thread(line.plug)
            await bench.online("id_card")
            line.act(lambda: line.machine.place(CHEN_JI))
            assert (await bench.run("id_card", "read_card")).done

    with line:
        asyncio.run(day())
