"""The command `hallkit twin`: names, arguments, help and examples, without loading a twin."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from hall.cli.device_commands import CLASSES
from hall.cli.language import Say
from hall.cli.parsing import Parser, add_command, group

_OWN_PORT = {"smart_card", "document_scanner", "document_camera", "document_printer", "speaker"}
"""Their ports are no serial ones: there is nothing to link."""


def add_twin(commands: Any, say: Say) -> None:  # noqa: ANN401
    """`hallkit twin …`."""
    things = group(add_command(commands, say, "twin", "", ("仿真一台设备", "a twin of a device")), "thing")
    for name, (zh, en, usual) in CLASSES.items():
        linked = "" if name in _OWN_PORT else f" --link /tmp/{name}"
        parser = add_command(
            things,
            say,
            name,
            "hall.cli.twins:run",
            (f"仿真{zh}；第一行输出是它的端口", f"a twin of the {en}; the first line printed is its port"),
            examples=(
                (
                    f"hallkit twin {name}{linked}",
                    "端口有固定的名字" if linked else "用它打印的端口试驱动",
                    "a steady name for the port" if linked else "the port that it prints is the driver's",
                ),
                (
                    f"hallkit twin {name} --fault no_answer",
                    "接上但不回答的设备",
                    "connected, but it does not answer",
                ),
            ),
            more=partial(_described, name, usual, say),
        )
        parser.set_defaults(device_class=name)
        _options(parser, say, usual)
        _own_options(parser, say, name)
    _add_services(things, say)


def _add_services(things: Any, say: Say) -> None:  # noqa: ANN401
    parser = add_command(
        things,
        say,
        "services",
        "hall.cli.twin_services:run",
        (
            "仿真电子证照、居民码和电子印章服务",
            "a twin of the services of licences, of residents' codes and of seals",
        ),
        examples=(
            ("hallkit twin services", "打印要写进大厅文件的几行", "print the lines for the hall file"),
            ("hallkit twin services --fault slow", "从不回答的服务", "services that never answer"),
        ),
    )
    parser.options.add_argument(
        "--port", type=int, default=0, metavar="N", help=say("端口；0 自己选", "the port; 0 takes a free one")
    )
    parser.options.add_argument(
        "--fault",
        default="normal",
        choices=("normal", "slow", "broken", "unsigned", "other", "refusing", "used", "old"),
        help=say(
            "怎样回答：慢、坏、签名不对、别人的、拒绝、码用过、码过时",
            (
                "how it answers: never, half, with a wrong signature, about somebody else, not at all; codes used before, "
                "codes too old"
            ),
        ),
    )


def _described(name: str, usual: str, say: Say) -> str:
    """Only help needs the twins themselves."""
    from hall.cli.twins import described  # noqa: PLC0415

    return described(name, usual, say)


def _options(parser: Parser, say: Say, usual: str) -> None:
    parser.options.add_argument(
        "--profile",
        default=usual,
        metavar="P",
        help=say(f"仿真哪种型号，默认 {usual}", f"the model to stand in for, default {usual}"),
    )
    parser.set_defaults(link=None, tcp=False)
    if parser.get_default("device_class") not in _OWN_PORT:
        _place(parser, say)
    parser.options.add_argument(
        "--fault",
        default="none",
        metavar="F",
        help=say("一开始就有的故障，名单在下面", "a fault from the start, listed below"),
    )


def _place(parser: Parser, say: Say) -> None:
    place = parser.options.add_mutually_exclusive_group()
    place.add_argument(
        "--link", type=Path, metavar="PATH", help=say("串口的固定名字", "steady name of the serial port")
    )
    place.add_argument(
        "--tcp", action="store_true", help=say("网口设备(127.0.0.1)", "on the network (127.0.0.1)")
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
    elif name == "ticket_printer":
        more("--out", type=Path, metavar="DIR", help=say("把切下的纸存成 PNG", "save each cut piece as PNG"))
