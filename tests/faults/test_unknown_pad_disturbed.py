"""Learning an unknown pad on a bad line: a table that loads and says what was pressed, or a plain no."""

import pytest

from drivers.keypad.learning import CannotLearn, learn
from drivers.keypad.sniffer import Sniffer
from drivers.keypad.table import LEVELS, read_table
from drivers.sim.faults import Fault
from drivers.sim.line import PtyLine
from drivers.sim.unknown_pad import UnknownPadTwin
from drivers.table.decoder import Decoder, Frame
from drivers.table.reading import Reader
from drivers.transport.base import WireError, WireReason
from drivers.types import CompletionCode
from tests.support.direct import driven

FRAMES = {level: bytes([0xAA, int(level), 0xAA ^ int(level), 0x55]) for level in LEVELS}
PRESSES = 3


@pytest.fixture
def desk():
    twin = UnknownPadTwin({key: lambda _, frame=frame: frame for key, frame in FRAMES.items()})
    with driven(PtyLine(twin), Sniffer, {"gap_ms": 60}, baud=9600) as desk:
        desk.driver.start()
        yield desk


def press(desk, key, fault=Fault.NONE):
    """One press; the bytes that came, b"" for silence."""
    desk.line.set_fault(fault)
    desk.hand(desk.twin.press, key)
    done = desk.do("next_burst", wait_ms=3000 if fault is not Fault.NO_ANSWER else 300)
    return bytes.fromhex(done.result["hex"]) if done.done else b""


def samples(desk, fault, key="3"):
    """Every key three times; one press of one key is disturbed."""
    found = {level: [press(desk, level) for _ in range(PRESSES)] for level in LEVELS}
    found[key][1] = press(desk, key, fault)
    return found


def test_a_mute_pad_is_silence_and_no_burst(desk):
    desk.line.set_fault(Fault.NO_ANSWER)
    desk.hand(desk.twin.press, "1")
    done = desk.do("next_burst", wait_ms=300)
    assert (done.code, done.error, done.result) == (CompletionCode.TIME_OUT, "protocol.noAnswer", {})


@pytest.mark.parametrize(
    "fault", [Fault.NO_ANSWER, Fault.HALF_FRAME, Fault.WRONG_CHECKSUM, Fault.GARBAGE_BEFORE]
)
def test_one_disturbed_press_teaches_nothing_wrong(desk, fault):
    found = samples(desk, fault)
    try:
        learned = learn(found)
    except CannotLearn:
        return
    table = read_table(Reader({"press": learned.press()}), LEVELS)
    for level, frame in FRAMES.items():
        (heard,) = Decoder(table.heard).feed(frame)
        assert isinstance(heard, Frame)
        assert (table.keys[heard.values["key"]] if heard.name == "press" else heard.name[1:]) == level


def test_the_plug_pulled_while_learning_ends_it(desk):
    desk.line.unplug()
    with pytest.raises(WireError) as broken:
        desk.do("next_burst", wait_ms=3000)
    assert broken.value.reason is WireReason.GONE
