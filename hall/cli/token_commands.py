"""The words of `hallkit server token`."""

from __future__ import annotations

from typing import Any

from hall.cli.language import Say
from hall.cli.parsing import add_command
from hall.cli.server_options import add_data
from hall.domain.roles import Role


def add_token(commands: Any, say: Say) -> None:  # noqa: ANN401
    """The command."""
    parser = add_command(
        commands,
        say,
        "token",
        "hall.cli.tokens:token",
        (
            "令牌：给每台机器发一个；第一个发出后，没有令牌的请求都会被拒绝",
            "device tokens: one for each unit; once the first is made, requests without one are refused",
        ),
        examples=(
            (
                "hallkit server token --data hall --role window --unit w3",
                "发一个，只显示这一次；存进窗口机数据目录的 token 文件",
                "make one, shown this once; keep it in the file token of the unit's data folder",
            ),
            (
                "hallkit server token --data hall --role staff --unit duty",
                "给工作人员，在浏览器里登录用",
                "for staff, to sign in with in a browser",
            ),
            (
                "hallkit server token --data hall --role supervisor --unit director",
                "给主管：另能看各人的指标、裁定申诉",
                "for a supervisor, who sees clerks' figures and judges appeals besides",
            ),
            ("hallkit server token --data hall --list", "发过哪些", "those that were made"),
            (
                "hallkit server token --data hall --revoke 1a2b3c4d",
                "作废一个，写它的编号",
                "revoke one by its id",
            ),
        ),
    )
    add_data(parser, say)
    add = parser.options.add_argument
    roles = [role.value for role in Role]
    add("--role", choices=roles, help=say("给哪种机器或人", "whose it is"))
    add(
        "--unit",
        metavar="ID",
        help=say(
            "大厅文件里的 id;staff、supervisor 随便起名",
            "id of the hall file; any name for staff and supervisors",
        ),
    )
    add(
        "--list",
        action="store_true",
        help=say("列出发过的令牌，不含令牌本身", "list them, without themselves"),
    )
    add("--revoke", metavar="ID", help=say("作废这个编号的令牌", "revoke the one with this id"))
    add("--json", action="store_true", help=say("输出 JSON", "answer as JSON"))
