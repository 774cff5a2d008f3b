"""The hall board as it is drawn: legible at its distance, nothing cut off, no state by colour alone."""

from datetime import timedelta

import pytest

from hall.contract.messages import ServiceInfo, Text
from hall.settings import Board as Kind
from hall.settings import Screen, Words
from kiosk.toolkit import make_engine, start_qt
from queue_display.face import GRACE_MS, PAGE_MS, Link, News
from queue_display.measure import LATIN_INK, ZH_INK
from queue_display.panel import Panel
from queue_display.stage import HOLD_MS
from queue_display.window import QML, open_board
from tests.unit.queue_display.hall import StillClock, day, snapshot
from tests.unit.queue_display.looking import texts

HALL = Words(zh="云溪县政务服务大厅", en="Yunxi County Service Hall")
PANELS = {
    "1920x1080": Screen(width_px=1920, height_px=1080, width_mm=1218, viewing_distance_m=8),
    "1366x768": Screen(width_px=1366, height_px=768, width_mm=698, viewing_distance_m=5),
    "1080x1920": Screen(width_px=1080, height_px=1920, width_mm=685, viewing_distance_m=8),
    "far": Screen(width_px=1920, height_px=1080, width_mm=1218, viewing_distance_m=15),
}
MORE = [("residence", "户籍证件", "Residence and ID"), ("business", "企业登记", "Business registration")]
BUSY = snapshot(day([(0, 0)] * 15 + [(0, 1)] * 3 + [(1, n) for n in range(12)]), 30)
BUSY = BUSY.model_copy(
    update={
        "services": BUSY.services
        + [ServiceInfo(id=i, name=Text(zh=z, en=e), prefix="B", windows=[1], waiting=128) for i, z, e in MORE]
    }
)


@pytest.fixture(autouse=True)
def app():
    return start_qt(["board"])


class Shown:
    """A board on an (offscreen) panel, its clock in the test's hand."""

    def __init__(self, panel, kind=None):
        self.screen = panel
        self.clock = StillClock()
        self.engine = make_engine(panel.width_px / panel.width_mm)
        self.view, self.window = open_board(self.engine, Panel(HALL, panel, kind or Kind()), self.clock)
        self.window.resize(panel.width_px, panel.height_px)
        self.window.show()

    def live(self, state, *fresh):
        self.view.take(News(state, Link(True, self.clock.now(), self.clock.mono_ms()), fresh))

    def cut(self, state, heard_at=None):
        self.view.take(News(state, Link(False, heard_at or self.clock.now(), self.clock.mono_ms())))
        self.pass_time(GRACE_MS + 900_000)

    def pass_time(self, ms):
        self.clock.go(ms)
        self.view.tick()

    def words(self, app):
        for _ in range(3):
            app.processEvents()
        return texts(self.window)


@pytest.fixture
def board(request, app):
    made = []

    def make(panel="1920x1080"):
        made.append(Shown(PANELS[panel]))
        return made[-1]

    yield make
    for shown in made:
        shown.window.close()
        shown.engine.deleteLater()
    app.processEvents()


def first_start(shown):
    shown.pass_time(60_000)


def empty_hall(shown):
    shown.live(snapshot(day([(0, 0)]), 1))


def calling(shown):
    shown.live(BUSY)
    shown.live(BUSY, BUSY.calls[0])


def mute(shown):
    calling(shown)
    shown.view.hear_mute("speaker.failed")


def recalling(shown):
    shown.live(BUSY)
    shown.live(BUSY, BUSY.calls[0].model_copy(update={"recall": True, "number": "A2-015", "window": 12}))


def busy(shown):
    shown.live(BUSY)


def second_page(shown):
    shown.live(BUSY)
    shown.pass_time(PAGE_MS)


def cut_off(shown):
    shown.cut(BUSY)


def another_day(shown):
    shown.cut(BUSY, shown.clock.now() - timedelta(days=1))
    shown.clock.at += timedelta(days=1)
    shown.view.tick()


def check(words, screen):
    """Every text is whole, on the panel, legible at its distance, of strong contrast."""
    mm = screen.width_mm / screen.width_px
    for seen in words:
        assert not seen.cut, seen
        assert seen.contrast >= 10, seen
        least, ink = (4, ZH_INK) if seen.chinese else (3, LATIN_INK)
        assert seen.px * ink * mm >= least * screen.viewing_distance_m, seen
        assert seen.rect.left() >= 0, seen
        assert seen.rect.top() >= 0, seen
        assert seen.rect.right() <= screen.width_px + 1, seen
        assert seen.rect.bottom() <= screen.height_px + 1, seen


MOMENTS = [first_start, empty_hall, calling, mute, recalling, busy, second_page, cut_off, another_day]


@pytest.mark.parametrize("panel", PANELS)
@pytest.mark.parametrize("moment", MOMENTS, ids=lambda moment: moment.__name__)
def test_every_text_is_whole_legible_from_afar_and_of_strong_contrast(board, app, panel, moment):
    shown, screen = board(panel), PANELS[panel]
    moment(shown)
    words = shown.words(app)
    assert words
    check(words, screen)
    mm = screen.width_mm / screen.width_px
    number = shown.view.number
    if number:
        largest = max(words, key=lambda seen: seen.px)
        assert largest.text == number
        assert largest.px * LATIN_INK * mm >= 8 * screen.viewing_distance_m


def test_a_called_number_its_window_and_both_languages_are_there(board, app):
    shown = board()
    recalling(shown)
    words = {seen.text for seen in shown.words(app)}
    assert {"A2-015", "→ 12号窗口", "Window 12", "再次呼叫", "Called again", "实时"} <= words


def test_a_board_that_cannot_be_heard_says_so_in_the_place_of_live(board, app):
    shown = board()
    mute(shown)
    assert "无声" in {seen.text for seen in shown.words(app)}
    assert shown.view.head.markShape == "mute"
    shown.view.hear_mute("")
    assert "实时" in {seen.text for seen in shown.words(app)}


def test_two_calls_of_one_second_are_both_shown_large(board, app):
    shown = board()
    shown.live(BUSY)
    first, second = BUSY.calls[1], BUSY.calls[0]
    shown.live(BUSY, first, second)
    seen = [shown.view.number]
    for _ in range(40):
        shown.pass_time(500)
        seen += [shown.view.number] * (shown.view.number != seen[-1])
    assert seen == [first.number, second.number]


def test_the_pulse_of_a_recall_is_slower_than_once_a_second_and_ends(board, app):
    shown = board()
    recalling(shown)
    shown.words(app)
    assert shown.view.fresh
    shown.pass_time(HOLD_MS)
    assert not shown.view.fresh
    source = (QML / "CallRing.qml").read_text(encoding="utf-8")
    period = sum(
        int(line.split("duration:")[1].split("}")[0]) for line in source.splitlines() if "duration:" in line
    )
    assert period >= 1000


def test_a_cut_off_board_says_how_old_it_is_and_goes_back_to_live(board, app):
    shown = board()
    cut_off(shown)
    words = {seen.text for seen in shown.words(app)}
    assert any(text.startswith("数据时间 09:31 · 网络中断") for text in words)
    assert BUSY.calls[0].number in words
    shown.live(BUSY)
    assert not any("网络中断" in seen.text for seen in shown.words(app))


def test_every_service_comes_round_though_not_all_fit_at_once(board, app):
    shown = board()
    shown.live(BUSY)
    seen = set()
    for _ in range(4):
        seen |= {word.text for word in shown.words(app)}
        shown.pass_time(PAGE_MS)
    assert {service.name.zh for service in BUSY.services} <= seen


def test_no_qml_file_is_longer_than_a_page():
    for path in QML.glob("*.qml"):
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 150, path


def test_a_number_that_its_window_has_finished_is_not_shown_as_being_called(board, app):
    log = day([(0, 0), (0, 1), (1, 0), (1, 1), (3, 0), (3, 1)])
    shown = board()
    shown.live(snapshot(log, 2))
    both = snapshot(log, 4)
    shown.live(both, *reversed(both.calls))
    assert (shown.view.number, shown.view.labelZh) == (both.calls[-1].number, "正在叫号")
    shown.live(snapshot(log, 5))
    assert (shown.view.number, shown.view.labelZh) == (both.calls[0].number, "正在叫号")
    shown.live(snapshot(log, 6))
    assert (shown.view.number, shown.view.labelZh) == (both.calls[0].number, "最近叫号")
