"""The twin of a document camera: a desk that a person can use, seen by a network camera (HTTP, MJPEG)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from drivers.sim.base import Hand, done, on
from drivers.sim.desk_scene import THINGS, Scene, draw, moved
from drivers.sim.mjpeg import FAULTS, MjpegTwin

SIZE: Final = (1920, 1080)


class DocumentCameraTwin(MjpegTwin):
    """What lies under the lens is `scene`; every change is seen from the next frame on."""

    faults = FAULTS

    def __init__(self, size: tuple[int, int] = SIZE, seed: int = 1) -> None:
        super().__init__(size, seed)
        self._scene = Scene()

    def put(self, thing: str, *, turn: float = 2.0, x: float = 0.0) -> None:
        """Lay a thing down instead of what lies there. Raises `ValueError` for one that there is not."""
        if thing not in THINGS:
            raise ValueError(f"there is no {thing or 'such thing'}; put {', '.join(THINGS)}")
        self.see(replace(self._scene, thing=thing, turn=turn, x=x, y=0.0, hand=False))

    def take(self) -> None:
        """Take it away, and the hand with it."""
        self.see(replace(self._scene, thing="", hand=False))

    def see(self, scene: Scene) -> None:
        """Look at another scene from now on; a frozen camera goes on showing the old one."""
        self._scene = scene
        self.changed()

    @property
    def scene(self) -> Scene:
        """What is really there, whatever is shown."""
        return self._scene

    def picture(self) -> NDArray[np.uint8]:
        """The desk."""
        return draw(self._scene, self._size)

    def hands(self) -> Mapping[str, Hand]:
        """What can be done at it."""
        return {
            "put": Hand(f"放上:{', '.join(THINGS)}", f"lay down {', '.join(THINGS)}", self._put),
            "take": Hand("拿走", "take it away", lambda _: done(self.take)),
            "push": Hand(
                "把纸推一下", "push the paper", lambda _: self._seen(moved(self._scene, 0.03, 0.01, 4))
            ),
            "hand": Hand("手放在纸上:on 或 off", "a hand on the paper: on or off", self._switch("hand")),
            "cover": Hand("盖住镜头:on 或 off", "cover the lens: on or off", self._switch("covered")),
            "glare": Hand("反光:on 或 off", "a lamp's reflection: on or off", self._switch("glare")),
            "dark": Hand("关灯:on 或 off", "lamps out: on or off", self._switch("dark")),
            "blur": Hand("没有对好焦:on 或 off", "out of focus: on or off", self._switch("blur")),
            **super().hands(),
        }

    def _put(self, rest: str) -> str:
        self.put(rest.strip())
        return rest.strip()

    def _seen(self, scene: Scene) -> str:
        self.see(scene)
        return ""

    def _switch(self, name: str) -> Callable[[str], str]:
        changes: dict[str, Callable[[bool], Scene]] = {
            "hand": lambda yes: replace(self._scene, hand=yes),
            "covered": lambda yes: replace(self._scene, covered=yes),
            "glare": lambda yes: replace(self._scene, glare=yes),
            "dark": lambda yes: replace(self._scene, light=0.25 if yes else 1.0),
            "blur": lambda yes: replace(self._scene, blur=6.0 if yes else 0.0),
        }
        return lambda rest: self._seen(changes[name](on(rest)))
