"""The commands for one device at once: names, arguments, help and examples."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hall.cli.language import Say
from hall.cli.parsing import Parser, add_command, group, number_from

CLASSES = {
    "id_card": ("身份证阅读机具", "ID card reader", "samv"),
    "code_scanner": ("扫码器", "code scanner", "serial-scanner"),
    "ticket_printer": ("小票打印机", "ticket printer", "escpos-80"),
}
"""Device classes: both names and the profile used when none is given."""


def add_device(commands: Any, say: Say) -> None:  # noqa: ANN401
    """`hallkit device …`."""
    parser = add_command(commands, say, "device", "", ("单独试一台设备", "one device at once"))
    verbs = group(parser, "verb")
    add_command(
        verbs,
        say,
        "list",
        "hall.cli.devices:show",
        ("本机的端口和能用的型号", "the ports of this machine and the known models"),
    ).options.add_argument("--json", action="store_true", help=say("输出 JSON", "print JSON"))
    _read(verbs, say)
    _print(verbs, say)
    _status(verbs, say)


def _read(verbs: Any, say: Say) -> None:  # noqa: ANN401
    things = group(
        add_command(verbs, say, "read", "", ("读一张卡或一个码", "read one card or one code")), "thing"
    )
    card = add_command(
        things,
        say,
        "id_card",
        "hall.cli.reading:read_card",
        ("读一张身份证,然后退出", "read one ID card, then exit"),
        examples=(
            (
                "hallkit device read id_card --profile samv --port /dev/serial/by-id/… --json",
                "姓名、号码、住址都遮住;加 --reveal 才显示",
                "name, number and address are masked; --reveal shows them",
            ),
        ),
    )
    card.set_defaults(device_class="id_card")
    _port_options(card, say, 30)
    card.options.add_argument(
        "--reveal", action="store_true", help=say("显示真实的个人信息", "show the true personal data")
    )
    code = add_command(
        things,
        say,
        "code",
        "hall.cli.reading:read_code",
        ("读一个码,然后退出", "read one code, then exit"),
        examples=(
            (
                "hallkit device read code --port /dev/serial/by-id/…",
                "读到什么显示什么",
                "shows what was read",
            ),
        ),
    )
    code.set_defaults(device_class="code_scanner")
    _port_options(code, say, 30)


def _print(verbs: Any, say: Say) -> None:  # noqa: ANN401
    things = group(
        add_command(verbs, say, "print", "", ("打一张票或凭条", "print one ticket or receipt")), "thing"
    )
    for name, help_ in (
        ("ticket", ("打一张排队票", "print one queue ticket")),
        ("receipt", ("打一张凭条", "print one receipt")),
    ):
        parser = add_command(
            things,
            say,
            name,
            "hall.cli.printing:print_paper",
            help_,
            examples=(
                (
                    f"hallkit device print {name} --example > {name}.json",
                    "先得到一份例子",
                    "get an example first",
                ),
                (
                    f"hallkit device print {name} --port tcp://10.0.0.9:9100 --data {name}.json",
                    "数据先检查,有误就一个字也不打",
                    "the data is checked first; nothing is printed when it is wrong",
                ),
            ),
        )
        parser.set_defaults(device_class="ticket_printer", paper=name)
        _port_options(parser, say, 30, needed=False)
        parser.options.add_argument(
            "--data",
            metavar="FILE",
            help=say("要打的内容(JSON),- 为标准输入", "what to print (JSON), - for stdin"),
        )
        parser.options.add_argument(
            "--example",
            action="store_true",
            help=say("显示一份数据例子,不打印", "show example data, print nothing"),
        )


def _status(verbs: Any, say: Say) -> None:  # noqa: ANN401
    things = group(add_command(verbs, say, "status", "", ("设备现在怎样", "how a device is now")), "thing")
    for name, (zh, en, _) in CLASSES.items():
        parser = add_command(
            things,
            say,
            name,
            "hall.cli.status:show",
            (f"{zh}的状态", f"state of the {en}"),
            examples=(
                (
                    f"hallkit device status {name} --port /dev/serial/by-id/…",
                    "能用才返回 0",
                    "0 only when usable",
                ),
            ),
        )
        parser.set_defaults(device_class=name)
        _port_options(parser, say, 10)


def _port_options(parser: Parser, say: Say, limit_s: float, *, needed: bool = True) -> None:
    parser.needed.add_argument(
        "--port",
        required=needed,
        metavar="PORT",
        help=say(
            "端口:/dev/serial/by-id/… 或 tcp://主机:端口", "port: /dev/serial/by-id/… or tcp://HOST:PORT"
        ),
    )
    profile = CLASSES[parser.get_default("device_class")][2]
    more = parser.options.add_argument
    more(
        "--profile",
        default=profile,
        metavar="P",
        help=say(f"型号,默认 {profile}", f"model, default {profile}"),
    )
    more("--json", action="store_true", help=say("标准输出只有一个 JSON 对象", "stdout is one JSON object"))
    more(
        "--timeout",
        type=number_from(0.1, 86400),
        default=limit_s,
        metavar="S",
        help=say(f"最多等几秒,默认 {limit_s:g}", f"wait at most S seconds, default {limit_s:g}"),
    )


def add_twin(commands: Any, say: Say) -> None:  # noqa: ANN401
    """`hallkit twin …`."""
    things = group(add_command(commands, say, "twin", "", ("仿真一台设备", "a twin of a device")), "thing")
    for name, (zh, en, _) in CLASSES.items():
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
            epilog=say(
                "运行时在标准输入写 help 看可用的命令。", "Write help on its stdin to see what it obeys."
            ),
        )
        parser.set_defaults(device_class=name)
        place = parser.options.add_mutually_exclusive_group()
        place.add_argument(
            "--link", type=Path, metavar="PATH", help=say("串口的固定名字", "steady name of the serial port")
        )
        place.add_argument(
            "--tcp", action="store_true", help=say("网口设备(127.0.0.1)", "on the network (127.0.0.1)")
        )
        more = parser.options.add_argument
        more("--fault", default="none", metavar="F", help=say("一开始就有的故障", "a fault from the start"))
        if name == "id_card":
            more(
                "--card",
                default="",
                metavar="NAME",
                help=say("一开始就放着的卡", "a card on it from the start"),
            )
            more(
                "--card-file",
                type=Path,
                metavar="FILE",
                help=say("自己的卡(JSON)", "a card of your own (JSON)"),
            )
        elif name == "code_scanner":
            more(
                "--code",
                default="",
                metavar="TEXT",
                help=say("一直举在窗口前的码", "a code held before it all the time"),
            )
        else:
            more(
                "--out",
                type=Path,
                metavar="DIR",
                help=say("把切下的纸存成 PNG", "save each cut piece as PNG"),
            )
