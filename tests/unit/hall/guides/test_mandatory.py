"""Columns that must be filled: every one that is empty is told in one go, whatever else is wrong."""

from hall.guides.columns import PARTS
from hall.guides.mandatory import of_items, of_parts
from tests.unit.hall.guides.test_importing import ITEM, book, refused


def test_a_row_of_nothing_but_its_place_is_told_every_column_that_must_be_filled(tmp_path):
    told = refused(book(tmp_path / "i.xlsx", 事项=[{"备用": "x"}]))
    assert {f"事项!2: {each.names[0]} 没有填，请填上" for each in of_items()} == {
        line.split(": ", 1)[1].split(" | ")[0] for line in told.split("\n")
    }
    for sheet in PARTS:
        told = refused(
            book(tmp_path / "i.xlsx", 事项=[ITEM], **{sheet: [{"事项": "tree-felling", "备用": "x"}]})
        )
        found = {line.split(": ", 1)[1].split(" | ")[0] for line in told.split("\n")}
        assert {f"{sheet}!2: {each.names[0]} 没有填，请填上" for each in of_parts(sheet)} == found


def test_a_row_of_an_unknown_item_is_judged_in_the_same_go(tmp_path):
    rows = [
        {"事项": "tree-feling", "原件份数": 1},
        {"材料名称": "林权证", "必要性": "看着办", "情形": "rent"},
    ]
    told = refused(book(tmp_path / "i.xlsx", 事项=[ITEM], 材料=rows))
    for words in ("材料!A2: 没有事项", "材料!2: 材料名称 没有填", "材料!3: 缺少 事项", "材料!D3(必要性)"):
        assert words in told
    assert told.count("\n") == 3
