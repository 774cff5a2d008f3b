"""What a code means and what to do about it, in both languages at once: reports hold both."""

from __future__ import annotations

from hall.texts import load_texts


def advice(code: str) -> tuple[str, str]:
    """As people are told on the screen: what happened, and what to do."""
    zh, en = (load_texts(language).problem(code) for language in ("zh", "en"))
    return f"{zh.what}:{zh.do}", f"{en.what}: {en.do}"
