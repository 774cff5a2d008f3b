"""Look at a window as a person does: every visible text, what is behind it, whether it is cut off."""

from collections import Counter
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtQuick import QQuickItem


@dataclass(frozen=True)
class Seen:
    text: str
    rect: QRectF
    px: int
    cut: bool
    contrast: float

    @property
    def chinese(self):
        return any(ord(c) > 0x2E80 for c in self.text)


def texts(window):
    """Every visible text with its font size, place and contrast against what is behind it."""
    picture = window.grabWindow()
    return [_seen(item, picture) for item in items(window.contentItem()) if _is_text(item)]


def items(item: QQuickItem):
    """It and everything visible in it."""
    if not item.isVisible() or item.opacity() <= 0.01:
        return
    yield item
    for child in item.childItems():
        yield from items(child)


def _is_text(item):
    return (
        item.metaObject().indexOfProperty("truncated") >= 0
        and bool(item.property("text"))
        and item.width() > 0
        and item.height() > 0
    )


def _seen(item, picture):
    corner = item.mapToScene(QPointF(0, 0))
    end = item.mapToScene(QPointF(item.width(), item.height()))
    rect = QRectF(corner, end)
    wide = item.property("contentWidth") > item.width() + 1
    high = item.property("contentHeight") > max(item.height(), item.property("font").pixelSize() * 1.45) + 1
    return Seen(
        text=item.property("text"),
        rect=rect,
        px=round(item.property("font").pixelSize() * (end.y() - corner.y()) / item.height()),
        cut=bool(item.property("truncated")) or wide or high,
        contrast=contrast(item.property("color").getRgbF(), _behind(picture, rect)),
    )


def _behind(picture, rect):
    """The commonest colour in a text's place: its paper."""
    left, top = max(0, int(rect.left())), max(0, int(rect.top()))
    right, bottom = min(picture.width(), int(rect.right())), min(picture.height(), int(rect.bottom()))
    step = max(1, (right - left) // 60)
    seen = Counter(picture.pixel(x, y) for x in range(left, right, step) for y in range(top, bottom, step))
    rgb = seen.most_common(1)[0][0]
    return tuple((rgb >> shift & 0xFF) / 255 for shift in (16, 8, 0))


def contrast(one, other):
    """WCAG 2 contrast of two colours (0..1 per channel)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(rgb):
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in rgb[:3]]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
