"""Services outside the hall that its server asks, as a hall file says them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from pydantic import Field

from hall.settings.base import Part
from hall.settings.problems import Finding

_NEAR = {"127.0.0.1", "localhost", "::1"}


class OutsideService(Part):
    """要问的外部服务 · A service that the server asks."""

    url: str = Field(default="", pattern=r"^(https?://\S+)?$")
    """服务的地址，见 docs/adapters.md；不写就没有 · where it answers, see docs/adapters.md; empty: there is none"""
    key: str = Field(default="", pattern=r"^(.{16,200})?$", repr=False)
    """和服务共用的密钥，至少 16 个字；只写在服务器的文件里 · secret shared with it, 16 characters at least; in the server's file alone"""
    timeout_s: float = Field(default=2.0, ge=0.2, le=10)
    """最多等几秒 · how long it may take, s"""


class LicenceService(OutsideService):
    """电子证照查询 · Looking electronic licences up."""


class ResidentService(OutsideService):
    """居民码是谁的 · Whose a resident's code is."""

    fresh_s: int = Field(default=300, ge=30, le=3600)
    """手机上的码生成了多少秒以后不再认 · seconds after which a code that a phone made does not count any more"""


class SealService(OutsideService):
    """电子印章 · Seals on notices."""

    picture: str = Field(default="", pattern=r"^([A-Za-z0-9_-]+\.png)?$")
    """本大厅的印章图(PNG)，放在服务器数据目录的 seals 里；没有印章服务时印在通知书上 · the hall's own seal picture, a PNG in the folder seals of the server's data; on notices that no service sealed"""


def in_clear(url: object) -> bool:
    """Whether anybody on the way could read what is sent there: plain http to another machine."""
    if not isinstance(url, str) or not url.startswith("http://"):
        return False
    try:
        return urlsplit(url).hostname not in _NEAR
    except ValueError:
        return True


def outside(data: Mapping[str, Any]) -> Iterator[Finding]:
    """A service without its secret cannot be asked; one asked in the clear tells everybody whom it is about."""
    for name in ("licences", "residents", "seals"):
        table = data.get(name)
        if not isinstance(table, dict) or not table.get("url"):
            continue
        if not table.get("key"):
            yield Finding(
                (name, "key"),
                f"[{name}] 写了 url，也要写 key：和服务约定的密钥",
                f"[{name}] has a url and needs its key: the secret shared with the service",
            )
        if in_clear(table["url"]):
            yield Finding(
                (name, "url"),
                f"[{name}] 的 url 要用 https：问的是谁的证照、谁的通知书，不能明文走网络；同一台机器上(127.0.0.1)可以用 http",
                f"the url of [{name}] must be https: whom it is about does not cross the network in the clear; "
                "http only on this machine (127.0.0.1)",
            )
