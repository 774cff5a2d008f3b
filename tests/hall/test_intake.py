"""Intake: an effect per id exactly once, a poison item blocks nobody, the printed number wins."""

import pytest

from hall.contract.messages import Outcome, PaperState
from hall.domain.queue.ticket import TicketState
from hall.server.problems import Refusal
from hall.server.store import inbox
from hall.server.store.tables import quarantine

APPLICANT = {"kind": "resident", "name": "张小凡", "id_number": "11010519491231002X"}


def application(number="T1-20261122-K7X-0001", **changed):
    return {
        "number": number,
        "item": "pension-check",
        "applicant": APPLICANT,
        "phone": "13800000000",
        "answers": {},
        "submitted_at": "2026-11-22T04:00:00Z",
    } | changed


def set_aside(room):
    return room.store.read_now(lambda c: c.execute(quarantine.select()).all())


def test_an_offline_ticket_joins_the_queue_by_its_time(room, clock):
    room.issue(1)
    early = clock.at.replace(hour=3)
    reply = room.printed("A2-001", 2, issued_at=early.isoformat())
    assert reply.outcome is Outcome.ACCEPTED
    assert room.numbers() == ["A2-001", "A001"]
    assert room.call(1, 1).ticket.number == "A2-001"


def test_a_repeat_gets_the_first_answer(room):
    first = room.printed("A2-001", 1, issued_at="2026-11-22T03:00:00Z")
    again = room.printed("A2-001", 1, issued_at="2026-11-22T03:00:00Z")
    assert again.outcome is Outcome.DUPLICATE
    assert again.result == first.result
    assert room.numbers() == ["A2-001"]


def test_the_same_id_with_another_body_is_set_aside_and_the_first_stands(room):
    room.printed("A2-001", 1)
    for _ in range(2):
        reply = room.printed("A2-002", 1, issued_at="2026-11-22T03:00:00Z")
        assert (reply.outcome, reply.reason) == (Outcome.QUARANTINED, "event.bodyChanged")
    assert room.numbers() == ["A2-001"]
    assert len(set_aside(room)) == 1


def test_the_printed_number_wins_over_an_answer_that_was_lost(room):
    room.issue(1)
    room.issue(2)
    reply = room.printed("A2-001", 1)
    assert reply.result == {"number": "A2-001", "replaced": "A001"}
    assert room.numbers() == ["A2-001", "A002"], "one place, the one it had"
    assert [(e.kind, e.number) for e in room.events()][2:] == [
        ("ticket.void", "A001"),
        ("ticket.issued", "A2-001"),
    ]
    assert room.issue(1).number == "A2-001", "a late retry of the online request"
    assert room.issue(3).number == "A003", "the void number is not given again"


def test_a_number_that_was_given_up_is_not_given_up_again_when_its_paper_has_another(room):
    room.issue(1)
    body = {"ticket": "ticket-000001", "number": "A001", "paper": "failed", "void": True}
    room.take("ticket.paper", body, "paper-000001")
    room.printed("A2-001", 1)
    assert [(e.kind, e.number) for e in room.events()] == [
        ("ticket.issued", "A001"),
        ("ticket.void", "A001"),
        ("ticket.issued", "A2-001"),
    ]


@pytest.mark.parametrize("finished", [False, True])
def test_who_was_called_by_a_number_that_nobody_holds_still_waits(room, finished):
    room.issue(1)
    room.call(1, 1)
    if finished:
        room.finish(1, 2)
    room.printed("A2-001", 1)
    assert (room.tickets()[0].state, room.tickets()[0].window) == (TicketState.WAITING, None)
    with pytest.raises(Refusal, match=r"window\.idle"):
        room.recall(1, 3)
    assert room.call(2, 4).ticket.number == "A2-001"
    with pytest.raises(Refusal, match=r"window\.idle"):
        room.recall(1, 5)


def test_a_number_that_is_another_tickets_is_set_aside(room):
    room.printed("A2-001", 1)
    reply = room.printed("A2-001", 2)
    assert (reply.outcome, reply.reason) == (Outcome.QUARANTINED, "ticket.numberTaken")


@pytest.mark.parametrize("number", ["A001", "B2-001", "A2-1", "乱"])
def test_a_number_that_no_lease_gives_is_set_aside(room, number):
    reply = room.printed(number, 1)
    assert (reply.outcome, reply.reason) == (Outcome.QUARANTINED, "ticket.notALease")


def test_a_number_with_another_units_mark_is_set_aside(room):
    assert room.printed("A2-001", 1, unit="t1").reason == "lease.markTaken"
    room.printed("A9-001", 2, unit="d8")
    assert room.printed("A9-002", 3, unit="d9").reason == "lease.markTaken"


def test_paper_is_noted_and_a_lost_paper_keeps_its_place(room):
    room.issue(1)
    body = {"ticket": "ticket-000001", "number": "A001", "paper": "failed"}
    assert room.take("ticket.paper", body, "paper-000001").result == {"state": "waiting"}
    assert (room.tickets()[0].paper, room.tickets()[0].state) == (PaperState.FAILED, TicketState.WAITING)
    room.take("ticket.paper", body | {"void": True}, "paper-000002")
    assert room.tickets()[0].state is TicketState.VOID
    assert room.events()[-1].kind == "ticket.void"
    assert room.call(1, 1).ticket is None


def test_a_place_is_not_given_up_after_the_call(room):
    room.issue(1)
    room.call(1, 1)
    body = {"ticket": "ticket-000001", "number": "A001", "paper": "failed", "void": True}
    assert room.take("ticket.paper", body, "paper-000001").result == {"state": "called"}


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ({"ticket": "ticket-000009", "number": "A001", "paper": "printed"}, "ticket.unknown"),
        ({"ticket": "ticket-000001", "number": "A009", "paper": "printed"}, "ticket.numberDiffers"),
        ({"ticket": "ticket-000001", "number": "A001", "paper": "eaten"}, "body.invalid"),
        ({"ticket": "ticket-000001"}, "body.invalid"),
        ({"ticket": "ticket-000001", "number": "A001", "paper": "printed", "papr": 1}, "body.invalid"),
    ],
)
def test_what_cannot_be_applied_is_kept_with_its_reason(room, body, reason):
    room.issue(1)
    reply = room.take("ticket.paper", body, "paper-000001")
    assert (reply.outcome, reply.reason) == (Outcome.QUARANTINED, reason)
    assert [row.reason for row in set_aside(room)] == [reason]
    again = room.take("ticket.paper", body, "paper-000001")
    assert (again.outcome, again.reason) == (Outcome.QUARANTINED, reason)


def test_an_unknown_kind_is_kept_for_a_newer_server(room):
    reply = room.take("locker.opened", {"door": 3}, "locker-000001")
    assert (reply.outcome, reply.reason) == (Outcome.QUARANTINED, "kind.unknown")
    assert '"door": 3' in set_aside(room)[0].item


def test_a_reason_names_the_field_and_never_the_value(room):
    room.take("application.submitted", application(phone=["13800000000"]), "case-000001")
    row = set_aside(room)[0]
    assert "body.phone" in row.detail
    assert "1380" not in row.detail


def test_an_application_becomes_a_case_that_is_shown_masked(room):
    reply = room.take("application.submitted", application(), "case-000001", "t1")
    assert reply.outcome is Outcome.ACCEPTED
    (case,) = room.cases()
    assert (case.number, case.applicant, case.phone) == ("T1-20261122-K7X-0001", "张*凡", "138****0000")


def test_a_case_number_is_one_cases(room):
    room.take("application.submitted", application(), "case-000001")
    assert room.take("application.submitted", application(), "case-000002").reason == "case.numberTaken"
    assert len(room.cases()) == 1


def test_an_item_the_hall_does_not_have_is_set_aside(room):
    reply = room.take("application.submitted", application(item="moon-trip"), "case-000001")
    assert reply.reason == "item.unknown"


def test_a_case_waits_for_its_files(room):
    one, other = "a" * 64, "b" * 64

    def send():
        return room.take("application.submitted", application(), "case-000001", attachments=[one, other])

    first = send()
    assert (first.outcome, first.missing) == (Outcome.NEED_ATTACHMENT, [one, other])
    assert room.cases()[0].missing == [one, other]
    room.write(lambda tx: inbox.file_arrived(tx, one, 5))
    again = send()
    assert (again.outcome, again.missing) == (Outcome.NEED_ATTACHMENT, [other])
    room.write(lambda tx: inbox.file_arrived(tx, other, 5))
    assert room.cases()[0].missing == []
    last = send()
    assert (last.outcome, last.result) == (Outcome.DUPLICATE, first.result)


def test_a_case_whose_files_came_first_is_accepted_at_once(room):
    sha = "c" * 64
    room.write(lambda tx: inbox.file_arrived(tx, sha, 5))
    reply = room.take("application.submitted", application(), "case-000001", attachments=[sha])
    assert reply.outcome is Outcome.ACCEPTED
