"""Handing a material in: scanned by feeder or camera, looked at, scanned again; who is at it is not sent away."""

import pytest

from hall.contract.filing import How
from kiosk.flows import touches as t
from kiosk.flows import words as w
from kiosk.flows.filing import words as f
from tests.unit.kiosk.flows.applicant import DEVICES, Applicant, guide_of, page


def scanning(source="feeder"):
    return Applicant().to_papers().hear(f.StartScan(source))


def names(citizen):
    return [each.sha256[-1] for each in citizen.filing.given["photo"].scans]


def test_pages_come_until_the_feeder_is_empty():
    citizen = Applicant().to_papers()
    citizen.fresh()
    citizen.hear(f.StartScan("feeder"))
    assert (citizen.page, citizen.fresh()[0]) == ("scanning", f.ScanPages("photo", "feeder"))
    citizen.hear(f.PageScanned("photo", page(1)), f.PageScanned("photo", page(2)), f.ScanEnded("photo"))
    assert (citizen.page, names(citizen)) == ("scanned", ["1", "2"])


def test_a_page_that_is_told_twice_is_one_page():
    citizen = scanning().hear(*[f.PageScanned("photo", page(1))] * 2, f.ScanEnded("photo"))
    assert names(citizen) == ["1"]


def test_both_sides_of_a_card_are_asked_for_as_a_card():
    card = guide_of(materials=[{"id": "bank", "name": "银行卡", "scan": "card"}])
    citizen = Applicant(card).to_papers().hear(f.StartScan("camera"))
    assert citizen.effects(f.ScanPages) == [f.ScanPages("bank", "camera", card=True)]


def test_the_camera_shows_what_it_sees_and_why_it_waits():
    citizen = scanning("camera").hear(f.ScanSeen(b"one", ("page.blurred",)))
    assert (citizen.visit.live.picture, citizen.visit.live.problems) == (b"one", ("page.blurred",))
    citizen.hear(f.PageScanned("photo", page(1)), f.EndScan())
    assert citizen.effects(f.StopScanning) == [f.StopScanning()]
    assert (citizen.page, citizen.visit.live.ending) == ("scanning", True)
    citizen.hear(f.PageScanned("photo", page(2)), f.ScanEnded("photo"))
    assert (citizen.page, names(citizen), citizen.visit.live.picture) == ("scanned", ["1", "2"], b"")


def test_back_ends_the_scan_and_keeps_its_pages():
    citizen = scanning().hear(f.PageScanned("photo", page(1)), t.Back(), t.Back())
    assert citizen.effects(f.StopScanning) == [f.StopScanning()]
    assert citizen.hear(f.ScanEnded("photo")).page == "scanned"


@pytest.mark.parametrize("problem", ["", "page.jammed"])
def test_a_scan_without_a_page_says_why(problem):
    citizen = scanning().hear(f.ScanEnded("photo", problem))
    assert (citizen.page, citizen.problem) == ("paper", problem or "scan.nothing")


def test_who_ends_it_before_the_first_page_is_not_told_that_something_went_wrong():
    citizen = scanning().hear(f.EndScan(), f.ScanEnded("photo"))
    assert (citizen.page, citizen.problem) == ("paper", "")


def test_a_page_that_was_dropped_is_scanned_again():
    citizen = Applicant().to_papers().scan(page(1), page(2, "page.cutOff"), page(3))
    assert citizen.hear(t.Proceed()).problem == "material.mustRescan"
    citizen.hear(f.DropPage(1)).scan(page(4), source="camera")
    assert names(citizen) == ["1", "4", "3"]
    assert citizen.hear(t.Proceed()).filing.at == "lease"


def test_a_page_that_is_scanned_again_comes_in_its_own_place():
    citizen = Applicant().to_papers().scan(page(1), page(2, "page.blank"), page(3)).hear(f.DropPage(1))
    citizen.hear(f.StartScan("feeder"), f.ScanEnded("photo", "page.jammed")).scan(page(4), page(5))
    assert names(citizen) == ["1", "4", "5", "3"]
    assert names(citizen.scan(page(6))) == ["1", "4", "5", "3", "6"]


def test_who_only_drops_a_page_adds_others_of_another_material_at_their_end():
    citizen = Applicant().to_papers().scan(page(1), page(2)).hear(f.DropPage(0), t.Proceed())
    citizen.scan(page(3), page(4))
    assert [each.sha256[-1] for each in citizen.filing.given["lease"].scans] == ["3", "4"]


@pytest.mark.parametrize(
    ("problem", "kept"),
    [
        ("page.blank", False),
        ("page.cutOff", False),
        ("page.blurred", True),
        ("page.dark", True),
        ("page.skewed", True),
    ],
)
def test_only_what_nobody_can_read_must_be_scanned_again(problem, kept):
    citizen = Applicant().to_papers().scan(page(1, problem)).hear(t.Proceed())
    assert (citizen.filing.at == "lease") is kept


def test_without_its_last_page_a_material_is_not_given():
    citizen = Applicant().to_papers().scan(page(1)).hear(f.DropPage(5), f.DropPage(0))
    assert (citizen.page, citizen.filing.given) == ("paper", {})


def test_a_promise_takes_the_place_of_pages_and_pages_that_of_a_promise():
    citizen = Applicant().to_papers().scan(page(1)).hear(t.Back(), f.Promise(), t.Back())
    assert citizen.filing.given["photo"].how is How.PROMISED
    citizen.scan(page(2))
    assert (citizen.filing.given["photo"].how, names(citizen)) == (How.SCANNED, ["2"])


@pytest.mark.parametrize("touch", [f.Commit(), f.LeaveOut(), f.UseLicence(), t.Proceed()])
def test_what_a_material_does_not_allow_leads_nowhere(touch):
    citizen = Applicant().to_papers().hear(touch)
    assert (citizen.page, citizen.filing.at, citizen.filing.given) == ("paper", "photo", {})


@pytest.mark.parametrize(
    ("devices", "problem"), [({}, "device.none"), ({**DEVICES, "document_scanner": "scanner.coverOpen"}, "")]
)
def test_a_scanner_that_is_away_says_why_at_once(devices, problem):
    health = w.Health(online=True, card_reader="", printer="", devices=devices)
    citizen = Applicant().to_papers().hear(w.HealthChanged(health), f.StartScan("feeder"))
    assert (citizen.page, citizen.problem) == ("paper", problem or "scanner.coverOpen")
    assert citizen.effects(f.ScanPages) == []


def test_more_pages_than_an_application_holds_end_the_scan():
    citizen = scanning().hear(*(f.PageScanned("photo", page(n)) for n in range(101)))
    assert len(citizen.filing.given["photo"].scans) == 100
    assert (citizen.effects(f.StopScanning), citizen.problem) == ([f.StopScanning()], "material.full")
    citizen.hear(f.ScanEnded("photo"), f.StartScan("feeder"))
    assert (citizen.page, citizen.problem) == ("scanned", "material.full")


def test_a_page_of_another_material_or_after_the_scan_is_not_taken():
    citizen = scanning().hear(f.PageScanned("lease", page(1)), f.ScanEnded("lease"))
    assert (citizen.page, citizen.filing.given) == ("scanning", {})
    citizen.hear(f.ScanEnded("photo"), f.Promise(), f.PageScanned("photo", page(2)))
    assert citizen.filing.given["photo"].how is How.PROMISED


class TestTime:
    def test_a_feeder_that_works_sends_nobody_away(self):
        citizen = scanning()
        for n in range(10):
            citizen.wait(80).hear(f.PageScanned("photo", page(n)))
        assert (citizen.page, citizen.visit.warned_ms) == ("scanning", None)

    def test_a_scanner_that_says_nothing_any_more_is_not_waited_for(self):
        citizen = scanning().hear(f.PageScanned("photo", page(1))).wait(91)
        assert (citizen.page, citizen.problem) == ("scanned", "scan.noAnswer")
        assert citizen.effects(f.StopScanning) == [f.StopScanning()]

    def test_a_camera_that_nobody_uses_warns_and_ends(self):
        citizen = scanning("camera")
        for n in range(24):
            citizen.wait(10).hear(f.ScanSeen(b"%d" % n))
        assert citizen.visit.warned_ms is not None
        citizen.fresh()
        citizen.hear(w.CardLifted()).wait(31)
        assert citizen.visit is None
        assert citizen.fresh()[0] == f.StopScanning()

    @pytest.mark.parametrize("far", ["to_notice", "to_papers"])
    def test_reading_and_looking_for_papers_has_twice_the_time(self, far):
        citizen = getattr(Applicant(), far)()
        assert citizen.wait(239).visit.warned_ms is None
        assert citizen.wait(1).visit.warned_ms is not None
