"""The province's own page on the pad: what is touched and asked for; part of `kiosk.pad.words`."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.flows.tile_words import (
    AnswerTile,
    CloseTile,
    FitTile,
    HandTile,
    PointTile,
    PressTile,
    TileAsks,
    TileAt,
    TileEnded,
    TilePainted,
    TileRefused,
    WriteTile,
)


@dataclass(frozen=True)
class Done:
    """I have evaluated there."""


@dataclass(frozen=True)
class OpenProvince:
    """Ask the hall for the page of this visit and show it, or say `TileEnded`."""

    ticket: str
    language: str


ProvinceWorld = TilePainted | TileAt | TileAsks | TileRefused | TileEnded
ProvinceTouch = FitTile | PointTile | PressTile | AnswerTile | Done
ProvinceEffect = OpenProvince | HandTile | WriteTile | CloseTile
