"""Files of guides: what is wrong is told with its place, and one bad file does not empty the shelf."""

import json
import re
from datetime import date

import pytest

from hall.cli.guides import load_hall
from hall.domain.guides.codes import credit_code_holds
from hall.guides.book import SAMPLES, folders, load, signature
from hall.guides.files import dump, read_shelf
from hall.guides.lacking import lacks
from hall.guides.topics import topics, validity
from hall.settings import CONFIG, SettingsError
from hall.texts import load_texts

PERMIT = (SAMPLES / "residence-permit.toml").read_text(encoding="utf-8")
LEAST = """
[[guides]]
id = "least"
name = "最小的指南"
version = "1"
published = 2026-01-01
case_class = "at_once"
department = { name = "县公安局" }
promised = { days = 0 }
result = { name = "结果" }
places = [{ address = "大厅", hours = "白天" }]
inquiry = { phone = "1" }
complaint = { phone = "2" }
"""


def refused(path, text):
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError) as told:
        read_shelf(path)
    return str(told.value)


def test_the_samples_are_complete_in_both_languages():
    book = load([SAMPLES])
    assert not book.faults
    assert not [(each.id, lacks(each)) for each in book.guides if lacks(each)]
    chinese = re.compile("[一-鿿]")
    english = [
        line for guide in book.guides for each in topics(guide, load_texts("en")) for line in each.lines
    ]
    assert not [line for line in english if chinese.search(line)]


def test_a_misspelt_name_is_told_with_its_line(tmp_path):
    told = refused(tmp_path / "a.toml", PERMIT.replace("case_class =", "case_clas ="))
    assert "a.toml:" in told
    assert "是不是 case_class" in told


def test_a_word_that_is_none_of_those_names_the_nearest(tmp_path):
    told = refused(tmp_path / "a.toml", PERMIT.replace('case_class = "in_time"', 'case_class = "in_tme"'))
    assert "是不是 in_time" in told


def test_a_credit_code_that_cannot_be_is_told(tmp_path):
    assert credit_code_holds("11990001MB00000014")
    assert not credit_code_holds("11990001MB00000041")
    told = refused(tmp_path / "a.toml", PERMIT.replace("11990001MB00000014", "11990001MB00000041"))
    assert "校验位" in told


def test_a_fault_in_json_is_told_with_its_path(tmp_path):
    guide = {"id": "x", "name": "居住证", "materials": [{"name": "身份证", "copies": "two"}]}
    told = refused(tmp_path / "a.json", json.dumps({"guides": [guide]}))
    assert "guides[0](居住证).materials[0](身份证).copies" in told
    assert "guides[0](居住证).version: 缺少 version" in told
    assert "a.json:1:3" in refused(tmp_path / "a.json", "{ 1")


APPLIED = """
[[guides.materials]]
name = "合同"
situations = ["rant"]
commitment = true

[[guides.apply.situations]]
id = "rent"
name = "租房"

[[guides.apply.situations]]
id = "rent"
name = "租房"
"""


def test_how_one_applies_must_fit_together_and_the_guide_can_still_be_read(tmp_path):
    (tmp_path / "a.toml").write_text(LEAST + APPLIED, encoding="utf-8")
    book = load([tmp_path])
    assert list(book.by_id) == ["least"]
    told = "\n".join(book.faults)
    assert "materials[0](合同).situations: 情形 rant 不认识，是不是 rent？" in told
    assert "materials[0](合同).commitment: 可以书面承诺代替，却没有承诺书" in told
    assert "apply.situations[1](租房).id: 代号 rent 重复了" in told


def test_plain_chinese_is_enough_and_english_readers_get_it_too(tmp_path):
    (tmp_path / "a.toml").write_text(LEAST, encoding="utf-8")
    (guide,) = load([tmp_path]).guides
    assert topics(guide, load_texts("en"))[1].lines[0] == "大厅\n白天"
    assert "2026年1月1日" in validity(guide, load_texts("zh"))
    assert "english" in lacks(guide)


def test_what_is_written_as_json_reads_the_same(tmp_path):
    shelf = read_shelf(SAMPLES / "residence-permit.toml")
    (tmp_path / "a.json").write_text(dump(shelf), encoding="utf-8")
    assert read_shelf(tmp_path / "a.json") == shelf


def test_a_version_holds_to_the_end_of_its_last_day():
    guide = load([SAMPLES]).by_id["residence-permit"]
    assert not guide.is_over(date(2027, 12, 31))
    assert guide.is_over(date(2028, 1, 1))


def test_a_bad_file_leaves_the_others_and_is_told(tmp_path):
    (tmp_path / "bad.toml").write_text("[[guides]]\n", encoding="utf-8")
    (tmp_path / "good.toml").write_text(LEAST, encoding="utf-8")
    (tmp_path / "twice.toml").write_text(LEAST, encoding="utf-8")
    (tmp_path / "themes.toml").write_text(
        '[[themes]]\nid = "t"\nname = "一件事"\nguides = ["leest", "least"]\n', encoding="utf-8"
    )
    book = load([tmp_path])
    assert list(book.by_id) == ["least"]
    assert book.themes[0].guides == ("least",)
    told = "\n".join(book.faults)
    assert all(part in told for part in ("bad.toml", "twice.toml: least 重复了", "是不是 least"))


def test_a_picture_that_is_not_there_is_told(tmp_path):
    (tmp_path / "a.toml").write_text(PERMIT, encoding="utf-8")
    assert "没有图片 pictures/residence-form.png" in "".join(load([tmp_path]).faults)


def test_the_halls_own_guide_stands_in_for_the_invented_one(tmp_path):
    own = tmp_path / "guides"
    own.mkdir()
    before = signature([own])
    (own / "a.toml").write_text(LEAST.replace('"least"', '"residence-permit"'), encoding="utf-8")
    assert signature([own]) != before
    book = load(folders(tmp_path, load_hall(CONFIG / "halls" / "demo.toml")))
    assert book.by_id["residence-permit"].name.zh == "最小的指南"
    assert "pension-check" in book.by_id
    assert not book.faults
