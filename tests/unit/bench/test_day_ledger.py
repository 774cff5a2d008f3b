"""The account of a simulated day: true for a day that went well, broken by name for everything that must not be."""

from dataclasses import replace

import pytest

from bench.day.ledger import account
from bench.day.spoil import SPOILS, spoil
from tests.support.day_hall import START, Days

PEOPLE = (("A001", ""), ("A002", ""), ("A003", ""))


def quiet_day():
    return Days(PEOPLE).serve("A001", 1).serve("A002", 2).serve("A003", 1)


def broken(day):
    """Keys of the lines that do not hold, and the numbers named."""
    found = account(day if hasattr(day, "feed") and hasattr(day, "stage") else day.material())
    return {claim.key: {one.number for one in claim.breaks} for claim in found.claims if not claim.true}


def test_a_day_that_went_well_is_true():
    assert broken(quiet_day()) == {}


def test_a_ticket_called_by_two_windows_is_named():
    day = Days(PEOPLE).call("A001", 1).call("A001", 2).done("A001", 2).serve("A002", 1).serve("A003", 1)
    assert "A001" in broken(day)["twice"]


def test_a_window_with_two_tickets_is_named():
    day = Days(PEOPLE).call("A001", 1).call("A002", 1).done("A001", 1).done("A002", 1).serve("A003", 1)
    assert "A002" in broken(day)["twice"]


def test_who_is_called_before_an_earlier_arrival_is_named():
    assert "A002" in broken(Days(PEOPLE).serve("A002", 1).serve("A001", 1).serve("A003", 1))["order"]


def test_a_third_call_in_a_row_before_a_walk_in_is_too_many():
    people = (("A001", ""), *((f"A00{n}", "elder") for n in (2, 3, 4)))
    day = Days(people)
    for number in ("A002", "A003"):
        day.serve(number, 1, "priority")
    good = Days(people)
    for number in ("A002", "A003"):
        good.serve(number, 1, "priority")
    assert broken(good.serve("A001", 1, "turn").serve("A004", 1)) == {}
    assert broken(day.serve("A004", 1, "priority").serve("A001", 1))["order"] == {"A004"}


def test_a_ticket_passed_on_to_another_window_waits_anew():
    """Overtaken twice at each of two windows is as the rules have it; four times at one is not."""
    day = Days((("A001", ""), *((f"A00{n}", "elder") for n in range(2, 6))))
    for number in ("A002", "A003"):
        day.serve(number, 1, "priority")
    day.call("A001", 1, "turn").step("ticket.transferred", "A001", 1)
    for number in ("A004", "A005"):
        day.serve(number, 2, "priority")
    material = day.serve("A001", 2, "turn").material()
    material.records["w1"].append(
        {"t": 1.0, "what": "moved", "ticket": material.tickets[0].id, "to": 2},
    )
    assert broken(material) == {}


def test_going_first_needs_a_right_to():
    assert (
        "A002" in broken(Days(PEOPLE).serve("A002", 1, "priority").serve("A001", 1).serve("A003", 1))["order"]
    )


def test_a_call_that_was_taken_back_leaves_the_line_as_it_was():
    day = Days(PEOPLE).call("A001", 1).step("ticket.taken_back", "A001", 1)
    assert broken(day.serve("A001", 2).serve("A002", 1).serve("A003", 1)) == {}


def test_who_missed_the_call_comes_back_behind_three():
    people = tuple((f"A00{n}", "") for n in range(1, 6))
    day = Days(people).call("A001", 1).step("ticket.no_show", "A001", 1).step("ticket.returned", "A001")
    for number in ("A002", "A003", "A004", "A001", "A005"):
        day.serve(number, 1)
    assert broken(day) == {}
    day = Days(people).call("A001", 1).step("ticket.no_show", "A001", 1).step("ticket.returned", "A001")
    for number in ("A002", "A001", "A003", "A004", "A005"):
        day.serve(number, 1)
    assert broken(day)["order"] == {"A001"}


def test_a_ticket_that_was_skipped_is_named():
    day = Days(PEOPLE).serve("A001", 1).serve("A002", 1).state("A003", "waiting")
    assert broken(day)["ended"] == {"A003"}


def test_a_closed_window_calls_nobody():
    day = Days(PEOPLE).step("window.closed", window=2).serve("A001", 2).serve("A002", 1).serve("A003", 1)
    assert broken(day)["flow"] == {"A001"}


def test_waiting_counts_that_are_wrong_are_named():
    material = quiet_day().material()
    material.feed[3] = replace(material.feed[3], waiting={"social": 9, "tax": 0})
    assert "counts" in broken(material)


def test_a_paper_that_is_nobodys_and_a_ticket_without_paper_are_named():
    material = quiet_day().material()
    material.records["d1"][1]["number"] = "A777"
    assert broken(material)["papers"] == {"A777", "A002"}


def test_an_offline_number_with_the_place_of_its_arrival_at_the_server_is_named():
    material = quiet_day().material()
    id_ = material.tickets[1].id
    material.records["d1"] += [
        {"t": 55.0, "what": "touched", "visitor": id_},
        {"t": 65.0, "what": "issued", "visitor": id_, "number": "A002", "offline": True, "ms": 5.0},
    ]
    assert broken(material) == {}
    material.tickets[1] = replace(material.tickets[1], issued_at=material.feed[-1].at)
    assert broken(material)["offline"] == {"A002"}


@pytest.mark.parametrize("given_up", [True, False], ids=["given-up-before", "in-one-step"])
def test_an_online_number_whose_paper_has_another_ended_with_that_paper(given_up):
    day = Days(PEOPLE).serve("A001", 1).step("ticket.void", "A002")
    at = None if given_up else (day.feed[-1].at - START).total_seconds()
    day.step("ticket.issued", "D001", at=at).serve("D001", 2).serve("A003", 1)
    day.tickets["D001"] = replace(day.tickets.pop("A002"), number="D001")
    assert broken(day) == {}
    day.tickets["D001"] = replace(day.tickets["D001"], issued_at=day.feed[-1].at)
    assert "A002" in broken(day)["ended"]


def test_a_call_missed_while_cut_off_is_forgiven_and_another_is_not():
    material = quiet_day().material()
    gone = material.records["s1"].pop(2)
    assert broken(material)["shown"] == {gone["number"]}
    cut = {"what": "link", "screen": "b01"}
    material.records["s1"] += [
        cut | {"t": 5.0, "live": False, "had": gone["seq"] - 1, "seq": gone["seq"] - 1},
        cut | {"t": 9.0, "live": True, "had": gone["seq"] - 1, "seq": gone["seq"]},
    ]
    assert broken(material) == {}


@pytest.mark.parametrize("what", sorted(set(SPOILS) - {"moved-place", "jumped-line"}))
def test_every_deliberate_fault_is_noticed(what):
    material = quiet_day().material()
    spoil(material, what, 1)
    assert broken(material)


def test_a_story_tells_every_step_of_a_ticket():
    found = account(quiet_day().material())
    assert [line.split("ticket.")[1] for line in found.story("A001")] == [
        "issued",
        "called window 1 (arrival)",
        "done window 1",
    ]
