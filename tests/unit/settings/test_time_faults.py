"""Hours, dates, slots and clerks that are wrong are told with their place."""

import pytest

from hall.settings import SettingsError, load
from tests.unit.settings.test_hall_file_faults import DEMO


def refused(tmp_path, more):
    path = tmp_path / "hall.toml"
    path.write_text(DEMO.read_text(encoding="utf-8") + more, encoding="utf-8")
    with pytest.raises(SettingsError) as caught:
        load(path)
    return str(caught.value)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ('[[hours]]\nopen = ["12:00-09:00"]', "12:00-09:00 的结束不在开始之后"),
        ('[[hours]]\nopen = ["20:00-02:00"]', "20:00-24:00 和 00:00-02:00"),
        ('[[hours]]\nopen = ["9-12"]', "写法不对"),
        ('[[hours]]\ndays = ["monday"]\nopen = ["09:00-12:00"]', "days monday 不认识，是不是 mon？"),
        ("[booking]\nslot_min = 45", "可用的有：30, 60"),
        ('[[workdays]]\ndate = "2026-02-30"\nas_day = "fri"', "2026-02-30 不是日期"),
        (
            '[[holidays]]\nname={zh="节",en="H"}\nfirst="2026-10-07"\nlast="2026-10-01"',
            "最后一天在第一天之前",
        ),
        (
            (
                '[[holidays]]\nname={zh="节",en="H"}\nfirst="2026-10-01"\nlast="2026-10-07"\n'
                '[[workdays]]\ndate = "2026-10-05"\nas_day = "fri"'
            ),
            "2026-10-05 也在放假的日子里",
        ),
        ("[supervision]\nwait_min = 60\nwait_red_min = 50", "wait_red_min 是 50，不能比 wait_min 的 60 小"),
        ("[supervision]\nlate_min = 20", "late_red_min 是 15，不能比 late_min 的 20 小"),
        ('[[slots]]\nservice = "socail"\nopen = ["09:00-12:00"]\ncapacity = 3', "是不是 social？"),
        ("[booking]\nwalk_in_percent = 20", "太小，至少是 30"),
        ('[[clerks]]\nid = "c1"\nname = "张芳"\nsubstitute_for = ["c1"]', "自己不能做自己的 B 岗"),
        ('[[clerks]]\nid = "c1"\nname = "张芳"\nsubstitute_for = ["c2"]', "工号 c2 不认识"),
    ],
)
def test_each_fault_is_told(tmp_path, more, said):
    told = refused(tmp_path, f"\n{more}\n")
    assert said in told, told
    assert "hall.toml:" in told


def test_midnight_is_the_end_of_a_day_and_a_right_file_is_taken(tmp_path):
    path = tmp_path / "hall.toml"
    more = '\n[[hours]]\ndays = ["sat"]\nopen = ["20:00-24:00"]\n[[workdays]]\ndate = "2026-10-10"\nas_day = "fri"\n'
    path.write_text(DEMO.read_text(encoding="utf-8") + more, encoding="utf-8")
    assert load(path).hours[0].open == ["20:00-24:00"]
