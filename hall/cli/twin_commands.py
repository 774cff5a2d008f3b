"""The command `hallkit twin`: names, arguments, help and examples, without loading a twin."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hall.cli.device_commands import CLASSES
from hall.cli.language import Say
from hall.cli.parsing import Parser, add_command, group

_ANY = "none no_answer half_frame garbage_before slow unplugged"
FAULTS = {
    "id_card": f"{_ANY} wrong_checksum self_test_failed not_authorised select_failed read_failed unknown_type",
    "code_scanner": _ANY,
    "ticket_printer": f"{_ANY} jam paper_out near_end cover_open",
}
CARDS = "adili anna_2017 chen_ji erik_2023 li_jingyi lin_jiaxin sun_guoqi wang_yan zhang_xiaofan zhao_xiaoman"
_WORDS = {
    "id_card": (
        ("place NAME", "放一张卡,名字的开头就够", "put a card on it; the beginning of its name is enough"),
        ("lift", "拿走卡", "take the card away"),
    ),
    "code_scanner": (
        ("present TEXT", "出示一个码", "present a code"),
        ("present-hex HEX", "出示二进制码", "present a binary code"),
    ),
    "ticket_printer": (
        ("tear", "拿走打好的纸", "take the paper"),
        ("look", "有 --out 时保存新打的纸", "with --out, save new paper"),
    ),
}
_FOR_ALL = (
    ("fault F", "从现在起有故障 F", "misbehave as F from now on"),
    ("unplug", "拔掉插头", "pull the plug"),
    ("plug", "插上", "put the plug in"),
    ("help", "显示这些命令", "show these words"),
)


def add_twin(commands: Any, say: Say) -> None:  # noqa: ANN401
    """`hallkit twin …`."""
    things = group(add_command(commands, say, "twin", "", ("仿真一台设备", "a twin of a device")), "thing")
    for name in _WORDS:
        zh, en, _ = CLASSES[name]
        parser = add_command(
            things,
            say,
            name,
            "hall.cli.twins:run",
            (f"仿真{zh};第一行输出是它的端口", f"a twin of the {en}; the first line printed is its port"),
            examples=(
                (f"hallkit twin {name} --link /tmp/{name}", "端口有固定的名字", "a steady name for the port"),
                (
                    f"hallkit twin {name} --fault no_answer",
                    "接上但不回答的设备",
                    "connected, but it does not answer",
                ),
            ),
            epilog=_running(name, say),
        )
        parser.set_defaults(device_class=name)
        _options(parser, say)
        _own_options(parser, say, name)


def _running(name: str, say: Say) -> str:
    """What one can do with a twin while it runs."""
    shown = [f"  {word:<18}{say(zh, en)}" for word, zh, en in (*_WORDS[name], *_FOR_ALL)]
    return "\n".join(
        [
            say("运行时从标准输入一行一条命令:", "while it runs it obeys lines on stdin:"),
            *shown,
            say(f"故障 F: {FAULTS[name]}", f"faults F: {FAULTS[name]}"),
            *([say(f"卡 NAME: {CARDS}", f"cards NAME: {CARDS}")] if name == "id_card" else []),
            say(
                "Ctrl-C 或 SIGTERM 结束,端口随之消失。", "Ctrl-C or SIGTERM ends it; its port goes away too."
            ),
        ]
    )


def _options(parser: Parser, say: Say) -> None:
    place = parser.options.add_mutually_exclusive_group()
    place.add_argument(
        "--link", type=Path, metavar="PATH", help=say("串口的固定名字", "steady name of the serial port")
    )
    place.add_argument(
        "--tcp", action="store_true", help=say("网口设备(127.0.0.1)", "on the network (127.0.0.1)")
    )
    parser.options.add_argument(
        "--fault",
        default="none",
        metavar="F",
        help=say("一开始就有的故障,名单在下面", "a fault from the start, listed below"),
    )


def _own_options(parser: Parser, say: Say, name: str) -> None:
    more = parser.options.add_argument
    if name == "id_card":
        more(
            "--card",
            default="",
            metavar="NAME",
            help=say("一开始就放着的卡", "a card on it from the start"),
        )
        more(
            "--card-file", type=Path, metavar="FILE", help=say("自己的卡(JSON)", "a card of your own (JSON)")
        )
    elif name == "code_scanner":
        more(
            "--code",
            default="",
            metavar="TEXT",
            help=say("一直举在窗口前的码", "a code held before it all the time"),
        )
    else:
        more("--out", type=Path, metavar="DIR", help=say("把切下的纸存成 PNG", "save each cut piece as PNG"))
