"""Start Qt the one right way, and show a QML window or say plainly why not."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, Qt
from PySide6.QtGui import QFont, QGuiApplication
from PySide6.QtQml import QQmlApplicationEngine, QQmlError
from PySide6.QtQuick import QQuickWindow
from PySide6.QtQuickControls2 import QQuickStyle

from kiosk.toolkit.guard import Guard

QML_DIR = Path(__file__).parent.parent / "qml"
"""Import path of `Hall.Ui`."""

FONT = "Noto Sans CJK SC"
LANGUAGES = {"zh": "zh_CN.UTF-8", "en": "en_GB.UTF-8"}


class QmlError(Exception):
    """A QML file that does not load; the text names file and line."""


def start_qt(argv: Sequence[str], language: str = "zh") -> QGuiApplication:
    """Return the one application object. `language`: zh or en.

    The font is named, because with a plain C locale Noto falls back to Japanese letter forms.
    """
    os.environ.setdefault("QT_QUICK_BACKEND", "software")
    os.environ["LANG"] = LANGUAGES.get(language, LANGUAGES["zh"])
    QQuickStyle.setStyle("Basic")
    app = QCoreApplication.instance() or QGuiApplication(list(argv))
    if not isinstance(app, QGuiApplication):
        raise QmlError("a program without windows was started first: start_qt must come before it")
    font = QFont(FONT)
    font.setStyleStrategy(QFont.StyleStrategy.PreferAntialias)
    app.setFont(font)
    guard = Guard(app)
    app.installEventFilter(guard)
    return app


def make_engine(px_per_mm: float) -> QQmlApplicationEngine:
    """Return an engine that knows `Hall.Ui` and the true size of the screen."""
    engine = QQmlApplicationEngine()
    engine.addImportPath(str(QML_DIR))
    theme = engine.singletonInstance("Hall.Ui", "Theme")
    if not isinstance(theme, QObject):
        raise QmlError(f"the module Hall.Ui is not below {QML_DIR}: the installation is not complete")
    theme.setProperty("pxPerMm", float(px_per_mm))
    return engine


def show(engine: QQmlApplicationEngine, path: Path, properties: Mapping[str, Any]) -> QQuickWindow:
    """Load a QML file whose root is a window. Raises `QmlError` with every line QML complained of."""
    said: list[str] = []

    def hear(errors: list[QQmlError]) -> None:
        said.extend(error.toString() for error in errors)

    engine.warnings.connect(hear)
    engine.setInitialProperties(dict(properties))
    engine.load(str(path))
    engine.warnings.disconnect(hear)
    roots = engine.rootObjects()
    if not roots or said:
        raise QmlError("; ".join(said) or f"{path} shows nothing")
    window = roots[-1]
    if not isinstance(window, QQuickWindow):
        raise QmlError(f"{path}: its root is {window.metaObject().className()}, not a Window")
    return window


def stand(window: QQuickWindow, corner: tuple[int, int]) -> None:
    """Show a window without a frame, as large as it is, its upper left at `corner` (pixels of the screen)."""
    window.setFlags(Qt.WindowType.Window | Qt.WindowType.FramelessWindowHint)
    window.setPosition(*corner)
    window.show()


def place(window: QQuickWindow, corner: tuple[int, int] | None, *, full_screen: bool) -> None:
    """Show the window: full screen it has no frame, no pointer, and closes only by signal."""
    if corner is not None:
        stand(window, corner)
        return
    if not full_screen:
        window.show()
        return
    window.setProperty("locked", True)  # noqa: FBT003 - Qt's signature
    window.setFlags(Qt.WindowType.Window | Qt.WindowType.FramelessWindowHint)
    window.setCursor(Qt.CursorShape.BlankCursor)
    window.showFullScreen()
