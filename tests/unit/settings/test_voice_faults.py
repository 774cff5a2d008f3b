"""A [voice] that cannot be meant is refused with its place and what to write."""

from tests.unit.settings.test_hall_file_faults import refused

VOICE = '[voice]\nvoices = ["mandarin"]\n'


def test_a_template_without_the_number_is_refused(tmp_path):
    call = 'call = { zh = "请到{window}号窗口", en = "Number {number}, window {window}, {name}" }\n'
    zh, en = refused(tmp_path, (VOICE, VOICE + call))
    assert "要写上 {number} 和 {window} 各一次" in zh
    assert "no other braces" in en


def test_a_zone_names_windows_and_outputs_that_exist(tmp_path):
    zones = 'zones = [{ id = "hal", windows = [1, 44] }, { id = "hal", windows = [2] }]\n'
    lines = refused(tmp_path, (VOICE, VOICE + zones))
    assert any("窗口 44 不认识" in line for line in lines)
    assert any("音箱的分区 hal 不认识，是不是 hall？" in line for line in lines)
    assert any("id hal 重复了" in line for line in lines)


def test_hours_and_readings_are_checked(tmp_path):
    wrong = 'zero = "0"\nquiet = [{ begin = "12", end = "14:00" }]\n'
    lines = refused(tmp_path, (VOICE, VOICE + wrong))
    assert any("zero 0 不认识" in line for line in lines)
    assert any("begin = '12' 写法不对" in line for line in lines)
