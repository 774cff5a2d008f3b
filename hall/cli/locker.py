"""`hallkit device open locker`: one door, ordered once."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import replace
from typing import Final

from drivers.codes import Code
from hall.cli.language import Say
from hall.cli.output import tell
from hall.cli.session import Answer, Device, of_completion, of_status, show, use

_RISK: Final = ("门可能已经打开，先看再重试", "a door may have opened; look before any retry")


def open_door(chosen: Namespace, say: Say) -> int:
    """Order the door as soon as the locker is ready; tell what the sensor saw."""

    async def work(device: Device) -> Answer:
        status = await device.settled()
        if not status.ready:
            return of_status(status)
        tell(say(f"正在开 {chosen.door} 号门", f"ordering door {chosen.door}; waiting for its sensor"))
        completion = await device.run("open", {"door": chosen.door}, risk=_RISK)
        answer = of_completion(completion)
        last = completion.evidence.get("doors")
        if completion.error != Code.DOOR_UNKNOWN or not isinstance(last, int):
            return answer
        return replace(answer, detail=say(f"门号从 1 到 {last}", f"doors are numbered 1 to {last}"))

    answer = use(chosen, work)
    zh, en = f"{chosen.door} 号门开了(传感器看到)", f"door {chosen.door} is open (its sensor saw it)"
    return show(chosen, say, answer, lambda: say(zh, en))
