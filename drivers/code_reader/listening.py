"""What every reader of codes does alike: wait for one that is shown now, and say what it is."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Mapping
from typing import ClassVar, Final, Generic, TypeVar

from drivers.codes import Code
from drivers.table.serving import Operation, Refused, ServingDriver
from drivers.types import Command, CompletionCode, Json

_Found = TypeVar("_Found")


class CodeReader(ServingDriver, Generic[_Found]):
    """Operation: `read_code` {wait_ms}. A code that was shown while nobody reads is nobody's.

    Such readers have no arming, no modes and no beeper that we could reach: they read while `read_code` waits.
    """

    unsupported: ClassVar[tuple[str, ...]] = ("arm", "disarm", "beep", "set_mode")
    events: ClassVar[tuple[str, ...]] = ("presentCode", "codeRead", "duplicateSuppressed")

    def operations(self) -> Mapping[str, Operation]:
        """The operations by name."""
        return {"read_code": Operation(self._read_code, {"wait_ms": int})}

    @abstractmethod
    def forget(self) -> None:
        """Drop what came before, and the rest of a code that is under way."""

    @abstractmethod
    def take(self, most_ms: int) -> Iterable[_Found | None]:
        """The codes that come within `most_ms` at most; None for one that was given out a moment ago."""

    @abstractmethod
    def result(self, found: _Found) -> dict[str, Json]:
        """What a code says. Raises `Refused` when it cannot be used."""

    def blind(self) -> bool:
        """Whether waiting on is of no use."""
        return False

    def nothing(self) -> Refused:
        """Why no code came."""
        return Refused(CompletionCode.TIME_OUT, Code.CODE_NONE)

    def clear(self) -> bool:
        """Forget what was shown."""
        self.forget()
        return True

    def stop(self) -> None:
        """Forget what was shown."""
        if not self.wrong_option:
            self.forget()

    def _read_code(self, command: Command) -> dict[str, Json]:
        """The next code; one that is still coming when the time is up comes too late."""
        end_ms = self.wait_ms(command)
        self.forget()
        self.emit("presentCode")
        found = self._next(end_ms)
        if found is None:
            raise self.nothing()
        result = self.result(found)
        self.forget()
        self.emit("codeRead", **{key: value for key, value in result.items() if key not in _PERSONAL})
        return result

    def _next(self, end_ms: int) -> _Found | None:
        while (left := end_ms - self.context.now_ms()) > 0 and not self.blind():
            for found in self.take(left):
                if found is not None:
                    return found
                self.emit("duplicateSuppressed")
        return None


def told(data: bytes, text: str | None, charset: str, **more: Json) -> dict[str, Json]:
    """The result for a code that was read."""
    return {"bytes_hex": data.hex(), "text": text, "charset": charset, "length": len(data), **more}


_PERSONAL: Final = frozenset({"bytes_hex", "text"})
