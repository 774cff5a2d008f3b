"""`hallkit drivers`: our drivers and strangers' in one list; a check ends in a dated sheet."""

import json
import os
import re
import subprocess
from pathlib import Path

from drivers.kit.contract import CLAUSES
from hall.cli.exits import Exit
from tests.unit.cli.running import HALLKIT, told
from tests.unit.drivers.kit.test_contract import SAMPLE

LIMIT_S = 110


def drivers(*words, language="en", package=True):
    environment = {**os.environ, "PYTHONPATH": str(SAMPLE) if package else ""}
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
    assert "门锁按钮 — 只在仿真上试过" in people


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
