"""The bench's window: made, refreshed, closed."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickWindow

from kiosk.bench.counter import Counter
from kiosk.bench.hall_view import BenchHallView
from kiosk.bench.hands import hand_for
from kiosk.bench.twins import BenchTwins
from kiosk.bench.view import REFRESH_MS, BenchDeviceView, BenchPictures, BenchUnitView, BenchView
from kiosk.bench.words import BenchWords
from kiosk.toolkit import Hand, make_engine, show, stand, start_qt

QML = Path(__file__).parent / "qml" / "Bench.qml"
WIDTH_MM, HEIGHT_MM = 200, 415
"""The room that the bench is drawn for; its text is 5.2 mm high, so that 360 by 750 pixels are legible."""
ENDINGS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
Rectangle = tuple[int, int, int, int]


def run_bench(twins: BenchTwins, place: Rectangle, hand: str | None, language: str = "zh") -> int:
    """Show the bench until it is closed or a signal asks for the end.

    Return the exit status: 0 when closed, 128 + N for signal N. `place`: x, y, width, height in pixels.
    `hand`: socket path of a driving hand, or None. `language`: zh or en. Call it on the main thread.
    """
    x, y, width, height = place
    app = start_qt(sys.argv[:1], language)
    engine = make_engine(scale(width, height))
    counter = Counter(twins.hall.clerk)
    bench, window = open_bench(engine, twins, counter, language)
    window.resize(width, height)
    stand(window, (x, y))
    window.requestActivate()
    counter.start()
    if hand is not None:
        Hand(Path(hand), window, lambda: ("bench", False))
    timer = QTimer(engine)
    timer.timeout.connect(bench.refresh)
    timer.start(REFRESH_MS)
    with _ended_by_signal(QGuiApplication.exit):
        status = app.exec()
    timer.stop()
    window.close()
    counter.stop()
    return status


@contextmanager
def _ended_by_signal(end: Callable[[int], None]) -> Iterator[None]:
    """Ask for the end by `end(128 + N)`: an exception thrown through Qt's loop would skip all tidying."""
    before = {number: signal.getsignal(number) for number in ENDINGS}
    for number in ENDINGS:
        signal.signal(number, lambda got, _frame: end(128 + got))
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def scale(width: int, height: int) -> float:
    """Pixels per millimetre at which the bench fills its place."""
    return min(width / WIDTH_MM, height / HEIGHT_MM)


def open_bench(
    engine: QQmlApplicationEngine, twins: BenchTwins, counter: Counter, language: str
) -> tuple[BenchView, QQuickWindow]:
    """Lay the twins out in a window, not yet shown. Raises `toolkit.QmlError`."""
    words = BenchWords(language)
    bench = BenchView(words, engine)
    bench.around = BenchHallView(twins.hall, counter, words, bench)
    for unit in twins.units:
        unit_view = BenchUnitView(words.of(unit.title), bench)
        for device in unit.devices:
            own = hand_for(device.line, twins.people, twins.code, words)
            card = BenchDeviceView(words.of(device.title), device.line, own, words, unit_view)
            card.setObjectName(f"card{len(bench.cards()) + len(unit_view.cards)}")
            unit_view.cards.append(card)
        bench.stands.append(unit_view)
    engine.addImageProvider("bench", BenchPictures(bench))
    return bench, show(engine, QML, {"bench": bench})
