"""A window closes without notice: its red light, urged, explained, excused, in a real browser without a mouse."""

from datetime import UTC, datetime, timedelta

import pytest

from hall.server.store import trail_check
from hall.server.store.catalogue import Catalogue
from hall.server.store.trail_tables import trail
from hall.server.supervision import Watch
from tests.hall.console.chromium import NEEDS
from tests.hall.hours import clerk, hours, settings
from tests.hall.house import HandClock, House, http

pytestmark = [NEEDS]
NINE = datetime(2026, 11, 23, 1, tzinfo=UTC)
"""Nine in the morning in China, a Monday: the hall opens."""
MADE = settings(
    hours=hours("09:00-12:00"),
    windows={one: {"reserve": True} for one in (1, 2, 4)},
    clerks=[clerk("1026", "李敏")],
)
OPEN = "document.getElementById('dialog').open"
WIDER = "document.documentElement.scrollWidth > innerWidth"
CUT_OFF = """[...document.querySelectorAll('#dialog button, main button, main .chip, nav a')].filter((one) => {
    const at = one.getBoundingClientRect();
    return at.right > innerWidth || one.scrollWidth > one.clientWidth + 1 || (one.closest('#dialog') && at.bottom > innerHeight);
}).map((one) => one.innerText)"""


class Hall:
    """A server that can be started again, and another one's looks at the same hall."""

    def __init__(self, folder):
        self.folder, self.clock, self.presses = folder, HandClock(NINE), 0
        self.house = House(folder, self.clock, 0, MADE)

    def restart(self):
        self.house.stop()
        self.house = House(self.folder, self.clock, self.house.port, MADE)

    def at(self, minutes):
        """One look of a server that has just started."""
        self.clock.at = NINE + timedelta(minutes=minutes)
        self.house.store._writer.submit(Watch(Catalogue(MADE)).look).result(20)

    def window(self, verb, **more):
        self.presses += 1
        with http(self.house.url) as api:
            asked = {"event_id": f"press-{self.presses:06d}", **more}
            assert api.post(f"/windows/3/{verb}", json=asked).is_success

    def trail(self):
        rows = self.house.read(lambda c: c.execute(trail.select().order_by(trail.c.seq)).all())
        return [(one.kind, one.by) for one in rows if one.kind.startswith("warning.")]


@pytest.fixture
def hall(tmp_path):
    made = Hall(tmp_path / "hall")
    yield made
    made.house.stop()


def act(tab, verb, words, by):
    """One step by its button and its form, from top to bottom, Enter."""
    tab.until(f"document.querySelector('[id^={verb}-]')")
    tab.look(f"document.querySelector('[id^={verb}-]').focus()")
    tab.press("Enter")
    tab.until(f"{OPEN} && document.activeElement.name === 'words'")
    assert tab.look(CUT_OFF) == []
    tab.type(words)
    tab.press("Tab")
    tab.until("document.activeElement.name === 'by'")
    tab.type(by)
    tab.press("Enter")
    tab.until(f"!{OPEN}")


def test_a_window_closed_without_notice_is_urged_explained_and_excused(tab, hall):
    hall.window("open", clerk="1026")
    hall.at(10)
    page = f"{hall.house.url}/console/supervision?lang=zh"
    tab.open(page)
    tab.until("document.querySelector('#lamp-3.green')")
    hall.window("close")
    hall.at(14)
    tab.until("document.querySelector('#lamp-3.red')")
    tab.sees("3 号窗口 09:10 关了窗，没有停窗公告。", "supervised-windows")
    tab.sees("李敏", "supervised-warnings")
    assert (tab.look(WIDER), tab.look(CUT_OFF)) == (False, [])
    act(tab, "urge", "请马上到岗并说明", "刘主任")
    tab.sees("已督办，待说明", "supervised-warnings")

    hall.restart()
    hall.window("open", clerk="1026")
    hall.at(20)
    hall.at(24)
    tab.open(f"{hall.house.url}/console/windows/3?lang=zh")
    tab.sees("请马上到岗并说明", "supervised")
    tab.sees("已恢复", "supervised")
    assert tab.look(CUT_OFF) == []
    act(tab, "explain", "临时到后台取卷宗，下次先公告", "李敏")
    tab.sees("已说明，待确认", "supervised")

    tab.open(page)
    tab.sees("临时到后台取卷宗", "supervised-warnings")
    tab.until("document.querySelector('#lamp-3.green')")
    act(tab, "excuse", "情况属实", "刘主任")
    tab.sees("现在没有预警", "supervised-warnings")
    assert hall.trail() == [
        ("warning.raised", "server"),
        ("warning.urged", "刘主任"),
        ("warning.ended", "server"),
        ("warning.explained", "李敏"),
        ("warning.excused", "刘主任"),
    ]
    assert hall.house.read(lambda c: trail_check.check(c, [], lambda *_: None)).broken is None
    tab.open(f"{hall.house.url}/console/supervision/past?lang=zh")
    tab.look("document.querySelector('.pick select[name=kind]').value = 'window_closed'")
    tab.look("document.querySelector('.pick button').focus()")
    tab.press("Enter")
    tab.until("location.search.includes('kind=window_closed')")
    tab.sees("已免责", "past")
    tab.open(f"{hall.house.url}/console/trail?lang=zh")
    tab.sees("还没有核验", "whole")
    tab.look("document.querySelector('#whole button').focus()")
    tab.press("Enter")
    tab.sees("完整", "whole")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_closing_is_announced_by_keys_and_the_pages_fit(tab, hall, language):
    tab.open(f"{hall.house.url}/console/windows/3?lang={language}")
    tab.until("document.readyState === 'complete'")
    tab.look("document.getElementById('announce').focus()")
    tab.press("Enter")
    tab.until(f"{OPEN} && document.activeElement.name === 'begin'")
    assert tab.look(CUT_OFF) == []
    tab.look("document.querySelector('#dialog [name=by]').focus()")
    tab.type("李敏")
    tab.press("Enter")
    tab.until("document.querySelector('#supervised [id^=withdraw-]')")
    hall.at(20)
    for view in ("", "wall"):
        tab.open(f"{hall.house.url}/console/supervision?view={view}&lang={language}")
        tab.until("document.querySelector('#supervised-closings .mark')")
        assert tab.look("document.querySelectorAll('#supervised-warnings .warned').length") == 0
        assert (tab.look(WIDER), tab.look(CUT_OFF)) == (False, [])
