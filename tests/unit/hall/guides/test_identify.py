"""Who may apply by a resident's code, as an item directory says it."""

import pytest

from hall.guides.importing import read_directory
from hall.settings import SettingsError
from tests.unit.hall.guides.test_importing import ITEM, book


@pytest.mark.parametrize(
    ("said", "identify"),
    [("", "code"), ("身份证或居民码", "code"), ("身份证", "card"), ("只用身份证", "card")],
)
def test_a_directory_says_whether_a_card_is_needed(tmp_path, said, identify):
    path = book(tmp_path / "items.xlsx", 事项=[{**ITEM, "身份核验": said}])
    [guide] = read_directory(path).shelf.guides
    assert guide.apply.identify == identify


def test_what_nobody_can_identify_by_is_told_with_its_place(tmp_path):
    path = book(tmp_path / "items.xlsx", 事项=[{**ITEM, "身份核验": "刷脸"}])
    with pytest.raises(SettingsError, match="身份核验"):
        read_directory(path)
