"""The pad's models and its window, put together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickItem, QQuickWindow

from hall.assets import load_tags
from hall.domain.clock import Clock
from hall.settings import Screen, Settings, Unit
from kiosk.flows.comfort import Comfort
from kiosk.flows.touches import Headset
from kiosk.pad.mapped import as_terminal
from kiosk.pad.scene import Setup
from kiosk.pad.sheets import SheetPictures
from kiosk.pad.state import Page, Rules, State
from kiosk.pad.view import SHEETS, PadModel
from kiosk.pad.words import Effect, StillHere
from kiosk.toolkit import QML_DIR, QmlError, make_engine, show
from kiosk.toolkit.keys import Keys
from kiosk.typing import HANDWRITING, PINYIN, Remote
from kiosk.views.comfort import ComfortModel
from kiosk.views.hall import HallModel
from kiosk.views.texts import TextsModel
from kiosk.views.tiles import PICTURES as TILES
from kiosk.views.tiles import TilePictures, TilesModel
from kiosk.views.typing import KeyboardModel
from kiosk.views.voice import Narrator

FILE: Final = "Pad.qml"
_WHOLE_MM: Final = 180.0
_LEAST: Final = 0.62


def drawn_px_per_mm(screen: Screen) -> float:
    """Return how many pixels a millimetre of the pages gets.

    The pages are measured for a panel that one stands before; a pad lies on a desk, at an arm's length and nearer.
    What has 180 mm at its shorter side is drawn as large, smaller ones smaller, never below 0.62: then capitals are
    3.2 mm high and keys 12.4 mm.
    """
    px_per_mm = screen.width_px / screen.width_mm
    shorter = min(screen.width_px, screen.height_px) / px_per_mm
    return px_per_mm * min(1.0, max(_LEAST, shorter / _WHOLE_MM))


def rules_of(unit: Unit) -> Rules:
    """Return the pad's patience from the settings."""
    review = unit.review
    return Rules(review.silence_s * 1000, review.warning_s * 1000, review.thanks_s * 1000)


def usual_of(unit: Unit) -> Comfort:
    """Return how a citizen meets this pad: silent unless the hall file says otherwise and it can speak."""
    return Comfort(aloud=unit.review.aloud and _speaks(unit))


def _speaks(unit: Unit) -> bool:
    return any(device.name == "speaker" for device in unit.devices)


@dataclass
class Front:
    """What stands before the citizen. Keep it as long as the window lives; `close` takes it down in order."""

    pad: PadModel
    hall: HallModel
    texts: TextsModel
    keyboard: KeyboardModel
    engine: QQmlApplicationEngine
    window: QQuickWindow
    keys: Keys
    narrator: Narrator

    def tick(self, now: datetime) -> None:
        """Show the time of day."""
        self.hall.tick(now)

    def close(self) -> None:
        """Take window and engine down while the models still live."""
        self.keyboard.close()
        self.window.close()
        self.window.deleteLater()
        self.engine.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        QCoreApplication.processEvents()


def build(settings: Settings, unit: Unit, clock: Clock, perform: Callable[[Effect], None]) -> Front:
    """Make every model and load the window, not yet shown. Raises `QmlError`."""
    texts, hall = TextsModel(), HallModel(settings, unit)
    keyboard = KeyboardModel({name: Remote(name) for name in (PINYIN, HANDWRITING)})
    setup = Setup(settings, unit, load_tags(), rules_of(unit))
    comfort = ComfortModel(speaker=_speaks(unit))
    tiles = TilesModel(settings.browser.zoom, settings.hall.phone)

    def follow(state: State) -> None:
        there = as_terminal(state)
        hall.take(texts.now)
        keyboard.take(there, texts.now)
        comfort.take(there, texts.now)
        tiles.take(there, texts.now)

    pad = PadModel(setup, texts, clock, perform, (follow,))
    keyboard.wished.connect(pad.typed)
    comfort.wished.connect(pad.hear)
    tiles.wished.connect(pad.hear)
    engine = make_engine(drawn_px_per_mm(unit.screen))
    models = {
        "texts": texts,
        "hall": hall,
        "keyboard": keyboard,
        "pad": pad,
        "comfort": comfort,
        "tiles": tiles,
    }
    for model in models.values():
        model.setParent(engine)
    engine.addImageProvider(TILES, TilePictures(tiles))
    engine.addImageProvider(SHEETS, SheetPictures(pad))
    window = show(engine, QML_DIR / FILE, models)
    window.resize(unit.screen.width_px, unit.screen.height_px)
    page = window.findChild(QQuickItem, "page")
    if not isinstance(page, QQuickItem):
        raise QmlError(f"{FILE}: there is no item called page")
    narrator = Narrator(window, page, lambda: pad.where()[0], perform, headset=unit.audio.headset != "")
    pad.follow(lambda state: narrator.take(as_terminal(state), texts.now))
    comfort.asked.connect(narrator.again)
    keys = _keys(window, page, pad, narrator)
    return Front(pad, hall, texts, keyboard, engine, window, keys, narrator)


def _keys(window: QQuickWindow, page: QQuickItem, pad: PadModel, narrator: Narrator) -> Keys:
    """Six keys or two switches, as at a terminal; the help key changes the language here."""
    keys = Keys(
        window,
        page,
        stirred=lambda: pad.hear(StillHere()),
        help=pad.language,
        headset=lambda there: pad.hear(Headset(there)),
        met=narrator.met,
    )
    seen = {"screen": ""}

    def changed() -> None:
        screen = pad.where()[0]
        if screen != seen["screen"]:
            seen["screen"] = screen
            if screen == Page.IDLE:
                keys.forget()
            else:
                QTimer.singleShot(0, keys, keys.turned)

    pad.changed.connect(changed)
    return keys
