"""`hallkit device open` and `hallkit device sniff`: names, arguments, help and examples."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from hall.cli.parsing import number_from
from hall.cli.verbs import JSON, OPTION, PORT, Verb, flag, needed, profile, time_out


def _whole(low: int, high: int, text: str) -> int:
    return int(number_from(low, high)(text))


_OPEN: Final = Verb(
    "open locker",
    "hall.cli.locker:open_door",
    (
        "打开取件柜的一扇门：门锁传感器看到门开才算成功；只开一次，绝不自动重试",
        "open one door of a locker: success only when its sensor saw it open; ordered once, never again by itself",
    ),
    (
        PORT,
        needed(
            "--door",
            ("第几扇门，从 1 数起", "which door, from 1"),
            type=lambda text: _whole(1, 9999, text),
            metavar="N",
        ),
        profile("locker-8a"),
        OPTION,
        JSON,
        time_out(20),
    ),
    (
        (
            "hallkit device open locker --profile locker-8a --port /tmp/locker --door 3",
            "退出码 6 是结果不明：先去看门，再决定",
            "exit status 6 means unknown: look at the door first",
        ),
    ),
    defaults={"device_class": "pickup_locker"},
)
_SNIFF: Final = Verb(
    "sniff",
    "hall.cli.sniff:run",
    (
        "学会一个不认识的评价器或呼叫器：按提示按键，写出型号文件",
        "learn an unknown evaluation pad or call box: press the keys as asked, a profile is written",
    ),
    (
        PORT,
        flag(
            "--class",
            ("评价器还是呼叫器，默认评价器", "evaluation pad or call box, default the first"),
            dest="pad",
            choices=("evaluation_pad", "caller_keypad"),
            default="evaluation_pad",
        ),
        flag(
            "--keys",
            (
                "只学这些键，如 5,4,3,2,1 或 next,recall",
                "only these keys, such as 5,4,3,2,1 or next,recall",
            ),
            metavar="K,K",
        ),
        flag(
            "--times",
            ("每个键按几次，默认 3", "presses per key, default 3"),
            type=lambda text: _whole(2, 9, text),
            default=3,
            metavar="N",
        ),
        flag(
            "--baud",
            ("波特率，默认 9600", "baud rate, default 9600"),
            type=lambda text: _whole(300, 921_600, text),
            default=9600,
            metavar="N",
        ),
        flag(
            "--out",
            ("写到哪个文件，默认 learned-pad.toml", "file to write, default learned-pad.toml"),
            type=Path,
            metavar="FILE",
        ),
        flag("--json", ("每一步输出一行 JSON", "one JSON line per step"), action="store_true"),
        time_out(1800, help=("最多学几秒，默认 1800", "take at most S seconds, default 1800")),
    ),
    (
        (
            "hallkit device sniff --port /tmp/pad --out my-pad.toml",
            "按键时也能写 undo、skip、quit",
            "undo, skip and quit can be written at any time",
        ),
        (
            "hallkit device sniff --port /tmp/pad --class caller_keypad --baud 19200",
            "没有反应就换波特率",
            "try other baud rates when nothing is heard",
        ),
    ),
    defaults={"profile": "", "device_class": ""},
)
VERBS: Final = (_OPEN, _SNIFF)
