"""The driver of speakers and public address (公共广播): clips and spoken text into zones. It has no port: `none:NAME`."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import ClassVar

from drivers.codes import Code
from drivers.options import OptionError
from drivers.speaker.listening import Ear, Trial
from drivers.speaker.microphone import MicrophoneError, alsa_name, recorder_installed
from drivers.speaker.programs import (
    VOICES,
    MissingProgramError,
    Player,
    choose_player,
    speak,
    voice_installed,
)
from drivers.speaker.queue import Announcement, ZoneQueue
from drivers.speaker.sound import Sound, SoundError, chime, join, read_wav
from drivers.speaker.tones import possible
from drivers.speaker.zone import Zone
from drivers.table.reading import Reader
from drivers.table.serving import Operation, Refused, ServingDriver
from drivers.types import Action, Actor, Canceled, Command, CompletionCode, DeviceState, Json, Status

_NAME = re.compile(r"[a-z0-9_-]{1,40}")
_LOOK_MS = 20
_ASK_MS = 1000
"""How long a sound card that was never heard of may take to swallow a moment of silence."""
_TEST_PRIORITY = 50
_PLAYERS = ("auto", "aplay", "paplay", "file")


class PublicAddress(ServingDriver):
    """Operations: `play` {clips, text, language, zone, priority, wait}, `stop` {zone}, `volume` {zone, percent},
    `chime_test` {zone}, `hear_test` {zone, tones}. Events: started, finished, interrupted, failed {zone, number}.

    `play` waits until it was heard unless `wait` is false; then success means "in the queue". `zone` "" is every zone.
    A clip or text that makes no audible sound is refused before anything is played.
    `hear_test`: the tune `tones` (numbers of `tones.TONES`) into each zone that has a microphone, and success only
    when each microphone heard it; the result holds a row of numbers for each zone.
    Options: `player` (auto, aplay, paplay, file), `zones` (name -> the player's device), `clips` (folder of WAV
    files), `folder` (of player "file"), `percent`, `words_per_minute`, `microphones` (zone -> `alsa:NAME`).
    """  # noqa: D205 - one list

    idle_ms: ClassVar[int] = 50

    def configure(self, options: Mapping[str, Json]) -> None:
        """Player, zones, clips."""
        reader = Reader(options)
        self._wanted = reader.word("player", _PLAYERS)
        devices = reader.texts("zones") or {"hall": "default"}
        self._clips = Path(reader.text("clips", "clips"))
        self._folder = Path(reader.text("folder", "spoken"))
        percent = reader.number("percent", 80, 0, 100)
        self._speed = reader.number("words_per_minute", 150, 80, 400)
        microphones = reader.texts("microphones")
        reader.end()
        for name in devices:
            if not _NAME.fullmatch(name):
                raise OptionError(f"options.zones.{name}: a zone's name has small letters, digits, - and _")
        self._zones = {
            name: Zone(name, device, percent, ZoneQueue(), self.emit) for name, device in devices.items()
        }
        self._microphones = _microphones(microphones, self._zones)
        self._numbers = itertools.count(1)
        self._missing = ""
        self._player: Player | None = None

    def operations(self) -> Mapping[str, Operation]:
        """The operations."""
        zone = {"zone": str}
        said = {"clips": list, "text": str, "language": str, "priority": int, "wait": bool}
        return {
            "play": Operation(self._play, {**zone, **said}),
            "stop": Operation(self._stop, zone),
            "volume": Operation(self._volume, {**zone, "percent": int}, ("percent",)),
            "chime_test": Operation(self._chime_test, zone),
            "hear_test": Operation(self._hear_test, {**zone, "tones": list}, ("tones",)),
        }

    def look(self) -> Status:
        """What is installed, and what each zone last did. A zone that never played is asked with silence first."""
        parts = {"player": self._player_name(), "voice": "ok" if voice_installed() else "missing"}
        self._pump()
        self._ask_outputs()
        if self._microphones:
            parts["microphone"] = "ok" if recorder_installed() else "missing"
        for name, zone in self._zones.items():
            parts |= {f"output_{name}": zone.output, f"queue_{name}": str(len(zone.queue))}
        if self._player is None:
            parts["install"] = self._missing
            return Status(
                DeviceState.OFFLINE, Code.SPEAKER_NO_PLAYER, Action.CONFIGURATION, Actor.TECHNICIAN, parts
            )
        if any(zone.output == "failed" for zone in self._zones.values()):
            return Status(
                DeviceState.HARDWARE_ERROR, Code.SPEAKER_FAILED, Action.MAINTENANCE, Actor.TECHNICIAN, parts
            )
        return Status(DeviceState.ONLINE, parts=parts)

    def stop(self) -> None:
        """Silence."""
        if not self.wrong_option:
            for zone in self._zones.values():
                zone.silence()

    def _player_name(self) -> str:
        try:
            self._player = self._player or choose_player(self._wanted, self._folder)
        except MissingProgramError as error:
            self._missing = error.package
            return "missing"
        return self._player.name

    def _ask_outputs(self) -> None:
        """Until every idle zone has answered, at most `_ASK_MS`: no answer is none that says yes."""
        if self._player is None:
            return
        end_ms = self.context.now_ms() + _ASK_MS
        while asked := [one for one in self._zones.values() if one.output == "unknown" and not one.busy]:
            if self.context.now_ms() >= end_ms:
                for zone in asked:
                    zone.unanswered()
                return
            self.context.pause(_LOOK_MS)
            self._pump()

    def _play(self, command: Command) -> dict[str, Json]:
        return self._announce(command, self._sound(command), wait=command.args.get("wait") is not False)

    def _chime_test(self, command: Command) -> dict[str, Json]:
        return self._announce(command, chime(), wait=True)

    def _hear_test(self, command: Command) -> dict[str, Json]:
        """A tune that nobody knew before, through every chosen zone that a microphone listens to."""
        tones = command.args["tones"]
        if not isinstance(tones, list) or not possible(tones):
            raise Refused(CompletionCode.INVALID_DATA, Code.COMMAND_INVALID, argument="tones")
        numbers = [one for one in tones if isinstance(one, int)]
        heard = [zone.name for zone in self._chosen(command) if zone.name in self._microphones]
        if not heard:
            raise Refused(CompletionCode.DEVICE_NOT_READY, Code.MICROPHONE_NONE)
        rows: list[Json] = []
        for name in heard:
            trial = self._trial(name, self._microphones[name], numbers)
            rows.append(trial.facts())
            if trial.code is not None:
                raise self._unheard(trial, trial.code, rows)
        return {"zones": rows}

    def _unheard(self, trial: Trial, code: Code, rows: list[Json]) -> Refused:
        """Why; what was not heard may come out of another zone's speaker: that is tried too."""
        others = [name for name in self._zones if name != trial.zone]
        for name in others if code is Code.SOUND_NOT_HEARD else []:
            other = self._trial(name, self._microphones[trial.zone], trial.tones)
            if other.heard is not None and other.heard.same:
                rows.append({**other.facts(), "microphone_of": trial.zone})
                code = Code.SOUND_OTHER_ZONE
                break
        return Refused(CompletionCode.HARDWARE_ERROR, code, zones=rows)

    def _trial(self, name: str, microphone: str, tones: Sequence[int]) -> Trial:
        """One tune through one zone. Raises `Refused`."""
        zone = self._zones[name]

        def play(sound: Sound) -> Callable[[], bool]:
            if zone.busy:
                raise Refused(CompletionCode.DEVICE_NOT_READY, Code.DEVICE_BUSY)
            number = self._line_up([zone], sound, _TEST_PRIORITY)
            return lambda: zone.outcome(number) is not None

        try:
            trial = Ear(self.context, self._pump).trial(name, microphone, tones, play)
        except MissingProgramError as error:
            raise Refused(
                CompletionCode.DEVICE_NOT_READY, Code.MICROPHONE_MISSING, install=error.package
            ) from error
        except MicrophoneError as error:
            raise Refused(
                CompletionCode.HARDWARE_ERROR, Code.MICROPHONE_FAILED, zone=name, why=str(error)
            ) from error
        if zone.output == "failed":
            raise Refused(CompletionCode.HARDWARE_ERROR, Code.SPEAKER_FAILED, zone=name)
        return trial

    def _announce(self, command: Command, sound: Sound, *, wait: bool) -> dict[str, Json]:
        """Into the queues of the zones; with `wait` until all have heard it."""
        zones = self._chosen(command)
        priority = command.args.get("priority", 50)
        number = self._line_up(zones, sound, min(100, priority) if isinstance(priority, int) else 50)
        told: dict[str, Json] = {
            "number": number,
            "ms": sound.ms,
            "peak": sound.peak,
            "zones": [z.name for z in zones],
        }
        if not wait:
            return {**told, "queued": True}
        self._wait(zones, number)
        return {**told, "queued": False}

    def _line_up(self, zones: list[Zone], sound: Sound, priority: int) -> int:
        """Into the queues of the zones; its number. Raises `Refused`."""
        if self._player_name() == "missing":
            raise Refused(CompletionCode.DEVICE_NOT_READY, Code.SPEAKER_NO_PLAYER, install=self._missing)
        if any(zone.queue.full for zone in zones):
            raise Refused(CompletionCode.DEVICE_NOT_READY, Code.SPEAKER_QUEUE_FULL)
        mute = [zone.name for zone in zones if not sound.audible_at(zone.percent)]
        if mute:
            raise Refused(CompletionCode.UNSUPPORTED_DATA, Code.CLIP_SILENT, zones=[*mute])
        number = next(self._numbers)
        for zone in zones:
            zone.queue.put(Announcement(number, priority, sound))
        self._pump()
        return number

    def _wait(self, zones: list[Zone], number: int) -> None:
        """Until the announcement ended everywhere. Given up, it is silenced."""
        try:
            self._watch(zones, number)
        except (Canceled, Refused):
            for zone in zones:
                zone.withdraw(number)
            raise
        outcomes = {zone.name: zone.outcome(number) for zone in zones}
        if "failed" in outcomes.values():
            evidence: dict[str, Json] = {**outcomes}
            raise Refused(CompletionCode.HARDWARE_ERROR, Code.SPEAKER_FAILED, **evidence)
        if "interrupted" in outcomes.values():
            raise Refused(CompletionCode.CANCELED, Code.DEVICE_BUSY)

    def _watch(self, zones: list[Zone], number: int) -> None:
        while any(zone.outcome(number) is None for zone in zones):
            if self.context.now_ms() >= self.end_ms:
                raise Refused(CompletionCode.TIME_OUT, Code.DEVICE_BUSY)
            self.context.pause(_LOOK_MS)
            self._pump()

    def _sound(self, command: Command) -> Sound:
        """Clips, then text, as one audible sound. Raises `Refused`."""
        clips, text = command.args.get("clips", []), command.args.get("text", "")
        language = command.args.get("language", "zh")
        if language not in VOICES:
            raise Refused(CompletionCode.UNSUPPORTED_DATA, Code.VOICE_MISSING, languages=[*VOICES])
        sounds = [self._clip(name) for name in clips] if isinstance(clips, list) else []
        if isinstance(text, str) and text:
            sounds.append(self._spoken(text, str(language)))
        if not sounds:
            raise Refused(CompletionCode.INVALID_DATA, Code.COMMAND_INVALID, argument="clips")
        sound = join(sounds)
        if not sound.audible_at(100):
            raise Refused(CompletionCode.UNSUPPORTED_DATA, Code.CLIP_SILENT, peak=sound.peak)
        return sound

    def _clip(self, name: Json) -> Sound:
        """A clip of the folder by its name without ending; a name is never a path."""
        if not isinstance(name, str) or not _NAME.fullmatch(name):
            raise Refused(CompletionCode.INVALID_DATA, Code.CLIP_MISSING)
        try:
            return read_wav((self._clips / f"{name}.wav").read_bytes(), self.context.check)
        except OSError as error:
            raise Refused(CompletionCode.UNSUPPORTED_DATA, Code.CLIP_MISSING, clip=name) from error
        except SoundError as error:
            raise Refused(
                CompletionCode.UNSUPPORTED_DATA, Code.CLIP_UNREADABLE, clip=name, why=str(error)
            ) from error

    def _spoken(self, text: str, language: str) -> Sound:
        try:
            return speak(text, language, self._speed, self.context.check)
        except MissingProgramError as error:
            raise Refused(
                CompletionCode.DEVICE_NOT_READY, Code.VOICE_MISSING, install=error.package
            ) from error
        except SoundError as error:
            raise Refused(CompletionCode.UNSUPPORTED_DATA, Code.CLIP_UNREADABLE, why=str(error)) from error

    def _stop(self, command: Command) -> dict[str, Json]:
        stopped = {number for zone in self._chosen(command) for number in zone.silence()}
        return {"stopped": [*sorted(stopped)]}

    def _volume(self, command: Command) -> dict[str, Json]:
        percent = command.args["percent"]
        if not isinstance(percent, int) or percent > 100:
            raise Refused(CompletionCode.INVALID_DATA, Code.COMMAND_INVALID, argument="percent")
        for zone in self._chosen(command):
            zone.percent = percent
        return {"percent": percent}

    def _chosen(self, command: Command) -> list[Zone]:
        name = command.args.get("zone", "")
        if name == "":
            return [*self._zones.values()]
        if name not in self._zones:
            raise Refused(CompletionCode.INVALID_DATA, Code.COMMAND_INVALID, zones=[*self._zones])
        return [self._zones[str(name)]]

    def _pump(self) -> None:
        """Let every zone go on."""
        if self._player is not None:
            for zone in self._zones.values():
                zone.pump(self._player, self.context.now_ms())


def _microphones(written: Mapping[str, str], zones: Mapping[str, Zone]) -> dict[str, str]:
    """The ALSA device that listens to each zone. Raises `OptionError`."""
    for name in written:
        if name not in zones:
            raise OptionError(f"options.microphones.{name}: there is no such zone; zones: {', '.join(zones)}")
    return {name: alsa_name(port, f"options.microphones.{name}") for name, port in written.items()}
