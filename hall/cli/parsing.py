"""argparse that speaks Chinese or English, names the nearest right word, and shows examples."""

from __future__ import annotations

import argparse
import difflib
import re
import sys
import tomllib
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NoReturn

from drivers.types import Json
from hall.cli.exits import Exit
from hall.cli.language import Say
from hall.cli.output import out, tell

# argparse's own messages, as Chinese. Groups keep the facts.
_CHINESE = (
    (r"the following arguments are required: (.*)", "缺少参数：{0}"),
    (r"unrecognized arguments: (.*)", "不认识的参数：{0}"),
    (r"argument (.*?): invalid choice: (.*?) \(choose from (.*)\)", "{0} 不能是 {1}，可选：{2}"),
    (r"argument (.*?): must be a number, not (.*)", "{0} 要写数字，不能是 {1}"),
    (r"argument (.*?): expected one argument", "{0} 后面要写一个值"),
    (r"argument (.*?): not allowed with argument (.*)", "{0} 不能和 {1} 一起用"),
    (r"one of the arguments (.*) is required", "要写其中一个：{0}"),
    (r"ambiguous option: (.*?) could match (.*)", "{0} 有歧义，可能是 {1}"),
    (r"argument (.*?): must be from (\S+) to (\S+), not (.*)", "{0} 应当在 {1} 到 {2} 之间，不能是 {3}"),
    (r"argument (.*?): (.*)", "{0}:{1}"),
)


_KEY = re.compile(r"[A-Za-z0-9_-]+")


class InputError(Exception):
    """What the person gave cannot be used; nothing was done. `code` is dotted, the text says where and what."""

    def __init__(self, code: str, text: str) -> None:
        super().__init__(text)
        self.code = code


class UsageError(SystemExit):
    """The words of the command cannot be understood; the person was told. `detail` is what they were told."""

    def __init__(self, detail: str) -> None:
        super().__init__(Exit.BAD_INPUT)
        self.detail = detail


class HelpFormatter(argparse.RawDescriptionHelpFormatter):
    """Keeps the lines of examples; room for names of options."""

    usage_word = "usage: "

    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=28, width=100)

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:
        """Begin with the word for usage in the right language."""
        super().add_usage(usage, actions, groups, self.usage_word if prefix is None else prefix)


class _ChineseFormatter(HelpFormatter):
    usage_word = "用法: "


class Parser(argparse.ArgumentParser):
    """A parser whose every word is in one language.

    `examples` end the help, and after them `more`, called only when the help is shown.
    """

    def __init__(
        self,
        *,
        say: Say,
        examples: Sequence[tuple[str, str, str]] = (),
        more: Callable[[], str] | None = None,
        **rest: Any,  # noqa: ANN401
    ) -> None:
        self.say = say
        self._more = more
        self._instead: Any = None
        shown = "\n".join(f"  {line}\n      {say(zh, en)}" for line, zh, en in examples)
        rest["epilog"] = (f"{say('例子', 'examples')}:\n{shown}\n\n" if shown else "") + (
            rest.get("epilog") or ""
        )
        super().__init__(
            **rest,
            add_help=False,
            allow_abbrev=False,
            formatter_class=_ChineseFormatter if say.language == "zh" else HelpFormatter,
        )
        self.needed = self.add_argument_group(say("要写的", "arguments"))
        self.options = self.add_argument_group(say("可以写的", "options"))
        self.options.add_argument("-h", "--help", action="help", help=say("显示这段说明", "show this help"))
        self.options.add_argument(
            "--lang",
            choices=("zh", "en"),
            help=say("用哪种语言，默认随系统", "language, default: the locale's"),
        )

    def alternatives(self) -> Any:  # noqa: ANN401 - argparse's own action type is private
        """Sub-commands that may be given instead of this command's own arguments."""
        self._instead = self.add_subparsers(
            title=self.say("另外的命令", "other commands"),
            metavar=self.say("命令", "COMMAND"),
            required=False,
        )
        return self._instead

    def format_help(self) -> str:
        """The help, whole."""
        text = super().format_help()
        return f"{text.rstrip()}\n\n{self._more()}\n" if self._more else text

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:  # noqa: ANN401 - as argparse
        """Refuse what this command does not know here, where the right words are known."""
        if args and self._instead is not None and args[0] in self._instead.choices:
            for action in self._actions:
                action.required = False  # the sub-command has its own
        found, unknown = super().parse_known_args(args, namespace)
        if unknown:
            self.error(f"unrecognized arguments: {' '.join(unknown)}")
        return found, unknown

    def _print_message(self, message: str, file: Any = None) -> None:  # noqa: ANN401 - as argparse
        """Help is an answer like any other: it survives `| head` and a full disk."""
        if message:
            (out if file is sys.stdout else tell)(message.rstrip("\n"))

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and what is right, on stderr. Raises `UsageError`."""
        near = _nearest(message, list(self._option_string_actions))
        if self.say.language == "zh":
            message = _in_chinese(message)
        hint = self.say(f"，是不是 {near}？", f", did you mean {near}?") if near else ""
        more = self.say(f"看说明：{self.prog} --help", f"help: {self.prog} --help")
        tell(f"{self.prog}: {message}{hint}\n{more}")
        raise UsageError(f"{message}{hint}")


def _in_chinese(message: str) -> str:
    for pattern, chinese in _CHINESE:
        found = re.fullmatch(pattern, message, re.DOTALL)
        if found:
            return chinese.format(*found.groups())
    return message


def _nearest(message: str, options: Sequence[str]) -> str:
    unknown = re.fullmatch(r"unrecognized arguments: (-[^ =]*).*", message, re.DOTALL)
    if unknown:
        return next(iter(difflib.get_close_matches(unknown[1], options, 1, 0.6)), "")
    found = re.search(r"invalid choice: '([^']*)' \(choose from (.*)\)", message)
    if not found:
        return ""
    words = re.findall(r"[\w-]+", found[2])
    return next(iter(difflib.get_close_matches(found[1], words, 1, 0.5)), "")


def number_from(low: float, high: float) -> Callable[[str], float]:
    """An argument's type: a number from `low` to `high`."""

    def number(text: str) -> float:
        try:
            value = float(text)
        except ValueError as error:
            raise argparse.ArgumentTypeError(f"must be a number, not {text}") from error
        if not low <= value <= high:
            raise argparse.ArgumentTypeError(f"must be from {low:g} to {high:g}, not {text}")
        return value

    return number


def assignment(say: Say) -> Callable[[str], tuple[str, Json]]:
    """An argument's type: KEY=VALUE, the value as TOML; what is no TOML and has no quote or bracket is a text."""

    def pair(text: str) -> tuple[str, Json]:
        key, sign, value = text.partition("=")
        if not sign or not _KEY.fullmatch(key):
            raise argparse.ArgumentTypeError(
                say(f"要写成 名字=值，不能是 {text}", f"write KEY=VALUE, not {text}")
            )
        try:
            found = tomllib.loads(f"value = {value}")
        except tomllib.TOMLDecodeError as error:
            if not value or value[0] in "\"'[{":
                why = say(f"{key} 的值不是正确的 TOML", f"the value of {key} is not valid TOML")
                raise argparse.ArgumentTypeError(why) from error
            return key, value
        given = found["value"]
        plain = len(found) == 1 and isinstance(given, str | int | float | bool | list | dict)
        return key, given if plain else value

    return pair


def port_number(text: str) -> int:
    """An argument's type: a TCP port, 0 for any."""
    value = number_from(0, 65535)(text)
    if not value.is_integer():
        raise argparse.ArgumentTypeError(f"must be a number, not {text}")
    return int(value)


def group(parser: Parser, name: str) -> Any:  # noqa: ANN401 - argparse's own action type is private
    """The sub-commands of a parser, one of which is required."""
    return parser.add_subparsers(
        title=parser.say("命令", "commands"), dest=name, metavar=parser.say("命令", "COMMAND"), required=True
    )


def add_command(commands: Any, say: Say, name: str, run: str, help: tuple[str, str], **rest: Any) -> Parser:  # noqa: A002, ANN401
    """One sub-command; `run` (`package.module:function`) is what it does, "" when it only has sub-commands."""
    text = say(*help)
    parser: Parser = commands.add_parser(name, say=say, help=text, description=text, **rest)
    if run:
        parser.set_defaults(run=run)
    return parser
