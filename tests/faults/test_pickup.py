"""The locker with its real driver on its twin: laid in, picked up, without the network, and killed with a door open."""

import subprocess
import sys
import threading
from contextlib import contextmanager
from time import monotonic

import httpx
import pytest

from drivers.sim.faults import Fault
from drivers.sim.line import PtyLine
from drivers.sim.locker import LockerTwin
from hall.domain.pickup.parcel import State, Verb
from hall.domain.privacy import IdNumber
from hall.settings import CONFIG
from kiosk.flows.pickup_words import (
    DoorFailed,
    DoorOpened,
    DoorShut,
    EndParcel,
    FindParcels,
    InHand,
    Inside,
    LeaveInside,
    OpenDoor,
    ParcelEnded,
    ParcelsFound,
)
from kiosk.flows.words import EndVisit, HealthChanged
from tests.support.pickup_unit import runtime_of
from tests.unit.kiosk.desk.terminal_house import HallServer

PATIENT_S = 20
ID_NUMBER = "11010519491231002X"
STROKES = (((0.2, 0.1), (0.5, 0.3), (0.8, 0.1)),)
SWITCHED = 'items = { "1" = 13 }\n'


class Hall:
    """Server, locker and terminal; `profile` with or without a switch behind the first door."""

    def __init__(self, folder, switched):
        self.folder = folder
        profile = (CONFIG / "devices" / "locker-8a.toml").read_text(encoding="utf-8")
        self.profile = folder / "locker-8a.toml"
        self.profile.write_text(profile + SWITCHED * switched, encoding="utf-8")
        self.server = HallServer(folder / "hall")
        self.line = PtyLine(LockerTwin(), folder / "locker")
        self.twin = self.line.machine
        self.told, self._news = [], threading.Condition()
        self.runtime = None

    def facts(self):
        url = f"http://127.0.0.1:{self.server.port}"
        return str(self.folder / "t1"), url, str(self.profile), self.line.port

    def open(self):
        self.told.clear()
        self.runtime = runtime_of(*self.facts(), self._tell)
        self.runtime.start()
        self.until(self._works)

    def _works(self):
        said = [each.health for each in self.told if isinstance(each, HealthChanged)]
        return said and said[-1].online and not said[-1].trouble("pickup_locker")

    def _tell(self, event):
        with self._news:
            self.told.append(event)
            self._news.notify_all()

    def until(self, condition):
        with self._news:
            assert self._news.wait_for(condition, PATIENT_S), self.told[-6:]

    def poll(self, condition):
        pause, end = threading.Event(), monotonic() + PATIENT_S
        while not (found := condition()):
            assert monotonic() < end, self.told[-6:]
            pause.wait(0.05)
        return found

    def ask(self, effect, kind):
        """Do it, and wait for the next answer of that kind."""
        before = len(self.of(kind))
        self.runtime.perform(effect)
        self.until(lambda: len(self.of(kind)) > before)
        return self.of(kind)[before]

    def of(self, kind):
        return [each for each in self.told if isinstance(each, kind)]

    def http(self, method, path, **more):
        with httpx.Client(
            base_url=f"http://127.0.0.1:{self.server.port}/v1", timeout=20, trust_env=False
        ) as c:
            return c.request(method, path, **more).json()

    def put(self):
        """The first door is kept for a certificate, as soon as its unit has told that it is sound."""
        self.poll(lambda: self.door()["state"] == "closed")
        asked = {"event_id": "parcel-000001", "unit": "t1", "door": 1, "by": "李敏", "what": "证书"}
        return self.http("POST", "/parcels", json=asked | {"name": "张小凡", "id_number": ID_NUMBER})

    def door(self):
        doors = self.http("GET", "/lockers")["lockers"][0]["doors"]
        return doors[0] if doors else {"state": ""}

    def parcel(self):
        return self.http("GET", "/parcels/parcel-000001")

    def step(self, verb, n):
        """What staff press at the console."""
        press = {"event_id": f"press-{n:06d}", "by": "李敏"}
        return self.http("POST", f"/parcels/parcel-000001/{verb}", json=press)

    def shut(self, *, there=None):
        """Somebody takes or leaves it, and shuts the door."""
        before = len(self.of(DoorShut))
        self.line.act(lambda: self._shut(there))
        self.until(lambda: len(self.of(DoorShut)) > before)
        return self.of(DoorShut)[before].inside

    def _shut(self, there):
        if there is not None:
            self.twin.put(13, there=there)
        self.twin.push(1)

    def laid_in(self, *, there=None):
        """Staff lay it in; returns the pick-up code."""
        (found,) = self.ask(FindParcels(code=self.put()["staff_code"]), ParcelsFound).parcels
        self.ask(OpenDoor(found.id, found.how), DoorOpened)
        self.shut(there=there)
        assert self.ask(EndParcel(found.id, Verb.LAID_IN, found.how), ParcelEnded).problem == ""
        self.poll(lambda: self.parcel()["state"] == State.IN)
        return self.parcel()["code"]


@contextmanager
def house(folder, *, switched=False):
    made = Hall(folder, switched)
    made.server.start()
    try:
        with made.line:
            made.open()
            try:
                yield made
            finally:
                made.runtime.stop()
    finally:
        made.server.stop()


@pytest.mark.logs
@pytest.mark.slow
def test_laid_in_by_staff_picked_up_by_card_and_signed_for(tmp_path):
    with house(tmp_path) as hall:
        hall.laid_in()
        (found,) = hall.ask(FindParcels(id_number=IdNumber(ID_NUMBER)), ParcelsFound).parcels
        assert (found.door, found.how) == (1, "card")
        hall.ask(OpenDoor(found.id, found.how), DoorOpened)
        assert hall.twin.open[1]
        assert hall.shut() is Inside.UNKNOWN
        hall.runtime.perform(InHand(found.id))
        assert hall.ask(EndParcel(found.id, Verb.TAKEN, "card", STROKES), ParcelEnded).problem == ""
        hall.poll(lambda: hall.parcel()["state"] == State.TAKEN)
        assert [(one["verb"], one["note"]) for one in hall.parcel()["steps"]] == [
            ("laid_in", "staff"),
            ("taken", "signed"),
        ]
        hall.poll(lambda: hall.runtime.pending == 0)
        assert (
            hall.ask(FindParcels(id_number=IdNumber(ID_NUMBER)), ParcelsFound).problem == "pickup.noneForCard"
        )
        assert hall.twin.orders[1] == 2


@pytest.mark.logs
@pytest.mark.slow
def test_what_was_laid_in_while_the_hall_is_away_opens_at_once_and_arrives_in_order(tmp_path):
    with house(tmp_path, switched=True) as hall:
        (laid,) = hall.ask(FindParcels(code=hall.put()["staff_code"]), ParcelsFound).parcels
        assert hall.ask(FindParcels(id_number=IdNumber(ID_NUMBER)), ParcelsFound).parcels == ()
        hall.server.stop()
        hall.ask(OpenDoor(laid.id, laid.how), DoorOpened)
        hall.shut(there=True)
        assert hall.ask(EndParcel(laid.id, Verb.LAID_IN, laid.how), ParcelEnded).problem == ""
        (found,) = hall.ask(FindParcels(id_number=IdNumber(ID_NUMBER)), ParcelsFound).parcels
        hall.ask(OpenDoor(found.id, found.how), DoorOpened)
        assert hall.shut(there=False) is Inside.ABSENT
        assert hall.ask(EndParcel(found.id, Verb.TAKEN, found.how), ParcelEnded).problem == ""
        hall.server.start()
        hall.poll(lambda: hall.parcel()["state"] == State.TAKEN)
        assert [one["verb"] for one in hall.parcel()["steps"]] == ["laid_in", "taken"]


@pytest.mark.logs
@pytest.mark.slow
def test_without_the_network_the_right_door_opens_once_and_the_hall_learns_it_once(tmp_path):
    with house(tmp_path, switched=True) as hall:
        code = hall.laid_in(there=True)
        assert hall.ask(FindParcels(code=code), ParcelsFound).parcels
        hall.server.stop()
        assert hall.ask(FindParcels(code="K7XM4PQ29"), ParcelsFound).parcels == ()
        (found,) = hall.ask(FindParcels(code=code), ParcelsFound).parcels
        hall.ask(OpenDoor(found.id, found.how), DoorOpened)
        assert hall.shut(there=True) is Inside.PRESENT, "forgotten"
        hall.ask(OpenDoor(found.id, found.how), DoorOpened)
        assert hall.shut(there=False) is Inside.ABSENT
        hall.runtime.perform(InHand(found.id))
        hall.runtime.perform(EndVisit())
        hall.poll(lambda: hall.runtime.pending == 1)
        assert hall.ask(FindParcels(code=code), ParcelsFound).parcels == (), (
            "taken is taken, also before the hall knows"
        )
        hall.server.start()
        hall.poll(lambda: hall.parcel()["state"] == State.TAKEN)
        assert [one["verb"] for one in hall.parcel()["steps"]] == ["laid_in", "taken"]
        assert hall.twin.orders[1] == 3


@pytest.mark.logs
@pytest.mark.slow
@pytest.mark.parametrize(
    ("switched", "there", "state", "doubt"),
    [(False, None, State.IN, True), (True, False, State.TAKEN, False)],
    ids=["nobody saw it", "the switch saw it"],
)
def test_killed_between_opening_and_taking_nothing_is_told_that_no_sensor_saw(
    tmp_path, switched, there, state, doubt
):
    with house(tmp_path, switched=switched) as hall:
        code = hall.laid_in(there=True if switched else None)
        hall.runtime.stop()
        command = [sys.executable, "-m", "tests.support.pickup_unit", *hall.facts(), code]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as unit:
            assert unit.stdout.readline() == "open\n"
            unit.kill()
        assert (hall.twin.open[1], hall.twin.orders[1]) == (True, 2)
        hall.open()
        assert (hall.parcel()["state"], hall.parcel()["doubt"]) == (State.IN, False), "the door is open still"
        hall.until(lambda: hall.of(HealthChanged)[-1].health.open_doors == (1,))
        hall.line.act(lambda: hall._shut(there))
        hall.until(lambda: hall.of(HealthChanged)[-1].health.open_doors == ())
        hall.poll(lambda: (hall.parcel()["state"], hall.parcel()["doubt"]) == (state, doubt))
        hall.poll(lambda: hall.runtime.pending == 0)
        assert hall.twin.orders[1] == 2, "no door opens by itself"
        if state is State.IN:
            assert hall.ask(FindParcels(code=code), ParcelsFound).parcels


@pytest.mark.logs
@pytest.mark.slow
def test_killed_while_it_is_laid_in_the_door_goes_to_nobody_before_somebody_looked(tmp_path):
    with house(tmp_path) as hall:
        code = hall.put()["staff_code"]
        hall.runtime.stop()
        command = [sys.executable, "-m", "tests.support.pickup_unit", *hall.facts(), code]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as unit:
            assert unit.stdout.readline() == "open\n"
            unit.kill()
        hall.open()
        hall.poll(lambda: hall.door()["state"] == "open")
        assert hall.step("drop", 1)["code"] == "parcel.doorOpen"
        hall.line.act(lambda: hall.twin.push(1))
        hall.poll(lambda: hall.parcel()["doubt"])
        assert (hall.parcel()["state"], hall.twin.orders[1]) == (State.ALLOTTED, 1), "no door opens by itself"
        assert hall.step("drop", 2)["code"] == "parcel.notNow"
        assert hall.ask(FindParcels(code=code), ParcelsFound).parcels, "the deposit code opens it to look"
        assert hall.step("seen", 3)["state"] == State.IN


@pytest.mark.logs
@pytest.mark.slow
def test_whoever_walks_away_from_a_deposit_leaves_a_doubt_and_a_new_one_ends_it(tmp_path):
    with house(tmp_path) as hall:
        (found,) = hall.ask(FindParcels(code=hall.put()["staff_code"]), ParcelsFound).parcels
        hall.ask(OpenDoor(found.id, found.how), DoorOpened)
        assert hall.shut() is Inside.UNKNOWN
        hall.runtime.perform(EndVisit())
        hall.poll(lambda: hall.parcel()["doubt"])
        assert hall.step("drop", 1)["code"] == "parcel.notNow"
        hall.ask(OpenDoor(found.id, found.how), DoorOpened)
        hall.shut()
        assert hall.ask(EndParcel(found.id, Verb.LAID_IN, found.how), ParcelEnded).problem == ""
        hall.poll(lambda: (hall.parcel()["state"], hall.parcel()["doubt"]) == (State.IN, False))


@pytest.mark.logs
@pytest.mark.slow
def test_a_jammed_lock_and_wrong_codes_are_told_and_the_thing_stays_where_it_is(tmp_path):
    with house(tmp_path) as hall:
        code = hall.laid_in()
        (found,) = hall.ask(FindParcels(code=code), ParcelsFound).parcels
        hall.twin.fault = Fault.JAM
        assert hall.ask(OpenDoor(found.id, found.how), DoorFailed).problem == "door.notOpened"
        hall.poll(lambda: hall.door()["state"] == "jammed")
        hall.twin.fault = Fault.NONE
        hall.ask(OpenDoor(found.id, found.how), DoorOpened)
        hall.shut()
        hall.runtime.perform(LeaveInside(found.id))
        hall.poll(lambda: hall.parcel()["doubt"])
        assert hall.parcel()["state"] == State.IN
        hall.step("seen", 1)
        hall.ask(OpenDoor(found.id, found.how), DoorOpened)
        hall.runtime.perform(EndVisit())
        hall.line.act(lambda: hall.twin.push(1))
        hall.poll(lambda: hall.parcel()["doubt"])
        assert len(hall.of(DoorShut)) == 2, "nobody stood there any more"
        for _ in range(8):
            assert hall.ask(FindParcels(code="K7XM4PQ29"), ParcelsFound).problem == "pickup.none"
        assert hall.ask(FindParcels(code=code), ParcelsFound).problem == "pickup.guessing"
        assert hall.ask(FindParcels(id_number=IdNumber(ID_NUMBER)), ParcelsFound).parcels, (
            "a card still works"
        )
