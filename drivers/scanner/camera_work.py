"""Long work on a picture in a thread beside the driver's own, which says "alive" meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from typing import Final, ParamSpec, TypeVar

_P = ParamSpec("_P")
_T = TypeVar("_T")
_SLICE_S: Final = 0.05


class Desk:
    """One picture at a time. OpenCV leaves Python's lock alone while it works."""

    def __init__(self, alive: Callable[[], None]) -> None:
        self._alive = alive
        self._pool = ThreadPoolExecutor(1, "picture")

    def work(self, do: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> _T:
        """What `do` returns or raises; also raises what `alive` does, and the work is then forgotten."""
        future = self._pool.submit(do, *args, **kwargs)
        self._alive()
        while not wait([future], _SLICE_S).done:
            self._alive()
        return future.result()
