"""The stage as the device bench shows it: twins, clerk, cable, programs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from hall.demo.clerk import Clerk, RefusedError
from hall.demo.hand import HandError
from hall.demo.people import CODE
from hall.demo.stage import Stage
from hall.settings import Words
from kiosk.bench import (
    AwayError,
    BenchDevice,
    BenchHall,
    BenchProgram,
    BenchTwins,
    BenchUnit,
    ClerkSees,
    ClerkWindow,
    NoError,
)

T = TypeVar("T")
DEVICES = {
    "id_card": Words(zh="身份证阅读器", en="ID-card reader"),
    "code_scanner": Words(zh="扫码器", en="Code scanner"),
    "ticket_printer": Words(zh="号票打印机", en="Ticket printer"),
    "document_scanner": Words(zh="扫描仪", en="Document scanner"),
    "document_camera": Words(zh="高拍仪", en="Document camera"),
    "document_printer": Words(zh="A4 打印机", en="A4 printer"),
    "pickup_locker": Words(zh="取件柜", en="Pickup locker"),
}
ROLES = {
    "server": Words(zh="服务器", en="Server"),
    "terminal": Words(zh="自助终端", en="Terminal"),
    "dispenser": Words(zh="取号机", en="Dispenser"),
    "display": Words(zh="叫号屏", en="Hall board"),
    "pad": Words(zh="评价屏", en="Review pad"),
}


def on_bench(stage: Stage, clerk: Clerk, say: Callable[[str], None]) -> BenchTwins:
    """An open stage, laid out. `say`: tell the person at the console of a program that ended."""
    if stage.cable is None:
        raise HandError("the hall is closed: nothing to show")
    units = tuple(
        BenchUnit(
            ROLES[unit.role],
            tuple(BenchDevice(DEVICES[twin.device], twin.line) for twin in stage.twins[unit.id]),
        )
        for unit in stage.settings.units
        if stage.twins.get(unit.id)
    )
    return BenchTwins(units, CODE, BenchHall(_Clerk(clerk), stage.cable, _Programs(stage, say)))


class _Clerk:
    """The clerk of the demo, for the bench."""

    def __init__(self, clerk: Clerk) -> None:
        self._clerk = clerk

    def look(self) -> ClerkSees:
        """Windows and queues from the board's snapshot."""
        board = _asked(self._clerk.board)
        waiting = {service["id"]: int(service["waiting"]) for service in board["services"]}
        return ClerkSees(
            tuple(_window(window, waiting) for window in board["windows"]), sum(waiting.values())
        )

    def call(self, window: int) -> str:
        """Call the next."""
        return _asked(lambda: self._clerk.call(window))

    def finish(self, window: int) -> str:
        """Finish."""
        return _asked(lambda: self._clerk.finish(window))


def _window(window: dict[str, Any], waiting: dict[str, int]) -> ClerkWindow:
    served = sum(waiting.get(service, 0) for service in window["services"])
    return ClerkWindow(window["number"], Words(**window["name"]), window["current"], served)


def _asked(ask: Callable[[], T]) -> T:
    try:
        return ask()
    except RefusedError as error:
        raise NoError(error.reason) from error
    except HandError as error:
        raise AwayError(str(error)) from error


class _Programs:
    """The stage's programs; says once on the console when one ended."""

    def __init__(self, stage: Stage, say: Callable[[str], None]) -> None:
        self._stage = stage
        self._say = say
        self._told: set[str] = set()
        self._roles = {"server": "server", **{unit.id: unit.role for unit in stage.settings.units}}

    def states(self) -> Sequence[BenchProgram]:
        """How each is now."""
        found = [self._state(name) for name in self._stage.programs]
        for program in found:
            if program.ended is None:
                self._told.discard(program.id)
            elif program.id not in self._told:
                self._told.add(program.id)
                self._tell(program)
        return found

    def start_again(self, program: str) -> None:
        """Start it on the same data."""
        self._stage.start_again(program)

    def _state(self, name: str) -> BenchProgram:
        program, title = self._stage.programs[name], ROLES[self._roles[name]]
        ended = program.ended
        return BenchProgram(name, title, ended, program.last_words() if (ended or 0) > 0 else "")

    def _tell(self, program: BenchProgram) -> None:
        title, status = program.title, program.ended
        self._say(
            f"{title.zh}已停（退出码 {status}）；在设备台“窗口和大厅”页点“重新启动” · "
            f"{title.en} ended (status {status}); start it again on the bench, page “Windows, hall”"
        )
        if program.said:
            self._say(f"  {program.said}")
