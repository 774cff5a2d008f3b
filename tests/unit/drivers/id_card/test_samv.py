"""The card reader at work: every card, on a real pty."""

from __future__ import annotations

from dataclasses import replace

import pytest

from drivers.id_card.samv import SamvReader, sam_id_text
from drivers.sim.id_card import SAM_ID, SamvTwin
from drivers.sim.line import PtyLine
from drivers.sim.people import LI_JINGYI, PEOPLE, ZHANG_XIAOFAN, ZHAO_XIAOMAN
from drivers.types import Canceled, CompletionCode, DeviceState
from tests.support.direct import driven


@pytest.fixture
def desk():
    with driven(PtyLine(SamvTwin()), SamvReader) as desk:
        yield desk


def test_a_healthy_reader_starts_online_and_says_who_it_is(desk):
    status = desk.driver.start()
    assert (status.device, status.code) == (DeviceState.ONLINE, "")
    assert status.parts["sam_id"] == "05.01-20120101-0000012345-1234567890"
    assert desk.driver.idle().device is DeviceState.ONLINE


@pytest.mark.parametrize("person", PEOPLE, ids=lambda person: person.fields["id_number"])
def test_every_card_is_read_whole(desk, person):
    desk.hand(desk.twin.place, person)
    done = desk.do("read_card")
    assert done.code is CompletionCode.SUCCESS
    assert done.result["kind"] == person.kind.value
    assert done.result["id_check_ok"] is True
    assert {name: done.result["fields"][name] for name in person.fields} == dict(person.fields)
    assert "photo_hex" not in done.result
    assert desk.context.kinds == ["cardDetected", "cardRead"]


def test_a_new_address_comes_with_the_card(desk):
    desk.hand(desk.twin.place, ZHAO_XIAOMAN)
    assert desk.do("read_card").result["fields"]["new_address"] == ZHAO_XIAOMAN.new_address
    assert desk.do("read_new_address").result == {"new_address": ZHAO_XIAOMAN.new_address}


def test_no_new_address_is_fine(desk):
    desk.hand(desk.twin.place, LI_JINGYI)
    assert desk.do("read_card").result["fields"]["new_address"] == ""
    assert desk.do("read_new_address").result == {"new_address": ""}


def test_a_new_address_alone_needs_a_card(desk):
    assert desk.do("read_new_address").error == "card.none"


def test_looking_which_card_lies_there_uses_up_none(desk):
    assert desk.do("card_there").result == {"card": "none"}
    desk.hand(desk.twin.place, ZHAO_XIAOMAN)
    assert desk.do("card_there").result == {"card": "new"}
    assert desk.do("read_card").result["fields"]["name"] == ZHAO_XIAOMAN.fields["name"]
    assert desk.do("card_there").result == {"card": "read"}
    desk.hand(desk.twin.lift)
    assert desk.do("card_there").result == {"card": "none"}


def test_the_photo_comes_only_when_asked_for(desk):
    desk.hand(desk.twin.place, LI_JINGYI)
    assert bytes.fromhex(desk.do("read_card", photo=True).result["photo_hex"]) == LI_JINGYI.photo


def test_waiting_prompts_once_and_takes_the_card_that_comes(desk):
    polls = len(desk.twin.received)

    def come(event):
        if event.kind == "insertCard":
            desk.hand(desk.twin.place, ZHANG_XIAOFAN)

    desk.context.on_event = come
    assert desk.do("read_card").done
    assert desk.context.kinds == ["insertCard", "cardDetected", "cardRead"]
    assert len(desk.twin.received) - polls <= 6


def test_no_card_is_a_time_out_not_a_fault(desk):
    done = desk.do("read_card", wait_ms=400)
    assert (done.code, done.error) == (CompletionCode.TIME_OUT, "card.none")
    assert 2 <= desk.twin.received.count(b"\x20\x01") <= 4


def test_giving_up_ends_the_waiting_and_the_next_reading_is_whole(desk):
    def give_up(event):
        desk.context.give_up = event.kind == "insertCard"

    desk.context.on_event = give_up
    with pytest.raises(Canceled):
        desk.do("read_card")
    desk.context.give_up = False
    desk.hand(desk.twin.place, ZHANG_XIAOFAN)
    assert desk.do("read_card").result["fields"]["name"] == "张小凡"


class Watched(SamvTwin):
    """Says when a card's text is asked for."""

    def feed(self, data):
        if data.endswith(b"\x30\x01\x32"):
            self.asked()
        return super().feed(data)

    def asked(self):
        """Nobody listens yet."""


def test_a_reading_given_up_half_way_never_shows_in_the_next_citizens():
    with driven(PtyLine(Watched(read_ms=150)), SamvReader) as desk:
        desk.twin.asked = lambda: setattr(desk.context, "give_up", True)
        desk.hand(desk.twin.place, ZHANG_XIAOFAN)
        with pytest.raises(Canceled):
            desk.do("read_card")
        desk.twin.asked = lambda: None
        desk.context.give_up = False
        desk.hand(desk.twin.place, LI_JINGYI)
        assert desk.do("read_card").result["fields"]["name"] == "李静怡"


def test_status_and_number_on_demand(desk):
    assert desk.do("sam_status").result == {"sam": "ok"}
    assert desk.do("sam_id").result == {"sam_id": sam_id_text(SAM_ID), "raw_hex": SAM_ID.hex()}


def test_an_unknown_operation_or_argument_is_said(desk):
    assert desk.do("eject").code is CompletionCode.UNSUPPORTED_COMMAND
    for args in ({"waitms": 1}, {"wait_ms": -1}, {"wait_ms": "1"}, {"photo": 1}):
        done = desk.do("read_card", **args)
        assert (done.code, done.evidence) == (CompletionCode.INVALID_DATA, {"argument": next(iter(args))})


@pytest.mark.parametrize("options", [{"pol_ms": 300}, {"poll_ms": 100}, {"poll_ms": "300"}])
def test_a_wrong_setting_is_said_and_nothing_is_read(options):
    with driven(PtyLine(SamvTwin()), SamvReader, options) as desk:
        status = desk.driver.start()
        assert (status.device, status.code) == (DeviceState.OFFLINE, "config.invalid")
        assert "options.poll_ms" in status.parts["option"] or "write poll_ms" in status.parts["option"]
        assert desk.do("read_card").error == "config.invalid"


@pytest.mark.parametrize("fingers", [0, 1, 2])
def test_how_many_fingerprints_a_card_has_is_told_and_nothing_of_them(desk, fingers):
    desk.hand(desk.twin.place, replace(ZHANG_XIAOFAN, fingers=fingers))
    done = desk.do("read_fingerprint_flag")
    assert done.result == {"fingerprints": fingers}
    assert desk.twin.received.count(b"\x30\x10") == 1


def test_a_card_that_is_taken_away_is_told_to_whoever_looks(desk):
    desk.hand(desk.twin.place, LI_JINGYI)
    assert desk.do("read_card").done
    assert desk.do("end_transaction").result == {"media_left": True, "buffers_cleared": True}
    desk.hand(desk.twin.lift)
    assert desk.do("end_transaction").result == {"media_left": False, "buffers_cleared": True}
    assert desk.context.kinds == ["cardDetected", "cardRead", "mediaLeft", "cardRemoved"]
    assert desk.driver.idle().parts["media"] == "notPresent"


def test_it_says_what_it_can_do(desk):
    told = desk.do("capabilities").result
    assert {"read_card", "read_new_address", "read_fingerprint_flag", "sam_id"} <= set(told["operations"])
    assert (told["cards"], told["photo"]) == (["resident", "I", "J", "Y"], "notSupported")
