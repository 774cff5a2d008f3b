"""A bad review walked through its whole loop in a real browser, by keyboard: each step signed and timed, the chain whole."""

from datetime import UTC, datetime, timedelta

import pytest

from hall.server.store import reminders
from tests.hall.console.chromium import NEEDS

pytestmark = [NEEDS]
MONDAY = datetime(2026, 11, 23, 2, tzinfo=UTC)
OPEN = "document.getElementById('dialog').open"
NUMBER = "CP-20261123-0001"
WIDER = "document.documentElement.scrollWidth > innerWidth"
CUT_OFF = """[...document.querySelectorAll('#dialog button, #entry button, nav a')].filter((one) => {
    const at = one.getBoundingClientRect();
    return at.right > innerWidth || one.scrollWidth > one.clientWidth + 1 || (one.closest('#dialog') && at.bottom > innerHeight);
}).map((one) => one.innerText)"""


@pytest.fixture
def hall(live):
    live.clock.at = MONDAY
    return live


@pytest.fixture
def clerk(there):
    return there


def reviewed(clerk, n=1, stars=1, tags=("115",), words="问了三次才答,还让我再跑一趟"):
    """Somebody is served at window 1 by a clerk with a name, and says so."""
    if n == 1:
        clerk.do(1, "open", clerk="1024 周晓岚")
    clerk.take(n)
    clerk.do(1, "call")
    clerk.do(1, "finish")
    given = {
        "event_id": f"rating-{n:06d}",
        "window": 1,
        "stars": stars,
        "tags": list(tags),
        "tag_set": "national-1",
        "words": words,
        "source": "screen",
        "given_at": clerk.hall.clock.at.isoformat(),
    }
    answer = clerk.api.post(f"/tickets/{clerk.id(n)}/rating", json=given)
    assert answer.is_success, answer.text


def step(tab, keys, result="", words="", to="", by="李敏"):
    """One step without a mouse: its key, its form from top to bottom, Enter."""
    tab.press(keys)
    tab.until(f"{OPEN} && document.activeElement.closest('#dialog')")
    assert tab.look(CUT_OFF) == []
    if to:
        tab.type(to)
        tab.press("Tab")
    if result:
        tab.until("document.activeElement.type === 'radio'")
        for _ in range(8):
            if tab.look("document.activeElement.checked && document.activeElement.value") == result:
                break
            tab.press("Space" if not tab.look("document.activeElement.checked") else "ArrowDown")
        tab.press("Tab")
    if words:
        tab.until("document.activeElement.tagName === 'TEXTAREA'")
        tab.type(words)
        tab.press("Tab")
    tab.until("document.activeElement.name === 'by'")
    tab.look("document.activeElement.select()")
    tab.type(by)
    tab.press("Enter")


def again(tab):
    """The same button within 800 ms is a double press: nobody is so quick on purpose."""
    tab.look("new Promise((go) => setTimeout(go, 850))")


def done(tab, sees, **more):
    tab.until(f"!{OPEN}")
    tab.sees(sees, "entry", **more)


def test_a_bad_review_is_walked_through_the_loop_without_a_mouse(tab, hall, clerk):
    reviewed(clerk)
    tab.open(f"{hall.url}/console/ledger?kind=review")
    tab.sees("待核实", "ledger")
    assert tab.look(WIDER) is False
    tab.look("document.querySelector('#ledger tbody a').focus()")
    tab.press("Enter")
    tab.sees("最迟 2026-11-24 核实", "entry")
    tab.until("document.readyState === 'complete'")
    page = tab.text("entry")
    assert "问了三次才答" in page
    assert "1024 周晓岚" in page
    assert "服务态度差效率低" in page
    assert tab.look(CUT_OFF) == []

    step(tab, "F4", "clear", "看了录像,情况属实", by="周晓岚")  # whose service it was
    tab.until(f"{OPEN} && document.getElementById('dialog-message').innerText.includes('不能办这一步')")
    tab.look("document.querySelector('#dialog [name=by]').focus()")
    tab.look("document.activeElement.select()")
    tab.type("李敏")
    again(tab)
    tab.press("Enter")
    done(tab, "待转办")

    step(tab, "F2", to="社保科 王强")
    done(tab, "整改中")
    tab.sees("最迟 2026-12-14 整改", "entry")
    step(tab, "F10", words="当时系统断网,已向群众道歉", by="周晓岚")
    tab.sees("当时系统断网", "entry-past")

    step(tab, "Shift+F9", "mistaken", "评的不是我", by="1024 周晓岚")
    done(tab, "申诉待裁定")
    hall.clock.at += timedelta(days=1)
    step(tab, "Shift+F8", "upheld", "录像和叫号记录对得上")
    done(tab, "整改中")
    tab.sees("最迟 2026-12-15 整改", "entry")  # a day stood still

    hall.clock.at += timedelta(days=20)  # Monday 14 December: one day left
    hall.store._writer.submit(reminders.look).result(20)
    tab.sees("意见台账", "strip")
    tab.sees("快到期 1 条", "strip")
    tab.sees("快到期", "entry")
    step(tab, "F7", words="增加一名引导员,窗口人员培训")
    done(tab, "待答复")
    step(tab, "F3", words="已增加引导员,向您致歉")
    done(tab, "待回访")
    step(tab, "F9", "unreached")
    tab.sees("没有联系上", "entry-past")
    again(tab)
    step(tab, "F9", "satisfied")
    done(tab, "待办结")
    step(tab, "F8")
    done(tab, "已办结")
    tab.sees("每一步都按期", "entry")

    entry = clerk.api.get(f"/ledger/{NUMBER}").json()
    assert [(one["verb"], one["by"], one["result"]) for one in entry["steps"]] == [
        ("open", "hallkit", ""),
        ("verify", "李敏", "clear"),
        ("assign", "李敏", ""),
        ("explain", "周晓岚", ""),
        ("appeal", "1024 周晓岚", "mistaken"),
        ("judge", "李敏", "upheld"),
        ("remind", "hallkit", "yellow"),
        ("rectify", "李敏", ""),
        ("answer", "李敏", ""),
        ("call_back", "李敏", "unreached"),
        ("call_back", "李敏", "satisfied"),
        ("close", "李敏", ""),
    ]
    times = [datetime.fromisoformat(one["at"]) for one in entry["steps"]]
    assert times == sorted(times)
    assert times[0].date() == MONDAY.date()
    assert times[-1].date() == (MONDAY + timedelta(days=21)).date()
    assert (entry["state"], entry["broken_at"], entry["light"], entry["verbs"]) == (
        "closed",
        None,
        "green",
        [],
    )


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_ledger_fits_a_small_screen_in_both_languages(tab, hall, clerk, language):
    for n in range(1, 4):
        reviewed(clerk, n)
    hall.clock.at += timedelta(days=2)
    for path in ("ledger?kind=review", f"ledger/{NUMBER}?"):
        tab.open(f"{hall.url}/console/{path}&lang={language}")
        tab.until("document.querySelector('.chip.alarm')")
        assert tab.look(WIDER) is False
        assert tab.look(CUT_OFF) == []
