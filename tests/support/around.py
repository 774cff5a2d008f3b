"""The pages of the hall's plan and of others' services, for the registry of screens."""

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QColor, QImage

from kiosk.desk.tiles import tiles_of
from kiosk.flows import touches as t
from kiosk.flows.atlas import SERVICES, atlas_of
from kiosk.flows.place_words import ChoosePlace, ChooseSort, PlacesKnown, WhereFor
from kiosk.flows.tile_words import (
    ChooseTile,
    PressTile,
    TileAsks,
    TileAt,
    TileEnded,
    TilePainted,
    TileRefused,
    TilesKnown,
)
from tests.support.guides import LIBRARY


def painted():
    """A page as a browser paints it."""
    image = QImage(320, 400, QImage.Format.Format_RGB32)
    image.fill(QColor("#E6F2F2"))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "JPEG")
    return TilePainted(bytes(buffer.data().data()))


def known(settings):
    """What a terminal of this hall tells its flow at start: the plan and the tiles."""
    unit = next(unit for unit in settings.units if unit.id == "t1")
    atlas = atlas_of(settings, unit)
    return PlacesKnown(atlas), TilesKnown(tiles_of(settings, atlas, {}))


def troubled(settings, **troubles):
    """The tiles, some of them in trouble, by id."""
    atlas = known(settings)[0].atlas
    return TilesKnown(tiles_of(settings, atlas, troubles))


def around_pages(settings, bad, away):
    """Events by page. `bad`: devices and network are away; `away`: the network is."""
    there = [*known(settings), t.Begin()]
    plan = [*there, t.Want(t.Purpose.PLACES)]
    others = [*there, t.Want(t.Purpose.TILES)]
    web = [*others, ChooseTile("credit-records")]
    shown = [*web, painted()]
    return {
        "home, plan and tiles": there,
        "home, plan and tiles, devices down": [bad, *there],
        "home, plan and tiles, offline": [away, *there],
        "places": plan,
        "place_list": [*plan, ChooseSort("window")],
        "place_list, business": [*plan, ChooseSort(SERVICES)],
        "place": [*plan, ChooseSort("accessible_toilet")],
        "place, upstairs": [*plan, ChooseSort("reading")],
        "place, business": [*plan, ChooseSort(SERVICES), WhereFor("property")],
        "place, hours": [*plan, ChooseSort("credit_report")],
        "place, a machine": [*plan, ChooseSort("unit"), ChoosePlace("unit-d1")],
        "place, of a tile": [*others, ChooseTile("credit-report")],
        "place, of a guide": [
            LIBRARY,
            *there,
            t.Want(t.Purpose.GUIDES),
            t.Proceed(),
            t.ChooseGuide("residence-permit"),
            t.ChooseTopic("way"),
        ],
        "guide, with its windows": [
            LIBRARY,
            *there,
            t.Want(t.Purpose.GUIDES),
            t.Proceed(),
            t.ChooseGuide("residence-permit"),
        ],
        "tiles": others,
        "tiles, away": [
            *there,
            troubled(settings, **{"credit-records": "tile.away"}),
            t.Want(t.Purpose.TILES),
        ],
        "tiles, stopped": [*shown, TileEnded("tile.stopped")],
        "tile_phone": [*others, ChooseTile("medical")],
        "tile, opening": web,
        "tile": shown,
        "tile, by keys": [*shown, PressTile("next"), TileAt("查询")],
        "tile, refused": [*shown, TileRefused()],
        "tile, asks": [*shown, TileAsks("确定要提交吗？", answers=True)],
        "tile, tells": [*shown, TileAsks("请先登录", answers=False)],
        "tile, writing": shown,
    }


AROUND_TAPS = {"tile, writing": ["键盘"]}


def go(hand, *names):
    """Tap one after the other; what stands on a later screenful is looked for. `hand`: a screen, or keys before it."""
    screen = getattr(hand, "screen", hand)
    for name in names:
        while not any(
            spot.name.startswith(name) for spot in screen.spots() if spot.touchable and spot.enabled
        ):
            hand.tap("下一屏")
        hand.tap(name)
