"""A hall's settings: typed, frozen, read from one TOML file. An error names file, line and the nearest right word."""

from hall.settings.loading import CONFIG, load, load_profile, load_profiles
from hall.settings.problems import SettingsError
from hall.settings.schema import (
    Code,
    Device,
    DeviceClass,
    Group,
    Hall,
    Item,
    Profile,
    Queue,
    Role,
    Screen,
    Server,
    Service,
    Settings,
    Timing,
    Unit,
    Window,
    Words,
)

__all__ = [
    "CONFIG",
    "Code",
    "Device",
    "DeviceClass",
    "Group",
    "Hall",
    "Item",
    "Profile",
    "Queue",
    "Role",
    "Screen",
    "Server",
    "Service",
    "Settings",
    "SettingsError",
    "Timing",
    "Unit",
    "Window",
    "Words",
    "load",
    "load_profile",
    "load_profiles",
]
