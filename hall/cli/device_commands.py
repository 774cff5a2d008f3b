"""The commands for one device at once: names, arguments, help and examples."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from hall.cli import bench_commands, capture_commands, exits, picture_commands, scan_commands
from hall.cli.kit_commands import add_identify, add_selftest
from hall.cli.language import Say
from hall.cli.parsing import add_command, assignment, group, number_from
from hall.cli.verbs import (
    JSON,
    OPTION,
    PORT,
    REVEAL,
    Both,
    Flag,
    Verb,
    add_verb,
    flag,
    needed,
    profile,
    time_out,
)

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
_OVER: Final[Mapping[str, Both]] = {
    "read": ("读一张卡或一个码", "read one card or one code"),
    "print": ("打一张票或凭条", "print one ticket or receipt"),
    "status": ("设备现在怎样", "how a device is now"),
    "run": ("让设备做任意一个操作，比如自检", "any operation of a device, such as its self-test"),
    "open": ("打开一扇门", "open one door"),
}
"""The words that have commands below them."""
_LIST: Final = Verb(
    "list",
    "hall.cli.devices:show",
    ("本机的端口和能用的型号", "the ports of this machine and the known models"),
    (flag("--json", ("输出 JSON", "print JSON"), action="store_true"),),
)
_READ: Final = (
    Verb(
        "read id_card",
        "hall.cli.reading:read_card",
        ("读一张身份证，然后退出", "read one ID card, then exit"),
        (PORT, profile("samv"), OPTION, JSON, time_out(30), REVEAL),
        (
            (
                "hallkit device read id_card --profile samv --port /tmp/id_card --json",
                "姓名、号码、住址都遮住；加 --reveal 才显示",
                "name, number and address are masked; --reveal shows them",
            ),
        ),
        defaults={"device_class": "id_card"},
    ),
    Verb(
        "read social_card",
        "hall.cli.social_card:read_social_card",
        ("读一张社会保障卡，然后退出", "read one social-security card, then exit"),
        (PORT, profile("social-card"), OPTION, JSON, time_out(30), REVEAL),
        (
            (
                "hallkit device read social_card --port pcsc: --json",
                "pcsc: 是唯一的读卡器；个人信息都遮住，加 --reveal 才显示",
                "pcsc: is the only reader; personal data is masked, --reveal shows it",
            ),
        ),
        defaults={"device_class": "smart_card"},
    ),
    Verb(
        "read code",
        "hall.cli.reading:read_code",
        ("读一个码，然后退出", "read one code, then exit"),
        (PORT, profile("serial-scanner"), OPTION, JSON, time_out(30)),
        (
            (
                "hallkit device read code --port /tmp/code_scanner",
                "读到什么显示什么",
                "shows what was read",
            ),
        ),
        defaults={"device_class": "code_scanner"},
    ),
)


_OPERATION: Final = (
    needed("op", ("操作，--list 显示有哪些", "operation; --list shows them"), nargs="?", metavar="OP"),
    Flag(
        "args",
        ("操作的参数，写在 OP 后面，值照 TOML 写", "its arguments, right behind OP, values as TOML"),
        needed=True,
        reads=assignment,
        rest={"nargs": "*", "metavar": "KEY=VALUE"},
    ),
)
_OPERATIONS: Final = flag(
    "--list", ("显示有哪些操作，什么也不做", "show the operations, do nothing"), action="store_true"
)
_WATCH: Final = flag(
    "--watch",
    ("做完再听几秒，设备说什么显示什么", "then listen for S seconds and show what the device says"),
    type=number_from(0.1, 86_400),
    metavar="S",
)


def _print(name: str, help_: Both) -> Verb:
    return Verb(
        f"print {name}",
        "hall.cli.printing:print_paper",
        help_,
        (
            needed(PORT.names, PORT.help, metavar="PORT", required=False),
            profile("escpos-80"),
            OPTION,
            JSON,
            time_out(30),
            flag(
                "--data",
                ("要打的内容(JSON),- 为标准输入", "what to print (JSON), - for stdin"),
                metavar="FILE",
            ),
            flag(
                "--example",
                ("显示一份数据例子，不打印", "show example data, print nothing"),
                action="store_true",
            ),
        ),
        (
            (
                f"hallkit device print {name} --example > {name}.json",
                "先得到一份例子",
                "get an example first",
            ),
            (
                f"hallkit device print {name} --port /tmp/ticket_printer --data {name}.json",
                "数据先检查，有误就一个字也不打",
                "the data is checked first; nothing is printed when it is wrong",
            ),
        ),
        defaults={"device_class": "ticket_printer", "paper": name},
    )


def _status() -> Iterator[Verb]:
    """One for each class."""
    for name, (zh, en, usual) in CLASSES.items():
        yield Verb(
            f"status {name}",
            "hall.cli.status:show",
            (f"{zh}的状态", f"state of the {en}"),
            (PORT, profile(usual), OPTION, JSON, time_out(10)),
            (
                (
                    f"hallkit device status {name} --port {example_port(name)}",
                    "能用才返回 0",
                    "0 only when usable",
                ),
            ),
            defaults={"device_class": name},
        )


def _run() -> Iterator[Verb]:
    """One for each class; cards are never shown bare here."""
    for name, (zh, en, usual) in CLASSES.items():
        reveal = () if name in {"id_card", "smart_card"} else (REVEAL,)
        yield Verb(
            f"run {name}",
            "hall.cli.operation:run",
            (f"让{zh}做一个操作(比如自检)", f"one operation of the {en}, such as its self-test"),
            (PORT, *_OPERATION, profile(usual), OPTION, JSON, time_out(30), _WATCH, _OPERATIONS, *reveal),
            (
                (
                    f"hallkit device run {name} --list --port {example_port(name)}",
                    "先看有哪些操作",
                    "which operations there are",
                ),
                (
                    f"hallkit device run {name} status --port {example_port(name)} --watch 10",
                    "做一个操作，再听 10 秒",
                    "one operation, then what the device says for 10 s",
                ),
            ),
            defaults={"device_class": name},
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


VERBS: Final = (
    _LIST,
    *_READ,
    _print("ticket", ("打一张排队票", "print one queue ticket")),
    _print("receipt", ("打一张凭条", "print one receipt")),
    *_status(),
    *_run(),
    *picture_commands.VERBS,
    *scan_commands.VERBS,
    *capture_commands.VERBS,
    *bench_commands.VERBS,
)
"""In the order of the help."""


def add_device(commands: Any, say: Say) -> None:  # noqa: ANN401 - argparse's own action type is private
    """`hallkit device …`."""
    parser = add_command(
        commands, say, "device", "", ("单独试一台设备", "one device at once"), epilog=exits.table(say)
    )
    parents = {"": group(parser, "verb")}
    for verb in VERBS:
        add_verb(parents, verb, say, _OVER)
    add_identify(parents[""], say)
    add_selftest(parents[""], say)
