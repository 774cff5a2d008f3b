"""The catalogue of words, for QML: `texts.t["home.ticket"]`."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Property, QObject, Signal
from PySide6.QtQml import QmlElement

from hall.texts import Texts, load_texts

QML_IMPORT_NAME = "Hall.Kiosk"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class TextsModel(QObject):
    """Every text in the language of the visit.

    Signals:
        changed: another language.
    """

    changed = Signal()

    def __init__(self, language: str = "zh", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all = {name: load_texts(name) for name in ("zh", "en")}
        self.now: Texts = self._all[language]

    def use(self, language: str) -> None:
        """Speak another language."""
        wanted = self._all.get(language, self._all["zh"])
        if wanted is not self.now:
            self.now = wanted
            self.changed.emit()

    @Property("QVariantMap", notify=changed)  # type: ignore[arg-type]  # a name of Qt's, not a type of Python's
    def t(self) -> dict[str, Any]:
        """The whole catalogue, by dotted key."""
        return dict(self.now.table)

    @Property(str, notify=changed)
    def language(self) -> str:
        """Zh or en."""
        return self.now.language
