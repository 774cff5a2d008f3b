"""Makes a scanner do what an order says, in the words of its own backend; and tells what it offers.

Option names are the well-known ones of SANE 4.5 (resolution, tl-x…) and those that backends share
(source, mode, depth, page-width, page-height, adf-mode, duplex; sensors of sane-fujitsu, -canon_dr, -epjitsu).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from drivers.transport.sane_library import Option, Scanner, Value
from drivers.types import Json

_MODES: Final = {
    "color": ("color", "colour", "24bit"),
    "gray": ("gray", "grey"),
    "lineart": ("lineart", "black & white", "binary", "monochrome"),
}
_FEEDER: Final = ("adf", "feeder")
_DUPLEX: Final = ("duplex", "both")
_BACK: Final = ("back", "rear")
SENSORS: Final = {
    "page-loaded": "loaded",
    "adf-loaded": "loaded",
    "card-loaded": "card",
    "cover-open": "open",
    "double-feed": "double",
    "adf-double-feed": "double",
}
"""A sensor's option, and what it tells when it is set."""
CALIBRATE: Final = "calibrate"
"""The button of sane-genesys, -plustek and others that measures the white strip or sheet anew."""
_BUTTONS: Final = frozenset(
    {"scan", "start", "stop", "copy", "email", "file", "fax", "ocr", "button-1", "button-2", "button-3"}
)
"""Buttons on the scanner's front, which backends tell as settings that can only be read."""
_ROUNDING_MM: Final = 1.0


class NotOfferedError(Exception):
    """The device cannot do what was ordered; the text is the name of the setting."""


def offer(scanner: Scanner) -> dict[str, Json]:
    """What the device offers, and what its sensors say."""
    sources = _words(scanner, "source")
    found: dict[str, Json] = {
        "sources": [*sources],
        "modes": _modes(scanner),
        "dpi": _dpi(scanner.options.get("resolution")),
        "feeder": any(_is_feeder(source) for source in sources),
        "duplex": _two_sided(scanner),
        "width_mm": _extent(scanner, "page-width", "br-x"),
        "height_mm": _extent(scanner, "page-height", "br-y"),
        "calibrate": CALIBRATE in scanner.buttons,
        "buttons": [*_buttons(scanner)],
        "pressed": [name for name in _buttons(scanner) if scanner.get(name)],
        "sensors": sensors(scanner),
    }
    return found


def calibrate(scanner: Scanner) -> None:
    """Measure white anew. Raises `NotOfferedError`, `SaneError`."""
    if CALIBRATE not in scanner.buttons:
        raise NotOfferedError(CALIBRATE)
    scanner.press(CALIBRATE)


def _buttons(scanner: Scanner) -> list[str]:
    """Those that the device has, by name."""
    return sorted(name for name, option in scanner.options.items() if name in _BUTTONS and _sensed(option))


def _sensed(option: Option) -> bool:
    return option.readable and not option.writable


def sensors(scanner: Scanner) -> dict[str, Json]:
    """What the sensors say that this device has."""
    found: dict[str, Json] = {}
    for name, meaning in SENSORS.items():
        option = scanner.options.get(name)
        if option is not None and _sensed(option):
            found[meaning] = bool(scanner.get(name)) or bool(found.get(meaning))
    return found


def prepare(scanner: Scanner, order: Mapping[str, Json]) -> dict[str, Json]:
    """Set everything; returns what the device made of it. Raises `NotOfferedError`, `SaneError`."""
    source = _choose_source(scanner, _wanted_source(scanner, order), duplex=bool(order["duplex"]))
    mode = str(order["mode"])
    bits = _set_mode(scanner, mode)
    extra = order["set"]
    for name, value in (extra if isinstance(extra, Mapping) else {}).items():
        if name not in scanner.options or not isinstance(value, (bool, int, float, str)):
            raise NotOfferedError(name)
        _set(scanner, name, value)
    if bits and "depth" in scanner.options:
        _set(scanner, "depth", bits)
    dpi = _set(scanner, "resolution", _number(order["dpi"]))
    _size(scanner, _number(order["width_mm"]), _number(order["height_mm"]))
    return {"dpi": dpi, "source": source, "feeder": _feeds(scanner, source)}


def _set_mode(scanner: Scanner, mode: str) -> int:
    """Color, gray or black and white; returns the bits a sample shall have, 0 to leave them."""
    word = _mode(scanner, mode)
    if word is None and mode == "lineart" and _one_bit(scanner):
        _set_mode(scanner, "gray")
        return 1
    if word is None and "mode" in scanner.options:
        raise NotOfferedError("mode")
    if word is not None:
        scanner.set("mode", word)
    return 0 if mode == "lineart" else 8


def _one_bit(scanner: Scanner) -> bool:
    """Whether black and white is a depth here, not a mode."""
    depth = scanner.options.get("depth")
    return depth is not None and 1 in depth.choices


def _wanted_source(scanner: Scanner, order: Mapping[str, Json]) -> str:
    """`auto` becomes the feeder for more than one page, where there is one."""
    wanted = str(order["source"])
    many = order["pages"] != 1 and any(_is_feeder(source) for source in _words(scanner, "source"))
    return "feeder" if wanted == "auto" and many else wanted


def _choose_source(scanner: Scanner, wanted: str, *, duplex: bool) -> str:
    """Select where the paper comes from. A device with one source only needs no choosing."""
    sources = _words(scanner, "source")
    fitting = [one for one in sources if _fits(one, wanted)]
    if sources and not fitting:
        raise NotOfferedError("source")
    two_sided = [one for one in fitting if _has(one, _DUPLEX)]
    one_sided = [one for one in fitting if one not in two_sided and not _has(one, _BACK)]
    chosen = (two_sided if duplex and two_sided else one_sided or fitting)[:1]
    for source in chosen:
        scanner.set("source", source)
    if duplex and not two_sided and not _second_side(scanner):
        raise NotOfferedError("duplex")
    return chosen[0] if chosen else ""


def _fits(source: str, wanted: str) -> bool:
    """Whether a source is the wanted one: flatbed, feeder, or any."""
    return wanted == "auto" or _is_feeder(source) == (wanted == "feeder")


def _second_side(scanner: Scanner) -> bool:
    """Duplex by an option of its own."""
    for word in _words(scanner, "adf-mode"):
        if _has(word, _DUPLEX):
            scanner.set("adf-mode", word)
            return True
    option = scanner.options.get("duplex")
    if option is None or not option.writable:
        return False
    return scanner.set("duplex", True) is True  # noqa: FBT003 - an option's value


def _two_sided(scanner: Scanner) -> bool:
    words = [*_words(scanner, "source"), *_words(scanner, "adf-mode")]
    return "duplex" in scanner.options or any(_has(word, _DUPLEX) for word in words)


def _feeds(scanner: Scanner, source: str) -> bool:
    """Whether page follows page by itself; without sources, a sensor for loaded paper says so."""
    if source:
        return _is_feeder(source)
    return any(name in scanner.options for name in ("page-loaded", "adf-loaded"))


def _size(scanner: Scanner, width_mm: float, height_mm: float) -> None:
    """The paper from its top left corner; a device that would cut some of it off is refused."""
    for page, near, far, wanted in (
        ("page-width", "tl-x", "br-x", width_mm),
        ("page-height", "tl-y", "br-y", height_mm),
    ):
        if page in scanner.options:
            _set(scanner, page, wanted)
        if far in scanner.options:
            _set(scanner, near, 0)
            _set(scanner, far, wanted)


def _set(scanner: Scanner, name: str, value: Value) -> float | str:
    """Set one option to exactly this value, or a hair's breadth beside it for lengths."""
    option = scanner.options.get(name)
    if option is None:
        raise NotOfferedError(name)
    near = _ROUNDING_MM if name in {"tl-x", "tl-y", "br-x", "br-y", "page-width", "page-height"} else 0.0
    if near and option.most is not None and option.most < float(value) <= option.most + near:
        value = option.most
    if not _allows(option, value):
        raise NotOfferedError(name)
    if not option.writable:
        return value if isinstance(value, str) else float(value)
    made = scanner.set(name, value)
    if isinstance(made, str) or isinstance(value, str):
        if made != value:
            raise NotOfferedError(name)
        return str(made)
    if abs(float(made) - float(value)) > near + 0.5:
        raise NotOfferedError(name)
    return float(made)


def _allows(option: Option, value: Value) -> bool:
    if option.choices:
        return value in option.choices
    if isinstance(value, str) or option.least is None or option.most is None:
        return True
    return option.least <= float(value) <= option.most


def _mode(scanner: Scanner, mode: str) -> str | None:
    """The backend's word for a mode; the shortest, for "True Gray" is more than "Gray"."""
    fitting = [word for word in _words(scanner, "mode") if _has(word, _MODES.get(mode, ()))]
    return min(fitting, key=len, default=None)


def _modes(scanner: Scanner) -> list[Json]:
    found: list[Json] = [mode for mode in _MODES if _mode(scanner, mode) is not None]
    return [*found, "lineart"] if "lineart" not in found and _one_bit(scanner) else found


def _words(scanner: Scanner, name: str) -> list[str]:
    option = scanner.options.get(name)
    return [str(choice) for choice in option.choices] if option is not None else []


def _dpi(option: Option | None) -> Json:
    if option is None:
        return None
    if option.choices:
        return [float(choice) for choice in option.choices if not isinstance(choice, str)]
    return {"least": option.least, "most": option.most}


def _extent(scanner: Scanner, *names: str) -> float | None:
    for name in names:
        option = scanner.options.get(name)
        if option is not None and option.most is not None:
            return option.most
    return None


def _has(text: str, parts: tuple[str, ...]) -> bool:
    return any(part in text.lower() for part in parts)


def _number(value: Json) -> float:
    if not isinstance(value, (int, float)):
        raise NotOfferedError(str(value))
    return float(value)


def _is_feeder(source: str) -> bool:
    return _has(source, _FEEDER)
