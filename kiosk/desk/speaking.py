"""The unit's own voice: the newest thing to say is said, recorded clips where there are, and never what is over."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from drivers.supervisor import Supervisor
from drivers.types import DeviceEvent, DeviceSpec
from hall.domain.clock import Clock
from hall.settings import Audio
from hall.settings import Voice as VoiceSettings
from kiosk.flows.speech import Speak
from kiosk.voice.hours import manner
from kiosk.voice.mouth import Mouth
from kiosk.voice.voices import Line, Voice
from kiosk.voice.wording import Language, Style, cut, spelt

STEP_PERCENT = 10


class Speaking:
    """Says what the screen says. `zones`: the speaker's; `audio.headset` is one of them or "".

    What is private goes to the headset's zone; without one it is not said at all.
    """

    def __init__(
        self,
        supervisor: Supervisor,
        spec: DeviceSpec,
        audio: Audio,
        voice: VoiceSettings,
        voices: Sequence[Voice],
        clock: Clock,
    ) -> None:
        self._mouth = Mouth(spec.name, lambda _ear: supervisor)
        zones = spec.options.get("zones")
        loud = [name for name in zones if name != audio.headset] if isinstance(zones, dict) else []
        self._loud = loud[0] if loud else ""
        self._audio = audio
        self._voice = voice
        self._voices = {each.language: each for each in reversed(voices)}
        self._clock = clock
        self._next: Speak | None = None
        self._news = asyncio.Event()

    def say(self, wanted: Speak) -> None:
        """This, at once; what is being said ends."""
        self._next = wanted
        self._news.set()

    def hush(self) -> None:
        """Nothing more."""
        self._next = None
        self._news.set()

    def heard(self, name: str, event: DeviceEvent) -> None:
        """What a device of the unit said."""
        self._mouth.heard(name, event)

    async def run(self) -> None:
        """Speak until cancelled."""
        while True:
            await self._news.wait()
            self._news.clear()
            wanted, self._next = self._next, None
            if wanted is not None and not (wanted.private and not self._audio.headset):
                await self._speak(wanted)

    async def _speak(self, wanted: Speak) -> None:
        """Until it was heard, or there is something newer."""
        zone = self._audio.headset if wanted.private else self._loud
        saying = asyncio.create_task(self._mouth.say(zone, self._percent(wanted), None, self._lines(wanted)))
        newer = asyncio.create_task(self._news.wait())
        try:
            await asyncio.wait({saying, newer}, return_when=asyncio.FIRST_COMPLETED)
            if not saying.done():
                await self._mouth.silence(zone)
            await saying
        finally:
            newer.cancel()
            saying.cancel()

    def _percent(self, wanted: Speak) -> int:
        """By the citizen's step; a loudspeaker keeps to the quiet hours."""
        percent = wanted.volume * STEP_PERCENT
        quiet = manner(self._voice, self._clock.now()).how != "spoken"
        return min(percent, self._audio.quiet_percent) if quiet and not wanted.private else percent

    def _lines(self, wanted: Speak) -> list[Line]:
        """By recorded clips where a sentence can be made of them, else as free text."""
        language: Language = "en" if wanted.language == "en" else "zh"
        voice = self._voices.get(language)
        style = Style(self._voice.zero, self._voice.one)
        told = [spelt(text, language, style) for text in wanted.texts]
        return [Line((voice and cut(text, voice.said)) or (), text, language) for text in told]
