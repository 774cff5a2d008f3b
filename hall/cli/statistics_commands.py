"""The command `hallkit statistics`: names, arguments, help and examples."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from hall.cli.language import Say
from hall.cli.verbs import JSON, OVERWRITE, Flag, Verb, add_verb, flag
from hall.domain.statistics.report import By

_STATISTICS: Final = Verb(
    "statistics",
    "hall.cli.statistics:statistics",
    (
        "统计：取号、办结、流失、等候和办理时间，印成表或存成文件",
        "statistics: tickets, served, abandoned, waiting and service times, as a table or a file",
    ),
    (
        Flag(
            "--data",
            ("服务器的数据目录，服务器开着也能读", "the server's data folder; read while it serves, too"),
            needed=True,
            rest={"type": Path, "metavar": "DIR"},
        ),
        Flag(
            "--server",
            ("不读目录，问这台服务器", "ask this server instead of reading a folder"),
            needed=True,
            rest={"metavar": "URL"},
        ),
        flag(
            "--token",
            ("存令牌的文件，问服务器时用", "file with the token, to ask a server with"),
            type=Path,
            metavar="FILE",
        ),
        flag(
            "--hall",
            ("大厅文件，默认 DIR/hall.toml", "hall file, default DIR/hall.toml"),
            type=Path,
            metavar="FILE",
        ),
        flag(
            "--from",
            ("从哪天，如 2026-11-22，默认今天", "from which day, like 2026-11-22, default today"),
            dest="first",
            default="",
            metavar="DATE",
        ),
        flag(
            "--to", ("到哪天，默认同 --from", "to which day, default as --from"), default="", metavar="DATE"
        ),
        flag(
            "--by",
            ("按什么分，默认 service", "what to tell apart, default service"),
            choices=[one.value for one in By],
            default=By.SERVICE.value,
        ),
        flag(
            "-o --output",
            ("全部数字存成 CSV，表格软件直接打开", "all figures as a CSV file for spreadsheets"),
            metavar="OUT.csv",
        ),
        flag(
            "--tickets",
            ("逐张明细存成 CSV，不含身份", "every ticket as a CSV file, without identity"),
            metavar="OUT.csv",
        ),
        OVERWRITE,
        JSON,
    ),
    (
        ("hallkit statistics --data hall", "今天到现在，按业务", "today so far, by service"),
        (
            "hallkit statistics --data hall --from 2026-11-01 --to 2026-11-30 --by hour",
            "一个月，按取号时段",
            "a month, by the hour the number was taken",
        ),
        (
            "hallkit statistics --server http://hall:8710 --from 2026-11-22 -o day.csv --tickets tickets.csv",
            "从运行中的服务器存两个文件",
            "two files from a running server",
        ),
    ),
)
VERBS: Final = (_STATISTICS,)


def add_statistics(commands: Any, say: Say) -> None:  # noqa: ANN401
    """`hallkit statistics`."""
    parents: dict[str, Any] = {"": commands}
    for verb in VERBS:
        add_verb(parents, verb, say, {})
