"""An ID card read by pages through a real PC/SC service: four kinds of cards, and cards that are none."""

from __future__ import annotations

import pytest

from drivers.id_card.pcsc_reader import PcscIdReader, is_id_card
from drivers.sim.card_holders import id_card
from drivers.sim.chip_cards import StorageCard, storage_atr
from drivers.sim.people import ANNA_2017, ERIK_2023, LIN_JIAXIN, WANG_YAN
from drivers.types import CompletionCode
from tests.support.card_service import card_service, until
from tests.support.direct import driven


@pytest.fixture(scope="module")
def service():
    with card_service() as service:
        yield service


@pytest.fixture
def desk(service):
    with driven(service.line(), PcscIdReader) as desk:
        yield desk
        desk.hand(desk.twin.remove)
        until(lambda: desk.driver.idle().parts["media"] == "notPresent")


@pytest.mark.parametrize(
    "card", [WANG_YAN, LIN_JIAXIN, ANNA_2017, ERIK_2023], ids=lambda card: card.kind.value
)
def test_all_four_kinds_of_cards_are_read_whole(desk, card):
    desk.hand(desk.twin.insert, id_card(card))
    done = desk.do("read_card", timeout_ms=15_000, photo=True)
    assert done.done
    assert (done.result["kind"], done.result["id_check_ok"]) == (card.kind.value, True)
    assert done.result["fields"]["id_number"] == card.fields["id_number"]
    assert done.result["photo_hex"] == card.photo.hex()
    assert desk.context.kinds[-2:] == ["cardDetected", "cardRead"]
    assert [apdu.hex() for apdu in desk.twin.received] == [f"ffb00{page}0000" for page in range(6)]


@pytest.mark.parametrize("page", range(6))
def test_a_page_that_cannot_be_read_gives_nothing(desk, page):
    desk.hand(desk.twin.insert, id_card(WANG_YAN, fails_at=page))
    done = desk.do("read_card", timeout_ms=15_000)
    assert (done.code, done.error, done.result) == (CompletionCode.COMMAND_ERROR_CODE, "card.readFailed", {})
    assert done.evidence == {"sw": "6300"}
    assert desk.context.kinds[-1] == "removeCardPrompt"


def test_another_card_is_not_taken_for_an_id_card(desk):
    desk.hand(desk.twin.insert, StorageCard(b"\x01\x02\x03\x04", bytes(2000)))
    done = desk.do("read_card", timeout_ms=15_000)
    assert (done.code, done.error) == (CompletionCode.UNSUPPORTED_DATA, "card.unknownType")
    assert desk.twin.received == []


@pytest.mark.parametrize("pages", [bytes(1284), b"\x01\x00\x04\x00" + b"Q\x00" * 640, bytes(300)])
def test_an_id_card_that_holds_nonsense_names_nobody(desk, pages):
    desk.hand(desk.twin.insert, StorageCard(b"\x01\x02\x03\x04", pages, b"\x90\x00"))
    done = desk.do("read_card", timeout_ms=15_000)
    assert done.result == {}
    assert done.error in {"card.readFailed", "card.unknownType"}


def test_how_an_id_card_is_told():
    assert is_id_card(storage_atr(b"\x90\x00"))
    assert not is_id_card(storage_atr(b"\x00\x01"))
    assert not is_id_card(b"")


def test_what_it_does_not_do(desk):
    assert desk.do("read_new_address").code is CompletionCode.UNSUPPORTED_COMMAND
    assert desk.do("read_card", wait=1).evidence == {"argument": "wait"}
