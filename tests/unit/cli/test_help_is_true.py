"""What the help says is so: its examples work when pasted, its lists are the twins' own."""

import re
import shlex
import subprocess
from contextlib import ExitStack

import pytest

from drivers.sim.twins import TWINS, Carrier, line_for
from hall.cli.commands import build
from hall.cli.device_commands import CLASSES
from hall.cli.exits import Exit, table
from hall.cli.hands import fault_words, verbs
from hall.cli.language import Say
from hall.settings import load_profiles
from tests.rules.test_cli_help import parsers
from tests.unit.cli.running import HALLKIT, LIMIT_S, hallkit, twin

HELP = {parser.prog: parser.format_help() for parser in parsers(build(Say("en")))}
EXAMPLE = re.compile(r"^  (hallkit .*)$", re.MULTILINE)
LINES = sorted({line for text in HELP.values() for line in EXAMPLE.findall(text)})
PORT = re.compile(r"--port (\S+)")
PICTURES = re.compile(r"hallkit device (decode|page|pdf|scan|selftest|sniff|open|run) ")
DEVICE = [
    line
    for line in LINES
    if line.startswith("hallkit device")
    and "--help" not in line
    and not PICTURES.match(line)
    and all(port.startswith("/tmp/") for port in PORT.findall(line))
]
"""Those with pictures, other ports or a dialogue are pasted by the tests of their own."""
ON_CHIPS = [line for line in LINES if "--port pcsc:" in line]
OTHERS = [line for line in LINES if line not in DEVICE]


def words(line, folder):
    """An example's words; its files in a folder of this test."""
    return [word.replace("/tmp/", f"{folder}/") for word in shlex.split(line)[1:]]


@pytest.mark.parametrize("line", OTHERS)
def test_every_example_is_understood(line):
    command = shlex.split(line.partition(" > ")[0])[1:]
    if "--help" in command:
        assert hallkit(*command).returncode == Exit.DONE
    else:
        assert build(Say("en")).parse_args(command).run


def test_every_example_for_a_device_works_when_pasted(tmp_path):
    with ExitStack() as running:
        talk = {}
        for name, (_, _, usual) in CLASSES.items():
            if usual in TWINS and TWINS[usual].carrier is Carrier.SERIAL:
                more = ["--code", "YXFW1:0123456789ABCDEF"] if name == "code_scanner" else []
                _, talk[name] = running.enter_context(twin(name, "--link", tmp_path / name, *more))
        card, paper = talk["id_card"], talk["ticket_printer"]
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


@pytest.mark.parametrize("name", ["id_card", "pickup_locker", "evaluation_pad"])
def test_the_help_of_a_twin_names_what_it_obeys_every_fault_and_every_model(name):
    usual = CLASSES[name][2]
    text = hallkit("twin", name, "--help", "--lang", "en").stdout
    line = line_for(usual)
    for word in verbs(line, Say("en")):
        assert re.search(rf"^  {word} +\S", text, re.MULTILINE) or word == "help", word
    for fault in fault_words(line):
        assert fault in text
    for profile in load_profiles().values():
        assert (profile.id in text) == (profile.device_class == name and profile.id in TWINS), profile.id


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("command", [(), ("device",)])
def test_the_help_shows_every_exit_status(language, command):
    ended = hallkit(*command, "--help", "--lang", language)
    assert ended.returncode == Exit.DONE
    assert table(Say(language)) in ended.stdout
    for exit_ in Exit:
        assert str(exit_.value) in table(Say(language))
