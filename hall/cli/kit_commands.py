"""`hallkit drivers`, `device identify` and `device selftest`: names, arguments, help and examples."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hall.cli.language import Say
from hall.cli.parsing import Parser, add_command, group, number_from


def add_drivers(commands: Any, say: Say) -> None:  # noqa: ANN401
    """`hallkit drivers …`."""
    parser = add_command(
        commands,
        say,
        "drivers",
        "",
        ("设备驱动：有哪些，合不合格", "device drivers: which there are, and how good"),
    )
    verbs = group(parser, "verb")
    _json(
        add_command(
            verbs,
            say,
            "list",
            "hall.cli.drivers_check:show",
            ("自带的和装上的驱动", "our own drivers and those of installed packages"),
        ),
        say,
    )
    checking = add_command(
        verbs,
        say,
        "check",
        "hall.cli.drivers_check:run",
        (
            "按合同试一个驱动，给出带日期的合格单",
            "try a driver by the contract; prints a dated conformance sheet",
        ),
        examples=(
            (
                "hallkit drivers check serial-scanner",
                "在仿真上试，约半分钟；不用设备",
                "on its twin, about half a minute; no device needed",
            ),
            (
                "hallkit drivers check samv --port usb:1a86:7523 --json > sheet.json",
                "真机上也试；铂级要真机",
                "on the hardware too, which platinum needs",
            ),
        ),
        epilog=say(
            "等级 bronze、silver、gold、platinum 的规则见 docs/hardware/quality.md。",
            "The rules of bronze, silver, gold and platinum are in docs/hardware/quality.md.",
        ),
    )
    checking.needed.add_argument(
        "name", metavar="NAME", help=say("驱动名，见 hallkit drivers list", "a name of hallkit drivers list")
    )
    more = checking.options.add_argument
    more("--port", default="", metavar="PORT", help=say("真机的端口", "port of the real device"))
    more(
        "--model",
        default="",
        metavar="TEXT",
        help=say("真机铭牌上的型号，写进合格单", "what its type plate says, for the sheet"),
    )
    _json(checking, say)


def add_identify(verbs: Any, say: Say) -> None:  # noqa: ANN401
    """`hallkit device identify`."""
    parser = add_command(
        verbs,
        say,
        "identify",
        "hall.cli.identify:identify",
        (
            "拔一下就知道是哪台：列出 USB 设备，等人拔掉一台，给出写进大厅文件的名字",
            "unplug to identify: lists USB devices, waits until one is unplugged, names it for the hall file",
        ),
        examples=(
            (
                "hallkit device identify --help",
                "/dev/ttyUSB0 这样的名字会变，大厅文件里不能写",
                "names like /dev/ttyUSB0 change; a hall file cannot use them",
            ),
        ),
    )
    _json(parser, say)
    _time_out(parser, say, 60)


def add_selftest(verbs: Any, say: Say) -> None:  # noqa: ANN401
    """`hallkit device selftest`."""
    parser = add_command(
        verbs,
        say,
        "selftest",
        "hall.cli.selftest:run",
        (
            "试一台终端的全部设备，写出带日期的就绪报告(PDF 和 JSON)",
            "try every device of a unit; writes a dated readiness report (PDF and JSON)",
        ),
        examples=(
            (
                "hallkit device selftest --twins --all -o /tmp/report",
                "没有设备：在仿真上演一遍",
                "no devices: the same on twins",
            ),
            (
                "hallkit device selftest --hall hall.toml --unit terminal-1 --all --help",
                "--all 会打印、放音，也会请人把纸放到扫码窗前和高拍仪下",
                "--all prints, plays a tune, and asks a person to hold papers before scanner and camera",
            ),
            (
                "hallkit device selftest --twins --all --screen -o /tmp/report",
                "触摸屏也走一遍；真机上要在终端的图形桌面里运行",
                "the touch screen is walked too; on a real unit run it in its graphical session",
            ),
            (
                "hallkit device selftest --chart /tmp/chart.pdf",
                "没有 A4 打印机的终端：先写出标定图，在别处打印",
                "for a unit without an A4 printer: writes the camera's chart, to be printed elsewhere",
            ),
        ),
    )
    more = parser.options.add_argument
    more("--hall", type=Path, metavar="FILE", help=say("大厅文件(TOML)", "hall file (TOML)"))
    more("--unit", metavar="ID", help=say("哪一台：大厅文件里的 id", "which one: its id in the hall file"))
    more(
        "--all",
        action="store_true",
        help=say(
            "打印，并让设备互相验证(要纸，也要人)",
            "print, and let devices prove each other (needs paper and a person)",
        ),
    )
    more(
        "--screen",
        action="store_true",
        help=say("和 --all 一起用：把触摸屏走一遍", "with --all: walk the touch screen too"),
    )
    more(
        "--chart",
        type=Path,
        metavar="OUT.pdf",
        help=say("只写出高拍仪的标定图，什么也不试", "only write the document camera's chart, try nothing"),
    )
    more("--twins", action="store_true", help=say("用仿真代替设备", "twins in place of the devices"))
    more(
        "-o",
        "--output",
        type=Path,
        default=Path(),
        metavar="DIR",
        help=say("报告放在哪个目录，默认当前目录", "folder of the report, default here"),
    )
    _json(parser, say)
    _time_out(parser, say, 60)


def _json(parser: Parser, say: Say) -> None:
    text = say("标准输出只有一个 JSON 对象", "stdout is one JSON object")
    parser.options.add_argument("--json", action="store_true", help=text)


def _time_out(parser: Parser, say: Say, limit_s: float) -> None:
    parser.options.add_argument(
        "--timeout",
        type=number_from(0.1, 86400),
        default=limit_s,
        metavar="S",
        help=say(
            f"等人最多几秒，默认 {limit_s:g}", f"wait for people at most S seconds, default {limit_s:g}"
        ),
    )
