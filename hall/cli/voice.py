"""`hallkit voice say`: one call as a hall hears it, by the hall's own driver, words and clips."""

from __future__ import annotations

import asyncio
from argparse import Namespace
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from drivers.speaker.sound import join, read_wav
from drivers.types import CompletionCode, DeviceEvent, DeviceSpec, Json
from hall.cli.exits import Exit
from hall.cli.language import Say
from hall.cli.parsing import InputError
from hall.cli.session import Answer, Device, of_completion, show, spec_of
from hall.domain.numbers import parse
from hall.settings import Voice as VoiceSettings
from hall.settings import load
from kiosk.voice.voices import Line, Voice, VoiceError, lines, set_up

_BY_LANGUAGE: Final = {"zh": ["mandarin"], "en": ["english"]}


def say_call(chosen: Namespace, say: Say) -> int:
    """Speak it. Raises `InputError` for what cannot be spoken or written, `SettingsError`."""
    _check(chosen, say)
    settings = _settings(chosen)
    with TemporaryDirectory(prefix="hallkit-voice-") as folder:
        shelf, heard = Path(folder) / "clips", Path(folder) / "heard"
        try:
            voices = set_up(settings, shelf)
        except VoiceError as error:
            raise InputError("config.invalid", str(error)) from error
        told = lines(voices, settings, chosen.number, chosen.window)
        spec = _spec(chosen, shelf, heard)
        answer = asyncio.run(_speak(chosen, spec, voices, told))
        if answer.exit is Exit.DONE and chosen.output is not None:
            answer = _written(chosen, say, answer, heard)
    return show(chosen, say, answer, lambda: _people(chosen, told))


def _check(chosen: Namespace, say: Say) -> None:
    try:
        parse(chosen.number)
    except ValueError as error:
        text = say(
            f"{chosen.number} 不是号码，应当像 A012 或 A2-015",
            f"{chosen.number} is no number: write it like A012 or A2-015",
        )
        raise InputError("data.invalid", text) from error
    if chosen.output is not None and chosen.output.exists() and not chosen.overwrite:
        text = say(
            f"{chosen.output} 已有，要覆盖就加 --overwrite", f"{chosen.output} exists; add --overwrite"
        )
        raise InputError("data.invalid", text)


def _settings(chosen: Namespace) -> VoiceSettings:
    settings = load(chosen.hall).voice if chosen.hall else VoiceSettings()
    voices = chosen.voice or _BY_LANGUAGE.get(chosen.lang) or settings.voices
    return settings.model_copy(update={"voices": voices})


def _spec(chosen: Namespace, shelf: Path, heard: Path) -> DeviceSpec:
    """The hall's speaker, or one that writes files."""
    spec = spec_of(chosen)
    options: dict[str, Json] = {**spec.options, "clips": str(shelf)}
    if chosen.output is not None:
        options |= {"player": "file", "folder": str(heard), "zones": {"hall": "hall"}, "microphones": {}}
    return replace(spec, options=options)


async def _speak(
    chosen: Namespace, spec: DeviceSpec, voices: Sequence[Voice], told: Sequence[Line]
) -> Answer:
    """The chime, then every sentence; clips where there are, else free text."""
    where: dict[str, Json] = {"zone": "" if chosen.output is not None else chosen.zone}
    orders: list[dict[str, Json]] = [{"clips": [voice.chime]} for voice in voices[:1] if voice.chime]
    orders += [
        {"clips": [*line.clips]} if line.clips else {"text": line.text, "language": line.language}
        for line in told
    ]
    ms = 0
    async with Device(spec, chosen.timeout, _ignore) as device:
        for order in orders:
            answer = of_completion(await device.run("play", {**where, **order}))
            if answer.exit is not Exit.DONE:
                return answer
            ms += int(str(answer.facts["ms"]))
    facts: dict[str, Json] = {"said": [line.text for line in told], "ms": ms}
    return Answer(Exit.DONE, CompletionCode.SUCCESS, facts=facts)


def _written(chosen: Namespace, say: Say, answer: Answer, heard: Path) -> Answer:
    """The pieces as one file. Raises `InputError`."""
    sound = join(read_wav(path.read_bytes()) for path in sorted(heard.glob("*.wav")))
    try:
        chosen.output.write_bytes(sound.wav())
    except OSError as error:
        text = say(f"{chosen.output} 写不了", f"{chosen.output} cannot be written")
        raise InputError("data.invalid", f"{text}: {error.strerror}") from error
    return replace(answer, facts={**answer.facts, "ms": sound.ms, "output": str(chosen.output)})


def _people(chosen: Namespace, told: Sequence[Line]) -> str:
    said = "\n".join(line.text for line in told)
    return said if chosen.output is None else f"{said}\n{chosen.output}"


def _ignore(_event: DeviceEvent) -> None:
    """Started and finished: the answer says it."""
