"""No ways out of the program: menus, drags and drops die before anything sees them."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject

EATEN = frozenset(
    {
        QEvent.Type.ContextMenu,
        QEvent.Type.DragEnter,
        QEvent.Type.DragMove,
        QEvent.Type.Drop,
        QEvent.Type.Shortcut,
        QEvent.Type.ShortcutOverride,
        QEvent.Type.WhatsThis,
        QEvent.Type.EnterWhatsThisMode,
        QEvent.Type.FileOpen,
    }
)


class Guard(QObject):
    """Filters the whole application."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Say True, that is "done", for everything nobody at a kiosk has any business with."""
        del watched
        return event.type() in EATEN
