"""Parcels by themselves: doors, days, doubts, and codes in which one wrong sign is known at once."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hall.domain.cases.codes import ALPHABET, query_code
from hall.domain.cases.lights import Light
from hall.domain.pickup.codes import LENGTH, grouped, keyed, made, parcel_link, plain
from hall.domain.pickup.doors import Door, choose
from hall.domain.pickup.parcel import AT_UNIT, Parcel, State, Task, Verb, expired, standing
from hall.domain.queue.day import Refused

TODAY = date(2026, 11, 22)
KEY = b"k" * 32
IN = Parcel().after(Verb.LAID_IN, TODAY, 15)


@given(st.text(min_size=8, max_size=40), st.integers(0, LENGTH - 1), st.sampled_from(ALPHABET))
def test_a_code_with_one_wrong_sign_is_no_code(parcel, at, sign):
    code = made(KEY, parcel, "holder")
    wrong = code[:at] + sign + code[at + 1 :]
    assert plain(wrong) == (code if sign == code[at] else "")


def test_codes_of_one_parcel_differ_by_purpose_and_by_key():
    codes = {made(key, "parcel-1", why) for key in (KEY, b"o" * 32) for why in ("holder", "put", "back")}
    assert len(codes) == 6
    assert made(KEY, "parcel-1", "holder") == made(KEY, "parcel-1", "holder")


def test_a_code_is_read_as_typed_in_groups_in_its_link_and_on_a_receipt():
    code = made(KEY, "parcel-1", "holder")
    receipt = query_code("event-000001")
    for text in (code.lower(), grouped(code), f" {grouped(code)} ", parcel_link("http://h.example/", code)):
        assert plain(text) == code
    assert plain(f"http://h.example/c/{receipt}") == receipt
    assert grouped(code)[3] == grouped(code)[7] == "-"
    assert [plain(text) for text in ("", "A012", "http://h.example/t/" + code)] == ["", "", ""]


def test_a_keyed_hash_says_nothing_without_the_key():
    assert keyed(KEY, "K7X") == keyed(KEY, "K7X") != keyed(b"o" * 32, "K7X")


@given(st.sets(st.integers(1, 12)), st.integers(0, 12))
def test_no_door_is_given_to_two(taken, wanted):
    doors = [Door(number) for number in range(1, 13)]
    if wanted in taken or len(taken) == 12:
        with pytest.raises(Refused, match=r"^parcel.(noDoor|doorTaken)$"):
            choose(doors, taken, wanted)
    else:
        assert choose(doors, taken, wanted) == wanted or not wanted
        assert choose(doors, taken, wanted) not in taken


def test_size_and_state_of_a_door_count():
    doors = [Door(1, "小", "jammed"), Door(2, "小", "unknown"), Door(3, "大"), Door(4, "小", "open")]
    assert choose(doors, (), size="小") == 4
    assert choose(doors, ()) == 3
    with pytest.raises(Refused, match=r"^parcel.doorBroken$"):
        choose(doors, (), 1)
    with pytest.raises(Refused, match=r"^parcel.doorUnknown$"):
        choose(doors, (), 9)
    with pytest.raises(Refused, match=r"^parcel.noDoor$"):
        choose(doors, (), size="特大")


def test_days_are_counted_from_the_laying_in():
    assert IN.until == date(2026, 12, 7)
    lights = [standing(IN, TODAY + timedelta(days=n), 3).light for n in (0, 11, 12, 15, 16)]
    assert lights == [Light.GREEN, Light.GREEN, Light.YELLOW, Light.YELLOW, Light.RED]
    assert [expired(IN.until, TODAY + timedelta(days=n)) for n in (15, 16)] == [False, True]
    assert standing(Parcel(), TODAY, 3).light is Light.NONE


@given(st.lists(st.sampled_from(list(Verb)), max_size=8))
def test_what_is_over_stays_over_and_is_taken_once(verbs):
    parcel, ended = Parcel(), 0
    for verb in verbs:
        try:
            parcel = parcel.after(verb, TODAY, 15)
        except Refused:
            continue
        ended += parcel.state in {State.TAKEN, State.TAKEN_BACK, State.DROPPED}
    assert ended <= 1
    assert not ended or parcel.verbs == ()


def test_a_deposit_whose_end_nobody_saw_keeps_its_door_until_somebody_looked():
    doubted = Parcel().after(Verb.DOUBT, TODAY, 15)
    assert doubted.verbs == (Verb.SEEN, Verb.GONE, Verb.TAKE_BACK)
    with pytest.raises(Refused, match=r"^parcel.notNow$"):
        doubted.after(Verb.DROP, TODAY, 15)
    assert doubted.after(Verb.SEEN, TODAY, 15) == IN == doubted.after(Verb.LAID_IN, TODAY, 15)
    assert doubted.after(Verb.GONE, TODAY, 15) == Parcel()
    asked = doubted.after(Verb.TAKE_BACK, TODAY, 15)
    assert (asked.state, asked.task, asked.verbs) == (State.ALLOTTED, Task.BACK, (Verb.SEEN, Verb.GONE))
    assert asked.after(Verb.SEEN, TODAY, 15) == IN.after(Verb.TAKE_BACK, TODAY, 15)
    assert asked.after(Verb.GONE, TODAY, 15) == Parcel()
    assert asked.after(Verb.TAKEN_BACK, TODAY, 15).state is State.TAKEN_BACK


def test_staff_do_what_fits_and_nothing_else():
    assert Parcel().verbs == (Verb.DROP,)
    assert IN.verbs == (Verb.TAKE_BACK,)
    assert IN.after(Verb.TAKE_BACK, TODAY, 15).task is Task.BACK
    doubted = IN.after(Verb.DOUBT, TODAY, 15)
    assert doubted.verbs == (Verb.SEEN, Verb.GONE, Verb.TAKE_BACK)
    for verb in set(Verb) - AT_UNIT - set(IN.verbs):
        with pytest.raises(Refused, match=r"^parcel.notNow$"):
            IN.after(verb, TODAY, 15)
