"""The command's language: the locale's, or what `--lang` says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

Language = Literal["zh", "en"]


@dataclass(frozen=True)
class Say:
    """Chooses between the two forms of a text: `say("中文", "English")`."""

    language: Language

    def __call__(self, zh: str, en: str) -> str:
        """The form in the command's language."""
        return zh if self.language == "zh" else en


def choose(argv: Sequence[str], environment: Mapping[str, str]) -> Language:
    """`--lang` first (the last one written), then LC_ALL, LC_MESSAGES, LANG as POSIX ranks them; anything but zh* is English."""
    for index in reversed(range(len(argv))):
        word = argv[index]
        wanted = word.partition("=")[2] if word.startswith("--lang=") else ""
        if word == "--lang" and index + 1 < len(argv):
            wanted = argv[index + 1]
        if wanted:
            return "zh" if wanted.startswith("zh") else "en"
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if environment.get(name):
            return "zh" if environment[name].startswith("zh") else "en"
    return "en"
