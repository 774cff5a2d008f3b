"""The front of one program: its models and its window, put together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickWindow

from hall.settings import Screen, Settings, Timing, Unit
from kiosk.flows import dispenser, terminal
from kiosk.flows.visit import Rules
from kiosk.flows.words import Effect
from kiosk.toolkit import QML_DIR, make_engine, show
from kiosk.views.answers import AnswersModel
from kiosk.views.catalogue import CatalogueModel
from kiosk.views.hall import HallModel
from kiosk.views.health import HealthModel
from kiosk.views.order import PICTURES, OrderModel, OrderPictures
from kiosk.views.texts import TextsModel
from kiosk.views.visit import Flow, VisitModel

FILES = {"terminal": "Terminal.qml", "dispenser": "Dispenser.qml"}


def rules_of(timing: Timing, identity_key: bytes = b"") -> Rules:
    """Return a flow's patience from the settings."""
    return Rules(
        timing.idle_s * 1000, timing.warning_s * 1000, timing.result_s * 1000, identity_key=identity_key
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

    def tick(self, now: datetime) -> None:
        """Show the time of day."""
        self.hall.tick(now)

    def close(self) -> None:
        """Take window and engine down while the models still live."""
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
    catalogue, health, answers, order = CatalogueModel(), HealthModel(), AnswersModel(), OrderModel()
    shows = (
        catalogue.take,
        health.take,
        answers.take,
        order.take,
        lambda _state, words: hall.take(words),
    )
    visit = VisitModel(flow, texts, shows, perform, new_id)
    engine = make_engine(px_per_mm(unit.screen))
    models = {
        "texts": texts,
        "visit": visit,
        "catalogue": catalogue,
        "health": health,
        "answers": answers,
        "order": order,
        "hall": hall,
    }
    for model in models.values():
        model.setParent(engine)
    engine.addImageProvider(PICTURES, OrderPictures(order))
    window = show(engine, QML_DIR / FILES[unit.role], models)
    window.resize(unit.screen.width_px, unit.screen.height_px)
    return Front(visit, hall, texts, engine, window)


def px_per_mm(screen: Screen) -> float:
    """Return how many pixels of this panel make a millimetre."""
    return screen.width_px / screen.width_mm
