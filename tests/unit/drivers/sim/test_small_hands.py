"""What a person can do at the twins of pads, lockers, signs, boards and terminals."""

import pytest

from drivers.sim.attendance import AttendanceTwin
from drivers.sim.auxiliary import IoBoardTwin, NutTwin
from drivers.sim.base import Handled
from drivers.sim.chip_reader import ChipReaderTwin
from drivers.sim.keypad import CALL_KEYS, KeypadTwin
from drivers.sim.locker import LockerTwin, WinnsenTwin
from drivers.sim.multi_in_one import MultiInOneTwin
from drivers.sim.networked_pad import NetworkedPadTwin
from drivers.sim.people import ZHANG_XIAOFAN
from drivers.sim.sign import OnbonTwin, TextSignTwin
from drivers.sim.unknown_pad import UnknownPadTwin
from drivers.transport.base import WireError
from drivers.transport.nothing import NoWire
from drivers.transport.open import open_connection

TWINS = [
    (KeypadTwin, {"press": "5", "hold": "1", "unscrew": "", "look": ""}),
    (lambda: KeypadTwin(keys=CALL_KEYS), {"press": "next", "hold": "recall", "unscrew": "", "look": ""}),
    (NetworkedPadTwin, {"rate": "5 510", "unscrew": "", "leave": ""}),
    (lambda: UnknownPadTwin({"5": lambda _: b"x"}), {"press": "5"}),
    (lambda: LockerTwin(4), {"push": "1", "force": "4", "put": "9", "take": "9", "look": ""}),
    (lambda: WinnsenTwin(4), {"push": "1", "force": "4", "put": "9", "take": "9", "look": ""}),
    (OnbonTwin, {"look": ""}),
    (TextSignTwin, {"look": ""}),
    (IoBoardTwin, {"close": "0", "part": "0", "look": ""}),
    (NutTwin, {"cut": "low", "mains": ""}),
    (AttendanceTwin, {"punch": "G0007 in"}),
    (MultiInOneTwin, {"place": "zhang_xiaofan", "lift": ""}),
    (
        ChipReaderTwin,
        {"insert": "id_zhang", "remove": "", "place": "zhang_xiaofan", "lift": ""},
    ),
]


@pytest.mark.parametrize(("make", "words"), TWINS)
def test_every_hand_does_something_and_explains_itself(make, words):
    twin = make()
    assert isinstance(twin, Handled)
    hands = twin.hands()
    assert set(hands) == set(words)
    for verb, rest in words.items():
        assert isinstance(hands[verb].do(rest), str)
        assert hands[verb].zh
        assert hands[verb].en


@pytest.mark.parametrize(
    ("make", "verb", "rest"),
    [
        (KeypadTwin, "press", "9"),
        (LockerTwin, "push", "99"),
        (LockerTwin, "force", "x"),
        (IoBoardTwin, "close", "8"),
        (NetworkedPadTwin, "rate", "much"),
        (MultiInOneTwin, "place", "nobody"),
        (MultiInOneTwin, "place", ""),
        (ChipReaderTwin, "insert", "nobody"),
    ],
)
def test_nonsense_is_refused(make, verb, rest):
    with pytest.raises(ValueError, match=r"."):
        make().hands()[verb].do(rest)


@pytest.mark.parametrize("name", ["张小凡", "zhang_xiaofan", "zhang", "ZHANG_XIAOFAN"])
def test_a_person_is_laid_on_every_id_reader_by_the_same_names(name):
    multi, chip = MultiInOneTwin(), ChipReaderTwin()
    multi.hands()["place"].do(name)
    chip.hands()["place"].do(name)
    assert multi.card is ZHANG_XIAOFAN
    assert ZHANG_XIAOFAN.text()[:100] in chip.card.respond(bytes.fromhex("FFB0000000"))


def test_a_device_without_a_port_carries_nothing():
    beats = []
    connection = open_connection("none:speaker", {}, lambda: beats.append(1))
    assert isinstance(connection, NoWire)
    assert connection.read(10, 120) == b""
    assert len(beats) >= 2
    connection.discard()
    with pytest.raises(WireError):
        connection.write(b"x")
    connection.close()
