"""Services of others: which there are, and the web page of one of them as a picture that takes fingers and keys."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Property, QObject, QSize, QUrl, Signal, Slot
from PySide6.QtGui import QImage
from PySide6.QtQml import QmlElement
from PySide6.QtQuick import QQuickImageProvider

from hall.texts import Texts
from kiosk.flows.needs import otherwise_of_tile
from kiosk.flows.tile_words import AnswerTile, ChooseTile, FitTile, PointTile, PressTile, Tile
from kiosk.flows.tiles import tile_of
from kiosk.flows.visit import Page, State
from kiosk.views.needs import elsewhere
from kiosk.views.place_words import words_of
from kiosk.views.rows import Row, RowsModel

QML_IMPORT_NAME = "Hall.Kiosk"
QML_IMPORT_MAJOR_VERSION = 1

PICTURES: Final = "tiles"
"""The address of `TilePictures`."""
LARGER: Final = (1.0, 1.2, 1.45, 1.7)
"""A page in the four sizes of type."""


@dataclass(frozen=True, repr=False)
class _Words:
    name: str = ""
    phone: str = ""
    there: bool = False
    at: str = ""
    asks: str = ""
    answers: bool = False
    refused: bool = False


@QmlElement
class TilesModel(QObject):
    """The tiles, and the page that is open. `zoom`: how much a page is magnified at the usual size. `desk`: the hall's phone.

    Signals:
        changed: something else is to be seen.
        painted: the page looks different.
        wished: a touch for the flow.
    """

    changed = Signal()
    painted = Signal()
    wished = Signal(object)

    def __init__(self, zoom: float, desk: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._zoom, self._desk = zoom, desk
        self._rows = RowsModel(self)
        self._icons: dict[str, str] = {}
        self._words = _Words()
        self._picture, self._at = b"", 0
        self._size, self._contrast = 0, "usual"
        self._room = (0, 0)

    def take(self, state: State, texts: Texts) -> None:
        """Show what the state knows."""
        visit = state.visit
        self._rows.take([_row(state, one, self._desk, texts) for one in state.tiles])
        icons = {one.id: one.icon for one in state.tiles}
        words = _words(state, texts)
        if words != self._words or icons != self._icons:
            self._words, self._icons = words, icons
            self.changed.emit()
        browsing = visit.browsing if visit else None
        picture = browsing.picture if browsing else b""
        if picture is not self._picture:
            self._picture, self._at = picture, self._at + 1
            self.painted.emit()
        if visit is not None and (self._size, self._contrast) != (
            visit.comfort.size,
            visit.comfort.contrast.value,
        ):
            self._size, self._contrast = visit.comfort.size, visit.comfort.contrast.value
            if state.page is Page.TILE and self._words.there:
                self.fit(*self._room)

    def image(self) -> QImage:
        """The page as it looks now."""
        return QImage.fromData(self._picture)

    @Property(RowsModel, notify=changed)
    def rows(self) -> RowsModel:
        """What there is, each with why not."""
        return self._rows

    @Property("QVariantMap", notify=changed)  # type: ignore[arg-type]  # a name of Qt's, not a type of Python's
    def icons(self) -> dict[str, str]:
        """Their icons, by id."""
        return dict(self._icons)

    @Property(str, notify=changed)
    def name(self) -> str:
        """The one that is open."""
        return self._words.name

    @Property(str, notify=changed)
    def phone(self) -> str:
        """Its number, grouped."""
        return self._words.phone

    @Property(bool, notify=changed)
    def there(self) -> bool:
        """Whether its page can be seen."""
        return self._words.there

    @Property(str, notify=changed)
    def at(self) -> str:
        """What the keys came to."""
        return self._words.at

    @Property(str, notify=changed)
    def asks(self) -> str:
        """What the page says and waits for."""
        return self._words.asks

    @Property(bool, notify=changed)
    def answers(self) -> bool:
        """Whether yes and no are answers to it."""
        return self._words.answers

    @Property(bool, notify=changed)
    def refused(self) -> bool:
        """Whether it wanted to go where nothing leads."""
        return self._words.refused

    @Property(QUrl, notify=painted)
    def picture(self) -> QUrl:
        """How it looks; empty for not yet."""
        return QUrl(f"image://{PICTURES}/{self._at}") if self._picture else QUrl()

    @Slot(str)
    def choose(self, tile: str) -> None:
        """Open this one."""
        self.wished.emit(ChooseTile(tile))

    @Slot(int, int)
    def fit(self, width: int, height: int) -> None:
        """It has this room, in pixels."""
        self._room = (width, height)
        if width > 0 and height > 0:
            self.wished.emit(FitTile(width, height, self._zoom * LARGER[self._size], self._contrast))

    @Slot(str, float, float)
    def point(self, kind: str, x: float, y: float) -> None:
        """A finger goes down, moves, goes up."""
        self.wished.emit(PointTile(kind, x, y))

    @Slot(str)
    def press(self, key: str) -> None:
        """Next, previous, press, up, down or again."""
        self.wished.emit(PressTile(key))

    @Slot(bool)
    def answer(self, yes: bool) -> None:  # noqa: FBT001 - a QML slot
        """Yes or no."""
        self.wished.emit(AnswerTile(yes))


class TilePictures(QQuickImageProvider):
    """The page that is open, as the last picture of it."""

    def __init__(self, model: TilesModel) -> None:
        super().__init__(QQuickImageProvider.ImageType.Image)
        self._model = model

    def requestImage(self, name: str, size: QSize, requested: QSize) -> QImage:  # noqa: N802 - Qt's name
        """The picture; nothing when it is gone."""
        del name, requested
        image = self._model.image()
        size.setWidth(image.width())
        size.setHeight(image.height())
        return image


def _row(state: State, tile: Tile, desk: str, texts: Texts) -> Row:
    reason = ""
    if tile.trouble:
        what = texts.problem(tile.trouble).what
        reason = elsewhere(what, otherwise_of_tile(state, tile, desk), state, texts)
    return Row(key=tile.id, name=words_of(tile.name, texts), note=words_of(tile.note, texts), reason=reason)


def _words(state: State, texts: Texts) -> _Words:
    visit = state.visit
    tile = tile_of(state, visit.browsing.tile) if visit else None
    if visit is None or tile is None:
        return _Words()
    browsing = visit.browsing
    return _Words(
        name=words_of(tile.name, texts),
        phone=tile.phone,
        there=bool(browsing.picture),
        at=browsing.at,
        asks=browsing.asks,
        answers=browsing.answers,
        refused=browsing.refused,
    )
