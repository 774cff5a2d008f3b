"""Pages that cannot lie: what the program knows is on its page, and nothing that it does not know."""

import re
import tomllib
from typing import get_args

import pytest

from hall.cli.exits import Exit
from hall.guides import document as columns
from hall.settings import load_profiles
from hall.settings.base import Part
from hall.settings.document import page
from hall.settings.models import CLASSES, PLACE, table
from hall.settings.schema import DeviceClass
from tests.rules.tree import ROOT, shown

PROFILES = load_profiles()
LOCKS = {name: ROOT / ".ci" / "lock" / f"{name}.txt" for name in ("run", "dev")}


def pins(name):
    return dict(re.findall(r"^([A-Za-z0-9_.-]+)==(\S+)", LOCKS[name].read_text(), re.MULTILINE))


def everything_below(kind):
    for each in kind.__subclasses__():
        yield each
        yield from everything_below(each)


def plain(name):
    return re.sub(r"[-_.]+", "-", name).lower()


def test_the_settings_page_is_fresh():
    on_disk = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    assert on_disk == page(), "stale: python -m hall.settings.document > docs/settings.md"


def test_the_columns_of_an_item_directory_are_on_their_page():
    assert columns.PLACE.fresh(columns.table()), columns.PLACE.stale


def test_every_setting_says_what_it_means_in_both_languages():
    for part in everything_below(Part):
        for name, field in part.model_fields.items():
            zh, _, en = (field.description or "").partition(" · ")
            assert re.search("[\u4e00-\u9fff]", zh), f"{part.__name__}.{name}"
            assert en, f"{part.__name__}.{name}"


def test_every_exit_status_is_on_the_technicians_page():
    text = (ROOT / "docs" / "technician.md").read_text(encoding="utf-8")
    for exit_ in Exit:
        assert f"| {exit_.value} | {exit_.zh} | {exit_.en} |" in text


@pytest.mark.parametrize("profile", PROFILES.values(), ids=list(PROFILES))
def test_every_profile_has_a_page_that_says_how_far_it_was_tried(profile):
    text = (ROOT / "docs" / "hardware" / f"{profile.id}.md").read_text(encoding="utf-8")
    assert f"`{profile.id}`" in text
    assert f"`{profile.device_class}`" in text
    assert ("never tried on hardware" in text) == (profile.verified != "hardware")


@pytest.mark.parametrize("profile", PROFILES.values(), ids=list(PROFILES))
def test_every_profile_is_in_the_readmes_table(profile):
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    (row,) = [line for line in text.splitlines() if f"| `{profile.id}` |" in line]
    assert f"{profile.title.zh} · {profile.title.en}" in row, PLACE.stale
    assert f" {profile.verified} |" in row.replace("never tried", "never"), PLACE.stale
    assert f"](docs/hardware/{profile.id}.md)" in row, PLACE.stale


def test_the_readmes_table_is_fresh():
    assert PLACE.fresh(table(PROFILES.values())), PLACE.stale


def test_the_readme_says_how_many_models_were_tried_on_hardware():
    tried = [one.model_copy(update={"verified": "hardware"}) for one in PROFILES.values()]
    assert f"在真机上试过的有 {len(tried)} 种 · {len(tried)} of them" in table(tried)
    assert "没有在真机上试过任何一种 · None" in table([])


def test_every_class_of_device_has_names_in_both_languages():
    assert list(CLASSES) == list(get_args(DeviceClass))


@pytest.mark.parametrize("profile", PROFILES.values(), ids=list(PROFILES))
def test_every_option_of_a_profile_is_on_its_page(profile):
    text = (ROOT / "docs" / "hardware" / f"{profile.id}.md").read_text(encoding="utf-8")
    for name in (*profile.wire, *profile.options):
        assert re.search(rf"^{name} = ", text, re.MULTILINE), (
            f"{name} is not on docs/hardware/{profile.id}.md"
        )


def test_every_locked_package_has_its_licence_named():
    listed = {plain(name) for name in re.findall(r"^\| ([\w.-]+) \|", _licences(), re.MULTILINE)}
    missing = {plain(name) for name in pins("dev")} - listed
    assert not missing


def test_no_licence_of_a_package_that_is_gone():
    listed = {plain(name) for name in re.findall(r"^\| ([\w.-]+) \| .* \| http", _licences(), re.MULTILINE)}
    assert listed == {plain(name) for name in pins("dev")}


def test_the_dev_lock_holds_the_run_lock_whole():
    assert pins("run").items() <= pins("dev").items()


def test_every_direct_dependency_has_its_reason():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    names = {plain(re.match(r"[\w.-]+", line)[0]) for line in wanted}
    text = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\| ([A-Za-z][\w.-]+) \|", text, re.MULTILINE)
    assert sorted(plain(name) for name in listed) == sorted(names)


def test_every_link_between_pages_leads_somewhere():
    pages = (ROOT / "README.md", *(ROOT / "docs").rglob("*.md"), ROOT / "assets" / "licences" / "README.md")
    broken = [
        f"{shown(path)}: {target}"
        for path in pages
        for target in re.findall(r"\]\(([^)#]+)\)", path.read_text(encoding="utf-8"))
        if "://" not in target and not (path.parent / target).exists()
    ]
    assert not broken, "\n".join(broken)


def _licences():
    return (ROOT / "assets" / "licences" / "README.md").read_text(encoding="utf-8")
