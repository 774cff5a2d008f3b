"""What the pages of others' services keep, hear and ask for; part of `kiosk.flows.words` and `kiosk.flows.touches`."""

from __future__ import annotations

from dataclasses import dataclass, field

from hall.settings import Words


@dataclass(frozen=True)
class Tile:
    """A service of somebody else. `kind`: url, place or phone. `spot`: the key of its place on the plan.

    `trouble`: why it cannot be had now, dotted, "" when it can.
    """

    id: str
    name: Words
    note: Words
    icon: str
    kind: str
    spot: str = ""
    phone: str = ""
    trouble: str = ""


@dataclass(frozen=True)
class Browsing:
    """A page of somebody else. `picture`: as it looks now, JPEG. `at`: what the keys came to. `asks`: what it wants to know.

    `answers`: whether it takes yes and no, or is content with having been read. `refused`: a page it wanted that cannot be opened here.
    """

    tile: str = ""
    picture: bytes = field(default=b"", repr=False)
    at: str = field(default="", repr=False)
    asks: str = field(default="", repr=False)
    answers: bool = False
    refused: bool = False


# --- events ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class TilesKnown:
    """The services of others, and whether each can be had."""

    tiles: tuple[Tile, ...]


@dataclass(frozen=True)
class TilePainted:
    """How the page looks now, JPEG."""

    picture: bytes = field(repr=False)


@dataclass(frozen=True)
class TileAt:
    """The keys came to something of the page, by name; "" for nothing that has one."""

    name: str = field(repr=False)


@dataclass(frozen=True)
class TileAsks:
    """The page says something and waits."""

    words: str = field(repr=False)
    answers: bool


@dataclass(frozen=True)
class TileRefused:
    """The page wanted to go where nothing leads from here, or to save a file."""


@dataclass(frozen=True)
class TileEnded:
    """The page is gone; `problem` is dotted."""

    problem: str


TileEvent = TilesKnown | TilePainted | TileAt | TileAsks | TileRefused | TileEnded

# --- touches --------------------------------------------------------------------------------


@dataclass(frozen=True)
class ChooseTile:
    """Open this one."""

    tile: str


@dataclass(frozen=True)
class FitTile:
    """The page has this room, in pixels, and is magnified so much."""

    width: int
    height: int
    zoom: float
    contrast: str


@dataclass(frozen=True)
class PointTile:
    """A finger on the page: down, move, up; in pixels of the picture."""

    kind: str
    x: float
    y: float


@dataclass(frozen=True)
class PressTile:
    """One of the keys below the page: next, previous, press, up, down, again."""

    key: str


@dataclass(frozen=True)
class AnswerTile:
    """Yes or no to what the page asks."""

    yes: bool


TileTouch = ChooseTile | FitTile | PointTile | PressTile | AnswerTile

# --- effects --------------------------------------------------------------------------------


@dataclass(frozen=True)
class OpenTile:
    """Show its page until `CloseTile` or `EndVisit`."""

    tile: str
    language: str


@dataclass(frozen=True)
class HandTile:
    """Hand a touch or a key to the page."""

    touch: FitTile | PointTile | PressTile | AnswerTile


@dataclass(frozen=True)
class WriteTile:
    """Type into the page."""

    text: str = field(repr=False)


@dataclass(frozen=True)
class CloseTile:
    """End the page and wipe what it left."""


TileEffect = OpenTile | HandTile | WriteTile | CloseTile
