"""Keys and switches at a program's window: what they mean to the visit."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtQuick import QQuickItem, QQuickWindow

from kiosk.flows import touches
from kiosk.flows.comfort import PACE_MS
from kiosk.toolkit.keys import Keys
from kiosk.views.comfort import ComfortModel
from kiosk.views.visit import VisitModel
from kiosk.views.voice import Narrator


def listen(
    window: QQuickWindow, page: QQuickItem, visit: VisitModel, comfort: ComfortModel, narrator: Narrator
) -> Keys:
    """Return the keys of a window, wired. A key is a touch: somebody is there."""
    keys = Keys(
        window,
        page,
        stirred=lambda: visit.hear(touches.StillHere()),
        help=lambda: visit.hear(touches.Help(wanted=visit.where()[0] != "help")),
        headset=lambda there: visit.hear(touches.Headset(there)),
        met=narrator.met,
    )
    seen = {"screen": visit.where()[0], "begun": False}

    def changed() -> None:
        screen, begun = visit.where()[0], bool(visit.property("begun"))
        if seen["begun"] and not begun:
            keys.forget()
        elif screen != seen["screen"]:
            QTimer.singleShot(0, keys, keys.turned)
        seen.update(screen=screen, begun=begun)

    visit.changed.connect(changed)
    visit.follow(lambda _state, _texts: QTimer.singleShot(0, keys, keys.filled))
    comfort.changed.connect(lambda: keys.walk(PACE_MS[comfort.now.pace]))
    return keys
