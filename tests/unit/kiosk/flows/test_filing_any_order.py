"""Whatever somebody does at an application, in whatever order: nothing half is handed in, nothing is lost, nothing stays."""

from hypothesis import given
from hypothesis import strategies as st

from hall.contract.filing import How
from hall.domain.privacy import IdNumber, PersonName, Phone
from kiosk.flows import touches as t
from kiosk.flows import words as w
from kiosk.flows.filing import words as f
from kiosk.flows.filing.route import applicant, first_open, here, sign_problem, stops, unusable, well_given
from kiosk.flows.visit import BUSY, Page
from tests.unit.kiosk.flows.applicant import NAME, THERE, TODAY, WANG, Applicant, guide_of, library, page
from tests.unit.kiosk.flows.citizen import LI, MOBILE, ZHANG
from tests.unit.kiosk.flows.test_nothing_remains import personal

KEYS = ("photo", "lease", "deed", "extra", "authorisation")
ANSWERS = {"address": "清溪路", "since": "20260301", "home": "flat", "people": "2", "birth": "19940203"}
SCANS = (page(1), page(2, "page.blank"), page(3, "page.blurred"))
OFFLINE = w.HealthChanged(w.Health(card_reader="", devices=THERE.health.devices))
STRAY = st.one_of(
    st.sampled_from(
        [
            t.Begin(),
            t.Proceed(),
            t.Back(),
            t.Back(),
            t.Finish(),
            t.OtherCard(),
            t.Erase(),
            t.Retry(),
            t.Want(t.Purpose.APPLICATION),
            t.Want(t.Purpose.TICKET),
            t.Want(t.Purpose.SUGGESTION),
            t.ChooseItem("permit"),
            t.ChooseItem("pension-check"),
            t.Write("字"),
            t.Digit("7"),
            t.PrintList("p1"),
            t.Submit("i2"),
            w.CardRead(ZHANG),
            w.CardRead(LI),
            w.CardRead(WANG),
            w.CardLifted(),
            w.CaseSaved("i2", "T1-1", confirmed=True),
            w.Refused("i2", "disk.full"),
            w.PaperEnded("i2", w.PrintOutcome.PRINTED),
            w.PaperEnded("p1", w.PrintOutcome.PRINTED),
            f.DraftFound(None),
            f.DraftKept("disk.full"),
            f.LicencesFound({"deed": "E-77"}),
            f.LicencesFound({}, "licence.away"),
            f.EndScan(),
            f.StartScan("feeder"),
            f.StartScan("camera"),
            f.ScanSeen(b"x"),
            f.Promise(),
            f.Commit(),
            f.UseLicence(),
            f.LeaveOut(),
            f.DropPage(0),
            f.Sign(()),
            f.Sign(NAME),
            library(guide_of(version="2", state="suspended")),
            OFFLINE,
            THERE,
        ]
    ),
    st.builds(t.Change, st.sampled_from(t.Answer)),
    st.builds(f.Resume, st.booleans()),
    st.just(f.Continue()),
    st.builds(f.ForWhom, st.booleans()),
    st.builds(f.ChooseSituation, st.sampled_from(["rent", "own", "no"])),
    st.builds(f.Reply, st.sampled_from(["", "unsure", "flat", "20260301", "清溪路"])),
    st.builds(f.PageScanned, st.sampled_from(KEYS), st.sampled_from(SCANS)),
    st.builds(f.ScanEnded, st.sampled_from(KEYS), st.sampled_from(["", "page.jammed"])),
    st.builds(
        f.ChangeFiled,
        st.sampled_from(["situation", "whom", "question", "material", "signature"]),
        st.sampled_from(["", *KEYS, *ANSWERS]),
    ),
    st.integers(0, 400_000).map(lambda ms: ("pass", ms)),
)
ON = ("on",)
"""What leads on from wherever one is."""
PLAN = st.lists(st.one_of(st.just(ON), st.just(ON), STRAY), max_size=70)


def towards(citizen):
    """What somebody does who wants to get through."""
    visit, state = citizen.visit, citizen.state
    if visit is None:
        return [t.Begin()]
    at = visit.filing.at
    scanning = [f.PageScanned(at, SCANS[0]), f.ScanEnded(at)]
    ways = {
        Page.HOME: [t.Want(t.Purpose.APPLICATION)],
        Page.IDENTIFY: [w.CardRead(ZHANG), f.DraftFound(None), t.Proceed()],
        Page.ITEMS: [t.ChooseItem("permit")],
        Page.RESUME: [f.Resume(wanted=True)],
        Page.SITUATION: [f.ChooseSituation("rent")],
        Page.APPLICANT: [w.CardRead(ZHANG), f.DraftFound(None), t.Proceed()],
        Page.WHOM: [f.ForWhom(agent=False)],
        Page.PRINCIPAL: [w.CardRead(WANG), t.Proceed()],
        Page.PHONE: [*[t.Erase()] * 11, *map(t.Digit, MOBILE), t.Proceed()],
        Page.QUESTION: [f.Reply(ANSWERS.get(at, ""))],
        Page.PAPER: [f.LeaveOut(), f.Promise(), f.Commit(), f.StartScan("feeder")],
        Page.SCANNING: scanning,
        Page.SCANNED: [f.DropPage(0), t.Proceed()] if bad(citizen) else [t.Proceed()],
        Page.SIGN: [f.Sign(NAME), t.Proceed()],
        Page.CHECK: [t.Submit("i2")],
    }
    return ways.get(state.page, [t.Proceed()])


def bad(citizen):
    given_ = citizen.filing.given.get(citizen.filing.at)
    return given_ is not None and any(map(unusable, given_.scans))


def play(citizen, plan):
    """Each event with the state before it."""
    for each in plan:
        events = towards(citizen) if each is ON else [each]
        for event in events:
            before = citizen.state
            citizen.asked.clear()
            citizen.hear(w.Tick(citizen.state.now_ms + event[1]) if isinstance(event, tuple) else event)
            yield before, event, citizen


@given(plan=PLAN)
def test_only_what_is_whole_is_handed_in(plan):
    for before, _, citizen in play(Applicant(), plan):
        for order in citizen.effects(w.SubmitApplication):
            filing = order.filing
            if filing.guide is None:
                continue
            assert order.person is not None
            assert order.person == before.visit.person
            assert filing.principal != order.person
            assert first_open(before, before.visit).page is Page.CHECK
            assert set(filing.answers) == {each.id for each in filing.every()}
            papers = filing.papers()
            assert all(well_given(filing, key, TODAY) for key in papers)
            assert {each.material for each in filing.handed()} >= set(papers)
            assert not papers or not sign_problem(filing.strokes)
            assert filing.committed or not filing.declared()


@given(plan=PLAN)
def test_back_loses_no_answer(plan):
    for before, event, citizen in play(Applicant(), plan):
        if not isinstance(event, t.Back) or before.visit is None or citizen.visit is None:
            continue
        one, other = before.visit, citizen.visit
        if one.purpose is not t.Purpose.APPLICATION:
            continue
        assert (one.person, one.phone, one.item) == (other.person, other.phone, other.item)
        kept = [
            (each.guide, each.situation, each.agent, each.principal, each.answers, each.given, each.strokes)
            for each in (one.filing, other.filing)
        ]
        assert kept[0] == kept[1]


@given(plan=PLAN)
def test_the_page_that_is_shown_is_a_stop_of_the_way(plan):
    known = {Page.QUESTION, Page.PAPER, Page.SCANNING, Page.SCANNED, Page.SIGN, Page.WHOM, Page.PRINCIPAL}
    for _, _, citizen in play(Applicant(), plan):
        state = citizen.state
        if state.page in known:
            assert here(state, state.visit) in stops(state.visit)
        if state.page is Page.SCANNED:
            assert citizen.filing.given[citizen.filing.at].how is How.SCANNED


@given(plan=PLAN)
def test_a_signature_stands_under_what_is_handed_in(plan):
    """Nobody else's, and for no other promises than those that were shown with it."""

    def vow(visit):
        filing = visit.filing
        return (
            visit.person,
            applicant(visit),
            filing.situation,
            [filing.given[key] for key in filing.declared()],
        )

    signed = None
    for _, event, citizen in play(Applicant(), plan):
        if citizen.visit is None or not citizen.filing.strokes:
            signed = None
        elif isinstance(event, f.Sign) or signed is None:
            signed = vow(citizen.visit)
        elif citizen.visit.person is not None and citizen.state.page is Page.SUBMITTING:
            assert vow(citizen.visit) == signed


@given(plan=PLAN)
def test_whatever_was_kept_is_handed_in_or_dropped_and_nothing_personal_stays(plan):
    kept = set()
    citizen = Applicant()
    for before, event, now in play(
        citizen, [*plan, t.Finish(), t.Finish(), ("pass", 400_000), ("pass", 400_000)]
    ):
        kept |= {each.identity for each in now.effects(f.KeepDraft)}
        kept -= {each.identity for each in now.effects(f.DropDraft)}
        if isinstance(event, w.CaseSaved) and before.page in BUSY and now.state.page is Page.PRINTING:
            kept -= {before.visit.drafts.sought}
        if before.visit is not None and now.visit is None:
            assert not kept
        if now.visit is None or now.state.page is Page.TAKE_CARD:
            now.asked.clear()
            assert not personal(now.state)


def test_whoever_only_goes_on_gets_through():
    citizen = Applicant()
    pages = [str(before.page) for before, _, _ in play(citizen, [ON] * 20)]
    assert citizen.page == "submitting"
    assert len(set(pages)) == 16


def test_the_search_for_what_stays_finds_what_is_there():
    names = {each.__name__ for each in (PersonName, IdNumber, Phone)}
    assert names <= personal(Applicant().to_check().state)
