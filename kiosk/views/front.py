"""The front of one program: its models and its window, put together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickItem, QQuickWindow

from hall.settings import Screen, Settings, Timing, Unit
from kiosk.flows import dispenser, terminal
from kiosk.flows.visit import Rules
from kiosk.flows.words import Effect
from kiosk.toolkit import QML_DIR, QmlError, make_engine, show
from kiosk.toolkit.keys import Keys
from kiosk.typing import HANDWRITING, PINYIN, Remote
from kiosk.views.answers import AnswersModel
from kiosk.views.assist import AssistModel
from kiosk.views.catalogue import CatalogueModel
from kiosk.views.comfort import ComfortModel
from kiosk.views.copying import CopyingModel
from kiosk.views.evaluate import EvaluateModel
from kiosk.views.filing.check import FiledModel
from kiosk.views.filing.model import FilingModel
from kiosk.views.filing.scans import PICTURES as SCANS
from kiosk.views.filing.scans import ScanPictures, ScansModel
from kiosk.views.guides import PICTURES as GUIDES
from kiosk.views.guides import GuidePictures, GuidesModel
from kiosk.views.hall import HallModel
from kiosk.views.health import HealthModel
from kiosk.views.home import HomeModel
from kiosk.views.leaving import LeavingModel
from kiosk.views.left_behind import LeftModel
from kiosk.views.order import PICTURES, OrderModel, OrderPictures
from kiosk.views.pickup import PickUpModel
from kiosk.views.places import PlacesModel
from kiosk.views.pressing import listen
from kiosk.views.progress import ProgressModel
from kiosk.views.suggestion import SuggestionModel
from kiosk.views.texts import TextsModel
from kiosk.views.tiles import PICTURES as TILES
from kiosk.views.tiles import TilePictures, TilesModel
from kiosk.views.typing import KeyboardModel
from kiosk.views.visit import Flow, VisitModel
from kiosk.views.voice import Narrator
from kiosk.views.ways import WaysModel

FILES = {"terminal": "Terminal.qml", "dispenser": "Dispenser.qml"}


def rules_of(timing: Timing, identity_key: bytes = b"", copies_most: int = 10) -> Rules:
    """Return a flow's patience from the settings, and how much one visit may copy."""
    return Rules(
        timing.idle_s * 1000,
        timing.warning_s * 1000,
        timing.result_s * 1000,
        receipt_ms=timing.receipt_s * 1000,
        identity_key=identity_key,
        copies_most=copies_most,
    )


def flow_of(role: str, rules: Rules, now_ms: int) -> Flow:
    """Return the flow of a terminal or a dispenser, at its start."""
    room = dispenser if role == "dispenser" else terminal
    state, effects = room.opening(now_ms)
    return Flow(room.step, state, effects, rules)


@dataclass
class Front:
    """What stands before the citizen. Keep it as long as the window lives; `close` takes it down in order."""

    visit: VisitModel
    hall: HallModel
    texts: TextsModel
    engine: QQmlApplicationEngine
    window: QQuickWindow
    keyboard: KeyboardModel
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


def build(
    flow: Flow,
    settings: Settings,
    unit: Unit,
    perform: Callable[[Effect], None],
    new_id: Callable[[], str],
) -> Front:
    """Make every model and load the window, not yet shown. Raises `QmlError`."""
    texts, hall = TextsModel(), HallModel(settings, unit)
    catalogue, health, answers = CatalogueModel(settings.hall.phone), HealthModel(), AnswersModel()
    base = settings.server.public_url or settings.server.url
    order, ways, guides = OrderModel(base), WaysModel(), GuidesModel(base, settings.hall.phone)
    home = HomeModel(health, guides, settings.hall.phone)
    comfort = ComfortModel(speaker=any(device.name == "speaker" for device in unit.devices))
    progress = ProgressModel()
    suggestion = SuggestionModel()
    evaluate, assist = EvaluateModel(), AssistModel(settings.hall.phone, new_id)
    places, tiles = PlacesModel(), TilesModel(settings.browser.zoom, settings.hall.phone)
    pickup, left = PickUpModel(), LeftModel()
    filing, scans, filed = FilingModel(), ScansModel(), FiledModel()
    copying, leaving = CopyingModel(flow.rules.copies_most, new_id), LeavingModel()
    keyboard = KeyboardModel({name: Remote(name) for name in (PINYIN, HANDWRITING)})
    shows = (
        catalogue.take,
        health.take,
        answers.take,
        order.take,
        ways.take,
        suggestion.take,
        evaluate.take,
        assist.take,
        keyboard.take,
        progress.take,
        guides.take,
        pickup.take,
        places.take,
        tiles.take,
        home.take,
        comfort.take,
        filing.take,
        scans.take,
        filed.take,
        copying.take,
        leaving.take,
        left.take,
        lambda _state, words: hall.take(words),
    )
    visit = VisitModel(flow, texts, shows, perform, new_id)
    suggestion.wished.connect(visit.hear)
    evaluate.wished.connect(visit.hear)
    assist.wished.connect(visit.hear)
    pickup.wished.connect(visit.hear)
    places.wished.connect(visit.hear)
    tiles.wished.connect(visit.hear)
    keyboard.wished.connect(visit.hear)
    comfort.wished.connect(visit.hear)
    guides.wished.connect(visit.hear)
    for each in (filing, scans, filed, copying):
        each.wished.connect(visit.hear)
    engine = make_engine(px_per_mm(unit.screen))
    models = {
        "texts": texts,
        "visit": visit,
        "catalogue": catalogue,
        "health": health,
        "answers": answers,
        "order": order,
        "ways": ways,
        "suggestion": suggestion,
        "evaluate": evaluate,
        "assist": assist,
        "keyboard": keyboard,
        "progress": progress,
        "guides": guides,
        "home": home,
        "pickup": pickup,
        "places": places,
        "tiles": tiles,
        "comfort": comfort,
        "filing": filing,
        "scans": scans,
        "filed": filed,
        "copying": copying,
        "leaving": leaving,
        "left": left,
        "hall": hall,
    }
    for model in models.values():
        model.setParent(engine)
    engine.addImageProvider(PICTURES, OrderPictures(order))
    engine.addImageProvider(GUIDES, GuidePictures(guides))
    engine.addImageProvider(TILES, TilePictures(tiles))
    engine.addImageProvider(SCANS, ScanPictures(scans))
    window = show(engine, QML_DIR / FILES[unit.role], models)
    window.resize(unit.screen.width_px, unit.screen.height_px)
    page = window.findChild(QQuickItem, "page")
    if not isinstance(page, QQuickItem):
        raise QmlError(f"{FILES[unit.role]}: there is no item called page")
    narrator = Narrator(window, page, lambda: visit.where()[0], perform, headset=unit.audio.headset != "")
    comfort.asked.connect(narrator.again)
    visit.follow(narrator.take)
    keys = listen(window, page, visit, comfort, narrator)
    return Front(visit, hall, texts, engine, window, keyboard, keys, narrator)


def px_per_mm(screen: Screen) -> float:
    """Return how many pixels of this panel make a millimetre."""
    return screen.width_px / screen.width_mm
