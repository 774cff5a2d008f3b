"""What is wrong with a settings file, said for a person: Chinese first, then English."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, get_args

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from hall.settings.places import Loc, Place, Places


class SettingsError(Exception):
    """A settings file that cannot be used; the text names every fault with file:line:column.

    `heading`: what stands over the faults, 中文 and English. `code`: what a script reads.
    """

    heading: ClassVar[tuple[str, str]] = ("设置有误", "wrong settings")
    code: ClassVar[str] = "config.invalid"


@dataclass(frozen=True)
class Finding:
    """One fault. `on_key`: it is the name that is wrong, not the value."""

    loc: Loc
    zh: str
    en: str
    on_key: bool = False

    def place(self, places: Places) -> Place:
        """Where it stands in the text."""
        return places.key(self.loc) if self.on_key else places.value(self.loc)


def nearest(word: str, words: Iterable[str]) -> str:
    """The right word most like `word`, "" when none is."""
    found = difflib.get_close_matches(word, list(words), 1, 0.6)
    return found[0] if found else ""


def unknown(loc: Loc, what: tuple[str, str], word: str, words: Iterable[str]) -> Finding:
    """A word that should name one of `words`."""
    words = list(words)
    near = nearest(word, words)
    if near:
        hint = (f"，是不是 {near}？", f", did you mean {near}?")
    else:
        known = ", ".join(sorted(words)) or "-"
        hint = (f"；可用的有：{known}", f"; known: {known}")
    return Finding(loc, f"{what[0]} {word} 不认识{hint[0]}", f"unknown {what[1]} {word}{hint[1]}")


def from_pydantic(model: type[BaseModel], errors: Iterable[ErrorDetails]) -> list[Finding]:
    """Translate validation errors. A name both missing and misspelt is one fault, the misspelling."""
    errors = list(errors)
    misspelt = {
        (*error["loc"][:-1], nearest(str(error["loc"][-1]), _fields(model, error["loc"][:-1])))
        for error in errors
        if error["type"] == "extra_forbidden"
    }
    return [
        _translate(model, error)
        for error in errors
        if error["type"] != "missing" or error["loc"] not in misspelt
    ]


def _translate(model: type[BaseModel], error: ErrorDetails) -> Finding:
    loc: Loc = tuple(error["loc"])
    name = next((part for part in reversed(loc) if isinstance(part, str)), "")
    kind, facts, given = error["type"], error.get("ctx", {}), error["input"]
    if kind == "extra_forbidden":
        near = nearest(name, _fields(model, loc[:-1]))
        hint = (f"，是不是 {near}？", f", did you mean {near}?") if near else ("", "")
        return Finding(loc, f"{name} 不认识{hint[0]}", f"unknown key {name}{hint[1]}", on_key=True)
    if kind == "missing":
        return Finding(loc, f"缺少 {name}", f"{name} is missing", on_key=True)
    if kind in {"literal_error", "enum"}:
        expected = str(facts["expected"])
        words = re.findall(r"'([^']*)'", expected) or re.findall(r"\d+", expected)
        return unknown(loc, (name, name), str(given), words)
    zh, en = _value_fault(kind, facts)
    shown = f"{given!r}" if isinstance(given, str | int | float | bool) else ""
    return Finding(loc, f"{name} = {shown} {zh}", f"{name} = {shown} {en}" if en else error["msg"])


_VALUE_FAULTS: dict[str, tuple[str, str]] = {
    "string_pattern_mismatch": ("写法不对，应当符合 {pattern}", "must match {pattern}"),
    "credit_code": (
        "不对：统一社会信用代码(前 18 位)的校验位对不上，请照证书核对",
        "is wrong: the check character of the credit code (its first 18) does not fit, compare with the certificate",
    ),
    "one_source": (
        ":to {to} 要写 of、constant、secret 中的一个",
        "field {to}: write one of of, constant, secret",
    ),
    "date_form": (
        ":to {to} 的 date 只给时间，时间一定要写(如 yyyy-MM-dd HH:mm:ss)",
        "field {to}: times need date (like yyyy-MM-dd HH:mm:ss), nothing else has it",
    ),
    "not_personal": (":to {to} 不是个人信息，不写 plain", "field {to} is not personal: leave plain out"),
    "field_twice": ("：字段 {name} 写了两次，去掉一个", "field {name} stands twice, leave one out"),
    "date_from_datetime_parsing": ("不是日期，写成 2026-11-22", "is no date, write 2026-11-22"),
    "string_type": ("应当是带引号的文字", "must be text in quotes"),
    "int_type": ("应当是整数", "must be a whole number"),
    "int_from_float": ("应当是整数", "must be a whole number"),
    "float_type": ("应当是数字", "must be a number"),
    "bool_type": ("应当是 true 或 false", "must be true or false"),
    "list_type": ("应当是方括号里的一列", "must be a list in square brackets"),
    "dict_type": ("应当是一张表", "must be a table"),
    "model_type": ("应当是一张表", "must be a table"),
    "string_too_long": ("太长，最多 {max_length} 个字", "is too long, at most {max_length} characters"),
    "string_too_short": ("太短，至少 {min_length} 个字", "is too short, at least {min_length} characters"),
    "greater_than_equal": ("太小，至少是 {ge}", "is too small, at least {ge}"),
    "greater_than": ("太小，应当大于 {gt}", "is too small, must be above {gt}"),
    "less_than_equal": ("太大，最多是 {le}", "is too large, at most {le}"),
}


def _value_fault(kind: str, facts: Mapping[str, Any]) -> tuple[str, str]:
    zh, en = _VALUE_FAULTS.get(kind, ("的值不对", ""))
    return zh.format(**facts), en.format(**facts)


def _fields(model: type[BaseModel], loc: Loc) -> list[str]:
    """The right names at a place of a model."""
    for part in loc:
        if isinstance(part, int):
            continue
        field = model.model_fields.get(part)
        inner = None if field is None else model_in(field.annotation)
        if inner is None:
            return []
        model = inner
    return list(model.model_fields)


def model_in(annotation: Any) -> type[BaseModel] | None:  # noqa: ANN401 - a type hint is any object
    """The model that a type hint names, also within a list or beside None; None for no model."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for part in get_args(annotation):
        found = model_in(part)
        if found is not None:
            return found
    return None
