"""The printer as programs meet it: in its own child process, under the supervisor."""

import asyncio
from contextlib import asynccontextmanager

from drivers.sim.faults import Fault
from drivers.sim.line import PtyLine
from drivers.sim.ticket_printer import TicketPrinterTwin
from drivers.types import CompletionCode, DeviceState
from hall.assets import load_form
from tests.support.papers import TICKET
from tests.support.printing import OPTIONS
from tests.support.supervised import Bench, spec


@asynccontextmanager
async def hall(tmp_path):
    twin = TicketPrinterTwin()
    with PtyLine(twin, tmp_path / "printer") as line:
        port = spec(
            "printer",
            "drivers.printer.ticket:TicketPrinter",
            line.port,
            wire={"baud": 115200},
            options=OPTIONS,
        )
        async with Bench([port]) as bench:
            await bench.online("printer")
            yield bench, twin, line


def ticket(bench, **changed):
    return bench.run("printer", "print_form", form=load_form("ticket"), data=TICKET | changed, job="job-1")


def test_a_ticket_through_child_and_pipe(tmp_path):
    async def play():
        async with hall(tmp_path) as (bench, twin, line):
            done = await ticket(bench, place="䶮厅")
            assert done.done, done
            assert done.evidence["confirmed_by"] == "status"
            assert [piece.text.count("A012") for piece in line.act(twin.tear_off)] == [1]
            assert twin.errors == []

    asyncio.run(play())


def test_paper_out_is_seen_without_asking_and_gone_when_refilled(tmp_path):
    async def play():
        async with hall(tmp_path) as (bench, twin, line):
            line.set_fault(Fault.PAPER_OUT)
            await bench.until(lambda: bench.supervisor.status("printer").code == "paper.out")
            assert (await ticket(bench)).code is CompletionCode.DEVICE_NOT_READY
            line.set_fault(Fault.NONE)
            await bench.online("printer")
            assert (await ticket(bench)).done
            assert len(twin.pieces) == 1

    asyncio.run(play())


def test_a_plug_put_back_is_found_again(tmp_path):
    async def play():
        async with hall(tmp_path) as (bench, twin, line):
            line.set_fault(Fault.UNPLUGGED)
            await bench.until(lambda: bench.supervisor.status("printer").device is not DeviceState.ONLINE)
            line.set_fault(Fault.NONE)
            await bench.online("printer")
            assert (await ticket(bench)).done
            assert twin.errors == []

    asyncio.run(play())
