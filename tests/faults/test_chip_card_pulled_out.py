"""A chip card pulled out in the middle, left behind, held by another program, or mute."""

from __future__ import annotations

import pytest

from drivers.card_slot import CardError, Slot
from drivers.id_card.pcsc_reader import PcscIdReader
from drivers.sim import card_holders
from drivers.sim.faults import Fault
from drivers.sim.people import LI_JINGYI, ZHANG_XIAOFAN
from drivers.smart_card.social import SocialCardReader
from drivers.transport.base import WireError
from drivers.transport.open import open_connection
from drivers.types import CompletionCode
from tests.support.card_service import card_service, until
from tests.support.direct import TestContext, driven


@pytest.fixture(scope="module")
def service():
    with card_service() as service:
        yield service


@pytest.fixture
def desk(service):
    with driven(service.line(), SocialCardReader) as desk:
        yield desk
        desk.line.set_fault(Fault.NONE)
        desk.hand(desk.twin.remove)
        until(lambda: _media(desk) == "notPresent")


def _media(desk):
    try:
        return desk.driver.idle().parts["media"]
    except WireError:
        return "unknown"


def _comings(desk):
    """pcscd looks every 0.4 s: what comes and goes in between it does not notice."""
    return desk.driver.slot._there.comings


@pytest.mark.parametrize("at", ["00A404", "00A40200", "00B208", "00B20D"])
def test_a_card_pulled_out_in_the_middle_gives_nothing_and_the_next_one_is_read(desk, at):
    comings = []
    desk.context.on_event = lambda event: event.kind == "cardDetected" and comings.append(_comings(desk))
    desk.twin.remove_at = bytes.fromhex(at)
    desk.hand(desk.twin.insert, card_holders.second_generation())
    done = desk.do("read_social_card", timeout_ms=15_000)
    assert done.result == {}
    assert done.error in {"card.removed", "card.readFailed", "card.mute"}
    assert done.code in {CompletionCode.COMMAND_ERROR_CODE, CompletionCode.HARDWARE_ERROR}
    desk.twin.remove_at = None
    until(lambda: _media(desk) == "notPresent" and _comings(desk) != comings[0])
    desk.hand(desk.twin.insert, card_holders.second_generation())
    assert desk.do("read_social_card", timeout_ms=15_000).done


def test_a_card_left_behind_does_not_speak_for_the_next_citizen(desk):
    desk.hand(desk.twin.insert, card_holders.second_generation())
    assert desk.do("read_social_card", timeout_ms=15_000).done
    assert desk.driver.idle().parts["media"] == "mustRemove"
    again = desk.do("read_social_card", wait_ms=600)
    assert (again.code, again.error) == (CompletionCode.TIME_OUT, "card.none")
    assert desk.context.kinds[-1] == "removeCardPrompt"
    desk.hand(desk.twin.insert, card_holders.first_generation())
    done = desk.do("read_social_card", timeout_ms=15_000)
    assert done.result["fields"]["name"] == "王秀英"


def test_an_id_card_left_behind_does_not_speak_for_the_next_citizen(service):
    with driven(service.line(), PcscIdReader) as desk:
        desk.hand(desk.twin.insert, card_holders.id_card(ZHANG_XIAOFAN))
        assert desk.do("read_card", timeout_ms=15_000).done
        assert desk.do("read_card", wait_ms=600).error == "card.none"
        desk.hand(desk.twin.insert, card_holders.id_card(LI_JINGYI))
        assert desk.do("read_card", timeout_ms=15_000).result["fields"]["name"] == "李静怡"
        desk.hand(desk.twin.remove)
        until(lambda: _media(desk) == "notPresent")


def test_a_card_held_by_another_program_is_told_and_read_when_that_lets_go(service, desk):
    desk.hand(desk.twin.insert, card_holders.second_generation())
    until(lambda: _media(desk) == "present")
    context = TestContext()
    connection = open_connection(desk.line.port, {}, context.check)
    other = Slot(connection, context)
    other.connect()
    assert desk.driver.idle().parts["chipPower"] == "busy"
    done = desk.do("read_social_card", timeout_ms=15_000)
    assert (done.code, done.error, done.result) == (CompletionCode.DEVICE_NOT_READY, "card.inUse", {})
    with pytest.raises(CardError, match=r"card\.removed"):
        Slot(open_connection(desk.line.port, {}, context.check), context).exchange(b"\x00\xb0\x00\x00\x00")
    other.let_go()
    connection.close()
    assert desk.do("read_social_card", timeout_ms=15_000).done


def test_a_chip_that_falls_mute_is_told_within_its_time_and_over_when_it_is_out(desk):
    desk.hand(desk.twin.insert, card_holders.second_generation())
    until(lambda: _media(desk) == "present")
    desk.line.set_fault(Fault.NO_ANSWER)
    before = desk.context.now_ms()
    done = desk.do("read_social_card", timeout_ms=8000)
    assert (done.code, done.error, done.result) == (CompletionCode.COMMAND_ERROR_CODE, "card.mute", {})
    assert desk.context.now_ms() - before < 8000
    desk.line.set_fault(Fault.NONE)
    desk.hand(desk.twin.remove)
    until(lambda: _media(desk) == "notPresent")
    desk.hand(desk.twin.insert, card_holders.second_generation())
    assert desk.do("read_social_card", timeout_ms=15_000).done


def test_an_answer_cut_off_half_way_is_no_answer(desk):
    desk.hand(desk.twin.insert, card_holders.second_generation())
    until(lambda: _media(desk) == "present")
    desk.line.set_fault(Fault.HALF_FRAME)
    done = desk.do("read_social_card", timeout_ms=8000)
    assert (done.error, done.result) == ("card.mute", {})


def test_a_slow_chip_is_read_all_the_same(desk):
    desk.line.set_fault(Fault.SLOW)
    desk.hand(desk.twin.insert, card_holders.second_generation())
    assert desk.do("read_social_card", timeout_ms=30_000).done


def test_a_slow_chip_and_a_short_time_give_nothing(desk):
    desk.line.set_fault(Fault.SLOW)
    desk.hand(desk.twin.insert, card_holders.second_generation())
    until(lambda: _media(desk) == "present")
    done = desk.do("read_social_card", timeout_ms=2000)
    assert not done.done
    assert done.result == {}
