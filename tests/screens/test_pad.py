"""The review pad's pages: legible on small panels, by finger and by keys, and never a rating that nobody gave."""

from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from kiosk.flows.speech import Speak
from kiosk.flows.tile_words import HandTile, PressTile
from kiosk.pad import words as w
from tests.support.looking import CAPITAL, contrast_faults, overlap, texts_below
from tests.support.pad import ASKED, ONE, PAGES, SIZES, THERE, TWO, PadScreen

LEAST_TARGET_MM, LEAST_GAP_MM, LEAST_CAPITAL_MM = 8.0, 1.5, 2.1
Key = Qt.Key


@pytest.fixture(scope="module")
def pads():
    made = {}

    def of(size="10 inch"):
        if size not in made:
            made[size] = PadScreen(size)
        return made[size]

    yield of
    for one in made.values():
        one.close()


def faults(screen):  # noqa: C901 - one look at one tree
    targets = [spot for spot in screen.spots() if spot.touchable]
    width, height = screen.window.width(), screen.window.height()
    keyboard = screen.name == "words"
    for spot in targets:
        x, y, wide, high = spot.rect
        if min(wide, high) < LEAST_TARGET_MM * screen.real_mm - 1 and not keyboard:
            yield f"{spot.name} is only {min(wide, high) / screen.real_mm:.1f} mm"
        if x < 0 or y < 0 or x + wide > width + 1 or y + high > height + 1:
            yield f"{spot.name} reaches out of the window"
    for at, one in enumerate(targets):
        for other in targets[at + 1 :]:
            if overlap(one.rect, other.rect):
                yield f"{one.name} lies over {other.name}"
    texts = list(texts_below(screen.window.contentItem()))
    for text in texts:
        if not text.fits:
            yield f"{text.words} is cut off"
        if text.pixel_size * CAPITAL < LEAST_CAPITAL_MM * screen.real_mm - 1:
            yield f"{text.words} is too small"
    if screen.pad.property("now")["seconds"]:
        return  # the warning lies over the header, whose words are still there
    for at, one in enumerate(texts):
        for other in texts[at + 1 :]:
            if overlap(one.rect, other.rect):
                yield f"{one.words} and {other.words} lie over each other"


LOOKS = {
    "10 inch": [("zh", 0, "usual"), ("en", 2, "black"), ("en", 3, "white")],
    "8 inch": [("zh", 3, "usual"), ("en", 1, "usual")],
    "8 inch upright": [("zh", 2, "usual"), ("en", 3, "usual")],
}
"""Language, size of type and colours, on each panel what it has least room for. A language at a time: each turn of it
makes every text anew."""


@pytest.mark.parametrize("panel", SIZES)
def test_every_page_can_be_touched_and_read_in_both_languages_every_size_and_colour(pads, panel):
    screen, found = pads(panel), []
    for language, size, contrast in LOOKS[panel]:
        for page, events in PAGES.items():
            screen.open(page, events, language, size=size, contrast=contrast)
            told = [*faults(screen), *(contrast_faults(screen, contrast) if panel == "10 inch" else [])]
            found += [f"{page} {language} {size} {contrast}: {each}" for each in told]
    assert not found, "\n" + "\n".join(found)


def test_no_page_of_the_pad_is_missing_in_the_registry(pads):
    drawn = set(pads().window.property("pages").toVariant())
    assert drawn == {page.partition(",")[0] for page in PAGES}


def test_the_five_faces_have_one_size_one_distance_and_none_is_chosen(pads):
    screen = pads()
    screen.open("faces", ASKED)
    names = ["非常满意", "满意", "基本满意", "不满意", "非常不满意"]
    rects = [next(one.rect for one in screen.spots() if one.name == name) for name in names]
    assert len({rect[1:] for rect in rects}) == 1
    gaps = {right[0] - left[0] for left, right in pairwise(rects)}
    assert len(gaps) == 1
    assert not any(spot.item.property("visualFocus") for spot in screen.spots())


def test_from_the_face_to_the_thanks_by_finger(pads):
    screen = pads()
    screen.open("idle", THERE)
    screen.feed(w.Finished(ONE))
    assert screen.name == "faces"
    screen.tap("不满意")
    screen.tap("提交评价")
    assert "请告诉我们哪里不好" in screen.names()
    screen.tap("窗口人员业务不熟练")
    screen.tap("提交评价")
    assert screen.name == "keeping"
    [kept] = [each for each in screen.effects if isinstance(each, w.Keep)]
    assert (kept.giving.stars, kept.giving.tags) == (2, ("213",))
    screen.feed(w.Kept(ONE.ticket))
    assert screen.name == "thanks"
    assert "谢谢您的评价" in screen.names()
    assert not any(level in name for name in screen.names() for level in ("不满意", "非常"))


def test_from_the_face_to_the_thanks_by_keys_alone(pads):
    screen = pads()
    screen.open("faces", ASKED)
    press(screen, Key.Key_Right, "满意")
    assert screen.name == "tags"
    press(screen, Key.Key_Tab, "提交评价")
    assert screen.name == "keeping"
    [kept] = [each for each in screen.effects if isinstance(each, w.Keep)]
    assert kept.giving.stars == 4


def press(screen, on, name):
    """Walk the ring to it, and OK."""
    for _ in range(30):
        if any(spot.name == name and spot.item.property("visualFocus") for spot in screen.spots()):
            break
        QTest.keyClick(screen.window, on)
        QGuiApplication.processEvents()
    QTest.keyClick(screen.window, Key.Key_Return)
    screen.settle()


def test_two_fingers_on_two_faces_give_one(pads):
    screen = pads()
    screen.open("faces", ASKED)
    good, bad = (
        next(QPoint(*one.centre) for one in screen.spots() if one.name == name)
        for name in ("非常满意", "非常不满意")
    )
    window, finger = screen.window, screen.finger
    QTest.touchEvent(window, finger).press(0, good, window).commit()
    QTest.touchEvent(window, finger).stationary(0).press(1, bad, window).commit()
    QTest.touchEvent(window, finger).stationary(0).release(1, bad, window).commit()
    QTest.touchEvent(window, finger).release(0, good, window).commit()
    screen.settle()
    assert (screen.name, screen.pad.state.asking.stars) == ("tags", 5)


def test_a_touch_beside_every_key_says_that_somebody_is_there(pads):
    screen = pads()
    screen.open("faces, silence", PAGES["faces, silence"])
    assert screen.pad.property("now")["seconds"] > 0
    point = QPoint(screen.window.width() // 2, screen.window.height() - 4)
    QTest.touchEvent(screen.window, screen.finger).press(0, point, screen.window).commit()
    QTest.touchEvent(screen.window, screen.finger).release(0, point, screen.window).commit()
    screen.settle()
    assert screen.pad.property("now")["seconds"] == 0


def test_own_words_by_the_keyboard(pads):
    screen = pads()
    screen.open("tags, 2", [*ASKED, w.GiveStars(2)])
    screen.tap("写几句")
    screen.tap("数字")
    for key in "30":
        screen.tap(key)
    screen.tap("继续")
    screen.tap("提交评价")
    [kept] = [each for each in screen.effects if isinstance(each, w.Keep)]
    assert kept.giving.words == "30"


def test_another_language_by_one_key_and_chinese_again_for_the_next(pads):
    screen = pads()
    screen.open("faces", ASKED)
    screen.tap("English")
    assert "Very dissatisfied" in screen.names()
    screen.feed(w.Leave(), w.Finished(TWO))
    assert "非常不满意" in screen.names()


def test_the_page_is_read_and_an_answer_never_is(pads):
    screen = pads()
    screen.open("faces", ASKED)
    screen.tap("读屏")
    told = spoken(screen)
    assert "您对这次服务满意吗?" in told[0].replace("？", "?")
    assert any("非常不满意" in each for each in told)
    screen.tap("不满意")
    told = spoken(screen)
    assert any("还没有提交" in each for each in told)
    assert not any("不满意" in each or "态度" in each for each in told), told
    assert any("戴上耳机" in each for each in told)
    screen.open("paper", PAGES["paper"])
    screen.tap("读屏")
    assert not any("云溪" in each or "居住证" in each for each in spoken(screen))


def spoken(screen):
    """What was said last."""
    for _ in range(200):
        if any(isinstance(each, Speak) for each in screen.effects):
            break
        QTest.qWait(50)
    said = [each for each in screen.effects if isinstance(each, Speak)]
    screen.effects.clear()
    return [line for each in said for line in each.texts]


def test_a_size_by_two_touches_and_as_usual_for_the_next(pads):
    screen = pads()
    screen.open("idle", THERE)
    screen.tap("显示声音")
    screen.tap("黑底")
    screen.tap("好了")
    assert (screen.name, screen.pad.state.comfort.contrast) == ("idle", "black")
    screen.feed(w.Finished(ONE), w.Leave(), w.Finished(TWO))
    assert screen.pad.state.comfort.contrast == "usual"


def test_the_pages_of_a_document_are_turned_and_made_large(pads):
    screen = pads()
    screen.open("paper, a document", PAGES["paper, a document"])
    for _ in range(12):
        if screen.pad.state.sheet == 1:
            break
        screen.tap("下一页")
    assert "第 2/2 页" in screen.names()
    screen.tap("看整页")
    screen.tap("上一页")
    assert "第 1/2 页" in screen.names()
    screen.tap("同意")
    assert screen.name == "paper_keeping"


def test_the_province_page_takes_fingers_and_a_key_that_says_done(pads):
    screen = pads()
    screen.open("province", PAGES["province"])
    screen.feed()
    screen.tap("下一处")
    assert [each.touch for each in screen.effects if isinstance(each, HandTile)][-1] == PressTile("next")
    screen.tap("我评好了")
    assert screen.name == "handed"
    assert [(one.giving.stars, one.giving.handed) for one in screen.effects if isinstance(one, w.Keep)] == [
        (None, True)
    ]


def test_the_staff_card_says_who_works_there_and_a_closed_window_shows_nobody(pads):
    screen = pads()
    screen.open("idle", THERE)
    assert {"林晓岚", "工号 0312", "党员先锋岗", "市场监督管理局"} <= set(screen.names())
    screen.open("idle, closed", PAGES["idle, closed"])
    assert "暂未开窗" in screen.names()
    assert "林晓岚" not in screen.names()
