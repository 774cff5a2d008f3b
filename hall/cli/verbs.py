"""Commands as rows of a table: what each is called, what runs it, what may be written behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from hall.cli.language import Say
from hall.cli.parsing import Parser, add_command, assignment, group, number_from

Both = tuple[str, str]
"""A text in Chinese and in English."""
Reads = Callable[[str], object]
"""An argument's type, as argparse has it."""


@dataclass(frozen=True)
class Flag:
    """One argument. `names`: as they are written, apart by a blank. `rest`: argparse's own words.

    `needed`: it stands among those that must be written. `either`: of those with the same word one may be written.
    `reads`: its type, when that speaks.
    """

    names: str
    help: Both
    needed: bool = False
    either: str = ""
    reads: Callable[[Say], Reads] | None = None
    rest: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Verb:
    """One command. `words`: `scan`, or two for one below another: `read id_card`. `run`: `package.module:function`."""

    words: str
    run: str
    help: Both
    flags: tuple[Flag, ...] = ()
    examples: tuple[tuple[str, str, str], ...] = ()
    epilog: Both = ("", "")
    defaults: Mapping[str, str] = field(default_factory=dict)


def flag(names: str, help: Both, **rest: Any) -> Flag:  # noqa: A002, ANN401 - as argparse
    """A flag that may be left out."""
    return Flag(names, help, rest=rest)


def needed(names: str, help: Both, **rest: Any) -> Flag:  # noqa: A002, ANN401 - as argparse
    """One that must be written, unless `required` says otherwise; a bare word always must."""
    required = {"required": True} if names.startswith("-") else {}
    return Flag(names, help, needed=True, rest={**required, **rest})


def add_verb(parents: dict[str, Any], verb: Verb, say: Say, over: Mapping[str, Both]) -> None:
    """Add one row. `parents`: the sub-commands by the word above them, "" at the top; `over`: help of those words."""
    above, _, name = verb.words.rpartition(" ")
    if above not in parents:
        parents[above] = group(add_command(parents[""], say, above, "", over[above]), "thing")
    more = {"epilog": say(*verb.epilog)} if any(verb.epilog) else {}
    parser = add_command(parents[above], say, name, verb.run, verb.help, examples=verb.examples, **more)
    parser.set_defaults(**verb.defaults)
    _add_flags(parser, verb.flags, say)


def _add_flags(parser: Parser, flags: Iterable[Flag], say: Say) -> None:
    exclusive: dict[str, Any] = {}
    for one in flags:
        place: Any = parser.needed if one.needed else parser.options
        if one.either:
            if one.either not in exclusive:
                exclusive[one.either] = place.add_mutually_exclusive_group()
            place = exclusive[one.either]
        typed = {"type": one.reads(say)} if one.reads is not None else {}
        place.add_argument(*one.names.split(), help=say(*one.help), **typed, **one.rest)


PORT: Final = needed(
    "--port",
    ("端口：/dev/serial/by-id/… 或 tcp://主机：端口", "port: /dev/serial/by-id/… or tcp://HOST:PORT"),
    metavar="PORT",
)
JSON: Final = flag("--json", ("标准输出只有一个 JSON 对象", "stdout is one JSON object"), action="store_true")
REVEAL: Final = flag("--reveal", ("显示真实的个人信息", "show the true personal data"), action="store_true")
OVERWRITE: Final = flag("--overwrite", ("OUT 已有时覆盖", "replace OUT when it exists"), action="store_true")


OPTION: Final = Flag(
    "--option",
    (
        "驱动的一项设置，值照 TOML 写(文字可以不加引号)；可以写几次",
        "one option of the driver, its value as TOML (a plain text needs no quotes); may be repeated",
    ),
    reads=assignment,
    rest={"action": "append", "metavar": "KEY=VALUE"},
)


def profile(usual: str) -> Flag:
    """Which model."""
    help_ = (f"型号或 .toml 文件，默认 {usual}", f"model or a .toml file, default {usual}")
    return flag("--profile", help_, default=usual, metavar="P")


def time_out(seconds: float, least: float = 0.1, *, help: Both | None = None) -> Flag:  # noqa: A002 - as argparse
    """How long to wait."""
    usual = (f"最多等几秒，默认 {seconds:g}", f"wait at most S seconds, default {seconds:g}")
    return flag("--timeout", help or usual, type=number_from(least, 86_400), default=seconds, metavar="S")
