"""The indices, computed on paper in the comments: numbers, how they are written, and the formula beside them."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hall.domain.figures import terms
from hall.domain.figures.formulas import NOTHING
from hall.domain.figures.tally import Count, Grouping, Place, Tally
from hall.domain.figures.terms import Order, Term
from hall.settings.figures import FiguresRules, formula_sets, load_formulas

PAPER = {
    # 120 + 30 + 4 + 4 + 2 = 160 evaluations, 3 more were judged away
    Term.N5: 120,
    Term.N4: 30,
    Term.N3: 4,
    Term.N2: 4,
    Term.N1: 2,
    Term.N: 160,
    Term.JUDGED: 3,
    Term.D4: 20,
    Term.D: 20,
    Term.DUE: 200,
    Term.OWN: 160,
    Term.BAD: 6,
    Term.BAD_DUE: 5,
    Term.RECTIFIED: 4,
    Term.ANSWERED: 5,
    Term.CALLED: 3,
    Term.ENDED: 8,
    Term.IN_TIME: 7,
    Term.OVERDUE: 2,
}
EXPECTED = {
    "good": ("96.3", "(120 + 30 + 4) ÷ 160"),  # 154/160 = 0.9625
    "satisfied": ("93.8", "(120 + 30) ÷ 160"),  # 150/160 = 0.9375
    "bad": ("3.8", "(4 + 2) ÷ 160"),  # 6/160 = 0.0375
    # 12000 + 2400 + 240 + 160 + 40 = 14840; 14840/160 = 92.75
    "score": ("92.8", "(100×120 + 80×30 + 60×4 + 40×4 + 20×2) ÷ 160"),
    "own": ("80.0", "160 ÷ 200"),
    "rectified": ("66.7", "4 ÷ 6"),
    "answered": ("83.3", "5 ÷ 6"),
    "called": ("50.0", "3 ÷ 6"),
    "in_time": ("87.5", "7 ÷ 8"),
}


def figures(counts, formulas="hallkit", **variants):
    made = load_formulas(FiguresRules(formulas=formulas, variants=variants))
    return {one.index.id: one for one in made.figures(counts)}


def test_each_index_is_what_a_person_computes_on_paper():
    found = figures(PAPER)
    assert {name: (one.written, one.numbers) for name, one in found.items()} == EXPECTED


def test_a_hall_chooses_another_formula_for_one_index_or_for_all():
    chosen = figures(PAPER, satisfied="with_all_right", rectified="of_due", in_time="with_overdue")
    assert chosen["satisfied"].written == "96.3"
    assert (chosen["rectified"].written, chosen["rectified"].numbers) == ("80.0", "4 ÷ 5")
    assert (chosen["in_time"].written, chosen["in_time"].numbers) == ("70.0", "7 ÷ (8 + 2)")
    silence = figures(PAPER, "with-silence")
    # (154 + 20) / (160 + 20) = 174/180; score (14840 + 80×20) / 180 = 16440/180 = 91.33
    assert (silence["good"].written, silence["good"].numbers) == ("96.7", "(120 + 30 + 4 + 20) ÷ (160 + 20)")
    assert silence["score"].written == "91.3"
    assert silence["own"].numbers == EXPECTED["own"][1], "silence is nobody's evaluation"


def test_of_nothing_there_is_no_share():
    assert {one.written for one in figures({}).values()} == {NOTHING}
    assert {one.value for one in figures({}).values()} == {None}
    none_bad = figures({Term.N5: 3, Term.N: 3})
    assert (none_bad["bad"].written, none_bad["rectified"].written) == ("0.0", NOTHING)


@pytest.mark.parametrize(
    ("above", "below", "written"),
    [
        (0, 7, "0.0"),
        (7, 7, "100.0"),
        (1, 3000, "0.1"),  # 0.03 is not nothing
        (2999, 3000, "99.9"),  # 99.97 is not all
        (1, 16, "6.3"),  # 6.25: halves go up
        (1, 8, "12.5"),
    ],
)
def test_what_is_not_quite_all_or_nothing_is_never_written_so(above, below, written):
    assert figures({Term.OWN: above, Term.DUE: below})["own"].written == written


@pytest.mark.parametrize("name", formula_sets())
def test_the_formula_that_is_printed_is_the_one_that_is_computed(name):
    """Read back as arithmetic, the printed numbers give the value."""
    for one in figures(PAPER, name).values():
        printed = one.numbers.replace("×", "*").replace("÷", "/").replace("−", "-")
        assert set(printed) <= set("0123456789()+-*/ ")
        assert eval(printed) == pytest.approx(one.value)


def test_the_example_in_the_document_is_this_one():
    text = (Path(__file__).parents[4] / "docs" / "figures.md").read_text("utf-8")
    for name, one in figures(PAPER).items():
        unit = " %" if one.index.unit == "percent" else ""
        row = f"| {one.index.name[0]} `{name}` | {one.index.formula.with_symbols()} | {one.numbers} | {one.written}{unit} |"
        assert row in text, row
    for term in Term:
        assert f"| `{term.value}` |" in text


def test_what_was_judged_mistaken_or_malicious_counts_as_no_level():
    assert terms.given(1, "") == (Term.N1, Term.N)
    assert terms.given(1, "upheld") == (Term.N1, Term.N)
    assert terms.given(1, "mistaken") == terms.given(2, "malicious") == (Term.JUDGED,)


DAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("settled", "verdict", "today", "counted"),
    [
        (None, "", 20, {Term.BAD}),  # its last day is not over
        (None, "", 21, {Term.BAD, Term.BAD_DUE}),
        (20, "", 20, {Term.BAD, Term.BAD_DUE, Term.RECTIFIED}),
        (21, "upheld", 21, {Term.BAD, Term.BAD_DUE}),  # a day late
        (20, "mistaken", 25, set()),
    ],
)
def test_a_bad_one_is_rectified_when_it_was_by_its_last_day(settled, verdict, today, counted):
    order = Order(DAY, settled and DAY.replace(day=settled), None, "", verdict)
    assert set(order.terms(DAY.replace(day=today))) == counted


PLACES = st.builds(
    Place,
    clerk=st.sampled_from(["", "李芳", "周晓岚"]),
    window=st.integers(0, 3),
    department=st.sampled_from(["", "police"]),
    item=st.sampled_from(["", "permit"]),
    service=st.sampled_from(["", "social"]),
    hour=st.sampled_from(["", "09", "14"]),
    day=st.sampled_from(["2026-11-20", "2026-11-21"]),
)
COUNTS = st.builds(
    Count, PLACES, st.lists(st.sampled_from(Term), max_size=3, unique=True).map(tuple), st.integers(1, 50)
)


@given(st.lists(COUNTS, max_size=20), st.sampled_from(Grouping))
def test_the_groups_sum_to_the_whole(counts, by):
    tally = Tally(by, counts)
    assert sum(tally.groups.values(), Counter()) == tally.total
    assert tally.total == Tally(Grouping.HALL, counts).total
