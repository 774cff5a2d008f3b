"""The words people read, in two languages, from assets/i18n. No Qt: the command line uses them too."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent.parent / "assets" / "i18n"
FILES = {"zh": "zh_CN.toml", "en": "en.toml"}


class TextsError(Exception):
    """A text that is not there; the message names the key and the file."""


@dataclass(frozen=True)
class ProblemText:
    """What happened, why, what to do. `code` is for the technician, small."""

    what: str
    why: str
    do: str
    code: str


@dataclass(frozen=True)
class Texts:
    """A whole catalogue, keys dotted: `home.ticket`."""

    language: str
    table: Mapping[str, str]

    def say(self, key: str, **facts: object) -> str:
        """Return a text with its facts filled in. Raises `TextsError` for an unknown key or a missing fact."""
        text = self.table.get(key)
        if text is None:
            raise TextsError(
                f"no text {key!r} in {FILES[self.language]}: add it there and in the other language"
            )
        try:
            return text.format_map(facts)
        except KeyError as missing:
            raise TextsError(f"text {key!r} wants {{{missing.args[0]}}}, which was not given") from None

    def problem(self, code: str) -> ProblemText:
        """Return the message for a dotted code: its own, else its family's, else the general one."""
        family = code.partition(".")[0]
        for name in (code, f"{family}.any", "other"):
            if f"problem.{name}.what" in self.table:
                what, why, do = (self.table[f"problem.{name}.{part}"] for part in ("what", "why", "do"))
                return ProblemText(what, why, do, code)
        raise TextsError(f"no text 'problem.other' in {FILES[self.language]}: add it there")

    @cached_property
    def codes(self) -> frozenset[str]:
        """Every code with a message of its own."""
        return frozenset(
            key[8:-5] for key in self.table if key.startswith("problem.") and key.endswith(".what")
        )


@cache
def load_texts(language: str, folder: Path = FOLDER) -> Texts:
    """Read a catalogue, once in a program's life; an unknown language gets Chinese. Raises `TextsError`."""
    known = language if language in FILES else "zh"
    path = folder / FILES[known]
    try:
        tree = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise TextsError(f"{path} is missing: the installation is not complete") from None
    except tomllib.TOMLDecodeError as error:
        raise TextsError(f"{path}: {error}") from None
    return Texts(known, dict(_flat(tree, "")))


def _flat(tree: Mapping[str, Any], prefix: str) -> Iterator[tuple[str, str]]:
    for key, value in tree.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{key}.")
        else:
            yield prefix + key, str(value)
