"""Whatever somebody does, in whatever order: after the end nothing of it is left, and before it nothing breaks."""

import gc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hall.contract.messages import OwnTicket
from hall.domain.ledger.entry import Kind
from hall.domain.privacy import IdNumber, PersonName, Phone
from kiosk.flows import dispenser, terminal
from kiosk.flows import touches as t
from kiosk.flows import words as w
from kiosk.flows.case_words import CaseRead, CasesFound
from kiosk.flows.reply import Reply
from kiosk.flows.visit import BUSY, Page
from tests.support.cases import progress_of
from tests.unit.kiosk.flows.citizen import HALL, LI, ZHANG, Citizen

OWN = OwnTicket(number="A777", service="social", ahead=2)
CASE = progress_of("T1-1", "red")
BOOKING = w.Booking("20261122", "social", "10:00-11:00")
WORDS = "三号窗口跑了三趟"
INTENTS = ("i1", "i2", "other")
EVENTS = st.one_of(
    st.sampled_from(
        [
            t.Begin(),
            t.Skip(),
            t.Proceed(),
            t.Back(),
            t.Finish(),
            t.StillHere(),
            t.OtherCard(),
            t.Erase(),
            t.Retry(),
            t.MoreWays(),
            t.ByPhone(),
            t.MayGoFirst(),
            t.ChooseGroup("elder"),
            t.DoWithout(),
            t.ChooseKind(Kind.UNSOLVED),
            t.Write(WORDS),
            t.ChooseReply(Reply.PHONE),
            t.ChooseReply(Reply.CARD),
            w.CardRead(ZHANG, elder=True),
            w.BookingRead("20261122"),
            w.BookingsFound(()),
            w.BookingsFound((BOOKING,)),
            w.SlipsFound(()),
            CasesFound(()),
            CasesFound((CASE,)),
            CasesFound((CASE, CASE.model_copy(update={"number": "T1-2"}))),
            CaseRead("K7XM4PQ29A"),
            t.ChooseCase("T1-2"),
            t.ChooseNotice(0, "i1"),
            w.SlipsFound((w.Slip("i1", "A012", "social", "09:41"),)),
            t.ChooseSlip("i1"),
            w.CardSeen(),
            w.CardRead(ZHANG),
            w.CardRead(LI),
            w.CardLies(),
            w.CardLifted(),
            w.NumberCalled("A012", 2),
            w.CardProblem("card.readFailed"),
            w.CodeRead("citizen", "secret-token"),
            w.CodeProblem("code.binary"),
            w.PaperTaken(),
            HALL,
            w.HallChanged((), ()),
            w.HealthChanged(w.Health()),
        ]
    ),
    st.builds(t.Want, st.sampled_from(t.Purpose)),
    st.builds(t.Help, st.booleans()),
    st.builds(t.SetLarge, st.booleans()),
    st.builds(t.SetLanguage, st.sampled_from(["zh", "en", "xx"])),
    st.builds(t.PaperSeen, st.booleans()),
    st.builds(t.Change, st.sampled_from(t.Answer)),
    st.builds(t.ChangePart, st.sampled_from(t.Part)),
    st.builds(t.Digit, st.sampled_from("0123456789")),
    st.builds(t.ChooseService, st.sampled_from(["social", "closed", "no"]), st.sampled_from(INTENTS)),
    st.builds(t.ChooseItem, st.sampled_from(["permit", "no"])),
    st.builds(t.ChooseBooking, st.just(BOOKING.code), st.sampled_from(INTENTS)),
    st.builds(t.PrintList, st.sampled_from(INTENTS)),
    st.builds(t.Submit, st.sampled_from(INTENTS)),
    st.builds(
        w.TicketIssued,
        st.sampled_from(INTENTS),
        st.just("A012"),
        st.just("social"),
        st.just(3),
        st.booleans(),
    ),
    st.builds(w.CaseSaved, st.sampled_from(INTENTS), st.just("T1-7"), st.booleans()),
    st.builds(w.Refused, st.sampled_from(INTENTS), st.just("lease.none")),
    st.builds(w.Refused, st.sampled_from(INTENTS), st.just("ticket.alreadyWaiting"), st.just(OWN)),
    st.builds(w.PaperEnded, st.sampled_from(INTENTS), st.sampled_from(w.PrintOutcome), st.just("paper.out")),
    st.integers(0, 400_000).map(lambda ms: ("pass", ms)),
)


def play(citizen, events):
    for event in events:
        before = citizen.state
        citizen.hear(w.Tick(citizen.state.now_ms + event[1]) if isinstance(event, tuple) else event)
        yield before, citizen


@pytest.mark.parametrize("room", [terminal, dispenser])
@given(events=st.lists(EVENTS, max_size=60))
def test_every_end_wipes_and_is_announced(room, events):
    citizen = Citizen(room)
    home = citizen.state.home
    for before, now in play(citizen, events):
        if before.visit is not None and now.visit is None:
            assert w.EndVisit() in now.fresh()
            assert now.state.page is home
        if now.state.page is Page.TAKE_CARD and before.page is not Page.TAKE_CARD:
            assert w.EndVisit() in now.fresh()
        if now.visit is None or now.state.page is Page.TAKE_CARD:
            assert not personal(now.state)
        if now.visit is None:
            assert now.state.page is home
        now.asked.clear()


@pytest.mark.parametrize("room", [terminal, dispenser])
@given(events=st.lists(EVENTS, max_size=60))
def test_the_number_is_never_lost_from_sight(room, events):
    """Once a number is there it stays on every page until the visit ends."""
    citizen = Citizen(room)
    for before, now in play(citizen, events):
        order = before.visit.order if before.visit else None
        gone = now.visit is None or now.state.page is Page.TAKE_CARD
        if order and order.number and before.page is not Page.REFUSED and not gone:
            assert now.visit.order is not None, (before.page, now.page)
            assert now.visit.order.number == order.number


@given(events=st.lists(EVENTS, max_size=60))
def test_what_is_being_made_is_never_abandoned(events):
    for before, now in play(Citizen(), events):
        if before.page in BUSY:
            assert now.visit is not None


def test_no_name_no_number_no_phone_is_reachable_after_the_end():
    citizen = Citizen().to_check()
    assert personal(citizen.state)
    citizen.hear(t.Finish(), t.Finish())
    citizen.asked.clear()
    assert not personal(citizen.state)


def personal(state):
    """Personal texts below a state, found by walking every object it refers to."""
    secrets = {
        ZHANG.name.reveal(),
        LI.name.reveal(),
        ZHANG.id_number.reveal(),
        LI.id_number.reveal(),
        "secret-token",
        OWN.number,
        BOOKING.code,
        WORDS,
    }
    seen, todo, found = set(), [state], set()
    while todo:
        each = todo.pop()
        if id(each) in seen or isinstance(each, type):
            continue
        seen.add(id(each))
        if isinstance(each, PersonName | IdNumber) or (isinstance(each, Phone) and each.reveal()):
            found.add(type(each).__name__)
        if isinstance(each, str) and each in secrets:
            found.add("text")
        todo.extend(each for each in gc.get_referents(each) if not callable(each))
    return found
