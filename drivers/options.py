"""A driver's own settings, checked: every key is known, every value within its bounds."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass

from drivers.types import Json


class OptionError(ValueError):
    """A setting that the driver cannot use; the text says what to write instead."""


@dataclass(frozen=True)
class Number:
    """A whole number from `least` to `most`."""

    default: int
    least: int
    most: int


@dataclass(frozen=True)
class Word:
    """One of a few words; the first is the default."""

    words: tuple[str, ...]


@dataclass(frozen=True)
class Text:
    """Free text (a path, a name) of at most `most` characters."""

    default: str = ""
    most: int = 255


Rule = Number | Word | Text


class Options:
    """The settings of one driver, each checked against its rule. Raises `OptionError`."""

    def __init__(self, given: Mapping[str, Json], rules: Mapping[str, Rule]) -> None:
        for key in given:
            if key not in rules:
                near = difflib.get_close_matches(key, rules, n=1) or sorted(rules)
                raise OptionError(f"options.{key} is not a setting; write {' or '.join(near)}")
        self._numbers: dict[str, int] = {}
        self._words: dict[str, str] = {}
        self._texts: dict[str, str] = {}
        for key, rule in rules.items():
            match rule:
                case Number():
                    self._numbers[key] = _number(key, given.get(key, rule.default), rule)
                case Word():
                    self._words[key] = _word(key, given.get(key, rule.words[0]), rule)
                case Text():
                    self._texts[key] = _text(key, given.get(key, rule.default), rule)

    def number(self, key: str) -> int:
        """The number of a `Number` rule."""
        return self._numbers[key]

    def word(self, key: str) -> str:
        """The word of a `Word` rule."""
        return self._words[key]

    def text(self, key: str) -> str:
        """The text of a `Text` rule."""
        return self._texts[key]


def _number(key: str, value: Json, rule: Number) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not rule.least <= value <= rule.most:
        raise OptionError(f"options.{key}: write a whole number from {rule.least} to {rule.most}")
    return value


def _word(key: str, value: Json, rule: Word) -> str:
    if not isinstance(value, str) or value not in rule.words:
        raise OptionError(f"options.{key}: write {' or '.join(rule.words)}")
    return value


def _text(key: str, value: Json, rule: Text) -> str:
    if not isinstance(value, str) or len(value) > rule.most:
        raise OptionError(f"options.{key}: write a text of at most {rule.most} characters")
    return value
