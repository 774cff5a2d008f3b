"""Everything by six keys (arrows, OK, help) or by two switches (move, select): plain keyboard events of any keypad.

Up, down: to what stands there; right, left and Tab: on and back in reading order. OK is Return, Enter, Select or Space.
Two switches are Tab and Return; with a pace the ring walks by itself and one switch, Return, is enough.
A headset socket that can tell sends F9 when a plug comes and F10 when it goes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QEvent, QMetaObject, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtQuick import QQuickItem, QQuickWindow

from kiosk.toolkit.tree import Spot, spots

Key = Qt.Key
OK: Final = frozenset({Key.Key_Return, Key.Key_Enter, Key.Key_Select, Key.Key_Space})
HELP: Final = frozenset({Key.Key_Help, Key.Key_F1})
ON: Final = frozenset({Key.Key_Right, Key.Key_Tab})
BACK: Final = frozenset({Key.Key_Left, Key.Key_Backtab})
UP_DOWN: Final = {Key.Key_Up: -1, Key.Key_Down: 1}
HEADSET: Final = {Key.Key_F9: True, Key.Key_F10: False}
_ASIDE: Final = 4
"""A millimetre to the side counts as so many up or down."""


class Keys(QObject):
    """Moves a ring over what can be pressed in `window`. `page`: the item whose targets come first.

    `stirred`: somebody pressed a key; `help`, `headset`: those keys; `met`: the ring came to a target.
    """

    def __init__(
        self,
        window: QQuickWindow,
        page: QQuickItem,
        stirred: Callable[[], None],
        help: Callable[[], None],  # noqa: A002 - what the key is called
        headset: Callable[[bool], None],
        met: Callable[[Spot], None],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._page = page
        self._stirred = stirred
        self._help = help
        self._headset = headset
        self._met = met
        self._at: QQuickItem | None = None
        self._used = False
        self._waits = False
        """The ring stands beside a page that had nothing to press yet."""
        self._pace = QTimer(self)
        self._pace.timeout.connect(lambda: self._step(1))
        window.installEventFilter(self)

    @property
    def at(self) -> QQuickItem | None:
        """Where the ring is; None for nowhere."""
        return self._at

    def walk(self, ms: int) -> None:
        """Let the ring walk by itself, a step every so many ms; 0: it stands."""
        if ms == (self._pace.interval() if self._pace.isActive() else 0):
            return
        if ms:
            self._used = True
            self._pace.start(ms)
        else:
            self._pace.stop()

    def turned(self) -> None:
        """Another page: the ring starts at its first target, if keys were used at all in this visit."""
        self._at = None
        if self._used:
            targets = self._targets()
            if targets:
                self._first(targets)

    def filled(self) -> None:
        """The page shows something else: a ring that waited for a choice, or whose place is gone, comes to the first one."""
        if self._at is None or not self._used:
            return
        targets = self._targets()
        if targets and (self._here(targets) is None or (self._waits and targets[0].below(self._page))):
            self._first(targets)

    def forget(self) -> None:
        """The next citizen may not use keys."""
        self._used = False
        self._at = None
        self._pace.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Take the keys we know; any touch takes the ring away."""
        del watched
        if event.type() == QEvent.Type.TouchBegin:
            self._at = None
            return False
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        return self._pressed(Key(event.key()), repeated=event.isAutoRepeat())

    def _pressed(self, key: Key, *, repeated: bool) -> bool:
        move = self._move_of(key)
        known = move is not None or key in OK | HELP | frozenset(HEADSET)
        if not known:
            return False
        self._used = self._used or key not in HEADSET
        if repeated and move is None:
            return True
        self._stirred()
        if move is not None:
            move()
        elif key in OK:
            self._press()
        elif key in HELP:
            self._help()
        else:
            self._headset(HEADSET[key])
        return True

    def _move_of(self, key: Key) -> Callable[[], None] | None:
        if key in ON:
            return lambda: self._step(1)
        if key in BACK:
            return lambda: self._step(-1)
        way = UP_DOWN.get(key)
        return None if way is None else lambda: self._climb(way)

    def _press(self) -> None:
        """What the ring is around; the first target when it is nowhere."""
        targets = self._targets()
        here = self._here(targets)
        if here is None:
            self._step(1)
            return
        if self._pace.isActive():
            self._pace.start()
        QMetaObject.invokeMethod(here.item, "click")

    def _step(self, way: int) -> None:
        """On or back, round and round."""
        targets = self._targets()
        if not targets:
            return
        here = self._here(targets)
        if here is None:
            self._go(targets[0 if way > 0 else -1])
        else:
            self._go(targets[(targets.index(here) + way) % len(targets)])
        if self._pace.isActive():
            self._pace.start()

    def _climb(self, way: int) -> None:
        """To what stands above or below; at the edge, back or on."""
        targets = self._targets()
        here = self._here(targets)
        if here is None:
            self._step(way)
            return
        x, y = here.centre
        there = [one for one in targets if way * (one.centre[1] - y) > here.rect[3] / 2]
        if not there:
            self._step(way)
            return
        self._go(min(there, key=lambda one: abs(one.centre[1] - y) + _ASIDE * abs(one.centre[0] - x)))

    def _first(self, targets: Sequence[Spot]) -> None:
        self._stand(targets[0])
        self._waits = not targets[0].below(self._page)

    def _go(self, spot: Spot) -> None:
        self._waits = False
        self._stand(spot)
        self._met(spot)

    def _stand(self, spot: Spot) -> None:
        self._at = spot.item
        spot.item.forceActiveFocus(Qt.FocusReason.TabFocusReason)

    def _here(self, targets: Sequence[Spot]) -> Spot | None:
        return next((one for one in targets if one.item == self._at), None)

    def _targets(self) -> list[Spot]:
        """What can be pressed now: the page's first, in reading order, then the rest."""
        there = [one for one in spots(self._window) if one.touchable and one.enabled]
        return sorted(there, key=lambda one: not one.below(self._page))
