"""The steps of learning a pad: which key is asked for, how often it was heard, undo and skip. No port, no driver."""

from __future__ import annotations

from hall.cli.language import Say
from hall.cli.output import out_json, tell

_LABELS = {
    "5": ("非常满意", "very satisfied"), "4": ("满意", "satisfied"), "3": ("基本满意", "fairly satisfied"),
    "2": ("不满意", "dissatisfied"), "1": ("非常不满意", "very dissatisfied"),
    "next": ("下一位", "next"), "recall": ("重呼", "recall"), "skip": ("过号", "skip"),
    "transfer": ("转移", "transfer"), "pause": ("暂停", "pause"), "finish": ("办结", "finish"),
    "priority": ("优先", "priority"), "login": ("登录", "log in"), "logout": ("退出", "log out"),
    "enter": ("确认", "enter"), "clear": ("清除", "clear"),
}  # fmt: skip


class Wizard:
    """Asks for each key `times` times. `complete` when all were pressed or skipped; `stopped` after quit."""

    def __init__(self, keys: tuple[str, ...], times: int, pad: str, say: Say, *, as_json: bool) -> None:
        self.stopped = False
        self._keys = keys
        self._times = times
        self._pad = pad
        self._say = say
        self._json = as_json
        self._skipped: set[str] = set()
        self._heard: list[tuple[str, bytes]] = []

    @property
    def complete(self) -> bool:
        """Whether every key has its presses."""
        return self._key() is None

    def samples(self) -> dict[str, list[bytes]]:
        """What each key sent."""
        return {
            key: [data for one, data in self._heard if one == key]
            for key in self._keys
            if key not in self._skipped
        }

    def ask(self) -> None:
        """Say which key is wanted now."""
        key = self._key()
        if key is None:
            return
        got = self._count(key)
        zh, en = _LABELS.get(key, (key, key))
        label = self._say(zh, en)
        if self._json:
            out_json({"event": "press", "key": key, "label": label, "got": got, "need": self._times})
            return
        done = f"{self._keys.index(key) + 1}/{len(self._keys)}"
        self._tell(
            f"[{done}] 请按“{label}”({key})，第 {got + 1} 次，共 {self._times} 次；没有这个键写 skip",
            f"[{done}] press “{label}” ({key}), {got + 1} of {self._times}; write skip if there is no such key",
        )

    def press(self, data: bytes) -> None:
        """A burst came."""
        key = self._key()
        if key is None:
            return
        self._heard.append((key, data))
        if self._json:
            out_json({"event": "heard", "key": key, "hex": data.hex(" ")})
        else:
            tell(f"    {data.hex(' ').upper()}")
        self.ask()

    def word(self, line: str) -> None:
        """Do what was written: undo takes back the last press or skip, skip leaves the key out, quit ends it."""
        match line.strip().lower():
            case "undo" | "u":
                self._undo()
            case "skip" | "s" if (key := self._key()) is not None:
                self._skipped.add(key)
                self._heard = [(one, data) for one, data in self._heard if one != key]
            case "quit" | "q":
                self.stopped = True
                return
            case "":
                pass
            case _:
                self._tell("可以写 undo(退回)、skip(没有这个键)、quit(不学了)", "write undo, skip or quit")
        self.ask()

    def _undo(self) -> None:
        """Back to the last key: a skip is lifted first, else one press is forgotten."""
        key = self._key()
        at = self._keys.index(key) if key is not None else len(self._keys)
        if at > 0 and self._keys[at - 1] in self._skipped:
            self._skipped.discard(self._keys[at - 1])
        elif self._heard:
            self._heard.pop()

    def _key(self) -> str | None:
        return next(
            (key for key in self._keys if key not in self._skipped and self._count(key) < self._times), None
        )

    def _count(self, key: str) -> int:
        return sum(one == key for one, _ in self._heard)

    def _tell(self, zh: str, en: str) -> None:
        if self._json:
            out_json({"event": "note", "text": self._say(zh, en)})
        else:
            tell(self._say(zh, en))
