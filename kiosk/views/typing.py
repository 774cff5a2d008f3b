"""The keyboard on the screen: what its keys mean now, what is offered, and what goes to the flow. It keeps no text."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from hall.texts import Texts
from kiosk.flows.touches import Erase, Proceed, Unchosen, Write
from kiosk.flows.visit import Page, State
from kiosk.typing import Engine, EngineError, Offer
from kiosk.views.filing.question import question_of
from kiosk.views.problem import ProblemModel
from kiosk.views.rows import Row, RowsModel

QML_IMPORT_NAME = "Hall.Kiosk"
QML_IMPORT_MAJOR_VERSION = 1

MODES: Final = ("pinyin", "handwriting", "letters", "digits")
WRITTEN: Final = frozenset({Page.TILE, Page.SUGGEST_WORDS, Page.EVALUATE_WORDS, Page.GUIDE_WORDS})
"""Pages with a keyboard."""
_AIR: Final = 1.3
"""Around a candidate, in widths of a character."""
_STOPPED: Final = "typing.stopped"
log = logging.getLogger(__name__)


@QmlElement
class KeyboardModel(QObject):
    """`engines`: by mode, those that need one. What cannot work here is left out, and the rest goes on.

    Signals:
        changed: something else is to be seen.
        wished: a touch for the flow.
    """

    changed = Signal()
    wished = Signal(object)

    def __init__(self, engines: Mapping[str, Engine], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._engines = engines
        self._missing: set[str] = set()
        self._modes = RowsModel(self)
        self._problem = ProblemModel(self)
        self._mode = MODES[0]
        self._picked = self._warned = False
        self._capital = False
        self._offer = Offer()
        self._drawn = 0
        self._room = 20.0
        self._starts = [0]
        self._trouble = ""
        self._place = ""
        self._used = False
        self._texts: Texts | None = None

    def take(self, state: State, texts: Texts) -> None:
        """Follow the page: what is composed ends with it, and the engines' memory with the visit."""
        place = _place(state)
        spoken, self._texts = self._texts is texts, texts
        if place != self._place:
            self._place, self._picked, self._warned = place, False, False
            self._empty()
            if place:
                self._used = True
                self._begin(texts.language)
        elif not spoken and place and not (self._picked or self._started):
            self._empty()
            self._begin(texts.language)
        elif not spoken:
            self._show()
        if state.visit is None and self._used:
            self.close()

    def close(self) -> None:
        """End the engines: nothing that was typed is left."""
        for engine in self._engines.values():
            engine.close()
        self._mode = next(mode for mode in MODES if mode not in self._missing)
        self._picked = self._warned = False
        self._capital, self._trouble, self._used = False, "", False
        self._offer, self._starts, self._drawn = Offer(), [0], 0
        self._show()

    @Property(str, notify=changed)
    def mode(self) -> str:
        """One of pinyin, handwriting, letters, digits."""
        return self._mode

    @Property(RowsModel, notify=changed)
    def modes(self) -> RowsModel:
        """Those that can be had here."""
        return self._modes

    @Property(str, notify=changed)
    def composing(self) -> str:
        """What is no character yet."""
        return self._offer.composing

    @Property(bool, notify=changed)
    def chinese(self) -> bool:
        """Chinese can be written here, as far as is known."""
        return not {"pinyin", "handwriting"} <= self._missing

    @Property("QStringList", notify=changed)  # type: ignore[arg-type]  # a name of Qt's, not a type of Python's
    def candidates(self) -> list[str]:
        """A stripful of what could be meant."""
        return list(self._offer.candidates[self._starts[-1] : self._after()])

    @Property(bool, notify=changed)
    def more(self) -> bool:
        """Whether there are further candidates."""
        return self._after() < len(self._offer.candidates)

    @Property(bool, notify=changed)
    def less(self) -> bool:
        """Whether there were earlier ones."""
        return len(self._starts) > 1

    @Property(bool, notify=changed)
    def capital(self) -> bool:
        """The letters are capitals."""
        return self._capital

    @Property(int, notify=changed)
    def drawn(self) -> int:
        """Strokes on the pad."""
        return self._drawn

    @Property(ProblemModel, notify=changed)
    def problem(self) -> ProblemModel:
        """What is the matter with an engine."""
        return self._problem

    @Slot(str)
    def use(self, mode: str) -> None:
        """Type in another way; what is composed is dropped."""
        if mode in MODES and mode not in self._missing:
            self._empty()
            self._mode, self._trouble, self._picked = mode, "", True
            self._open()
            self._show()

    @Slot(float)
    def fit(self, room: float) -> None:
        """So many characters' widths does the strip hold."""
        if room != self._room:
            self._room = room
            self._starts = [0]
            self.changed.emit()

    @Slot(str)
    def press(self, key: str) -> None:
        """A key with what it writes: a letter, a sign, or a blank."""
        if self._mode == "pinyin" and ((key.isascii() and key.isalpha()) or key == "'"):
            self._ask(lambda engine: engine.add(key))
            return
        if self._offer.composing:
            self._finish()
            if key == " ":
                return
        self._write(key.upper() if self._capital and self._mode == "letters" else key)

    @Slot(int)
    def choose(self, at: int) -> None:
        """A candidate of this stripful."""
        wanted = self._starts[-1] + at
        self._ask(lambda engine: engine.choose(wanted))

    @Slot()
    def erase(self) -> None:
        """The last letter or stroke, else the last character of the text."""
        if self._offer.composing or self._drawn:
            self._drawn = max(0, self._drawn - 1)
            self._ask(lambda engine: engine.back())
            self._gone()
        else:
            self.wished.emit(Erase())

    @Slot()
    def clear(self) -> None:
        """Wipe the pad."""
        self._empty()
        self._gone()

    @Slot()
    def proceed(self) -> None:
        """Continue; what is no word yet is neither guessed nor dropped, but asked about."""
        self._warned = self._started
        self.wished.emit(Unchosen() if self._started else Proceed())

    @Slot("QVariantList")
    def stroke(self, points: Sequence[float]) -> None:
        """A line on the pad: x, y, x, y… in thousandths of it."""
        drawn = tuple((int(x), int(y)) for x, y in zip(points[::2], points[1::2], strict=True))
        if drawn and self._mode == "handwriting":
            self._drawn += 1
            self._ask(lambda engine: engine.add(drawn))

    @Slot()
    def shift(self) -> None:
        """Capitals, or not."""
        self._capital = not self._capital
        self.changed.emit()

    @Slot()
    def forward(self) -> None:
        """Further candidates."""
        if self._after() < len(self._offer.candidates):
            self._starts.append(self._after())
            self.changed.emit()

    @Slot()
    def backward(self) -> None:
        """Earlier candidates."""
        if len(self._starts) > 1:
            self._starts.pop()
            self.changed.emit()

    @property
    def _started(self) -> bool:
        """Letters are typed or strokes drawn, and no word chosen."""
        return bool(self._offer.composing or self._drawn)

    def _gone(self) -> None:
        """Nothing is left of what was asked about: so is the question."""
        if self._warned and not self._started:
            self._warned = False
            self._write("")

    def _after(self) -> int:
        """Behind the last candidate that fits; one always does."""
        room, at = self._room, self._starts[-1]
        for at, one in enumerate(self._offer.candidates[at:], at):  # noqa: B020 - it begins there
            room -= len(one) + _AIR
            if room < 0:
                return max(at, self._starts[-1] + 1)
        return len(self._offer.candidates)

    def _finish(self) -> None:
        """What is composed as it stands: its first candidate, else the letters."""
        letters = self._offer.composing
        self._ask(lambda engine: engine.choose(0))
        if self._offer.composing:
            self._empty()
            self._write(letters)

    def _ask(self, order: Callable[[Engine], Offer]) -> None:
        """Have the engine of this mode do something, and take its offer."""
        engine = self._engines.get(self._mode)
        if engine is None:
            return
        try:
            self._offer = order(engine)
        except EngineError as error:
            self._failed(error)
            return
        self._starts, self._trouble = [0], ""
        certain = self._offer.certain
        if certain:
            self._drawn = 0
            self._write(certain)
        self._show()

    def _begin(self, language: str) -> None:
        """Every text begins in the way of its language, whatever the one before it was written in."""
        wanted = "letters" if language == "en" else MODES[0]
        self._mode = next(mode for mode in (wanted, *MODES) if mode not in self._missing)
        self._capital, self._trouble = False, ""
        self._open()
        self._show()

    def _open(self) -> None:
        """Have the engine of this mode ready; one that is not installed gives way to the next."""
        engine = self._engines.get(self._mode)
        if engine is not None:
            try:
                engine.open()
            except EngineError as error:
                self._failed(error)

    def _failed(self, error: EngineError) -> None:
        """One that stopped starts again with the next key; one that is not installed is left out."""
        log.error("%s: %s", error.code, error)
        self._offer, self._starts, self._drawn = Offer(), [0], 0
        self._trouble = error.code
        if error.code != _STOPPED:
            self._missing.add(self._mode)
            self._mode = next(mode for mode in MODES if mode not in self._missing)
            self._open()
        self._show()

    def _empty(self) -> None:
        """Nothing composed, nothing drawn, and the engine forgets it too."""
        self._offer, self._starts, self._drawn = Offer(), [0], 0
        engine = self._engines.get(self._mode)
        if engine is not None:
            try:
                engine.reset()
            except EngineError as error:
                self._failed(error)
        self._show()

    def _show(self) -> None:
        if self._texts is not None:
            self._modes.take(
                [Row(mode, self._texts.say(f"typing.{mode}")) for mode in MODES if mode not in self._missing]
            )
            self._problem.take(self._trouble, self._texts)
        self.changed.emit()

    def _write(self, text: str) -> None:
        self.wished.emit(Write(text))


def _place(state: State) -> str:
    """Return what is written now; "" where there is no keyboard. Another question is another text."""
    question = question_of(state.visit) if state.visit and state.page is Page.QUESTION else None
    if question is not None:
        return f"{state.page} {question.id}" if question.kind == "text" else ""
    return state.page if state.visit and state.page in WRITTEN else ""
