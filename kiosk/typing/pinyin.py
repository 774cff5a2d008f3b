"""Pinyin by Debian's libgooglepinyin0 (pinyinime.h). The library has one decoder in each process.

Its user dictionary is off: opened with "" as its path, which no file can have, it works from the system dictionary
alone; choices are then neither learnt nor written (MatrixSearch::init goes on without one).
"""

from __future__ import annotations

import ctypes
import sysconfig
from pathlib import Path
from typing import Final

from kiosk.typing.engine import MOST, EngineError, Offer, Stroke

PACKAGE: Final = "libgooglepinyin0"
LIBRARY: Final = "libgooglepinyin.so.0"
LETTERS: Final = frozenset("abcdefghijklmnopqrstuvwxyz'")
LONGEST: Final = 32
"""Letters; the library's own rows end at 39."""
SYLLABLES: Final = 16
"""A sentence of a keyboard; beyond 25 of one letter each the library fails an assertion."""
_CHARS: Final = 64
_NO_USER_DICTIONARY: Final = b""


def dictionary() -> Path:
    """Where Debian puts it."""
    machine = sysconfig.get_config_var("MULTIARCH") or "x86_64-linux-gnu"
    return Path("/usr/lib") / str(machine) / "googlepinyin/data/dict_pinyin.dat"


class Pinyin:
    """`data`: the dictionary, "" for Debian's."""

    _lib: ctypes.CDLL

    def __init__(self, library: str = LIBRARY, data: str = "") -> None:
        self._library = library
        self._data = Path(data) if data else dictionary()
        self._buffer = (ctypes.c_uint16 * _CHARS)()
        self._letters = ""
        self._chosen: list[int] = []
        self._found = 0

    def open(self) -> None:
        """Load the library and its dictionary. Raises `EngineError` when one is missing."""
        try:
            self._lib = _typed(ctypes.CDLL(self._library))
        except (OSError, AttributeError) as error:
            raise _missing(str(error)) from None
        if not self._data.is_file() or not self._lib.im_open_decoder(bytes(self._data), _NO_USER_DICTIONARY):
            raise _missing(str(self._data))

    def add(self, piece: str | Stroke) -> Offer:
        """One letter more."""
        fits = isinstance(piece, str) and piece in LETTERS and len(self._letters) < LONGEST
        if fits and (piece != "'" or self._letters):
            before, self._letters = self._letters, f"{self._letters}{piece}"
            self._search()
            if len(self._starts()) > SYLLABLES + 1:
                self._letters = before
                self._search()
        return self._offer()

    def back(self) -> Offer:
        """The last chosen word is letters again; without one the last letter goes."""
        if self._chosen:
            self._chosen.pop()
        else:
            self._letters = self._letters[:-1]
        self._search()
        return self._offer()

    def choose(self, index: int) -> Offer:
        """Fix a word; with the last syllable the whole text is certain."""
        if not 0 <= index < self._count():
            return self._offer()
        self._chosen.append(index)
        self._found = self._lib.im_choose(index)
        starts = self._starts()
        if self._lib.im_get_fixed_len() < len(starts) - 1:
            return self._offer()
        certain = self._candidate(0)
        self.reset()
        return Offer(certain=certain)

    def reset(self) -> None:
        """Empty, also what the library holds of the letters."""
        self._letters, self._found = "", 0
        self._chosen.clear()
        self._lib.im_reset_search()
        ctypes.memset(self._buffer, 0, ctypes.sizeof(self._buffer))

    def close(self) -> None:
        """Nothing is written: there is no user dictionary."""
        self.reset()
        self._lib.im_close_decoder()

    def _search(self) -> None:
        """Begin anew and choose again: the library's own ways to take something back end in failed assertions."""
        self._lib.im_reset_search()
        self._found = 0
        if self._letters:
            self._found = self._lib.im_search(self._letters.encode("ascii"), len(self._letters))
        for index in self._chosen:
            self._found = self._lib.im_choose(index)

    def _count(self) -> int:
        return min(MOST, self._found) if self._letters else 0

    def _offer(self) -> Offer:
        if not self._letters:
            return Offer()
        return Offer(self._composing(), tuple(map(self._candidate, range(self._count()))))

    def _composing(self) -> str:
        """Characters chosen so far, then the syllables: 我de'shen'fen'zheng."""
        starts, fixed = self._starts(), self._lib.im_get_fixed_len()
        chosen = self._candidate(0)[:fixed] if fixed else ""
        syllables = [
            self._letters[one:two] for one, two in zip(starts[fixed:], starts[fixed + 1 :], strict=False)
        ]
        rest = self._letters[starts[-1] :]
        return chosen + "'".join(part.strip("'") for part in [*syllables, rest] if part.strip("'"))

    def _starts(self) -> list[int]:
        """Where each syllable begins, and the end of the last."""
        first = ctypes.POINTER(ctypes.c_uint16)()
        count = self._lib.im_get_spl_start_pos(ctypes.byref(first))
        return [first[at] for at in range(count + 1)] if count else [0]

    def _candidate(self, index: int) -> str:
        if not self._lib.im_get_candidate(index, self._buffer, _CHARS - 1):
            return ""
        return bytes(self._buffer).decode("utf-16-le", "replace").partition("\0")[0]


def _typed(lib: ctypes.CDLL) -> ctypes.CDLL:
    """The functions used, with their types."""
    size, flag, text = ctypes.c_size_t, ctypes.c_bool, ctypes.c_char_p
    letters = ctypes.POINTER(ctypes.c_uint16)
    for name, result, takes in (
        ("im_open_decoder", flag, [text, text]),
        ("im_close_decoder", None, []),
        ("im_search", size, [text, size]),
        ("im_reset_search", None, []),
        ("im_get_candidate", letters, [size, letters, size]),
        ("im_get_spl_start_pos", size, [ctypes.POINTER(letters)]),
        ("im_choose", size, [size]),
        ("im_get_fixed_len", size, []),
    ):
        function = getattr(lib, name)
        function.restype, function.argtypes = result, takes
    return lib


def _missing(what: str) -> EngineError:
    return EngineError("typing.noPinyin", f"拼音输入需要 {PACKAGE}: apt install {PACKAGE} ({what})")
