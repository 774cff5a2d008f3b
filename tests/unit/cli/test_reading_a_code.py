"""`hallkit device read code`: whatever a code holds is shown as it is."""

import subprocess
import threading

import pytest

from hall.cli.exits import Exit
from tests.unit.cli.running import HALLKIT, LIMIT_S, hallkit, told, twin

READ = ("device", "read", "code", "--port")


def test_a_code_held_before_the_scanner(tmp_path):
    text = "YXFW1:0123456789ABCDEF"
    with twin("code_scanner", "--link", tmp_path / "scanner", "--code", text) as (port, _):
        ended = hallkit(*READ, port, "--json")
    assert ended.returncode == Exit.DONE, ended.stderr
    answer = told(ended)
    assert answer["text"] == text
    assert bytes.fromhex(answer["bytes_hex"]) == text.encode()
    assert answer["length"] == len(text)
    assert answer["charset"]


@pytest.mark.parametrize(
    ("data", "text"),
    [("云溪县".encode("gbk"), "云溪县"), ("云溪县".encode(), "云溪县"), (bytes([0, 1, 255, 254, 128]), None)],
)
def test_any_bytes_come_through(tmp_path, data, text):
    with twin("code_scanner", "--link", tmp_path / "scanner") as (port, say):
        command = [HALLKIT, "--lang", "zh", *READ, port, "--json"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as reading:
            stop = threading.Event()
            reading.stderr.readline()  # it asks for a code now

            def hold():
                while not stop.is_set():
                    say(f"present-hex {data.hex()}")
                    stop.wait(0.5)

            holding = threading.Thread(target=hold)
            holding.start()
            try:
                out, err = reading.communicate(timeout=LIMIT_S)
            finally:
                stop.set()
                holding.join()
    assert reading.returncode == Exit.DONE, err
    answer = told(subprocess.CompletedProcess(command, 0, out, err))
    assert bytes.fromhex(answer["bytes_hex"]) == data
    assert answer["text"] == text


def test_nobody_presents_a_code(tmp_path):
    with twin("code_scanner", "--link", tmp_path / "scanner") as (port, _):
        ended = hallkit(*READ, port, "--timeout", "2", "--json")
    assert ended.returncode == Exit.TIME_OUT
    assert told(ended)["code"] == "timeOut"


def test_ctrl_c_ends_it_cleanly(tmp_path):
    with (
        twin("code_scanner", "--link", tmp_path / "scanner") as (port, _),
        subprocess.Popen(
            [HALLKIT, "--lang", "zh", *READ, port],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        ) as reading,
    ):
        assert "请出示一个码" in reading.stderr.readline()
        reading.send_signal(2)
        out, err = reading.communicate(timeout=LIMIT_S)
    assert reading.returncode == Exit.STOPPED
    assert not out
    assert err.strip() == "已停止"


def test_a_scanner_that_is_not_there():
    ended = hallkit(*READ, "tcp://127.0.0.1:1", "--json", "--timeout", "8")
    assert ended.returncode == Exit.NO_DEVICE, ended.stderr
    assert told(ended)["ok"] is False
