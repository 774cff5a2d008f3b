"""`hallkit device open` and `hallkit device sniff`: names, arguments, help and examples."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hall.cli.language import Say
from hall.cli.parsing import Parser, add_command, group, number_from


def add_open(verbs: Any, say: Say) -> None:  # noqa: ANN401
    """`hallkit device open locker`."""
    things = group(add_command(verbs, say, "open", "", ("打开一扇门", "open one door")), "thing")
    parser = add_command(
        things,
        say,
        "locker",
        "hall.cli.locker:open_door",
        (
            "打开取件柜的一扇门:门锁传感器看到门开才算成功;只开一次,绝不自动重试",
            "open one door of a locker: success only when its sensor saw it open; ordered once, never again by itself",
        ),
        examples=(
            (
                "hallkit device open locker --profile locker-8a --port /tmp/locker --door 3",
                "退出码 6 是结果不明:先去看门,再决定",
                "exit status 6 means unknown: look at the door first",
            ),
        ),
    )
    parser.set_defaults(device_class="pickup_locker")
    _port(parser, say)
    parser.needed.add_argument(
        "--door", type=_door, required=True, metavar="N", help=say("第几扇门,从 1 数起", "which door, from 1")
    )
    more = parser.options.add_argument
    more(
        "--profile",
        default="locker-8a",
        metavar="P",
        help=say("型号,默认 locker-8a", "model, default locker-8a"),
    )
    more("--json", action="store_true", help=say("标准输出只有一个 JSON 对象", "stdout is one JSON object"))
    _time_out(parser, say, 20, ("最多等几秒,默认 20", "wait at most S seconds, default 20"))


def add_sniff(verbs: Any, say: Say) -> None:  # noqa: ANN401
    """`hallkit device sniff`."""
    parser = add_command(
        verbs,
        say,
        "sniff",
        "hall.cli.sniff:run",
        (
            "学会一个不认识的评价器或呼叫器:按提示按键,写出型号文件",
            "learn an unknown evaluation pad or call box: press the keys as asked, a profile is written",
        ),
        examples=(
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
    )
    parser.set_defaults(profile="", device_class="")
    _port(parser, say)
    more = parser.options.add_argument
    more(
        "--class",
        dest="pad",
        choices=("evaluation_pad", "caller_keypad"),
        default="evaluation_pad",
        help=say("评价器还是呼叫器,默认评价器", "evaluation pad or call box, default the first"),
    )
    more(
        "--keys",
        metavar="K,K",
        help=say(
            "只学这些键,如 5,4,3,2,1 或 next,recall", "only these keys, such as 5,4,3,2,1 or next,recall"
        ),
    )
    more(
        "--times",
        type=lambda text: int(number_from(2, 9)(text)),
        default=3,
        metavar="N",
        help=say("每个键按几次,默认 3", "presses per key, default 3"),
    )
    more(
        "--baud",
        type=lambda text: int(number_from(300, 921_600)(text)),
        default=9600,
        metavar="N",
        help=say("波特率,默认 9600", "baud rate, default 9600"),
    )
    more(
        "--out",
        type=Path,
        metavar="FILE",
        help=say("写到哪个文件,默认 learned-pad.toml", "file to write, default learned-pad.toml"),
    )
    more("--json", action="store_true", help=say("每一步输出一行 JSON", "one JSON line per step"))
    _time_out(parser, say, 1800, ("最多学几秒,默认 1800", "take at most S seconds, default 1800"))


def _port(parser: Parser, say: Say) -> None:
    parser.needed.add_argument(
        "--port",
        required=True,
        metavar="PORT",
        help=say(
            "端口:/dev/serial/by-id/… 或 tcp://主机:端口", "port: /dev/serial/by-id/… or tcp://HOST:PORT"
        ),
    )


def _time_out(parser: Parser, say: Say, limit_s: float, help_: tuple[str, str]) -> None:
    parser.options.add_argument(
        "--timeout", type=number_from(0.1, 86_400), default=limit_s, metavar="S", help=say(*help_)
    )


def _door(text: str) -> int:
    return int(number_from(1, 9999)(text))
