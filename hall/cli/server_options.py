"""Arguments of every command that works on the server's data."""

from __future__ import annotations

import os
from pathlib import Path

from hall.cli.language import Say
from hall.cli.parsing import Parser


def add_data(parser: Parser, say: Say) -> None:
    """The folder, the hall file, and the database when it is another machine's."""
    parser.needed.add_argument(
        "--data", type=Path, required=True, metavar="DIR", help=say("存数据的目录", "folder of the data")
    )
    add = parser.options.add_argument
    add(
        "--hall",
        type=Path,
        metavar="FILE",
        help=say("大厅文件，默认 DIR/hall.toml", "hall file, default DIR/hall.toml"),
    )
    add(
        "--database",
        default=os.environ.get("HALLKIT_DATABASE", ""),
        metavar="URL",
        help=say(
            "数据表放在 PostgreSQL(postgresql://用户@主机/库)，几个服务器可以共用；默认放在 DIR，也可写在环境变量 HALLKIT_DATABASE",
            "tables in PostgreSQL (postgresql://USER@HOST/DB), which several servers may share; "
            "default in DIR; also by HALLKIT_DATABASE in the environment",
        ),
    )
