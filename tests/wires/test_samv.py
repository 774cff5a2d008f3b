"""The reader's driver against literal bytes of public programs, and the twin's bytes against the same."""

from __future__ import annotations

import pytest

from drivers.id_card.dialogue import FIND, READ, SELECT, Dialogue
from drivers.id_card.frames import Frame, encode
from drivers.sim.base import Reply
from drivers.sim.faults import Fault
from drivers.sim.id_card import SAM_ID, SamFault, SamvTwin
from drivers.sim.line import PtyLine
from drivers.sim.people import LI_JINGYI, ZHAO_XIAOMAN
from drivers.transport.open import open_connection
from tests.support.direct import TestContext
from tests.support.vectors import COMMANDS, FIND_OK, READ_HEAD, SELECT_OK, frame


def answer(twin, name):
    return b"".join(reply.data for reply in twin.feed(COMMANDS[name]))


def status(sw3, check):
    return frame(f"00 04 00 00 {sw3} {check}")


def with_card(card=LI_JINGYI):
    twin = SamvTwin()
    twin.place(card)
    answer(twin, "find")
    answer(twin, "select")
    return twin


@pytest.mark.parametrize(
    "name", ["reset", "status", "baud_115200", "baud_57600", "baud_38400", "baud_19200", "baud_9600"]
)
def test_what_the_twin_only_acknowledges(name):
    assert answer(SamvTwin(), name) == status("90", "94")


def test_an_empty_reader():
    twin = SamvTwin()
    assert answer(twin, "find") == status("80", "84")
    assert answer(twin, "select") == status("81", "85")
    assert answer(twin, "read_base") == status("41", "45")


def test_a_whole_reading():
    twin = SamvTwin()
    twin.place(ZHAO_XIAOMAN)
    assert answer(twin, "find") == FIND_OK
    assert answer(twin, "select")[:10] == SELECT_OK[:10]
    assert answer(twin, "select") != SELECT_OK  # a real card's own number is not zero
    base = answer(twin, "read_base")
    assert len(base) == 1295
    assert base.startswith(READ_HEAD)
    assert base[14:270] == ZHAO_XIAOMAN.text()
    assert len(answer(twin, "read_new_address")) == 81
    assert len(answer(twin, "read_base_fp")) == 1297


def test_a_card_that_was_read_is_not_found_again_until_lifted():
    twin = with_card()
    answer(twin, "read_base")
    assert answer(twin, "find") == status("80", "84")
    assert len(answer(twin, "read_base")) == 1295
    twin.place(LI_JINGYI)
    assert answer(twin, "find") == FIND_OK


def test_a_card_without_a_new_address_says_so():
    assert answer(with_card(), "read_new_address") == status("91", "95")


def test_the_modules_number():
    assert SAM_ID in answer(SamvTwin(), "sam_id")


def test_what_the_twin_refuses():
    twin = SamvTwin()
    assert twin.feed(frame("00 03 77 77 03"))[0].data == status("21", "25")
    assert twin.feed(frame("00 03 11 FF EE"))[0].data == status("10", "14")
    assert twin.feed(frame("FF FF"))[0].data == status("11", "15")
    twin.sam_fault = SamFault.SELF_TEST_FAILED
    assert answer(twin, "status") == status("60", "64")
    twin.sam_fault = SamFault.NOT_AUTHORISED
    assert answer(twin, "find") == status("66", "62")


def test_a_slow_reading_waits_first_and_then_trickles():
    twin = with_card()
    twin.fault, twin.read_ms = Fault.SLOW, 500
    first, second, *_ = twin.feed(COMMANDS["read_base"])
    assert (first.after_ms, second.after_ms) == (508, 8)


class Scripted:
    """Answers every command with the next literal."""

    faults = frozenset()
    fault = Fault.NONE

    def __init__(self, *answers):
        self.answers = list(answers)
        self.heard = b""

    def feed(self, data):
        self.heard += data
        return [Reply(self.answers.pop(0))] if self.answers else []

    def unasked(self):
        return ()

    def power_on(self):
        pass


def ask(question, *answers):
    machine = Scripted(*answers)
    context = TestContext()
    with PtyLine(machine) as line:
        connection = open_connection(line.port, {"baud": 115200}, context.check)
        try:
            return Dialogue(connection, context).ask(question), machine.heard
        finally:
            connection.close()


def test_the_driver_sends_the_literal_commands():
    assert ask(FIND, FIND_OK) == (Frame(FIND_OK[7:-1]), COMMANDS["find"])
    assert ask(SELECT, SELECT_OK) == (Frame(SELECT_OK[7:-1]), COMMANDS["select"])


def test_a_card_whose_numbers_are_not_zero_is_found_and_selected():
    assert isinstance(ask(FIND, encode(bytes.fromhex("00 00 9F 12 34 56 78")))[0], Frame)
    assert isinstance(ask(SELECT, encode(bytes.fromhex("00 00 90 01 02 03 04 05 06 07 08")))[0], Frame)


def test_a_late_answer_to_an_earlier_question_is_not_taken_for_this_ones():
    late = encode(bytes.fromhex("00 00 90") + bytes(1284))
    answer, _ = ask(FIND, late + FIND_OK)
    assert answer == Frame(FIND_OK[7:-1])
    answer, _ = ask(READ, SELECT_OK)
    assert answer.error == "protocol.desync"


@pytest.mark.parametrize(
    ("sw3", "error"),
    [
        (0x10, "protocol.checksum"),
        (0x11, "protocol.desync"),
        (0x21, "protocol.refused"),
        (0x24, "sam.unknownError"),
        (0x31, "card.authFailed"),
        (0x34, "card.notFound"),
        (0x40, "card.unknownType"),
        (0x41, "card.readFailed"),
        (0x47, "sam.randomFailed"),
        (0x60, "sam.selfTestFailed"),
        (0x66, "sam.notAuthorised"),
        (0x80, "card.none"),
        (0x81, "card.selectFailed"),
        (0x91, "card.noSuchItem"),
        (0x77, "sam.unknownStatus"),
    ],
)
def test_every_refusal_has_its_own_name(sw3, error):
    answer, _ = ask(SELECT, *[encode(bytes((0, 0, sw3)))] * 3)
    assert (answer.error, answer.sw) == (error, f"0000{sw3:02x}")


class Late:
    """A connection on which the rest of an answer comes after the driver gave up on it."""

    def __init__(self, *chunks):
        self.chunks = list(chunks)
        self.written = 0

    def write(self, data):
        self.written += 1

    def read(self, most, timeout_ms):
        return self.chunks.pop(0)

    def discard(self):
        """What is late has not arrived yet."""

    def close(self):
        """Nothing to give back."""


def test_the_rest_of_a_broken_answer_is_not_taken_for_the_answer_to_the_repeated_question():
    broken, rest = frame("00 04 00 00 90 00"), status("80", "84")
    connection = Late(b"", broken, rest, b"", FIND_OK)
    assert Dialogue(connection, TestContext()).ask(FIND) == Frame(FIND_OK[7:-1])
    assert connection.written == 2


def test_one_lost_answer_is_asked_for_again_but_a_whole_card_is_not():
    answer, heard = ask(FIND, b"", FIND_OK)
    assert isinstance(answer, Frame)
    assert heard == 2 * COMMANDS["find"]
    answer, heard = ask(READ, b"", encode(bytes.fromhex("00 00 90") + bytes(1284)))
    assert answer.error == "protocol.noAnswer"
    assert heard == COMMANDS["read_base"]
