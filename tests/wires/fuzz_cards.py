"""Whole readings of chip cards through the card service's wire, whose answers are spoiled, late or never come."""

from __future__ import annotations

from drivers.id_card.pcsc_reader import PcscIdReader
from drivers.sim import card_holders
from drivers.sim.base import Reply
from drivers.sim.people import PEOPLE
from drivers.smart_card.social import SocialCardReader
from drivers.smart_card.staff import StaffCardReader
from drivers.transport import card_words as words
from drivers.types import Canceled, Command
from tests.wires.fuzzing import LyingWire, Moment

_NUMBER = 0x08
"""The tag of the ID number in EF06."""
_TIMEOUT_MS = 6_000


class CardMachine:
    """What the card service's wire answers while a card lies there."""

    def __init__(self, card):
        self.card = card

    def feed(self, data):
        name = b"Reader"
        match data[:1]:
            case words.LOOK:
                said = bytes([words.Flag.PRESENT, 0, 1]) + name
            case words.TRANSMIT:
                said = self.card.respond(data[1:])
            case words.LET_GO:
                said = b""
            case _:
                said = self.card.atr
        return [Reply(words.write_reply(data, words.Reply(words.Outcome.OK, said)))]

    def unasked(self):
        return ()


class Messages(LyingWire):
    """One message per read, never a part of one. `responses`: those of the card."""

    def __init__(self, *given):
        super().__init__(*given)
        self.responses = []

    def read(self, most, timeout_ms):
        message = super().read(most, timeout_ms)
        if message[:1] == words.TRANSMIT:
            self.responses.append(message[2:])
        return message

    def cut(self, size):
        return size


def social(wire, done):
    """A number whose check digit fits is the holder's own."""
    if done.result["id_check_ok"]:
        assert done.result["fields"]["id_number"] == wire.machine.card.holder[_NUMBER].decode()


def staff(wire, done):
    """The number is what a card answered, to the last bit."""
    number = bytes.fromhex(done.result["staff_number"])
    assert number + b"\x90\x00" in wire.responses or any(
        said[:-2] == number and said[-2:-1] == b"\x62" for said in wire.responses
    )


def identity(wire, done):
    """The number stands in the pages, which have no check of their own."""
    number = done.result["fields"]["id_number"]
    pages = b"".join(said[:-2] for said in wire.responses)
    assert "\ufffd" in number or number.encode("utf-16-le") in pages


def reading(driver_class, op, card_of, proof):
    """Start, a reading, a look, the end."""

    def once(dice):
        moment = Moment()
        wire = Messages(CardMachine(card_of(dice)), moment, dice, dice.choice([0.03, 0.1, 0.5]))
        driver = driver_class(wire, {}, moment)
        driver.start()
        wire.begin()
        wire.responses.clear()
        moment.cancel_ms = moment.ms + _TIMEOUT_MS
        try:
            done = driver.perform(Command("c", op, {"wait_ms": 0}, _TIMEOUT_MS))
        except Canceled:
            return
        finally:
            moment.cancel_ms = None
        if done.done:
            proof(wire, done)
        else:
            assert done.error
            assert done.result == {}
        driver.idle()
        driver.stop()

    return once


_SOCIAL = [card_holders.first_generation, card_holders.second_generation]
PROTOCOLS = {
    "social-card, dialogue": reading(
        SocialCardReader, "read_social_card", lambda dice: dice.choice(_SOCIAL)(), social
    ),
    "staff-card, dialogue": reading(
        StaffCardReader, "read_staff_card", lambda dice: card_holders.cards()["staff"], staff
    ),
    "pcsc-id-card, dialogue": reading(
        PcscIdReader, "read_card", lambda dice: card_holders.id_card(dice.choice(PEOPLE)), identity
    ),
}
