"""The demo hall's console, looked at over HTTP: one server for a file of tests, a new day for each."""

import itertools
from datetime import timedelta

import httpx
import pytest

from tests.hall.console.look import Page
from tests.hall.house import HandClock, house, http, ticket


class Clerk:
    """One who reads pages, and others who press what the pages do not show."""

    def __init__(self, hall):
        self.hall = hall
        self.web = httpx.Client(base_url=hall.url, timeout=20, trust_env=False)
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
