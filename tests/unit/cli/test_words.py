"""The command speaks the person's language and names the nearest right word."""

import subprocess
import sys

import pytest

from drivers.types import Completion, CompletionCode, DeviceState, Status
from hall.cli import exits
from hall.cli.commands import build
from hall.cli.exits import Exit
from hall.cli.language import Say, choose
from tests.rules.tree import ROOT


@pytest.mark.parametrize(
    ("argv", "environment", "language"),
    [
        ([], {}, "en"),
        ([], {"LANG": "zh_CN.UTF-8"}, "zh"),
        ([], {"LANG": "C.UTF-8"}, "en"),
        ([], {"LANG": "de_DE.UTF-8"}, "en"),
        ([], {"LANG": "zh_CN.UTF-8", "LC_MESSAGES": "en_GB.UTF-8"}, "en"),
        ([], {"LANG": "en_GB.UTF-8", "LC_ALL": "zh_TW.UTF-8"}, "zh"),
        ([], {"LC_ALL": "", "LANG": "zh_CN"}, "zh"),
        (["--lang", "zh", "demo"], {"LANG": "en_GB"}, "zh"),
        (["device", "list", "--lang=en"], {"LANG": "zh_CN"}, "en"),
    ],
)
def test_the_language(argv, environment, language):
    assert choose(argv, environment) == language


@pytest.mark.parametrize(
    ("language", "argv", "says"),
    [
        ("zh", ["device", "red"], "是不是 read？"),
        ("en", ["device", "red"], "did you mean read?"),
        ("zh", ["device", "read", "id_crad", "--port", "x"], "是不是 id_card？"),
        ("zh", ["server", "--port", "1"], "缺少参数：--data"),
        ("zh", ["server", "--data", "d", "--port", "x"], "--port 要写数字，不能是 x"),
        ("zh", ["server", "--data", "d", "--port", "70000"], "--port 应当在 0 到 65535 之间，不能是 70000"),
        ("zh", ["demo", "--headles"], "不认识的参数：--headles"),
        ("zh", ["device", "read", "code", "--port"], "--port 后面要写一个值"),
        ("zh", ["twin", "id_card", "--tcp", "--link", "x"], "不能和"),
        (
            "zh",
            ["device", "read", "code", "--port", "x", "--timeout", "0"],
            "--timeout 应当在 0.1 到 86400 之间",
        ),
        ("zh", [], "缺少参数：命令"),
    ],
)
def test_wrong_words_leave_with_2_and_say_what_is_right(capsys, language, argv, says):
    with pytest.raises(SystemExit) as left:
        build(Say(language)).parse_args(argv)
    assert left.value.code == Exit.BAD_INPUT
    out, err = capsys.readouterr()
    assert not out
    assert says in err
    assert "--help" in err


def test_every_end_of_a_command_has_an_exit_status_and_only_success_is_0():
    for code in CompletionCode:
        done = exits.of_completion(Completion("c", code)) is Exit.DONE
        assert done == (code is CompletionCode.SUCCESS)


def test_every_state_has_an_exit_status_and_only_online_is_0():
    for state in DeviceState:
        assert (exits.of_status(Status(state)) is Exit.DONE) == (state is DeviceState.ONLINE)


@pytest.mark.parametrize(
    ("code", "error", "exit_"),
    [
        (CompletionCode.DEVICE_NOT_READY, "bus.notFound", Exit.NO_DEVICE),
        (CompletionCode.DEVICE_NOT_READY, "permission.denied", Exit.NO_DEVICE),
        (CompletionCode.DEVICE_NOT_READY, "protocol.noAnswer", Exit.NO_ANSWER),
        (CompletionCode.HARDWARE_ERROR, "paper.out", Exit.CITIZEN),
        (CompletionCode.COMMAND_ERROR_CODE, "card.unknownType", Exit.CITIZEN),
        (CompletionCode.OUTCOME_UNKNOWN, "bus.gone", Exit.OUTCOME_UNKNOWN),
        (CompletionCode.DEVICE_NOT_READY, "head.hot", Exit.HARDWARE),
        (CompletionCode.TIME_OUT, "card.none", Exit.TIME_OUT),
        (CompletionCode.INTERNAL_ERROR, "driver.crashed", Exit.DRIVER_FAULT),
        (CompletionCode.INTERNAL_ERROR, "config.invalid", Exit.BAD_INPUT),
    ],
)
def test_the_reason_refines_the_exit_status(code, error, exit_):
    assert exits.of_completion(Completion("c", code, error)) is exit_


def test_help_needs_none_of_the_heavy_packages():
    code = (
        "import sys; from hall.cli.main import main\n"
        "try: main(['--help'])\n"
        "except SystemExit: pass\n"
        "heavy = {'pydantic', 'PySide6', 'fastapi', 'sqlalchemy', 'escpos', 'serial', 'asyncio'} & set(sys.modules)\n"
        "print(sorted(heavy), file=sys.stderr)"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True
    )
    assert ended.stderr.strip() == "[]"


@pytest.mark.parametrize(("language", "word"), [("zh_CN.UTF-8", "用法:"), ("C.UTF-8", "usage:")])
def test_the_installer_explains_itself(language, word):
    environment = {"PATH": "/usr/bin:/bin", "LANG": language}
    ended = subprocess.run(
        [ROOT / "install.sh", "help"], capture_output=True, text=True, env=environment, timeout=60, check=True
    )
    assert ended.stdout.startswith(word)
    assert not ended.stderr


def test_the_installer_refuses_a_word_it_does_not_know():
    ended = subprocess.run(
        [ROOT / "install.sh", "dmeo"], capture_output=True, text=True, timeout=60, check=False
    )
    assert ended.returncode == 2
    assert not ended.stdout
    assert "dmeo" in ended.stderr
