"""A scanner that types: what was on the code arrives byte by byte, and nothing it types is ever a command."""

import select

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drivers.code_reader.splitter import Scanned, TooLong
from drivers.code_reader.wedge import TypedCodes, WedgeScanner
from drivers.code_reader.wedge_keys import EVENT_BYTES, Keys, Mark
from drivers.sim import wedge_scanner as sim
from drivers.sim.wedge_scanner import EventLine, WedgeScannerTwin
from drivers.types import CompletionCode
from tests.support.direct import driven

F4, R, TAB, PLUS = 62, 19, 15, 78


@pytest.fixture
def desk(tmp_path):
    with driven(EventLine(WedgeScannerTwin(), tmp_path / "scanner"), WedgeScanner) as desk:
        yield desk


def scan(desk, *codes, **options):
    """Read while the codes are held before the window."""
    desk.context.on_event = lambda event: (
        [desk.hand(desk.twin.present, code) for code in codes] if event.kind == "presentCode" else None
    )
    return desk.do("read_code", **options)


def strike(desk, events):
    desk.context.on_event = lambda event: (
        desk.hand(desk.twin.strike, events) if event.kind == "presentCode" else None
    )
    return desk.do("read_code", wait_ms=3000)


def cut(events, suffix="enter", alt="gbk", most=100):
    codes = TypedCodes(Keys(suffix, alt), most, silence_ends=suffix == "none")
    found = codes.feed(events)
    last = codes.silence()
    return [*found, *([last] if last else [])], codes.reason


def test_every_printable_character_arrives(desk):
    text = bytes(range(0x20, 0x7F))
    assert scan(desk, text).result["bytes_hex"] == text.hex()


def test_control_characters_are_data(desk):
    control = bytes(byte for byte in range(0x20))
    assert scan(desk, b"A" + control + b"Z").result["bytes_hex"] == (b"A" + control + b"Z").hex()


def test_a_chinese_code_typed_with_alt_and_the_number_pad_arrives_as_gbk(desk):
    done = scan(desk, "居民服务码A1".encode("gbk"))
    assert (done.result["text"], done.result["charset"]) == ("居民服务码A1", "gb18030")


def test_a_long_code_arrives_whole(desk):
    text = b"0123456789" * 300
    assert scan(desk, text, timeout_ms=30_000).result["length"] == 3000


@pytest.mark.parametrize(
    "chord",
    [
        sim.stroke(F4, sim.ALT),
        sim.stroke(R, sim.META),
        sim.stroke(TAB, sim.ALT),
        sim.stroke(F4),
        sim.stroke(F4, sim.CTRL),
        sim.stroke(111, sim.CTRL, sim.ALT),
    ],
    ids=["Alt+F4", "Win+R", "Alt+Tab", "F4", "Ctrl+F4", "Ctrl+Alt+Del"],
)
def test_a_chord_that_stands_for_no_character_makes_the_code_unreadable(desk, chord):
    done = strike(desk, sim.stroke(R) + chord + sim.stroke(sim.ENTER))
    assert (done.code, done.error) == (CompletionCode.INVALID_DATA, "code.unreadable")
    assert done.evidence["reason"] == "keyboardLayoutMismatch"
    assert scan(desk, b"next").result["text"] == "next"


def test_keys_that_the_kernel_lost_make_the_code_unreadable(desk):
    done = strike(desk, sim.stroke(R) + sim.DROPPED + sim.stroke(sim.ENTER))
    assert (done.error, done.evidence["reason"]) == ("code.unreadable", "keysLost")


def test_a_code_without_its_suffix_is_not_given_out(desk):
    done = strike(desk, sim.stroke(R) * 5)
    assert (done.error, done.evidence["reason"]) == ("code.unreadable", "suffixMissing")


def test_what_is_typed_while_nobody_reads_is_dropped(desk):
    desk.hand(desk.twin.present, b"early")
    ready, _, _ = select.select([desk.driver.connection._fd], [], [], 10)
    assert ready
    assert desk.do("read_code", wait_ms=400).error == "code.none"


def test_the_same_code_again_is_one_presentation(desk):
    assert scan(desk, b"A", b"A").done
    assert scan(desk, b"A", wait_ms=500).error == "code.none"


def test_a_code_longer_than_any_is_refused(tmp_path):
    line = EventLine(WedgeScannerTwin(), tmp_path / "scanner")
    with driven(line, WedgeScanner, {"max_bytes": 8}) as desk:
        assert scan(desk, b"123456789").error == "code.tooLong"
        assert scan(desk, b"12345678").done


def test_a_wrong_option_is_named_with_the_right_word(tmp_path):
    line = EventLine(WedgeScannerTwin(), tmp_path / "scanner")
    with driven(line, WedgeScanner, {"sufix": "enter"}) as desk:
        assert "options.sufix is not a setting; write suffix" in desk.driver.start().parts["option"]
        assert desk.do("read_code").error == "config.invalid"


def test_a_held_shift_of_one_code_does_not_reach_the_next():
    stuck = sim.event(sim.SHIFT, 1) + sim.stroke(R)
    codes = TypedCodes(Keys("enter", "gbk"), 100, silence_ends=False)
    codes.feed(stuck)
    codes.silence()
    assert codes.feed(sim.stroke(R) + sim.stroke(sim.ENTER)) == [Scanned(b"r")]


def test_a_key_held_down_is_typed_once():
    held = sim.event(R, 1) + sim.event(R, 2) * 5 + sim.event(R, 0) + sim.stroke(sim.ENTER)
    assert cut(held)[0] == [Scanned(b"r")]


def test_tab_can_be_the_suffix_and_is_data_otherwise():
    keys = sim.stroke(R) + sim.stroke(TAB) + sim.stroke(R) + sim.stroke(sim.ENTER)
    assert cut(keys)[0] == [Scanned(b"r\tr")]
    assert cut(keys, suffix="tab")[0] == [Scanned(b"r"), Scanned(b"r\r", whole=False)]


def test_silence_can_be_the_suffix():
    assert cut(sim.stroke(R), suffix="none") == ([Scanned(b"r")], "")


def test_the_number_pad_without_alt_types_digits():
    assert cut(sim.stroke(82) + sim.stroke(79) + sim.stroke(PLUS) + sim.stroke(96))[0] == [Scanned(b"01+")]


@pytest.mark.parametrize(
    ("number", "alt", "data"),
    [
        (0xD6D0, "gbk", b"\xd6\xd0"),
        (0xE9, "gbk", b"\xe9"),
        (0x4E2D, "unicode", "中".encode()),
        (0x20BB7, "unicode", "𠮷".encode()),
    ],
)
def test_numbers_typed_with_alt(number, alt, data):
    assert cut(sim.alt_code(number) + sim.stroke(sim.ENTER), alt=alt)[0] == [Scanned(data)]


@pytest.mark.parametrize(("number", "alt"), [(0x20BB7, "gbk"), (0xD800, "unicode"), (0x110000, "unicode")])
def test_numbers_that_are_no_character(number, alt):
    assert cut(sim.alt_code(number) + sim.stroke(sim.ENTER), alt=alt)[1] == "keyboardLayoutMismatch"


@settings(max_examples=300, deadline=None)
@given(
    st.binary(max_size=400).filter(lambda code: 0x7F not in code and all(b < 0x80 for b in code)),
    st.integers(1, 50),
)
def test_any_ascii_code_arrives_in_whatever_pieces(code, piece):
    events = b"".join(sim.typed(code)) + sim.stroke(sim.ENTER)
    codes = TypedCodes(Keys("enter", "gbk"), 400, silence_ends=False)
    found = [one for at in range(0, len(events), piece) for one in codes.feed(events[at : at + piece])]
    assert found == ([Scanned(code)] if code else [])


@settings(max_examples=300, deadline=None)
@given(st.lists(st.binary(max_size=3 * EVENT_BYTES), max_size=20))
def test_garbage_never_crashes_and_never_grows(pieces):
    codes = TypedCodes(Keys("enter", "gbk"), 16, silence_ends=False)
    for piece in pieces:
        for found in codes.feed(piece):
            assert isinstance(found, TooLong) or len(found.data) <= 16


@given(st.lists(st.tuples(st.integers(0, 255), st.integers(0, 2)), max_size=60))
def test_any_keys_give_bytes_or_marks(strokes):
    events = b"".join(sim.event(code, value) for code, value in strokes)
    for key in Keys("enter", "unicode").feed(events):
        assert isinstance(key, Mark) or len(key) <= 4
