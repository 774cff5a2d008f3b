"""A hand that drives a program for demo and tests: a unix socket, one JSON line in, one out.

It exists only when the program was started with `--hand SOCKET`; the socket is its owner's alone.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QPoint
from PySide6.QtGui import QGuiApplication
from PySide6.QtNetwork import QLocalServer, QLocalSocket
from PySide6.QtQuick import QQuickWindow
from PySide6.QtTest import QTest

from kiosk.toolkit.tree import Spot, spots

Where = Callable[[], tuple[str, bool]]
"""Tell the screen's name and whether something is under way."""

Reply = dict[str, Any]
LONGEST = 64 * 1024


class HandError(Exception):
    """An order that cannot be done; the text says what could be."""


class Hand(QObject):
    """Listens on `path` while the program runs. Raises `HandError` when it cannot."""

    def __init__(self, path: Path, window: QQuickWindow, where: Where) -> None:
        super().__init__(window)
        self._window = window
        self._where = where
        self._finger = QTest.createTouchDevice()
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        QLocalServer.removeServer(str(path))
        if not self._server.listen(str(path)):
            raise HandError(f"cannot listen on {path}: {self._server.errorString()}")
        self._server.newConnection.connect(self._welcome)

    def _welcome(self) -> None:
        while (peer := self._server.nextPendingConnection()) is not None:
            peer.readyRead.connect(lambda peer=peer: self._hear(peer))
            peer.disconnected.connect(peer.deleteLater)

    def _hear(self, peer: QLocalSocket) -> None:
        while peer.canReadLine():
            line = bytes(peer.readLine().data())
            reply = json.dumps(self._answer(line), ensure_ascii=False) + "\n"
            peer.write(reply.encode())
            peer.flush()
        if peer.bytesAvailable() > LONGEST:
            peer.abort()

    def _answer(self, line: bytes) -> Reply:
        try:
            return self._do(json.loads(line))
        except (HandError, UnicodeDecodeError, json.JSONDecodeError) as error:
            return {"error": str(error)}

    def _do(self, order: object) -> Reply:
        if not isinstance(order, dict):
            raise HandError('an order is an object like {"do": "screen"}')
        verbs: dict[str, Callable[[Reply], Reply]] = {
            "screen": self._screen,
            "tree": self._tree,
            "tap": self._tap,
            "draw": self._draw,
            "screenshot": self._screenshot,
            "quit": self._quit,
        }
        verb = verbs.get(str(order.get("do")))
        if verb is None:
            raise HandError(f"no such order {order.get('do')!r}; there are: {', '.join(verbs)}")
        return verb(order)

    def _screen(self, order: Reply) -> Reply:
        del order
        name, busy = self._where()
        return {"screen": name, "busy": busy}

    def _tree(self, order: Reply) -> Reply:
        del order
        return {"items": [_told(spot) for spot in spots(self._window)]}

    def _tap(self, order: Reply) -> Reply:
        spot = find(spots(self._window), str(order.get("name", "")))
        touch(self._window, self._finger, spot)
        return {"tapped": spot.name, "at": list(spot.centre)}

    def _draw(self, order: Reply) -> Reply:
        spot = named(spots(self._window), str(order.get("name", "")))
        try:
            lines = [[(float(x), float(y)) for x, y in line] for line in order.get("lines", [])]
        except (TypeError, ValueError) as error:
            raise HandError("lines are lists of points, x and y from 0 to 1") from error
        for line in filter(None, lines):
            draw(self._window, self._finger, spot, line)
        return {"drawn": spot.name, "lines": len(lines)}

    def _screenshot(self, order: Reply) -> Reply:
        path = str(order.get("path", ""))
        if not path.endswith(".png") or not self._window.grabWindow().save(path):
            raise HandError(
                f"cannot write a picture to {path!r}: give a path ending in .png in a folder that is there"
            )
        return {"saved": path}

    def _quit(self, order: Reply) -> Reply:
        del order
        QGuiApplication.exit(0)
        return {"quitting": True}


def find(seen: list[Spot], name: str) -> Spot:
    """Return the enabled target of that name: exact, else the only one that begins so."""
    targets = [spot for spot in seen if spot.touchable and spot.enabled]
    exact = [spot for spot in targets if spot.name == name]
    begins = [spot for spot in targets if name and spot.name.startswith(name)]
    chosen = exact or begins
    if len(chosen) != 1:
        names = "、".join(spot.name for spot in targets)
        raise HandError(f"{len(chosen)} things to touch are called {name!r}; there are: {names}")
    return chosen[0]


def named(seen: list[Spot], name: str) -> Spot:
    """Return the item of that name, whatever it is."""
    found = [spot for spot in seen if spot.name == name]
    if len(found) != 1:
        raise HandError(
            f"{len(found)} things are called {name!r}; there are: {'、'.join(each.name for each in seen)}"
        )
    return found[0]


def draw(window: QQuickWindow, finger: Any, spot: Spot, line: list[tuple[float, float]]) -> None:  # noqa: ANN401 - as `touch`
    """Draw one line on an item; points in parts of its width and height."""
    x, y, width, height = spot.rect
    points = [QPoint(round(x + right * width), round(y + down * height)) for right, down in line]
    QTest.touchEvent(window, finger).press(0, points[0], window).commit()
    for point in points[1:]:
        QTest.touchEvent(window, finger).move(0, point, window).commit()
    QTest.touchEvent(window, finger).release(0, points[-1], window).commit()


def touch(window: QQuickWindow, finger: Any, spot: Spot) -> None:  # noqa: ANN401 - QTest's own type is private
    """Press and release one finger in the middle of a target, through Qt's own event path."""
    point = QPoint(*spot.centre)
    QTest.touchEvent(window, finger).press(0, point, window).commit()
    QTest.touchEvent(window, finger).release(0, point, window).commit()


def _told(spot: Spot) -> Reply:
    return {
        "name": spot.name,
        "role": spot.role,
        "rect": list(spot.rect),
        "enabled": spot.enabled,
        "text": spot.text,
    }
