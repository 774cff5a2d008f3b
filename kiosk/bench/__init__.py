"""The device bench: a window whose buttons are the hands of citizens and technicians on the twins."""

from kiosk.bench.hall import AwayError, BenchHall, BenchProgram, ClerkSees, ClerkWindow, NoError
from kiosk.bench.twins import BenchDevice, BenchPerson, BenchTwins, BenchUnit
from kiosk.bench.window import run_bench

__all__ = [
    "AwayError",
    "BenchDevice",
    "BenchHall",
    "BenchPerson",
    "BenchProgram",
    "BenchTwins",
    "BenchUnit",
    "ClerkSees",
    "ClerkWindow",
    "NoError",
    "run_bench",
]
