"""Every screen, in both languages and both sizes of type, on its own panel and on a laptop's: can it be touched and read?"""

from collections import Counter
from itertools import combinations

import pytest

from hall.texts import load_texts
from kiosk.flows.words import CardProblem, PaperEnded, PrintOutcome, Refused
from tests.support.front import MODES, PAGES, READY, SIZES, TERMINAL, Screen

LEAST_TARGET = 12.7
LEAST_GAP = 2.54
LEAST_CAPITAL = 4.8
LEAST_CODE = 3.5
CAPITAL = 0.733
"""Height of a capital of Noto Sans CJK SC, in parts of its pixel size."""


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(("role", "page"), [(role, page) for role in PAGES for page in PAGES[role]])
def test_a_screen_can_be_touched_and_read(role, page, size):
    events = PAGES[role][page]
    screen = Screen(role, SIZES[size])
    try:
        screen.feed(*(READY if events is not None else []), *(events or []))
        assert screen.name == page.partition(",")[0]
        faults = []
        for language, large in MODES:
            if screen.name == "attract" and (language, large) != ("zh", False):
                continue
            screen.use(language, large)
            mode = f"{language}{' elder' if large else ''}"
            faults += [f"{mode}: {fault}" for fault in [*touch_faults(screen), *text_faults(screen)]]
            faults += [f"{mode}: {fault}" for fault in contrast_faults(screen)]
        assert not faults, "\n" + "\n".join(faults)
    finally:
        screen.close()


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


def text_faults(screen):
    texts = screen.texts()
    buttons = [spot for spot in screen.spots() if spot.touchable]
    for text in texts:
        least = LEAST_CODE if "." in text.words and text.words.isascii() else LEAST_CAPITAL
        if text.pixel_size * CAPITAL < least * screen.mm - 1:
            yield f"{text.words} is too small: {text.pixel_size} px"
        if not text.fits:
            yield f"{text.words} is cut off"
        if not inside(text.rect, screen):
            yield f"{text.words} reaches out of the window: {text.rect}"
        for spot in buttons:
            own = is_below(text.item, spot.item)
            if own and not within(text.rect, spot.rect):
                yield f"{text.words} reaches out of its key"
            if not own and overlap(text.rect, spot.rect):
                yield f"{text.words} lies under {spot.name}"
    for one, other in combinations(texts, 2):
        if overlap(one.rect, other.rect):
            yield f"{one.words} and {other.words} lie over each other"


def contrast_faults(screen):
    picture = screen.window.grabWindow()
    for text in screen.texts():
        x, y, width, height = (round(value) for value in text.rect)
        pixels = Counter(
            picture.pixelColor(across, down).rgb()
            for across in range(max(0, x - 2), min(picture.width(), x + width), 3)
            for down in range(max(0, y), min(picture.height(), y + height), 3)
        )
        if not pixels:
            continue
        back = pixels.most_common(1)[0][0]
        ratio = contrast(text.item.property("color").rgb(), back)
        if ratio < 10:
            yield f"{text.words} has a contrast of {ratio:.1f}"


def luminance(rgb):
    parts = [(rgb >> shift & 255) / 255 for shift in (16, 8, 0)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


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
    return gap(one, other) < -2


def is_below(item, ancestor):
    while item is not None:
        if item == ancestor:
            return True
        item = item.parentItem()
    return False


PAGES_OF_TROUBLE = {
    "refused": (
        "item",
        "lease",
        "disk",
        "store",
        "server",
        "hall",
        "ticket",
        "service",
        "request",
        "window",
    ),
    "identify": ("card", "code", "sam", "bus", "protocol", "driver", "device"),
    "no_paper": (
        "paper",
        "cover",
        "cutter",
        "head",
        "printer",
        "form",
        "data",
        "font",
        "job",
        "status",
        "bus",
        "protocol",
    ),
}


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("page", PAGES_OF_TROUBLE)
def test_every_message_fits_where_it_is_shown(page, size):
    screen = Screen("terminal", SIZES[size])
    families = PAGES_OF_TROUBLE[page]
    faults = []
    try:
        screen.feed(
            *READY, *TERMINAL[{"refused": "issuing", "identify": "identify", "no_paper": "printing"}[page]]
        )
        for code in sorted(load_texts("en").codes):
            if code.partition(".")[0] not in families:
                continue
            screen.feed(TROUBLE[page](code))
            assert screen.name == page
            for language in ("zh", "en"):
                screen.use(language, True)
                faults += [
                    f"{code} {language}: {each}" for each in [*touch_faults(screen), *text_faults(screen)]
                ]
        assert not faults, "\n" + "\n".join(faults)
    finally:
        screen.close()


TROUBLE = {
    "refused": lambda code: Refused("i1", code),
    "identify": CardProblem,
    "no_paper": lambda code: PaperEnded("i1", PrintOutcome.NOT_PRINTED, code),
}
