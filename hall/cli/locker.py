"""`hallkit device open locker`: one door, ordered once."""

from __future__ import annotations

from argparse import Namespace

from hall.cli.language import Say
from hall.cli.session import Answer, Device, of_completion, of_status, show, use


def open_door(chosen: Namespace, say: Say) -> int:
    """Order the door as soon as the locker is ready; tell what the sensor saw."""

    async def work(device: Device) -> Answer:
        status = await device.settled()
        if not status.ready:
            return of_status(status)
        return of_completion(await device.run("open", {"door": chosen.door}))

    answer = use(chosen, work)
    zh, en = f"{chosen.door} 号门开了(传感器看到)", f"door {chosen.door} is open (its sensor saw it)"
    return show(chosen, say, answer, lambda: say(zh, en))
