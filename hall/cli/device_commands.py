"""The commands for one device at once: names, arguments, help and examples."""

from __future__ import annotations

from typing import Any

from hall.cli import exits
from hall.cli.bench_commands import add_open, add_sniff
from hall.cli.capture_commands import add_capture
from hall.cli.kit_commands import add_identify, add_selftest
from hall.cli.language import Say
from hall.cli.parsing import Parser, add_command, group, number_from
from hall.cli.picture_commands import add_decode, add_page
from hall.cli.scan_commands import add_scan

CLASSES = {
    "id_card": ("身份证阅读机具", "ID card reader", "samv"),
    "smart_card": ("读卡器(PC/SC)", "chip-card reader (PC/SC)", "social-card"),
    "code_scanner": ("扫码器", "code scanner", "serial-scanner"),
    "ticket_printer": ("小票打印机", "ticket printer", "escpos-80"),
    "document_scanner": ("文档扫描仪", "document scanner", "sane"),
    "document_camera": ("高拍仪", "document camera", "document-camera"),
    "document_printer": ("A4 打印机", "A4 printer", "cups"),
    "evaluation_pad": ("评价器", "evaluation pad", "hallkit-pad"),
    "caller_keypad": ("呼叫器", "caller keypad", "hallkit-caller"),
    "led_window_sign": ("窗口 LED 屏", "LED window sign", "onbon-bx"),
    "pickup_locker": ("取件柜", "pick-up locker", "locker-8a"),
    "speaker": ("广播", "public address", "speaker"),
    "staff_attendance": ("考勤机", "staff attendance", "hallkit-punch"),
    "auxiliary": ("指示灯、门磁、UPS", "lights, door sensors, UPS", "modbus-io"),
}
"""Device classes: both names and the profile used when none is given."""


def add_device(commands: Any, say: Say) -> None:  # noqa: ANN401
    """`hallkit device …`."""
    parser = add_command(
        commands, say, "device", "", ("单独试一台设备", "one device at once"), epilog=exits.table(say)
    )
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
    add_decode(verbs, say)
    add_page(verbs, say)
    add_scan(verbs, say)
    add_capture(verbs, say)
    add_open(verbs, say)
    add_sniff(verbs, say)
    add_identify(verbs, say)
    add_selftest(verbs, say)


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
                "hallkit device read id_card --profile samv --port /tmp/id_card --json",
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
    social = add_command(
        things,
        say,
        "social_card",
        "hall.cli.social_card:read_social_card",
        ("读一张社会保障卡,然后退出", "read one social-security card, then exit"),
        examples=(
            (
                "hallkit device read social_card --port pcsc: --json",
                "pcsc: 是唯一的读卡器;个人信息都遮住,加 --reveal 才显示",
                "pcsc: is the only reader; personal data is masked, --reveal shows it",
            ),
        ),
    )
    social.set_defaults(device_class="smart_card")
    _port_options(social, say, 30)
    social.options.add_argument(
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
                "hallkit device read code --port /tmp/code_scanner",
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
                    f"hallkit device print {name} --port /tmp/ticket_printer --data {name}.json",
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


def example_port(name: str) -> str:
    """A port of that class as the examples write it: a twin's name, or what has a port of another kind."""
    named = {
        "smart_card": "pcsc:",
        "document_scanner": "sane:",
        "document_camera": "/dev/video0",
        "document_printer": "cups:A4",
        "speaker": "none:speaker",
        "staff_attendance": "tcp://192.168.10.20:4370",
    }
    return named.get(name, f"/tmp/{name}")  # noqa: S108 - a text to read


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
                    f"hallkit device status {name} --port {example_port(name)}",
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
