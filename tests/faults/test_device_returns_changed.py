"""Pulled out, changed, put back: a device says how it is now, not how it was."""

import asyncio
import contextlib

import pytest

from drivers.sim.faults import Fault
from drivers.sim.line import PtyLine
from drivers.sim.ticket_printer import TicketPrinterTwin
from tests.support.supervised import Bench, spec

PRINTER = "drivers.printer.ticket:TicketPrinter"
OPTIONS = {"dots": 576, "columns": 48, "dots_per_mm": 8}


@contextlib.asynccontextmanager
async def printer(folder):
    line = PtyLine(TicketPrinterTwin(), folder / "printer")
    with line:
        wired = spec("printer", PRINTER, line.port, wire={"baud": 115200}, options=OPTIONS)
        async with Bench([wired]) as bench:
            await bench.online("printer")
            yield bench, line


@pytest.mark.parametrize(
    ("fault", "code"), [(Fault.PAPER_OUT, "paper.out"), (Fault.COVER_OPEN, "cover.open")]
)
def test_a_printer_that_comes_back_without_paper_is_never_online_first(tmp_path, fault, code):
    async def play():
        async with printer(tmp_path) as (bench, line):
            line.unplug()
            await bench.until(lambda: not bench.supervisor.status("printer").ready)
            shown = []
            seen = len(bench.events)
            line.set_fault(fault)
            await bench.until(lambda: bench.supervisor.status("printer").code == code)
            for _, event in bench.events[seen:]:
                shown += [(event.data.get("device"), event.data.get("code"))] * (
                    event.kind == "statusChanged"
                )
            assert not [one for one in shown if one[0] == "online"], shown
            line.set_fault(Fault.NONE)
            await bench.online("printer")
            assert bench.supervisor.status("printer").counters["resets"] == 0

    asyncio.run(play())


def test_paper_that_ran_out_while_it_was_unplugged_refuses_the_next_print(tmp_path):
    async def play():
        async with printer(tmp_path) as (bench, line):
            line.unplug()
            line.set_fault(Fault.PAPER_OUT)
            await bench.until(lambda: bench.supervisor.status("printer").code == "paper.out")
            done = await bench.run("printer", "cut")
            assert (done.done, done.error) == (False, "paper.out")
            assert line.act(lambda: len(line.machine.pieces)) == 0

    asyncio.run(play())
