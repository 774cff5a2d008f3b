"""The answer survives any terminal, pipe, disk and locale; with --json it is one object, also for a failure."""

import json
import os
import subprocess
from argparse import Namespace

import pytest

from hall.cli.exits import Exit
from hall.cli.language import Say
from hall.cli.output import printable
from hall.cli.running import run
from tests.unit.cli.running import HALLKIT, LIMIT_S, twin

MISSING = ("device", "read", "id_card", "--port", "/dev/serial/by-id/none", "--json")
SECRET = "11010519491231002X"


def ended(*words, shell="", encoding=None, **environment):
    """One command in an environment of its own; `shell` is what follows it on a shell's line."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG"))}
    command = ["bash", "-c", f'set -o pipefail; "$0" "$@" {shell}', str(HALLKIT), *map(str, words)]
    return subprocess.run(
        command,
        capture_output=True,
        encoding=encoding or "utf-8",
        stdin=subprocess.DEVNULL,
        env={**clean, **environment},
        timeout=LIMIT_S,
        check=False,
    )


@pytest.mark.parametrize(
    ("environment", "word"),
    [
        ({"LC_ALL": "C"}, "usage:"),
        ({"LANG": "zh_CN.UTF-8"}, "用法:"),
        ({"LANG": "en_GB.UTF-8"}, "usage:"),
        ({"LANG": "xx_YY.UTF-8"}, "usage:"),
        ({"LANG": "zh_CN.UTF-8", "PYTHONIOENCODING": "gbk"}, "用法:"),
        ({"LANG": "zh_CN.UTF-8", "PYTHONIOENCODING": "latin-1"}, "usage:"),
        ({"LANG": "zh_CN.UTF-8", "PYTHONIOENCODING": "ascii"}, "usage:"),
    ],
)
def test_every_locale_gets_help_that_its_terminal_can_show(environment, word):
    found = ended("--help", encoding=environment.get("PYTHONIOENCODING"), **environment)
    assert found.returncode == Exit.DONE, found.stderr
    assert found.stdout.startswith(word)
    assert "\\u" not in found.stdout


@pytest.mark.parametrize("encoding", ["utf-8", "gbk", "latin-1", "ascii"])
def test_json_is_json_in_every_encoding(encoding):
    found = ended("device", "list", "--json", encoding=encoding, PYTHONIOENCODING=encoding)
    assert found.returncode == Exit.DONE, found.stderr
    assert json.loads(found.stdout)["classes"]["id_card"]["zh"] == "身份证阅读机具"


@pytest.mark.parametrize(
    ("words", "exit_"),
    [
        (MISSING, Exit.NO_DEVICE),
        (("device", "read", "id_card", "--json"), Exit.BAD_INPUT),
        (("device", "list", "--json", "--jsno"), Exit.BAD_INPUT),
        (("device", "read", "code", "--port", "tcp://", "--json"), Exit.BAD_INPUT),
        (("device", "read", "code", "--port", "x", "--profile", "smav", "--json"), Exit.BAD_INPUT),
        (("device", "print", "ticket", "--port", "x", "--data", "/none", "--json"), Exit.BAD_INPUT),
        (("device", "status", "ticket_printer", "--port", "tcp://127.0.0.1:1", "--json"), Exit.NO_DEVICE),
        (("device", "status", "ticket_printer", "--port", "tcp://no.such.host.invalid:1", "--json"), 3),
    ],
)
def test_a_failure_is_one_json_object_and_words_for_people(words, exit_):
    found = ended(*words, LANG="en_GB.UTF-8")
    assert found.returncode == exit_, found.stderr
    assert found.stdout.count("\n") == 1
    answer = json.loads(found.stdout)
    assert answer["ok"] is False
    assert answer["code"]
    assert answer["error"]
    assert found.stderr.strip()
    assert "Traceback" not in found.stderr


def test_an_option_misspelt_is_named_with_the_right_one():
    found = ended("device", "list", "--jsno", LANG="en_GB.UTF-8")
    assert "unrecognized arguments: --jsno, did you mean --json?" in found.stderr
    assert "hallkit device list --help" in found.stderr


@pytest.mark.parametrize("shell", ["| true", "| head -1", ">&-", ">&- 2>&-"])
def test_nobody_to_read_the_answer_does_not_make_a_failure_a_success(shell):
    found = ended(*MISSING, shell=shell)
    assert found.returncode == Exit.NO_DEVICE, found.stderr
    assert "Traceback" not in found.stderr
    assert "Exception ignored" not in found.stderr


@pytest.mark.parametrize("words", [("--help",), ("device", "list"), ("device", "list", "--json")])
def test_an_answer_that_cannot_be_written_is_no_success(words):
    found = ended(*words, shell=">/dev/full", LANG="en_GB.UTF-8")
    assert found.returncode == Exit.BAD_INPUT
    assert "the answer cannot be written: No space left on device" in found.stderr
    assert "Traceback" not in found.stderr


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("zh", "设备型号 smav 不认识，是不是 samv？"),
        ("en", "unknown device profile smav, did you mean samv?"),
    ],
)
def test_wrong_settings_are_told_in_the_chosen_language_only(language, words):
    found = ended(
        "--lang", language, "device", "read", "id_card", "--port", "x", "--profile", "smav", "--json"
    )
    told = json.loads(found.stdout)["detail"]
    assert told.endswith(f"config/devices: {words}")
    assert words in found.stderr
    assert " | " not in found.stderr


def test_a_code_cannot_play_with_the_terminal():
    assert printable("a\x1b[2J\x9b\u202eb\n汉𠮷") == "a\\x1b[2J\\x9b\\u202eb\n汉𠮷"
    with twin("code_scanner", "--code", "\x1b[2Jx") as (port, _):
        found = ended("device", "read", "code", "--port", port)
    assert found.returncode == Exit.DONE, found.stderr
    assert "\\x1b[2Jx" in found.stdout
    assert "\x1b" not in found.stdout


def broken(_chosen, _say):
    """A command with a fault of its own."""
    raise ValueError(SECRET)


def test_a_fault_of_hallkit_itself_is_said_without_what_a_card_said(capsys):
    status = run(Namespace(run="tests.unit.cli.test_output:broken", json=True), Say("en"))
    assert status == Exit.FAULT
    out, err = capsys.readouterr()
    assert json.loads(out) == {"ok": False, "code": "internalError", "error": "", "detail": "ValueError"}
    assert "test_output.py" in err
    assert Exit.FAULT.en in err
    assert SECRET not in out + err
