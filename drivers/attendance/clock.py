"""How far an attendance terminal's clock has gone since it was set, by our monotonic clock. Pure."""

from __future__ import annotations

from drivers.types import DeviceEvent, Json


class Clock:
    """`skew_s`: so far off is told. Until it was set once, nothing is known: this program has no other true clock."""

    def __init__(self, skew_s: int) -> None:
        self._skew_s = skew_s
        self._right: tuple[int, int] | None = None
        self._drift_s: int | None = None
        self._distrusted = False

    def set(self, epoch_s: int, now_ms: int) -> None:
        """The terminal was told the time."""
        self._right = (epoch_s, now_ms)
        self._drift_s = 0
        self._distrusted = False

    def distrust(self) -> None:
        """A punch came from the future: whatever the clock says, it is wrong until it is set."""
        self._distrusted = True

    def read(self, clock_s: Json, now_ms: int) -> list[DeviceEvent]:
        """Take what the clock says; going wrong is news, once."""
        if self._right is None or not isinstance(clock_s, int) or isinstance(clock_s, bool):
            return []
        epoch_s, at_ms = self._right
        was_wrong = self.wrong
        self._drift_s = clock_s - epoch_s - (now_ms - at_ms) // 1000
        if self.wrong and not was_wrong:
            return [DeviceEvent("clockSkew", {"drift_s": self._drift_s})]
        return []

    @property
    def wrong(self) -> bool:
        """Whether its times are not to be believed."""
        return self._distrusted or (self._drift_s is not None and abs(self._drift_s) > self._skew_s)

    def parts(self) -> dict[str, str]:
        """Clock and drift as a status's parts."""
        known = self._drift_s is not None
        clock = "wrong" if self.wrong else "ok" if known else "unknown"
        return {"clock": clock, "drift_s": str(self._drift_s) if known else "unknown"}
