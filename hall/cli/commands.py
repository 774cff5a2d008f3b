"""The tree of commands: names, arguments, help and examples. What a command does is imported when it runs."""

from __future__ import annotations

import re
from argparse import ArgumentTypeError
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hall.cli import exits
from hall.cli.device_commands import add_device
from hall.cli.guide_commands import add_guides
from hall.cli.kit_commands import add_drivers
from hall.cli.language import Say
from hall.cli.parsing import Parser, add_command, group, port_number
from hall.cli.server_options import add_data
from hall.cli.statistics_commands import add_statistics
from hall.cli.token_commands import add_token
from hall.cli.trail_commands import add_trail
from hall.cli.twin_commands import add_twin
from hall.cli.upstream_commands import add_upstream
from hall.cli.voice_commands import add_voice


def build(say: Say) -> Parser:
    """The whole command."""
    parser = Parser(
        say=say,
        prog="hallkit",
        description=say(
            "政务服务大厅的终端、取号机、大屏和设备。",
            "Terminals, dispensers, boards and devices of a service hall.",
        ),
        epilog=exits.table(say),
        examples=(
            (
                "hallkit demo",
                "看看整个大厅(没有屏幕时自动演一天)",
                "see a whole hall (by itself when there is no screen)",
            ),
            (
                "hallkit device list",
                "这台机器上有哪些端口，能用哪些型号",
                "the ports of this machine and the known models",
            ),
            (
                "hallkit twin id_card --link /tmp/id_card --card zhang",
                "没有设备？仿真一台",
                "no device? a twin of one",
            ),
            (
                "hallkit device read id_card --profile samv --port /tmp/id_card",
                "读一张身份证",
                "read one ID card",
            ),
            (
                "hallkit device print ticket --help",
                "每条命令都有自己的说明和例子",
                "each command has help and examples",
            ),
        ),
    )
    commands = group(parser, "command")
    _server(commands, say)
    for role in ("terminal", "dispenser", "display", "pad"):
        _unit(commands, say, role)
    _window(commands, say)
    _demo(commands, say)
    add_device(commands, say)
    add_twin(commands, say)
    add_drivers(commands, say)
    add_voice(commands, say)
    add_statistics(commands, say)
    add_guides(commands, say)
    add_upstream(commands, say)
    return parser


def _server(commands: Any, say: Say) -> None:  # noqa: ANN401
    parser = add_command(
        commands,
        say,
        "server",
        "hall.cli.programs:server",
        ("大厅服务器：取号、叫号、收件", "the hall's server: tickets, calls, applications"),
        examples=(
            (
                "hallkit server --data hall --port 8710",
                "第一次启动时生成 hall.toml 并照它服务；改成自己的再启动",
                "the first start makes hall.toml and serves it; make it yours and start again",
            ),
            (
                "hallkit server --data hall --port 8710 --database postgresql://hallkit@db/hall",
                "大的大厅：数据表放在 PostgreSQL，可以有几个服务器",
                "a large hall: tables in PostgreSQL, several servers if you like",
            ),
            (
                "hallkit server --data hall --port 8710 --restored",
                "从备份恢复数据后，第一次启动这样写",
                "the first start after the data came back from a backup",
            ),
        ),
    )
    alternatives = parser.alternatives()
    add_token(alternatives, say)
    add_trail(alternatives, say)
    add_data(parser, say)
    parser.needed.add_argument(
        "--port",
        type=port_number,
        required=True,
        metavar="N",
        help=say("端口，0 为任选", "port, 0 for any free one"),
    )
    more = parser.options.add_argument
    more(
        "--host",
        default="127.0.0.1",
        help=say("监听地址，默认只供本机", "address, default this machine only"),
    )
    more(
        "--restored",
        action="store_true",
        help=say(
            "数据刚从备份恢复：终端重送、重领号段，号码跳过备份后发出的；只写一次",
            "the data just came back from a backup: units send again and take new leases, "
            "numbers skip those given since; use it once",
        ),
    )


_MORE = {
    "display": (
        (
            "hallkit voice say A012 3",
            "试试它的语音叫号，设置在大厅文件的 [voice]",
            "try its calling voice; it is set in [voice] of the hall file",
        ),
    ),
}
"""Further examples of a role."""


def _unit(commands: Any, say: Say, role: str) -> None:  # noqa: ANN401
    names = {
        "terminal": ("自助终端", "the self-service terminal"),
        "dispenser": ("取号机", "the ticket dispenser"),
        "display": ("大厅叫号屏", "the hall board"),
        "pad": ("窗口的评价屏", "the review pad at a window"),
    }
    parser = add_command(
        commands,
        say,
        role,
        "hall.cli.programs:unit",
        names[role],
        examples=(
            (
                f"hallkit {role} --hall hall/hall.toml",
                "大厅文件里只有一台这样的机器时不用写 --unit",
                "no --unit when the hall file has only one of them",
            ),
            *_MORE.get(role, ()),
        ),
    )
    _which(parser, say, role)
    more = parser.options.add_argument
    more(
        "--hand",
        type=Path,
        metavar="SOCKET",
        help=say("供演示和测试操作屏幕", "lets a demo or test drive the screen"),
    )
    more(
        "--windowed", action="store_true", help=say("开窗口，不占满全屏", "in a window, not the whole screen")
    )
    more(
        "--place",
        type=_place(say),
        metavar="X,Y,W,H",
        help=say(
            "无边框窗口，放在这个位置(像素)；画面按比例缩放",
            "a window without a frame at this place (pixels); the picture is scaled",
        ),
    )


def _window(commands: Any, say: Say) -> None:  # noqa: ANN401
    parser = add_command(
        commands,
        say,
        "window",
        "hall.cli.programs:window",
        (
            "窗口机：呼叫器、窗口屏、评价器，断网时照样叫号",
            "the box at a window: call keypad, sign, evaluation pad; goes on calling while the server is away",
        ),
        examples=(
            (
                "hallkit window --hall hall/hall.toml --unit w3",
                "没有屏幕，在办事员的电脑或窗口的小盒子上运行",
                "needs no screen: runs on the clerk's computer or a small box",
            ),
        ),
    )
    _which(parser, say, "window")


def _which(parser: Parser, say: Say, role: str) -> None:
    """Which unit of which hall, its data and its token."""
    parser.set_defaults(role=role)
    parser.needed.add_argument(
        "--hall", type=Path, required=True, metavar="FILE", help=say("大厅文件(TOML)", "hall file (TOML)")
    )
    more = parser.options.add_argument
    more("--unit", metavar="ID", help=say("哪一台：大厅文件里的 id", "which one: its id in the hall file"))
    more("--data", type=Path, metavar="DIR", help=say("存数据的目录", "folder of the data"))
    more(
        "--token",
        type=Path,
        metavar="FILE",
        help=say("存本机令牌的文件，默认 DIR/token", "file with this unit's token, default DIR/token"),
    )


def _place(say: Say) -> Callable[[str], tuple[int, int, int, int]]:
    """An argument's type: where a window stands, in pixels."""

    def place(text: str) -> tuple[int, int, int, int]:
        found = re.fullmatch(r"(-?\d{1,5}),(-?\d{1,5}),(\d{3,4}),(\d{3,4})", text)
        if found is None:
            zh = f"应当写成 X,Y,宽,高(像素)，比如 0,0,540,960，不能是 {text}"
            raise ArgumentTypeError(say(zh, f"must be X,Y,W,H in pixels like 0,0,540,960, not {text}"))
        x, y, width, height = (int(word) for word in found.groups())
        return x, y, width, height

    return place


def _demo(commands: Any, say: Say) -> None:  # noqa: ANN401
    parser = add_command(
        commands,
        say,
        "demo",
        "hall.cli.programs:demo",
        ("一条命令看整个大厅，设备都是仿真", "a whole hall in one command, its devices are twins"),
        examples=(
            ("hallkit demo --headless", "不用屏幕，截图和报告在 demo-output/", "no screen; see demo-output/"),
        ),
    )
    more = parser.options.add_argument
    more(
        "--headless",
        action="store_true",
        default=None,
        help=say("不开窗口，自动演一天", "no windows, a day by itself"),
    )
    more(
        "--output",
        type=Path,
        default=Path("demo-output"),
        metavar="DIR",
        help=say("放截图、小票和报告的目录", "folder of pictures, papers and report"),
    )
