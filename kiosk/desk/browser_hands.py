"""Fingers, keys and words for a page of somebody else, one after the other."""

from __future__ import annotations

from collections import deque
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from typing import Any, Final, Protocol

from kiosk.desk.browser_pipe import BrowserError, BrowserSilentError, Params
from kiosk.desk.browser_scripts import CHOOSE, PRESS, STEP
from kiosk.flows.tile_words import PointTile, PressTile, TileAt

KEYS: Final[Mapping[str, tuple[str, int]]] = {
    "up": ("PageUp", 33),
    "down": ("PageDown", 34),
    "erase": ("Backspace", 8),
}
"""Name and Windows key code."""
STEPS: Final = {"next": 1, "previous": -1}
MOVES: Final = {"down": 1, "up": -1}
FINGERS: Final = {"down": "touchStart", "move": "touchMove", "up": "touchEnd"}

Touch = PointTile | PressTile | str
"""A finger, a key, or words to write."""


class Call(Protocol):
    """An order to the page and its answer. Raises `BrowserError`."""

    def __call__(self, method: str, **params: Any) -> Awaitable[Params]: ...  # noqa: ANN401, D102 - JSON


class Hands:
    """What is given is done before the next begins.

    The browser hears words and fingers in one process and scripts in another: a key would overtake the words before
    it, and those would then be written into what the key went to, or take the eye back from it.
    """

    def __init__(
        self, call: Call, tell: Callable[[Any], None], spawn: Callable[[Coroutine[Any, Any, None]], object]
    ) -> None:
        self._call, self._tell, self._spawn = call, tell, spawn
        self._waiting: deque[Touch] = deque()
        self._busy = False

    def hand(self, touch: Touch) -> None:
        """In its turn. A finger that moves on while another move waits is at its last place only."""
        if _moves(touch) and self._waiting and _moves(self._waiting[-1]):
            self._waiting[-1] = touch
        else:
            self._waiting.append(touch)
        if not self._busy:
            self._busy = True
            self._spawn(self._work())

    async def _work(self) -> None:
        try:
            while self._waiting:
                await self._turn(self._waiting.popleft())
        finally:
            self._busy = False

    async def _turn(self, touch: Touch) -> None:
        try:
            await self._give(touch)
        except BrowserSilentError:
            # Nobody wants done so late what was pressed meanwhile; only a finger does not stay down.
            lifted = [each for each in self._waiting if isinstance(each, PointTile) and each.kind == "up"]
            self._waiting = deque(lifted[-1:])
        except BrowserError:
            return  # The page it was meant for has just made way for another.

    async def _give(self, touch: Touch) -> None:
        match touch:
            case str():
                await self._call("Input.insertText", text=touch)
            case PointTile():
                points = [] if touch.kind == "up" else [{"x": touch.x, "y": touch.y}]
                await self._call("Input.dispatchTouchEvent", type=FINGERS[touch.kind], touchPoints=points)
            case PressTile("press"):
                await self._call("Runtime.evaluate", expression=PRESS, userGesture=True)
            case PressTile(key) if key in STEPS:
                self._tell(TileAt(str(await self._value(f"{STEP}({STEPS[key]})") or "")))
            case PressTile(key):
                if key not in MOVES or not await self._value(f"{CHOOSE}({MOVES[key]})"):
                    await self._key(*KEYS[key])

    async def _value(self, expression: str) -> Any:  # noqa: ANN401 - JSON
        answer = await self._call("Runtime.evaluate", expression=expression, returnByValue=True)
        return answer.get("result", {}).get("value")

    async def _key(self, name: str, code: int) -> None:
        for kind in ("rawKeyDown", "keyUp"):
            await self._call(
                "Input.dispatchKeyEvent", type=kind, key=name, code=name, windowsVirtualKeyCode=code
            )


def _moves(touch: Touch) -> bool:
    return isinstance(touch, PointTile) and touch.kind == "move"
