"""A window's day in a real browser, by keyboard: every verb, lost answers, and a server that goes and comes back."""

from datetime import timedelta

import pytest

from tests.hall.console.chromium import NEEDS

pytestmark = [NEEDS]
CUT_OFF = """[...document.querySelectorAll('#verbs button, #ticket .big')].filter((one) => {
    const at = one.getBoundingClientRect(), held = one.parentElement.getBoundingClientRect();
    return at.bottom > innerHeight || at.right > held.right + 1 || one.scrollWidth > one.clientWidth + 1;
}).map((one) => one.id)"""
HIDDEN_FACTS = """[...document.querySelectorAll('#ticket .facts > *')].filter((one) => {
    const at = one.getBoundingClientRect(), card = document.getElementById('ticket').getBoundingClientRect();
    return at.height > 0 && (at.bottom > card.bottom || at.top < card.top);
}).map((one) => one.textContent)"""
OPEN = "document.getElementById('dialog').open"


@pytest.fixture
def hall(live):
    return live


@pytest.fixture
def clerk(there):
    return there


def dialog(tab, key):
    """Press the key of a verb that asks something; the form is there, its first field has the focus."""
    tab.press(key)
    tab.until(f"{OPEN} && document.activeElement.closest('#dialog')")


def answer(tab, key="Enter"):
    tab.press(key)
    tab.until(f"!{OPEN}")


def test_a_day_at_a_window_without_a_mouse(tab, hall, clerk):
    for n, service in enumerate(("social", "social", "social", "property", "social"), 1):
        clerk.take(n, service)

    tab.open(f"{hall.url}/console/")
    for _ in range(tab.look("document.querySelectorAll('header a').length") + 1):
        tab.press("Tab")
    tab.until("document.activeElement.id === 'window-1'")
    tab.press("Enter")
    tab.sees("本窗口还没有开")
    tab.until("document.readyState === 'complete'")

    dialog(tab, "F9")  # open, with who works there
    tab.type("1024 周晓岚")
    answer(tab)
    tab.sees("1024 周晓岚 在岗", "presence")

    tab.press("Space")
    tab.press("F1")  # a double press
    tab.sees("A001")
    tab.press("F2")
    tab.sees("已叫 2 遍")
    tab.press("F3")
    tab.sees("办理中")
    tab.press("F2")
    tab.sees("已开始办理", "message")
    dialog(tab, "F10")
    answer(tab)
    tab.sees("一并办理：养老待遇资格认证")
    tab.press("F4")
    tab.sees("窗口上没有号")
    tab.press("Ctrl+Z")
    tab.sees("办理中")

    dialog(tab, "F7")  # hold; keys pressed in a field are nothing but typing
    tab.press("Tab")
    tab.type("缺户口本")
    tab.press("F4")
    tab.press("Space")
    tab.type("复印件")
    answer(tab)
    tab.sees("缺户口本 复印件", "held")

    tab.press("F1")
    tab.sees("A002")
    tab.press("F2")
    tab.sees("已叫 2 遍")
    hall.clock.at += timedelta(seconds=16)
    clerk.take(6)  # the hall goes on, and the page with it
    tab.until("document.getElementById('verb-no_show').ariaDisabled !== 'true'")
    tab.press("F6")
    tab.sees("窗口上没有号")

    tab.press("ArrowDown")
    tab.press("ArrowDown")
    tab.until("document.activeElement.closest('li')?.innerText.startsWith('D001')")
    tab.press("Space")  # call this one
    tab.sees("D001")
    tab.press("F3")
    tab.sees("办理中")
    dialog(tab, "F8")
    tab.press("ArrowDown")
    answer(tab)
    tab.sees("窗口上没有号")

    tab.look("document.activeElement.blur()")
    tab.press("ArrowDown")
    tab.press("Tab")
    tab.until("document.activeElement.id.startsWith('resume-')")
    tab.press("Enter")
    tab.sees("A001")
    tab.press("F4")
    tab.sees("窗口上没有号")

    dialog(tab, "Shift+F3")
    tab.type("a002")
    tab.press("Enter")
    tab.until("document.getElementById('return-it')")
    tab.press("Tab")
    answer(tab, "Space")
    tab.until("document.getElementById('line').innerText.includes('A002')")

    dialog(tab, "F9")  # pause
    tab.press("ArrowDown")
    answer(tab)
    tab.sees("暂停：用餐", "presence")
    tab.press("F1")
    tab.sees("请先恢复服务", "message")
    tab.press("F9")
    tab.sees("服务中", "presence")
    tab.press("Shift+F9")
    tab.sees("未开窗", "presence")

    assert hall.told("ticket.", "window.")[5:] == [
        ("window.opened", ""),
        ("ticket.called", "A001"),
        ("ticket.recalled", "A001"),
        ("ticket.started", "A001"),
        ("ticket.item_added", "A001"),
        ("ticket.done", "A001"),
        ("ticket.back", "A001"),
        ("ticket.held", "A001"),
        ("ticket.called", "A002"),
        ("ticket.recalled", "A002"),
        ("ticket.issued", "A005"),
        ("ticket.no_show", "A002"),
        ("ticket.called", "D001"),
        ("ticket.started", "D001"),
        ("ticket.transferred", "D001"),
        ("ticket.resumed", "A001"),
        ("ticket.done", "A001"),
        ("ticket.returned", "A002"),
        ("window.paused", ""),
        ("window.opened", ""),
        ("window.closed", ""),
    ]


def test_a_press_whose_answer_was_lost_is_sent_again_and_counts_once(tab, hall, clerk):
    clerk.take(1)
    clerk.take(2)
    tab.ask(
        "Fetch.enable", patterns=[{"urlPattern": "*/v1/windows/*", "requestStage": "Response"}]
    )  # before the page is there
    tab.open(f"{hall.url}/console/windows/1")
    tab.sees("本窗口还没有开")
    tab.press("F1")
    done = tab.browser.event("Fetch.requestPaused")
    assert done["responseStatusCode"] == 200
    tab.ask("Fetch.failRequest", requestId=done["requestId"], errorReason="ConnectionReset")
    tab.sees("尚未得到确认，正在重试：开窗并叫号", "sending")
    tab.press("F1")  # does nothing while the first is not confirmed
    again = tab.browser.event("Fetch.requestPaused")
    assert again["request"]["postData"] == done["request"]["postData"]
    tab.ask("Fetch.disable")
    tab.until("document.getElementById('sending').hidden")
    tab.sees("A001")
    assert hall.told("ticket.called") == [("ticket.called", "A001")]


def test_the_ticket_stays_when_the_server_restarts(tab, hall, clerk):
    clerk.take(1)
    clerk.do(1, "call")
    tab.open(f"{hall.url}/console/windows/1")
    tab.sees("A001")
    port = hall.port
    hall.stop()
    tab.sees("与服务器断开", "away")
    assert "A001" in tab.text("ticket")
    tab.press("F2")
    tab.sees("正在重试：重呼", "sending")
    tab.until("/断开 [1-9]/.test(document.getElementById('away').innerText)")
    hall.start(port)
    tab.sees("已叫 2 遍")
    tab.until("document.getElementById('away').hidden && document.getElementById('sending').hidden")
    assert hall.told("ticket.recalled") == [("ticket.recalled", "A001")]
    assert tab.text("connection") == "已重新连上服务器"
    assert tab.text("spoken") == "A001，社会保险，已叫 2 遍"


def test_what_was_typed_comes_back_with_a_refusal(tab, hall, clerk):
    clerk.take(1)
    clerk.do(3, "open")
    clerk.do(1, "call")
    tab.open(f"{hall.url}/console/windows/1")
    tab.sees("A001")
    dialog(tab, "F8")
    tab.look("document.querySelector('select').value = 'window:3'")
    tab.press("Tab")
    tab.type("请核对原件")
    clerk.do(3, "close")
    tab.press("Enter")
    tab.sees("3 号窗口没有开", "dialog-message")
    assert tab.look(f"{OPEN} && document.querySelector('[name=note]').value") == "请核对原件"
    clerk.do(1, "finish")  # from a keypad: the dialogue is about a ticket that is gone
    tab.until(f"!{OPEN}")
    tab.sees("对话框已关闭", "message")


@pytest.mark.parametrize(
    "closes", ["getElementById('dialog').close()", "querySelector('[data-close]').click()"]
)
def test_a_key_right_after_a_dialogue_closed_is_not_lost(tab, hall, clerk, closes):
    """Until the next picture the focus is still in the closed dialogue: both in one turn, so that none comes between."""
    clerk.take(1)
    clerk.do(1, "call")
    tab.open(f"{hall.url}/console/windows/1")
    tab.sees("已叫 1 遍")
    dialog(tab, "F7")
    at = tab.look(f"""(() => {{
        document.{closes};
        const at = document.activeElement;
        at.dispatchEvent(new KeyboardEvent('keydown', {{key: 'F2', bubbles: true, cancelable: true}}));
        return at.tagName;
    }})()""")
    assert at == "INPUT"
    tab.sees("已叫 2 遍")


def test_everything_of_a_window_fits_its_screen(tab, hall, clerk):
    for n in range(20):
        clerk.take(n, group="soldier")
    clerk.do(1, "call")
    clerk.do(1, "hold", kind="without_papers", note="缺户口本复印件" * 20)
    clerk.do(1, "call")
    parts = [{"name": "ticket_printer", "level": "out", "code": "paper.out"}]
    for unit in ("t1", "d1"):
        clerk.api.put(f"/units/{unit}", json={"unit": unit, "parts": parts})
    hall.clock.at += timedelta(seconds=6)  # and no screen has shown the call
    tab.open(f"{hall.url}/console/windows/1?lang=en")
    tab.sees("A002")
    tab.sees("No screen showed this call", "unheard")
    tab.sees("Dispenser", "strip")
    for size in ([1366, 650], [1366, 768], [1920, 1080]):
        tab.size(*size)
        assert tab.look("[document.body.scrollWidth, document.body.scrollHeight]") == size
        assert tab.look(CUT_OFF) == []
    tab.size(1366, 768)  # cut off from the server too, with a press on its way
    tab.look("""['away', 'sending', 'message'].map((id) => {
        const one = document.getElementById(id);
        one.hidden = false;
        if (id !== 'sending') one.textContent = 'No connection to the server for 12 s. What stands here is from then.';
    }).length""")
    assert tab.look(HIDDEN_FACTS) == [], "every line of the ticket is still to be seen"
