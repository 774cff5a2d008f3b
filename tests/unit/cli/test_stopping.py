"""Ctrl-C and a lost terminal: words, exit status 130, a terminal as it was."""

import asyncio
import json
import os
import pty
import select
import signal
import subprocess
import termios
from pathlib import Path
from time import monotonic

import pytest

from drivers.process import start_child
from hall.cli import entry
from hall.cli.exits import Exit
from hall.cli.main import main
from tests.unit.cli.running import HALLKIT, LIMIT_S, hallkit, twin


class Terminal:
    """A command on a terminal of its own; what it shows, and the keys one presses."""

    def __init__(self, *words):
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.execv(HALLKIT, [str(HALLKIT), "--lang", "en", *map(str, words)])
        self.settings = termios.tcgetattr(self.fd)
        self.shown = ""

    def until(self, text):
        end = monotonic() + LIMIT_S
        while text not in self.shown:
            assert monotonic() < end, self.shown
            assert self._read(), self.shown

    def _read(self):
        if not select.select([self.fd], [], [], 0.1)[0]:
            return True
        try:
            data = os.read(self.fd, 4096)
        except OSError:  # EIO: the last process has left the terminal
            return False
        self.shown += data.decode()
        return bool(data)

    def press_ctrl_c(self):
        os.write(self.fd, b"\x03")

    def end(self):
        while self._read():
            pass
        unchanged = termios.tcgetattr(self.fd) == self.settings
        os.close(self.fd)
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1]), unchanged


@pytest.mark.parametrize("json_too", [True, False])
def test_ctrl_c_on_a_terminal_while_a_card_is_awaited(tmp_path, json_too):
    with twin("id_card", "--link", tmp_path / "reader") as (port, _):
        terminal = Terminal("device", "read", "id_card", "--port", port, *(["--json"] if json_too else []))
        terminal.until("put one card")
        terminal.press_ctrl_c()
        assert terminal.end() == (Exit.STOPPED, True)
    told = [line for line in terminal.shown.splitlines() if "{" in line]
    assert "Traceback" not in terminal.shown
    assert "stopped" in terminal.shown
    assert len(told) == json_too
    for line in told:
        assert json.loads(line[line.index("{") :])["code"] == "canceled"


def test_ctrl_c_after_the_order_to_open_a_door_is_an_unknown_outcome(tmp_path):
    with twin("pickup_locker", "--link", tmp_path / "locker", "--fault", "jam") as (port, _):
        terminal = Terminal("device", "open", "locker", "--port", port, "--door", 7, "--json")
        terminal.until("ordering door 7")
        terminal.press_ctrl_c()
        assert terminal.end() == (Exit.STOPPED, True)
    line = next(line for line in terminal.shown.splitlines() if "{" in line)
    told = json.loads(line[line.index("{") :])  # the terminal's ^C may stand before it
    assert (told["ok"], told["code"]) == (False, "outcomeUnknown")
    assert "a door may have opened; look before any retry" in terminal.shown


def test_ctrl_c_while_printing_says_that_paper_may_be_there(tmp_path):
    data = tmp_path / "ticket.json"
    data.write_text(hallkit("device", "print", "ticket", "--example").stdout, encoding="utf-8")
    with twin("ticket_printer", "--tcp") as (port, say):
        assert say("fault no_answer")
        terminal = Terminal(
            *("device", "print", "ticket", "--port", port, "--data", data),
            *("--profile", "escpos-80-nostatus", "--timeout", "50", "--json"),
        )
        terminal.until("on its way to the printer")
        terminal.press_ctrl_c()
        status, unchanged = terminal.end()
    assert unchanged
    assert status in {Exit.STOPPED, Exit.OUTCOME_UNKNOWN}
    assert "paper may have come out" in terminal.shown
    assert '"code": "outcomeUnknown"' in terminal.shown


def status_of(pid):
    lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    return dict(line.split(":\t", 1) for line in lines)


def test_ctrl_c_never_reaches_a_drivers_process_not_even_while_it_starts():
    async def signals():
        child = await start_child(lambda _kind, _message: None)
        told = status_of(child.pid)
        child.kill()
        await child.ended.wait()
        await child.reap()
        return told

    told = asyncio.run(signals())
    held = int(told["SigBlk"], 16) | int(told["SigIgn"], 16)
    assert held & 1 << signal.SIGINT - 1


def test_ctrl_c_before_the_command_has_begun(monkeypatch, capsys):
    def interrupted(_words):
        raise KeyboardInterrupt

    monkeypatch.setattr(entry, "run", interrupted)
    assert main(["device", "list", "--json"]) == Exit.STOPPED
    out, err = capsys.readouterr()
    assert json.loads(out)["code"] == "canceled"
    assert "stopped" in err


def test_a_twin_in_the_background_of_a_terminal_goes_on(tmp_path):
    link = tmp_path / "reader"
    pid, fd = pty.fork()
    if pid == 0:
        os.execv("/bin/bash", ["bash", "--norc", "-i"])
    try:
        os.write(fd, f"'{HALLKIT}' twin id_card --card zhang --link '{link}' &\n".encode())
        end = monotonic() + LIMIT_S
        while not link.is_symlink():
            assert monotonic() < end
            if select.select([fd], [], [], 0.05)[0]:
                os.read(fd, 4096)
        ended = hallkit("device", "read", "id_card", "--port", link)
        assert ended.returncode == Exit.DONE, ended.stderr
    finally:
        os.write(fd, b"kill %1; wait; exit\n")
        while True:
            try:
                if not os.read(fd, 4096):
                    break
            except OSError:
                break
        os.close(fd)
        os.waitpid(pid, 0)
    assert not link.is_symlink()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_twin_ends_clean_and_takes_its_port_with_it(tmp_path, number):
    link = tmp_path / "printer"
    with subprocess.Popen(
        [HALLKIT, "twin", "ticket_printer", "--link", link],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout.readline() == f"{link}\n"
        assert link.is_symlink()
        process.send_signal(number)
        _, err = process.communicate(timeout=LIMIT_S)
    assert process.returncode == Exit.DONE
    assert not err
    assert not link.is_symlink()


def test_the_link_of_a_twin_that_was_killed_is_taken_over(tmp_path):
    link = tmp_path / "reader"
    with subprocess.Popen(
        [HALLKIT, "twin", "id_card", "--link", link],
        stdout=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
        text=True,
    ) as process:
        assert process.stdout.readline()
        process.kill()
    with twin("id_card", "--link", link) as (port, _):
        assert port == str(link)
