"""One refusal's status and words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from hall.contract.messages import Text


@dataclass(frozen=True)
class Entry:
    """A status, and the words with {places}."""

    status: int
    what: Text
    do: Text


def entry(status: int, what: tuple[str, str], do: tuple[str, str]) -> Entry:
    """Texts as (Chinese, English)."""
    return Entry(status, Text(zh=what[0], en=what[1]), Text(zh=do[0], en=do[1]))


def fill(text: Text, words: Mapping[str, object]) -> Text:
    """Put the words in; one that is itself a `Text` goes in by language."""
    zh = {name: word.zh if isinstance(word, Text) else word for name, word in words.items()}
    en = {name: word.en if isinstance(word, Text) else word for name, word in words.items()}
    return Text(zh=text.zh.format(**zh), en=text.en.format(**en))
