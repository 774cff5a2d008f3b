"""Zone boards, window screens, notices screens, and the emergency over each of them, as they are drawn."""

from datetime import timedelta
from time import monotonic

import pytest
from PySide6.QtGui import QColor, QImage

from hall.contract.messages import Call, Notice, NoticeKind, Text
from hall.domain.queue.desk import Presence
from hall.settings import Board as Kind
from hall.settings import Screen
from kiosk.toolkit import start_qt
from queue_display.face import PAGE_MS, Link, News
from queue_display.painted import Painted
from tests.screens.test_board import Shown, check
from tests.unit.queue_display.hall import MORNING, day, snapshot
from tests.unit.queue_display.looking import items

PANELS = {
    "landscape": Screen(width_px=1920, height_px=1080, width_mm=1218, viewing_distance_m=8),
    "portrait": Screen(width_px=1080, height_px=1920, width_mm=685, viewing_distance_m=8),
    "window": Screen(width_px=1024, height_px=600, width_mm=223, viewing_distance_m=2),
}
LONG = "系统升级，预计十一点恢复，请到八号窗口办理，或者改天再来"
STATE = snapshot(day([(0, 0)] * 9 + [(1, 0), (5, 0), (1, 4), (2, 4)]), 13).model_copy(
    update={"at": MORNING + timedelta(minutes=31)}
)
CALL = Call(seq=13, number=STATE.calls[0].number, window=2, at=STATE.at)
STATE = STATE.model_copy(update={"calls": [CALL, *STATE.calls[1:]]})
NOTICE = Notice(
    id="notice-01",
    title=Text(zh="医保系统今日停机维护", en="Medical insurance system under maintenance"),
    body=Text(
        zh="今天下午三点到四点，医疗保障业务暂停办理。已取号的市民请在等候区休息，恢复后按原来的号码叫号。",
        en="Medical insurance is not available from 15:00 to 16:00 today. If you hold a ticket, please stay.",
    ),
    since=MORNING,
)
ALARM = Notice(
    id="notice-02",
    kind=NoticeKind.EMERGENCY,
    title=Text(zh="请立即离开大厅", en="Please leave the hall now"),
    body=Text(zh="请沿绿色指示牌走楼梯，不要乘电梯。", en="Follow the green signs. Take the stairs."),
    since=MORNING,
)
KINDS = {
    "hall": Kind(),
    "zone": Kind(kind="zone", windows=[1, 2]),
    "window": Kind(kind="window", windows=[2]),
    "notices": Kind(kind="notices"),
}


@pytest.fixture(autouse=True)
def app():
    return start_qt(["board"])


@pytest.fixture
def screen(app):
    made = []

    def make(kind, panel="landscape"):
        made.append(Shown(PANELS[panel], KINDS[kind] if isinstance(kind, str) else kind))
        return made[-1]

    yield make
    for shown in made:
        shown.window.close()
        shown.engine.deleteLater()
    app.processEvents()


def with_window(**update):
    windows = [one.model_copy(update=update) if one.number == 2 else one for one in STATE.windows]
    return STATE.model_copy(update={"windows": windows})


PAUSED = with_window(current="", presence=Presence.PAUSED, pause=LONG)
CLOSED = with_window(current="", presence=Presence.CLOSED)
WAITING = with_window(current="")
MOMENTS = {
    "calling": (STATE, CALL),
    "again": (STATE, CALL.model_copy(update={"recall": True, "number": CALL.number})),
    "paused": (PAUSED, None),
    "closed": (CLOSED, None),
    "waiting": (WAITING, None),
    "notice": (STATE.model_copy(update={"notices": [NOTICE]}), None),
    "emergency": (STATE.model_copy(update={"notices": [NOTICE, ALARM]}), CALL),
}


def test_a_window_tells_whom_it_calls_next_while_it_is_open_and_the_data_true(screen, app):
    for panel in PANELS:
        shown = screen("window", panel)
        shown.live(STATE)
        shown.view.hear_coming((STATE.windows[1].current, "A2-031", "A032", "D009"))
        words = shown.words(app)
        check(words, shown.screen)
        told = {word.text for word in words}
        assert "A2-031" in told
        assert any("接下来" in word for word in told)
        assert any("等候" in word for word in told)
        assert sum(word.text == STATE.windows[1].current for word in words) == 1
        for state in (PAUSED, CLOSED):
            shown.live(state)
            assert "A2-031" not in {word.text for word in shown.words(app)}
        shown.live(STATE)
        shown.cut(STATE)
        assert "A2-031" not in {word.text for word in shown.words(app)}


OF_WINDOWS = {"again", "paused", "closed", "waiting"}
"""What the other kinds show in their strip is measured with it (test_board, test_notices)."""


@pytest.mark.parametrize("panel", PANELS)
@pytest.mark.parametrize("kind", KINDS)
def test_every_moment_of_every_kind_is_whole_legible_from_afar_and_of_strong_contrast(
    screen, app, kind, panel
):
    shown = screen(kind, panel)
    check(shown.words(app), shown.screen)
    for name, (state, call) in MOMENTS.items():
        if kind != "window" and name in OF_WINDOWS:
            continue
        shown.live(state, *([call] if call else []))
        words = shown.words(app)
        if name == "emergency":
            title = "".join(seen.text.replace("\n", "") for seen in words)
            assert ALARM.title.zh in title
            assert CALL.number not in title
        check(words, shown.screen)
    shown.live(STATE)
    assert not any(ALARM.title.zh in seen.text for seen in shown.words(app))
    shown.cut(STATE)
    check(shown.words(app), shown.screen)


def texts(shown, app):
    return {seen.text for seen in shown.words(app)}


def test_a_window_screen_says_whose_turn_it_is_or_why_it_is_nobodys(screen, app):
    shown = screen("window", "window")
    shown.live(STATE, CALL)
    words = shown.words(app)
    assert {"2号窗口", CALL.number, "请到本窗口", "Please come here"} <= {seen.text for seen in words}
    assert max(words, key=lambda seen: seen.px).text == CALL.number
    shown.live(PAUSED)
    said = texts(shown, app)
    assert {"暂停服务", "Paused"} <= said
    assert any(text.startswith("系统升级") for text in said)
    shown.live(CLOSED)
    assert {"未开放", "Closed"} <= texts(shown, app)
    shown.live(WAITING)
    assert "请等候叫号" in texts(shown, app)
    shown.cut(STATE)
    shown.clock.at += timedelta(days=1)
    shown.view.tick()
    assert {"请留意叫号", "Please listen for your number"} <= texts(shown, app)


def test_a_window_screen_shows_nothing_of_other_windows(screen, app):
    shown = screen(Kind(kind="window", windows=[3]))
    shown.live(STATE, CALL)
    assert CALL.number not in texts(shown, app)


def test_a_local_call_is_marked_as_one_on_every_kind(screen, app):
    local = CALL.model_copy(update={"seq": 0, "number": "A099"})
    windows = with_window(current="A099").windows
    state = STATE.model_copy(update={"calls": [local, *STATE.calls], "windows": windows})
    for kind in KINDS:
        shown = screen(kind)
        shown.view.take(News(state, Link(False, shown.clock.now(), 0), (local,)))
        said = texts(shown, app)
        assert "A099" in said, kind
        assert any("本地叫号" in text for text in said), kind
        assert any("Local call" in text for text in said), kind
        assert shown.view.visible == {("epoch-1", 13)} - ({("epoch-1", 13)} if kind == "window" else set())


def test_pictures_and_notices_take_turns_and_the_call_is_always_there(screen, app, tmp_path, caplog):
    for name in ("1.png", "2_20s.png"):
        picture = QImage(64, 48, QImage.Format.Format_RGB32)
        picture.fill(QColor("#206080"))
        picture.save(str(tmp_path / name))
    shown = screen(Kind(kind="notices", media=str(tmp_path), seconds=5))
    shown.live(STATE.model_copy(update={"notices": [NOTICE]}), CALL)
    seen = []
    for _ in range(200):
        name = shown.view.picture.fileName() or shown.view.notice.get("titleZh", "")
        if not seen or seen[-1][0] != name:
            seen.append([name, 0])
            assert {CALL.number, "→ 2号窗口"} <= texts(shown, app)
        seen[-1][1] += 250
        shown.pass_time(250)
    assert [name for name, _ in seen[:4]] == [NOTICE.title.zh, "1.png", "2_20s.png", NOTICE.title.zh]
    assert seen[0][1] >= PAGE_MS
    assert (seen[1][1], seen[2][1]) == (5_000, 20_000)


@pytest.mark.logs
@pytest.mark.qt_log_ignore("Error decoding", extend=True)
def test_a_broken_picture_and_a_video_are_told_and_passed_over(screen, app, tmp_path, caplog):
    (tmp_path / "1.png").write_bytes(b"no picture")
    (tmp_path / "film.mp4").write_bytes(b"")
    picture = QImage(64, 48, QImage.Format.Format_RGB32)
    picture.fill(QColor("#206080"))
    picture.save(str(tmp_path / "2.png"))
    shown = screen(Kind(kind="notices", media=str(tmp_path)))
    shown.live(STATE)
    for _ in range(400):
        shown.words(app)
        if shown.view.picture.fileName() == "2.png":
            break
    assert shown.view.picture.fileName() == "2.png"
    assert "1.png cannot be drawn" in caplog.text
    assert "film.mp4 is not shown: pictures only" in caplog.text


def test_a_call_counts_as_shown_when_its_frame_was_drawn_and_not_under_an_emergency(screen, app):
    shown, told = screen("hall"), []
    watch = Painted(shown.view, shown.window)
    watch.shown.connect(told.append)
    shown.live(STATE.model_copy(update={"notices": [ALARM]}), CALL)
    shown.words(app)
    assert told == []
    shown.live(STATE)
    assert told == []
    end = monotonic() + 20
    while not told and monotonic() < end:
        app.processEvents()
    assert set().union(*told) == {("epoch-1", 13)}


def test_nothing_moves_on_a_screen_that_is_to_be_still(screen, app):
    shown = screen(Kind(still=True))
    again = CALL.model_copy(update={"recall": True})
    shown.live(STATE)
    shown.live(STATE, again)
    shown.words(app)
    assert shown.view.fresh
    rings = [one for one in items(shown.window.contentItem()) if one.property("beating") is not None]
    assert rings
    assert not any(one.property("moving") for one in rings)
