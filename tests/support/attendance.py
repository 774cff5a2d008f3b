"""A hall that keeps attendance: three clerks, hours with a noon break, and ways to say punches briefly."""

import zlib
from datetime import datetime

from hall.domain.clock import CHINA
from hall.settings import CONFIG, Clerk, Device, OpenHours, load
from hall.settings.attendance import Attendance

CLERKS = [
    Clerk(id="0312", name="周晓岚", department="市场监督管理局"),
    Clerk(id="1024", name="李文静", department="市场监督管理局"),
    Clerk(id="1007", name="陈建国", department="公安局"),
]
SETTINGS = load(CONFIG / "halls" / "demo.toml")
KEPT = SETTINGS.model_copy(
    update={
        "clerks": CLERKS,
        "hours": [OpenHours(open=["09:00-12:00", "13:30-17:00"])],
        "attendance": Attendance(on=True),
        "windows": [
            one.model_copy(update={"clerks": ["0312"] if one.number == 1 else []}) for one in SETTINGS.windows
        ],
    }
)
CARD = "04A1B2C377"
"""A card that nobody is known to hold."""


def at(clock, day="2026-11-23"):
    """A moment in the hall: `at("08:55")`, a Monday."""
    return datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=CHINA)


def item(badge, clock, way="in", number=0, day="2026-11-23", **more):
    """A unit's transaction about a punch."""
    when = at(clock, day)
    body = {"badge": badge, "punched_at": when.isoformat(), "way": way, "terminal": "door", "number": number}
    name = f"punch-{zlib.crc32(badge.encode()):08x}-{when:%d%H%M%S}-{number}"
    return {
        "event_id": name,
        "kind": "attendance.punched",
        "stream": f"w3:{name}",
        "occurred_at": when.isoformat(),
        "body": body | more,
    }


def tell(api, *items, unit="w3"):
    """Send them as a unit does; gives the outcomes."""
    answer = api.post("/transactions", json={"unit": unit, "items": list(items)})
    assert answer.status_code == 200, answer.text
    return [one["outcome"] for one in answer.json()["items"]]


def entry(n, clerk, kind, **more):
    """What a supervisor sends."""
    named = {"event_id": f"entry-{n:06d}", "clerk": clerk, "kind": kind, "date": "2026-11-23"}
    return named | {"reason": "忘带卡", "by": "9001"} | more


def hall_of(url, port, profile="hallkit-punch"):
    """The hall at an address, and the unit of a window whose only device is an attendance machine, or a reader."""
    devices = [Device(name="punch", profile=profile, port=port)]
    window = next(one for one in KEPT.units if one.role == "window")
    server = KEPT.server.model_copy(update={"url": url})
    return KEPT.model_copy(update={"server": server}), window.model_copy(update={"devices": devices})
