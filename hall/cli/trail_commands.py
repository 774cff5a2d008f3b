"""The words of `hallkit server trail`."""

from __future__ import annotations

from typing import Any

from hall.cli.language import Say
from hall.cli.parsing import add_command
from hall.cli.server_options import add_data


def add_trail(commands: Any, say: Say) -> None:  # noqa: ANN401
    """The command."""
    parser = add_command(
        commands,
        say,
        "trail",
        "hall.cli.trail:trail",
        (
            "核验步步留痕：整条链、叫号流水的封存、办件和台账；服务器开着也能看，什么也不写",
            "check every step: the chain, the seals of the feed, cases, the ledger; nothing is written",
        ),
        examples=(
            ("hallkit server trail --data hall", "有没有被改过", "was anything changed"),
            (
                'hallkit server trail --data hall --against "hallkit-trail 1234 9f2c…"',
                "和抄下来的链头比",
                "against a head that was written down",
            ),
            (
                "hallkit server trail --data hall --against /media/usb/trail-heads.txt",
                "和别处保存的链头文件比",
                "against a file of heads that was kept elsewhere",
            ),
        ),
    )
    add_data(parser, say)
    add = parser.options.add_argument
    add(
        "--against",
        action="append",
        default=[],
        metavar="HEAD",
        help=say(
            "保存的一行链头，或一个有这样几行的文件；可以写几次",
            "a head that was kept, or a file with such lines; may be repeated",
        ),
    )
    add("--json", action="store_true", help=say("输出 JSON", "answer as JSON"))
