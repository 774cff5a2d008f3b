"""The accessibility tree of a window: what a citizen can see and touch, by name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from PySide6.QtCore import QRect
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtQuick import QQuickItem, QQuickWindow


@dataclass(frozen=True)
class Spot:
    """One visible item. `rect` in window pixels: x, y, width, height."""

    name: str
    role: str
    rect: tuple[int, int, int, int]
    enabled: bool
    text: str
    item: QQuickItem

    @property
    def touchable(self) -> bool:
        """Whether it is there to be touched (a button, also a greyed one)."""
        return self.role in TOUCHED

    @property
    def centre(self) -> tuple[int, int]:
        """Where a finger lands."""
        x, y, width, height = self.rect
        return x + width // 2, y + height // 2

    def below(self, ancestor: QQuickItem) -> bool:
        """Whether it is part of that item."""
        parent: QQuickItem | None = self.item
        while parent is not None:
            if parent == ancestor:
                return True
            parent = parent.parentItem()
        return False


TOUCHED = frozenset({"Button", "RadioButton", "CheckBox", "ListItem", "MenuItem", "Link"})


def spots(window: QQuickWindow) -> list[Spot]:
    """Every visible named item, in tree order."""
    QAccessible.setActive(True)
    root = cast("QAccessibleInterface | None", QAccessible.queryAccessibleInterface(window))
    return [] if root is None else list(_walk(root, window))


def _walk(node: QAccessibleInterface, window: QQuickWindow) -> Iterator[Spot]:
    for index in range(node.childCount()):
        child = cast("QAccessibleInterface | None", node.child(index))
        if child is None or not child.isValid():
            continue
        spot = _spot(child, window)
        if spot is not None:
            yield spot
        yield from _walk(child, window)


def _spot(node: QAccessibleInterface, window: QQuickWindow) -> Spot | None:
    item = node.object()
    name = node.text(QAccessible.Text.Name)
    if not isinstance(item, QQuickItem) or not name or not _seen(item):
        return None
    rect: QRect = node.rect()
    corner = window.mapFromGlobal(rect.topLeft())
    return Spot(
        name=name,
        role=QAccessible.Role(node.role()).name,
        rect=(corner.x(), corner.y(), rect.width(), rect.height()),
        enabled=item.isEnabled(),
        text=node.text(QAccessible.Text.Description) or name,
        item=item,
    )


def _seen(item: QQuickItem) -> bool:
    """Visible, and no parent is wholly transparent."""
    if not item.isVisible() or item.width() <= 0 or item.height() <= 0:
        return False
    parent: QQuickItem | None = item
    while parent is not None:
        if parent.opacity() <= 0.01:
            return False
        parent = parent.parentItem()
    return True
