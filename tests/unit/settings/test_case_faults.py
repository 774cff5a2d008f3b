"""Deadlines of cases that cannot be are told with their place."""

import pytest

from hall.settings import SettingsError, load
from tests.unit.settings.test_hall_file_faults import DEMO


def test_a_promise_longer_than_the_law_allows_is_told(tmp_path):
    path = tmp_path / "hall.toml"
    text = DEMO.read_text(encoding="utf-8")
    path.write_text(text.replace("promise_days = 3\n", "promise_days = 30\n", 1), encoding="utf-8")
    with pytest.raises(SettingsError) as caught:
        load(path)
    assert "承诺 30 天办结，比法定的 15 天还长" in str(caught.value)
    assert "hall.toml:" in str(caught.value)


def test_no_statutory_days_allow_any_promise(tmp_path):
    path = tmp_path / "hall.toml"
    text = DEMO.read_text(encoding="utf-8").replace("statutory_days = 15\n", "statutory_days = 0\n")
    path.write_text(text.replace("promise_days = 3\n", "promise_days = 30\n", 1), encoding="utf-8")
    assert load(path).items[1].promise_days == 30
