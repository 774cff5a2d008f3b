"""The hall's plan: what is drawn, what can be chosen, and the way in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Property, QObject, QUrl, Signal, Slot
from PySide6.QtQml import QmlElement

from hall.settings.map import Floor
from hall.texts import Texts
from kiosk.flows.atlas import SERVICES, WINDOW, Atlas, Spot
from kiosk.flows.place_words import ChooseFloor, ChoosePlace, ChooseSort, WhereFor
from kiosk.flows.tiles import tile_of
from kiosk.flows.visit import Page, State, Visit, service_of
from kiosk.views.place_words import about, name_of, way_of, words_of
from kiosk.views.problem import in_language
from kiosk.views.rows import Row, RowsModel

QML_IMPORT_NAME = "Hall.Kiosk"
QML_IMPORT_MAJOR_VERSION = 1

SERVICE = "service:"
"""Before the id of a service, in the key of its row."""
PAGES = frozenset({Page.PLACES, Page.PLACE_LIST, Page.PLACE})


@dataclass(frozen=True)
class _Words:
    heading: str = ""
    way: str = ""
    about: str = ""
    floor: str = ""
    plan: tuple[float, float] = (1, 1)
    picture: str = ""
    walls: tuple[tuple[float, ...], ...] = ()
    marks: tuple[tuple[float, float, str, str, str], ...] = ()
    path: tuple[tuple[float, float], ...] = ()


@QmlElement
class PlacesModel(QObject):
    """Everything of the plan that these pages show; nothing on other pages.

    Signals:
        changed: something else is to be seen.
        wished: a touch for the flow.
    """

    changed = Signal()
    wished = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._floors, self._sorts, self._choices = RowsModel(self), RowsModel(self), RowsModel(self)
        self._words = _Words()

    def take(self, state: State, texts: Texts) -> None:
        """Show what the state knows."""
        visit = state.visit
        if visit is None or state.page not in PAGES:
            return
        atlas = state.atlas
        self._floors.take([Row(key=one.id, name=words_of(one.name, texts)) for one in atlas.floors])
        self._sorts.take(_sorts(state, texts))
        self._choices.take(_choices(state, visit, texts))
        words = _words(state, visit, texts)
        if words != self._words:
            self._words = words
            self.changed.emit()

    @Property(RowsModel, notify=changed)
    def floors(self) -> RowsModel:
        """The floors by name."""
        return self._floors

    @Property(bool, notify=changed)
    def several(self) -> bool:
        """Whether there is more than one floor."""
        return self._floors.rowCount() > 1

    @Property(str, notify=changed)
    def floor(self) -> str:
        """The one shown."""
        return self._words.floor

    @Property(RowsModel, notify=changed)
    def sorts(self) -> RowsModel:
        """What can be looked for."""
        return self._sorts

    @Property(RowsModel, notify=changed)
    def choices(self) -> RowsModel:
        """Services, or the places of a kind."""
        return self._choices

    @Property(str, notify=changed)
    def heading(self) -> str:
        """What is looked for, or the place."""
        return self._words.heading

    @Property(str, notify=changed)
    def way(self) -> str:
        """How to go there."""
        return self._words.way

    @Property(str, notify=changed)
    def about(self) -> str:
        """Its note and hours."""
        return self._words.about

    @Property(float, notify=changed)
    def across(self) -> float:
        """Metres of the floor from left to right."""
        return self._words.plan[0]

    @Property(float, notify=changed)
    def down(self) -> float:
        """Metres of the floor from top to bottom."""
        return self._words.plan[1]

    @Property(QUrl, notify=changed)
    def picture(self) -> QUrl:
        """The floor's picture, empty for none."""
        return QUrl.fromLocalFile(self._words.picture) if self._words.picture else QUrl()

    @Property("QVariantList", notify=changed)  # type: ignore[arg-type]  # a name of Qt's, not a type of Python's
    def walls(self) -> list[list[float]]:
        """Lines of x1, y1, x2, y2, … in metres."""
        return [list(each) for each in self._words.walls]

    @Property("QVariantList", notify=changed)  # type: ignore[arg-type]  # a name of Qt's, not a type of Python's
    def marks(self) -> list[dict[str, Any]]:
        """What stands on this floor, the most important first: x, y, icon, text, kind (here, chosen, window, facility)."""
        keys = ("x", "y", "icon", "text", "kind")
        return [dict(zip(keys, each, strict=True)) for each in self._words.marks]

    @Property("QVariantList", notify=changed)  # type: ignore[arg-type]  # a name of Qt's, not a type of Python's
    def path(self) -> list[float]:
        """The way on this floor: x1, y1, x2, y2, … in metres."""
        return [number for point in self._words.path for number in point]

    @Slot(str)
    def sort(self, kind: str) -> None:
        """Look for this kind."""
        self.wished.emit(ChooseSort(kind))

    @Slot(str)
    def choose(self, key: str) -> None:
        """Show a place, or the windows of a service."""
        service = key.startswith(SERVICE)
        self.wished.emit(WhereFor(key.removeprefix(SERVICE)) if service else ChoosePlace(key))

    @Slot(str)
    def show(self, floor: str) -> None:
        """Show this floor."""
        self.wished.emit(ChooseFloor(floor))


def _sorts(state: State, texts: Texts) -> list[Row]:
    atlas = state.atlas
    served = any(atlas.for_service(one.id) for one in state.services)
    kinds = [kind for kind in atlas.kinds() if atlas.of_kind(kind)]
    return [
        Row(key=kind, name=texts.say(f"place.kind.{kind}")) for kind in ([SERVICES] if served else []) + kinds
    ]


def _choices(state: State, visit: Visit, texts: Texts) -> list[Row]:
    atlas = state.atlas
    if state.page is not Page.PLACE_LIST:
        return []
    if visit.around.group == SERVICES:
        return [
            Row(
                key=SERVICE + one.id,
                name=in_language(one.name, texts),
                note=_windows(atlas, atlas.for_service(one.id), texts),
            )
            for one in state.services
            if atlas.for_service(one.id)
        ]
    found = [spot for key in visit.around.found if (spot := atlas.spot(key)) is not None]
    return [
        Row(key=one.key, name=name_of(one, atlas, texts), note=way_of(one, atlas, texts)) for one in found
    ]


def _windows(atlas: Atlas, keys: tuple[str, ...], texts: Texts) -> str:
    numbers = sorted(spot.window for key in keys if (spot := atlas.spot(key)) is not None)
    return texts.say("place.windows", numbers=texts.say("place.list").join(map(str, numbers)))


def _words(state: State, visit: Visit, texts: Texts) -> _Words:
    atlas, around = state.atlas, visit.around
    floor = next((one for one in atlas.floors if one.id == around.floor), None)
    spot = atlas.spot(around.found[0]) if around.found and state.page is Page.PLACE else None
    if floor is None:
        return _Words(heading=_heading(state, visit, spot, texts))
    return _Words(
        heading=_heading(state, visit, spot, texts),
        way=_way(atlas, around.found, spot, texts) if spot else "",
        about=about(spot, texts) if spot else "",
        floor=floor.id,
        plan=(floor.width_m, floor.depth_m),
        picture=floor.picture,
        walls=tuple(tuple(one.line) for one in atlas.walls if one.floor == floor.id),
        marks=_marks(atlas, floor, around.found if spot else ()),
        path=_path(atlas, floor, spot),
    )


def _heading(state: State, visit: Visit, spot: Spot | None, texts: Texts) -> str:
    around = visit.around
    if spot is None:
        return texts.say(f"place.kind.{around.group}") if around.group else ""
    tile = tile_of(state, around.tile)
    if tile is not None:
        return words_of(tile.name, texts)
    service = service_of(state, around.service)
    if service is not None:
        return texts.say(
            "place.service_at",
            service=in_language(service.name, texts),
            where=_windows(state.atlas, around.found, texts),
        )
    return name_of(spot, state.atlas, texts)


def _way(atlas: Atlas, found: tuple[str, ...], spot: Spot, texts: Texts) -> str:
    """Several windows: the way to the nearest of them."""
    way = way_of(spot, atlas, texts)
    if len(found) < 2:
        return way
    return texts.say("place.nearest", name=name_of(spot, atlas, texts), way=way)


def _marks(
    atlas: Atlas, floor: Floor, chosen: tuple[str, ...]
) -> tuple[tuple[float, float, str, str, str], ...]:
    order = {"here": 0, "chosen": 1, "window": 2, "facility": 3}
    marks = []
    for spot in atlas.spots:
        if spot.floor == floor.id:
            sort = "chosen" if spot.key in chosen else "window" if spot.kind == WINDOW else "facility"
            kind = "here" if spot == atlas.here else sort
            text = str(spot.window) if spot.kind == WINDOW else ""
            icon = "person" if kind == "here" else "" if text else spot.kind
            marks.append((spot.x, spot.y, icon, text, kind))
    return tuple(sorted(marks, key=lambda mark: order[mark[4]]))


def _path(atlas: Atlas, floor: Floor, spot: Spot | None) -> tuple[tuple[float, float], ...]:
    way = atlas.way(spot) if spot and spot != atlas.here else None
    return way.line if way and atlas.here and atlas.here.floor == floor.id else ()
