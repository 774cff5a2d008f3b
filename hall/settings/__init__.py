"""A hall's settings: typed, frozen, read from one TOML file. An error names file, line and the nearest right word."""

from hall.settings.audio import Audio
from hall.settings.base import Words
from hall.settings.loading import CONFIG, load, load_profile, load_profiles
from hall.settings.problems import SettingsError
from hall.settings.schema import (
    Code,
    DeviceClass,
    Group,
    Hall,
    Item,
    Profile,
    Queue,
    Server,
    Service,
    Settings,
    Window,
)
from hall.settings.times import BookableTimes, Booking, Clerk, Holiday, OpenHours, TideRule, Workday
from hall.settings.units import Board, Device, Role, Screen, Timing, Unit, Verb
from hall.settings.voice import Local, Loudness, Quiet, Voice, Zone

__all__ = [
    "CONFIG",
    "Audio",
    "Board",
    "BookableTimes",
    "Booking",
    "Clerk",
    "Code",
    "Device",
    "DeviceClass",
    "Group",
    "Hall",
    "Holiday",
    "Item",
    "Local",
    "Loudness",
    "OpenHours",
    "Profile",
    "Queue",
    "Quiet",
    "Role",
    "Screen",
    "Server",
    "Service",
    "Settings",
    "SettingsError",
    "TideRule",
    "Timing",
    "Unit",
    "Verb",
    "Voice",
    "Window",
    "Words",
    "Workday",
    "Zone",
    "load",
    "load_profile",
    "load_profiles",
]
