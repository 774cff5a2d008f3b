"""Every command and every argument explains itself, in Chinese and in English."""

import argparse
import re

import pytest

from hall.cli.commands import build
from hall.cli.language import Say

CHINESE = re.compile("[\u4e00-\u9fff]")


def parsers(parser):
    """A parser and all below it."""
    yield parser
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for inner in action.choices.values():
                yield from parsers(inner)


ALL = {language: list(parsers(build(Say(language)))) for language in ("zh", "en")}
NAMES = [parser.prog for parser in ALL["en"]]


def test_both_languages_have_the_same_commands():
    assert [parser.prog for parser in ALL["zh"]] == NAMES


@pytest.mark.parametrize("index", range(len(NAMES)), ids=NAMES)
def test_every_command_is_explained(index):
    zh, en = ALL["zh"][index], ALL["en"][index]
    assert CHINESE.search(zh.description)
    assert en.description
    assert not CHINESE.search(en.format_help())


@pytest.mark.parametrize("index", range(len(NAMES)), ids=NAMES)
def test_every_argument_is_explained(index):
    for zh, en in zip(ALL["zh"][index]._actions, ALL["en"][index]._actions, strict=True):
        if isinstance(zh, argparse._SubParsersAction):
            for choice in zh._choices_actions:
                assert CHINESE.search(choice.help)
            continue
        assert CHINESE.search(zh.help), zh.option_strings
        assert en.help, en.option_strings


@pytest.mark.parametrize("index", range(len(NAMES)), ids=NAMES)
def test_every_command_that_does_something_shows_an_example_or_is_the_list(index):
    parser = ALL["en"][index]
    if parser.get_default("run") and not parser.prog.endswith(" list"):
        assert "examples:" in parser.format_help()
