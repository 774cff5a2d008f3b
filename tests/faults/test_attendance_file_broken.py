"""A punch machine's file that is missing, half written, or another one than before."""

import pytest

from drivers.attendance.importer import AttendanceImport
from drivers.transport.nothing import NoWire
from drivers.types import Command, CompletionCode, DeviceState
from tests.support.direct import TestContext

FIRST = "badge,time\nG0007,2026-06-01 08:25:00\n"


@pytest.fixture
def path(tmp_path):
    return tmp_path / "punches.csv"


def importer(path):
    context = TestContext()
    return AttendanceImport(
        NoWire("none:punches", context.check), {"path": str(path), "format": "csv"}, context
    )


def taken(path, cursor=""):
    done = importer(path).perform(Command("c", "list_since", {"cursor": cursor}, 5000))
    assert done.done, done
    return [one["badge"] for one in done.result["punches"]], done.result["cursor"], done.result["bad"]


def test_a_file_that_is_not_there_is_offline_and_gives_nothing(path):
    driver = importer(path)
    status = driver.start()
    assert (status.device, status.code) == (DeviceState.OFFLINE, "punch.fileInvalid")
    done = driver.perform(Command("c", "list_since", {"cursor": ""}, 5000))
    assert (done.code, done.error, done.result) == (CompletionCode.HARDWARE_ERROR, "punch.fileInvalid", {})


def test_a_line_that_is_still_being_written_waits(path):
    path.write_text(FIRST + "G0008,2026-06-")
    badges, cursor, bad = taken(path)
    assert (badges, bad) == (["G0007"], {})
    path.write_text(FIRST + "G0008,2026-06-01 08:31:00\n")
    assert taken(path, cursor)[0] == ["G0008"]


def test_a_broken_line_costs_only_itself(path):
    path.write_text(FIRST + "\x00,\x01\nG0009,2026-06-01 08:32:00\n")
    badges, _, bad = taken(path)
    assert badges == ["G0007", "G0009"]
    assert list(bad) == ["3"]


def test_another_file_in_its_place_is_read_from_its_beginning(path):
    path.write_text(FIRST)
    _, cursor, _ = taken(path)
    path.write_text("badge,time\nG0010,2026-06-02 08:00:00\n")
    assert taken(path, cursor)[0] == ["G0010"]
