"""The hall's programs and twins, started as they are in a hall: one process each, real ports between.

Stage
 ├ server          hallkit server          on 127.0.0.1
 ├ cable           between everything and the server
 ├ units           terminal, dispenser, board, pad: hallkit terminal|dispenser|display|pad
 └ twins           per unit and device, on ptys under `dev/`
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from drivers.sim.base import Machine, ServiceMissingError
from drivers.sim.code_scanner import CodeScannerTwin
from drivers.sim.id_card import SamvTwin
from drivers.sim.line import Line
from drivers.sim.sane_scanner import SaneScannerTwin
from drivers.sim.ticket_printer import TicketPrinterTwin
from drivers.sim.twins import line_for
from hall.assets import CONFIG
from hall.demo.hand import Hand, HandError, wait_until
from hall.demo.network import Cable
from hall.demo.outside import OutsideTwin
from hall.demo.places import Place
from hall.settings import Settings, Unit, load

HALLKIT = Path(sys.executable).parent / "hallkit"
LEASH = ("/usr/bin/setpriv", "--pdeathsig", "TERM", "--")
"""Of util-linux, in every Debian: the kernel sends SIGTERM when the thread that started it is gone."""
M = TypeVar("M", bound=Machine)
ALL = ("t1", "d1", "board", "p2")
READY = re.compile(r"127\.0\.0\.1:(\d+)")


@dataclass(frozen=True)
class Twin:
    """One twin and the pty that carries it."""

    device: str
    line: Line


@dataclass
class Program:
    """One running program of the hall and the arguments that start it again."""

    name: str
    arguments: list[str]
    environment: dict[str, str]
    log: Path
    hand: Hand | None = None
    process: subprocess.Popen[bytes] | None = None
    asked: bool = False

    def start(self) -> None:
        """Start it, out of reach of the console's Ctrl-C; its words go to the log. It ends when we do, however."""
        self.asked = False
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(  # noqa: S603 - our own command, no shell
                [*LEASH, str(HALLKIT), *self.arguments],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=self.environment,
                start_new_session=True,
            )

    @property
    def alive(self) -> bool:
        """Whether it runs."""
        return self.process is not None and self.process.poll() is None

    @property
    def ended(self) -> int | None:
        """How it ended; None while it runs, negative for a signal."""
        return None if self.process is None else self.process.poll()

    def last_words(self) -> str:
        """The last line of its log; "" for none."""
        lines = self.log.read_text(errors="replace").split("\n") if self.log.exists() else []
        return next((line.strip() for line in reversed(lines) if line.strip()), "")

    def attach(self) -> None:
        """Take its driving hand, once its window is up. Raises `HandError` with its last words."""
        if self.hand is None:
            return
        self.hand.close()
        try:
            self.hand.connect(lambda: self.alive)
        except HandError as error:
            raise HandError(f"{error}: {self.last_words() or self.ended}") from error

    def ask_to_end(self, how: signal.Signals = signal.SIGTERM) -> None:
        """Ask once, and do not wait."""
        if self.process is not None and self.process.poll() is None and not self.asked:
            self.asked = True
            self.process.send_signal(how)

    def end(self, how: signal.Signals = signal.SIGTERM, limit_s: float = 10) -> int:
        """End it and return its exit status; a program that does not end is killed and counted as -9."""
        if self.process is None:
            return 0
        self.ask_to_end(how)
        try:
            return self.process.wait(limit_s)
        except subprocess.TimeoutExpired:
            self.process.kill()
            return self.process.wait()
        finally:
            if self.hand is not None:
                self.hand.close()


@dataclass
class Stage:
    """A hall in `folder`. `places`: where each unit's window stands; none for a hall on no screen."""

    folder: Path
    places: Mapping[str, Place] = field(default_factory=dict)
    settings: Settings = field(init=False)
    twins: dict[str, list[Twin]] = field(default_factory=dict)
    programs: dict[str, Program] = field(default_factory=dict)
    server_port: int = 0
    cable: Cable | None = None
    outside: OutsideTwin | None = None
    """Electronic licences and seals."""
    sounds: list[Line] = field(default_factory=list)
    """Sound cards that nobody hears: of a hall on no screen, or on a machine without one."""
    _ports: dict[str, str] = field(default_factory=dict)
    """Where twins behind a network really are, by the port in the hall file."""

    def open(self, units: tuple[str, ...] = ALL) -> None:
        """Start everything and wait until every window is up. Raises `HandError`."""
        for name in ("dev", "log", "data"):
            (self.folder / name).mkdir(parents=True, exist_ok=True)
        self.outside = OutsideTwin()
        self.outside.start()
        self._write_settings("http://127.0.0.1:1")
        self._start_server()
        self.cable = Cable(self.server_port)
        for unit in self._units(units):
            self._start_twins(unit)
        self._write_settings(f"http://127.0.0.1:{self.cable.port}")
        for unit in self._units(units):
            self._start_unit(unit)
        for unit in self._units(units):
            self.programs[unit.id].attach()

    def close(self) -> dict[str, int]:
        """End every program, all at once; return their exit statuses. A second call does nothing."""
        for program in self.programs.values():
            program.ask_to_end()
        codes = {name: program.end() for name, program in reversed(self.programs.items())}
        for twins in self.twins.values():
            for twin in twins:
                twin.line.stop()
        for line in self.sounds:
            line.stop()
        if self.cable is not None:
            self.cable.close()
        if self.outside is not None:
            self.outside.stop()
        self.programs, self.twins, self.sounds, self.cable, self.outside = {}, {}, [], None, None
        return codes

    def hand(self, unit: str) -> Hand:
        """The driving hand of a unit's program."""
        hand = self.programs[unit].hand
        if hand is None:
            raise HandError(f"{unit} has no window")
        return hand

    def restart(self, name: str) -> None:
        """Start a program that ended, and wait until it can be used again."""
        if name == "server":
            self._start_server(self.server_port)
            return
        program = self.programs[name]
        program.start()
        program.attach()

    def start_again(self, name: str) -> None:
        """Start a program that ended, on the same data and port, and do not wait for it."""
        program = self.programs[name]
        if not program.alive:
            program.start()

    def card_reader(self, unit: str) -> tuple[SamvTwin, Line]:
        """The twin of a unit's card reader."""
        return self._twin(unit, SamvTwin)

    def scanner(self, unit: str) -> tuple[CodeScannerTwin, Line]:
        """The twin of a unit's code scanner."""
        return self._twin(unit, CodeScannerTwin)

    def feeder(self, unit: str) -> tuple[SaneScannerTwin, Line]:
        """The twin of a unit's document scanner."""
        return self._twin(unit, SaneScannerTwin)

    def printer(self, unit: str) -> tuple[TicketPrinterTwin, Line]:
        """The twin of a unit's printer."""
        return self._twin(unit, TicketPrinterTwin)

    def _twin(self, unit: str, kind: type[M]) -> tuple[M, Line]:
        for twin in self.twins[unit]:
            if isinstance(twin.line.machine, kind):
                return twin.line.machine, twin.line
        raise HandError(f"{unit} has no {kind.__name__}")

    def _units(self, wanted: tuple[str, ...]) -> list[Unit]:
        return [unit for unit in self.settings.units if unit.id in wanted]

    def _write_settings(self, url: str) -> None:
        text = (CONFIG / "halls" / "demo.toml").read_text()
        text = text.replace("/run/hallkit/", f"{self.folder / 'dev'}/").replace("http://127.0.0.1:8710", url)
        for port, true in self._ports.items():
            text = text.replace(f'"{port}"', f'"{true}"')
        if self.outside is not None:
            text += self.outside.tables()
        path = self.folder / "hall.toml"
        path.write_text(text)
        self.settings = load(path)

    def _environment(self) -> dict[str, str]:
        own = {"LANG": "zh_CN.UTF-8", "PYTHONUNBUFFERED": "1", "QT_QUICK_BACKEND": "software"}
        own["TMPDIR"] = str(self._private("tmp"))  # so that the audit sees what is left there
        if not self.places:
            own |= {"QT_QPA_PLATFORM": "offscreen", "XDG_RUNTIME_DIR": str(self._private("run"))}
        return {**os.environ, **own}

    def _private(self, name: str) -> Path:
        folder = self.folder / name
        folder.mkdir(mode=0o700, exist_ok=True)
        return folder

    def _start_server(self, port: int = 0) -> None:
        log = self.folder / "log" / "server.log"
        before = log.stat().st_size if log.exists() else 0
        program = Program("server", self._server_arguments(port), self._environment(), log)
        self.programs = {"server": program, **{k: v for k, v in self.programs.items() if k != "server"}}
        program.start()

        def words() -> str:
            return log.read_bytes()[before:].decode()

        def ready() -> int | None:
            if not program.alive:
                raise HandError(f"the server ended at once:\n{words()}")
            found = READY.search(words())
            return int(found[1]) if found else None

        self.server_port = wait_until(ready, 20, lambda: f"the server is not ready:\n{words()}")
        program.arguments = self._server_arguments(self.server_port)

    def _server_arguments(self, port: int) -> list[str]:
        data, hall = self.folder / "data" / "server", self.folder / "hall.toml"
        return ["server", "--data", str(data), "--port", str(port), "--hall", str(hall)]

    def _start_twins(self, unit: Unit) -> None:
        self.twins[unit.id] = []
        for device in unit.devices:
            if device.name == "speaker":
                self._start_sound(device.profile)
                continue
            line = line_for(device.profile, Path(device.port))
            line.start()
            self.twins[unit.id].append(Twin(device.name, line))
            if ":" in device.port:
                self._ports[device.port] = line.port

    def _start_sound(self, profile: str) -> None:
        """People before the windows hear the calls; else a twin of a sound card does."""
        if self.places and sound_card():
            return
        line = line_for(profile)
        with suppress(ServiceMissingError):  # without a player the board says that nothing is heard
            line.start()
            self.sounds.append(line)

    def _start_unit(self, unit: Unit) -> None:
        socket = self.folder / f"{unit.id}.hand"
        arguments = [unit.role, "--hall", str(self.folder / "hall.toml"), "--unit", unit.id]
        arguments += ["--data", str(self.folder / "data" / unit.id), "--hand", str(socket)]
        place = self.places.get(unit.id)
        arguments += ["--windowed"] if place is None else ["--place", str(place)]
        log = self.folder / "log" / f"{unit.id}.log"
        program = Program(unit.id, arguments, self._environment(), log, Hand(socket, unit.id))
        self.programs[unit.id] = program
        program.start()


def sound_card(cards: Path = Path("/proc/asound/cards")) -> bool:
    """Whether this machine has one. The kernel numbers them; without any it says so in words."""
    try:
        return re.match(r"\s*\d", cards.read_text()) is not None
    except OSError:
        return False


def fresh(folder: Path) -> Path:
    """Empty a folder that an earlier demo left, and nothing else. Raises `HandError` for a foreign one."""
    mark = folder / ".hallkit-demo"
    if folder.exists() and any(folder.iterdir()):
        if not mark.exists():
            raise HandError(f"{folder} holds other files; choose an empty folder with --output")
        shutil.rmtree(folder)
    folder.mkdir(parents=True, exist_ok=True)
    mark.touch()
    return folder
