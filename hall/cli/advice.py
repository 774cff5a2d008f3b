"""What happened, why, and what a technician does about it, from assets/i18n/advice.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping

from drivers.types import CompletionCode
from hall.cli.language import Say
from hall.texts import FOLDER, TextsError, load_texts

FILE = FOLDER / "advice.toml"
Advice = tuple[str, str, str]
"""What, why, what to do."""


def lines(say: Say, code: CompletionCode, error: str) -> list[str]:
    """The three lines for stderr; the first names the code."""
    word = error or code.value
    what, why, do = _find(say.language, code, error) or _citizens_text(say, word)
    return [
        f"hallkit: {what}({word})" if say.language == "zh" else f"hallkit: {what} ({word})",
        f"  {say('原因', 'why')}: {why}",
        f"  {say('怎么办', 'do')}: {do}",
    ]


def load_advice(language: str) -> tuple[Mapping[str, Advice], Mapping[str, Advice]]:
    """By error code or its family, and by completion (which goes first). Raises `TextsError`."""
    try:
        tree = tomllib.loads(FILE.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise TextsError(f"{FILE} is missing: the installation is not complete") from None
    except tomllib.TOMLDecodeError as error:
        raise TextsError(f"{FILE}: {error}") from None
    tables = (tree.get(name, {}) for name in ("code", "completion"))
    by_code, by_completion = ({key: tuple(entry[language]) for key, entry in one.items()} for one in tables)
    return by_code, by_completion


def _find(language: str, code: CompletionCode, error: str) -> Advice | None:
    by_code, by_completion = load_advice(language)
    return by_completion.get(code.value) or by_code.get(error) or by_code.get(error.partition(".")[0])


def _citizens_text(say: Say, code: str) -> Advice:
    """Codes of other rooms than the device layer."""
    try:
        text = load_texts(say.language).problem(code)
    except TextsError as missing:
        why = say("没有这个代码的说明", "there is no text for this code")
        return code, why, say(f"请报告：{missing}", f"please report: {missing}")
    return text.what, text.why, text.do
