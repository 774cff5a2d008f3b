"""Handwriting by Debian's libzinnia0 (zinnia.h) with the model of tegaki-zinnia-simplified-chinese."""

from __future__ import annotations

import ctypes
from pathlib import Path
from typing import Final

from kiosk.typing.engine import PAD, EngineError, Offer, Stroke

PACKAGES: Final = "libzinnia0 tegaki-zinnia-simplified-chinese"
LIBRARY: Final = "libzinnia.so.0"
MODEL: Final = Path("/usr/share/tegaki/models/zinnia/handwriting-zh_CN.model")
NEAREST: Final = 10
STROKES: Final = 40
"""More than any character of common use has (36)."""
POINTS: Final = 200
"""Of a stroke; a longer one is thinned out."""


class Handwriting:
    """Characters one by one."""

    _lib: ctypes.CDLL
    _recognizer: int

    def __init__(self, library: str = LIBRARY, model: str = str(MODEL)) -> None:
        self._library = library
        self._model = Path(model)
        self._strokes: list[Stroke] = []
        self._candidates: tuple[str, ...] = ()

    def open(self) -> None:
        """Load the library and its model. Raises `EngineError` when one is missing."""
        try:
            self._lib = _typed(ctypes.CDLL(self._library))
        except (OSError, AttributeError) as error:
            raise _missing(str(error)) from None
        self._recognizer = self._lib.zinnia_recognizer_new()
        model = self._model
        if not model.is_file() or not self._lib.zinnia_recognizer_open(self._recognizer, bytes(model)):
            self._lib.zinnia_recognizer_destroy(self._recognizer)
            raise _missing(str(model))

    def add(self, piece: str | Stroke) -> Offer:
        """One stroke more."""
        if not isinstance(piece, str) and piece and len(self._strokes) < STROKES:
            self._strokes.append(_thin(piece))
            self._candidates = self._nearest()
        return Offer(candidates=self._candidates)

    def back(self) -> Offer:
        """Take the last stroke back."""
        self._strokes = self._strokes[:-1]
        self._candidates = self._nearest()
        return Offer(candidates=self._candidates)

    def choose(self, index: int) -> Offer:
        """Take a character; the pad is empty for the next one."""
        if not 0 <= index < len(self._candidates):
            return Offer(candidates=self._candidates)
        certain = self._candidates[index]
        self.reset()
        return Offer(certain=certain)

    def reset(self) -> None:
        """An empty pad."""
        self._strokes, self._candidates = [], ()

    def close(self) -> None:
        """The model is given back."""
        self.reset()
        self._lib.zinnia_recognizer_destroy(self._recognizer)

    def _nearest(self) -> tuple[str, ...]:
        """The ten most like it, best first. The library's own objects live no longer than the question."""
        if not self._strokes:
            return ()
        lib = self._lib
        drawn = lib.zinnia_character_new()
        try:
            lib.zinnia_character_set_width(drawn, PAD)
            lib.zinnia_character_set_height(drawn, PAD)
            for number, stroke in enumerate(self._strokes):
                for x, y in stroke:
                    lib.zinnia_character_add(drawn, number, x, y)
            result = lib.zinnia_recognizer_classify(self._recognizer, drawn, NEAREST)
        finally:
            lib.zinnia_character_destroy(drawn)
        if not result:
            return ()
        try:
            found = (lib.zinnia_result_value(result, at) for at in range(lib.zinnia_result_size(result)))
            return tuple(value.decode("utf-8", "replace") for value in found if value)
        finally:
            lib.zinnia_result_destroy(result)


def _thin(stroke: Stroke) -> Stroke:
    """At most `POINTS` of its points, the last one among them, all of them on the pad."""
    every = -(-len(stroke) // POINTS)
    kept = [*stroke[:-1:every], stroke[-1]]
    return tuple((min(PAD, max(0, x)), min(PAD, max(0, y))) for x, y in kept)


def _typed(lib: ctypes.CDLL) -> ctypes.CDLL:
    """The functions used, with their types."""
    size, number, text, thing = ctypes.c_size_t, ctypes.c_int, ctypes.c_char_p, ctypes.c_void_p
    for name, result, takes in (
        ("zinnia_recognizer_new", thing, []),
        ("zinnia_recognizer_open", number, [thing, text]),
        ("zinnia_recognizer_destroy", None, [thing]),
        ("zinnia_recognizer_classify", thing, [thing, thing, size]),
        ("zinnia_character_new", thing, []),
        ("zinnia_character_destroy", None, [thing]),
        ("zinnia_character_set_width", None, [thing, size]),
        ("zinnia_character_set_height", None, [thing, size]),
        ("zinnia_character_add", number, [thing, size, number, number]),
        ("zinnia_result_size", size, [thing]),
        ("zinnia_result_value", text, [thing, size]),
        ("zinnia_result_destroy", None, [thing]),
    ):
        function = getattr(lib, name)
        function.restype, function.argtypes = result, takes
    return lib


def _missing(what: str) -> EngineError:
    return EngineError("typing.noHandwriting", f"手写输入需要 {PACKAGES}: apt install {PACKAGES} ({what})")
