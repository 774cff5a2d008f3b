"""The way to a place, computed from where things are: a wrong hand sends somebody the wrong way."""

import pytest

from hall.settings import CONFIG, load
from hall.texts import load_texts
from kiosk.flows.atlas import atlas_of
from kiosk.views.place_words import hours_of, way_of

HALL = load(CONFIG / "halls" / "demo.toml")
ZH = load_texts("zh")


def atlas(*, facing="up", at=(10, 10), **places):
    """A plan of one floor with this unit in it and a place of each kind; three numbers: another floor."""
    text = [
        {"unit": "t1", "floor": "f1", "x": at[0], "y": at[1], "facing": facing},
        *({"kind": kind, "floor": f"f{(*xy, 1)[2]}", "x": xy[0], "y": xy[1]} for kind, xy in places.items()),
    ]
    plan = HALL.map.model_validate(
        {"floors": [each.model_dump() for each in HALL.map.floors], "places": [_floats(one) for one in text]}
    )
    unit = next(each for each in HALL.units if each.id == "t1")
    return atlas_of(HALL.model_copy(update={"map": plan}), unit)


def _floats(place):
    return {key: float(value) if key in {"x", "y"} else value for key, value in place.items()}


def said(plan, kind):
    (key,) = plan.of_kind(kind)
    return way_of(plan.spot(key), plan, ZH)


@pytest.mark.parametrize(
    ("facing", "at", "words"),
    [
        ("up", (15, 5), "往前约 5 米，再向右约 5 米"),
        ("up", (5, 5), "往前约 5 米，再向左约 5 米"),
        ("up", (15, 20), "转身往前约 10 米，再向左约 5 米"),
        ("up", (5, 20), "转身往前约 10 米，再向右约 5 米"),
        ("right", (20, 15), "往前约 10 米，再向右约 5 米"),
        ("right", (2, 5), "转身往前约 8 米，再向右约 5 米"),
        ("down", (5, 20), "往前约 10 米，再向右约 5 米"),
        ("left", (2, 5), "往前约 8 米，再向右约 5 米"),
        ("up", (10.5, 2), "往前约 8 米"),
        ("up", (16, 10.4), "右手边约 6 米"),
        ("up", (4, 9), "左手边约 6 米"),
        ("up", (11, 11), "就在旁边"),
    ],
)
def test_the_way_names_the_hand_that_is_right_for_whoever_stands_there(facing, at, words):
    assert said(atlas(facing=facing, water=at), "water") == words


def test_another_floor_is_reached_by_the_nearest_lift():
    plan = atlas(water=(5, 5, 2), lift=(10, 2), stairs=(30, 10))
    assert said(plan, "water") == "在二楼：先到电梯（往前约 8 米），上下楼后找标牌"


def test_the_nearest_comes_first_and_another_floor_last():
    plan = atlas_of(HALL, next(each for each in HALL.units if each.id == "t1"))
    lifts = [plan.spot(key).floor for key in plan.of_kind("lift")]
    assert lifts == ["f1", "f2"]
    assert plan.for_service("property") == ("window-4", "window-1")
    assert "unit-t1" not in plan.of_kind("unit")


def test_a_unit_that_is_not_on_the_plan_is_told_the_floor():
    plan = atlas_of(HALL, next(each for each in HALL.units if each.id == "board"))
    assert plan.here is None
    assert said(plan, "atm") == "在一楼"


@pytest.mark.parametrize(
    ("days", "spans", "words"),
    [
        (
            ["mon", "tue", "wed", "thu", "fri"],
            ["09:00-12:00", "13:30-17:00"],
            "周一至周五 09:00-12:00、13:30-17:00",
        ),
        (["mon", "wed"], ["09:00-12:00"], "周一、周三 09:00-12:00"),
        (["mon", "tue", "wed", "thu", "fri", "sat", "sun"], ["00:00-24:00"], "每天 24 小时"),
    ],
)
def test_hours_are_said_as_people_say_them(days, spans, words):
    place = next(one for one in HALL.map.places if one.hours)
    assert hours_of(place.hours[0].model_copy(update={"days": days, "open": spans}), ZH) == words
