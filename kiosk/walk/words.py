"""The words of the walk, Chinese and English. They are for technicians."""

from __future__ import annotations

from typing import Final

_WORDS: Final[dict[str, tuple[str, str]]] = {
    "title": ("触摸屏检查", "Touch screen check"),
    "touch": ("请用手指点亮着的圆点", "Touch the lit target with a finger"),
    "cannot": ("够不到，跳过", "Cannot reach it, skip"),
    "leave": ("键盘 Esc 退出", "Esc on a keyboard ends the check"),
    "target": ("目标", "Target"),
}


class WalkWords:
    """One language of them, and the other below. `language`: zh or en."""

    def __init__(self, language: str) -> None:
        self._index = 1 if language == "en" else 0

    def all(self) -> dict[str, str]:
        """Return every word by its key; the other language's as `other_KEY`."""
        own = {key: words[self._index] for key, words in _WORDS.items()}
        return own | {f"other_{key}": words[1 - self._index] for key, words in _WORDS.items()}
