"""Forms are data: a TOML file of lines becomes `Line`s for one citizen's data.

[[line]]
text = { zh = "{service}", en = "{service}" }   or one text for both languages
label = ...  value = ...                        two columns instead of `text`
qr = "{qr}"   rule = "solid"   space = 2        or these instead of `text` (space in mm)
size = 2      large = [3, 4]                    times the character cell; `large` for elder mode
bold = true   align = "center"   fit = true     `fit`: narrower rather than broken
beneath = true                                  in English, the Chinese follows in plain type
when = { offline = true, ahead = "some" }       all must hold: a value, or one of
                                                known unknown (null) some none (0, "" or null)
cut = true                                      ends the paper
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, cast

from drivers.codes import Code
from drivers.printer.columns import clean
from drivers.printer.lines import Align, Cut, Line, Pair, Qr, Rule, Space, Style, Text
from drivers.types import Json

TEXT_MOST = 200
QR_MOST = 400
"""Characters of one value: more is a mistake, and would empty the roll."""
_KINDS = ("text", "label", "qr", "rule", "space", "cut")
_STYLE = ("size", "large", "bold", "align", "fit", "beneath", "when")
_KEYS = (*_KINDS, "value", "mm", *_STYLE)
_ALIGN = {"left": Align.LEFT, "center": Align.CENTER, "right": Align.RIGHT}
_PLACE = re.compile(r"\{([^{}]*)\}")
_PRESENCE: dict[str, Callable[[Json], bool]] = {
    "known": lambda value: value is not None,
    "unknown": lambda value: value is None,
    "some": bool,
    "none": lambda value: not value,
}


class FormError(Exception):
    """A form or its data cannot be printed; the text says what to change. It names keys, never values.

    `code`: `form.invalid` (the file's fault) or `data.invalid` (the caller's).
    """

    def __init__(self, code: str, text: str) -> None:
        super().__init__(text)
        self.code = code


def read_form(path: Path) -> dict[str, Json]:
    """Read a form file and check it. Raises `FormError` naming the file."""
    try:
        form = cast("dict[str, Json]", tomllib.loads(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise FormError(Code.FORM_INVALID, f"{path}: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise FormError(Code.FORM_INVALID, f"{path}: {error}") from error
    try:
        check_form(form)
    except FormError as error:
        raise FormError(error.code, f"{path}: {error}") from error
    return form


def check_form(form: Mapping[str, Json]) -> None:
    """Raises `FormError` for anything a form may not say."""
    _refuse_unknown(form, ("title", "line"), "the form")
    for number, entry in enumerate(_entries(form), 1):
        where = f"line {number}"
        _refuse_unknown(entry, _KEYS, where)
        kinds = [kind for kind in _KINDS if kind in entry]
        if len(kinds) != 1:
            raise FormError(Code.FORM_INVALID, f"{where}: write exactly one of {', '.join(_KINDS)}")
        _check_entry(entry, where)


def compose(form: Mapping[str, Json], data: Mapping[str, Json]) -> list[Line]:
    """Fill a form in. Raises `FormError` naming the key that is wrong or missing."""
    check_form(form)
    filler = _Filler(data)
    lines: list[Line] = []
    for entry in _entries(form):
        if filler.holds(entry.get("when")):
            lines.extend(filler.lines(entry))
    return lines


@dataclass(frozen=True)
class _Filler:
    """One citizen's data, put into lines."""

    data: Mapping[str, Json]

    def __post_init__(self) -> None:
        if self.get("language") not in {"zh", "en"}:
            raise FormError(Code.DATA_INVALID, 'language: write "zh" or "en"')
        for key in ("language", "large"):
            self.get(key)

    def get(self, key: str) -> Json:
        """The value of a key that must be there."""
        if key not in self.data:
            near = difflib.get_close_matches(key, self.data, n=1)
            hint = f"; is {near[0]} meant?" if near else ""
            raise FormError(Code.DATA_INVALID, f"{key} is missing{hint}")
        return self.data[key]

    def holds(self, when: Json) -> bool:
        """Whether a line is to be printed."""
        conditions = cast("dict[str, Json]", when or {})
        return all(self._is(key, wanted) for key, wanted in conditions.items())

    def _is(self, key: str, wanted: Json) -> bool:
        value = self.get(key)
        presence = _PRESENCE.get(wanted) if isinstance(wanted, str) else None
        return presence(value) if presence else value == wanted and type(value) is type(wanted)

    def lines(self, entry: Mapping[str, Any]) -> Iterable[Line]:
        """The lines that one entry becomes."""
        language = str(self.get("language"))
        style = _style(entry, large=bool(self.get("large")))
        if "text" in entry:
            return self._texts(entry, style, language)
        if "label" in entry:
            return self._pairs(entry, style, language)
        if "qr" in entry:
            return [Qr(self._fill(entry["qr"], language, QR_MOST), float(entry.get("mm", 25)), style.align)]
        if "rule" in entry:
            return [Rule(dashed=entry["rule"] == "dashed")]
        return [Space(float(entry["space"]))] if "space" in entry else [Cut()]

    def _texts(self, entry: Mapping[str, Any], style: Style, language: str) -> list[Line]:
        own = self._fill(entry["text"], language)
        lines: list[Line] = [Text(own, style)]
        if language == "en" and entry.get("beneath"):
            chinese = self._fill(entry["text"], "zh")
            lines.extend([Text(chinese, _plain(style))] if chinese != own else [])
        return lines

    def _pairs(self, entry: Mapping[str, Any], style: Style, language: str) -> list[Line]:
        label, value = (self._fill(entry[key], language) for key in ("label", "value"))
        if language == "en" and entry.get("beneath"):
            label = f"{label} {self._fill(entry['label'], 'zh')}"
        return [Pair(label, value, style)]

    def _fill(self, spec: str | Mapping[str, str], language: str, most: int = TEXT_MOST) -> str:
        template = spec if isinstance(spec, str) else spec[language]
        return _PLACE.sub(lambda place: self._said(place[1], language, most), template)

    def _said(self, key: str, language: str, most: int) -> str:
        value = self.get(key)
        if isinstance(value, dict):
            value = value.get(language)
        if isinstance(value, bool) or not isinstance(value, str | int):
            raise FormError(Code.DATA_INVALID, f"{key}: a text or a whole number is needed here")
        text = clean(str(value))
        if len(text) > most:
            raise FormError(Code.DATA_INVALID, f"{key}: {len(text)} characters; at most {most} fit")
        return text


def _entries(form: Mapping[str, Json]) -> list[dict[str, Any]]:
    entries = form.get("line")
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries) or not entries:
        raise FormError(Code.FORM_INVALID, "a form is a list of [[line]] tables")
    return cast("list[dict[str, Any]]", entries)


def _refuse_unknown(table: Mapping[str, Json], allowed: Iterable[str], where: str) -> None:
    known = list(allowed)
    for key in table:
        if key not in known:
            near = difflib.get_close_matches(key, known, n=1) or known
            raise FormError(Code.FORM_INVALID, f"{where}: unknown key {key}; write {' or '.join(near)}")


def _check_entry(entry: Mapping[str, Any], where: str) -> None:
    checks: dict[str, Callable[[Any], bool]] = {
        "text": _is_words,
        "label": lambda value: _is_words(value) and "value" in entry,
        "value": lambda value: _is_words(value) and "label" in entry,
        "qr": lambda value: isinstance(value, str),
        "rule": lambda value: value in {"solid", "dashed"},
        "space": lambda value: _is_number(value, 0, 50),
        "mm": lambda value: _is_number(value, 10, 60) and "qr" in entry,
        "align": lambda value: value in _ALIGN,
        "size": _is_size,
        "large": _is_size,
        "when": lambda value: isinstance(value, dict),
        "cut": lambda value: value is True,
    }
    for key, value in entry.items():
        check = checks.get(key, lambda flag: isinstance(flag, bool))
        if not check(value):
            raise FormError(
                Code.FORM_INVALID, f"{where}: {key} cannot be used like this; see drivers/printer/forms.py"
            )


def _is_words(value: object) -> bool:
    if isinstance(value, dict):
        return set(value) == {"zh", "en"} and all(isinstance(text, str) for text in value.values())
    return isinstance(value, str)


def _is_number(value: object, least: float, most: float) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and least <= value <= most


def _is_size(value: object) -> bool:
    sizes = value if isinstance(value, list) and len(value) == 2 else [value]
    return all(isinstance(size, int) and not isinstance(size, bool) and 1 <= size <= 8 for size in sizes)


def _style(entry: Mapping[str, Any], *, large: bool) -> Style:
    size = entry.get("size", 1)
    if large:
        size = entry.get("large", size)
    wide, high = size if isinstance(size, list) else (size, size)
    return Style(
        wide=wide,
        high=high,
        bold=bool(entry.get("bold", False)),
        align=_ALIGN[entry.get("align", "left")],
        fit=bool(entry.get("fit", False)),
    )


def _plain(style: Style) -> Style:
    """The second language's type: half as large, not bold."""
    return replace(style, wide=max(1, style.wide // 2), high=max(1, style.high // 2), bold=False)
