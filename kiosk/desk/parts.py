"""What a desk works with; made once by the runtime."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from drivers.supervisor import Supervisor
from drivers.types import Json
from hall.client import HallClient
from hall.domain.clock import Clock
from hall.settings import Settings, Unit
from kiosk.desk.documents import FormName
from kiosk.desk.speaking import Speaking
from kiosk.flows.words import World
from kiosk.outbox.sender import Sender
from kiosk.outbox.store import Outbox

Tell = Callable[[World], None]


@dataclass(frozen=True)
class Parts:
    """`devices`: device class -> name, of what this unit has. `tell` speaks to the flow and must not block."""

    settings: Settings
    unit: Unit
    outbox: Outbox
    sender: Sender
    client: HallClient
    supervisor: Supervisor
    devices: Mapping[str, str]
    forms: Mapping[FormName, dict[str, Json]]
    clock: Clock
    jitter: Callable[[], float]
    tell: Tell
    speaking: Speaking | None = None
    """The unit's voice; None without a speaker."""
