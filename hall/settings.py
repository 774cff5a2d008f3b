"""A hall's settings: typed, frozen, read from one TOML file. An error names file, line and the nearest right word."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Id = Annotated[str, Field(pattern=r"^[a-z0-9_-]+$", max_length=40)]
Role = Literal["terminal", "dispenser", "display"]


class Part(BaseModel):
    """Frozen and strict: an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Words(Part):
    """A text in both languages."""

    zh: str
    en: str


class Hall(Part):
    """The hall itself. `phone`: whom a citizen calls when nothing else helps."""

    id: Id
    name: Words
    phone: str


class Server(Part):
    """Where the hall's server answers."""

    url: str = Field(pattern=r"^https?://")


class Service(Part):
    """A business with its own queue; `prefix` begins its ticket numbers."""

    id: Id
    name: Words
    prefix: str = Field(pattern=r"^[A-Z]$")


class Item(Part):
    """A matter (事项) one can apply for at the terminal."""

    id: Id
    name: Words
    service: Id
    promise_days: int = Field(ge=0, le=365)


class Window(Part):
    """A window and the services it does."""

    number: int = Field(ge=1, le=999)
    name: Words
    services: list[Id]


class Code(Part):
    """A kind of personal code that identifies a citizen: the whole text must match `pattern`."""

    kind: Id
    name: Words
    pattern: str


class Screen(Part):
    """The panel's true size: EDID lies on panel kiosks, so a person measures it."""

    width_px: int = Field(ge=320, le=8192)
    height_px: int = Field(ge=320, le=8192)
    width_mm: float = Field(gt=50, le=4000)
    viewing_distance_m: float = Field(default=0.6, gt=0.2, le=50)


class Timing(Part):
    """Seconds of silence before the warning, and of warning before the wipe."""

    idle_s: int = Field(default=120, ge=5)
    warning_s: int = Field(default=30, ge=5)
    result_s: int = Field(default=20, ge=5)


class Device(Part):
    """One device of a unit. `profile` names a file of config/devices."""

    name: Id
    profile: Id
    port: str


class Unit(Part):
    """One program on one machine: a terminal, a dispenser or a display. `mark`: its own digits in offline numbers."""

    id: Id
    role: Role
    mark: str = Field(default="", pattern=r"^([1-9][0-9]?)?$")
    place: Words = Words(zh="", en="")
    screen: Screen
    timing: Timing = Timing()
    devices: list[Device] = []


class Settings(Part):
    """One hall file, whole."""

    hall: Hall
    server: Server
    services: list[Service]
    items: list[Item] = []
    windows: list[Window]
    codes: list[Code] = []
    units: list[Unit] = []


class Profile(Part):
    """A device model, a file of config/devices: which driver, how to speak to it."""

    id: Id
    title: Words
    device_class: Literal["id_card", "code_scanner", "ticket_printer"]
    driver: str
    verified: Literal["never", "twin", "hardware"]
    wire: dict[str, str | int | float | bool] = {}
    options: dict[str, str | int | float | bool] = {}


class SettingsError(Exception):
    """A hall file that cannot be used; the text says where and what to write instead."""


def load(path: Path) -> Settings:
    """Read and check a hall file. Raises `SettingsError`."""
    raise SettingsError(str(path))
