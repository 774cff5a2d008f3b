"""What sending needs, read once at the start: the mapping, the secrets, and that nothing of them is missing."""

from __future__ import annotations

import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from pydantic import RootModel

from hall.server.upstream.shape import Shape
from hall.settings.loading import read
from hall.settings.mapping import Mapping as MappingFile
from hall.settings.mapping import fields_of, load_mapping
from hall.settings.problems import SettingsError
from hall.settings.upstream import UpstreamRules

FOLDER: Final = "upstream"
"""In the server's data: mapping files and secrets of the hall's own."""
_OF_THE_HALL: Final = ("hall_code", "region_code", "region_name")


@dataclass(frozen=True)
class Upstream:
    """How this hall sends. `page`: how the province's own page is asked for; None when its mapping has none."""

    rules: UpstreamRules
    mapping: MappingFile
    send: Shape = field(repr=False)
    page: Shape | None = field(repr=False)


def prepare(rules: UpstreamRules, data: Path) -> Upstream | None:
    """None for a hall that sends nothing. Raises `SettingsError`."""
    if not rules.mapping:
        return None
    mapping = load_mapping(rules.mapping, data / FOLDER)
    secrets = load_secrets(data / FOLDER / rules.credentials) if rules.credentials else {}
    faults = [*_faults(mapping, rules, secrets)]
    if faults:
        raise SettingsError("\n".join(faults))
    page = Shape(mapping.page, rules, secrets) if mapping.page is not None and rules.page_url else None
    return Upstream(rules, mapping, Shape(mapping.send, rules, secrets), page)


def load_secrets(path: Path) -> Mapping[str, str]:
    """Names and values. Raises `SettingsError`, also for a file that others on the machine can read."""
    found = read(RootModel[dict[str, str]], path).root
    if path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise SettingsError(
            f"{path}: 别的用户也能读这个密钥文件：chmod 600 {path} | others can read these secrets: chmod 600 {path}"
        )
    return found


def _faults(mapping: MappingFile, rules: UpstreamRules, secrets: Mapping[str, str]) -> Iterator[str]:
    """What every record would lack."""
    forms = [mapping.send, *([mapping.page] if mapping.page is not None and rules.page_url else [])]
    told: set[str] = set()
    for one in (target for form in forms for target in fields_of(form)):
        if one.secret is not None and one.secret not in secrets and one.secret not in told:
            told.add(one.secret)
            yield (
                f'[upstream] credentials: {mapping.id} 的字段 {one.to} 要密钥 {one.secret}，密钥文件里没有：请写上 {one.secret} = "…"'
                f' | field {one.to} of {mapping.id} needs the secret {one.secret}: write {one.secret} = "…" into the file'
            )
        name = one.of or ""
        if one.required and name in _OF_THE_HALL and not getattr(rules, name) and name not in told:
            told.add(name)
            yield (
                f"[upstream] {name}: {mapping.id} 的必填字段 {one.to} 要它，请向省里要来写上"
                f" | {mapping.id} must have it in its field {one.to}: ask the province and write it"
            )
