"""What the pad does with presses, feed events, silence and power cuts. Nothing here waits: time is a number."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hall.domain.queue.desk import Presence
from kiosk.pad import words as w
from kiosk.pad.choosing import chosen
from kiosk.pad.flow import opening, step
from kiosk.pad.state import Page, Rules, State, numbers, offered, warned

RULES = Rules()
ONE, TWO, THREE = (w.Served(ticket=f"ticket-00000{n}", number=f"B00{n}") for n in (1, 2, 3))
ALL = (ONE, TWO, THREE)


class Desk:
    """A pad with a disk: what was kept and remembered stays when the power goes."""

    def __init__(self):
        self.ms = 10_000
        self.kept: dict[tuple[str, bool], int | None] = {}
        self.memory = w.Memory()
        self.sent: list[w.Giving] = []
        self.broken = False
        self.state = replace(opening(self.memory, self.ms), online=True)

    def hear(self, *events, after_ms=1000):
        for event in events:
            self.ms += after_ms
            self.state, effects = step(self.state, event, self.ms, RULES)
            for effect in effects:
                self.perform(effect)
        return self

    def perform(self, effect):
        if self.broken:
            if isinstance(effect, w.Keep) and effect.giving.stars is not None:
                self.hear(w.NotKept(effect.giving.visit.ticket, "disk.full"), after_ms=1)
            return
        self.memory = effect.memory
        if isinstance(effect, w.Keep):
            name = (effect.giving.visit.ticket, effect.giving.stars is not None)
            self.kept.setdefault(name, effect.giving.stars)
            self.sent.append(effect.giving)
            if effect.giving.stars is not None:
                self.hear(w.Kept(effect.giving.visit.ticket), after_ms=1)

    def power_cut(self):
        self.ms += 60_000
        online, facts = self.state.online, self.state.facts
        self.state = replace(opening(self.memory, self.ms), online=online, facts=facts)
        return self

    def silence(self):
        return self.hear(w.Tick(), after_ms=RULES.silence_ms + 1)

    @property
    def page(self):
        return self.state.page


@pytest.fixture
def pad():
    return Desk()


def test_whoever_was_served_is_asked_at_once_and_no_face_is_chosen(pad):
    pad.hear(w.Finished(ONE))
    assert (pad.page, pad.state.asking.visit, pad.state.asking.stars) == (Page.FACES, ONE, 0)


def test_a_good_face_is_sent_as_it_is_and_how_long_the_press_took_is_measured(pad):
    pad.hear(w.Finished(ONE), w.GiveStars(4), w.Send())
    assert pad.page is Page.THANKS
    assert pad.sent == [w.Giving(ONE, 4, after_ms=1000)]
    pad.hear(w.Tick(), after_ms=RULES.thanks_ms)
    assert pad.page is Page.IDLE


@pytest.mark.parametrize("stars", [1, 2])
def test_a_bad_face_needs_a_tag_or_words(pad, stars):
    pad.hear(w.Finished(ONE), w.GiveStars(stars), w.Send())
    assert (pad.page, pad.state.problem, pad.sent) == (Page.TAGS, "evaluate.needReason", [])
    pad.hear(w.ToggleTag("513"), w.Send())
    assert pad.sent == [], "a tag of another level is none"
    pad.hear(w.AddWords(), w.Type("等"), w.Type("久"), w.Ready(), w.Send())
    assert [(one.stars, one.words) for one in pad.sent] == [(stars, "等久")]


def test_tags_come_and_go_and_another_face_wipes_them(pad):
    pad.hear(w.Finished(ONE), w.GiveStars(2), w.ToggleTag("213"), w.ToggleTag("214"), w.ToggleTag("213"))
    assert pad.state.asking.tags == ("214",)
    pad.hear(w.Back())
    assert (pad.page, pad.state.asking.stars, pad.state.asking.tags) == (Page.FACES, 0, ())


def test_silence_is_not_rated_and_is_announced_before(pad):
    pad.hear(w.Finished(ONE))
    pad.hear(w.Tick(), after_ms=RULES.silence_ms - RULES.warning_ms + 1)
    assert warned(pad.state, RULES)
    pad.hear(w.StillHere())
    assert not warned(pad.state, RULES)
    pad.silence()
    assert (pad.page, [one.stars for one in pad.sent]) == (Page.IDLE, [None])


@pytest.mark.parametrize("stars", [1, 5])
def test_a_face_that_was_not_sent_is_silence_good_or_bad(pad, stars):
    pad.hear(w.Finished(ONE), w.GiveStars(stars)).silence()
    assert [one.stars for one in pad.sent] == [None]


def test_after_silence_one_touch_begins_again_and_that_rating_counts(pad):
    pad.hear(w.Finished(ONE)).silence().hear(w.Start())
    assert pad.page is Page.FACES
    pad.hear(w.GiveStars(5), w.Send())
    assert pad.kept == {(ONE.ticket, False): None, (ONE.ticket, True): 5}
    pad.hear(w.Tick(), w.Tick(), after_ms=RULES.thanks_ms).hear(w.Start())
    assert pad.page is Page.IDLE, "it was rated"


def test_who_would_rather_not_says_nothing(pad):
    pad.hear(w.Finished(ONE), w.Leave())
    assert (pad.page, [one.stars for one in pad.sent]) == (Page.IDLE, [None])


def test_a_second_press_and_the_press_of_another_face_change_nothing(pad):
    pad.hear(w.Finished(ONE), w.GiveStars(2))
    pad.hear(w.GiveStars(5), w.GiveStars(2), after_ms=1)
    assert pad.state.asking.stars == 2
    pad.hear(w.ToggleTag("213"))
    pad.hear(w.Send(), after_ms=500)
    pad.hear(w.Send(), w.Send(), w.GiveStars(5), after_ms=1)
    assert [(one.stars, one.tags) for one in pad.sent] == [(2, ("213",))]


def test_a_touch_that_was_meant_for_the_page_before_does_nothing(pad):
    pad.hear(w.Finished(ONE))
    pad.hear(w.GiveStars(1), after_ms=RULES.settle_ms - 1)
    assert pad.page is Page.FACES


def test_the_end_of_a_visit_is_heard_again_and_nobody_is_asked_twice(pad):
    pad.hear(w.Finished(ONE), w.GiveStars(5), w.Send(), w.Finished(ONE))
    pad.power_cut().hear(w.Finished(ONE))
    assert (pad.page, len(pad.sent)) == (Page.IDLE, 1)


def test_an_end_that_was_taken_back_is_asked_when_it_comes(pad):
    pad.hear(w.Finished(ONE), w.GiveStars(4), w.Undone(ONE.ticket))
    assert (pad.page, pad.sent, offered(pad.state, RULES)) == (Page.IDLE, [], ())
    pad.hear(w.Finished(ONE))
    assert pad.page is Page.FACES


def test_the_next_one_is_asked_when_nobody_answers(pad):
    pad.hear(w.Finished(ONE), w.Tick(), w.Finished(TWO))
    assert [(one.visit, one.stars) for one in pad.sent] == [(ONE, None)]
    assert pad.state.asking.visit == TWO


def test_the_next_one_waits_for_who_is_still_writing(pad):
    pad.hear(w.Finished(ONE), w.GiveStars(2), w.AddWords(), w.Finished(TWO))
    assert pad.state.asking.visit == ONE
    pad.hear(w.Type("慢"), w.Ready(), w.Send())
    pad.hear(w.Tick(), after_ms=RULES.thanks_ms)
    assert (pad.page, pad.state.asking.visit) == (Page.FACES, TWO)


def test_a_power_cut_asks_again_and_what_was_kept_is_not_asked(pad):
    pad.hear(w.Finished(ONE), w.GiveStars(4)).power_cut()
    assert (pad.page, pad.state.asking.visit, pad.state.asking.stars) == (Page.FACES, ONE, 0)
    pad.hear(w.GiveStars(4), w.Send()).power_cut()
    assert (pad.page, pad.kept) == (Page.IDLE, {(ONE.ticket, True): 4})


def test_a_full_disk_thanks_nobody_and_can_be_tried_again(pad):
    pad.broken = True
    pad.hear(w.Finished(ONE), w.GiveStars(5), w.Send())
    assert (pad.page, pad.state.problem) == (Page.TAGS, "disk.full")
    pad.broken = False
    pad.hear(w.Send())
    assert (pad.page, pad.kept) == (Page.THANKS, {(ONE.ticket, True): 5})


def test_without_the_server_a_touch_begins_for_whom_the_window_knew(pad):
    facts = w.Facts(Presence.OPEN, current=ONE, line=(TWO, THREE))
    pad.hear(w.WindowTold(facts))
    assert offered(pad.state, RULES) == (), "the server is there: it will say who was served"
    pad.hear(w.LineTold(online=False))
    assert offered(pad.state, RULES) == (ONE,), "who was at the window, and nobody who waits"
    assert numbers(pad.state, RULES) == (ONE, TWO, THREE)
    pad.hear(w.Start(), w.GiveStars(5), w.Send(), w.Tick(), after_ms=RULES.thanks_ms)
    assert (offered(pad.state, RULES), numbers(pad.state, RULES)) == ((), (TWO, THREE))
    pad.hear(w.Start())
    assert (pad.page, pad.state.asking) == (Page.NUMBERS, None), "nobody's number is guessed"
    pad.hear(w.Start())
    assert pad.page is Page.NUMBERS
    pad.hear(w.Start(THREE.ticket))
    assert (pad.page, pad.state.asking.visit) == (Page.FACES, chosen(THREE))


@pytest.fixture
def alone(pad):
    """Nothing at the window, two wait, the server is gone, and somebody says that they are B002."""
    pad.hear(w.WindowTold(w.Facts(Presence.OPEN, line=(TWO, THREE))), w.LineTold(online=False))
    return pad.hear(w.Start(), w.Start(TWO.ticket))


def test_whoever_chose_a_number_too_early_is_asked_when_the_server_says_it_was_served(alone):
    alone.hear(w.GiveStars(5), w.Send(), w.Tick(), after_ms=RULES.thanks_ms)
    assert (alone.page, numbers(alone.state, RULES)) == (Page.IDLE, (THREE,)), "not twice in one outage"
    alone.power_cut().hear(w.LineTold(online=True), w.Finished(TWO))
    assert (alone.page, alone.state.asking.visit) == (Page.FACES, TWO)
    alone.hear(w.GiveStars(2), w.ToggleTag("213"), w.Send())
    assert [(one.stars, one.visit.chosen) for one in alone.sent] == [(5, True), (2, False)]
    alone.hear(w.LineTold(online=False), w.LineTold(online=True), w.Tick(), w.Finished(TWO), after_ms=9000)
    assert alone.page is Page.IDLE, "what the server knows of is asked once"


def test_a_number_that_was_chosen_and_left_is_no_silence(alone):
    alone.silence()
    assert (alone.page, alone.sent) == (Page.IDLE, [])
    alone.hear(w.LineTold(online=True), w.Finished(TWO))
    assert (alone.page, alone.state.asking.visit) == (Page.FACES, TWO)


def test_who_is_still_at_it_when_the_server_tells_of_the_end_goes_on(alone):
    alone.hear(w.GiveStars(4), w.LineTold(online=True), w.Finished(TWO))
    assert (alone.page, alone.state.asking.visit, alone.state.asking.stars) == (Page.TAGS, TWO, 4)
    alone.hear(w.Send(), w.Tick(), w.Finished(TWO), after_ms=RULES.thanks_ms)
    assert [(one.stars, one.visit) for one in alone.sent] == [(4, TWO)]
    assert alone.page is Page.IDLE


def test_who_left_while_the_server_was_away_is_not_asked_but_can_begin(pad):
    pad.hear(w.WindowTold(w.Facts(Presence.OPEN, current=ONE)), w.LineTold(online=False))
    pad.hear(w.WindowTold(w.Facts(Presence.OPEN, current=TWO)), w.LineTold(online=True))
    assert (pad.page, offered(pad.state, RULES)) == (Page.IDLE, (ONE,))


PRESSES = st.sampled_from(
    [
        *(w.Finished(one) for one in ALL),
        *(w.Undone(one.ticket) for one in ALL),
        *(w.GiveStars(n) for n in (1, 3, 5)),
        *(w.ToggleTag(tag) for tag in ("110", "309", "513")),
        *(w.Start(one.ticket) for one in ALL),
        w.Start(),
        w.OtherNumber(),
        w.AddWords(),
        w.Type("字"),
        w.Rub(),
        w.Ready(),
        w.Send(),
        w.Send(),
        w.Back(),
        w.Leave(),
        w.Tick(),
        w.LineTold(online=False),
        w.LineTold(online=True),
        w.WindowTold(w.Facts(Presence.OPEN, current=ONE, line=(TWO, THREE))),
        w.WindowTold(w.Facts(Presence.OPEN, current=THREE)),
        w.Kept(ONE.ticket),
        w.NotKept(TWO.ticket, "disk.full"),
        "power",
        "disk",
        "silence",
    ]
)
PAUSES = st.sampled_from([0, 1, 200, 400, 1000, 6000, 20_000])


@settings(max_examples=400, deadline=None)
@given(st.lists(st.tuples(PRESSES, PAUSES), max_size=60))
def test_whatever_is_pressed_cut_off_or_told_twice_a_ticket_has_one_rating_at_most(course):
    pad = Desk()
    for what, pause in course:
        pressed = pad.state.asking
        before = len(pad.sent)
        match what:
            case "power":
                pad.power_cut()
            case "disk":
                pad.broken = not pad.broken
            case "silence":
                pad.silence()
            case _:
                pad.hear(what, after_ms=pause)
        for giving in pad.sent[before:]:
            if giving.stars is not None:
                assert isinstance(what, w.Send), "nothing but a press of send rates"
                assert (giving.visit, giving.stars) == (pressed.visit, pressed.stars)
                assert giving.stars > 2 or giving.tags or giving.words
        rated = [one.visit.ticket for one in pad.sent if one.stars is not None and not one.visit.chosen]
        assert len(rated) == len(set(rated))
        asking = pad.state.asking
        assert asking is None or pad.state.page is Page.KEEPING or asking.visit.ticket not in rated
        assert (asking is None) == (pad.state.page in {Page.IDLE, Page.NUMBERS, Page.THANKS})


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(PRESSES.filter(lambda one: not isinstance(one, str)), PAUSES), max_size=40))
def test_the_pad_comes_to_rest_by_itself(course):
    pad = Desk()
    for what, pause in course:
        pad.hear(what, after_ms=pause)
    for _ in range(6):
        pad.hear(w.Tick(), after_ms=70_000)
    assert pad.page is Page.IDLE
    assert isinstance(pad.state, State)
