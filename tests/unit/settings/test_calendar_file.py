"""Holidays in a file of their own: the same days as in the hall file, faults told with that file's name and place."""

from datetime import date

import pytest

from hall.domain.cases.workdays import Workdays
from hall.settings import CONFIG, SettingsError, load
from hall.settings.calendar import year_without
from hall.settings.opening import opening

DEMO = (CONFIG / "halls" / "demo.toml").read_text(encoding="utf-8")
DAYS = """
[[holidays]]
name = { zh = "国庆节", en = "National Day" }
first = "2026-10-01"
last = "2026-10-07"

[[workdays]]
date = "2026-10-10"
as_day = "fri"
"""


def hall(folder, calendar, more=""):
    (folder / "hall.toml").write_text(f'calendar = "calendar.toml"\n{DEMO}{more}', encoding="utf-8")
    if calendar is not None:
        (folder / "calendar.toml").write_text(calendar, encoding="utf-8")
    return folder / "hall.toml"


def test_days_are_those_of_the_calendar_file(tmp_path):
    days = Workdays(opening(load(hall(tmp_path, DAYS))).calendar)
    # from Wed 30 Sep: Thu 8, Fri 9, Sat 10 made up
    assert days.due(date(2026, 9, 30), 3) == date(2026, 10, 10)


def test_days_of_both_files_count(tmp_path):
    more = '\n[[holidays]]\nname = { zh = "州庆", en = "Founding day" }\nfirst = "2026-10-08"\nlast = "2026-10-08"\n'
    days = Workdays(opening(load(hall(tmp_path, DAYS, more))).calendar)
    assert days.due(date(2026, 9, 30), 1) == date(2026, 10, 9)


@pytest.mark.parametrize(
    ("calendar", "more", "said"),
    [
        (None, "", "calendar.toml: 没有这个文件"),
        (DAYS.replace("2026-10-07", "2026-09-07"), "", "calendar.toml:5:8: 最后一天在第一天之前"),
        (DAYS.replace("holidays", "holiday"), "", "是不是 holidays？"),
        (
            DAYS,
            '\n[[workdays]]\ndate = "2026-10-10"\nas_day = "fri"\n',
            "calendar.toml:8:8: 2026-10-10 在大厅文件里已经写了",
        ),
    ],
)
def test_a_fault_is_told_with_its_file_and_place(tmp_path, calendar, more, said):
    with pytest.raises(SettingsError) as told:
        load(hall(tmp_path, calendar, more))
    assert said in str(told.value)


@pytest.mark.parametrize(
    ("today", "year"),
    [
        (date(2026, 11, 30), None),
        (date(2026, 12, 1), 2027),
        (date(2027, 3, 1), 2027),
    ],
)
def test_a_year_without_holidays_is_told_before_it_begins(tmp_path, today, year):
    assert year_without(load(hall(tmp_path, DAYS)), today) == year
