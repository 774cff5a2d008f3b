"""A terminal's whole IO side with nothing invented: server over HTTP, twins on ptys, children, files."""

from __future__ import annotations

import threading
from contextlib import closing, contextmanager
from sqlite3 import connect
from time import monotonic

from drivers.sim.code_scanner import CodeScannerTwin
from drivers.sim.id_card import SamvTwin
from drivers.sim.line import PtyLine
from drivers.sim.ticket_printer import TicketPrinterTwin
from hall.server.app import create_app
from hall.server.host import Host
from hall.settings import CONFIG, Server, load
from kiosk.outbox.store import FILE
from kiosk.runtime import Runtime
from tests.support.mid_morning import MidMorning

PATIENT_S = 30
SETTINGS = load(CONFIG / "halls" / "demo.toml")
CLOCK = MidMorning()


class HallServer:
    """The real server in a thread; can be stopped and started again on the same port."""

    def __init__(self, folder, settings=SETTINGS):
        self._folder = folder
        self._settings = settings
        self.port = 0
        self._host = None
        self._thread = None

    def start(self):
        """Serve; does nothing when it does already."""
        if self._host is not None:
            return
        up = threading.Event()

        def ready(port):
            self.port = port
            up.set()

        listener = Host.listen("127.0.0.1", self.port)
        app = create_app(self._settings, self._folder, CLOCK)
        self.store = app.state.store
        self._host = Host(app, listener, ready, app.state.store.live.close)
        self._thread = threading.Thread(target=self._host.run)
        self._thread.start()
        assert up.wait(PATIENT_S)

    def stop(self):
        if self._host is not None:
            self._host.should_exit = True
            self._thread.join()
            self._host = None


class House:
    """`flow` hears what a flow hears."""

    def __init__(self, tmp_path, settings=SETTINGS):
        self.folder = tmp_path / "t1"
        self.server = HallServer(tmp_path / "hall", settings)
        self.card = PtyLine(SamvTwin(), tmp_path / "id_card")
        self.code = PtyLine(CodeScannerTwin(), tmp_path / "code_scanner")
        self.printer = PtyLine(TicketPrinterTwin(), tmp_path / "ticket_printer")
        self.told = []
        self._news = threading.Condition()
        self.runtime = None
        self.key = b""

    def settings(self):
        return SETTINGS.model_copy(update={"server": Server(url=f"http://127.0.0.1:{self.server.port}")})

    def unit(self):
        unit = next(each for each in SETTINGS.units if each.id == "t1")
        ports = {
            "id_card": self.card.port,
            "code_scanner": self.code.port,
            "ticket_printer": self.printer.port,
        }
        wired = [each for each in unit.devices if each.name in ports]
        devices = [each.model_copy(update={"port": ports[each.name]}) for each in wired]
        return unit.model_copy(update={"devices": devices})

    def open(self):
        self.told.clear()
        self.runtime = Runtime(self.settings(), self.unit(), self.folder, CLOCK, self._tell)
        self.key = self.runtime.start()

    def _tell(self, event):
        with self._news:
            self.told.append(event)
            self._news.notify_all()

    def until(self, condition):
        """Wait until `condition()` gives something true; looked at after everything that is told."""
        found = []

        def holds():
            found[:] = [condition()]
            return found[0]

        with self._news:
            while not holds():
                assert self._news.wait(PATIENT_S) or holds(), self.told[-10:]
        return found[0]

    def poll(self, condition):
        """As `until`, for what nobody tells."""
        pause = threading.Event()
        end = monotonic() + PATIENT_S
        while not (found := condition()):
            assert monotonic() < end, self.told[-10:]
            pause.wait(0.05)
        return found

    def of(self, kind):
        return [event for event in self.told if isinstance(event, kind)]

    def heard(self, kind, count=1):
        """Wait for the n-th event of a kind."""
        return self.until(lambda: self.of(kind)[count - 1 : count])[0]

    def ready(self):
        """Wait until everything works."""

        def fine():
            return [
                event.health
                for event in self.told
                if hasattr(event, "health")
                and event.health.online
                and not (event.health.card_reader or event.health.printer or event.health.code_scanner)
            ]

        self.until(fine)

    def lent(self):
        """How many runs of numbers the server has lent it: with one in hand no wish is refused."""
        with closing(connect(f"file:{self.folder / FILE}?mode=ro", uri=True)) as outbox:
            return outbox.execute("SELECT count(*) FROM lease").fetchone()[0]

    def papers(self):
        """Take the paper out of the printer."""
        return self.printer.act(self.printer.machine.tear_off)


@contextmanager
def house(tmp_path, settings=SETTINGS):
    """A house with everything running; nothing is left afterwards. `settings`: of its server."""
    made = House(tmp_path, settings)
    made.server.start()
    try:
        with made.card, made.code, made.printer:
            made.open()
            try:
                yield made
            finally:
                made.runtime.stop()
    finally:
        made.server.stop()
