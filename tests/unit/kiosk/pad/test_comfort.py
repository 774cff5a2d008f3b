"""Size, colours and voice of a pad are one citizen's: twice the time for them, and the usual again for the next."""

from dataclasses import replace

import pytest

from kiosk.flows.comfort import Comfort
from kiosk.flows.touches import Adjust, AsUsual, Headset, OpenComfort
from kiosk.pad import paper_words as p
from kiosk.pad import words as w
from kiosk.pad.flow import opening, step
from kiosk.pad.state import Page, Rules
from tests.support.pad import ONE, OPEN, TEXT, TWO

RULES = Rules()
LARGE = Adjust("size", "3")


def after(*events, state=None, pause=1000):
    state = state or replace(opening(w.Memory(), 0), online=True)
    for event in events:
        state, _ = step(state, event, state.now_ms + pause, RULES)
    return state


@pytest.mark.parametrize(
    "end",
    [
        [w.Leave()],
        [w.GiveStars(5), w.Send(), w.Kept(ONE.ticket), "thanks"],
        ["silence"],
    ],
)
def test_the_next_one_meets_the_pad_as_everybody_does(end):
    state = after(w.Finished(ONE), LARGE, Adjust("contrast", "black"), w.SetLanguage("en"))
    assert (state.comfort.size, state.language) == (3, "en")
    for each in end:
        quiet = (
            {"thanks": RULES.thanks_ms, "silence": 2 * RULES.silence_ms}.get(each)
            if isinstance(each, str)
            else 0
        )
        state = after(w.Tick(), state=state, pause=quiet + 1) if quiet else after(each, state=state)
    assert (state.page, state.comfort, state.language) == (Page.IDLE, Comfort(), "zh")


def test_what_was_chosen_while_being_served_stays_for_the_evaluation_and_goes_with_the_number():
    state = after(w.WindowTold(OPEN), LARGE, w.Tick(), w.Tick(), pause=RULES.silence_ms)
    assert state.comfort.size == 3, "somebody is at the window"
    assert after(w.Finished(ONE), state=state).comfort.size == 3
    assert after(w.WindowTold(replace(OPEN, current=TWO)), state=state).comfort.size == 0
    gone = after(w.WindowTold(replace(OPEN, current=None)), state=state)
    assert after(w.Tick(), state=gone, pause=3 * RULES.silence_ms).comfort.size == 0


def test_who_wants_larger_type_has_twice_the_time():
    state = after(w.Finished(ONE), LARGE)
    assert after(w.Tick(), state=state, pause=2 * RULES.silence_ms - 1).page is Page.FACES
    assert after(w.Tick(), state=state, pause=2 * RULES.silence_ms).page is Page.IDLE


def test_the_panel_takes_no_touch_for_the_page_below_and_makes_way_for_another_page():
    state = after(w.Finished(ONE), OpenComfort(wanted=True), w.GiveStars(5), w.Leave())
    assert (state.front, state.page, state.asking.stars) == ("comfort", Page.FACES, 0)
    assert after(OpenComfort(wanted=False), state=state).front == "faces"
    idle = after(OpenComfort(wanted=True), p.PaperTold(TEXT))
    assert idle.front == "paper"


def test_a_voice_by_setting_or_by_headset_and_back_to_it():
    spoken = replace(opening(w.Memory(), 0, Comfort(aloud=True)), online=True)
    state = after(w.Finished(ONE), Adjust("aloud", "off"), state=spoken)
    assert not state.comfort.aloud
    assert after(w.Leave(), state=state).comfort.aloud
    assert after(AsUsual(), state=state).comfort.aloud
    assert after(w.Finished(ONE), Headset(True)).comfort.aloud


def test_a_document_is_agreed_to_only_once_all_of_it_is_here():
    paper = TEXT.model_copy(update={"document": "1" * 64, "pages": ("2" * 64, "3" * 64), "words": ""})
    state = after(p.PaperTold(paper), p.Agree())
    assert state.page is Page.PAPER
    state = after(p.SheetsTold("another-paper", (b"1", b"2")), p.Agree(), state=state)
    assert state.page is Page.PAPER
    state = after(p.SheetsTold(paper.id, (b"1", b"2")), p.TurnSheet(1), p.TurnSheet(5), state=state)
    assert state.sheet == 1
    state = after(p.Agree(), p.PaperKept(paper.id), state=state)
    assert (state.page, state.sheets, state.paper) == (Page.PAPER_DONE, (), None)
