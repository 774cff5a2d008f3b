"""`hallkit device run`: the self-tests that the hardware pages describe, from the command line."""

import json
import subprocess

import pytest

from drivers.sim.twins import line_for
from hall.cli.exits import Exit
from tests.unit.cli.running import HALLKIT, LIMIT_S, hallkit, told

RUN = ("device", "run", "evaluation_pad")


def punches(folder):
    path = folder / "punches.csv"
    path.write_text("工号,时间,状态\nG0007,2026-06-01 08:30:00,上班签到\n", encoding="utf-8")
    return path


def test_a_pad_asks_a_rating_and_its_events_are_told():
    with line_for("hallkit-pad") as line:
        process = subprocess.Popen(
            [HALLKIT, *RUN, "start_evaluation", "window=3", "--port", line.port, "--json"],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        heard = ""
        while "prompted" not in heard:
            heard = process.stderr.readline()
            assert heard
        line.act(lambda: line.machine.press("5"))
        out, err = process.communicate(timeout=LIMIT_S)
    assert process.returncode == Exit.DONE, err
    answer = json.loads(out)
    assert (answer["ok"], answer["result"]["level"]) == (True, 5)
    assert "evaluated" in [event["event"] for event in answer["events"]]


def test_what_it_can_do_is_listed_and_a_word_misspelt_is_named_with_the_right_one():
    with line_for("hallkit-pad") as line:
        listed = told(hallkit(*RUN, "--list", "--port", line.port, "--json"))
        misspelt = hallkit(*RUN, "start_evaluatoin", "--port", line.port)
        argument = hallkit(*RUN, "start_evaluation", "windo=3", "--port", line.port)
    assert "start_evaluation" in listed["operations"]
    assert misspelt.returncode == argument.returncode == Exit.BAD_INPUT
    assert "是不是 start_evaluation？" in misspelt.stderr
    assert "windo：" in argument.stderr


@pytest.mark.parametrize(("more", "badge"), [((), "G****"), (("--reveal",), "G0007")])
def test_punches_of_a_file_are_listed_without_the_staff_numbers(tmp_path, more, badge):
    ended = hallkit(
        *("device", "run", "staff_attendance", "list_since", "--profile", "punch-file"),
        *("--port", "none:punches", "--option", f"path={punches(tmp_path)}", "--json", *more),
    )
    assert ended.returncode == Exit.DONE, ended.stderr
    assert told(ended)["result"]["punches"][0]["badge"] == badge
    assert ("G0007" in ended.stdout + ended.stderr) == bool(more)


@pytest.mark.parametrize(
    ("name", "op", "command"),
    [
        ("id_card", "read_card", "device read id_card"),
        ("id_card", "read_new_address", "device read id_card"),
        ("smart_card", "transmit", "device read social_card"),
    ],
)
def test_a_card_is_not_read_here(name, op, command):
    ended = hallkit("device", "run", name, op, "--port", "/dev/none")
    assert ended.returncode == Exit.BAD_INPUT
    assert command in ended.stderr


@pytest.mark.parametrize("words", [(), ("status", "key"), ("status", 'key="open'), ("status", "a b=1")])
def test_wrong_words_are_said_before_anything_is_opened(words):
    ended = hallkit(*RUN, *words, "--port", "/dev/none")
    assert ended.returncode == Exit.BAD_INPUT, ended.stderr
