"""The board, a phone and the console's news in a real browser: what stands there, what is told of it, what comes by itself."""

import json
from datetime import timedelta

import pytest

from hall.contract.messages import BoardState
from hall.server.store import board, events
from hall.server.store.catalogue import Catalogue
from queue_display.board import restored, take_event
from tests.hall.console.chromium import NEEDS
from tests.hall.house import SETTINGS

pytestmark = [NEEDS]
LONG_ZH = "因系统升级，11月25日09:00-12:00期间，不动产登记业务暂停办理；急办的群众请到3号窗口登记。"
LONG_EN = "The system is being upgraded, property registration rests from 09:00 to 12:00. "
NEXT = "[...document.querySelectorAll('#own-numbers b')].map((one) => one.textContent).join(' ')"
NUDGE = "document.dispatchEvent(new Event('visibilitychange'))"
"""What a phone says when it is looked at again: the page does not wait for its ten seconds."""


@pytest.fixture
def clerk(there):
    return there


def shown(clerk):
    return {one["number"]: one["shown_by"] for one in clerk.api.get("/calls").json()["calls"]}


def until(condition, tab):
    """Look again and again, as a page does, until it is true."""
    for _ in range(400):
        if condition():
            return
        tab.look("new Promise((done) => setTimeout(done, 50))")
    raise AssertionError(condition)


def test_a_call_that_no_screen_shows_is_told_and_taken_back_by_itself(tab, live, clerk):
    clerk.take(1)
    tab.open(f"{live.url}/console/windows/1")
    tab.sees("本窗口还没有开")
    tab.press("F1")
    tab.sees("等大屏确认")
    live.clock.at += timedelta(seconds=6)
    tab.sees("没有屏幕显示这次叫号", "unheard")
    seq = clerk.api.get("/calls").json()["calls"][0]["seq"]
    clerk.api.post("/acks", json={"unit": "board", "shown": [seq], "spoken": [seq]})
    tab.sees("已念")
    tab.until("document.getElementById('unheard').hidden")


def test_a_page_that_is_behind_does_not_finish_somebody_elses_ticket(tab, live, clerk):
    for n in (1, 2):
        clerk.take(n)
    clerk.do(1, "call")
    tab.open(f"{live.url}/console/windows/1")
    tab.sees("A001")
    behind = "() => { document.getElementById('ticket').dataset.ticket = 'the-one-before'; }"
    # with the key itself: news that come between would make the page true again
    tab.look(f"document.addEventListener('keydown', {behind}, {{ capture: true, once: true }})")
    tab.press("F4")
    tab.sees("窗口上现在是：A001", "message")
    assert live.told("ticket.done") == []
    tab.until("document.getElementById('ticket').dataset.ticket !== 'the-one-before'")
    tab.press("F3")
    tab.sees("办理中")
    tab.press("F4")
    tab.sees("窗口上没有号")
    assert live.told("ticket.done") == [("ticket.done", "A001")]


def test_a_notice_is_written_and_an_emergency_sent_in_two_steps_without_a_mouse(tab, live, clerk):
    tab.open(f"{live.url}/console/notices")
    tab.until("document.readyState === 'complete'")
    tab.look("document.getElementById('write').focus()")
    tab.press("Enter")
    tab.until("document.activeElement.name === 'title_zh'")
    tab.type("下午三点系统升级")
    tab.press("Enter")
    tab.sees("下午三点系统升级", "notices")
    tab.look("document.getElementById('ready-evacuate').focus()")
    tab.press("Enter")
    tab.until("document.activeElement.dataset.close !== undefined")  # the first step alone sends nothing
    assert len(clerk.api.get("/notices").json()["notices"]) == 1
    tab.look("document.querySelector('#dialog [type=submit]').focus()")
    tab.press("Enter")
    tab.sees("紧急", "notices")
    tab.sees("请有序离开大厅", "strip")
    kinds = [one["kind"] for one in clerk.api.get("/board").json()["notices"]]
    assert kinds == ["notice", "emergency"]
    tab.look("document.querySelector('.alarm [data-method=DELETE]').focus()")
    tab.press("Enter")
    tab.until("!document.getElementById('notices').innerText.includes('紧急')")
    assert len(clerk.api.get("/board").json()["notices"]) == 1


def test_a_phone_follows_its_ticket_and_says_when_it_cannot(tab, live, clerk):
    for n in (1, 2):
        clerk.take(n)
    tab.size(390, 844)
    tab.open(f"{live.url}/t/{clerk.id(2)}")
    tab.sees("前面还有 1 人")
    assert tab.look("document.body.scrollWidth") == 390
    clerk.do(1, "call")
    clerk.do(2, "call")
    tab.look(NUDGE)
    tab.sees("请现在到")
    assert tab.look("document.title") == "A002 请到 2 号窗口"
    port = live.port
    live.stop()
    tab.look(NUDGE)
    tab.sees("连不上大厅", "fresh")
    live.start(port)
    tab.until("document.getElementById('fresh').className === ''")


def test_a_web_board_shows_a_call_and_says_so_once_it_is_painted(tab, live, clerk):
    for n in range(1, 4):
        clerk.take(n)
    tab.size(1920, 1080)
    tab.open(f"{live.url}/board?unit=board")
    tab.sees("社会保险", "services")
    clerk.do(2, "call")
    tab.until("document.getElementById('call').className === 'fresh'")
    assert (tab.text("call-number"), tab.text("call-window")) == ("A001", "2")
    until(lambda: shown(clerk) == {"A001": "board"}, tab)
    now = live.clock.at.isoformat()
    alarm = {"id": "alarm-001", "kind": "emergency", "title": {"zh": "请离开", "en": "Leave"}, "since": now}
    clerk.api.put("/notices/alarm-001", json=alarm)
    tab.until("!document.getElementById('emergency').hidden")
    clerk.do(1, "call")  # behind the emergency nobody sees it
    tab.until("document.getElementById('clock').textContent")
    until(lambda: live.told("ticket.called")[-1] == ("ticket.called", "A002"), tab)
    tab.look("new Promise((done) => setTimeout(done, 700))")
    assert shown(clerk)["A002"] == ""
    clerk.api.delete("/notices/alarm-001")
    tab.until("document.getElementById('emergency').hidden")
    until(lambda: shown(clerk)["A002"] == "board", tab)


def test_a_web_board_that_is_cut_off_says_so_and_misses_no_call(tab, live, clerk):
    for n in range(1, 4):
        clerk.take(n)
    clerk.do(2, "call")
    tab.open(f"{live.url}/board?windows=2")
    tab.sees("A001", "rows")
    port = live.port
    live.stop()
    tab.until("!document.getElementById('away').hidden")
    assert "与服务器断开" in tab.text("away")
    live.start(port)
    clerk.do(2, "finish")
    clerk.do(1, "call")  # not of this zone
    clerk.do(2, "call")
    tab.sees("A003", "rows")
    tab.until("document.getElementById('away').hidden")
    assert tab.text("call-number") == "A003"
    assert "A002" not in tab.text("rows")


def test_a_windows_own_screen_shows_its_number_and_its_pause(tab, live, clerk):
    clerk.take(1)
    tab.open(f"{live.url}/board?window=2")
    tab.sees("未开窗", "own-state")
    clerk.do(2, "call")
    tab.sees("A001", "own-number")
    clerk.do(2, "finish")
    clerk.do(2, "pause", reason="用餐,一点恢复")
    tab.sees("暂停服务", "own-say")
    tab.sees("用餐,一点恢复", "own-why")
    assert tab.text("own-number") == ""


def test_a_windows_own_screen_tells_whom_it_calls_next(tab, live, clerk):
    for n in range(1, 5):
        clerk.take(n)
    clerk.do(2, "call")
    tab.open(f"{live.url}/board?window=2")
    tab.until(f"{NEXT} === 'A002 A003 A004'")
    clerk.do(1, "call")
    tab.until(f"{NEXT} === 'A003 A004'")
    clerk.do(2, "pause", reason="用餐")
    tab.until("document.getElementById('own-next').hidden")


def test_the_board_is_in_both_languages_and_a_long_notice_turns_its_pages(tab, live, clerk):
    clerk.take(1)
    clerk.do(2, "call")
    clerk.do(3, "open")
    clerk.do(3, "pause", reason="用餐")
    now = live.clock.at.isoformat()
    long = {"zh": LONG_ZH * 4, "en": LONG_EN * 5}
    body = {"id": "notice-01", "title": {"zh": "升级", "en": "Upgrade"}, "body": long, "since": now}
    assert clerk.api.put("/notices/notice-01", json=body).status_code == 200
    tab.size(1080, 1920)
    tab.open(f"{live.url}/board")
    tab.sees("社会保险", "services")
    said = {id_: " ".join(tab.text(id_).split()) for id_ in ("services", "call", "resting", "waiting")}
    assert "Social insurance" in said["services"]
    assert "Window 2" in said["call"]
    assert "叫号" in said["call"]
    assert "3号窗口" in said["resting"]
    assert "用餐" in said["resting"]
    assert "Paused or not open" in said["resting"]
    assert said["waiting"].startswith("等候人数 Waiting")
    tab.sees("升级", "notice-body")
    assert tab.text("notice-other").startswith("Upgrade: The system")
    assert tab.text("notice-page") == "1/3"
    assert (
        tab.look(
            "(({ scrollHeight, clientHeight }) => scrollHeight - clientHeight)(document.getElementById('notice-body'))"
        )
        < 20
    )
    state = {"notices": [body | {"kind": "notice", "until": None}]}
    told = tab.look(
        """import('/web/static/notices.js').then(({ notice }) => [1, 2, 3].map((n) => {
            const state = STATE;
            notice({ state, now: Date.parse(state.notices[0].since), moment: 1e15 * n });
            return document.getElementById('notice-body').textContent;
        }))""".replace("STATE", json.dumps(state))
    )
    assert len(set(told)) == 3
    assert sum(text.endswith("……（全文请到咨询台看）") for text in told) == 1
    assert all("09:00\u2060-\u206012:00" in text for text in told if "09:00" in text)
    assert not any(text[0] in "，。；！）" for text in told)
    clerk.api.delete("/notices/notice-01")


def test_the_web_board_folds_a_day_as_the_qt_board_does(tab, live, clerk):
    first = live.read(lambda c: board.board(c, Catalogue(SETTINGS), live.store.epoch, live.clock.now()))
    for n in range(1, 7):
        clerk.take(n, ("social", "residence")[n % 2])
    clerk.do(1, "call")
    clerk.do(1, "undo")
    clerk.do(1, "call")
    clerk.do(1, "recall")
    live.clock.at += timedelta(seconds=20)
    clerk.do(1, "no_show")
    clerk.do(1, "call")
    clerk.do(1, "hold", kind="with_papers")
    clerk.do(2, "call")
    clerk.do(2, "start")
    clerk.do(2, "transfer", service="residence")
    clerk.do(3, "open")
    clerk.do(3, "close")
    clerk.do(2, "pause", reason="用餐")
    log = live.read(lambda c: events.after(c, 0))
    again = [("ticket.called", "A090"), ("ticket.recalled", "A090"), ("ticket.taken_back", "A090")]
    for kind, number in again:  # as a log may have it: a call that was repeated and then taken back
        more = {"kind": kind, "number": number, "window": 4, "seq": log[-1].seq + 1}
        log.append(log[-1].model_copy(update=more))
    python = restored(first)
    for one in log:
        python = take_event(python, one)
    tab.open(f"{live.url}/board")
    folded = tab.look(
        f"""import('/web/static/model.js').then(({{ fold }}) => {{
            let state = {first.model_dump_json()}, anew = false;
            for (const event of {json.dumps([one.model_dump(mode="json") for one in log])}) {{
                const step = fold(state, event);
                state = step.state;
                anew = anew || step.anew;
            }}
            return {{ state, anew }};
        }})"""
    )
    assert BoardState.model_validate(folded["state"]) == python.state
    assert folded["anew"] == python.resync
    assert python.state.missed
