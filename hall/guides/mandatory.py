"""Which columns of an item directory must be filled: those whose value the guides cannot do without."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pydantic import BaseModel

from hall.contract.guides import Guide, Theme
from hall.guides.columns import ITEMS, PARTS, THEMES, Column
from hall.settings.problems import model_in


def of_items() -> tuple[Column, ...]:
    """Of the sheet 事项."""
    return _needed(ITEMS, Guide)


def of_parts(sheet: str) -> tuple[Column, ...]:
    """Of a sheet of what an item has several of, its item excepted, which always is."""
    key, columns = PARTS[sheet]
    model: type[BaseModel] = Guide
    for step in key.split("/"):
        model = _inner(model, step)
    return _needed(columns, model)


def of_themes() -> tuple[Column, ...]:
    """Of the sheet 主题."""
    return _needed(THEMES, Theme)


def _needed(columns: Iterable[Column], model: type[BaseModel]) -> tuple[Column, ...]:
    return tuple(each for each in columns if _is_needed(each.path.split("/"), model))


def _is_needed(path: list[str], model: type[BaseModel]) -> bool:
    """Whether every field on the way is required; English never is, the Chinese stands in for it."""
    name, *rest = path
    if name == "en":
        return False
    field = model.model_fields[name]
    if not field.is_required() or not rest:
        return field.is_required()
    rest = rest[1:] if rest[0].isdigit() else rest
    return _is_needed(rest, _inner(model, name))


def _inner(model: type[BaseModel], name: str) -> type[BaseModel]:
    annotation: Any = model.model_fields[name].annotation
    found = model_in(annotation)
    if found is None:  # columns name fields of models alone
        raise TypeError(f"{model.__name__}.{name}")
    return found
