"""The ticket's page on a phone and a tablet as a review pad, in a true browser: looked at, pressed, pressed twice."""

import json
from datetime import timedelta

from hall.server.store import ratings
from hall.server.store.tables import rating
from tests.hall.console.chromium import NEEDS

PHONE, TABLET, UPRIGHT = (360, 640), (1280, 800), (800, 1280)


def served(there, n=1, window=3):
    there.take(n, "residence")
    for verb in ("call", "finish"):
        there.do(window, verb)
    return there.id(n)


def kept(there):
    return [
        (row.stars, json.loads(row.tags), row.words, row.source) for row in there.hall.read(ratings.latest)
    ]


def fits(tab, *, whole=False):
    """Nothing runs out of the page sideways, and no words are cut."""
    assert tab.look("document.documentElement.scrollWidth <= innerWidth")
    cut = "[...document.querySelectorAll('button, a, h1, .tag, .about')].filter(e => e.offsetParent && e.scrollWidth > e.clientWidth + 1).map(e => e.innerText)"
    assert tab.look(cut) == []
    assert not whole or tab.look("document.documentElement.scrollHeight <= innerHeight"), "all of it is seen"


def click(tab, selector):
    tab.until(f"document.querySelector({selector!r}) && document.querySelector({selector!r}).offsetParent")
    tab.look(f"document.querySelector({selector!r}).click()")


@NEEDS
def test_a_phone_evaluates_on_the_tickets_own_page_and_two_taps_are_one_evaluation(there, tab):
    one = served(there)
    tab.size(*PHONE)
    tab.open(f"{there.hall.url}/t/{one}?lang=zh")
    tab.sees("这次服务怎么样")
    fits(tab)
    assert tab.look("document.getElementById('face-1').getBoundingClientRect().bottom <= innerHeight"), (
        "all five"
    )
    sizes = (
        "JSON.stringify([...document.querySelectorAll('.faces a')].map(e => [e.offsetWidth, e.offsetHeight]))"
    )
    assert len({tuple(each) for each in json.loads(tab.look(sizes))}) == 1, "one size for all"
    click(tab, "#face-2")
    tab.sees("请告诉我们哪里不好", "rate")
    fits(tab)
    click(tab, "#send")
    tab.until("document.querySelector('.over')")
    assert kept(there) == [], "a bad one needs a reason"
    click(tab, "[value='213']")
    tab.look("document.querySelector('textarea').value = '等了很久'")
    tab.look(
        "(f => { const again = fetch(f.action, {method: 'POST', body: new URLSearchParams(new FormData(f))}); f.submit(); return true })(document.querySelector('form'))"
    )
    tab.sees("谢谢您的评价", "rate")
    fits(tab)
    assert kept(there) == [(2, ["213"], "等了很久", "page")]
    tab.open(f"{there.hall.url}/t/{one}?lang=zh")
    tab.sees("已经评价过了")
    assert not tab.errors()


@NEEDS
def test_a_tablet_asks_whoever_was_served_and_thanks_only_for_what_the_hall_has_kept(there, tab):
    tab.size(*TABLET)
    tab.open(f"{there.hall.url}/pad/3?lang=zh")
    tab.sees("本窗口暂停服务", "pad")
    there.do(3, "open", clerk="李芳")
    tab.sees("您好", "pad")
    there.take(1, "residence")
    there.do(3, "call")
    tab.sees("正在办理", "pad")
    there.do(3, "finish")
    tab.sees("这次服务怎么样", "pad")
    tab.sees("李芳", "pad")
    fits(tab, whole=True)
    port = there.hall.port
    click(tab, "[data-stars='1']")
    fits(tab, whole=True)
    click(tab, "#say-1 .send")
    tab.sees("选一项或写几句", "pad")
    fits(tab, whole=True)
    click(tab, "#say-1 [data-tag='115']")
    there.hall.stop()
    for _ in range(2):
        tab.look("document.querySelector('#say-1 .send').click()")
    tab.sees("正在保存", "pad")
    assert "谢谢" not in tab.text("pad")
    there.hall.start(port)
    tab.sees("谢谢您的评价", "pad")
    assert kept(there) == [(1, ["115"], "", "screen")]
    tab.sees("您好", "pad")


@NEEDS
def test_whoever_walks_away_from_a_tablet_is_not_rated(there, tab):
    served(there)
    for size in (TABLET, UPRIGHT):
        tab.size(*size)
        tab.open(f"{there.hall.url}/pad/3?lang=en")
        tab.sees("How was this service", "pad")
        fits(tab, whole=True)
    there.hall.clock.at += timedelta(seconds=43)
    tab.open(f"{there.hall.url}/pad/3?lang=zh")
    tab.sees("这次服务怎么样", "pad")
    silent = lambda: there.hall.read(lambda c: [row.stars for row in c.execute(rating.select())])  # noqa: E731
    tab.until("document.getElementById('pad').dataset.phase !== 'asked'")
    assert silent() == [None]
    assert kept(there) == []
