"""`hallkit terminal` runs the one that is meant, or says which there are."""

import pytest

from hall.cli.programs import pick
from hall.settings import CONFIG, SettingsError, load


@pytest.fixture
def settings():
    return load(CONFIG / "halls" / "demo.toml")


def test_the_only_one_needs_no_name(settings):
    assert pick(settings, "terminal", None).id == "t1"


def test_a_named_one(settings):
    assert pick(settings, "dispenser", "d1").id == "d1"


def test_a_wrong_name_lists_those_there_are(settings):
    with pytest.raises(SettingsError, match="没有叫 t9 的 terminal，有：t1"):
        pick(settings, "terminal", "t9")


def test_a_unit_of_another_role_is_not_taken(settings):
    with pytest.raises(SettingsError, match="没有叫 d1 的 terminal"):
        pick(settings, "terminal", "d1")


def test_two_of_a_role_need_a_name(settings):
    two = settings.model_copy(
        update={"units": [*settings.units, settings.units[0].model_copy(update={"id": "t2"})]}
    )
    with pytest.raises(SettingsError, match="要用 --unit 写明哪一台 terminal：t1, t2"):
        pick(two, "terminal", None)
