"""The province's own page in place of the faces: opened for who was served, never made a rating of ours."""

from dataclasses import replace

import pytest

from kiosk.flows.tile_words import (
    AnswerTile,
    CloseTile,
    FitTile,
    HandTile,
    PointTile,
    TileAsks,
    TileEnded,
    TilePainted,
    WriteTile,
)
from kiosk.pad import words as w
from kiosk.pad.flow import opening, step
from kiosk.pad.province import OPENING_MS
from kiosk.pad.province_words import Done, OpenProvince
from kiosk.pad.state import Page, Rules
from tests.support.pad import ONE, TWO

RULES = Rules()
THERE = TilePainted(b"picture")
FINGER = PointTile("down", 10, 20)
CUT_OFF = TileEnded("tile.stopped")


class Desk:
    """A pad of a hall whose province asks; time in milliseconds."""

    def __init__(self, *, online=True):
        self.ms = 0
        self.state = replace(opening(w.Memory(), 0, province=True), online=online)
        self.effects = []

    def hear(self, *events, after_ms=1000):
        for event in events:
            self.ms += after_ms
            self.state, effects = step(self.state, event, self.ms, RULES)
            self.effects += effects
        return self

    def of(self, kind):
        return [each for each in self.effects if isinstance(each, kind)]

    @property
    def given(self):
        return [(one.giving.visit, one.giving.stars, one.giving.handed) for one in self.of(w.Keep)]


@pytest.mark.parametrize("end", [Done(), w.Leave(), "silence"])
def test_who_was_served_gets_the_page_and_nothing_is_made_of_it_here(end):
    desk = Desk().hear(w.Finished(ONE), FitTile(600, 400, 1.0, "usual"), THERE, FINGER)
    assert (desk.state.page, desk.of(OpenProvince)) == (Page.PROVINCE, [OpenProvince(ONE.ticket, "zh")])
    desk.hear(*([w.Tick()] if end == "silence" else [end]), after_ms=RULES.silence_ms + 1)
    assert desk.given == [(ONE, None, True)]
    assert desk.of(CloseTile) == [CloseTile()]
    assert desk.state.browsing.picture == b""
    desk.hear(w.Tick(), after_ms=RULES.thanks_ms + 1)
    assert desk.state.page is Page.IDLE


def test_fingers_keys_words_and_answers_go_to_the_page():
    desk = Desk().hear(
        w.Finished(ONE), THERE, FINGER, w.Type("很好"), w.Rub(), TileAsks("确定？", answers=True)
    )
    desk.hear(FINGER, AnswerTile(True), FINGER)
    handed = [each.touch for each in desk.of(HandTile)]
    assert [type(each).__name__ for each in handed] == ["PointTile", "PressTile", "AnswerTile", "PointTile"]
    assert desk.of(WriteTile) == [WriteTile("很好")]


@pytest.mark.parametrize("trouble", ["away", "late", "offline", "stopped"])
def test_when_the_page_cannot_be_had_our_own_faces_ask_and_say_so(trouble):
    desk = Desk(online=trouble != "offline")
    if trouble == "offline":
        desk.hear(w.WindowTold(w.Facts(current=ONE)), w.Start(""))
    else:
        events = {"away": [TileEnded("tile.away")], "stopped": [THERE, CUT_OFF], "late": []}[trouble]
        desk.hear(w.Finished(ONE), *events)
    if trouble == "late":
        desk.hear(w.Tick(), after_ms=OPENING_MS)
        assert desk.of(CloseTile)
    told = "province.stopped" if trouble == "stopped" else "province.away"
    assert (desk.state.page, desk.state.problem) == (Page.FACES, told)
    desk.hear(w.GiveStars(4), w.Send())
    assert desk.given == [(ONE, 4, False)]


def test_the_next_one_waits_for_a_finger_and_not_for_an_empty_chair():
    desk = Desk().hear(w.Finished(ONE), THERE, FINGER, w.Finished(TWO))
    assert (desk.state.asking.visit, desk.state.next) == (ONE, TWO)
    desk.hear(Done()).hear(w.Tick(), after_ms=RULES.thanks_ms + 1)
    assert desk.state.asking.visit == TWO
    desk.hear(THERE, after_ms=RULES.hold_ms + 1).hear(
        w.Finished(w.Served(ticket="ticket-000099", number="A099"))
    )
    assert [one for one, _, _ in desk.given] == [ONE, TWO]
    assert len(desk.of(OpenProvince)) == 3


def test_an_end_that_was_taken_back_closes_the_page_and_keeps_nothing():
    desk = Desk().hear(w.Finished(ONE), THERE, w.Undone(ONE.ticket))
    assert (desk.state.page, desk.given, desk.of(CloseTile)) == (Page.IDLE, [], [CloseTile()])
    desk.hear(THERE, CUT_OFF)
    assert desk.state.page is Page.IDLE
