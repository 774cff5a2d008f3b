"""The columns of an item directory on docs/guides.md: `python -m hall.guides.document` writes them in their place."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Final

from hall.guides.columns import ITEM, ITEMS, PARTS, SPECIAL, THEMES, Column
from hall.guides.importing import BUNDLES, MAIN
from hall.guides.mandatory import of_items, of_parts, of_themes
from hall.rendered import Place

PLACE: Final = Place("docs/guides", "hall.guides.document")
_ROWS: Final = {
    MAIN: ("一个事项", "an item"),
    "材料": ("一份材料", "a material"),
    "流程": ("一个环节", "a step"),
    "收费": ("一项收费", "a fee"),
    "依据": ("一条依据", "a legal basis"),
    "问题": ("一个常见问题", "a common question"),
    "情形": ("一种情形", "a situation"),
    "填写": ("申请时问的一个问题", "a question of the application"),
    BUNDLES: ("一件事一次办", "several items done in one go"),
}
_HEAD: Final = "| 工作表 sheet | 一行是 a row is | 必须填 must be filled | 可以不填 may be left empty |"


def table() -> str:
    """Every sheet with its columns, as Markdown."""
    return "\n".join([_HEAD, "|---|---|---|---|", *_sheets()])


def _sheets() -> Iterator[str]:
    yield _sheet(MAIN, of_items(), ITEMS)
    for name, (key, columns) in PARTS.items():
        special = (SPECIAL,) if key == "steps" else ()
        yield _sheet(name, (ITEM, *of_parts(name)), (ITEM, *columns, *special))
    yield _sheet(BUNDLES, of_themes(), THEMES)


def _sheet(name: str, must: Collection[Column], columns: Iterable[Column]) -> str:
    zh, en = _ROWS[name]
    rest = [each for each in columns if each not in must]
    return f"| `{name}` | {zh} {en} | {_headings(must)} | {_headings(rest)} |"


def _headings(columns: Iterable[Column]) -> str:
    return "、".join(each.names[0] for each in columns)


def main() -> None:
    """Write the table into the page."""
    PLACE.write(table())


if __name__ == "__main__":
    main()
