"""`hallkit device sniff`: an unknown pad is learned by pressing its keys, and what was learned works."""

import json
import subprocess

import pytest

from drivers.keypad.caller import CallerKeypad
from drivers.keypad.evaluation import EvaluationPad
from drivers.sim.line import PtyLine
from drivers.sim.unknown_pad import UnknownPadTwin
from hall.cli.exits import Exit
from hall.settings import load_profile
from tests.support.direct import driven
from tests.unit.cli.running import HALLKIT, LIMIT_S, hallkit


def invented(value):
    """E7 count 40+value sum 0A: a maker's own, with a counter."""
    return lambda count: _summed(bytes([0xE7, count & 0x7F, 0x40 + value])) + b"\x0a"


def _summed(body):
    return body + bytes([sum(body) & 0xFF])


PAD = {str(level): invented(level) for level in range(1, 6)}


class Sniffing:
    """The running wizard: its JSON lines, a hand on the pad, words on its stdin."""

    def __init__(self, line, *words):
        self.line = line
        command = [
            HALLKIT,
            "--lang",
            "zh",
            "device",
            "sniff",
            "--port",
            line.port,
            "--json",
            *map(str, words),
        ]
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.kill()
        self.process.communicate(timeout=LIMIT_S)

    def next(self, kind):
        for text in self.process.stdout:
            told = json.loads(text)
            if told.get("event") == kind:
                return told
        raise AssertionError(self.process.stderr.read())

    def say(self, word):
        self.process.stdin.write(f"{word}\n")
        self.process.stdin.flush()

    def press(self, key):
        self.line.act(lambda: self.line.machine.press(key))
        return self.next("heard")

    def press_as_asked(self, times):
        for _ in range(times):
            self.press(self.next("press")["key"])

    def end(self):
        self.process.wait(timeout=LIMIT_S)
        return self.process.returncode


def test_a_pad_is_learned_and_then_rates(tmp_path):
    path = tmp_path / "my-pad.toml"
    with PtyLine(UnknownPadTwin(PAD), tmp_path / "pad") as line, Sniffing(line, "--out", path) as wizard:
        wizard.press_as_asked(15)
        learned = wizard.next("learned")
        assert wizard.end() == Exit.DONE
    assert (learned["frame"], learned["check"], learned["notes"]) == (
        "E7 {n1:any} {key} {sum} 0A",
        "sum",
        ["counter"],
    )
    profile = load_profile("my-pad", tmp_path)
    assert profile.verified == "never"
    with driven(PtyLine(UnknownPadTwin(PAD)), EvaluationPad, profile.options) as desk:
        desk.context.on_event = lambda event: (
            desk.hand(desk.twin.press, "2") if event.kind == "prompted" else None
        )
        assert desk.do("start_evaluation").result["level"] == 2


def test_a_profile_of_any_name_is_learned_and_used_where_it_stands(tmp_path):
    path = tmp_path / "学 pad.toml"
    keys = {"5": lambda _: b"\x01\x35", "1": lambda _: b"\x01\x31"}
    words = ("--keys", "5,1", "--times", 2, "--out", path)
    with PtyLine(UnknownPadTwin(keys), tmp_path / "pad") as line:
        with Sniffing(line, *words) as wizard:
            wizard.press_as_asked(4)
            assert wizard.end() == Exit.DONE
        assert load_profile(str(path)).id == "learned-pad"
        ended = hallkit("device", "status", "evaluation_pad", "--profile", path, "--port", line.port)
        assert ended.returncode == Exit.DONE, ended.stderr


def test_undo_and_skip(tmp_path):
    path = tmp_path / "box.toml"
    keys = {"next": lambda _: b"N\r", "recall": lambda _: b"REC\r", "skip": lambda _: b"SK\r"}
    words = ("--class", "caller_keypad", "--keys", "next,recall,pause,skip", "--times", 2, "--out", path)
    with PtyLine(UnknownPadTwin(keys), tmp_path / "pad") as line, Sniffing(line, *words) as wizard:
        wizard.next("press")
        wizard.press("skip")  # the wrong key
        wizard.say("undo")
        told = wizard.next("press")
        while (told["key"], told["got"]) != ("next", 0):
            told = wizard.next("press")
        wizard.press("next")
        wizard.next("press")
        wizard.press("next")
        wizard.press_as_asked(2)
        assert wizard.next("press")["key"] == "pause"
        wizard.say("skip")
        wizard.press_as_asked(2)
        wizard.next("learned")
        assert wizard.end() == Exit.DONE
    options = load_profile("box", tmp_path).options
    assert options["press"]["fixed"] == {"next": "4E 0D", "recall": "52 45 43 0D", "skip": "53 4B 0D"}
    with driven(PtyLine(UnknownPadTwin(keys)), CallerKeypad, options) as desk:
        desk.hand(desk.twin.press, "recall")
        while "keyPressed" not in desk.context.kinds:
            desk.driver.idle()
            desk.context.pause(10)
        assert desk.context.events[-1].data["key"] == "recall"


def test_keys_that_cannot_be_told_apart_are_said(tmp_path):
    same = dict.fromkeys(PAD, lambda _: b"\x01\x02")
    words = ("--keys", "5,1", "--times", 2, "--out", tmp_path / "pad.toml")
    with PtyLine(UnknownPadTwin(same), tmp_path / "pad") as line, Sniffing(line, *words) as wizard:
        wizard.press_as_asked(4)
        assert wizard.end() == Exit.BAD_INPUT
        assert "5, 1" in wizard.process.stderr.read()
    assert not (tmp_path / "pad.toml").exists()


def test_quit_writes_nothing(tmp_path):
    words = ("--out", tmp_path / "pad.toml")
    with PtyLine(UnknownPadTwin(PAD), tmp_path / "pad") as line, Sniffing(line, *words) as wizard:
        wizard.next("press")
        wizard.say("quit")
        assert wizard.end() == Exit.STOPPED
    assert not (tmp_path / "pad.toml").exists()


def test_nobody_presses_anything(tmp_path):
    with PtyLine(UnknownPadTwin(PAD), tmp_path / "pad") as line:
        ended = hallkit(
            "device", "sniff", "--port", line.port, "--timeout", 3, "--out", tmp_path / "pad.toml"
        )
    assert ended.returncode == Exit.TIME_OUT
    assert "请按“非常满意”" in ended.stderr


@pytest.mark.parametrize(
    "words", [("--keys", "5,6"), ("--keys", "5,5"), ("--out", "/nodir/x.toml"), ("--out", "pad.txt")]
)
def test_wrong_words_are_said_before_anything_is_opened(words):
    ended = hallkit("device", "sniff", "--port", "/dev/none", *words)
    assert ended.returncode == Exit.BAD_INPUT
