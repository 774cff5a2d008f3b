"""What a day left in its folder, read back."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from bench.day.actor import Stage, read_stage
from bench.day.clock import DOORS
from bench.day.record import Entry, read


@dataclass(frozen=True)
class Event:
    """A step of the feed, as the checker reads it. `waiting`: what the server told of the lines after it."""

    seq: int
    kind: str
    at: datetime
    number: str
    service: str
    window: int
    why: str
    waiting: dict[str, int]


@dataclass(frozen=True)
class Held:
    """A ticket as the server has it at the end."""

    id: str
    number: str
    service: str
    state: str
    paper: str
    issued_at: datetime
    unit: str
    group: str
    told_min: tuple[int, int] | None


@dataclass(frozen=True)
class Slot:
    """An appointment that was taken up: between which moments it goes first."""

    begin: datetime
    earliest: datetime
    latest: datetime


@dataclass
class Material:
    """Lists and tables of plain values; a test may change them. `records`: entries by actor.

    `serves`: services by window, `slots`: appointments by ticket. `screens`, `board`: states as a `BoardState` is written.
    """

    stage: Stage
    start: datetime
    day_s: float
    store: str
    real_s: float
    feed: list[Event]
    tickets: list[Held]
    slots: dict[str, Slot]
    board: dict[str, Any]
    screens: dict[str, dict[str, Any] | None]
    outboxes: dict[str, dict[str, int]]
    serves: dict[int, frozenset[str]]
    names: dict[str, str]
    records: dict[str, list[Entry]]

    def said(self, what: str, *actors: str) -> list[Entry]:
        """Entries of a kind, of all actors whose name begins so."""
        return [
            entry
            for name, entries in self.records.items()
            if name.startswith(actors or ("",))
            for entry in entries
            if entry["what"] == what
        ]

    def replaced(self) -> dict[str, str]:
        """Online numbers whose answer was lost, and what was printed instead: the place is the same moment's.

        The online number need not be void in the step that issues the other: its visitor may have given it up before.
        """
        given = {one.number: one.at for one in self.feed if one.kind == "ticket.issued"}
        held = {one.number for one in self.tickets}
        printed = {
            one.issued_at: one.number
            for one in self.tickets
            if one.number in given and given[one.number] > one.issued_at
        }
        return {number: printed[at] for number, at in given.items() if number not in held and at in printed}

    def seconds(self, at: datetime) -> float:
        """After the doors opened."""
        return (at - self.start).total_seconds()


def read_material(folder: Path) -> Material:
    """Raises `OSError` and `ValueError` for a folder that holds no whole day."""
    said = json.loads((folder / "material.json").read_text(encoding="utf-8"))
    stage = read_stage(folder)
    return Material(
        stage=stage,
        start=DOORS,
        day_s=said["day_s"],
        store=said["store"],
        real_s=said["real_s"],
        feed=[_event(one) for one in said["feed"]],
        tickets=[_held(one) for one in said["tickets"]],
        slots={one["ticket"]: _slot(one) for one in said["appointments"] if one["state"] == "taken_up"},
        board=said["board"],
        screens=said["screens"],
        outboxes=said["outboxes"],
        serves={one["number"]: frozenset(one["services"]) for one in said["hall"]["windows"]},
        names={one["id"]: one["name"]["zh"] for one in said["hall"]["services"]},
        records={
            path.stem: read(path.parent, path.stem) for path in sorted((folder / "record").glob("*.jsonl"))
        },
    )


def _event(said: dict[str, Any]) -> Event:
    return Event(
        said["seq"],
        said["kind"],
        datetime.fromisoformat(said["at"]),
        said["number"],
        said["service"],
        said["window"] or 0,
        said["why"] or "",
        said["waiting"],
    )


def _slot(said: dict[str, Any]) -> Slot:
    return Slot(*(datetime.fromisoformat(said[name]) for name in ("begin", "earliest", "latest")))


def _held(said: dict[str, Any]) -> Held:
    wait = said["wait"]
    return Held(
        said["event_id"],
        said["number"],
        said["service"],
        said["state"],
        said["paper"],
        datetime.fromisoformat(said["issued_at"]),
        said["unit"],
        said["group"],
        (wait["low_min"], wait["high_min"]) if wait else None,
    )
