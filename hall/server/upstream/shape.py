"""A neutral record as a province wants it: fields and texts by its mapping file, then the bytes of the request."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum, unique
from typing import Final
from urllib.parse import quote, urlencode

from hall.contract.upstream import UpstreamRecord
from hall.domain.clock import CHINA
from hall.domain.privacy import IdNumber, PersonName, Phone
from hall.settings.mapping import PERSONAL, Form, Send, Target
from hall.settings.upstream import UpstreamRules

Value = str | int | list[str] | list[dict[str, str | int | list[str]]]
_MASKS: Final = {"person_name": PersonName, "person_phone": Phone, "person_id_number": IdNumber}


@unique
class Lack(StrEnum):
    """Why a field cannot be written."""

    EMPTY = "empty"
    """The province must have it, and the hall does not know it."""
    NO_VALUE = "noValue"
    """The mapping's table does not have this value."""
    KEYLESS = "noSecret"
    """The file of secrets does not have it."""


@dataclass(frozen=True)
class Missing:
    """`to`: the province's name; `of`: the neutral name, or the secret's."""

    to: str
    of: str
    why: Lack


class LackingError(Exception):
    """The record cannot be written. Holds names of fields, none of their values."""

    def __init__(self, missing: tuple[Missing, ...]) -> None:
        super().__init__(", ".join(f"{one.to} ({one.of}: {one.why})" for one in missing))
        self.missing = missing


@dataclass(frozen=True)
class Wire:
    """One request, whole. `method`: POST, or GET for a page."""

    method: str
    url: str = field(repr=False)
    body: bytes = field(default=b"", repr=False)
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)


class Shape:
    """A form of a mapping with what the hall file says of it. `secrets`: by name."""

    def __init__(self, form: Form, rules: UpstreamRules, secrets: Mapping[str, str]) -> None:
        self._form, self._rules, self._secrets = form, rules, secrets

    def values(self, record: UpstreamRecord) -> dict[str, Value]:
        """The province's fields in the mapping's order. Raises `LackingError` with every one that is missing."""
        missing: list[Missing] = []
        found: dict[str, Value] = {**self._all(self._form.fields, record, missing)}
        for group in self._form.groups:
            found[group.to] = [self._all(group.fields, record, missing)]
        if missing:
            raise LackingError(tuple(missing))
        return found

    def wire(self, record: UpstreamRecord, url: str) -> Wire:
        """The request. Raises `LackingError`."""
        values = self.values(record)
        headers = {"Idempotency-Key": record.id, **self._headers(record)}
        if self._form.write == "base64-twice":
            return Wire("GET", url + twice(_query(values)))
        if self._form.write == "query":
            return Wire("POST", f"{url}{'&' if '?' in url else '?'}{_query(values)}", b"", headers)
        body = json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode()
        return Wire("POST", url, body, {"Content-Type": "application/json; charset=utf-8", **headers})

    def _headers(self, record: UpstreamRecord) -> dict[str, str]:
        if not isinstance(self._form, Send):
            return {}
        missing: list[Missing] = []
        found = self._all(self._form.headers, record, missing)
        if missing:
            raise LackingError(tuple(missing))
        return {name: quote(_text(value), safe=" !#$&'()*+,/:;=?@[]") for name, value in found.items()}

    def _all(
        self, targets: Iterable[Target], record: UpstreamRecord, missing: list[Missing]
    ) -> dict[str, str | int | list[str]]:
        found: dict[str, str | int | list[str]] = {}
        for target in targets:
            if target.unverified and not self._rules.unverified:
                continue
            value = self._one(target, record)
            if isinstance(value, Lack):
                missing.append(Missing(target.to, target.of or target.secret or "", value))
            else:
                found[target.to] = value
        return found

    def _one(self, target: Target, record: UpstreamRecord) -> str | int | list[str] | Lack:
        if target.constant is not None:
            return target.constant
        if target.secret is not None:
            return self._secrets.get(target.secret, Lack.KEYLESS)
        known = self._known(target, record)
        if not known:
            return Lack.EMPTY if target.required else "" if target.join is not None or known == "" else []
        if isinstance(known, list):
            named = [_named(target, one) for one in known]
            texts = [one for one in named if not isinstance(one, Lack)]
            if len(texts) < len(named):
                return Lack.NO_VALUE
            return target.join.join(texts) if target.join is not None else texts
        text = _named(target, known)
        return int(text) if target.number and not isinstance(text, Lack) and text.isdecimal() else text

    def _known(self, target: Target, record: UpstreamRecord) -> str | list[str]:
        """What the record says, as texts; personal texts as far as hall and mapping both allow."""
        name = str(target.of)
        said = getattr(record, name)
        if name.startswith("person_") and (not said or self._rules.identity == "none"):
            return ""
        if name in PERSONAL:
            whole = target.plain and self._rules.identity == "full"
            return str(said) if whole else _MASKS[name](said).mask()
        if isinstance(said, datetime):
            return target.written(said.astimezone(CHINA))
        if isinstance(said, tuple):
            return [str(one) for one in said]
        return "" if said is None or said == 0 else str(said)


def twice(query: str) -> str:
    """Base64 of its Base64. What comes out has letters, digits and `=` alone: it can stand in an address as it is."""
    once = base64.b64encode(query.encode())
    return base64.b64encode(once).decode()


def _named(target: Target, value: str) -> str | Lack:
    if not target.values:
        return value
    found = target.values.get(value, target.other)
    return Lack.NO_VALUE if found is None else found


def _query(values: Mapping[str, Value]) -> str:
    """UTF-8, each value percent-encoded; lists as JSON."""
    return urlencode({name: _text(value) for name, value in values.items()}, quote_via=quote)


def _text(value: Value) -> str:
    if isinstance(value, list):
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return str(value)
