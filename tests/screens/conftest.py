"""A citizen's finger before a program that works."""

import pytest

from tests.support.front import READY, SIZES, Screen


@pytest.fixture
def terminal():
    screen = Screen("terminal")
    screen.feed(*READY)
    yield screen
    screen.close()


@pytest.fixture(scope="module")
def screens():
    """One window for each program and panel: a new one for each page would take longer than all the looking."""
    made = {}

    def of(role, size="own"):
        if (role, size) not in made:
            made[role, size] = Screen(role, SIZES[size])
        return made[role, size]

    yield of
    for screen in made.values():
        screen.close()
