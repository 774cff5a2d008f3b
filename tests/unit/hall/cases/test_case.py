"""A case takes the steps that fit and no others, and none without its signature."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hall.domain import chain
from hall.domain.cases.case import OVER, Case, Result, Special, State, Step, Verb
from hall.domain.cases.codes import grouped, plain, query_code
from hall.domain.cases.guessing import MOST, WHILE_MS, Guesses
from hall.domain.queue.day import Refused

NOW = datetime(2026, 11, 23, 2, tzinfo=UTC)
SAID = {
    Verb.ASK: {"what": ("户口簿",), "until": date(2027, 1, 4)},
    Verb.PAUSE: {"special": Special.HEARING},
    Verb.EXTEND: {"days": 5, "reason": "案情复杂"},
    Verb.FINISH: {"result": Result.GRANTED},
    Verb.REJECT: {"reason": "不属于本大厅"},
    Verb.WITHDRAW: {"reason": "申请人撤回"},
    Verb.LOOK_UP: {"reason": "核对电话"},
    Verb.HAND_IN: {"material": "photo"},
}


def taken(case, *verbs):
    for verb in verbs:
        case = case.after(Step(verb, NOW, "李静", **SAID.get(verb, {})))
    return case


@pytest.mark.parametrize(
    ("verbs", "state"),
    [
        ((), State.SUBMITTED),
        ((Verb.ASK,), State.CORRECTING),
        ((Verb.ASK, Verb.CORRECTED), State.SUBMITTED),
        ((Verb.REJECT,), State.NOT_ACCEPTED),
        ((Verb.ACCEPT, Verb.START, Verb.PAUSE), State.SPECIAL),
        ((Verb.ACCEPT, Verb.START, Verb.PAUSE, Verb.RESUME), State.IN_PROGRESS),
        ((Verb.ACCEPT, Verb.ASK, Verb.CORRECTED), State.ACCEPTED),
        ((Verb.ACCEPT, Verb.FINISH, Verb.PICK_UP), State.PICKED_UP),
        ((Verb.ACCEPT, Verb.PAUSE, Verb.WITHDRAW), State.WITHDRAWN),
    ],
)
def test_steps_lead_where_they_should(verbs, state):
    assert taken(Case(NOW), *verbs).state is state


@pytest.mark.parametrize(
    "verbs",
    [
        (Verb.FINISH,),
        (Verb.PAUSE,),
        (Verb.ACCEPT, Verb.ACCEPT),
        (Verb.ACCEPT, Verb.ASK, Verb.REJECT),
        (Verb.ACCEPT, Verb.PAUSE, Verb.FINISH),
        (Verb.ACCEPT, Verb.FINISH, Verb.WITHDRAW),
        (Verb.REJECT, Verb.ACCEPT),
        (Verb.SUBMIT,),
    ],
)
def test_a_step_that_does_not_fit_is_refused(verbs):
    with pytest.raises(Refused) as caught:
        taken(Case(NOW), *verbs)
    assert caught.value.code == "case.notNow"


@pytest.mark.parametrize(
    ("before", "step", "code"),
    [
        ((), Step(Verb.ACCEPT, NOW, " "), "case.unsigned"),
        ((), Step(Verb.ASK, NOW, "李静", until=date(2027, 1, 4)), "case.asksNothing"),
        ((), Step(Verb.ASK, NOW, "李静", what=("照片",), until=date(2026, 11, 23)), "case.dateGone"),
        ((), Step(Verb.REJECT, NOW, "李静"), "case.reasonNeeded"),
        ((Verb.ACCEPT,), Step(Verb.FINISH, NOW, "李静", result=Result.REFUSED), "case.reasonNeeded"),
        ((Verb.ACCEPT,), Step(Verb.EXTEND, NOW, "李静", days=11, reason="多"), "case.extensionLong"),
        (
            (Verb.ACCEPT, Verb.EXTEND),
            Step(Verb.EXTEND, NOW, "李静", days=1, reason="多"),
            "case.extendedAlready",
        ),
    ],
)
def test_a_step_that_lacks_something_is_refused_with_what_it_lacks(before, step, code):
    with pytest.raises(Refused) as caught:
        taken(Case(NOW), *before).after(step)
    assert caught.value.code == code


PRESSED = [verb for verb in Verb if verb not in {Verb.SUBMIT, Verb.SEAL}]


@given(st.lists(st.sampled_from(PRESSED), max_size=14))
def test_whatever_is_pressed_a_case_that_is_over_runs_no_more_and_each_step_stays(presses):
    case = Case(NOW, promises=("photo",))
    for verb in presses:
        before = case
        if verb in case.verbs:
            case = taken(case, verb)
            assert case.steps[:-1] == before.steps
        else:
            with pytest.raises(Refused):
                taken(case, verb)
        if before.state in OVER:
            assert case.state is before.state or (before.state, case.state) == (State.DONE, State.PICKED_UP)


def test_a_promised_material_is_handed_in_once_and_no_other_can_be():
    case = Case(NOW, promises=("photo", "lease"))
    case = taken(case, Verb.ACCEPT, Verb.HAND_IN)
    assert (case.owed, case.state) == (("lease",), State.ACCEPTED)
    with pytest.raises(Refused) as caught:
        taken(case, Verb.HAND_IN)
    assert caught.value.code == "case.notPromised"
    assert Verb.HAND_IN not in Case(NOW).verbs
    assert Verb.HAND_IN not in taken(case, Verb.WITHDRAW).verbs


def test_each_notice_is_sealed_once_and_nothing_else_can_be():
    case = taken(Case(NOW), Verb.LOOK_UP, Verb.ACCEPT, Verb.START)
    assert case.unsealed == (2,)
    sealed = case.after(Step(Verb.SEAL, NOW, "李静", notice=2))
    assert (sealed.unsealed, sealed.state) == ((), State.IN_PROGRESS)
    for one, notice in ((case, 1), (case, 3), (sealed, 2)):
        with pytest.raises(Refused) as caught:
            one.after(Step(Verb.SEAL, NOW, "李静", notice=notice))
        assert caught.value.code in {"case.noNotice", "case.notNow"}


def links(count):
    found, before = [], chain.FIRST
    for seq in range(1, count + 1):
        content = {"verb": "accept", "by": f"李静{seq}"}
        made = chain.digest(seq, content, before)
        found.append(chain.Link(seq, content, before, made))
        before = made
    return found


def test_a_step_changed_taken_out_or_put_between_breaks_the_chain_there():
    whole = links(5)
    assert chain.broken_at(whole) is None
    changed = [*whole[:2], chain.Link(3, {"verb": "reject"}, whole[2].before, whole[2].digest), *whole[3:]]
    assert chain.broken_at(changed) == 3
    assert chain.broken_at([*whole[:1], *whole[2:]]) == 2
    forged = chain.Link(3, {"verb": "x"}, whole[1].digest, chain.digest(3, {"verb": "x"}, whole[1].digest))
    assert chain.broken_at([*whole[:2], forged, *whole[3:]]) == 4


def test_a_code_is_read_as_typed_scanned_or_in_its_link():
    code = query_code("0199c1f2-7a30-7000-8000-3c5d7e9f1a2b")
    assert len(code) == 10
    for said in (code, code.lower(), grouped(code), f" {code} ", f"http://10.0.0.8:8710/c/{code}"):
        assert plain(said) == code
    for wrong in ("", "T1-20261122-K7X-0007", code[:-1], code[:-1] + "0", f"http://10.0.0.8/t/{code}"):
        assert plain(wrong) == ""


def test_codes_of_cases_that_follow_each_other_have_nothing_in_common():
    codes = {query_code(f"0199c1f2-7a30-7000-8000-3c5d7e9f{n:04x}") for n in range(2000)}
    assert len(codes) == 2000


def test_who_guesses_waits_and_nobody_else_does():
    guesses = Guesses()
    for n in range(MOST):
        assert guesses.wait_ms("t1", n * 1000) == 0
        guesses.wrong("t1", n * 1000)
    assert guesses.wait_ms("t1", 10_000) == WHILE_MS - 10_000
    assert guesses.wait_ms("t2", 10_000) == 0
    assert guesses.wait_ms("t1", WHILE_MS) == 0


def test_many_places_that_guess_do_not_fill_the_memory():
    guesses = Guesses()
    for n in range(5000):
        guesses.wrong(f"10.0.{n // 256}.{n % 256}", n)
    assert len(guesses._wrong) == 2000


def test_a_day_before_today_is_no_date_for_corrections_also_after_midnight_in_china():
    late = datetime(2026, 11, 23, 17, tzinfo=UTC)  # 01:00 on the 24th
    asked = Step(Verb.ASK, late, "李静", what=("照片",), until=date(2026, 11, 24))
    with pytest.raises(Refused) as caught:
        Case(NOW).after(asked)
    assert caught.value.code == "case.dateGone"
    Case(NOW).after(Step(Verb.ASK, late, "李静", what=("照片",), until=(late + timedelta(days=2)).date()))
