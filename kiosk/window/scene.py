"""What the window knows, and what its sign and its keypad show of it. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from unicodedata import east_asian_width

from hall.contract.windows import WindowState
from hall.domain.queue.desk import Presence
from hall.domain.queue.ticket import TicketState
from hall.texts import Texts

BY_HAND_MS: Final = 5_000
"""The server is away so long: the window calls by itself."""
STALE_MS: Final = 30_000
"""So long: nothing that the server said is shown any more."""
NOBODY: Final = "----"
"""On a keypad that shows ASCII only."""


@dataclass(frozen=True)
class Scene:
    """`away_ms`: for how long the server has been away, None while it is there. `by_hand`: the number called without it.

    `blocked`: the code of a fault in this unit's set-up that keeps it from the server.
    """

    state: WindowState | None = None
    away_ms: int | None = None
    by_hand: str = ""
    blocked: str = ""

    @property
    def stale(self) -> bool:
        """Whether what the server said is too old to be shown."""
        return self.away_ms is not None and self.away_ms >= STALE_MS


@dataclass(frozen=True)
class Frame:
    """A sign: `columns` (a Chinese character is two) and `rows`. `name`: of the window."""

    columns: int
    rows: int
    number: int
    name: str


def sign_lines(scene: Scene, frame: Frame, texts: Texts) -> list[str]:
    """The sign's lines: the call or the state first, the window's name below where there is room."""
    first = _first(scene, texts)
    name = _fitting(frame.name, frame, texts)
    lines = [_fitting(first, frame, texts)] if first else [name]
    return [*lines, name] if first and frame.rows > 1 else lines


def pad_number(scene: Scene) -> str:
    """The number at the window, as a keypad shows it."""
    if scene.by_hand:
        return scene.by_hand
    current = scene.state.current if scene.state is not None and not scene.stale else None
    return current.number if current is not None else NOBODY


def pad_waiting(scene: Scene) -> int:
    """How many wait for this window, as far as it is known."""
    return len(scene.state.line) if scene.state is not None else 0


def _first(scene: Scene, texts: Texts) -> str:
    """What is said of the window now; "" for an open window without anybody."""
    if scene.by_hand:
        return texts.say("sign.call", number=scene.by_hand)
    if scene.blocked or scene.stale:
        return texts.say("sign.by_hand")
    state = scene.state
    if state is None:
        return ""
    if state.current is not None:
        called = state.current.state is TicketState.CALLED
        return texts.say("sign.call" if called else "sign.serving", number=state.current.number)
    return "" if state.presence is Presence.OPEN else texts.say("sign.closed")


def _fitting(text: str, frame: Frame, texts: Texts) -> str:
    """The text, or the window's number where the text is too wide."""
    if _width(text) <= frame.columns:
        return text
    short = texts.say("sign.window", number=frame.number)
    return short if _width(short) <= frame.columns else str(frame.number)


def _width(text: str) -> int:
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)
