"""Files of attendance machines: read on, read anew, damaged rows told without what is in them."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drivers.attendance.book import Book, Rules
from drivers.attendance.files import FileError, Layout, read_file
from drivers.attendance.importer import AttendanceImport
from drivers.attendance.records import Punch, PunchError, read_punch, read_time
from drivers.transport.nothing import NoWire
from drivers.types import Command, CompletionCode
from tests.support.direct import TestContext

LAYOUT = Layout("csv", {"badge": "工号", "time": "时间", "way": "状态"}, 480, "gate")
HEAD = "工号,姓名,时间,状态\n"
ROWS = "G0007,王芳,2026-06-01 08:25:00,上班\nG0008,李静,2026/06/01 08:31,签到\n"


def importer(path, **options):
    context = TestContext()
    given = {"path": str(path), "columns": dict(LAYOUT.columns), "terminal": "gate", **options}
    return AttendanceImport(NoWire("none:punches", context.check), given, context)


def listed(driver, **args):
    return driver.perform(Command("c1", "list_since", args, 5000))


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_file_is_read_and_read_on(tmp_path, charset):
    path = tmp_path / "punches.csv"
    path.write_bytes((HEAD + ROWS).encode(charset))
    first = read_file(path, LAYOUT)
    assert [(one.badge, one.way) for one in first.punches] == [("G0007", "in"), ("G0008", "in")]
    assert first.punches[0].at_s == 1_780_273_500
    assert read_file(path, LAYOUT, first.cursor).punches == []
    with path.open("ab") as file:
        file.write(
            "G0007,王芳,2026-06-01 17:32:00,下班\nG0008,李静,2026-06-0".encode(charset.removesuffix("-sig"))
        )
    second = read_file(path, LAYOUT, first.cursor)
    assert [(one.badge, one.way) for one in second.punches] == [("G0007", "out")]
    with path.open("ab") as file:
        file.write("1 17:40:00,下班\n".encode(charset.removesuffix("-sig")))
    assert [one.badge for one in read_file(path, LAYOUT, second.cursor).punches] == ["G0008"]


def test_a_file_begun_anew_is_read_anew(tmp_path):
    path = tmp_path / "punches.csv"
    path.write_text(HEAD + ROWS * 5)
    cursor = read_file(path, LAYOUT).cursor
    path.write_text(HEAD + ROWS.replace("06-01", "06-02"))
    assert len(read_file(path, LAYOUT, cursor).punches) == 2


def test_a_long_file_comes_in_pieces_and_no_row_twice(tmp_path):
    path = tmp_path / "punches.csv"
    path.write_text(HEAD + "".join(f"G{n:04d},x,2026-06-01 08:{n % 60:02d}:00,上班\n" for n in range(50)))
    cursor, seen = "", []
    while (batch := read_file(path, LAYOUT, cursor, 7)).punches:
        seen += [one.badge for one in batch.punches]
        cursor = batch.cursor
    assert seen == [f"G{n:04d}" for n in range(50)]


def test_rows_that_make_no_sense_are_told_by_line_and_field(tmp_path):
    path = tmp_path / "punches.csv"
    path.write_text(HEAD + "G0007,王芳,yesterday,上班\n,x,2026-06-01 08:00:00,上班\n" + ROWS + '"open\n')
    batch = read_file(path, LAYOUT)
    assert batch.bad == {2: "time", 3: "badge", 6: "time"}
    assert len(batch.punches) == 2


@pytest.mark.parametrize("kind", ["json", "jsonl"])
def test_json_too(tmp_path, kind):
    rows = [
        {"badge": "g0007", "time": "2026-06-01T08:25:00+08:00", "way": "in"},
        {"badge": "G0008", "time": 1_780_273_500},
    ]
    path = tmp_path / "punches"
    path.write_text(json.dumps(rows) if kind == "json" else "".join(json.dumps(row) + "\n" for row in rows))
    layout = Layout(kind, {"badge": "badge", "time": "time", "way": "way"})
    batch = read_file(path, layout)
    assert [(one.badge, one.at_s) for one in batch.punches] == [
        ("G0007", 1_780_273_500),
        ("G0008", 1_780_273_500),
    ]
    assert read_file(path, layout, batch.cursor).punches == []


@pytest.mark.parametrize(
    ("text", "kind"), [("工号,时间\n", "csv"), ("{", "json"), ("{}", "json"), ("[" * 100_000, "json")]
)
def test_a_file_that_is_something_else_is_refused(tmp_path, text, kind):
    path = tmp_path / "punches"
    path.write_text(text)
    with pytest.raises(FileError):
        read_file(path, Layout(kind, LAYOUT.columns))


def test_the_driver_flags_what_is_odd(tmp_path):
    path = tmp_path / "punches.csv"
    path.write_text(
        HEAD + ROWS + "G0007,王芳,2026-06-01 08:25:20,上班\nG0999,x,2026-06-01 09:00:00,上班\n" + ROWS
    )
    driver = importer(path)
    assert driver.start().ready
    done = listed(driver, roster=["G0007", "G0008"], now_s=1_780_273_500)
    assert [one["flags"] for one in done.result["punches"]] == [
        [], ["fromTheFuture"], ["duplicatePunch"], ["unknownBadge", "fromTheFuture"],
    ]  # fmt: skip
    assert done.result["repeated"] == 2
    assert listed(driver, cursor=done.result["cursor"]).result["punches"] == []


def test_a_file_that_is_not_there_is_said(tmp_path):
    driver = importer(tmp_path / "none.csv")
    assert driver.start().code == "punch.fileInvalid"
    assert listed(driver).code is CompletionCode.HARDWARE_ERROR
    assert importer(tmp_path, columns={"badge": "a"}).start().code == "config.invalid"


def test_a_badge_is_in_no_repr_and_no_message():
    assert "G0007" not in repr(Punch("G0007", 1))
    with pytest.raises(PunchError) as told:
        read_punch({"badge": "G0007", "time": "never"}, 480)
    assert "never" not in str(told.value)


@given(st.text(max_size=30))
def test_no_text_breaks_the_reading_of_a_time(text):
    try:
        assert isinstance(read_time(text, 480), int)
    except PunchError as error:
        assert error.field == "time"  # noqa: PT017 - either is right


@settings(max_examples=200)
@given(st.binary(max_size=300), st.text(max_size=20), st.sampled_from(["csv", "json", "jsonl"]))
def test_no_file_and_no_cursor_break_the_reading(tmp_path_factory, data, cursor, kind):
    path = tmp_path_factory.mktemp("punches") / "file"
    path.write_bytes(HEAD.encode() + data)
    try:
        batch = read_file(path, Layout(kind, LAYOUT.columns), cursor)
    except FileError:
        return
    assert read_file(path, Layout(kind, LAYOUT.columns), batch.cursor).punches == []


@given(st.lists(st.tuples(st.sampled_from("AB"), st.integers(0, 300), st.integers(0, 5)), max_size=30))
def test_the_book_takes_every_punch_once(rows):
    book = Book(Rules())
    punches = [Punch(badge, at, number=number) for badge, at, number in rows]
    taken = [one for one in (book.judge(punch, 0) for punch in punches) if one is not None]
    assert len(taken) == len({punch.key for punch in punches})
