"""A terminal's IO side with nothing but a locker: the real driver on its twin, the real server over HTTP.

`python -m tests.support.pickup_unit FOLDER URL PROFILE PORT CODE` opens the door of a code, says "open", and waits to
be killed.
"""

from __future__ import annotations

import sys
import threading
from pathlib import Path

from hall.settings import CONFIG, Server, load
from kiosk.flows.pickup_words import DoorOpened, FindParcels, OpenDoor, ParcelsFound
from kiosk.flows.words import HealthChanged
from kiosk.runtime import Runtime
from tests.support.mid_morning import MidMorning

SETTINGS = load(CONFIG / "halls" / "demo.toml")


def unit_of(profile, port):
    """Unit t1 with the locker alone. `profile`: its path."""
    unit = next(each for each in SETTINGS.units if each.id == "t1")
    locker = next(each for each in unit.devices if each.name == "pickup_locker")
    return unit.model_copy(update={"devices": [locker.model_copy(update={"profile": profile, "port": port})]})


def runtime_of(folder, url, profile, port, tell):
    settings = SETTINGS.model_copy(update={"server": Server(url=url)})
    return Runtime(settings, unit_of(profile, port), Path(folder), MidMorning(), tell)


def main():
    *facts, code = sys.argv[1:]
    ready, found = threading.Event(), []

    def tell(event):
        match event:
            case HealthChanged(health=health) if health.online and not health.trouble("pickup_locker"):
                ready.set()
            case ParcelsFound(parcels=parcels):
                found.extend(parcels)
                runtime.perform(OpenDoor(found[0].id, found[0].how))
            case DoorOpened():
                print("open", flush=True)
            case _:
                pass

    runtime = runtime_of(*facts, tell)
    runtime.start()
    ready.wait()
    runtime.perform(FindParcels(code=code))
    threading.Event().wait()


if __name__ == "__main__":
    main()
