"""`hallkit device scan`: names, arguments, help and examples."""

from __future__ import annotations

import re
from argparse import ArgumentTypeError
from collections.abc import Callable
from pathlib import Path
from typing import Final

from hall.cli.language import Say
from hall.cli.parsing import number_from
from hall.cli.verbs import JSON, Flag, Verb, flag, needed, profile

FORMATS = ("png", "jpeg", "pnm")
MOST_PAGES = 500


def _whole(low: int, high: int) -> Callable[[str], int]:
    """An argument's type: a whole number from `low` to `high`."""

    def whole(text: str) -> int:
        value = number_from(low, high)(text)
        if not value.is_integer():
            raise ArgumentTypeError(f"must be a number, not {text}")
        return int(value)

    return whole


def _size(say: Say) -> Callable[[str], tuple[int, int]]:
    """An argument's type: width and height in mm."""

    def size(text: str) -> tuple[int, int]:
        found = re.fullmatch(r"([1-9]\d{1,3}),([1-9]\d{1,3})", text)
        if found is None:
            zh = f"应当写成 宽，高(毫米)，比如 210,297，不能是 {text}"
            raise ArgumentTypeError(say(zh, f"must be W,H in mm like 210,297, not {text}"))
        return int(found[1]), int(found[2])

    return size


_WHAT: Final = (
    flag(
        "--device",
        ("SANE 的设备名；只有一台时不用写", "its SANE name; the only one needs none"),
        default="",
        metavar="NAME",
    ),
    flag(
        "--pages",
        ("最多几面，默认 1;0 是扫到进纸器空", "sides at most, default 1; 0: until the feeder is empty"),
        type=_whole(0, MOST_PAGES),
        default=1,
        metavar="N",
    ),
    flag("--dpi", ("分辨率，默认 300", "resolution, default 300"), type=_whole(50, 1200), metavar="N"),
    flag(
        "--source",
        ("纸从哪里来", "where the paper comes from"),
        choices=("auto", "flatbed", "feeder"),
        default="auto",
    ),
    flag("--duplex", ("两面都扫", "both sides"), action="store_true"),
    flag("--mode", ("彩色、灰度或黑白，默认彩色", "default: color"), choices=("color", "gray", "lineart")),
    Flag(
        "--size",
        ("纸的宽和高(毫米)，默认 210,297", "the paper in mm, default 210,297"),
        reads=_size,
        rest={"metavar": "W,H"},
    ),
)
_HOW: Final = (
    flag("--format", ("文件格式，默认 png", "kind of file, default png"), choices=FORMATS, default="png"),
    flag(
        "--wait",
        ("进纸器空时等几秒", "wait S seconds for paper in the feeder"),
        type=_whole(0, 3600),
        default=0,
        metavar="S",
    ),
    profile("sane"),
    JSON,
    flag(
        "--timeout",
        ("最多等几秒，默认 30，每页再加 10", "wait at most S seconds, default 30, and 10 for each page"),
        type=number_from(1, 86400),
        metavar="S",
    ),
)
_SCAN: Final = Verb(
    "scan",
    "hall.cli.scan:scan",
    (
        "用文档扫描仪扫几页；扫不完整的页是错误，不会留下",
        "scan pages with a document scanner; a page that is not whole is an error and is not kept",
    ),
    (
        needed(
            "-o --out",
            ("存页的目录，没有就建", "folder for the pages, made when it is not there"),
            type=Path,
            metavar="DIR",
        ),
        *_WHAT,
        *_HOW,
    ),
    (
        (
            "hallkit device scan --device fujitsu:fi-7160:1234 -o pages --pages 0 --duplex",
            "进纸器里的全部扫完；设备名见 scanimage -L",
            "all that is in the feeder; scanimage -L shows the names",
        ),
        (
            "hallkit device scan -o pages --json",
            "只有一台扫描仪时不用写名字；标准输出是每页的文件、大小和行数",
            "the only scanner needs no name; stdout tells each page's file, size and rows",
        ),
    ),
    defaults={"device_class": "document_scanner"},
)
VERBS: Final = (_SCAN,)
