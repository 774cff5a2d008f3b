"""What the page of targets shows, in pixels, and what is done on it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from hall.domain.clock import Clock
from kiosk.walk.course import TARGET_MM, Course
from kiosk.walk.words import WalkWords

QML_IMPORT_NAME = "Hall.Walk"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class WalkView(QObject):
    """One walk.

    Signals: changed (any of it), ended (once).
    """

    changed = Signal()
    ended = Signal()

    def __init__(
        self,
        size_px: tuple[int, int],
        px_per_mm: float,
        clock: Clock,
        words: WalkWords,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._scale = px_per_mm
        self._clock = clock
        self._words = words
        self.course = Course(size_px[0] / px_per_mm, size_px[1] / px_per_mm, clock.mono_ms())
        self._told = False

    @Slot(float, float, int)
    def touch(self, x: float, y: float, fingers: int) -> None:
        """A touch began, in pixels; so many fingers are on the screen."""
        self.course.touch((x / self._scale, y / self._scale), self._clock.mono_ms(), fingers)
        self._tell()

    @Slot()
    def cannotReach(self) -> None:  # noqa: N802 - as QML calls it
        """Leave this target out."""
        self.course.cannot_reach(self._clock.mono_ms())
        self._tell()

    @Slot()
    def leave(self) -> None:
        """End the walk."""
        self.course.leave()
        self._tell()

    @Slot()
    def tick(self) -> None:
        """Time passes."""
        before = self.course.number, self.course.end
        self.course.tick(self._clock.mono_ms())
        if before != (self.course.number, self.course.end):
            self._tell()

    def _tell(self) -> None:
        self.changed.emit()
        if self.course.end is not None and not self._told:
            self._told = True
            self.ended.emit()

    @property
    def lit_px(self) -> tuple[float, float]:
        """Where the lit target is."""
        x, y = self.course.targets[self.course.number].at
        return x * self._scale, y * self._scale

    # --- what QML reads ---------------------------------------------------------------------

    @Property(float, notify=changed)
    def litX(self) -> float:  # noqa: N802
        """Middle of the lit target."""
        return self.lit_px[0]

    @Property(float, notify=changed)
    def litY(self) -> float:  # noqa: N802
        """Middle of the lit target."""
        return self.lit_px[1]

    @Property(float, notify=changed)
    def size(self) -> float:
        """How large a target is."""
        return TARGET_MM * self._scale

    @Property(int, notify=changed)
    def number(self) -> int:
        """Which target is lit, from 0."""
        return self.course.number

    @Property(str, notify=changed)
    def place(self) -> str:
        """How far the walk is."""
        return f"{self.course.number + 1} / {len(self.course.targets)}"

    @Property("QVariantMap", notify=changed)  # type: ignore[arg-type]
    def words(self) -> dict[str, str]:
        """Every fixed text by its key."""
        return self._words.all()

    @Property("QVariantList", notify=changed)  # type: ignore[arg-type]
    def dots(self) -> list[dict[str, Any]]:
        """Every target: x, y, how it went."""
        return [
            {"x": target.at[0] * self._scale, "y": target.at[1] * self._scale, "met": target.met.value}
            for target in self.course.targets
        ]
