"""The pad's one view model: it shows the scene, turns touches into events, and has effects performed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import Any, Final

from PySide6.QtCore import Property, QObject, Qt, QUrl, Signal, Slot
from PySide6.QtQml import QmlElement

from hall.domain.clock import Clock
from kiosk.flows.filing.filing import Strokes
from kiosk.flows.touches import Erase, Proceed, Unchosen, Write
from kiosk.pad import words as w
from kiosk.pad.flow import step
from kiosk.pad.paper_words import Agree, Refuse, Stroke, TurnSheet, WipeSignature
from kiosk.pad.province_words import Done
from kiosk.pad.scene import Scene, Setup, in_words, level_of, picture_of, scene_of
from kiosk.pad.state import Page, State, numbers
from kiosk.views.problem import ProblemModel
from kiosk.views.rows import Row, RowsModel
from kiosk.views.strokes import line_of
from kiosk.views.texts import TextsModel

QML_IMPORT_NAME = "Hall.Kiosk"
QML_IMPORT_MAJOR_VERSION = 1
SHEETS: Final = "sheets"
"""The address of `SheetPictures`."""


@QmlElement
class PadModel(QObject):
    """`follow`: told of every state that is shown, after the models have it.

    Signals:
        changed: something else is to be seen.
        turned: another page of the clerk's document.
    """

    changed = Signal()
    turned = Signal()
    _told = Signal(object)

    def __init__(
        self,
        setup: Setup,
        texts: TextsModel,
        clock: Clock,
        perform: Callable[[w.Effect], None],
        follow: Sequence[Callable[[State], None]] = (),
    ) -> None:
        super().__init__()
        self._setup = setup
        self._texts = texts
        self._clock = clock
        self._perform = perform
        self._follow = list(follow)
        self.state = State(now_ms=clock.mono_ms())
        self._scene, self._now = Scene(), _named(Scene())
        self._photo = ""
        self._strokes: Strokes = ()
        self._page = ("", 0, False)
        self._faces, self._tags, self._numbers = RowsModel(self), RowsModel(self), RowsModel(self)
        self._problem = ProblemModel(self)
        self._told.connect(self.hear, Qt.ConnectionType.QueuedConnection)
        self._show()

    def follow(self, tell: Callable[[State], None]) -> None:
        """Tell somebody more of every state, from now on."""
        self._follow.append(tell)

    def tell(self, event: w.World) -> None:
        """The world speaks; from any thread."""
        self._told.emit(event)

    def hear(self, event: w.Event) -> None:
        """One step of the flow."""
        self.state, effects = step(self.state, event, self._clock.mono_ms(), self._setup.rules)
        self._show()
        for effect in effects:
            self._perform(effect)

    def begin(self, state: State) -> None:
        """Start from what was remembered."""
        self.state = state
        self._show()

    def typed(self, touch: object) -> None:
        """What the keyboard means."""
        match touch:
            case Write():
                self.hear(w.Type(touch.text))
            case Erase():
                self.hear(w.Rub())
            case Proceed():
                self.hear(w.Ready())
            case Unchosen():
                self.hear(w.Unfinished())
            case _:
                pass

    def where(self) -> tuple[str, bool]:
        """The page's name, and whether something is under way."""
        return self.state.front, self.state.page in {Page.KEEPING, Page.PAPER_KEEPING}

    @Property("QVariantMap", notify=changed)  # type: ignore[arg-type]  # a name of Qt's, not a type of Python's
    def now(self) -> dict[str, Any]:
        """The scene, by name (kiosk.pad.scene)."""
        return self._now

    @Property(str, notify=changed)
    def screen(self) -> str:
        """The page."""
        return self._scene.screen

    @Property(QUrl, notify=changed)
    def photo(self) -> QUrl:
        """Of the one on the staff card; empty for none."""
        return QUrl.fromLocalFile(self._photo) if self._photo else QUrl()

    @Property("QVariantList", notify=changed)  # type: ignore[arg-type]  # a name of Qt's, not a type of Python's
    def strokes(self) -> list[list[float]]:
        """The signature: lines of x, y, x, y… in parts of the width of its field."""
        return [[value for point in line for value in point] for line in self.state.strokes]

    @Property(QUrl, notify=turned)
    def sheet(self) -> QUrl:
        """The page of the clerk's document that is looked at; empty for none, or not yet."""
        paper = self.state.paper
        if paper is None or not picture_of(self.state):
            return QUrl()
        return QUrl(f"image://{SHEETS}/{paper.id}-{self.state.sheet}")

    @Property(RowsModel, notify=changed)
    def faces(self) -> RowsModel:
        """The five levels, best first; the key is the number of stars."""
        return self._faces

    @Property(RowsModel, notify=changed)
    def tags(self) -> RowsModel:
        """The remarks of the face that was pressed."""
        return self._tags

    @Property(RowsModel, notify=changed)
    def numbers(self) -> RowsModel:
        """Whom a touch can begin for, by ticket."""
        return self._numbers

    @Property(ProblemModel, notify=changed)
    def problem(self) -> ProblemModel:
        """What is the matter."""
        return self._problem

    @Slot(str)
    def start(self, ticket: str) -> None:
        """Evaluate this visit; "" for the one that is offered first."""
        self.hear(w.Start(ticket))

    @Slot()
    def others(self) -> None:
        """Mine is another number."""
        self.hear(w.OtherNumber())

    @Slot(str)
    def give(self, stars: str) -> None:
        """This face."""
        self.hear(w.GiveStars(int(stars)))

    @Slot(str)
    def toggle(self, tag: str) -> None:
        """This remark, or not."""
        self.hear(w.ToggleTag(tag))

    @Slot()
    def write(self) -> None:
        """In my own words."""
        self.hear(w.AddWords())

    @Slot()
    def send(self) -> None:
        """That is what I say."""
        self.hear(w.Send())

    @Slot()
    def done(self) -> None:
        """I have evaluated on the province's page."""
        self.hear(Done())

    @Slot()
    def back(self) -> None:
        """One page back."""
        self.hear(w.Back())

    @Slot()
    def agree(self) -> None:
        """What the clerk shows is right; under a signature, that it is written."""
        self.hear(Agree())

    @Slot()
    def refuse(self) -> None:
        """I do not agree."""
        self.hear(Refuse())

    @Slot(int)
    def turn(self, by: int) -> None:
        """So many pages on, or back."""
        self.hear(TurnSheet(by))

    @Slot("QVariantList")
    def stroke(self, points: Sequence[float]) -> None:
        """One more line of the signature: x, y, x, y…"""
        self.hear(Stroke(line_of(points)))

    @Slot()
    def wipe(self) -> None:
        """Write it anew."""
        self.hear(WipeSignature())

    @Slot()
    def leave(self) -> None:
        """I would rather not."""
        self.hear(w.Leave())

    @Slot()
    def stay(self) -> None:
        """Somebody is there."""
        self.hear(w.StillHere())

    @Slot()
    def language(self) -> None:
        """The other language."""
        self.hear(w.SetLanguage("en" if self.state.language == "zh" else "zh"))

    def _show(self) -> None:
        state, tags = self.state, self._setup.tags
        self._texts.use(state.language)
        texts = self._texts.now
        self._faces.take([Row(str(one.stars), in_words(one.name, texts)) for one in tags.levels])
        level = level_of(state, tags)
        remarks = level.tags if level is not None else []
        self._tags.take([Row(one.code, in_words(one.name, texts)) for one in remarks])
        self._numbers.take([Row(one.ticket, one.number) for one in numbers(state, self._setup.rules)])
        self._problem.take(state.problem, texts)
        scene = scene_of(state, self._setup, texts)
        if (scene, state.photo, state.strokes) != (self._scene, self._photo, self._strokes):
            self._scene, self._photo, self._strokes = scene, state.photo, state.strokes
            self._now = _named(scene)
            self.changed.emit()
        page = (state.paper.id if state.paper else "", state.sheet, bool(state.sheets))
        if page != self._page:
            self._page = page
            self.turned.emit()
        for each in self._follow:
            each(state)


def _named(scene: Scene) -> dict[str, Any]:
    """Made once for each scene: a page asks for it with every word it shows."""
    return asdict(scene) | {"chosen": list(scene.chosen), "paper_lines": list(scene.paper_lines)}
