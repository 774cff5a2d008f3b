"""The driver of scanners that type on a keyboard ("keyboard wedge"), read from their grabbed input device."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Final

from drivers.code_reader.serial_scanner import BOUNDS, SerialScanner
from drivers.code_reader.splitter import Scanned, Splitter, TooLong
from drivers.code_reader.wedge_keys import ALT_CODES, Keys, Mark
from drivers.options import Options, Rule, Word


class WedgeScanner(SerialScanner):
    """As every scanner. Keyboard layout: US, as the scanner must be set.

    Options, beside those of `SerialScanner`: `suffix` (enter, tab, none), `alt` (gbk, unicode: what numbers above
    255 mean that it types with Alt held). A code with a chord that stands for no character, or of which the kernel
    lost a key, is `code.unreadable`: never a part of it, never a guess.
    """

    rules: ClassVar[Mapping[str, Rule]] = {
        **BOUNDS,
        "suffix": Word(("enter", "tab", "none")),
        "alt": Word(ALT_CODES),
    }

    def splitter(self, own: Options) -> Splitter:
        """What cuts the keys into codes."""
        suffix = own.word("suffix")
        keys = Keys(suffix, own.word("alt"))
        self._typed = TypedCodes(keys, own.number("max_bytes"), silence_ends=suffix == "none")
        return self._typed

    def why_cut_off(self) -> str:
        """Why the last code that was not whole was not."""
        return self._typed.reason


class TypedCodes(Splitter):
    """Cuts what is typed into codes. `reason`: why the last code that was not whole was not."""

    def __init__(self, keys: Keys, most: int, *, silence_ends: bool) -> None:
        super().__init__("none" if silence_ends else "any", most)
        self.reason = ""
        self._keys = keys
        self._broken = ""

    @property
    def inside(self) -> bool:
        """Whether a code has begun and not ended."""
        return bool(self._buffer or self._broken) or self._skipping

    def feed(self, data: bytes) -> list[Scanned | TooLong]:
        """Take events, return the codes that end in them. An Enter with nothing before it is none."""
        found: list[Scanned | TooLong] = []
        for key in self._keys.feed(data):
            if key is Mark.END:
                found += self._cut(whole=True)
            elif isinstance(key, Mark):
                self._broken = self._broken or _REASONS[key]
            elif not self._skipping:
                self._buffer += key
                if len(self._buffer) > self._most:
                    self.skip()
                    found.append(TooLong())
        return found

    def silence(self) -> Scanned | None:
        """No key came for the longest pause within a code: what is there ends, whole or not."""
        self._keys.release()
        ended = self._cut(whole=self._silence_ends)
        return ended[0] if ended else None

    def skip(self) -> None:
        """Forget the code that is under way, and what is still to come of it."""
        super().skip()
        self._broken = ""

    def _cut(self, *, whole: bool) -> list[Scanned]:
        data, broken, skipped = bytes(self._buffer), self._broken, self._skipping
        self._buffer.clear()
        self._broken, self._skipping = "", False
        if skipped or not (data or broken):
            return []
        self.reason = broken or ("" if whole else "suffixMissing")
        return [Scanned(data, not self.reason)]


_REASONS: Final = {Mark.LOST: "keysLost", Mark.STRANGE: "keyboardLayoutMismatch"}
