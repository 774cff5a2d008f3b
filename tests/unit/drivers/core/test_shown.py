"""What listeners hear of a status: what changed, once."""

from dataclasses import replace

from drivers.shown import Shown
from drivers.types import DeviceState, Status, Supply

ONLINE = Status(DeviceState.ONLINE, parts={"cover": "closed"}, supplies={"paper": Supply.FULL})


def shown():
    news = []
    screen = Shown(1, lambda event: news.append(event.data))
    screen.show(ONLINE, 10)
    news.clear()
    return screen, news


def test_only_what_changed_is_told():
    screen, news = shown()
    screen.show(replace(ONLINE, supplies={"paper": Supply.LOW}), 20)
    assert news == [{"supplies": {"paper": "low"}}]


def test_what_is_no_longer_known_is_told_as_null():
    screen, news = shown()
    screen.show(replace(ONLINE, parts={}), 20)
    assert news == [{"parts": {"cover": None}}]


def test_the_same_status_again_is_no_news_and_counters_neither():
    screen, news = shown()
    screen.show(replace(ONLINE, counters={"printed": 3}), 20)
    assert news == []
    assert screen.status.counters == {"printed": 3, "ok": 0, "failed": 0, "resets": 0}


def test_since_says_when_the_state_or_its_code_last_changed():
    screen, _ = shown()
    assert screen.status.since_ms == 10
    screen.show(replace(ONLINE, parts={"cover": "open"}), 20)
    assert screen.status.since_ms == 10
    screen.show(replace(ONLINE, code="paper.low"), 30)
    assert screen.status.since_ms == 30
