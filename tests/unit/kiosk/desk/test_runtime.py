"""The terminal's IO side whole: real server, real drivers in children, twins, files."""

import httpx
import pytest

from drivers.sim.faults import Fault
from drivers.sim.people import ZHANG_XIAOFAN
from hall.contract.messages import PaperState
from hall.domain.clock import service_date
from hall.domain.privacy import Phone
from hall.server.store import tickets
from kiosk.flows.words import (
    BookingsFound,
    CardRead,
    CaseSaved,
    CodeRead,
    EndVisit,
    FindBookings,
    HealthChanged,
    IssueTicket,
    PaperEnded,
    PrintAgain,
    PrintOutcome,
    ReadCard,
    ReadCode,
    SubmitApplication,
    TicketIssued,
)
from kiosk.outbox.errors import OutboxError, Trouble
from kiosk.runtime import Runtime
from tests.support.cases import kept
from tests.unit.kiosk.desk.terminal_house import CLOCK, house


def wish(n=1):
    return IssueTicket(f"intent-{n:08d}", "social", "", large=False, language="zh")


def on_server(at, query):
    return at.server.store.read_now(query)


def today(db):
    return tickets.of_day(db, service_date(CLOCK.now()))


def paper_known(at, state):
    at.poll(lambda: [each.paper for each in on_server(at, today)] == [state])


def test_a_card_an_application_a_receipt(tmp_path):
    with house(tmp_path) as at:
        at.ready()
        at.runtime.perform(ReadCard())
        at.card.act(lambda: at.card.machine.place(ZHANG_XIAOFAN))
        person = at.heard(CardRead).person
        asked = SubmitApplication(
            "intent-00000001", "pension-check", person, Phone("13800000000"), large=False, language="zh"
        )
        at.runtime.perform(asked)
        saved = at.heard(CaseSaved)
        assert saved.confirmed
        assert at.heard(PaperEnded).outcome is PrintOutcome.PRINTED
        at.runtime.perform(EndVisit())
        [paper] = at.papers()
        assert saved.number in paper.text
        assert "张*凡" in paper.text
        assert "张小凡" not in paper.text
        [case] = on_server(at, kept)
        assert (case.number, case.missing) == (saved.number, [])


def test_a_driver_never_tried_on_hardware_says_so_at_start(tmp_path, caplog):
    caplog.set_level("INFO", "kiosk.runtime")
    with house(tmp_path) as at:
        at.ready()
    assert "the driver of samv was never tried on hardware" in caplog.text


def test_a_code_and_a_ticket(tmp_path):
    with house(tmp_path) as at:
        at.ready()
        at.runtime.perform(ReadCode())

        def presented():
            """The scanner's child may not be listening yet: a citizen tries again."""
            at.code.act(lambda: at.code.machine.present(b"YXFW1:0123456789ABCDEF"))
            return at.of(CodeRead)

        at.poll(presented)
        at.runtime.perform(wish())
        assert at.heard(TicketIssued).number == "A001"
        assert at.heard(PaperEnded).outcome is PrintOutcome.PRINTED
        assert "A001" in at.papers()[0].text
        paper_known(at, PaperState.PRINTED)


def test_paper_runs_out_and_is_filled_again(tmp_path):
    with house(tmp_path) as at:
        at.ready()
        at.printer.set_fault(Fault.PAPER_OUT)
        at.until(lambda: at.of(HealthChanged)[-1].health.printer == "paper.out")
        at.runtime.perform(wish())
        ended = at.heard(PaperEnded)
        assert (ended.outcome, ended.problem) == (PrintOutcome.NOT_PRINTED, "paper.out")
        assert at.papers() == []
        at.printer.set_fault(Fault.NONE)
        at.runtime.perform(PrintAgain("intent-00000001"))
        assert at.heard(PaperEnded, 2).outcome is PrintOutcome.PRINTED
        [paper] = at.papers()
        assert "补打" not in paper.text
        assert at.heard(TicketIssued).number in paper.text


def test_paper_that_runs_low_is_told_and_still_prints(tmp_path):
    with house(tmp_path) as at:
        at.ready()
        at.printer.set_fault(Fault.NEAR_END)
        at.until(lambda: at.of(HealthChanged)[-1].health.paper_low)
        assert at.of(HealthChanged)[-1].health.printer == ""
        at.runtime.perform(wish())
        assert at.heard(PaperEnded).outcome is PrintOutcome.PRINTED
        at.printer.set_fault(Fault.NONE)
        at.until(lambda: not at.of(HealthChanged)[-1].health.paper_low)


@pytest.mark.logs
def test_the_server_goes_away_and_comes_back(tmp_path):
    with house(tmp_path) as at:
        at.ready()
        at.poll(lambda: leased(at))
        at.server.stop()
        at.until(lambda: not at.of(HealthChanged)[-1].health.online)
        at.runtime.perform(wish())
        issued = at.heard(TicketIssued)
        assert (issued.number, issued.offline) == ("A1-001", True)
        assert at.heard(PaperEnded).outcome is PrintOutcome.PRINTED
        at.server.start()
        paper_known(at, PaperState.PRINTED)
        assert [each.number for each in on_server(at, today)] == ["A1-001"]


def leased(at):
    """Whether every service has numbers in the house: what the last one was lent comes after the others."""
    rows = on_server(at, lambda db: db.exec_driver_sql("SELECT service FROM lease").all())
    return len(rows) == 8


def test_a_folder_in_use_is_refused_at_start(tmp_path):
    with house(tmp_path) as at:
        second = Runtime(at.settings(), at.unit(), at.folder, CLOCK, at.told.append)
        with pytest.raises(OutboxError) as caught:
            second.start()
        assert caught.value.trouble is Trouble.LOCKED


def test_stopped_and_started_again_it_goes_on(tmp_path):
    with house(tmp_path) as at:
        key = at.key
        at.ready()
        at.poll(at.lent)
        at.runtime.perform(wish(1))
        at.heard(PaperEnded)
        first = at.heard(TicketIssued).number
        at.runtime.stop()
        at.runtime.perform(wish(9))
        at.open()
        assert at.key == key
        at.ready()
        at.runtime.perform(wish(2))
        assert at.heard(TicketIssued).number != first
        at.heard(PaperEnded)
        assert len(at.papers()) == 2


def test_staff_see_how_the_unit_is_and_an_unknown_appointment_is_told(tmp_path):
    with house(tmp_path) as at:
        at.ready()
        base = f"http://127.0.0.1:{at.server.port}"
        client = httpx.Client(base_url=f"{base}/v1", timeout=20)

        def levels():
            units = client.get("/units").json()["units"]
            mine = next(each for each in units if each["unit"] == "t1")
            return {part["name"]: part["level"] for part in mine["parts"]}

        at.poll(lambda: levels() == {"id_card": "ok", "code_scanner": "ok", "ticket_printer": "ok"})
        at.printer.set_fault(Fault.PAPER_OUT)
        at.poll(lambda: levels().get("ticket_printer") == "out")
        at.runtime.perform(FindBookings(code="no-such-code"))
        refused = at.heard(BookingsFound)
        assert refused.problem == "appointment.unknown"
        assert refused.said.what.zh
        client.close()
