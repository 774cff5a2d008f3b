"""Chinese by keys and by hand: engines that run in children of their own. No Qt; nothing typed is kept."""

from kiosk.typing.engine import Engine, EngineError, Offer, Stroke
from kiosk.typing.remote import HANDWRITING, PINYIN, Remote

__all__ = ["HANDWRITING", "PINYIN", "Engine", "EngineError", "Offer", "Remote", "Stroke"]
