"""The command `hallkit upstream`: names, arguments, help and examples."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from hall.cli.language import Say
from hall.cli.parsing import port_number
from hall.cli.verbs import JSON, Both, Flag, Verb, add_verb, flag, needed

_OVER: Final[Mapping[str, Both]] = {
    "upstream": ("评价上报到省里", "evaluations on their way to the province"),
}
_FOLDER: Final = ("服务器的数据目录", "the server's data folder")
_HALL: Final = flag(
    "--hall",
    ("大厅文件，默认 DIR/hall.toml", "hall file, default DIR/hall.toml"),
    type=Path,
    metavar="FILE",
)
_CHECK: Final = Verb(
    "upstream check",
    "hall.cli.upstream:check",
    (
        "检查上报的设置：显示一条虚构的评价会怎样发(个人信息遮盖)，每个事项还缺什么；什么也不发出去",
        "check how evaluations are sent: an invented one as it would go, personal data masked, and what items lack; nothing is sent",
    ),
    (needed("--data", _FOLDER, type=Path, metavar="DIR"), _HALL, JSON),
    (
        (
            "hallkit upstream check --data hall",
            "按 hall/hall.toml 的 [upstream] 看",
            "by [upstream] of hall/hall.toml",
        ),
    ),
)
_BACKLOG: Final = Verb(
    "upstream backlog",
    "hall.cli.upstream:backlog",
    (
        "还有几条没有报到省里，最久等了多久，为什么",
        "how many have not reached the province, for how long, and why",
    ),
    (
        Flag(
            "--data",
            (f"{_FOLDER[0]}，服务器开着也能读", f"{_FOLDER[1]}; read while it serves, too"),
            needed=True,
            rest={"type": Path, "metavar": "DIR"},
        ),
        Flag(
            "--server",
            ("不读目录，问这台服务器", "ask this server instead of reading a folder"),
            needed=True,
            rest={"metavar": "URL"},
        ),
        _HALL,
        flag(
            "--token",
            ("存令牌的文件，问服务器时用", "file with the token, to ask a server with"),
            type=Path,
            metavar="FILE",
        ),
        JSON,
    ),
    (
        ("hallkit upstream backlog --data hall", "在服务器上看", "on the server"),
        (
            "hallkit upstream backlog --server http://hall:8710 --token duty.token",
            "从别的机器看",
            "from another machine",
        ),
    ),
)
_TWIN: Final = Verb(
    "upstream twin",
    "hall.cli.upstream_twin:run",
    (
        "仿真省里的接口，打印要写进大厅文件的几行",
        "a twin of a province's endpoint; prints the lines for the hall file",
    ),
    (
        needed("--province", ("哪个省", "which province"), choices=("anhui", "guangdong")),
        flag(
            "--port",
            ("端口；0 自己选", "the port; 0 takes a free one"),
            type=port_number,
            default=0,
            metavar="N",
        ),
        flag(
            "--fault",
            (
                "怎样回答：收下不答、收下断线、拒收、出错、别的网页",
                "how it answers: keeps each and never does, keeps it and hangs up, refuses, fails, with another page",
            ),
            default="normal",
            choices=("normal", "slow", "losing", "refusing", "broken", "portal"),
        ),
    ),
    (
        ("hallkit upstream twin --province guangdong", "收下每一条", "takes every one"),
        (
            "hallkit upstream twin --province anhui --fault losing",
            "收下了却不回答",
            "keeps each and never says so",
        ),
    ),
)
VERBS: Final = (_CHECK, _BACKLOG, _TWIN)


def add_upstream(commands: Any, say: Say) -> None:  # noqa: ANN401
    """`hallkit upstream …`."""
    parents: dict[str, Any] = {"": commands}
    for verb in VERBS:
        add_verb(parents, verb, say, _OVER)
