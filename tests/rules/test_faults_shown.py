"""Every driver has a test in tests/faults, and every fault that its twin can show is shown there.

A file shows the words it writes as `Fault.WORD` (and `unplugged` by `unplug`), of the twins that it names itself or
by a helper of tests/support that it imports.
"""

import ast
import inspect
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import pytest

import drivers.sim
from drivers.sim.faults import Fault
from hall.settings import CONFIG, load_profile

ROOT = Path(__file__).parents[2]
FILES = sorted((ROOT / "tests" / "faults").glob("test_*.py"))
PROFILES = sorted(path.stem for path in (CONFIG / "devices").glob("*.toml"))
SHOWN_BY_NOTHING = {Fault.NONE}


def twins():
    """Every machine of drivers/sim that can show faults, by its class's name."""
    found = {}
    for module in iter_modules(drivers.sim.__path__, "drivers.sim."):
        for name, cls in inspect.getmembers(import_module(module.name), inspect.isclass):
            words = getattr(cls, "faults", None)
            if isinstance(words, frozenset) and cls.__module__ == module.name and not name.startswith("_"):
                found[name] = words | {Fault.UNPLUGGED}
    return found


def names(path):
    """Every name of a file, and of the helpers of tests/support that it imports."""
    tree = ast.parse(path.read_text("utf-8"))
    found = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            found |= {alias.name for alias in node.names}
            if (node.module or "").startswith("tests.support."):
                found |= names(ROOT / Path(*node.module.split(".")).with_suffix(".py"))
    return found


def words(path):
    """The faults that a file shows."""
    attributes = [
        node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Attribute)
    ]
    said = {node.attr for node in attributes if isinstance(node.value, ast.Name) and node.value.id == "Fault"}
    found = {word for word in Fault if word.name in said}
    return found | ({Fault.UNPLUGGED} if any(node.attr == "unplug" for node in attributes) else set())


NAMES = {path: names(path) for path in FILES}


@pytest.mark.parametrize("twin", sorted(twins()))
def test_every_fault_of_a_twin_is_shown(twin):
    shown = set().union(*(words(path) for path in FILES if twin in NAMES[path]))
    missing = twins()[twin] - shown - SHOWN_BY_NOTHING
    assert not missing, f"tests/faults shows no {', '.join(sorted(missing))} of {twin}"


@pytest.mark.parametrize("profile", PROFILES)
def test_every_driver_has_a_test_of_a_fault(profile):
    driver = load_profile(profile).driver.partition(":")[2]
    assert any(driver in found for found in NAMES.values()), f"tests/faults has nothing for {driver}"
