"""The driver that reads the files an attendance machine writes (CSV or JSON). It has no port: `none:NAME`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar

from drivers.attendance.book import Book, Rules
from drivers.attendance.files import FIELDS, FileError, Layout, read_file
from drivers.codes import Code
from drivers.options import OptionError
from drivers.table.reading import Reader
from drivers.table.serving import Operation, Refused, ServingDriver
from drivers.types import Action, Actor, Command, CompletionCode, DeviceState, Json, Status

_MOST = 5000


class AttendanceImport(ServingDriver):
    """Operation: `list_since` {cursor, most, now_s, roster} -> {punches, cursor, bad}. `cursor` "" is the beginning.

    Options: `path`, `format` (csv, jsonl, json), `columns` (badge, time, date, way, terminal, method, number -> the
    file's own names), `offset_minutes`, `terminal`, `twice_s`, `skew_s`. UTF-8 and GB18030 are both read.
    """

    idle_ms: ClassVar[int] = 5000
    unsupported: ClassVar[tuple[str, ...]] = ("punch_wait", "push_roster", "sync_clock")
    """A file tells afterwards, and nobody listens to it at the other end."""

    def configure(self, options: Mapping[str, Json]) -> None:
        """Where the file is and which column is what."""
        reader = Reader(options)
        self._path = Path(reader.text("path"))
        columns = reader.texts("columns") or {"badge": "badge", "time": "time"}
        self._layout = Layout(
            reader.word("format", ("csv", "jsonl", "json")),
            columns,
            reader.number("offset_minutes", 480, -720, 840),
            reader.text("terminal", ""),
        )
        twice_s, skew_s = reader.number("twice_s", 60, 0, 86_400), reader.number("skew_s", 120, 1, 86_400)
        reader.end()
        self._rules = Rules(twice_s, skew_s)
        if set(columns) - set(FIELDS) or not {"badge", "time"} <= set(columns):
            raise OptionError(f"options.columns: write badge and time, and any of {', '.join(FIELDS[2:])}")

    def operations(self) -> Mapping[str, Operation]:
        """The one operation."""
        asked = {"cursor": str, "most": int, "now_s": int, "roster": list}
        return {"list_since": Operation(self._list_since, asked)}

    def look(self) -> Status:
        """Whether the file can be read and its columns are right."""
        try:
            read_file(self._path, self._layout, most=1)
        except FileError as error:
            parts = {"file": str(error)}
            return Status(
                DeviceState.OFFLINE, Code.PUNCH_FILE_INVALID, Action.CONFIGURATION, Actor.TECHNICIAN, parts
            )
        return Status(DeviceState.ONLINE, parts={"file": "ok"})

    def _list_since(self, command: Command) -> dict[str, Json]:
        most, now_s, roster = (command.args.get(name) for name in ("most", "now_s", "roster"))
        known = (
            frozenset(badge for badge in roster if isinstance(badge, str))
            if isinstance(roster, list)
            else frozenset()
        )
        try:
            batch = read_file(
                self._path,
                self._layout,
                str(command.args.get("cursor", "")),
                min(_MOST, most) if isinstance(most, int) else _MOST,
            )
        except FileError as error:
            raise Refused(CompletionCode.HARDWARE_ERROR, Code.PUNCH_FILE_INVALID) from error
        book = Book(Rules(self._rules.twice_s, self._rules.skew_s, known))
        judged = [book.judge(punch, now_s if isinstance(now_s, int) else 0) for punch in batch.punches]
        punches: list[Json] = [
            {**one.punch.as_json(), "flags": [*one.flags]} for one in judged if one is not None
        ]
        bad: dict[str, Json] = {str(place): name for place, name in batch.bad.items()}
        return {"punches": punches, "cursor": batch.cursor, "bad": bad, "repeated": judged.count(None)}
