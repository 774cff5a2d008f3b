"""What the sign and the keypad show."""

import pytest

from hall.domain.queue.desk import Presence
from hall.domain.queue.ticket import TicketState
from hall.texts import load_texts
from kiosk.window.keys import USUAL, Wish, table_of, wish
from kiosk.window.scene import NOBODY, Frame, Scene, pad_number, pad_waiting, sign_lines
from tests.unit.kiosk.window.test_share import ticket, view

WORDS = load_texts("zh")
WIDE = Frame(columns=16, rows=1, number=3, name="户籍证件")
TWO = Frame(columns=16, rows=2, number=3, name="户籍证件")


def state(current=None, presence=Presence.OPEN, waiting=0):
    line = [ticket(f"ticket-{n:06d}", f"B{n:03d}") for n in range(10, 10 + waiting)]
    there = ticket("ticket-000001", "B001").model_copy(update={"state": current}) if current else None
    return view(3, line).model_copy(update={"current": there, "presence": presence})


@pytest.mark.parametrize(
    ("scene", "shown"),
    [
        (Scene(state(TicketState.CALLED)), "请B001号"),
        (Scene(state(TicketState.SERVING)), "B001 办理中"),
        (Scene(state()), "户籍证件"),
        (Scene(state(presence=Presence.PAUSED)), "暂停服务"),
        (Scene(state(presence=Presence.CLOSED)), "暂停服务"),
        (Scene(None), "户籍证件"),
        (Scene(state(TicketState.CALLED), away_ms=29_000), "请B001号"),
        (Scene(state(TicketState.CALLED), away_ms=30_000), "本窗口手工叫号"),
        (Scene(state(TicketState.CALLED), away_ms=30_000, by_hand="B007"), "请B007号"),
        (Scene(state(TicketState.CALLED), blocked="token.wrong"), "本窗口手工叫号"),
    ],
)
def test_the_sign_says_what_is_true_now(scene, shown):
    assert sign_lines(scene, WIDE, WORDS) == [shown]


def test_a_sign_with_two_rows_keeps_the_windows_name():
    assert sign_lines(Scene(state(TicketState.CALLED)), TWO, WORDS) == ["请B001号", "户籍证件"]
    assert sign_lines(Scene(state()), TWO, WORDS) == ["户籍证件"]


def test_what_is_too_wide_for_the_sign_is_the_windows_number():
    narrow = Frame(columns=7, rows=1, number=3, name="社会保险与户籍证件")
    assert sign_lines(Scene(state()), narrow, WORDS) == ["3"]
    assert sign_lines(Scene(state()), Frame(10, 1, 3, "社会保险与户籍证件"), WORDS) == ["3 号窗口"]


def test_the_keypad_shows_the_number_and_how_many_wait():
    assert (pad_number(Scene(state(TicketState.CALLED))), pad_waiting(Scene(state(waiting=4)))) == ("B001", 4)
    assert pad_number(Scene(state(TicketState.CALLED), away_ms=30_000)) == NOBODY
    assert pad_number(Scene(None, by_hand="B007")) == "B007"


@pytest.mark.parametrize(
    ("kind", "data", "asked"),
    [
        ("keyPressed", {"key": "next"}, Wish("call")),
        ("longPress", {"key": "next"}, Wish("call")),
        ("longPress", {"key": "recall"}, Wish("start")),
        ("keyPressed", {"key": "transfer"}, None),
        ("keyIgnored", {"key": "next"}, None),
        ("login", {"clerk": "0042"}, Wish("open", "0042")),
        ("logout", {}, Wish("close")),
    ],
)
def test_a_key_does_what_the_table_says(kind, data, asked):
    assert wish(kind, data, USUAL) == asked


def test_the_hall_file_may_say_otherwise():
    assert wish("keyPressed", {"key": "transfer"}, table_of({"transfer": "hold"})) == Wish("hold")
