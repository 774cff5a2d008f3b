"""Where is it: by touch, by keys only, and without the network, from the home page to the place."""

import pytest

from kiosk.flows.words import EndVisit
from tests.screens.test_by_keys import Presser
from tests.support.around import go, known
from tests.support.front import AWAY, SETTINGS
from tests.support.guides import LIBRARY


@pytest.fixture
def hall(terminal):
    terminal.feed(*known(SETTINGS))
    return terminal


def shows(screen, *words):
    said = "\n".join(text.words for text in screen.texts())
    assert [word for word in words if word not in said] == []


def marks(screen, kind):
    plan = screen.window.findChild(object, "plan")
    return [mark for mark in plan.property("shown").toVariant() if mark["kind"] == kind]


def test_by_touch_to_the_windows_of_a_business_and_to_another_floor(hall):
    go(hall, "点这里开始", "大厅导览", "办事窗口", "不动产登记")
    shows(hall, "不动产登记：1、4 号窗口", "最近的是 4 号窗口", "转身往前约 6 米，再向右约 14 米", "您在这里")
    assert [mark["text"] for mark in marks(hall, "chosen")] == ["1", "4"]
    hall.tap("二楼")
    assert marks(hall, "chosen") == []
    go(hall, "上一步", "上一步", "阅读区")
    shows(hall, "在二楼：先到", "电梯")
    hall.tap("上一步")
    hall.tap("上一步")
    assert hall.name == "home"


def test_by_keys_only_to_the_nearest_of_several(hall):
    presser = Presser(hall)
    go(presser, "点这里开始", "大厅导览", "自助机")
    shows(hall, "取号机 · 大门右侧")
    presser.tap("结束办理")
    assert EndVisit() in hall.effects


def test_without_the_network_everything_is_found(hall):
    hall.feed(AWAY)
    go(hall, "点这里开始", "大厅导览", "无障碍卫生间")
    shows(hall, "无障碍卫生间", "门口有呼叫铃", "约 30 米")


def test_a_guide_leads_to_its_windows_and_back_to_itself(hall):
    hall.feed(LIBRARY)
    go(hall, "点这里开始", "办事指南", *"JZZ", "找到", "居住证申领", "在大厅怎么走")
    shows(hall, "户籍证件：1、3 号窗口")
    hall.tap("上一步")
    assert hall.name == "guide"


def test_a_crowded_plan_draws_nothing_over_anything(hall):
    go(hall, "点这里开始", "大厅导览")
    hall.wear("zh", size=3)
    shown = hall.window.findChild(object, "plan").property("shown").toVariant()
    dot = hall.window.findChild(object, "plan").property("dot")
    assert 3 < len(shown) < len(SETTINGS.map.places)
    for at, one in enumerate(shown):
        for other in shown[:at]:
            assert (one["px"] - other["px"]) ** 2 + (one["py"] - other["py"]) ** 2 >= dot**2
