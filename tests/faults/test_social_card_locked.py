"""A county has locked its cards: only the hall's own reader library may read them, and nobody guesses a PIN."""

from __future__ import annotations

import pytest

from drivers.sim import card_holders
from drivers.sim.chip_cards import SocialCard
from drivers.smart_card.social import SocialCardReader
from drivers.smart_card.social_files import EF05
from drivers.types import CompletionCode
from hall.texts import load_texts
from tests.support.card_service import card_service
from tests.support.direct import driven


@pytest.mark.parametrize("card", [card_holders.locked(), SocialCard({}, {}, locked=frozenset({EF05}))])
def test_a_locked_card_is_told_as_such_and_no_pin_is_tried(card):
    with card_service() as service, driven(service.line(), SocialCardReader) as desk:
        desk.hand(desk.twin.insert, card)
        done = desk.do("read_social_card", timeout_ms=15_000)
        assert (done.code, done.error, done.result) == (CompletionCode.UNSUPPORTED_DATA, "card.locked", {})
        assert done.evidence == {"sw": "6982"}
        assert not [apdu for apdu in desk.twin.received if apdu[1] in (0x20, 0x24, 0x2C, 0x82)]
        assert desk.context.kinds[-1] == "removeCardPrompt"


def test_the_citizen_is_told_what_to_do():
    for language in ("zh", "en"):
        text = load_texts(language).problem("card.locked")
        assert text.what
        assert text.do
