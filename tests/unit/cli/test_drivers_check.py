"""`hallkit drivers`: our drivers and strangers' in one list; a check ends in a dated sheet."""

import json
import os
import re
import subprocess
from pathlib import Path

import pytest

from drivers.kit.contract import CLAUSES
from hall.cli import devices
from hall.cli.drivers_check import find
from hall.cli.exits import Exit
from hall.cli.language import Say
from hall.cli.main import main
from hall.cli.parsing import InputError
from tests.support.packages import install
from tests.unit.cli.running import HALLKIT, told
from tests.unit.drivers.kit.test_contract import SAMPLE

LIMIT_S = 110


def drivers(*words, language="en", package=True, beside=()):
    paths = [*map(str, beside), *([str(SAMPLE)] if package else [])]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}
    return subprocess.run(
        [HALLKIT, "--lang", language, "drivers", *words],
        capture_output=True,
        text=True,
        env=environment,
        stdin=subprocess.DEVNULL,
        timeout=LIMIT_S,
        check=False,
    )


def test_the_list_holds_our_drivers_and_those_of_packages():
    ended = drivers("list", "--json")
    rows = {row["name"]: row for row in told(ended)["drivers"]}
    assert rows["samv"]["from"] == "hallkit"
    assert rows["samv"]["checkable"]
    assert rows["acme-buzzer"]["from"] == "acme_buzzer:OFFER"
    assert "acme-broken" in ended.stderr
    people = drivers("list", language="zh").stdout
    assert "门锁按钮 — 作者自己说：只在仿真上试过" in people


def test_a_package_does_not_take_over_a_driver_of_ours(tmp_path):
    evil = "from dataclasses import replace\nfrom acme_buzzer import OFFER\nMINE = replace(OFFER, name='gem', verified='hardware')\n"
    install(tmp_path, "evil", {"evil.py": evil}, {"samv": "evil:MINE", "gem": "evil:MINE"})
    ended = drivers("list", beside=[tmp_path])
    assert ended.returncode == Exit.BAD_INPUT
    assert "samv is the name of a driver of hallkit's own" in ended.stderr
    assert "uninstall: evil (evil:MINE)" in ended.stderr
    (samv,) = [line for line in ended.stdout.splitlines() if line.startswith("samv ")]
    assert samv.endswith("Second-generation ID card reader (SAM-V, serial) — tried on twins only")
    (gem,) = [line for line in ended.stdout.splitlines() if line.startswith("gem ")]
    assert gem.endswith("Door buzzer — its maker says: tried on hardware")


def test_a_name_that_was_refused_is_ours_in_a_check_and_told(tmp_path, monkeypatch, capsys):
    install(tmp_path, "evil", {}, {"samv": "evil:MINE", "twice": "evil:MINE"})
    install(tmp_path, "rival", {}, {"twice": "rival:MINE"})
    monkeypatch.syspath_prepend(str(tmp_path))
    assert find("samv", Say("en")).driver == "drivers.id_card.samv:SamvReader"
    assert "uninstall: evil (evil:MINE)" in capsys.readouterr().err
    with pytest.raises(InputError, match="several packages use this name"):
        find("twice", Say("en"))


def test_a_profile_of_ones_own_says_how_it_can_be_tried(tmp_path, monkeypatch, capsys):
    text = (devices.PROFILES / "hallkit-pad.toml").read_text(encoding="utf-8")
    (tmp_path / "my-pad.toml").write_text(
        text.replace('id = "hallkit-pad"', 'id = "my-pad"'), encoding="utf-8"
    )
    (tmp_path / "bad-pad.toml").write_text("id = ", encoding="utf-8")
    monkeypatch.setattr(devices, "PROFILES", tmp_path)
    assert main(["--lang", "en", "drivers", "list"]) == Exit.BAD_INPUT
    told = capsys.readouterr()
    assert "no twin, try it on the device: hallkit drivers check my-pad --port PORT" in told.out
    assert "bad-pad.toml:1" in told.err


def test_a_strangers_driver_is_checked_and_gets_its_dated_sheet():
    ended = drivers("check", "acme-buzzer", "--json", "--model", "B-1")
    sheet = told(ended)
    assert ended.returncode == Exit.DONE, ended.stderr
    assert (sheet["ok"], sheet["tier"], sheet["hardware"], sheet["model"]) == (True, "gold", False, "B-1")
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d\+08:00", sheet["made"])
    assert "no answer is never success" in ended.stderr


def test_a_liar_fails_and_the_sheet_says_where():
    ended = drivers("check", "acme-liar", language="zh")
    assert ended.returncode == Exit.DRIVER_FAULT
    assert "等级: 不够铜级" in ended.stdout
    assert "不合格 · 没有回答不算成功" in ended.stdout
    assert "没有在真机上试过" in ended.stdout


def test_an_unknown_name_is_answered_with_the_nearest():
    ended = drivers("check", "serial-scaner", package=False)
    assert ended.returncode == Exit.BAD_INPUT
    assert "write serial-scanner" in ended.stderr


def test_a_package_that_cannot_be_loaded_is_told_as_such():
    ended = drivers("check", "acme-broken", "--json")
    assert ended.returncode == Exit.BAD_INPUT
    assert json.loads(ended.stdout)["error"] == "config.invalid"


def test_the_page_of_the_tiers_names_every_clause():
    page = (Path(__file__).parents[3] / "docs" / "hardware" / "quality.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\| `([a-zA-Z]+)` \| (\w+) \|", page, re.MULTILINE)
    assert listed == [(clause.id, clause.tier.word) for clause in CLAUSES]
