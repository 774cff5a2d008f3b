"""What a twin changes around the drivers that shall find it: variables of the environment, which children inherit."""

from __future__ import annotations

import os


class Surroundings:
    """Sets variables and puts back what was there before."""

    def __init__(self) -> None:
        self._before: dict[str, str | None] = {}

    def set(self, name: str, value: str) -> None:
        """From now on; processes that run already do not see it."""
        self._before.setdefault(name, os.environ.get(name))
        os.environ[name] = value

    def restore(self) -> None:
        """As it was."""
        for name, value in self._before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
        self._before.clear()
