"""What was left behind, in words: on the attract and home pages."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Property, QObject, Signal
from PySide6.QtQml import QmlElement

from hall.texts import Texts
from kiosk.flows.left_behind import door_words, open_doors, paper_words, unfinished
from kiosk.flows.visit import State

QML_IMPORT_NAME = "Hall.Kiosk"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True)
class _Words:
    door: str = ""
    paper: str = ""
    paper_do: str = ""


@QmlElement
class LeftModel(QObject):
    """Doors that stand open, and a number whose paper nobody saw; empty when there is nothing to tell."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = _Words()

    def take(self, state: State, texts: Texts) -> None:
        """Show what the state knows."""
        paper = unfinished(state)
        words = _Words(
            door=door_words(open_doors(state), texts),
            paper=texts.say("left.paper", number=paper.number) if paper else "",
            paper_do=paper_words(paper, texts),
        )
        if words != self._words:
            self._words = words
            self.changed.emit()

    @Property(str, notify=changed)
    def door(self) -> str:
        """Which doors stand open."""
        return self._words.door

    @Property(str, notify=changed)
    def paper(self) -> str:
        """What is registered."""
        return self._words.paper

    @Property(str, notify=changed)
    def advice(self) -> str:
        """Where its receipt may be."""
        return self._words.paper_do
