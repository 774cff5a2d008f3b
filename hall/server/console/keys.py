"""The keys of a window's page. Function keys: no browser types with them, no input method swallows them."""

from __future__ import annotations

from typing import Final

KEYS: Final = {
    "call": ("F1", "Space"),
    "recall": ("F2",),
    "start": ("F3",),
    "finish": ("F4",),
    "no_show": ("F6",),
    "hold": ("F7",),
    "transfer": ("F8",),
    "item": ("F10",),
    "pause": ("F9",),
    "go_on": ("F9",),
    "open": ("F9",),
    "close": ("Shift+F9",),
    "undo": ("Ctrl+Z",),
    "find": ("Shift+F3",),
    "paper": ("Shift+F8",),
}
"""By verb, as `console.js` names a press: Ctrl+, Shift+, Alt+, then the key. Space only outside a control."""
