"""The touch screen's walk, touched as a person does: through Qt's own event path."""

from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from kiosk.toolkit import make_engine, start_qt
from kiosk.toolkit.hand import find, touch
from kiosk.toolkit.tree import spots
from kiosk.walk.course import DOUBLE_MS, SPACING_MM, TARGET_MM, TARGET_MS, End, Met, places
from kiosk.walk.window import open_walk

SIZES = [(1080, 1920), (1920, 1080)]
PX_PER_MM = 3.2


class Clock:
    """Time that passes when told."""

    def __init__(self):
        self.ms = 0

    def now(self):
        raise AssertionError("nobody needs the date")

    def mono_ms(self):
        return self.ms


class Panel:
    """The page on a screen, and fingers."""

    def __init__(self, app, size, language="zh"):
        self.app = app
        self.clock = Clock()
        self.engine = make_engine(PX_PER_MM)
        self.view, self.window = open_walk(self.engine, size, PX_PER_MM, self.clock, language)
        self.course = self.view.course
        self.finger = QTest.createTouchDevice()
        self.window.show()
        self.window.requestActivate()
        assert QTest.qWaitForWindowActive(self.window, 10_000)

    def press(self, *points, release=True, after_ms=1000):
        """Fingers at these places, in pixels; together, and lifted."""
        self.clock.ms += after_ms
        events = QTest.touchEvent(self.window, self.finger)
        for number, point in enumerate(points):
            events.press(number, QPoint(*map(round, point)), self.window)
        events.commit()
        events = QTest.touchEvent(self.window, self.finger)
        for number, point in enumerate(points):
            events.release(number, QPoint(*map(round, point)), self.window)
        events.commit()
        self.app.processEvents()

    def hit(self, dx_mm=0.0, **how):
        x, y = self.view.lit_px
        self.press((x + dx_mm * PX_PER_MM, y), **how)

    def close(self):
        self.window.close()
        self.engine.deleteLater()
        self.app.processEvents()


@pytest.fixture
def panel():
    made = Panel(start_qt([]), SIZES[0])
    yield made
    made.close()


@pytest.mark.parametrize("size", SIZES)
def test_every_target_is_touched_and_measured(size):
    panel = Panel(start_qt([]), size)
    count = len(panel.course.targets)
    for _ in range(count):
        panel.hit(dx_mm=2.0)
    told = panel.course.as_json()
    panel.close()
    assert (told["end"], told["count"]["hit"]) == ("walked", count)
    assert told["mean_dx_mm"] == pytest.approx(2.0, abs=0.3)
    assert told["mean_dy_mm"] == pytest.approx(0.0, abs=0.3)
    assert (told["doubles"], told["ghosts"]) == (0, 0)


def test_the_corners_are_walked_and_no_gap_is_wider_than_a_hand():
    found = places(336.0, 600.0)
    edge = TARGET_MM / 2
    assert {(edge, edge), (336 - edge, edge), (edge, 600 - edge), (336 - edge, 600 - edge)} <= set(found)
    xs = sorted({x for x, _ in found})
    assert max(b - a for a, b in pairwise(xs)) <= SPACING_MM
    assert len(set(found)) == len(found)


def test_a_touch_elsewhere_and_a_second_finger_are_noted_and_do_not_count(panel):
    panel.hit()
    x, y = panel.view.lit_px
    panel.press((x, y), (x + 300, y + 300))
    panel.press((x + 400, y + 40))
    assert panel.course.number == 1
    assert panel.course.ghosts == 2
    ((dx, dy),) = [(sx * PX_PER_MM - x, sy * PX_PER_MM - y) for sx, sy in panel.course.targets[1].strays]
    assert (dx, dy) == (pytest.approx(400, abs=1), pytest.approx(40, abs=1))
    panel.hit()
    assert panel.course.number == 2


def test_a_bouncing_screen_touches_the_same_place_again_at_once(panel):
    x, y = panel.view.lit_px
    panel.press((x, y))
    panel.press((x + 3, y), after_ms=DOUBLE_MS // 2)
    assert (panel.course.doubles, panel.course.number) == (1, 1)
    assert panel.course.targets[1].strays == []


def test_a_target_that_nobody_can_hit_is_left_after_a_while(panel):
    panel.clock.ms += TARGET_MS
    panel.view.tick()
    assert (panel.course.targets[0].met, panel.course.number) == (Met.DEAD, 1)


def test_esc_leaves(panel):
    ended = []
    panel.view.ended.connect(lambda: ended.append(True))
    panel.hit()
    QTest.keyClick(panel.window, Qt.Key.Key_Escape)
    assert (ended, panel.course.end) == ([True], End.LEFT)


def test_who_cannot_reach_a_target_says_so_by_a_button_that_is_never_below_it(panel):
    for _ in range(len(panel.course.targets)):
        (button,) = [spot for spot in spots(panel.window) if spot.touchable]
        left, top, width, height = button.rect
        x, y = panel.view.lit_px
        assert not (left - 40 <= x <= left + width + 40 and top - 40 <= y <= top + height + 40)
        assert height >= 14 * PX_PER_MM
        number = panel.course.number
        panel.clock.ms += 1000
        touch(panel.window, panel.finger, find(spots(panel.window), "够不到"))
        assert panel.course.targets[number].met is Met.SKIPPED
    assert panel.course.end is End.WALKED
    assert panel.course.ghosts == 0


@pytest.mark.parametrize(
    ("language", "first"), [("zh", "请用手指点亮着的圆点"), ("en", "Touch the lit target")]
)
def test_words_are_large_and_in_both_languages(language, first):
    panel = Panel(start_qt([]), SIZES[0], language)
    shown = [spot.text or spot.name for spot in spots(panel.window)]
    assert any(text.startswith(first) for text in shown)
    assert any("Cannot reach" in text and "够不到" in text for text in shown)
    panel.close()
