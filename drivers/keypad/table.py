"""A pad's protocol as data: which frames are presses, which ask and thank. Read from a profile's options.

[options]
address = 1                 # {addr} of this pad
gap_ms = 100                # a frame cut off for this long is dropped
answer_ms = 500             # how long the pad may take to answer
[options.press]
frame = "5A A5 {addr} 01 {key} 00 {xor:2}"      # prefix + value; `long` the same for keys held down
keys = { "05" = "5" }                           # value in hex -> meaning
fixed = { "next" = "31 0D" }                    # pads that send whole frames per key instead
[options.frames]            # ask thank sleep welcome display lock led beep ping clerk clock
[options.answers]           # ack pong: what the pad sends back; without them nothing is ever confirmed.
                            # A pong may say {battery} in percent (0: not told). tamper: its housing was opened
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from drivers.options import OptionError
from drivers.table.reading import Reader
from drivers.table.template import CHARSETS, Template, TemplateError

LEVELS: Final = ("5", "4", "3", "2", "1")
CALLS: Final = (
    "next", "recall", "skip", "transfer", "pause", "finish", "priority", "login", "logout", "enter", "clear",
    *(str(digit) for digit in range(10)),
)  # fmt: skip
FRAMES: Final = (
    "ask", "thank", "sleep", "welcome", "display", "lock", "led", "beep", "ping", "clerk", "clock",
)  # fmt: skip
ANSWERS: Final = ("ack", "pong", "tamper")
_HEX = re.compile(r"[0-9A-Fa-f]{2}([0-9A-Fa-f]{2})?")


@dataclass(frozen=True)
class PadTable:
    """One pad's protocol. `heard`: templates by `press`, `long`, `=meaning` (fixed), `ack`, `pong`, `tamper`."""

    address: int
    keys: Mapping[int, str]
    heard: Mapping[str, Template]
    frames: Mapping[str, Template]
    charset: str
    gap_ms: int
    answer_ms: int

    @property
    def meanings(self) -> frozenset[str]:
        """What its keys mean."""
        fixed = (name[1:] for name in self.heard if name.startswith("="))
        return frozenset({*self.keys.values(), *fixed})


def read_table(reader: Reader, meanings: tuple[str, ...]) -> PadTable:
    """The table in a driver's options. Raises `OptionError` that names the place."""
    press = Reader(reader.table("press"), "options.press")
    heard: dict[str, Template] = {}
    for name in ("frame", "long"):
        text = press.text(name, "")
        if text:
            heard["press" if name == "frame" else name] = _template(f"press.{name}", text)
    keys = _keys(press.texts("keys"), meanings)
    for meaning, text in press.texts("fixed").items():
        _known(meaning, meanings, "press.fixed")
        heard[f"={meaning}"] = _template(f"press.fixed.{meaning}", text)
    press.end()
    for name in ("press", "long"):
        if name in heard and "key" not in heard[name].names:
            raise OptionError(
                f"options.press: the frame of {name} has no {{key}}; use press.fixed for whole frames"
            )
    if not any(name == "press" or name.startswith("=") for name in heard):
        raise OptionError("options.press: write frame and keys, or fixed")
    if ("press" in heard) != bool(keys):
        raise OptionError("options.press: frame and keys belong together")
    for name, text in _section(reader, "answers", ANSWERS).items():
        heard[name] = _template(f"answers.{name}", text)
    frames = {name: Template(text) for name, text in _section(reader, "frames", FRAMES).items()}
    return PadTable(
        address=reader.number("address", 1, 0, 65535),
        keys=keys,
        heard=heard,
        frames=frames,
        charset=reader.word("charset", CHARSETS),
        gap_ms=reader.number("gap_ms", 100, 10, 5000),
        answer_ms=reader.number("answer_ms", 500, 50, 5000),
    )


def _template(place: str, text: str) -> Template:
    """A frame that is recognised in a stream."""
    try:
        template = Template(text)
    except TemplateError as error:
        raise OptionError(f"options.{place}: {error}") from error
    if not template.fixed or template.size > 64:
        raise OptionError(f"options.{place}: a frame of the pad has a fixed length, at most 64 bytes")
    return template


def _section(reader: Reader, key: str, allowed: tuple[str, ...]) -> dict[str, str]:
    found = reader.texts(key)
    for name in found:
        _known(name, allowed, key)
    return found


def _keys(given: Mapping[str, str], meanings: tuple[str, ...]) -> dict[int, str]:
    keys: dict[int, str] = {}
    for value, meaning in given.items():
        if not _HEX.fullmatch(value):
            raise OptionError(f"options.press.keys.{value}: write the key's value in hex, like 05 or 0105")
        _known(meaning, meanings, "press.keys")
        if meaning in keys.values():
            raise OptionError(f"options.press.keys: {meaning} stands there twice")
        keys[int(value, 16)] = meaning
    return keys


def _known(word: str, allowed: tuple[str, ...], place: str) -> None:
    if word not in allowed:
        raise OptionError(f"options.{place}: {word} is none of {', '.join(allowed)}")
