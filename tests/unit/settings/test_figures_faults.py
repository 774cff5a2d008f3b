"""Formulas that cannot be are told before a hall opens with them."""

import pytest

from hall.settings import SettingsError, load
from hall.settings.figures import FOLDER, figures
from tests.unit.settings.test_hall_file_faults import DEMO

INDEX = """
id = "own"
base = "{base}"
name = {{ zh = "本省", en = "Province" }}
note = {{ zh = "文件", en = "Paper" }}
[[index]]
id = "good"
name = {{ zh = "好评率", en = "Good" }}
unit = "percent"
above = {above}
below = {below}
"""


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ('formulas = "halkit"', "公式 halkit 不认识，是不是 hallkit？"),
        ('variants = { satisfied = "with_all" }', "算法 with_all 不认识，是不是 with_all_right？"),
        ('variants = { satisfid = "with_all_right" }', "指标 satisfid 不认识，是不是 satisfied？"),
    ],
)
def test_a_misspelt_choice_is_told_with_its_place(tmp_path, written, told):
    path = tmp_path / "hall.toml"
    path.write_text(f"{DEMO.read_text(encoding='utf-8')}\n[figures]\n{written}\n", encoding="utf-8")
    with pytest.raises(SettingsError) as caught:
        load(path)
    assert told in str(caught.value)
    assert "hall.toml:" in str(caught.value)


@pytest.mark.parametrize(
    ("base", "above", "below", "why"),
    [
        ("", "{ n9 = 1 }", "{ n = 1 }", "above.n9"),
        ("", "{ n5 = 0 }", "{ n = 1 }", "0 times"),
        ("", "{ n5 = 1 }", "{ n = -1 }", "below.n"),
        ("", "{ n5 = 1 }", "{}", "below"),
        ("", "{ n5 = '__import__(\"os\")' }", "{ n = 1 }", "above.n5"),
        ("nobody", "{ n5 = 1 }", "{ n = 1 }", "nobody.toml"),
        ("with-silence", "{ n5 = 1 }", "{ n = 1 }", "with-silence has a base itself"),
    ],
)
def test_a_provinces_own_set_that_is_wrong_is_told_with_its_file(tmp_path, base, above, below, why):
    for path in FOLDER.glob("*.toml"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "own.toml").write_text(INDEX.format(base=base, above=above, below=below), encoding="utf-8")
    (found,) = figures({"figures": {"formulas": "own"}}, tmp_path)
    assert found.loc == ("figures", "formulas")
    assert "assets/figures/own.toml 写错了" in found.zh
    assert why in found.zh


def test_a_set_with_a_base_says_only_what_differs(tmp_path):
    (tmp_path / "hallkit.toml").write_bytes((FOLDER / "hallkit.toml").read_bytes())
    text = INDEX.format(base="hallkit", above="{ n5 = 1, n2 = -1 }", below="{ n = 1 }")
    (tmp_path / "own.toml").write_text(text, encoding="utf-8")
    assert (
        list(figures({"figures": {"formulas": "own", "variants": {"rectified": "of_due"}}}, tmp_path)) == []
    )
