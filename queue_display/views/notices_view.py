"""A screen for notices and pictures, the latest call always on it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path

from PySide6.QtCore import Property, QObject, QRect, QUrl, Signal, Slot
from PySide6.QtQml import QmlElement

from hall.domain.clock import Clock
from hall.settings import Screen
from queue_display.face import Face, Row, draw
from queue_display.flow import fitted
from queue_display.layout import Texts
from queue_display.layout_notices import NoticesLayout, lay_out_notices
from queue_display.media import Folder, Picture
from queue_display.notices import Sheet, ordinary, sheets
from queue_display.pager import Turn, turned
from queue_display.panel import Panel
from queue_display.views.common import HeadRoom, rect
from queue_display.views.screen_view import Painted, ScreenView

QML_IMPORT_NAME = "Hall.Board"
QML_IMPORT_MAJOR_VERSION = 1

NOTICE_PAGES = 4
"""A longer one is cut short: others are to be read, too."""


@QmlElement
class NoticesRoom(HeadRoom):
    """The layout as QML reads it.

    Signals: moved (what this kind adds).
    """

    moved = Signal()

    def __init__(self, screen: Screen, layout: NoticesLayout, parent: QObject | None = None) -> None:
        super().__init__(screen, layout, parent)
        self._layout = layout

    @property
    def layout(self) -> NoticesLayout:
        """The layout in use."""
        return self._layout

    def use(self, layout: NoticesLayout) -> None:
        """Rearrange; nothing happens when nothing changed."""
        if layout != self._layout:
            self._layout = self._headed = layout
            self.changed.emit()
            self.moved.emit()

    @Property(QRect, notify=moved)
    def main(self) -> QRect:
        """Notice or picture."""
        return rect(self._layout.main)

    @Property(QRect, notify=moved)
    def call(self) -> QRect:
        """The latest call."""
        return rect(self._layout.call)

    @Property(bool, notify=moved)
    def beside(self) -> bool:
        """Whether number and window stand beside each other."""
        return self._layout.beside

    @Property(int, notify=moved)
    def number(self) -> int:
        """Font size of the called number."""
        return self._layout.number

    @Property(int, notify=moved)
    def window(self) -> int:
        """Font size of its window."""
        return self._layout.window

    @Property(int, notify=moved)
    def more(self) -> int:
        """Columns of earlier calls."""
        return self._layout.more

    @Property(int, notify=moved)
    def title(self) -> int:
        """Font size of a notice's title."""
        return self._layout.title

    @Property(int, notify=moved)
    def textZh(self) -> int:  # noqa: N802 - QML's way of naming
        """Font size of a notice's text."""
        return self._layout.zh

    @Property(int, notify=moved)
    def textLatin(self) -> int:  # noqa: N802
        """Of the same in English."""
        return self._layout.latin


@dataclass(frozen=True)
class _Program:
    """What comes round: notices, then pictures."""

    sheets: tuple[Sheet, ...] = ()
    pictures: tuple[Picture, ...] = ()

    @property
    def stays_ms(self) -> list[int]:
        return [sheet.ms for sheet in self.sheets] + [picture.ms for picture in self.pictures]

    def sheet(self, page: int) -> Sheet | None:
        return self.sheets[page] if page < len(self.sheets) else None

    def picture(self, page: int) -> Path | None:
        place = page - len(self.sheets)
        return self.pictures[place].path if 0 <= place < len(self.pictures) else None


@QmlElement
class NoticesView(ScreenView):
    """Texts come in both languages; sizes are pixels.

    Signals: faceChanged (the call), mainChanged (notice or picture).
    """

    faceChanged = Signal()  # noqa: N815 - Qt's way of naming
    mainChanged = Signal()  # noqa: N815

    def __init__(self, panel: Panel, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(panel, clock, parent)
        self._folder = Folder(panel.board.media, panel.board.seconds)
        self._broken: set[Path] = set()
        self._face = self._draw()
        self._room = NoticesRoom(panel.screen, self._arrange(), self)
        self._program = _Program(pictures=self._folder.pictures())
        self._turn = Turn(0, clock.mono_ms())
        self._tell(self._face)

    def _refresh(self) -> None:
        face, had = self._draw(), self._face
        self._face = face
        self._tell(face)
        self._room.use(self._arrange())
        if face != had:
            self.faceChanged.emit()
        self._turn_page()

    def _turn_page(self) -> None:
        """The next notice or picture; the folder is looked at anew before each round."""
        now_ms, had = self._clock.mono_ms(), (self._turn, self._program)
        told = tuple(
            sheet
            for notice in ordinary(self._state, self._clock.now())
            for sheet in sheets(notice, *self._room.layout.text, NOTICE_PAGES)
        )
        if told != self._program.sheets:
            self._program = _Program(told, self._program.pictures)
            self._turn = Turn(0, now_ms)
        turn = turned(self._turn, self._program.stays_ms, now_ms)
        if turn.since_ms != self._turn.since_ms and turn.page == 0:
            self._program = _Program(told, self._there())
        self._turn = turn
        if (turn.page, self._program) != (had[0].page, had[1]):
            self.mainChanged.emit()

    def _there(self) -> tuple[Picture, ...]:
        return tuple(one for one in self._folder.pictures() if one.path not in self._broken)

    def _painted(self) -> frozenset[Painted]:
        shown = self._stage.shown
        listed = [(row.number, row.at_window) for row in self._earlier()]
        return frozenset(listed if shown is None else [(shown.number, shown.window), *listed])

    def _draw(self) -> Face:
        return draw(self._state, self._stage, self._link, self._clock.now(), self._clock.mono_ms())

    def _arrange(self) -> NoticesLayout:
        title = self._panel.title
        return lay_out_notices(self._panel.screen, Texts((), self._face.band_texts, (title.zh, title.en)))

    def _earlier(self) -> tuple[Row, ...]:
        """The calls beside the large one."""
        layout = self._room.layout
        others = [row for row in self._face.calls if row.number != self._face.hero.number]
        return tuple(others[: layout.more * layout.more_rows])

    @Property(NoticesRoom, notify=faceChanged)
    def room(self) -> NoticesRoom:
        """Where everything goes."""
        return self._room

    @Property(str, notify=faceChanged)
    def number(self) -> str:
        """The latest call; empty for none."""
        return self._face.hero.number

    @Property(str, notify=faceChanged)
    def labelZh(self) -> str:  # noqa: N802
        """What is said instead of a call."""
        return self._face.hero.label.zh

    @Property(str, notify=faceChanged)
    def labelEn(self) -> str:  # noqa: N802
        """The same in English."""
        return self._face.hero.label.en

    @Property(str, notify=faceChanged)
    def windowZh(self) -> str:  # noqa: N802
        """Where the number goes."""
        return self._face.hero.detail.zh

    @Property(bool, notify=faceChanged)
    def again(self) -> bool:
        """Whether the number was called before."""
        return self._face.hero.again

    @Property(bool, notify=faceChanged)
    def fresh(self) -> bool:
        """Whether the call is being announced."""
        return self._face.hero.fresh

    @Property("QVariantList", notify=faceChanged)  # type: ignore[arg-type]
    def earlier(self) -> list[dict[str, object]]:
        """The calls beside it: number, window, newest, again, local."""
        return [asdict(row) for row in self._earlier()]

    @Property(QUrl, notify=mainChanged)
    def picture(self) -> QUrl:
        """The picture of now; empty for none."""
        path = self._program.picture(self._turn.page)
        return QUrl() if path is None else QUrl.fromLocalFile(str(path.absolute()))

    @Property("QVariantMap", notify=mainChanged)  # type: ignore[arg-type]
    def notice(self) -> dict[str, str]:
        """The notice of now: titleZh, titleEn, bodyZh, bodyEn, page; empty for none."""
        sheet = self._program.sheet(self._turn.page)
        if sheet is None:
            return {}
        layout = self._room.layout
        (zh, _), (en, _) = layout.text
        lines = 2 if layout.tall else 1
        return {
            "titleZh": fitted(sheet.title.zh, zh * layout.zh / layout.title, lines),
            "titleEn": fitted(sheet.title.en, en, lines),
            "bodyZh": sheet.body.zh,
            "bodyEn": sheet.body.en,
            "page": sheet.page,
        }

    @Property(bool, notify=mainChanged)
    def empty(self) -> bool:
        """Whether there is neither a notice nor a picture."""
        return not self._program.stays_ms

    @Slot()
    def pictureBroken(self) -> None:  # noqa: N802
        """The picture of now cannot be drawn: it is passed over from now on."""
        path = self._program.picture(self._turn.page)
        if path is None:
            return
        self._broken.add(path)
        self._folder.broken(path)
        pictures = tuple(one for one in self._program.pictures if one.path != path)
        self._program = _Program(self._program.sheets, pictures)
        page = self._turn.page if self._turn.page < len(self._program.stays_ms) else 0
        self._turn = Turn(page, self._clock.mono_ms())
        self.mainChanged.emit()
