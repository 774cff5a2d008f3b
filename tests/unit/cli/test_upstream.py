"""`hallkit upstream` as a technician uses it."""

from hall.settings import CONFIG
from tests.unit.cli.running import hallkit, told

DEMO = (CONFIG / "halls" / "demo.toml").read_text(encoding="utf-8")
LINES = """
[upstream]
mapping = "guangdong"
url = "https://province.example/evaluation"
hall_code = "990101"
identity = "full"
"""


def test_a_check_shows_an_invented_evaluation_masked_and_says_what_is_left_out(tmp_path):
    (tmp_path / "hall.toml").write_text(DEMO + LINES, encoding="utf-8")
    found = told(hallkit("upstream", "check", "--data", tmp_path, "--json"))
    assert found["fields"]["userName"] == "张*帆", "masked here, though the hall sends it whole"
    assert found["fields"]["busicode"] == "EvaluationSend"
    assert "satisfaction" in found["left_out"]


def test_a_fault_of_the_settings_is_told_with_what_to_write(tmp_path):
    (tmp_path / "hall.toml").write_text(DEMO + LINES.replace("hall_code", "region_name"), encoding="utf-8")
    ended = hallkit("upstream", "check", "--data", tmp_path)
    assert ended.returncode == 2
    assert "hallCode" in ended.stderr
    assert "请向省里要来写上" in ended.stderr
