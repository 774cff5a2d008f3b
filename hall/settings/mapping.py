"""Mapping files (assets/upstream): which of a province's fields gets which neutral value, and how it is written.

They are data: names, constants, tables, forms of dates. Nothing in them is computed or run.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Annotated, Final, Literal, Self

from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from hall.contract.upstream import UpstreamRecord
from hall.settings.base import Id, Part, Words
from hall.settings.loading import read
from hall.settings.problems import SettingsError, unknown

FOLDER: Final = Path(__file__).parents[2] / "assets" / "upstream"
NEUTRAL: Final = frozenset(UpstreamRecord.model_fields)
PERSONAL: Final = frozenset({"person_name", "person_phone", "person_id_number"})
TIMES: Final = frozenset({"applied_at", "served_at", "evaluated_at"})
_DATE: Final = re.compile(r"(yyyy|MM|dd|HH|mm|ss|[-/:. T年月日])+")
_PIECES: Final = {"yyyy": "%Y", "MM": "%m", "dd": "%d", "HH": "%H", "mm": "%M", "ss": "%S"}


def _neutral(name: str) -> str:
    if name not in NEUTRAL:
        raise PydanticCustomError(
            "literal_error", "unknown", {"expected": " ".join(f"'{one}'" for one in sorted(NEUTRAL))}
        )
    return name


def _date_form(form: str) -> str:
    if form and form != "epoch_ms" and not _DATE.fullmatch(form):
        raise PydanticCustomError("string_pattern_mismatch", "no form of a date", {"pattern": _DATE.pattern})
    return form


Neutral = Annotated[str, AfterValidator(_neutral)]
DateForm = Annotated[str, AfterValidator(_date_form)]


class Target(Part):
    """省里的一个字段，三样来源写一样 · A field of the province, from one of three: `of`, `constant`, `secret`."""

    to: str = Field(min_length=1, max_length=60, pattern=r"^[A-Za-z_][A-Za-z0-9_.-]*$")
    """省里的字段名 · the province's name"""
    of: Neutral | None = None
    """中立记录的字段 · the neutral name"""
    constant: str | None = Field(default=None, max_length=200)
    """固定的值 · always this"""
    secret: str | None = Field(default=None, pattern=r"^[a-z0-9_]{1,40}$")
    """密钥文件里的名字 · a name in the file of secrets"""
    date: DateForm = ""
    """时间怎样写(大厅当地时间)，如 yyyy-MM-dd HH:mm:ss，或 epoch_ms · how a time is written, in the hall's own time"""
    values: dict[str, str] = Field(default={})
    """值的对照 · what each value is called there"""
    other: str | None = None
    """对照里没有的值写成什么；不写就报错 · what values outside that table become; without it they are a fault"""
    join: str | None = Field(default=None, max_length=3)
    """几个值之间写什么；不写就是 JSON 的一列 · what stands between several values; without it a JSON list"""
    number: bool = False
    """写成 JSON 的数字 · as a number of JSON"""
    required: bool = False
    """省里必填 · the province must have it"""
    plain: bool = False
    """省里要个人信息的全文 · the province needs this personal text whole"""
    unverified: bool = False
    """字段名没有核实过 · nobody could verify this name"""

    @model_validator(mode="after")
    def _one_source(self) -> Self:
        if sum(one is not None for one in (self.of, self.constant, self.secret)) != 1:
            raise PydanticCustomError("one_source", "one of of, constant, secret", {"to": self.to})
        if bool(self.date) != (self.of in TIMES):
            raise PydanticCustomError("date_form", "times have a form, nothing else has", {"to": self.to})
        if self.plain and self.of not in PERSONAL:
            raise PydanticCustomError("not_personal", "plain is for personal texts", {"to": self.to})
        return self

    def written(self, at: datetime) -> str:
        """A time of the hall's day as this field has it."""
        if self.date == "epoch_ms":
            return str(int(at.timestamp() * 1000))
        return at.strftime(re.sub("|".join(_PIECES), lambda found: _PIECES[found[0]], self.date))


class Group(Part):
    """一列对象里的一个 · A field that is a list with one object in it, as JSON."""

    to: str = Field(min_length=1, max_length=60, pattern=r"^[A-Za-z_][A-Za-z0-9_.-]*$")
    """省里的字段名 · the province's name"""
    fields: list[Target] = Field(min_length=1)
    """对象的字段 · the object's fields"""


class Form(Part):
    """一个请求的内容 · What a request consists of."""

    write: Literal["query", "json", "base64-twice"]
    """query 放在网址的 ? 后面；json 放在内容里；base64-twice 把整个查询串做两次 Base64 再接在网址后面 · after the ?, as JSON in the body, or the whole query in Base64 twice behind the address"""
    fields: list[Target] = Field(min_length=1)
    """字段，按次序 · its fields, in this order"""
    groups: list[Group] = Field(default=[])
    """一列对象 · lists of objects, after the fields"""


class Answer(Part):
    """怎样看出省里收下了 · How an answer says that the province has it."""

    field: str = Field(default="", max_length=60)
    """回答(JSON)里的哪个字段；不写就看状态码 · which field of the JSON answer; empty: the status alone"""
    good: list[str] = Field(default=[])
    """收下了，或早就有了 · it is there, or was there already"""
    again: list[str] = Field(default=[])
    """过一会儿再发；别的值都是拒收 · to be sent again later; every other value is a refusal"""


class Send(Form):
    """上报 · What the outbox posts."""

    answer: Answer = Answer()
    """回答 · the answer"""
    headers: list[Target] = Field(default=[])
    """请求头 · headers of the request"""


class Mapping(Part):
    """一个省的对照表 · A province's mapping file."""

    id: Id
    """代号，和文件名一样 · short name, same as the file's"""
    name: Words
    """名称 · name"""
    note: Words
    """字段名从哪里来，试到什么程度 · where the names come from, how far it was tried"""
    send: Send
    """上报 · what is sent"""
    page: Form | None = None
    """省里的评价页 · the province's own page"""

    @model_validator(mode="after")
    def _once(self) -> Self:
        for form in (self.send, self.page):
            names = [*names_of(form)] if form else []
            twice = next((one for one in names if names.count(one) > 1), None)
            if twice is not None:
                raise PydanticCustomError("field_twice", "a field stands twice", {"name": twice})
        return self


def names_of(form: Form) -> Iterator[str]:
    """The province's names, in order."""
    yield from (one.to for one in form.fields)
    yield from (one.to for one in form.groups)


def fields_of(form: Form) -> Iterator[Target]:
    """Every field with a value, those of headers and objects too."""
    yield from form.fields
    for group in form.groups:
        yield from group.fields
    if isinstance(form, Send):
        yield from form.headers


def load_mapping(name: str, own: Path | None = None, folder: Path = FOLDER) -> Mapping:
    """The mapping of that name; one that ends in .toml is the hall's own, in the folder `own`. Raises `SettingsError`."""
    if name.endswith(".toml"):
        path = (own or Path()) / name
        return _named(read(Mapping, path), path)
    known = sorted(path.stem for path in folder.glob("*.toml"))
    if name not in known:
        fault = unknown((), ("对照表", "mapping"), name, known)
        raise SettingsError(f"{folder}: {fault.zh} | {fault.en}")
    path = folder / f"{name}.toml"
    return _named(read(Mapping, path), path)


def _named(found: Mapping, path: Path) -> Mapping:
    if found.id != path.stem:
        raise SettingsError(
            f"{path}: id 应当和文件名一样：{path.stem} | id must be the file's name: {path.stem}"
        )
    return found
