"""What cannot be of attendance is told before a hall opens with it."""

import pytest

from hall.settings import SettingsError, load
from tests.unit.settings.test_hall_file_faults import DEMO

CLERK = '\n[[clerks]]\nid = "0312"\nname = "周晓岚"\n'
HOURS = '\n[[hours]]\nopen = ["09:00-12:00", "13:30-17:00"]\n'


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("on = true", "考勤要先有人：写上 clerks"),
        (f"on = true\n{CLERK}", "考勤要知道谁什么时候上班"),
        (f'on = true\nexempt = ["0321"]\n{CLERK}{HOURS}', "工号 0321 不认识，是不是 0312？"),
        (f'since = "2026-02-30"\njoined = {{ "0321" = "2026-11-01" }}\n{CLERK}', "2026-02-30 不是日期"),
        (f'columns = {{ bagde = "考勤号" }}\n{CLERK}', "列 bagde 不认识，是不是 badge？"),
        (f'[[attendance.shifts]]\nclerks = ["0312"]\nopen = ["17:00-09:00"]\n{CLERK}', "结束不在开始之后"),
        (f"on = true\n{CLERK}{HOURS}", "考勤机写在窗口机(window)或评价屏(pad)下面"),
    ],
)
def test_a_hall_that_cannot_keep_attendance_is_told_why(tmp_path, written, told):
    machine = '  { name = "punch", profile = "hallkit-punch", port = "tcp://192.0.2.9:4370" },\n'
    demo = DEMO.read_text(encoding="utf-8")
    text = demo.replace("devices = [\n", f"devices = [\n{machine}", 1)  # of the terminal
    path = tmp_path / "hall.toml"
    path.write_text(f"{text}\n[attendance]\n{written}\n", encoding="utf-8")
    with pytest.raises(SettingsError) as caught:
        load(path)
    assert told in str(caught.value)
