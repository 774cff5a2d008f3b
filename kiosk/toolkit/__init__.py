"""What every Qt program of a hall shares: starting Qt, showing QML, and the driving hand."""

from kiosk.toolkit.hand import Hand
from kiosk.toolkit.start import QML_DIR, QmlError, make_engine, place, show, stand, start_qt

__all__ = ["QML_DIR", "Hand", "QmlError", "make_engine", "place", "show", "stand", "start_qt"]
