"""The calling voice of a board, put together from the hall file; None for a board without a speaker."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Final

from drivers.codes import Code
from drivers.types import DeviceSpec
from hall.domain.clock import Clock
from hall.settings import Settings, Unit, load_profile
from queue_display.voice.announcer import Announcer, told
from queue_display.voice.mouth import Mouth
from queue_display.voice.voices import VoiceError, set_up

SPEAKER: Final = "speaker"
_log = logging.getLogger(__name__)


def build(
    settings: Settings, unit: Unit, data_dir: Path, clock: Clock, trouble: Callable[[str], None]
) -> Announcer | None:
    """Voices, shelf and speaker. `trouble` hears why nothing can be spoken; the board goes on without its voice."""
    shelf = data_dir / "clips"
    spec = speaker_of(unit, shelf)
    if spec is None:
        return None
    try:
        voices = set_up(settings.voice, shelf)
    except VoiceError as error:
        _log.error("no voice: %s", error)
        trouble(Code.VOICE_MISSING)
        return None
    return Announcer(settings.voice, voices, Mouth(spec, data_dir / "journal"), clock, told, trouble)


def speaker_of(unit: Unit, shelf: Path) -> DeviceSpec | None:
    """The unit's speaker, playing clips from `shelf`. Raises `SettingsError` for a profile that is wrong."""
    for device in unit.devices:
        profile = load_profile(device.profile)
        if profile.device_class == SPEAKER:
            options = {**profile.options, "clips": str(shelf)}
            return DeviceSpec(device.name, SPEAKER, profile.driver, device.port, profile.wire, options)
    return None
