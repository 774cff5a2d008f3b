"""The command `hallkit guides`: names, arguments, help and examples."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from hall.cli.language import Say
from hall.cli.verbs import JSON, OVERWRITE, Both, Flag, Verb, add_verb, flag, needed

_OVER: Final[Mapping[str, Both]] = {"guides": ("办事指南", "service guides")}
_DATA: Final = flag(
    "--data",
    ("服务器的数据目录，指南在它的 guides 里", "the server's data folder; guides stand in its guides"),
    type=Path,
    metavar="DIR",
)
_IMPORT: Final = Verb(
    "guides import",
    "hall.cli.guides:take_in",
    (
        "把事项目录(XLSX 或 JSON)变成办事指南；有一处错就一个也不导入，错处一次说完",
        "make guides of an item directory (XLSX or JSON); with one fault nothing is taken in, all are told at once",
    ),
    (
        needed(
            "file",
            ("事项目录：.xlsx 或 .json", "the item directory: .xlsx or .json"),
            type=Path,
            metavar="FILE",
        ),
        Flag(
            "--data",
            _DATA.help,
            needed=True,
            rest={"type": Path, "metavar": "DIR", "required": True},
        ),
        OVERWRITE,
        JSON,
    ),
    (
        (
            "hallkit guides import items.xlsx --data hall",
            "写成 hall/guides/items.json；开着的服务器几秒后就用它",
            "becomes hall/guides/items.json; a running server uses it within seconds",
        ),
        (
            "hallkit guides import items.xlsx --data hall --overwrite",
            "目录改过以后再导入一次",
            "once more, after the directory was changed",
        ),
    ),
)
_CHECK: Final = Verb(
    "guides check",
    "hall.cli.guides:check",
    (
        "检查指南：写错的、缺图片的、过期的、还缺哪些要素",
        "check guides: what is wrong, which pictures are missing, what is over, which elements are still lacking",
    ),
    (
        flag("file", ("只查这个文件", "only this file"), type=Path, nargs="?", metavar="FILE"),
        _DATA,
        JSON,
    ),
    (
        ("hallkit guides check --data hall", "查全部", "all of them"),
        ("hallkit guides check items.xlsx", "导入之前先查", "before it is imported"),
    ),
)
_SHOW: Final = Verb(
    "guides show",
    "hall.cli.guides:show",
    (
        "看一份指南，或按中文、拼音首字母查找",
        "read a guide, or look for one by Chinese or by first letters of its pinyin",
    ),
    (
        flag(
            "words",
            (
                "代号，或要找的字、拼音(首字母也行)；不写就列出全部",
                "an id, or words, pinyin, its first letters; none lists all",
            ),
            nargs="*",
            metavar="WORDS",
        ),
        _DATA,
        JSON,
    ),
    (
        (
            "hallkit guides show residence-permit",
            "产品自带的虚构指南",
            "an invented one that comes with the product",
        ),
        ("hallkit guides show jzz --data hall", "按拼音首字母找", "by first letters of the pinyin"),
    ),
)
_TEMPLATE: Final = Verb(
    "guides template",
    "hall.cli.guides:template",
    (
        "写一个空的 XLSX：各工作表和列名都有，照着填",
        "write an empty XLSX with every sheet and heading, to be filled in",
    ),
    (
        Flag(
            "-o --output",
            ("写到哪里", "where to"),
            needed=True,
            rest={"required": True, "metavar": "OUT.xlsx"},
        ),
        OVERWRITE,
        JSON,
    ),
    (
        (
            "hallkit guides template -o items.xlsx",
            "填好以后 hallkit guides import",
            "fill it in, then hallkit guides import",
        ),
    ),
)
VERBS: Final = (_IMPORT, _CHECK, _SHOW, _TEMPLATE)


def add_guides(commands: Any, say: Say) -> None:  # noqa: ANN401
    """`hallkit guides …`."""
    parents: dict[str, Any] = {"": commands}
    for verb in VERBS:
        add_verb(parents, verb, say, _OVER)
