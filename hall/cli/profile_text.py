"""A learned pad as the text of a device profile."""

from __future__ import annotations

import json
from collections.abc import Mapping

from drivers.keypad.learning import Learned

_DRIVERS = {
    "evaluation_pad": "drivers.keypad.evaluation:EvaluationPad",
    "caller_keypad": "drivers.keypad.caller:CallerKeypad",
}
_TITLES = {
    "evaluation_pad": ("学来的评价器", "Learned evaluation pad"),
    "caller_keypad": ("学来的呼叫器", "Learned call box"),
}


def profile_text(name: str, pad: str, baud: int, learned: Learned) -> str:
    """The TOML of a profile `name`. It was heard, not tried: `verified` is never."""
    zh, en = _TITLES[pad]
    lines = [
        f'id = "{name}"',
        f'title = {{ zh = "{zh}", en = "{en}" }}',
        f'device_class = "{pad}"',
        f'driver = "{_DRIVERS[pad]}"',
        'verified = "never"',
        "",
        "[wire]",
        f"baud = {baud}",
        "",
        "[options.press]",
    ]
    if learned.frame:
        lines += [f"frame = {json.dumps(learned.frame)}", f"keys = {_table(learned.keys)}"]
    else:
        lines += [f"fixed = {_table(learned.fixed)}"]
    return "\n".join(lines) + "\n"


def _table(entries: Mapping[str, str]) -> str:
    return (
        "{ " + ", ".join(f"{json.dumps(key)} = {json.dumps(value)}" for key, value in entries.items()) + " }"
    )
