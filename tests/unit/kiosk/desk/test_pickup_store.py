"""What a locker's unit keeps: sealed, true also before the hall knows it, and a door under way survives a crash."""

from datetime import date

import pytest

from hall.contract.messages import Text
from hall.contract.pickup import UnitParcel, UnitParcels
from hall.domain.pickup.codes import keyed
from hall.domain.pickup.parcel import State, Task, Verb
from kiosk.desk.pickup.store import Job, PickUpStore, Stage
from kiosk.outbox.notes import set_note
from tests.unit.kiosk.terminal import NOON, open_outbox

KEY = b"k" * 32
DIGEST = keyed(KEY, "K7XM4PQ29")


def parcel(state=State.IN, task=Task.NONE):
    return UnitParcel(
        id="parcel-000001",
        door=3,
        title=Text(zh="营业执照正本", en="营业执照正本"),
        state=state,
        task=task,
        until=date(2026, 12, 7) if state is State.IN else None,
        codes=[DIGEST],
        identity=DIGEST,
        staff=DIGEST if task else "",
    )


def told(*parcels):
    return UnitParcels(key=KEY.hex(), parcels=list(parcels))


def job(task=Task.NONE):
    return Job("parcel-000001", 3, task, "code", Stage.ORDERED, NOON.isoformat())


@pytest.fixture
def outbox(tmp_path):
    made = open_outbox(tmp_path)
    yield made
    made.close()


@pytest.fixture
def store(outbox):
    return PickUpStore(outbox, "t1")


def test_nothing_of_it_lies_on_the_disk_in_clear(tmp_path, store):
    store.told(told(parcel()))
    found = b"".join(file.read_bytes() for file in tmp_path.rglob("*") if file.is_file())
    for word in (DIGEST, KEY.hex(), "营业执照"):
        assert word.encode() not in found


def test_what_is_to_be_laid_in_opens_for_nobody_and_from_the_shut_door_on_for_its_holder(outbox, store):
    store.told(told(parcel(State.ALLOTTED, Task.PUT)))
    (before,) = store.parcels
    assert (before.codes, before.identity, before.staff) == ([], "", DIGEST)
    store.begin(job(Task.PUT))
    store.end(job(Task.PUT), Verb.LAID_IN, "staff", b"", NOON)
    for kept in (store, PickUpStore(outbox, "t1")):
        (now,) = kept.parcels
        assert (now.state, now.task, now.codes, now.identity) == (State.IN, Task.NONE, [DIGEST], DIGEST)
        assert now.staff == "", "nobody lays it in twice"
    store.told(told(parcel()))
    assert store.parcels[0].until == date(2026, 12, 7)


def test_what_was_taken_is_gone_until_the_hall_says_so_too_and_never_comes_back(outbox, store):
    store.told(told(parcel()))
    store.begin(job())
    assert store.end(job(), Verb.TAKEN, "code", b"", NOON) is not None
    assert store.end(job(), Verb.TAKEN, "code", b"", NOON) is None, "one word for one thing"
    assert store.parcels == ()
    again = PickUpStore(outbox, "t1")
    again.told(told(parcel(task=Task.BACK)))
    assert again.parcels == (), "the hall's list is older than what happened here"
    again.told(told())
    again.told(told(parcel()))
    assert len(again.parcels) == 1, "the same id is listed anew: somebody put it right at the hall"


def test_a_doubt_hides_nothing(store):
    store.told(told(parcel()))
    store.begin(job())
    store.end(job(), Verb.DOUBT, "code", b"", NOON)
    assert (len(store.parcels), store.jobs) == (1, {})


def test_a_door_under_way_is_known_after_a_crash(outbox, store):
    store.begin(job())
    store.further("parcel-000001", Stage.OPEN)
    (kept,) = PickUpStore(outbox, "t1").jobs.values()
    assert (kept.door, kept.stage) == (3, Stage.OPEN)


def test_a_list_that_cannot_be_read_opens_nothing(outbox, store):
    store.told(told(parcel()))
    with outbox.write() as db:
        set_note(db, "pickup_list", "00:11")
    assert PickUpStore(outbox, "t1").parcels == ()
