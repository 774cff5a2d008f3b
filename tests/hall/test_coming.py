"""Who is next at a window, as the screen over it asks: numbers only, in the order in which they will be called."""

from datetime import timedelta

import pytest

from hall.domain.roles import Role
from hall.server.rights import Rights
from tests.hall.house import SETTINGS, http, ticket, verb


@pytest.fixture
def api(hall):
    with http(hall.url) as client:
        yield client


def coming(api, window):
    answer = api.get("/board/next", params={"window": window})
    assert answer.status_code == 200, answer.text
    assert answer.json()["window"] == window
    return answer.json()["numbers"]


def test_the_next_numbers_are_those_that_are_called_next(hall, api):
    assert coming(api, 1) == []
    for n in range(1, 9):
        more = {"group": "soldier"} if n == 6 else {}
        assert api.post("/tickets", json=ticket(n) | more).status_code == 200
    told = coming(api, 1)
    assert told[0] == "A006"
    assert len(told) == 6
    called = []
    for n in range(1, 4):
        called.append(api.post("/windows/1/call", json=verb(n)).json()["ticket"]["number"])
        hall.clock.at += timedelta(seconds=20)
    assert called == told[:3]
    assert coming(api, 1) == coming(api, 2) == ["A003", "A004", "A005", "A007", "A008"]


def test_a_window_of_other_services_has_nobody_and_an_unknown_one_is_refused(api):
    api.post("/tickets", json=ticket(1, "social"))
    others = [one.number for one in SETTINGS.windows if "social" not in one.services]
    assert coming(api, others[0]) == []
    answer = api.get("/board/next", params={"window": 99})
    assert (answer.status_code, answer.json()["code"]) == (404, "window.unknown")


def test_screens_may_ask_and_everybody_where_boards_are_open():
    right = Rights(open_board=False).of("GET", "/v1/board/next")
    assert right.roles == {Role.DISPLAY, Role.WINDOW, Role.STAFF, Role.SUPERVISOR}
    assert not Rights(open_board=True).of("GET", "/v1/board/next").roles
