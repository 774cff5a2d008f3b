"""`hallkit device selftest`: what was tried is told, what was not is not called well, and devices prove each other."""

import asyncio
import json
from argparse import Namespace
from pathlib import Path

import pytest

from drivers.kit.built_in import twin_of
from drivers.printer.columns import width
from drivers.sim.faults import Fault
from hall.cli.exits import Exit
from hall.cli.language import Say
from hall.cli.readiness import _COLUMNS, Finding, Outcome, Report, _broken, save
from hall.cli.selftest import try_all
from hall.cli.tried import Placed
from hall.settings import CONFIG, load_profile
from tests.unit.cli.running import hallkit, told

SAY = Say("en")
MADE = "2026-11-22T15:48+08:00"


class Unit:
    """Twins of some profiles, tried together."""

    def __init__(self, folder, *profiles):
        self.placed = []
        for name in profiles:
            (folder / name).mkdir()
            line = twin_of(name, folder / name)
            line.start()
            profile = load_profile(name)
            self.placed.append(Placed(profile.device_class, profile, line.port, line))

    def line(self, device_class):
        return next(one.line for one in self.placed if one.name == device_class)

    def tried(self, *, everything=True):
        chosen = Namespace(all=everything, twins=True, timeout=6.0)
        found, exit_ = asyncio.run(try_all(self.placed, chosen, SAY))
        return {one.id: one for one in found}, exit_

    def close(self):
        for one in self.placed:
            one.line.stop()


@pytest.fixture
def unit(tmp_path):
    made = Unit(tmp_path, "serial-scanner", "escpos-80")
    yield made
    made.close()


def test_a_printed_code_is_read_back_by_the_scanner(unit):
    found, exit_ = unit.tried()
    assert exit_ == Exit.DONE
    assert found["printedCode"].outcome is Outcome.PASSED
    assert found["ticket_printer"].outcome is Outcome.PASSED
    assert found["ticket_printer.self_test"].outcome is Outcome.PASSED
    assert found["walkedScreen"].outcome is Outcome.NOT_TRIED


def test_a_scanner_is_not_called_well_for_being_plugged_in(unit):
    found, exit_ = unit.tried(everything=False)
    assert found["code_scanner"].outcome is Outcome.NOT_TRIED
    assert exit_ == Exit.DONE
    assert set(found) == {"code_scanner", "ticket_printer"}


def test_a_scanner_that_reads_nothing_fails_the_loop(unit):
    unit.line("code_scanner").set_fault(Fault.NO_ANSWER)
    found, exit_ = unit.tried()
    assert (found["printedCode"].outcome, found["printedCode"].code) == (Outcome.FAILED, "code.none")
    assert exit_ == Exit.HARDWARE


def test_a_scanner_that_reads_another_code_fails_the_loop(unit):
    scanner = unit.line("code_scanner").machine
    honest = scanner.present
    scanner.present = lambda code: honest(code[:-1] + b"?")
    found, _ = unit.tried()
    assert found["printedCode"].outcome is Outcome.FAILED
    assert found["printedCode"].note[1] == "another code was read"


def test_a_printer_without_paper_fails_and_its_loop_is_not_tried(unit):
    unit.line("ticket_printer").set_fault(Fault.PAPER_OUT)
    found, exit_ = unit.tried()
    assert (found["ticket_printer"].outcome, found["ticket_printer"].code) == (Outcome.FAILED, "paper.out")
    assert found["printedCode"].outcome is Outcome.NOT_TRIED
    assert exit_ == Exit.CITIZEN


def test_a_printer_that_cannot_answer_is_proved_by_the_scanner_alone(tmp_path):
    made = Unit(tmp_path, "wedge-scanner", "escpos-80-nostatus")
    try:
        found, _ = made.tried()
    finally:
        made.close()
    assert found["ticket_printer"].outcome is Outcome.NOT_TRIED
    assert found["ticket_printer.self_test"].outcome is Outcome.NOT_TRIED
    assert found["printedCode"].outcome is Outcome.PASSED


def report(*outcomes):
    findings = [Finding(f"t{n}", ("测试", "test"), one) for n, one in enumerate(outcomes)]
    return Report(MADE, "云溪县政务服务大厅", "terminal-1", False, findings)


@pytest.mark.parametrize(
    ("outcomes", "ready", "complete"),
    [
        ((Outcome.PASSED,), True, True),
        ((Outcome.PASSED, Outcome.NOT_TRIED), True, False),
        ((Outcome.NOT_TRIED,), False, False),
        ((Outcome.PASSED, Outcome.FAILED), False, True),
        ((), False, True),
    ],
)
def test_ready_means_that_nothing_failed_and_something_passed(outcomes, ready, complete):
    assert (report(*outcomes).ready, report(*outcomes).complete) == (ready, complete)


def test_the_report_is_saved_with_its_date_as_json_and_pdf(tmp_path):
    as_json, as_pdf = save(report(*[Outcome.PASSED] * 80), tmp_path / "new", Say("zh"))
    assert as_json.name == "readiness-terminal-1-20261122-1548.json"
    assert json.loads(as_json.read_text(encoding="utf-8"))["ready"] is True
    pdf = as_pdf.read_bytes()
    assert pdf.startswith(b"%PDF-")
    assert pdf.count(b"/Type /Page\n") + pdf.count(b"/Type /Page ") + pdf.count(b"/Type /Page/") >= 2


def test_the_command_on_twins_of_a_hall_file(tmp_path):
    hall = CONFIG / "halls" / "demo.toml"
    ended = hallkit("device", "selftest", "--hall", hall, "--unit", "nobody", "--twins")
    assert ended.returncode == Exit.BAD_INPUT
    assert "--unit" in ended.stderr
    ended = hallkit("device", "selftest", "--twins", "--all", "--screen", "--json", "-o", tmp_path)
    said = told(ended)
    assert ended.returncode == Exit.DONE, ended.stderr
    assert (said["ready"], said["twins"], said["complete"]) == (True, True, False)
    loops = {one["id"]: one["result"] for one in said["tests"] if "device" not in one}
    assert {"printedCode", "printedChart", "heardSound", "walkedScreen"} <= set(loops)
    assert set(loops.values()) == {"passed"}
    assert Path(said["files"]["pdf"]).is_file()


def test_a_hall_file_with_a_passing_port_name_is_told_what_is_wrong_with_it(tmp_path):
    placed = [Placed("code_scanner", load_profile("serial-scanner"), "/dev/ttyUSB0")]
    chosen = Namespace(all=False, twins=False, timeout=1.0)
    found, exit_ = asyncio.run(try_all(placed, chosen, SAY))
    assert (found[0].outcome, found[0].code, exit_) == (Outcome.FAILED, "bus.notFound", Exit.NO_DEVICE)
    assert "/dev/ttyUSB0 may mean another device" in found[0].note[1]


def test_neither_a_hall_nor_twins(tmp_path):
    ended = hallkit("device", "selftest", "-o", tmp_path)
    assert ended.returncode == Exit.BAD_INPUT
    assert "--hall" in ended.stderr


def test_a_long_line_breaks_between_words_and_loses_nothing():
    english = (
        "    sharpness: MTF50 0.206 cycles/px where softest, 32.8 dots an inch resolved, and so on to the end"
    )
    chinese = "灰阶分清" * 30
    for line in (english, chinese, "x" * 200):
        pieces = [*_broken(line)]
        assert len(pieces) > 1
        assert all(width(piece) <= _COLUMNS for piece in pieces)
        assert "".join("".join(piece.split()) for piece in pieces) == "".join(line.split())
    assert {word for piece in _broken(english) for word in piece.split()} == set(english.split())
