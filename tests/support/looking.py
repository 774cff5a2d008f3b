"""Faults of a screen as it stands, from the tree of its items: what cannot be touched, read or told apart."""

from dataclasses import dataclass
from itertools import combinations

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QFontMetricsF
from PySide6.QtQuick import QQuickItem

LEAST_TARGET = 12.7
LEAST_GAP = 2.54
LEAST_CAPITAL = 4.8
LEAST_CODE = 3.5
CAPITAL = 0.733
"""Height of a capital of Noto Sans CJK SC, in parts of its pixel size."""
LEAST_CONTRAST = {"usual": 10, "black": 20, "white": 20}


@dataclass(frozen=True)
class Seen:
    """A text as painted, in window pixels. `above`: its item and all that it lies in."""

    words: str
    rect: tuple[float, float, float, float]
    fits: bool
    pixel_size: int
    item: QQuickItem
    above: frozenset[QQuickItem]


def texts_below(item):
    """Every painted text of an item and all below it."""
    found = []
    _gather(item, [], found)
    return found


def _gather(item, above, found):
    if not item.isVisible() or item.opacity() == 0:
        return
    above.append(item)
    if item.inherits("QQuickText") and item.property("text"):
        corner = item.mapToScene(QPointF(0, 0))
        width, height = item.property("contentWidth"), item.property("contentHeight")
        fits = width <= item.width() + 1 and height <= item.height() + 1 and not item.property("truncated")
        rect = (corner.x(), corner.y(), min(width, item.width()), height)
        size = item.property("font").pixelSize()
        found.append(Seen(item.property("text"), rect, fits, size, item, frozenset(above)))
    for child in item.childItems():
        _gather(child, above, found)
    above.pop()


def touch_faults(screen):
    targets = [spot for spot in screen.spots() if spot.touchable]
    if not targets and not screen.front.visit.where()[1]:
        yield "nothing to touch: a dead end"
    for spot in targets:
        if min(spot.rect[2:]) < LEAST_TARGET * screen.mm - 1:
            yield f"{spot.name} is only {[round(side / screen.mm, 1) for side in spot.rect[2:]]} mm"
        if not inside(spot.rect, screen):
            yield f"{spot.name} reaches out of the window: {spot.rect}"
    for one, other in combinations(targets, 2):
        if gap(one.rect, other.rect) < LEAST_GAP * screen.mm - 1:
            yield f"{one.name} and {other.name} are {gap(one.rect, other.rect) / screen.mm:.1f} mm apart"


def reach_faults(screen):
    """What must be touched above the lower 60 % of the window."""
    top = screen.window.height() * 0.4
    for spot in screen.spots():
        if spot.touchable and spot.rect[1] < top - 1:
            yield f"{spot.name} is {(top - spot.rect[1]) / screen.mm:.0f} mm too high for low reach"


def text_faults(screen):
    texts = screen.texts()
    buttons = [spot for spot in screen.spots() if spot.touchable]
    for text in texts:
        yield from own_faults(text, screen)
        for spot in buttons:
            own = spot.item in text.above
            if own and not within(text.rect, spot.rect):
                yield f"{text.words} reaches out of its key"
            if not own and overlap(text.rect, spot.rect):
                yield f"{text.words} lies under {spot.name}"
    for one, other in combinations(texts, 2):
        if overlap(one.rect, other.rect):
            yield f"{one.words} and {other.words} lie over each other"


def own_faults(text, screen):
    """Of one text by itself."""
    least = LEAST_CODE if "." in text.words and text.words.isascii() else LEAST_CAPITAL
    if text.pixel_size * CAPITAL < least * screen.mm - 1:
        yield f"{text.words} is too small: {text.pixel_size} px"
    if not text.fits:
        yield f"{text.words} is cut off"
    for word in broken_words(text):
        yield f"{word} of {text.words} is broken in two"
    if not inside(text.rect, screen):
        yield f"{text.words} reaches out of the window: {text.rect}"


def broken_words(text):
    """Latin words that no line of the text has room for; codes and numbers may break."""
    metrics = QFontMetricsF(text.item.property("font"))
    for word in text.words.split():
        if word.isascii() and word.isalpha() and metrics.horizontalAdvance(word) > text.item.width() + 1:
            yield word


def contrast_faults(screen, contrast="usual"):
    """Every text against what is painted behind it."""
    painted = list(paint(screen.window.contentItem()))
    least = LEAST_CONTRAST[contrast]
    for at, item in enumerate(painted):
        if not item.inherits("QQuickText") or not item.property("text"):
            continue
        middle = item.mapToScene(QPointF(item.width() / 2, item.height() / 2))
        back = next(
            (one.property("color") for one in reversed(painted[:at]) if covers(one, middle)),
            screen.window.property("color"),
        )
        found = ratio(item.property("color"), back)
        if found < least:
            yield f"{item.property('text')} has a contrast of {found:.1f}, less than {least}"


def paint(item):
    """Items in the order they are painted, hidden ones left out."""
    if not item.isVisible() or item.opacity() == 0:
        return
    yield item
    for child in sorted(item.childItems(), key=lambda one: one.z()):
        yield from paint(child)


def covers(item, point):
    if not item.inherits("QQuickRectangle") or item.property("color").alpha() < 255:
        return False
    corner = item.mapToScene(QPointF(0, 0))
    return (
        corner.x() <= point.x() <= corner.x() + item.width()
        and corner.y() <= point.y() <= corner.y() + item.height()
    )


def ratio(one, other):
    """The contrast of two colours by WCAG 2: 1 to 21."""
    light, dark = sorted((luminance(QColor(one)), luminance(QColor(other))), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour):
    parts = [part / 255 for part in (colour.red(), colour.green(), colour.blue())]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def inside(rect, screen):
    return within(rect, (0, 0, screen.window.width(), screen.window.height()))


def within(rect, frame):
    return (
        rect[0] >= frame[0] - 1
        and rect[1] >= frame[1] - 1
        and rect[0] + rect[2] <= frame[0] + frame[2] + 1
        and rect[1] + rect[3] <= frame[1] + frame[3] + 1
    )


def gap(one, other):
    across = max(one[0], other[0]) - min(one[0] + one[2], other[0] + other[2])
    down = max(one[1], other[1]) - min(one[1] + one[3], other[1] + other[3])
    return max(across, down)


def overlap(one, other):
    """Whether they share more than two pixels both ways; most are on other lines, and that is asked first."""
    return max(one[1], other[1]) + 2 < min(one[1] + one[3], other[1] + other[3]) and gap(one, other) < -2
