"""What a terminal leads to beside the hall's own services: web pages, other machines, phone numbers; and the browser."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Final, Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, Field

from hall.settings import base
from hall.settings.base import Id, Words
from hall.settings.boards import tables
from hall.settings.places import Loc
from hall.settings.problems import Finding, unknown

Host = Annotated[str, Field(pattern=r"^[a-z0-9.-]+$", max_length=253)]
PLACE: Final = ("地方", "place")
Table = Mapping[str, Any]
_NEEDED: Final = {
    "url": ("url", 'kind = "url" 要写 url', 'kind = "url" needs a url'),
    "place": ("place", 'kind = "place" 要写 place', 'kind = "place" needs a place'),
    "phone": ("phone", 'kind = "phone" 要写 phone', 'kind = "phone" needs a phone number'),
}


class Part(base.Part, BaseModel):
    """As every part of the file; named here with pydantic's own for the linter's sake."""


class ExternalTile(Part):
    """外部服务，如征信、医保、信用查询 · A service of somebody else: credit report, medical insurance, credit records."""

    id: Id
    """代号 · short name"""
    name: Words
    """名称 · name shown to people"""
    note: Words = Words(zh="", en="")
    """一句说明 · what it is for, in a few words"""
    icon: Literal[
        "card", "form", "person", "people", "info", "phone", "printer", "ticket", "clock", "home"
    ] = "info"
    """图标 · its icon"""
    kind: Literal["url", "place", "phone"]
    """url 在本机打开网页，place 带到大厅里的一台机器，phone 打电话 · a web page here, a machine elsewhere in the hall, a phone number"""
    url: str = Field(default="", pattern=r"^(https?://[^\s/]+(/\S*)?)?$")
    """url：网页的地址 · the page's address"""
    hosts: list[Host] = Field(default=[], max_length=40)
    """url：除网页自己的主机外还能打开哪些主机，别的一律打不开 · hosts beside the page's own that can be opened; no others can"""
    place: str = Field(default="", max_length=40)
    """机器在哪里：map.places 的 id；网页打不开时也指到那里 · the id of one of map.places; where a page that is away leads to, too"""
    phone: str = Field(default="", max_length=40)
    """电话；打不开时也请市民打它 · the number; told too when a page is away"""
    health: str = Field(default="", pattern=r"^(https?://[^\s/]+(/\S*)?)?$")
    """每分钟问一次这个地址，不答就变灰；不写就问 url · an address asked every minute: greyed while it does not answer; url when empty"""


class Browser(Part):
    """打开外部网页的浏览器 · The browser for tiles of kind url."""

    command: list[str] = Field(default=["chromium"], min_length=1, max_length=20)
    """Chromium 的命令和参数 · Chromium's command and further arguments"""
    zoom: float = Field(default=1.8, ge=0.5, le=4)
    """标准字号时网页放大几倍；四档字号在它上面再放大 · how much pages are magnified at the usual size; larger sizes come on top"""


def tile_faults(data: Table) -> Iterator[Finding]:
    """All faults of `[[tiles]]` that are not of one value."""
    listed = tables(data.get("tiles"))
    ids = [one.get("id") for one in listed]
    drawn = data.get("map")
    places = (
        [str(one["id"]) for one in tables(drawn.get("places")) if one.get("id")]
        if isinstance(drawn, dict)
        else []
    )
    for index, tile in enumerate(listed):
        at: Loc = ("tiles", index)
        if tile.get("id") in ids[:index]:
            yield Finding(
                (*at, "id"),
                f"id {tile.get('id')} 重复了，第 {ids.index(tile.get('id')) + 1} 个 tiles 已经用了它",
                f"id {tile.get('id')} is used already by entry {ids.index(tile.get('id')) + 1} of tiles",
            )
        needed = _NEEDED.get(str(tile.get("kind")))
        if needed and not tile.get(needed[0]):
            yield Finding(at, needed[1], needed[2])
        if tile.get("place") and tile["place"] not in places:
            yield unknown((*at, "place"), PLACE, str(tile["place"]), places)
        yield from _address(at, tile)


def _address(at: Loc, tile: Table) -> Iterator[Finding]:
    url = tile.get("url")
    if isinstance(url, str) and url and tile.get("kind") != "url":
        yield Finding((*at, "url"), '只有 kind = "url" 才写 url', 'only kind = "url" has a url')
    if isinstance(url, str) and url:
        try:
            good = bool(urlsplit(url).hostname) and urlsplit(url).port != 0
        except ValueError:
            good = False
        if not good:
            yield Finding((*at, "url"), f"{url} 不是网址", f"{url} is no web address")
