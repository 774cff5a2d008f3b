"""What the help says is so: its examples work when pasted, its lists are the twins' own."""

import re
import shlex
import subprocess

import pytest

from drivers.sim.line import PtyLine
from hall.cli.commands import build
from hall.cli.exits import Exit, table
from hall.cli.hands import CARDS, fault_words, verbs
from hall.cli.language import Say
from hall.cli.twins import MACHINES
from tests.rules.test_cli_help import parsers
from tests.unit.cli.running import HALLKIT, LIMIT_S, hallkit, twin

HELP = {parser.prog: parser.format_help() for parser in parsers(build(Say("en")))}
EXAMPLE = re.compile(r"^  (hallkit .*)$", re.MULTILINE)
LINES = sorted({line for text in HELP.values() for line in EXAMPLE.findall(text)})
ON_CHIPS = [line for line in LINES if "--port pcsc:" in line]
"""Those are pasted where a card service runs: test_reading_a_social_card.py."""
DEVICE = [
    line
    for line in LINES
    if line.startswith("hallkit device") and "--help" not in line and line not in ON_CHIPS
]
OTHERS = [line for line in LINES if line not in DEVICE]


def words(line, folder):
    """An example's words; its files in a folder of this test."""
    return [word.replace("/tmp/", f"{folder}/") for word in shlex.split(line)[1:]]


@pytest.mark.parametrize("line", OTHERS)
def test_every_example_is_understood(line):
    command = shlex.split(line)[1:]
    if "--help" in command:
        assert hallkit(*command).returncode == Exit.DONE
    else:
        assert build(Say("en")).parse_args(command).run


def test_every_example_for_a_device_works_when_pasted(tmp_path):
    with (
        twin("id_card", "--link", tmp_path / "id_card") as (_, card),
        twin("code_scanner", "--link", tmp_path / "code_scanner", "--code", "YXFW1:0123456789ABCDEF"),
        twin("ticket_printer", "--link", tmp_path / "ticket_printer") as (_, paper),
    ):
        for line in sorted(DEVICE, key=lambda line: ("--example" not in line, line)):
            command, _, target = line.partition(" > ")
            card("lift")
            card("place zhang")
            ended = subprocess.run(
                [HALLKIT, *words(command, tmp_path)],
                capture_output=True,
                text=True,
                stdin=subprocess.DEVNULL,
                cwd=tmp_path,
                timeout=LIMIT_S,
                check=False,
            )
            assert ended.returncode == Exit.DONE, (line, ended.stderr)
            if target:
                (tmp_path / target).write_text(ended.stdout, encoding="utf-8")
        assert paper("tear") == "took 2 pieces"


@pytest.mark.parametrize("line", [line for line in OTHERS if line.startswith("hallkit twin")])
def test_every_example_for_a_twin_works_when_pasted(tmp_path, line):
    with twin(*words(line, tmp_path)[1:]) as (port, say):
        assert port
        assert say("help")


@pytest.mark.parametrize("name", MACHINES)
def test_the_help_of_a_twin_names_what_it_obeys_and_every_fault(name):
    line = PtyLine(MACHINES[name](), None)
    text = HELP[f"hallkit twin {name}"]
    for word in verbs(line, Say("en")):
        assert re.search(rf"^  {word}( [A-Z]+)?  ", text, re.MULTILINE), word
    listed = re.search(r"^faults F: (.*)$", text, re.MULTILINE)[1].split()
    assert sorted(listed) == sorted(fault_words(line))
    if name == "id_card":
        assert re.search(r"^cards NAME: (.*)$", text, re.MULTILINE)[1].split() == sorted(CARDS)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("command", [(), ("device",)])
def test_the_help_shows_every_exit_status(language, command):
    ended = hallkit(*command, "--help", "--lang", language)
    assert ended.returncode == Exit.DONE
    assert table(Say(language)) in ended.stdout
    for exit_ in Exit:
        assert str(exit_.value) in table(Say(language))
