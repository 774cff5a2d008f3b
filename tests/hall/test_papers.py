"""A clerk's text for the review pad: about who is at the window, answered once, with time and signature."""

import pytest

from hall.contract.papers import PaperRequest
from hall.server.problems import Refusal
from hall.server.store import papers
from hall.settings import Screen, Unit

PAD = Unit(id="p3", role="pad", window=3, screen=Screen(width_px=1024, height_px=600, width_mm=222))
SIGNED = "ab" * 32


@pytest.fixture
def padded(room):
    settings = room.catalogue.settings
    room.catalogue.settings = settings.model_copy(update={"units": [*settings.units, PAD]})
    room.issue(1, "residence")
    room.call(3, 1)
    return room


def ask(room, n=1, kind="confirm", words="新地址:清溪路 8 号", expects=None):
    request = PaperRequest(event_id=f"paper-{n:06d}", kind=kind, title="地址", words=words, expects=expects)
    return room.write(lambda tx: papers.ask(tx, 3, request))


def shown(room, n=1):
    return room.store.read_now(lambda c: papers.latest(c, 3, f"ticket-{n:06d}"))


def answer(room, paper, verdict="confirmed", event="answer-000001", unit="p3", **more):
    body = {
        "paper": paper.id,
        "verdict": verdict,
        "sha256": paper.sha256,
        "answered_at": paper.asked_at.isoformat(),
    }
    return room.take("paper.answered", body | more, event, unit)


def test_it_is_confirmed_once_and_the_time_is_kept(padded):
    paper = ask(padded)
    assert ask(padded) == paper, "a press counts once"
    assert answer(padded, paper).outcome == "accepted"
    assert answer(padded, paper).outcome == "duplicate"
    assert answer(padded, paper, "refused", "answer-000002").reason == "showing.answered"
    now = shown(padded)
    assert (now.state, now.answered_at is not None) == ("confirmed", True)


def test_a_signature_is_bound_to_the_text_it_stands_under(padded):
    paper = ask(padded, kind="sign")
    assert answer(padded, paper).reason == "showing.notThisText"
    other = papers.digest("地址", "别的地址")
    assert answer(padded, paper, event="answer-000002", sha256=other, signature=SIGNED).reason == (
        "showing.notThisText"
    )
    answer(padded, paper, event="answer-000003", signature=SIGNED)
    assert (shown(padded).state, shown(padded).signature) == ("confirmed", SIGNED)


def test_another_units_answer_is_not_taken(padded):
    paper = ask(padded)
    assert answer(padded, paper, unit="t1").reason == "showing.otherWindow"
    assert shown(padded).state == "asked"


def test_another_text_takes_the_place_of_the_first_and_nobody_at_the_window_is_asked_nothing(padded):
    first, second = ask(padded), ask(padded, 2, words="别的")
    assert (shown(padded).id, shown(padded).state) == (second.id, "asked")
    assert answer(padded, first, "refused").outcome == "accepted", "it was said before that was known"
    padded.finish(3, 2)
    with pytest.raises(Refusal) as nobody:
        ask(padded, 3)
    assert nobody.value.problem.code == "showing.nobody"


def test_a_text_for_whom_the_clerk_does_not_see_is_refused(padded):
    with pytest.raises(Refusal) as other:
        ask(padded, expects="ticket-000009")
    assert other.value.problem.code == "ticket.notThisOne"
