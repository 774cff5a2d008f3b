"""The bench's window: made, refreshed, closed."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickWindow

from kiosk.bench.hands import hand_for
from kiosk.bench.twins import BenchTwins
from kiosk.bench.view import REFRESH_MS, BenchDeviceView, BenchPictures, BenchUnitView, BenchView
from kiosk.bench.words import BenchWords
from kiosk.toolkit import Hand, make_engine, show, start_qt

QML = Path(__file__).parent / "qml" / "Bench.qml"
PX_PER_MM = 2.6
"""Smaller than life: the bench is for a desk with a mouse, beside the units' own windows."""


def run_bench(twins: BenchTwins, on_close: Callable[[], None], hand: str | None, language: str = "zh") -> int:
    """Show the bench until it is closed; then call `on_close`. Return the exit status.

    `hand`: socket path of a driving hand, or None. `language`: zh or en.
    """
    app = start_qt(sys.argv[:1], language)
    engine = make_engine(PX_PER_MM)
    bench, window = open_bench(engine, twins, language)
    if hand is not None:
        Hand(Path(hand), window, lambda: ("bench", False))
    timer = QTimer(engine)
    timer.timeout.connect(bench.refresh)
    timer.start(REFRESH_MS)
    status = app.exec()
    timer.stop()
    window.close()
    on_close()
    return status


def open_bench(
    engine: QQmlApplicationEngine, twins: BenchTwins, language: str
) -> tuple[BenchView, QQuickWindow]:
    """Lay the twins out in a window. Raises `toolkit.QmlError`."""
    words = BenchWords(language)
    bench = BenchView(words("title"), engine)
    for unit in twins.units:
        stand = BenchUnitView(words.of(unit.title), bench)
        for device in unit.devices:
            own = hand_for(device.line, twins.people, twins.code, words)
            card = BenchDeviceView(words.of(device.title), device.line, own, words, stand)
            card.setObjectName(f"card{len(bench.cards()) + len(stand.cards)}")
            stand.cards.append(card)
        bench.stands.append(stand)
    engine.addImageProvider("bench", BenchPictures(bench))
    window = show(engine, QML, {"bench": bench})
    window.show()
    return bench, window
