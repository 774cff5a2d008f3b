"""The demo hall's console, looked at over HTTP: one server for a file of tests, a new day for each."""

import itertools
from datetime import timedelta

import httpx
import pytest

from hall.server.store import events
from tests.hall.console.chromium import Tab, chromium
from tests.hall.console.look import Page
from tests.hall.house import USUAL, HandClock, House, house, http, ticket


class Clerk:
    """One who reads pages, and others who press what the pages do not show."""

    def __init__(self, hall):
        self.hall = hall
        self.web = httpx.Client(base_url=hall.url, **USUAL)
        self.api = http(hall.url)
        self._ids = itertools.count(1)

    def next_day(self):
        self.hall.clock.at += timedelta(days=1)

    def id(self, n):
        return f"ticket-{self.hall.clock.at:%m%d}-{n:03d}"

    def press(self):
        return f"press-{next(self._ids):05d}"

    def take(self, n, service="social", **more):
        answer = self.api.post("/tickets", json=ticket(n, service) | {"event_id": self.id(n)} | more)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def do(self, window, verb, **more):
        answer = self.api.post(f"/windows/{window}/{verb}", json={"event_id": self.press(), **more})
        assert answer.status_code == 200, answer.text
        return answer.json()["ticket"]

    def page(self, path="windows/1", lang="zh", status=200):
        answer = self.web.get(f"/console/{path}", params={"lang": lang} if lang else {})
        assert answer.status_code == status, answer.text
        return Page(answer.text)


@pytest.fixture(scope="module")
def _clerk(tmp_path_factory):
    with house(tmp_path_factory.mktemp("hall"), HandClock()) as hall:
        made = Clerk(hall)
        yield made
        made.web.close()
        made.api.close()


@pytest.fixture
def clerk(_clerk):
    _clerk.next_day()
    return _clerk


class Hall:
    """A server that can be ended and started again at the same address."""

    def __init__(self, folder):
        self._folder, self._clock = folder, HandClock()
        self.start(0)

    def start(self, port):
        self.house = House(self._folder, self._clock, port)

    def __getattr__(self, name):
        return getattr(self.house, name)

    def told(self, *prefixes):
        """The feed's kinds and numbers."""
        found = [(one.kind, one.number) for one in self.house.read(lambda c: events.after(c, 0))]
        return [one for one in found if one[0].startswith(prefixes)]


@pytest.fixture(scope="session")
def browser(tmp_path_factory):
    with chromium(tmp_path_factory.mktemp("chromium")) as running:
        yield running


@pytest.fixture
def tab(browser):
    made = Tab(browser)
    yield made
    assert made.errors() == []
    made.close()


@pytest.fixture
def live(tmp_path):
    made = Hall(tmp_path / "hall")
    yield made
    made.stop()


@pytest.fixture
def there(live):
    """Who acts in the live hall."""
    made = Clerk(live)
    yield made
    made.web.close()
    made.api.close()
