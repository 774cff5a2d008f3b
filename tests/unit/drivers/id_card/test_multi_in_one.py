"""The multi-in-one reader on its real transport: four kinds of cards, its beeper, its version."""

from __future__ import annotations

import pytest

from drivers.id_card.multi_in_one import MultiInOneReader
from drivers.sim.line import PtyLine
from drivers.sim.multi_in_one import MultiFault, MultiInOneTwin
from drivers.sim.people import ANNA_2017, ERIK_2023, LI_JINGYI, LIN_JIAXIN, PEOPLE, ZHANG_XIAOFAN
from drivers.types import CompletionCode, DeviceState
from tests.support.direct import driven


@pytest.fixture
def desk():
    with driven(PtyLine(MultiInOneTwin()), MultiInOneReader) as desk:
        yield desk


@pytest.mark.parametrize("card", PEOPLE, ids=[str(number) for number in range(len(PEOPLE))])
def test_every_invented_persons_card_is_read_whole(desk, card):
    desk.hand(desk.twin.place, card)
    done = desk.do("read_card")
    assert done.done
    assert (done.result["kind"], done.result["id_check_ok"]) == (card.kind.value, True)
    assert card.fields.items() <= done.result["fields"].items()


@pytest.mark.parametrize(
    ("card", "name"),
    [
        (ZHANG_XIAOFAN, "张小凡"),
        (LIN_JIAXIN, "林嘉欣"),
        (ANNA_2017, "安娜"),
        (ERIK_2023, "SPECIMEN-ERIKSSON, BARTHOLOMEW MAXIMILIAN"),
    ],
)
def test_all_four_layouts_have_a_name(desk, card, name):
    desk.hand(desk.twin.place, card)
    assert desk.do("read_card").result["fields"]["name"] == name


def test_its_number_with_a_wrong_check_digit_says_so(desk):
    fields = {**ZHANG_XIAOFAN.fields, "id_number": "990101199002150310"}
    desk.hand(desk.twin.place, type(ZHANG_XIAOFAN)(ZHANG_XIAOFAN.kind, fields))
    assert desk.do("read_card").result["id_check_ok"] is False


def test_the_photo_is_given_only_when_asked_for(desk):
    desk.hand(desk.twin.place, LI_JINGYI)
    assert "photo_hex" not in desk.do("read_card").result
    desk.hand(desk.twin.place, LI_JINGYI)
    assert desk.do("read_card", photo=True).result["photo_hex"] == LI_JINGYI.photo.hex()


def test_it_says_who_it_is_and_beeps_after_a_card(desk):
    status = desk.driver.start()
    assert status.ready
    assert status.parts == {
        "media": "unknown",
        "version": "HALL-MULTI V1.0",
        "photo": "notSupported",
        "sam": "ok",
    }
    assert desk.do("version").result == {"version": "HALL-MULTI V1.0"}
    desk.hand(desk.twin.place, LI_JINGYI)
    assert desk.do("read_card").done
    assert desk.twin.beeps == [(100, 1)]
    assert desk.do("beep", ms=50, times=3).done
    assert desk.twin.beeps[-1] == (50, 3)
    assert desk.do("identify").done
    assert desk.twin.beeps[-1] == (100, 3)
    assert desk.driver.idle().parts["media"] == "mustRemove"


def test_a_reader_set_to_be_silent_does_not_beep():
    with driven(PtyLine(MultiInOneTwin()), MultiInOneReader, {"beep_ms": 0}) as desk:
        desk.hand(desk.twin.place, LI_JINGYI)
        assert desk.do("read_card").done
        assert desk.twin.beeps == []


def test_it_waits_for_a_card(desk):
    desk.context.on_event = lambda event: event.kind == "insertCard" and desk.hand(desk.twin.place, LI_JINGYI)
    assert desk.do("read_card").result["fields"]["name"] == "李静怡"
    assert desk.context.kinds == ["insertCard", "cardRead"]


def test_without_a_card_the_time_is_up(desk):
    done = desk.do("read_card", wait_ms=0)
    assert (done.code, done.error) == (CompletionCode.TIME_OUT, "card.none")


def test_a_reader_whose_module_failed_its_self_test_reads_nothing(desk):
    desk.twin.card_fault = MultiFault.SELF_TEST_FAILED
    done = desk.do("read_card")
    assert (done.code, done.error) == (CompletionCode.HARDWARE_ERROR, "sam.selfTestFailed")
    assert done.evidence == {"sw": "6000"}


@pytest.mark.parametrize(
    ("op", "args", "argument"),
    [
        ("read_card", {"wait": 1}, "wait"),
        ("read_card", {"wait_ms": -1}, "wait_ms"),
        ("read_card", {"photo": 1}, "photo"),
        ("beep", {"ms": True}, "ms"),
        ("version", {"x": 1}, "x"),
    ],
)
def test_arguments_that_make_no_sense_are_refused(desk, op, args, argument):
    done = desk.do(op, **args)
    assert (done.code, done.evidence) == (CompletionCode.INVALID_DATA, {"argument": argument})


def test_what_it_cannot_do_and_cannot_use(desk):
    for op in ("print", *desk.do("capabilities").result["unsupported"]):
        assert desk.do(op).code is CompletionCode.UNSUPPORTED_COMMAND
    assert desk.do("beep", ms=9000).error == "command.invalid"
    assert desk.do("beep", times=0).error == "command.invalid"
    with driven(PtyLine(MultiInOneTwin()), MultiInOneReader, {"pol_ms": 300}) as wrong:
        status = wrong.driver.start()
        assert (status.device, status.code) == (DeviceState.OFFLINE, "config.invalid")
        assert "poll_ms" in status.parts["option"]
