"""An application with 12 scanned pages, its terminal killed with SIGKILL at every step: resumed whole, handed in once.

What was told as kept is there again for the same card and for no other; the server gets all of it or nothing.
`-m long` kills at every single step and at many moments of the submission.
"""

import hashlib
import json
import random
import signal
import subprocess
import sys
import threading
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import select

from drivers.sim.line import PtyLine
from drivers.sim.ticket_printer import TicketPrinterTwin
from hall.demo.clerk import Clerk
from hall.demo.day import SIGNATURE
from hall.demo.hand import wait_until
from hall.demo.people import PEOPLE
from hall.demo.people import PHONE as PHONE_NUMBER
from hall.demo.stage import Stage
from hall.server.store import filing
from hall.server.store.tables import attachment, inbox_file
from kiosk.desk.scanning.folder import clear, name_of, places
from tests.support.cases import kept
from tests.support.filings import ANSWERS, APPLICANT, PHONE
from tests.support.sane_scanner import sane_folder
from tests.support.scanning import feeder
from tests.unit.kiosk.desk.terminal_house import HallServer

PAGES = 12
PATIENT_S = 60
PERSONAL = (APPLICANT.name.reveal(), APPLICANT.id_number.reveal(), PHONE.reveal(), APPLICANT.address.reveal())


class Terminal:
    """The program, and what it said."""

    def __init__(self, hall):
        command = [
            sys.executable,
            "-m",
            "tests.support.filing_terminal",
            str(hall.folder),
            hall.url,
            str(PAGES),
        ]
        self._process = subprocess.Popen(
            [*command, hall.printer.port, hall.scanner.port],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=hall.log,
            text=True,
        )
        self._guard = threading.Timer(PATIENT_S * 3, self._process.kill)
        self._guard.start()
        self.hall = hall

    def read(self):
        """The next line, as its kind and what it says; None when the program is gone."""
        kind, _, rest = self._process.stdout.readline().partition(" ")
        return (kind, json.loads(rest)) if kind else None

    def go_on(self):
        self._process.stdin.write("\n")
        self._process.stdin.flush()

    def kill(self, after_s=0.0):
        threading.Event().wait(after_s)
        self._process.send_signal(signal.SIGKILL)
        return self.close()

    def close(self):
        """What else it said before its end."""
        rest = [line.partition(" ") for line in self._process.stdout.read().splitlines()]
        self._process.wait(PATIENT_S)
        self._guard.cancel()
        for pipe in (self._process.stdin, self._process.stdout):
            pipe.close()
        return [(kind, json.loads(said)) for kind, _, said in rest]


class Hall:
    """A server, a printer, a scanner with a stack of letters, and the terminal's folder."""

    def __init__(self, tmp_path, log):
        self.folder = tmp_path / "t1"
        self.server = HallServer(tmp_path / "hall")
        self.printer = PtyLine(TicketPrinterTwin(), tmp_path / "ticket_printer")
        self.scanner = feeder()
        self.log = log
        self.last = None
        """What was told as kept last."""

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server.port}"

    def start(self):
        """Start the terminal; it finds what was kept, and nobody else does."""
        terminal = Terminal(self)
        assert terminal.read() == ("other", None)
        kind, found = terminal.read()
        assert kind == "found"
        assert found == self.last
        return terminal

    def load(self, have):
        """The sheets that are not in the draft yet lie in the feeder again."""

        def lay():
            self.scanner.machine.load(PAGES - have)
            self.scanner.machine.scanner.fed = have

        self.scanner.act(lay)

    def work(self, terminal, until):
        """Let it go on until `until(kind, what)`; returns that line."""
        terminal.go_on()
        while True:
            said = terminal.read()
            assert said is not None, "the terminal ended by itself"
            if said[0] == "kept":
                self.last = said[1]
            if said[0] == "scanning":
                self.load(said[1])
            if until(*said):
                return said
            if said[0] in ("kept", "scanning"):
                terminal.go_on()

    def cases(self):
        return self.server.store.read_now(kept)

    def all_arrived(self):
        """Wait until the one case has everything it came with."""
        pause, tries = threading.Event(), 0
        while not self.cases() or self.cases()[0].missing:
            tries += 1
            assert tries < PATIENT_S * 10, self.cases()
            pause.wait(0.1)


@contextmanager
def hall_of(tmp_path):
    with (tmp_path / "log").open("wb") as log:
        hall = Hall(tmp_path, log)
        hall.server.start()
        try:
            with hall.printer, hall.scanner, sane_folder(dll="net") as sane:
                (sane / "net.conf").write_text(f"connect_timeout = 5\n{hall.scanner.device.split(':')[1]}\n")
                yield hall
        finally:
            hall.server.stop()
            clear(hall.folder)


def killed_at(hall, steps):
    """Kill it as soon as each of these is told, and once more while it goes on from there."""
    for step in steps:
        terminal = hall.start()
        hall.work(terminal, lambda kind, what, step=step: kind == "kept" and reached(what, step))
        terminal.kill()


def reached(draft, step):
    kind, count = step
    return draft["signed"] if kind == "signed" else len(draft[kind]) >= count


def killed_submitting(hall, moments):
    """Kill it so many seconds after the button; returns whether the application was saved."""
    for moment in moments:
        terminal = hall.start()
        hall.work(terminal, lambda kind, _: kind == "submitting")
        rest = terminal.kill(moment)
        saved = next((what for kind, what in rest if kind == "case"), None)
        terminal = Terminal(hall)
        assert terminal.read() == ("other", None)
        _, found = terminal.read()
        if found is None:
            hall.all_arrived()
            terminal.kill()
            return True
        assert saved is None, "told as saved, and there is a draft too"
        assert found == hall.last
        terminal.kill()
    return False


def handed_in(hall):
    """Let it finish."""
    terminal = hall.start()
    hall.work(terminal, lambda kind, _: kind == "paper")
    terminal.close()


def examine(hall):
    """The one application, whole, at the server; nothing in clear and nothing left at the terminal."""
    hall.all_arrived()
    [case] = hall.cases()
    pages = hall.last["pages"]
    assert len(set(pages)) == PAGES
    stored = hall.server.store.read_now(files_of)
    assert set(pages) <= stored.keys()
    assert len(stored) == PAGES + 2
    folder = hall.folder.parent / "hall"
    content = {path.name: path for path in folder.rglob("*") if path.is_file() and path.name in stored}
    assert content.keys() == stored.keys()
    assert all(hashlib.sha256(path.read_bytes()).hexdigest() == name for name, path in content.items())
    filed = hall.server.store.read_now(lambda db: filing.of(db, [case.event_id]))[case.event_id]
    lease = next(each for each in filed.materials if each.material == "lease")
    assert list(lease.pages) == pages
    assert {filed.signature, filed.signed, *pages} == stored.keys()
    assert case.number
    files = [path for path in hall.folder.rglob("*") if path.is_file()]
    everything = b"".join(path.read_bytes() for path in files) + (hall.folder.parent / "log").read_bytes()
    assert not [word for word in PERSONAL if word.encode() in everything]
    assert b"\xff\xd8\xff\xe0" not in everything, "a page in clear"
    scans = [Path(place) / name_of(hall.folder) for place in places()]
    assert not [path for folder in scans if folder.exists() for path in folder.iterdir()]


def files_of(db):
    rows = db.execute(
        select(attachment.c.sha256).join(inbox_file, inbox_file.c.sha256 == attachment.c.sha256)
    )
    return {row.sha256: True for row in rows}


class Visit:
    """A citizen at the real screen."""

    def __init__(self, stage, person):
        self.hand = stage.hand("t1")
        self._twin, self._line = stage.card_reader("t1")
        self._card = PEOPLE[person].card

    def begin(self):
        self.hand.tap("点这里开始")
        self.hand.tap("办事申请")
        self.hand.wait_text("继续上次没办完的")

    def looks_for_it(self):
        """Press until the card is asked for: the key is grey as long as the reader is starting."""
        if self.hand.screen == "items":
            self.hand.tap("继续上次没办完的")
        return self.hand.screen == "identify"

    def place(self):
        self._line.act(lambda: self._twin.place(self._card))

    def choose(self):
        for page, name in WAY:
            self.hand.wait(page)
            self.hand.tap(name)
        self.hand.wait("applicant")
        self.place()

    def confirm(self):
        for name in ("是我", *PHONE_NUMBER, "继续"):
            self.hand.tap(name)

    def fill_in(self):
        self.hand.tap("第一档")
        self.hand.wait_text("从哪一天起缴费")
        for digit in "20261201":
            self.hand.tap(digit)
        for name in ("继续", "不填", "放进扫描仪"):
            self.hand.tap(name)

    def lift(self):
        self._line.act(self._twin.lift)


WAY = (
    ("items", "灵活就业人员参保登记"),
    ("situation", "户口在本省"),
    ("notice", "继续"),
)


@pytest.mark.long
@pytest.mark.timeout(300)
def test_on_the_real_screens_the_same_card_goes_on_after_a_kill_and_another_sees_nothing(tmp_path):
    stage = Stage(tmp_path)
    try:
        stage.open(("t1",))
        machine, line = stage.feeder("t1")
        line.act(lambda: machine.load(PAGES))
        first = Visit(stage, "resident")
        first.begin()
        first.choose()
        first.confirm()
        first.fill_in()
        wait_until(lambda: first.hand.screen == "scanned", PATIENT_S, first.hand.texts)
        stage.programs["t1"].end(signal.SIGKILL)
        first.lift()
        stage.restart("t1")
        other = Visit(stage, "foreigner")
        other.begin()
        wait_until(other.looks_for_it, PATIENT_S, other.hand.texts)
        other.place()
        other.hand.wait_text("没有您没办完的申请")
        other.hand.tap("结束办理")
        other.lift()
        again = Visit(stage, "resident")
        again.hand.wait("attract")
        again.begin()
        again.choose()
        again.hand.wait("resume")
        again.hand.tap("接着办")
        again.hand.wait("scanned")
        again.hand.wait_text(f"共 {PAGES} 页")
        told = "扫到第" in again.hand.texts()  # killed before the end of the scan was at rest
        again.hand.tap("都在这里了，继续" if told else "继续")
        again.hand.wait("sign")
        again.hand.draw("签名的地方", SIGNATURE)
        for name in ("签好了", "确认提交"):
            again.hand.tap(name)
        again.hand.wait("receipt")
        clerk = Clerk(stage.server_port)
        wait_until(lambda: [case["missing"] for case in clerk.cases()] == [[]], PATIENT_S, clerk.cases)
        clerk.close()
    finally:
        stage.close()


@pytest.mark.logs
@pytest.mark.timeout(300)
def test_killed_at_some_steps_it_is_resumed_and_handed_in_once(tmp_path):
    with hall_of(tmp_path) as hall:
        killed_at(hall, [("answers", 2), ("pages", 7), ("signed", 1)])
        if not killed_submitting(hall, [0.03]):
            handed_in(hall)
        examine(hall)


@pytest.mark.logs
@pytest.mark.long
@pytest.mark.timeout(1200)
def test_killed_at_every_step_it_is_resumed_and_handed_in_once(tmp_path):
    dice = random.Random(5)
    steps = [("answers", n + 1) for n in range(len(ANSWERS))]
    steps += [("pages", n + 1) for n in range(PAGES)]
    with hall_of(tmp_path) as hall:
        killed_at(hall, [*steps, ("signed", 1)])
        if not killed_submitting(hall, [0.0, 0.01, 0.02, *sorted(dice.uniform(0.0, 0.3) for _ in range(6))]):
            handed_in(hall)
        examine(hall)
