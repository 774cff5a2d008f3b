"""Reading settings files. All faults of a file are told at once, each with its place."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from hall.settings.calendar import CalendarFile, calendar_faults, joined
from hall.settings.checks import PROFILE, check
from hall.settings.places import Place, Places, find_places, place_of
from hall.settings.problems import Finding, SettingsError, from_pydantic, unknown
from hall.settings.schema import Profile, Settings

CONFIG = Path(__file__).parents[2] / "config"
"""The data that comes with the product."""

M = TypeVar("M", bound=BaseModel)


def load(path: Path, profiles: Path = CONFIG / "devices") -> Settings:
    """Read and check a hall file. Raises `SettingsError`."""
    text = _text(path)
    data, places = _parse(path, text)
    settings = _build(Settings, path, data, places, check(data, load_profiles(profiles)))
    return _with_calendar(settings, path.parent / settings.calendar) if settings.calendar else settings


def _with_calendar(settings: Settings, path: Path) -> Settings:
    data, places = _parse(path, _text(path))
    return joined(settings, _build(CalendarFile, path, data, places, calendar_faults(settings, data)))


def load_profiles(folder: Path = CONFIG / "devices") -> Mapping[str, Profile]:
    """Every device profile of a folder by id. Raises `SettingsError`."""
    return {path.stem: load_profile(path.stem, folder) for path in sorted(folder.glob("*.toml"))}


def load_profile(id: str, folder: Path = CONFIG / "devices") -> Profile:  # noqa: A002 - the field's name
    """Read one device profile; an `id` that ends in `.toml` is the path of one that stands elsewhere.

    Raises `SettingsError`.
    """
    if id.endswith(".toml"):
        path = Path(id)
        return _build(Profile, path, *_parse(path, _text(path)))
    path = folder / f"{id}.toml"
    known = [found.stem for found in folder.glob("*.toml")]
    if id not in known:
        fault = unknown((), PROFILE, id, known)
        raise SettingsError(f"{folder}: {fault.zh} | {fault.en}")
    data, places = _parse(path, _text(path))
    profile = _build(Profile, path, data, places)
    if profile.id != id:
        fault = Finding(("id",), f"id 应当和文件名一样：{id}", f"id must be the file's name: {id}")
        _refuse(path, places, [fault])
    return profile


def read(model: type[M], path: Path) -> M:
    """Read any other TOML file of the hall's into its model. Raises `SettingsError`."""
    return _build(model, path, *_parse(path, _text(path)))


def _text(path: Path) -> str:
    try:
        raw = path.read_bytes()
    except OSError as error:
        zh, en = _unreadable(error)
        raise SettingsError(f"{path}: {zh} | {en}") from error
    try:
        return raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        good = raw[: error.start].decode("utf-8-sig")
        zh = "不是 UTF-8 文字，请另存为 UTF-8 编码"
        place = place_of(good, len(good))
        raise SettingsError(_line(path, place, zh, "not UTF-8 text, save the file as UTF-8")) from error


def _unreadable(error: OSError) -> tuple[str, str]:
    if isinstance(error, FileNotFoundError):
        return "没有这个文件", "no such file"
    if isinstance(error, PermissionError):
        return "没有权限读这个文件", "no permission to read this file"
    return f"读不了这个文件({error.strerror})", f"cannot read this file ({error.strerror})"


def _parse(path: Path, text: str) -> tuple[dict[str, Any], Places]:
    try:
        return tomllib.loads(text), find_places(text)
    except tomllib.TOMLDecodeError as error:
        what, place = _syntax(text, str(error))
        zh = f"TOML 写法有误：{_SYNTAX.get(what, what)}"
        raise SettingsError(_line(path, place, zh, f"not valid TOML: {what}")) from error


def _syntax(text: str, message: str) -> tuple[str, Place]:
    """Take the place out of tomllib's message; a fault "at end of document" stands on its last line."""
    found = re.search(r" \(at line (\d+), column (\d+)\)$", message)
    if found:
        return message[: found.start()], Place(int(found[1]), int(found[2]))
    return message.removesuffix(" (at end of document)"), place_of(text, len(text.rstrip()))


_SYNTAX = {
    "Invalid value": "值不对，文字要加双引号",
    "Expected '=' after a key in a key/value pair": "名字后面要有等号",
    "Unclosed array": "方括号没有收尾",
    "Unterminated string": "引号没有收尾",
    "Cannot overwrite a value": "同一个名字写了两次",
    "Illegal character '\\n'": "引号没有在这一行收尾",
    "Expected newline or end of document after a statement": "一行里只能写一项，多余的内容请另起一行",
    "Expected ']' at the end of a table declaration": "表名后面缺少 ]",
    "Expected ']]' at the end of an array declaration": "表名后面缺少 ]]",
    "Invalid statement": "这一行不是 名字 = 值，也不是 [表名]",
}


def _build(
    model: type[M], path: Path, data: dict[str, Any], places: Places, more: Iterable[Finding] = ()
) -> M:
    """The file's data as a model. `more`: faults that are known already, told in the same go."""
    try:
        built = model.model_validate(data)
    except ValidationError as error:
        _refuse(path, places, [*from_pydantic(model, error.errors(include_url=False)), *more])
        raise SettingsError(f"{path}: {error}") from error
    _refuse(path, places, list(more))
    return built


def _refuse(path: Path, places: Places, faults: list[Finding]) -> None:
    """Raise all faults in the order of the file, one per place."""
    lines: dict[Place, str] = {}
    for fault in faults:
        place = fault.place(places)
        if fault.on_key or place not in lines:
            text = _line(path, place, fault.zh, fault.en)
            lines[place] = f"{lines[place]}\n{text}" if place in lines else text
    if lines:
        ordered = sorted(lines.items(), key=lambda pair: (pair[0].line, pair[0].column))
        raise SettingsError("\n".join(text for _, text in ordered))


def _line(path: Path, place: Place, zh: str, en: str) -> str:
    return f"{path}:{place.line}:{place.column}: {zh} | {en}"
