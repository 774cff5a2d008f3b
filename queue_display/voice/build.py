"""The calling voice of a board, put together from the hall file; None for a board without a speaker."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

from drivers.codes import Code
from drivers.supervisor import Supervisor
from drivers.types import DeviceSpec
from hall.contract.messages import Call
from hall.domain.clock import Clock
from hall.settings import Settings, Unit, load_profile
from kiosk.voice.mouth import Mouth
from kiosk.voice.voices import CLIPS, SPEAKER, VoiceError, on_shelf, set_up
from queue_display.voice.announcer import Announcer, told
from queue_display.voice.turns import Fact, Spoken

_log = logging.getLogger(__name__)


def build(
    settings: Settings,
    unit: Unit,
    data_dir: Path,
    clock: Clock,
    trouble: Callable[[str], None],
    spoken: Callable[[Call], None],
) -> Announcer | None:
    """Voices, shelf and speaker. `trouble` hears why nothing can be spoken; the board goes on without its voice.

    `spoken`: each call that was heard to its end.
    """
    shelf = data_dir / CLIPS
    spec = speaker_of(unit, shelf)
    if spec is None:
        return None
    try:
        voices = set_up(settings.voice, shelf)
    except VoiceError as error:
        _log.error("no voice: %s", error)
        trouble(Code.VOICE_MISSING)
        return None

    def fact(what: Fact) -> None:
        told(what)
        if isinstance(what, Spoken):
            spoken(what.call)

    return Announcer(settings.voice, voices, _mouth(spec, data_dir / "journal"), clock, fact, trouble)


def _mouth(spec: DeviceSpec, journal: Path) -> Mouth:
    """The speaker, alone under a supervisor of its own."""
    return Mouth(spec.name, lambda ear: Supervisor([spec], ear, journal_dir=journal))


def speaker_of(unit: Unit, shelf: Path) -> DeviceSpec | None:
    """The unit's speaker, playing clips from `shelf`. Raises `SettingsError` for a profile that is wrong."""
    for device in unit.devices:
        profile = load_profile(device.profile)
        if profile.device_class == SPEAKER:
            spec = DeviceSpec(
                device.name, SPEAKER, profile.driver, device.port, profile.wire, profile.options
            )
            return on_shelf(spec, shelf)
    return None
