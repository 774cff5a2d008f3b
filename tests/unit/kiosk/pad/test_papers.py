"""A clerk's text on the pad: confirmed, refused or signed once, and gone from the pad at once."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.pad import words as w
from kiosk.pad.flow import step
from kiosk.pad.paper_words import (
    Agree,
    PaperKept,
    PaperNotKept,
    PaperSaid,
    PaperTold,
    Refuse,
    Stroke,
    WipeSignature,
)
from kiosk.pad.state import Page, Rules, State
from tests.support.pad import LONG, ONE, TEXT, TWO

RULES = Rules()
NAME = Stroke(tuple((x / 10, 0.2 + x % 2 / 10) for x in range(10)))
BEGUN = State(online=True)


def after(*events, state=BEGUN, pause=1000):
    """The state, and everything that was to be kept."""
    said = []
    for event in events:
        state, effects = step(state, event, state.now_ms + pause, RULES)
        said += [each for each in effects if isinstance(each, PaperSaid)]
    return state, said


@pytest.mark.parametrize(("touch", "verdict"), [(Agree(), "confirmed"), (Refuse(), "refused")])
def test_a_text_is_answered_once_and_nothing_of_it_stays(touch, verdict):
    state, said = after(PaperTold(TEXT), touch, touch, Agree(), Refuse())
    assert [(one.paper, one.verdict) for one in said] == [(TEXT, verdict)]
    state, _ = after(PaperKept(TEXT.id), state=state)
    assert (state.page, state.paper, state.strokes) == (Page.PAPER_DONE, None, ())


def test_a_signature_is_needed_where_it_is_asked_for_and_goes_with_the_text_that_was_shown():
    state, said = after(PaperTold(LONG), Agree(), Agree())
    assert (state.page, state.problem, said) == (Page.SIGN, "signature.empty", [])
    _, said = after(NAME, WipeSignature(), NAME, Agree(), state=state)
    assert [(one.paper.sha256, one.strokes) for one in said] == [(LONG.sha256, (NAME.points,))]


def test_a_text_that_was_changed_meanwhile_is_read_anew_and_its_signature_is_gone():
    state, _ = after(PaperTold(LONG), Agree(), NAME)
    state, said = after(PaperTold(LONG.model_copy(update={"id": "paper-000002"})), state=state)
    assert (state.page, state.strokes, said) == (Page.PAPER, (), [])


def test_a_text_that_was_taken_back_is_gone():
    state, _ = after(PaperTold(LONG), Agree(), NAME, PaperTold(None))
    assert (state.page, state.paper, state.strokes) == (Page.IDLE, None, ())


def test_a_text_waits_for_an_evaluation_and_the_next_one_for_a_signature():
    state, _ = after(w.Finished(ONE), PaperTold(TEXT))
    assert state.page is Page.FACES
    state, _ = after(w.Leave(), w.Tick(), state=state)
    assert state.page is Page.PAPER
    state, _ = after(PaperTold(LONG), Agree(), NAME, w.Finished(TWO))
    assert state.page is Page.SIGN
    state, _ = after(Agree(), PaperKept(LONG.id), state=state)
    state, _ = after(w.Tick(), state=state, pause=RULES.thanks_ms)
    assert (state.page, state.asking.visit) == (Page.FACES, TWO)


def test_a_full_disk_says_so_and_can_be_tried_again():
    state, _ = after(PaperTold(TEXT), Agree(), PaperNotKept(TEXT.id, "disk.full"))
    assert (state.page, state.problem) == (Page.PAPER, "disk.full")
    assert len(after(Agree(), state=state)[1]) == 1


def test_without_the_server_a_text_does_not_lie_there_for_hours():
    state, _ = after(PaperTold(TEXT), w.LineTold(online=False))
    state, _ = after(w.Tick(), state=state, pause=RULES.silence_ms)
    assert (state.page, state.paper) == (Page.IDLE, None)


ANY = st.sampled_from(
    [
        *(PaperTold(one) for one in (TEXT, LONG, None)),
        *(each(one.id) for each in (PaperKept,) for one in (TEXT, LONG)),
        PaperNotKept(TEXT.id, "disk.full"),
        Agree(),
        Agree(),
        Refuse(),
        NAME,
        WipeSignature(),
        w.Back(),
        w.Finished(ONE),
        w.GiveStars(5),
        w.Send(),
        w.Leave(),
        w.Tick(),
        w.LineTold(online=False),
        w.LineTold(online=True),
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(ANY, st.sampled_from([100, 1000, 50_000])), max_size=40))
def test_nothing_is_said_that_was_not_shown(course):
    state = replace(BEGUN)
    for event, pause in course:
        before = state
        state, said = after(event, state=state, pause=pause)
        for one in said:
            assert isinstance(event, Agree | Refuse)
            assert one.paper == before.paper
            assert before.page in {Page.PAPER, Page.SIGN}
            assert (one.verdict == "confirmed") == isinstance(event, Agree)
            assert bool(one.strokes) == (one.verdict == "confirmed" and one.paper.kind == "sign")
        if state.page in {Page.PAPER, Page.SIGN, Page.PAPER_KEEPING}:
            assert state.paper is not None
        else:
            assert state.strokes == ()
