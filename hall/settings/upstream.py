"""Sending evaluations to the province, as a hall file says it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final, Literal

from pydantic import Field

from hall.settings.base import Part
from hall.settings.outside import in_clear
from hall.settings.problems import Finding

_KINDS: Final = ("services", "items")


class UpstreamRules(Part):
    """评价上报：往哪里报，按哪个省的字段 · Evaluations sent to the province: where to, in which fields."""

    mapping: str = Field(default="", pattern=r"^([a-z0-9_-]{1,40}(\.toml)?)?$")
    """用哪个省的对照表：assets/upstream 里的名字，如 guangdong；自己的写文件名，如 ours.toml，放在服务器数据目录的 upstream 里；不写就不上报 · whose fields: a name in assets/upstream like guangdong, or a file of your own like ours.toml in the folder upstream of the server's data; empty: nothing is sent"""
    url: str = Field(default="", pattern=r"^(https?://\S+)?$")
    """省里的接口地址，见 docs/upstream.md · the province's address, see docs/upstream.md"""
    page_url: str = Field(default="", pattern=r"^(https?://\S+)?$")
    """省里的评价页地址，对照表有 [page] 时用 · address of the province's own page, for mappings that have [page]"""
    credentials: str = Field(default="", pattern=r"^([A-Za-z0-9_-]+\.toml)?$")
    """省里发的密钥，写成 TOML(名字 = "值")，放在服务器数据目录的 upstream 里，只有服务器的用户能读；对照表用 secret 引用 · secrets that the province gave, as TOML in the folder upstream of the server's data, readable by the server's user alone; mappings name them as secret"""
    identity: Literal["none", "masked", "full"] = "none"
    """评价人的姓名、电话、证件号：none 不报，masked 遮盖，full 只有对照表写了 plain 的字段报全文 · the evaluator's name, phone and ID number: not at all, masked, or whole where the mapping says plain"""
    unverified: bool = False
    """对照表里没有核实过的字段名是否也发；请先和省里核对 · whether fields whose names nobody could verify are sent too: ask the province first"""
    hall_code: str = Field(default="", max_length=60)
    """省里给本大厅的编码 · the hall's code, given by the province"""
    region_code: str = Field(default="", pattern=r"^([0-9]{6,12})?$")
    """行政区划代码 · code of the administrative region"""
    region_name: str = Field(default="", max_length=60)
    """行政区划名称 · its name"""
    items: dict[str, str] = Field(default={})
    """窗口没有记事项的号按哪个事项报：业务 = "事项"；没有写的业务，这样的号按规则不报，只计数 · the item that tickets without one are sent as: service = "item"; of services not named here such tickets are not sent, by rule, and counted"""
    timeout_s: float = Field(default=10.0, ge=0.2, le=60)
    """最多等几秒 · how long an answer may take, s"""
    late_h: int = Field(default=24, ge=1, le=720)
    """等了几小时还没报上去，控制台每一页都提醒 · hours after which every page of the console tells that one still waits"""


def upstream(data: Mapping[str, Any]) -> Iterator[Finding]:
    """A mapping without an address, an address that anybody could listen to."""
    table = data.get("upstream")
    if not isinstance(table, dict):
        return
    if table.get("mapping") and not table.get("url"):
        yield Finding(
            ("upstream", "mapping"),
            "[upstream] 写了 mapping，也要写 url：省里的接口地址",
            "[upstream] has a mapping and needs its url: the province's address",
        )
    yield from _items(data, table.get("items"))
    for name in ("url", "page_url"):
        if in_clear(table.get(name)):
            yield Finding(
                ("upstream", name),
                f"{name} 要用 https：评价和评价人的信息不能明文出大厅；同一台机器上可以用 http",
                f"{name} must be https: evaluations do not leave the hall in the clear; http only on this machine",
            )


def _items(data: Mapping[str, Any], chosen: object) -> Iterator[Finding]:
    """Services and items that the hall has not."""
    known = {
        kind: {one.get("id") for one in data.get(kind) or [] if isinstance(one, dict)} for kind in _KINDS
    }
    for service, item in chosen.items() if isinstance(chosen, dict) else ():
        if service not in known["services"] or item not in known["items"]:
            yield Finding(
                ("upstream", "items", service),
                f"[upstream] items 里的 {service} 要是 [[services]] 的 id，{item} 要是 [[items]] 的 id",
                f"in [upstream] items {service} must be an id of [[services]], {item} one of [[items]]",
            )
