"""Files of guides: TOML for people to write, JSON from an item directory. A fault is told with its place."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from pydantic import BaseModel, ValidationError

from hall.contract.guides import Shelf
from hall.guides.applying import amiss
from hall.guides.judging import contradictions
from hall.settings import SettingsError
from hall.settings.loading import read
from hall.settings.problems import Finding, from_pydantic

KINDS: Final = frozenset({".toml", ".json"})
PICTURES: Final = "pictures"
PICTURE_MOST: Final = 2_000_000
"""Bytes of a picture; a scanned form has a tenth of that."""
Loc = tuple[int | str, ...]


class GuidesError(SettingsError):
    """A file of guides that cannot be used."""

    heading = ("办事指南有误", "wrong service guides")
    code = "data.invalid"


def read_shelf(path: Path) -> Shelf:
    """One file. Raises `SettingsError` that names every fault."""
    if path.suffix == ".toml":
        return read(Shelf, path)
    return shelf_of(path, read_json(path))


def shelf_of(path: Path, data: Any) -> Shelf:  # noqa: ANN401 - before it is checked anything may stand there
    """What was read from a JSON file. Raises `SettingsError`."""
    try:
        return Shelf.model_validate(data)
    except ValidationError as error:
        refuse(path, data, from_pydantic(Shelf, error.errors(include_url=False)))
        raise


def refuse(path: Path, data: Any, found: Iterable[Finding]) -> None:  # noqa: ANN401 - as above
    """Raise `SettingsError` with all that was found wrong in what was read from a file."""
    told = [(place_of(data, each.loc), each) for each in found]
    lines = [f"{path}: {place}: {one.zh} | {place}: {one.en}" for place, one in told]
    if lines:
        raise SettingsError("\n".join(dict.fromkeys(lines)))


def faults_of(path: Path, shelf: Shelf) -> list[str]:
    """What does not fit together, a line each, as `SettingsError` has it."""
    data = shelf.model_dump()
    wrong = [*amiss(shelf.guides), *contradictions(shelf.guides)]
    told = [(place_of(data, found.loc), found) for found in wrong]
    return [f"{path}: {place}: {found.zh} | {place}: {found.en}" for place, found in told]


def place_of(data: Any, loc: Loc) -> str:  # noqa: ANN401 - as above
    """A place in JSON as a person finds it: guides[3](居住证申领).materials[0].name."""
    text, here = "", data
    for part in loc:
        if isinstance(part, int):
            text += f"[{part}]"
        else:
            text += f".{part}" if text else part
        try:
            here = here[part]
        except (KeyError, IndexError, TypeError):
            here = None
        if isinstance(part, int) and isinstance(here, dict):
            text += _named(here.get("name"))
    return text or "-"


def dump(shelf: Shelf) -> str:
    """As a JSON file, without what is as usual; a text without English is plain."""
    return json.dumps(_plain(shelf), ensure_ascii=False, indent=1) + "\n"


def _plain(value: Any) -> Any:  # noqa: ANN401 - walks through any model
    if isinstance(value, BaseModel):
        fields = dict(_told(value))
        return fields["zh"] if set(fields) == {"zh"} else fields
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return value if isinstance(value, int | str | bool) or value is None else value.isoformat()


def _told(model: BaseModel) -> Iterator[tuple[str, Any]]:
    for name, field in type(model).model_fields.items():
        value = getattr(model, name)
        usual = not field.is_required() and value == field.default
        if not usual and not (name == "en" and value == ""):
            yield name, _plain(value)


def read_json(path: Path) -> Any:  # noqa: ANN401 - JSON is anything
    """What the file holds. Raises `SettingsError`."""
    try:
        return json.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        zh, en = "读不了这个文件", "this file cannot be read"
        raise SettingsError(f"{path}: {zh}({error.strerror}) | {en} ({error.strerror})") from error
    except UnicodeDecodeError as error:
        zh = "不是 UTF-8 文字，请另存为 UTF-8 编码"
        raise SettingsError(f"{path}: {zh} | not UTF-8 text, save the file as UTF-8") from error
    except json.JSONDecodeError as error:
        place = f"{path}:{error.lineno}:{error.colno}"
        raise SettingsError(f"{place}: JSON 写法有误({error.msg}) | not valid JSON: {error.msg}") from error


def _named(name: object) -> str:
    zh = name.get("zh") if isinstance(name, dict) else name
    return f"({zh})" if isinstance(zh, str) and zh else ""
