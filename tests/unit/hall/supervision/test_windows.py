"""A window's light: what each rule sees, at the minute it begins to, and what it lets pass."""

from datetime import UTC, datetime, timedelta

import pytest

from hall.domain.cases.lights import Light
from hall.domain.queue.desk import Presence
from hall.domain.supervision.causes import crowd
from hall.domain.supervision.rules import RULES, Kind, Limits
from hall.domain.supervision.windows import Seen, look

NINE = datetime(2026, 11, 23, 1, tzinfo=UTC)
LIMITS = Limits(serving_min=20, serving_red_min=40)
OPEN, CLOSED, PAUSED = Presence.OPEN, Presence.CLOSED, Presence.PAUSED


def at(minutes):
    return NINE + timedelta(minutes=minutes)


def seen(presence, **more):
    return Seen(3, presence, **{"began": NINE, **more})


def shown(one, minutes, limits=LIMITS):
    found = look(one, limits, at(minutes))
    return found.light.value, [cause.kind.value for cause in found.causes]


WAITED = {"waiting": 2, "first": NINE}
TABLE = [
    ("closed before it is late", seen(CLOSED), 4, "none", []),
    ("not opened", seen(CLOSED), 5, "yellow", ["window_late"]),
    ("not opened for long", seen(CLOSED), 15, "red", ["window_late"]),
    ("a reserve is not missed", seen(CLOSED, expected=False), 60, "none", []),
    ("outside its hours", seen(CLOSED, began=None), 60, "none", []),
    ("a hall without hours", seen(CLOSED, began=None, always=True, since=at(10)), 60, "none", []),
    ("closed in the evening before", seen(CLOSED, since=at(-60)), 5, "yellow", ["window_late"]),
    ("closed a moment ago", seen(CLOSED, since=at(30)), 32, "none", []),
    ("closed without notice", seen(CLOSED, since=at(30)), 33, "red", ["window_closed"]),
    ("closed with notice", seen(CLOSED, since=at(30), announced=True), 60, "none", []),
    ("not opened, with notice", seen(CLOSED, announced=True), 60, "none", []),
    ("back after the notice", seen(CLOSED, since=at(30), released=at(60)), 64, "none", []),
    ("not back after the notice", seen(CLOSED, since=at(30), released=at(60)), 65, "yellow", ["window_late"]),
    ("closed anew after a notice", seen(CLOSED, since=at(90), released=at(60)), 93, "red", ["window_closed"]),
    ("at work", seen(OPEN, since=NINE), 60, "green", []),
    ("a short pause", seen(PAUSED, since=at(10)), 19, "green", []),
    ("a pause", seen(PAUSED, since=at(10)), 20, "yellow", ["window_paused"]),
    ("a long pause", seen(PAUSED, since=at(10)), 40, "red", ["window_paused"]),
    ("a pause that was announced", seen(PAUSED, since=at(10), announced=True), 40, "green", []),
    ("a pause beyond the hours", seen(PAUSED, since=at(10), began=None), 60, "green", []),
    ("nobody waits", seen(OPEN, since=NINE), 90, "green", []),
    ("nobody is called", seen(OPEN, since=NINE, **WAITED), 10, "yellow", ["window_unattended"]),
    ("nobody is called for long", seen(OPEN, since=NINE, **WAITED), 20, "red", ["window_unattended"]),
    ("just called", seen(OPEN, since=NINE, active=at(15), **WAITED), 24, "green", []),
    ("somebody is there", seen(OPEN, since=NINE, ticket="A001", serving=at(10), **WAITED), 29, "green", []),
    ("opened just now", seen(OPEN, since=at(25), **WAITED), 29, "green", []),
    ("they wait long", seen(OPEN, ticket="A001", serving=at(20), **WAITED), 30, "yellow", ["ticket_waiting"]),
    ("and very long", seen(OPEN, ticket="A001", serving=at(30), **WAITED), 45, "red", ["ticket_waiting"]),
    ("served long", seen(OPEN, ticket="A001", serving=NINE), 20, "yellow", ["ticket_serving"]),
    ("no name", seen(OPEN, since=NINE, named=True), 5, "yellow", ["staff_unsigned"]),
    ("no names in the hall", seen(OPEN, since=NINE), 5, "green", []),
    ("not in the house", seen(OPEN, since=NINE, clerk="张芳", here=False), 5, "red", ["staff_absent"]),
    ("in the house", seen(OPEN, since=NINE, clerk="张芳", here=True), 60, "green", []),
    ("nobody knows", seen(OPEN, since=NINE, clerk="张芳", here=None), 60, "green", []),
    (
        "none of them is in the house",
        seen(CLOSED, somebody=False),
        5,
        "red",
        ["staff_absent", "window_late"],
    ),
    ("one of them is", seen(CLOSED, somebody=True), 5, "yellow", ["window_late"]),
]


@pytest.mark.parametrize(
    ("one", "minutes", "light", "kinds"), [row[1:] for row in TABLE], ids=[r[0] for r in TABLE]
)
def test_a_windows_light(one, minutes, light, kinds):
    assert shown(one, minutes) == (light, kinds)


def test_every_rule_of_minutes_is_in_the_table():
    told = {kind for row in TABLE for kind in row[4]}
    assert told == {kind.value for kind, rule in RULES.items() if rule.yellow or rule.red}


def test_a_limit_of_nought_never_lights():
    never = Limits(**dict.fromkeys(Limits.__dataclass_fields__, 0))
    assert all(shown(row[1], 480, never)[1] == [] for row in TABLE)


def test_the_worst_comes_first_then_the_oldest():
    one = seen(OPEN, since=NINE, named=True, ticket="A001", serving=at(1), **WAITED)
    assert shown(one, 45)[1] == ["ticket_waiting", "ticket_serving", "staff_unsigned"]


def test_a_service_whose_people_wait_is_told_by_service():
    assert crowd("social", 3, NINE, LIMITS, at(29)) == []
    [cause] = crowd("social", 3, NINE, LIMITS, at(45))
    assert (cause.about, cause.light, cause.kind) == ("service:social", Light.RED, Kind.TICKET_WAITING)
