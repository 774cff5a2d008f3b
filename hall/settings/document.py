"""docs/settings.md, made from the schema: `python -m hall.settings.document > docs/settings.md`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from hall.settings.schema import Profile, Settings

HEAD = """\
# 设置 · Settings

本页由 `python -m hall.settings.document` 从程序生成，不要手改 · generated from the program, not written by hand.

一座大厅一个 TOML 文件，例子见 [config/halls/demo.toml](../config/halls/demo.toml)；一种设备型号一个文件，在 `config/devices/`。
写错了会指出文件、行、列和最接近的正确写法，一次全部说完。
One TOML file per hall, one file per device model in `config/devices/`.
A mistake is told with file, line, column and the nearest right word, all mistakes at once.
"""


def page() -> str:
    """The whole page."""
    parts = [HEAD]
    for title, model in (("大厅文件 · Hall file", Settings), ("设备型号文件 · Device profile", Profile)):
        parts.append(f"\n## {title}\n")
        parts.extend(_table(name, part) for name, part in _models("", model))
    return "\n".join(parts)


def _models(name: str, model: type[BaseModel]) -> Iterator[tuple[str, type[BaseModel]]]:
    """The model and those inside it, each with its name in the file."""
    yield name, model
    for key, field in model.model_fields.items():
        inner, many = _inner(field.annotation)
        if inner is not None and inner.__name__ != "Words":
            header = f"{name}.{key}".lstrip(".")
            yield from _models(f"{header}[]" if many else header, inner)


def _inner(annotation: Any) -> tuple[type[BaseModel] | None, bool]:  # noqa: ANN401 - a type hint is any object
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation, False
    if get_origin(annotation) is list:
        return _inner(get_args(annotation)[0])[0], True
    return None, False


def _table(name: str, model: type[BaseModel]) -> str:
    title = f"### `{name.replace('[]', '')}`\n\n" if name else ""
    rows = [_row(key, field) for key, field in model.model_fields.items()]
    head = "| 名字 name | 值 value | 默认 default | 含义 meaning |\n|---|---|---|---|"
    return f"{title}{model.__doc__}\n\n{head}\n" + "\n".join(rows) + "\n"


def _row(key: str, field: FieldInfo) -> str:
    default = "必写 required" if field.is_required() else f"`{_shown(field.default)}`"
    return f"| `{key}` | {_value(field)} | {default} | {field.description} |"


def _shown(value: object) -> str:
    if isinstance(value, BaseModel):
        return "{ " + ", ".join(f"{key} = {_shown(inner)}" for key, inner in value) + " }"
    if isinstance(value, list):
        return f"[{', '.join(_shown(inner) for inner in value)}]"
    return f'"{value}"' if isinstance(value, str) else str(value)


def _value(field: FieldInfo) -> str:
    notes = [note for note in map(_limit, field.metadata) if note]
    return " ".join([_kind(field.annotation), *notes]).replace("|", "\\|")


def _kind(annotation: Any) -> str:  # noqa: ANN401 - a type hint is any object
    inner, many = _inner(annotation)
    if inner is not None:
        kind = "`{ zh, en }`" if inner.__name__ == "Words" else "表 table"
        return f"{kind} 的列表 list" if many else kind
    if get_origin(annotation) is list:
        return (
            "整数的列表 list of numbers"
            if get_args(annotation)[0] in {int, float}
            else "文字的列表 list of texts"
        )
    if get_origin(annotation) is dict:
        return "表 table"
    if get_args(annotation):
        return " / ".join(f"`{_shown(word)}`" for word in get_args(annotation))
    return {str: "文字 text", int: "整数 whole number", float: "数 number", bool: "是或否 true / false"}[
        annotation
    ]


def _limit(note: object) -> str:
    for name, sign in (("ge", "≥ "), ("gt", "> "), ("le", "≤ ")):
        bound = getattr(note, name, None)
        if bound is not None:
            return f"{sign}{bound}"
    pattern = getattr(note, "pattern", None)
    return f"`{pattern}`" if pattern else ""


if __name__ == "__main__":
    sys.stdout.write(page())
