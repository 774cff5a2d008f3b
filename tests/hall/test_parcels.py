"""Pick-up lockers at the server: a door is one parcel's, what a unit says counts once, and no unit learns a code."""

from datetime import UTC, datetime, timedelta

import pytest

from hall.contract.pickup import LockerWord, PutParcel
from hall.domain.cases.case import State as CaseState
from hall.domain.cases.case import Verb as CaseVerb
from hall.domain.cases.codes import query_code
from hall.domain.cases.lights import Light
from hall.domain.cases.workdays import day_of
from hall.domain.pickup.codes import keyed
from hall.domain.pickup.parcel import State, Task, Verb
from hall.server.identity import IdentityKey
from hall.server.parcel_keys import ParcelKeys
from hall.server.problems import Refusal
from hall.server.store import case_book, case_log, parcel_book, parcels
from hall.server.store.case_book import Office
from hall.server.store.parcels import Step
from tests.hall.house import http
from tests.hall.test_intake import application

KEYS = ParcelKeys(IdentityKey(b"k" * 32))
CASE = "T1-20261122-K7X-0001"
ID_NUMBER = "11010519491231002X"
DOORS = LockerWord(
    columns=2,
    doors=[
        {"door": 1, "state": "closed", "size": "小"},
        {"door": 2, "state": "closed", "size": "大"},
        {"door": 3, "state": "jammed", "size": "小"},
        {"door": 4, "state": "closed", "size": "小"},
    ],
)


def tell(room, word=DOORS):
    room.write(lambda tx: parcels.tell(tx, "t1", word))


def put(room, n=1, **asked):
    facts = {"event_id": f"parcel-{n:06d}", "unit": "t1", "by": "李敏", **asked}
    if "case" not in facts:
        facts = {"what": "营业执照正本", "name": "张小凡", "id_number": ID_NUMBER, **facts}
    return room.write(lambda tx: parcels.put(tx, PutParcel(**facts), room.catalogue, KEYS))


def act(room, id_, verb, n=1):
    step = Step(f"press-{n:06d}", verb, "李敏")
    room.write(lambda tx: parcels.act(tx, id_, step, room.catalogue))


def moved(room, id_, what, n=1, door=1, unit="t1", at=None, **more):
    facts = {"parcel": id_, "door": door, "what": what, "how": "code", **more}
    at = (at or room.clock.at).isoformat()
    return room.take("parcel.moved", {**facts, "at": at}, f"moved-{n:06d}", unit)


def told(room, id_, at=None):
    today = day_of(at or room.clock.at)
    return room.store.read_now(lambda c: parcel_book.told(c, id_, today, 3, KEYS))


def listed(room, at=None, *, held=True):
    today = day_of(at or room.clock.at)
    return room.store.read_now(lambda c: parcel_book.listed(c, today, 3, held=held))


def known(room):
    return room.store.read_now(lambda c: parcel_book.for_unit(c, "t1", KEYS))


def done_case(room):
    room.take("application.submitted", application(CASE), "event-case-1", unit="t1")
    office = Office(room.catalogue)
    for n, (verb, body) in enumerate(
        ((CaseVerb.ACCEPT, {"promised": 3}), (CaseVerb.FINISH, {"result": "granted"}))
    ):
        entry = lambda case, _, n=n, verb=verb, body=body: case_log.Entry(  # noqa: E731
            f"step-{n:06d}", case, verb, "李敏", "", body
        )
        room.write(lambda tx, entry=entry: case_book.take(tx, office, CASE, entry, day_of(tx.now)) and None)


def case_state(room):
    office = Office(room.catalogue)
    kept = room.store.read_now(lambda c: case_book.require(c, office, CASE, day_of(room.clock.at)))
    return kept.case.state, kept.case.last(CaseVerb.PICK_UP)


def test_a_door_is_kept_for_one_parcel_and_free_again_when_it_was_taken(room):
    tell(room)
    one = put(room, 1)
    assert (told(room, one).door, told(room, one).state) == (1, State.ALLOTTED)
    with pytest.raises(Refusal, match=r"^parcel.doorTaken$"):
        put(room, 2, door=1)
    assert told(room, put(room, 3)).door == 2
    assert told(room, put(room, 4, size="小")).door == 4, "the third does not open"
    with pytest.raises(Refusal, match=r"^parcel.noDoor$"):
        put(room, 5)
    moved(room, one, "laid_in", 1)
    moved(room, one, "taken", 2)
    assert told(room, put(room, 6)).door == 1


def test_a_press_that_is_repeated_keeps_one_door(room):
    tell(room)
    assert put(room, 1) == put(room, 1)
    assert len(listed(room).parcels) == 1


def test_a_locker_that_never_spoke_gets_nothing(room):
    with pytest.raises(Refusal, match=r"^locker.silent$"):
        put(room)


def test_what_the_unit_saw_counts_once_however_often_it_is_sent(room):
    tell(room)
    id_ = put(room)
    assert moved(room, id_, "laid_in").outcome == "accepted"
    assert moved(room, id_, "laid_in", at=room.clock.at).outcome in {"duplicate", "quarantined"}
    assert told(room, id_).until == day_of(room.clock.at) + timedelta(days=15)
    assert [step.verb for step in told(room, id_).steps] == [Verb.LAID_IN]
    assert moved(room, id_, "taken", 2).outcome == "accepted"
    assert moved(room, id_, "taken", 3).reason == "parcel.over"
    assert moved(room, id_, "taken", 4, unit="d1").reason == "parcel.unknown"


def test_the_result_of_a_case_is_picked_up_in_the_cases_own_log(room):
    tell(room)
    done_case(room)
    id_ = put(room, case=CASE)
    with pytest.raises(Refusal, match=r"^parcel.caseThere$"):
        put(room, 2, case=CASE)
    moved(room, id_, "laid_in")
    assert case_state(room) == (CaseState.DONE, None)
    moved(room, id_, "taken", 2)
    state, step = case_state(room)
    assert (state, step.by) == (CaseState.PICKED_UP, "t1")
    assert room.store.read_now(case_log.seal).broken is None


def test_a_case_that_is_not_done_gets_no_door(room):
    tell(room)
    room.take("application.submitted", application(CASE), "event-case-1", unit="t1")
    with pytest.raises(Refusal, match=r"^parcel.caseNotDone$"):
        put(room, case=CASE)


def test_a_unit_learns_hashes_that_only_the_right_code_and_card_make(room):
    tell(room)
    done_case(room)
    id_ = put(room, case=CASE)
    (before,) = known(room).parcels
    assert (before.state, before.task) == (State.ALLOTTED, Task.PUT)
    assert before.staff == keyed(KEYS.unit_key("t1"), told(room, id_).staff_code)
    moved(room, id_, "laid_in")
    answer = known(room)
    (parcel,), key = answer.parcels, bytes.fromhex(answer.key)
    code = told(room, id_).code
    assert parcel.codes == [keyed(key, code), keyed(key, query_code("event-case-1"))]
    assert parcel.identity == keyed(key, ID_NUMBER)
    assert (before.codes, before.identity) == (parcel.codes, parcel.identity), (
        "it opens from the door's shutting on"
    )
    assert parcel.staff == ""
    text = answer.model_dump_json()
    assert not [word for word in (code, ID_NUMBER, "张小凡", "张*凡") if word in text]
    assert KEYS.unit_key("d1") != key


@pytest.mark.parametrize("typed", ["110105194912310021", "11010519491231002", "440524188001010014X", "abc"])
def test_an_id_number_that_no_card_has_is_refused_at_the_desk(room, typed):
    tell(room)
    with pytest.raises(Refusal) as caught:
        put(room, id_number=typed)
    assert (caught.value.problem.code, caught.value.problem.detail) == ("parcel.idNumber", "body.id_number")
    assert "最后一位可能是 X" in caught.value.problem.do.zh


@pytest.mark.parametrize(
    ("typed", "card"),
    [
        (" 110105 19491231 002x", ID_NUMBER),
        ("１１０１０５19491231002Ｘ", ID_NUMBER),
        ("fra110099010112", "FRA110099010112"),
        ("", ""),
    ],
)
def test_an_id_number_counts_as_the_card_has_it(room, typed, card):
    tell(room)
    put(room, id_number=typed)
    (parcel,) = known(room).parcels
    assert parcel.identity == (keyed(KEYS.unit_key("t1"), card) if card else "")


def test_what_lies_too_long_is_told_and_staff_take_it_back_with_a_code_of_their_own(room):
    room.clock.at = datetime(2026, 11, 22, 4, tzinfo=UTC)
    tell(room)
    id_ = put(room)
    first = told(room, id_).staff_code
    moved(room, id_, "laid_in")
    days = {0: Light.GREEN, 12: Light.YELLOW, 15: Light.YELLOW, 16: Light.RED}
    for n, light in days.items():
        assert listed(room, room.clock.at + timedelta(days=n)).parcels[0].light is light, n
    late = listed(room, room.clock.at + timedelta(days=16))
    assert (late.expired, late.parcels[0].left) == (1, -1)
    act(room, id_, Verb.TAKE_BACK)
    assert told(room, id_).staff_code not in {"", first}
    moved(room, id_, "taken_back", 2)
    assert (told(room, id_).state, listed(room).parcels) == (State.TAKEN_BACK, [])
    assert [one.id for one in listed(room, held=False).parcels] == [id_]


def test_a_doubt_stays_until_somebody_looked(room):
    tell(room)
    id_ = put(room)
    moved(room, id_, "laid_in")
    moved(room, id_, "doubt", 2)
    assert told(room, id_).verbs == [Verb.SEEN, Verb.GONE, Verb.TAKE_BACK]
    act(room, id_, Verb.SEEN, 3)
    assert not told(room, id_).doubt
    moved(room, id_, "doubt", 4)
    act(room, id_, Verb.GONE, 5)
    assert told(room, id_).state is State.TAKEN


def test_the_door_of_a_doubted_deposit_goes_to_nobody_else_before_somebody_looked(room):
    tell(room)
    id_ = put(room)
    moved(room, id_, "doubt")
    for again in (1, 2):
        with pytest.raises(Refusal, match=r"^parcel.notNow$"):
            act(room, id_, Verb.DROP, again)
    with pytest.raises(Refusal, match=r"^parcel.doorTaken$"):
        put(room, 2, door=1)
    assert told(room, id_).staff_code, "the deposit code opens the door to look"
    act(room, id_, Verb.GONE, 3)
    assert (told(room, id_).state, told(room, id_).laid_at) == (State.ALLOTTED, None)
    moved(room, id_, "doubt", 2)
    act(room, id_, Verb.SEEN, 4)
    there = told(room, id_)
    assert (there.state, there.doubt, there.until) == (
        State.IN,
        False,
        day_of(room.clock.at) + timedelta(days=15),
    )
    assert (there.laid_at, bool(there.code)) == (room.clock.at, True)


def test_a_kept_door_that_stands_open_is_not_given_up(room):
    tell(room)
    id_ = put(room)
    ajar = [one.model_copy(update={"state": "open"}) if one.door == 1 else one for one in DOORS.doors]
    tell(room, LockerWord(columns=2, doors=ajar))
    with pytest.raises(Refusal, match=r"^parcel.doorOpen$"):
        act(room, id_, Verb.DROP)
    tell(room)
    act(room, id_, Verb.DROP)
    assert told(room, put(room, 2)).door == 1


def test_over_http_and_only_staff_see_a_code(hall):
    with http(hall.url) as client:
        assert client.put("/units/t1/doors", json=DOORS.model_dump(mode="json")).is_success
        assert (
            client.put("/units/d1/doors", json=DOORS.model_dump(mode="json")).json()["code"]
            == "locker.unknown"
        )
        asked = PutParcel(
            event_id="parcel-000001", unit="t1", by="李敏", what="证书", name="王小明", id_number=ID_NUMBER
        )
        made = client.post("/parcels", json=asked.model_dump()).json()
        assert (made["door"], made["name"], len(made["staff_code"])) == (1, "王*明", 9)
        doors = client.get("/lockers").json()["lockers"][0]["doors"]
        assert [one["use"] for one in doors] == ["allotted", "free", "broken", "free"]
        assert "code" not in client.get("/parcels").json()["parcels"][0]
        assert client.get("/parcels/nobodys").json()["code"] == "parcel.unknown"
