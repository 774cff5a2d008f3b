"""A social-security card read through a real PC/SC service, both generations, without any PIN."""

from __future__ import annotations

import json

import pytest

from drivers.apdu import READING
from drivers.sim import card_holders
from drivers.sim.chip_cards import SocialCard, StorageCard
from drivers.smart_card.social import SocialCardReader
from drivers.smart_card.social_files import EF05
from drivers.transport.open import open_connection
from drivers.types import Command, CompletionCode
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
        desk.hand(desk.twin.remove)
        until(lambda: desk.driver.idle().parts["media"] == "notPresent")


def read(desk, card):
    desk.hand(desk.twin.insert, card)
    return desk.do("read_social_card", timeout_ms=15_000)


def test_a_card_of_the_first_generation(desk):
    done = read(desk, card_holders.first_generation())
    assert done.done
    assert (done.result["kind"], done.result["generation"], done.result["id_check_ok"]) == ("social", 1, True)
    assert done.result["fields"] == {
        "birth": "19640307",
        "birthplace": "990101",
        "card_id": "99010100000000000000000000000001",
        "card_number": "Y00000018",
        "id_number": "990101196403070424",
        "issued": "20120601",
        "name": "王秀英",
        "nation": "01",
        "nation_name": "汉",
        "region": "990101",
        "sex": "2",
        "sex_name": "女",
        "valid_to": "20320601",
        "version": "1.00",
    }
    assert desk.context.kinds[-2:] == ["cardDetected", "cardRead"]


def test_a_card_of_the_second_generation(desk):
    done = read(desk, card_holders.second_generation())
    assert (done.result["generation"], done.result["fields"]["name"]) == (2, "欧阳小芳")
    assert (done.result["fields"]["sex_name"], done.result["fields"]["nation_name"]) == ("女", "满")


def test_a_card_whose_dates_hold_only_a_year_as_text(desk):
    fields = read(desk, card_holders.first_generation(ascii_dates=True)).result["fields"]
    assert (fields["issued"], fields["valid_to"]) == ("2012", "2032")


def test_a_card_with_a_long_name_has_the_rest_of_it_in_another_record(desk):
    card = card_holders.second_generation()
    longer = SocialCard(card.issuer, {**card.holder, 0x4E: "买买提".encode("gbk")})
    assert read(desk, longer).result["fields"]["name"] == "欧阳小芳买买提"


def test_a_card_without_some_records_is_read_without_them(desk):
    card = card_holders.second_generation()
    holder = {tag: value for tag, value in card.holder.items() if tag in (0x08, 0x09)}
    done = read(desk, SocialCard({0x03: b"\x00" * 4}, holder))
    assert done.result["generation"] == 2
    assert sorted(done.result["fields"]) == ["id_number", "name", "region", "version"]


def test_a_card_with_a_wrong_number_says_so(desk):
    card = card_holders.second_generation()
    done = read(desk, SocialCard(card.issuer, {**card.holder, 0x08: b"990101198811230261"}))
    assert done.done
    assert done.result["id_check_ok"] is False


@pytest.mark.parametrize("missing", [0x08, 0x09])
def test_a_card_without_number_or_name_is_not_read(desk, missing):
    card = card_holders.second_generation()
    done = read(
        desk, SocialCard(card.issuer, {tag: card.holder[tag] for tag in card.holder if tag != missing})
    )
    assert (done.code, done.error, done.result) == (CompletionCode.COMMAND_ERROR_CODE, "card.readFailed", {})


def test_another_kind_of_card_is_not_taken_for_one(desk):
    done = read(desk, StorageCard(b"\x01\x02\x03\x04"))
    assert (done.code, done.error, done.result) == (
        CompletionCode.UNSUPPORTED_DATA,
        "card.unknownType",
        {},
    )


def test_no_command_that_ever_goes_out_has_to_do_with_a_pin(desk):
    cards = (
        card_holders.first_generation(),
        card_holders.second_generation(),
        card_holders.locked(),
        SocialCard({}, {}, locked=frozenset({EF05})),
        StorageCard(b"\x01\x02\x03\x04"),
    )
    for card in cards:
        read(desk, card)
    desk.do("connect", wait_ms=3000)
    for forbidden in ("0020000003888888", "0024000003888888", "002C000000", "00D6000001AA", "00", "zz"):
        done = desk.do("transmit", apdu_hex=forbidden)
        assert (done.error, done.evidence) == ("command.invalid", {"argument": "apdu_hex"})
    assert len(desk.twin.received) > 40
    assert {apdu[1] for apdu in desk.twin.received} <= set(READING)
    assert not [apdu for apdu in desk.twin.received if apdu[:2] == b"\x00\x20"]


def test_the_plain_operations(desk):
    desk.hand(desk.twin.insert, card_holders.second_generation())
    assert desk.do("connect", wait_ms=5000).result == {"atr": card_holders.second_generation().atr.hex()}
    assert desk.driver.idle().parts["chipPower"] == "online"
    found = desk.do("transmit", apdu_hex="00A4020002EF05")
    assert found.result == {"data_hex": "", "sw": "6a82"}
    for cold in (False, True):
        assert desk.do("reset", cold=cold).result["atr"].startswith("3b")
    assert desk.do("power_off").done
    assert desk.driver.idle().parts["chipPower"] == "poweredOff"
    assert desk.do("transmit", apdu_hex="00A4020002EF05").error == "card.removed"
    assert desk.do("eject_prompt").result == {"present": True}
    assert desk.context.kinds[-1] == "removeCardPrompt"
    assert desk.do("capabilities").result["unsupported"] == ["verify_pin"]
    assert desk.do("verify_pin").code is CompletionCode.UNSUPPORTED_COMMAND
    assert desk.do("connect", wait=1).evidence == {"argument": "wait"}
    desk.hand(desk.twin.remove)
    until(lambda: desk.do("end_transaction").result == {"media_left": False, "buffers_cleared": True})
    desk.context.events.clear()
    assert desk.do("eject_prompt").result == {"present": False}
    assert desk.context.kinds == []


def test_a_slot_without_a_card_asks_for_one_until_the_time_is_up(desk):
    done = desk.do("read_social_card", wait_ms=0)
    assert (done.code, done.error) == (CompletionCode.TIME_OUT, "card.none")
    assert desk.context.kinds == ["insertCard"]


def test_a_recorded_reading_is_replayed_to_the_same_result(service, tmp_path):
    def play(port, record=""):
        connection = open_connection(port, {}, context.check, record)
        driver = SocialCardReader(connection, {}, context)
        status = driver.start()
        done = driver.perform(Command("c1", "read_social_card", {"wait_ms": 0}, 15_000))
        driver.stop()
        connection.close()
        return status.parts, dict(done.result)

    context, tape = TestContext(), tmp_path / "card.jsonl"
    with service.line() as line:
        line.act(lambda: line.machine.insert(card_holders.first_generation()))
        probe = open_connection(line.port, {}, context.check)
        driver = SocialCardReader(probe, {}, context)
        until(lambda: driver.idle().parts["media"] == "present")
        probe.close()
        recorded = play(line.port, str(tape))
    assert recorded[1]["fields"]["name"] == "王秀英"
    assert play(f"replay:{tape}") == recorded
    assert all(json.loads(line) for line in tape.read_text().splitlines())


def test_the_flight_recorder_gets_no_word_of_a_card():
    label = SocialCardReader.frame_label
    record = b"T\x00\x08\x12990101196403070424\x90\x00"
    assert label("<", record) == "transmit 0 9000"
    assert label(">", b"T" + bytes.fromhex("00B2080000")) == "transmit 00b2"
    assert label("<", b"L\x00\x01\x00\x02Reader") == "look 0"
    assert label("<", b"") == "bytes -1"


def test_settings_that_do_not_exist_are_refused(service):
    with driven(service.line(), SocialCardReader, {"pin": "888888"}) as desk:
        status = desk.driver.start()
        assert (status.code, "pin" in status.parts["option"]) == ("config.invalid", True)
        assert desk.do("read_social_card").error == "config.invalid"
