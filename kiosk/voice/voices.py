"""Voices as folders: `voice.toml` says what each clip says, beside it lies a WAV file of the same name."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from drivers.types import DeviceSpec
from hall.assets import ASSETS
from hall.settings import Voice as VoiceSettings
from hall.settings import Words
from kiosk.voice.wording import Language, Style, cut, sentence, spoken

SOUNDS: Final = ASSETS / "sounds"
CHIME: Final = "chime"
FILE: Final = "voice.toml"
SPEAKER: Final = "speaker"
CLIPS: Final = "clips"
"""A unit's shelf, in its data folder."""
_Name = Annotated[str, Field(pattern=r"^[a-z0-9_]{1,20}$")]


class VoiceError(Exception):
    """A voice that cannot be used; the text says which and why, Chinese | English."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Clip(_Part):
    """What a clip says, and how espeak-ng writes it."""

    said: str
    espeak: str


class VoiceFile(_Part):
    """`voice.toml`."""

    language: Literal["zh", "en"]
    title: Words
    espeak: str
    words_per_minute: int = Field(ge=80, le=400)
    clips: dict[_Name, Clip]


@dataclass(frozen=True)
class Voice:
    """A voice as it is spoken with. `said`: what a clip says -> its name on the shelf; `chime`: its name, or ""."""

    name: str
    language: Language
    said: Mapping[str, str]
    chime: str


@dataclass(frozen=True)
class Line:
    """One sentence: by clips, or (none of them) as free text."""

    clips: tuple[str, ...]
    text: str
    language: Language


def folder_of(name: str, own: str) -> Path:
    """The folder of a voice: the hall's own first. Raises `VoiceError`."""
    places = [Path(own), SOUNDS] if own else [SOUNDS]
    for place in places:
        if (place / name / FILE).is_file():
            return place / name
    known = ", ".join(sorted(path.parent.name for place in places for path in place.glob(f"*/{FILE}"))) or "-"
    raise VoiceError(f"没有叫 {name} 的声音，有：{known} | no voice named {name}; there are: {known}")


def read_file(folder: Path) -> VoiceFile:
    """The folder's `voice.toml`. Raises `VoiceError`."""
    path = folder / FILE
    try:
        return VoiceFile.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise VoiceError(f"{path}: 读不了 | cannot be read: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise VoiceError(f"{path}: TOML 写法有误 | not valid TOML: {error}") from error
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(map(str, first["loc"]))
        raise VoiceError(f"{path}: {where} 不对 | {where}: {first['msg']}") from error


def set_up(settings: VoiceSettings, shelf: Path) -> tuple[Voice, ...]:
    """Read the voices and lay their clips on the shelf, the one folder that the speaker plays from.

    Raises `VoiceError`. A clip that is not there only means that its sentences are spoken as free text.
    """
    try:
        shelf.mkdir(parents=True, exist_ok=True)
        for old in shelf.iterdir():
            old.unlink()
        names = dict.fromkeys(settings.voices)
        return tuple(_lay_out(folder_of(name, settings.folder), shelf) for name in names)
    except OSError as error:
        raise VoiceError(f"{shelf}: 写不了 | cannot be written: {error.strerror}") from error


def on_shelf(spec: DeviceSpec, shelf: Path) -> DeviceSpec:
    """A speaker that plays its clips from `shelf`; any other device as it is."""
    return (
        replace(spec, options={**spec.options, "clips": str(shelf)}) if spec.device_class == SPEAKER else spec
    )


def lines(voices: Sequence[Voice], settings: VoiceSettings, number: str, window: int) -> tuple[Line, ...]:
    """The call in every voice, in their order."""
    style = Style(settings.zero, settings.one)
    told = []
    for voice in voices:
        template = settings.call.en if voice.language == "en" else settings.call.zh
        text = sentence(template, number, window, voice.language, style)
        told.append(Line(cut(text, voice.said) or (), text, voice.language))
    return tuple(told)


def _lay_out(folder: Path, shelf: Path) -> Voice:
    file = read_file(folder)
    there = {path.stem for path in folder.glob("*.wav")}
    prefix = f"{folder.name}-"
    for name in sorted(there & {CHIME, *file.clips}):
        (shelf / f"{prefix}{name}.wav").symlink_to((folder / f"{name}.wav").resolve())
    said = {spoken(clip.said): f"{prefix}{name}" for name, clip in file.clips.items() if name in there}
    return Voice(folder.name, file.language, said, f"{prefix}{CHIME}" if CHIME in there else "")
