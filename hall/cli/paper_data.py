"""The data that a form needs: which keys, of what kind, as the form itself says; an example; every mistake named."""

from __future__ import annotations

import difflib
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from drivers.printer.forms import QR_MOST, TEXT_MOST, FormError, compose
from drivers.types import Json
from hall.cli.language import Say
from hall.cli.parsing import InputError

MOST_BYTES = 256 * 1024
"""Of a data file: a paper needs a few hundred bytes."""
_PLACE = re.compile(r"\{([^{}]*)\}")
_MAY_BE_NULL = {"known", "unknown", "some", "none"}
_SAMPLES: dict[str, Json] = {
    "hall": "云溪县政务服务大厅",
    "hall_phone": "0000-12345",
    "service": "社会保险",
    "item": "居住证申领",
    "number": "A012",
    "windows": "1、2",
    "place": "大门右侧",
    "ahead": 3,
    "wait": "range",
    "wait_low": 10,
    "wait_high": 20,
    "priority": "",
    "slot": "",
    "remark": "",
    "missed": "behind",
    "behind": 3,
    "printed_at": "2026-11-22 09:15",
    "situation": "租房住",
    "filled": "居住证申领表",
    "shared": "本县社会保险缴费记录",
    "line1": "居民身份证原件",
    **{f"line{number}": "" for number in range(2, 21)},
    "issued_at": "2026-11-22 09:15",
    "applicant": "张*凡",
    "agent": "",
    "bring1": "户口簿",
    "until1": "2026-12-07",
    **{f"{key}{number}": "" for number in range(2, 9) for key in ("bring", "until")},
    "bring_more": 0,
    "phone": "138****0000",
    "submitted_at": "2026-11-22 09:15",
    "promise_days": 15,
    "confirmed": True,
    "qr": "HK1:EXAMPLE",
}


@dataclass
class Kind:
    """What a key may hold. `words`: text and never a number. `most`: characters of its text."""

    flag: bool = False
    number: bool = False
    words: bool = False
    nullable: bool = False
    most: int = QR_MOST

    def holds(self, value: Json) -> bool:
        """Whether a value is of this kind; its length is another question."""
        if self.flag or isinstance(value, bool):
            return self.flag and isinstance(value, bool)
        if value is None:
            return self.nullable
        if isinstance(value, int):
            return value >= 0 and not self.words
        return not self.number and (isinstance(value, str) or _is_both(value))

    def wanted(self, say: Say) -> str:
        """What to write, for a person."""
        if self.flag:
            return say("true 或 false", "true or false")
        number = say("数字 0、1、2…", "a number 0, 1, 2…")
        text = say("加引号的文字", "a text in quotes")
        if self.number:
            text = number
        elif not self.words:
            text += say("或", " or ") + number
        return text + (say("或 null", " or null") if self.nullable else "")


def kinds(form: Mapping[str, Json]) -> dict[str, Kind]:
    """The keys of a form's data, in the order of the form."""
    found = {"large": Kind(flag=True)}
    for entry in _entries(form):
        for key, wanted in entry.get("when", {}).items():
            kind = found.setdefault(key, Kind())
            kind.flag |= isinstance(wanted, bool)
            kind.number |= isinstance(wanted, int) and not isinstance(wanted, bool)
            kind.nullable |= wanted in _MAY_BE_NULL
        for text, most in _texts(entry):
            for key in _PLACE.findall(text):
                kind = found.setdefault(key, Kind())
                kind.most = min(kind.most, most)
    for key, kind in found.items():
        kind.words = isinstance(_SAMPLES.get(key), str)
    return found


def _entries(form: Mapping[str, Json]) -> list[dict[str, Any]]:
    lines: Any = form["line"]
    return list(lines)


def _texts(entry: Mapping[str, Any]) -> Iterator[tuple[str, int]]:
    for name in ("text", "label", "value", "qr"):
        words = entry.get(name, "")
        for text in words.values() if isinstance(words, dict) else (words,):
            yield text, QR_MOST if name == "qr" else TEXT_MOST


def _is_both(value: Json) -> bool:
    return (
        isinstance(value, Mapping)
        and set(value) == {"zh", "en"}
        and all(isinstance(text, str) for text in value.values())
    )


def example(form: Mapping[str, Json]) -> dict[str, Json]:
    """Data that this form prints."""
    plain: dict[str, Json] = {"language": "zh"}
    for key, kind in kinds(form).items():
        sample = _SAMPLES.get(key)
        otherwise: Json = False if kind.flag else 0 if kind.number else key
        plain[key] = sample if sample is not None and kind.holds(sample) else otherwise
    return plain


def parse(text: bytes, name: str, say: Say) -> dict[str, Json]:
    """A data file's object. Raises `InputError` with file, line and column."""
    if len(text) > MOST_BYTES:
        most = MOST_BYTES // 1024
        raise _wrong(
            name, say(f"太大，一张纸的数据不到 {most} KB", f"too big, a paper needs less than {most} KB")
        )
    try:
        found = json.loads(text.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = text.count(b"\n", 0, error.start) + 1
        raise _wrong(f"{name}:{line}", say("不是 UTF-8 文字", "not UTF-8 text")) from error
    except json.JSONDecodeError as error:
        what = say("不是正确的 JSON", "not valid JSON") if error.doc.strip() else say("是空的", "is empty")
        raise _wrong(f"{name}:{error.lineno}:{error.colno}", f"{what}: {error.msg}") from error
    except (ValueError, RecursionError) as error:
        raise _wrong(name, say("不是一张纸的数据", "is no data of a paper")) from error
    if not isinstance(found, dict):
        raise _wrong(name, say("应当是一个 JSON 对象", "must be one JSON object"))
    return found


def _twice(text: str) -> list[str]:
    """The keys that are written more than once in one object."""
    found: dict[str, None] = {}

    def hook(pairs: Sequence[tuple[str, Json]]) -> dict[str, Json]:
        counted = Counter(key for key, _ in pairs)
        found.update(dict.fromkeys(key for key, times in counted.items() if times > 1))
        return dict(pairs)

    json.loads(text, object_pairs_hook=hook)
    return [*found]


def whole(
    form: Mapping[str, Json], data: Mapping[str, Json], source: tuple[str, bytes], say: Say
) -> dict[str, Json]:
    """The data checked against the form, `reprint` false when left out. Raises `InputError`: every mistake, no value."""
    name, text = source[0], source[1].decode("utf-8-sig")
    known = kinds(form)
    wrong = [
        f"{name}:{_line(text, key, last=True)}: {say(f'{key} 写了两次', f'{key} is there twice')}"
        for key in _twice(text)
    ]
    wrong += [
        f"{name}:{_line(text, key)}: {fault}"
        for key, value in data.items()
        if (fault := _fault(key, value, known, say))
    ]
    missing = [key for key in ("language", *known) if key not in data and key != "reprint"]
    wrong += [f"{name}: {say('缺少', 'missing:')} {key}" for key in missing]
    if wrong:
        raise InputError("data.invalid", "\n".join(wrong))
    full = {**({"reprint": False} if "reprint" in known else {}), **data}
    try:
        compose(form, full)
    except FormError as error:
        raise InputError(error.code, f"{name}: {error}") from error
    return full


def _fault(key: str, value: Json, known: Mapping[str, Kind], say: Say) -> str:
    """What is wrong with one key; "" when nothing is."""
    if key == "language":
        good = isinstance(value, str) and value in {"zh", "en"}
        return "" if good else f'{key}: {say("要写", "write")} "zh" {say("或", "or")} "en"'
    if key not in known:
        near = difflib.get_close_matches(key, ("language", *known), 1)
        return f"{key} {say('不认识', 'is unknown')}" + (
            say(f"，是不是 {near[0]}？", f", did you mean {near[0]}?") if near else ""
        )
    kind = known[key]
    if not kind.holds(value):
        return f"{key}: {say('要写', 'write')} {kind.wanted(say)}"
    return _text_fault(key, value, kind.most, say)


def _text_fault(key: str, value: Json, most: int, say: Say) -> str:
    for text in value.values() if isinstance(value, Mapping) else (str(value),):
        if len(str(text)) > most:
            length = len(str(text))
            return say(
                f"{key}: 有 {length} 个字，最多 {most} 个", f"{key}: {length} characters, at most {most} fit"
            )
        if any("\ud800" <= letter <= "\udfff" for letter in str(text)):
            return say(f"{key}: 有不成字的半个码", f"{key}: holds half a character")
    return ""


def _line(text: str, key: str, *, last: bool = False) -> int:
    """The line where a key stands; 1 when it is written in escapes."""
    found = list(re.finditer(rf"{re.escape(json.dumps(key, ensure_ascii=False))}\s*:", text))
    return text.count("\n", 0, found[-1 if last else 0].start()) + 1 if found else 1


def _wrong(where: str, what: str) -> InputError:
    return InputError("data.invalid", f"{where}: {what}")
