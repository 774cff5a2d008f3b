"""`hallkit server` as a technician meets it: the first start, a wrong folder, a restored backup."""

import shutil
import subprocess
from argparse import Namespace
from contextlib import contextmanager
from socket import create_server
from unittest.mock import patch

import pytest

from hall.cli import programs
from hall.cli.exits import Exit
from hall.cli.language import Say
from hall.server.main import listen
from hall.settings import CONFIG, SettingsError, load
from tests.hall.house import http
from tests.unit.cli.running import HALLKIT, LIMIT_S, hallkit


@contextmanager
def server(*words):
    """A running `hallkit server`; gives its address and, once it has ended, what it said on stderr."""
    said = []
    process = subprocess.Popen(
        [HALLKIT, "--lang", "en", "server", "--port", "0", *map(str, words)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        line = process.stdout.readline()
        assert "http://127.0.0.1:" in line, process.communicate(timeout=LIMIT_S)
        yield "http://127.0.0.1:" + line.split("127.0.0.1:")[1].split()[0], said
    finally:
        process.terminate()
        said.append(process.communicate(timeout=LIMIT_S)[1])
    assert process.returncode == Exit.DONE, said


def ticket(client, number):
    wish = {"event_id": f"restored-{number:06d}", "service": "social", "unit": "d1", "identity": ""}
    answer = client.post("/tickets", json=wish)
    answer.raise_for_status()
    return answer.json()["number"]


def lease(client):
    wish = {"unit": "d1", "mark": "2", "service": "social", "used_upto": 0}
    answer = client.post("/leases", json=wish)
    answer.raise_for_status()
    return answer.json()["leases"]


def epoch(client):
    return client.get("/health").json()["server_epoch"]


def test_the_first_start_makes_a_hall_file_and_the_second_keeps_what_was_changed(tmp_path):
    data = tmp_path / "deep" / "hall"
    with server("--data", data) as (url, said), http(url) as client:
        assert client.get("/hall").json()["name"]["en"] == "Yunxi County Service Hall"
    path = data / "hall.toml"
    assert f"made {path}; this invented hall is served now" in said[0]
    assert "make it yours, then stop the server and start it" in said[0]
    text = path.read_text(encoding="utf-8")
    demo = (CONFIG / "halls" / "demo.toml").read_text(encoding="utf-8")
    assert text == demo.replace("http://127.0.0.1:8710", url)
    assert load(path).server.url == url
    assert sorted(data.glob("hall.*part")) == []
    path.write_text(text.replace("Yunxi County", "Liuxi County"), encoding="utf-8")
    with server("--data", data) as (url, said), http(url) as client:
        assert client.get("/hall").json()["name"]["en"] == "Liuxi County Service Hall"
    assert "made" not in said[0]


def test_a_data_folder_that_cannot_be_made(tmp_path):
    (tmp_path / "file").write_text("x")
    ended = hallkit("server", "--data", tmp_path / "file" / "hall", "--port", "0")
    assert ended.returncode == Exit.BAD_INPUT
    assert "写不了" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_hall_file_with_a_mistake_is_refused_with_its_line(tmp_path):
    path = tmp_path / "hall.toml"
    text = (CONFIG / "halls" / "demo.toml").read_text(encoding="utf-8")
    path.write_text(text.replace("phone =", "phnoe ="), encoding="utf-8")
    ended = hallkit("server", "--data", tmp_path, "--port", "0")
    assert ended.returncode == Exit.BAD_INPUT
    assert f"{path}:6" in ended.stderr
    assert "phnoe 不认识，是不是 phone？" in ended.stderr


@pytest.mark.parametrize(
    ("host", "near"),
    [("localhost", "localhost"), ("0.0.0.0", "127.0.0.1"), ("::1", "[::1]"), ("::", "[::1]")],
)
def test_the_hall_file_of_the_first_start_has_the_address_under_which_its_units_find_the_server(
    tmp_path, host, near
):
    chosen = Namespace(data=tmp_path / "hall", host=host, port=0, hall=None, database="", restored=False)
    bound = []

    def instead(_settings, _data, listener, _host, *, database, restored):
        bound.append(listener.getsockname()[1])
        return Exit.DONE

    with patch("hall.server.main.run", instead):
        assert programs.server(chosen, Say("en")) == Exit.DONE
    assert load(tmp_path / "hall" / "hall.toml").server.url == f"http://{near}:{bound[0]}"


def test_a_port_that_another_program_holds_and_nothing_is_made(tmp_path):
    with create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ended = hallkit("server", "--data", tmp_path / "hall", "--port", port)
    assert ended.returncode == Exit.BAD_INPUT
    assert f"127.0.0.1:{port}" in ended.stderr
    assert not ended.stdout
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("database", "said"),
    [
        ("postgresql://hk:geheim@127.0.0.1:1/hall", "postgresql://hk:***@127.0.0.1:1/hall"),
        ("mysql://hk:geheim@db/hall", "postgresql://USER@HOST/DATABASE"),
    ],
)
def test_a_database_that_cannot_be_used_is_named_and_nothing_is_made(tmp_path, database, said):
    words = ("--data", tmp_path / "hall", "--port", "0", "--database", database)
    ended = hallkit("--lang", "en", "server", *words)
    assert ended.returncode == Exit.BAD_INPUT
    assert said in ended.stderr
    assert "geheim" not in ended.stderr
    assert not ended.stdout
    assert not list(tmp_path.iterdir())


def test_the_reason_why_an_address_is_not_to_be_had_is_in_the_readers_language():
    with create_server(("127.0.0.1", 0)) as taken, pytest.raises(SettingsError) as refused:
        listen("127.0.0.1", taken.getsockname()[1])
    assert "端口已被别的程序占用" in str(refused.value)
    assert "another program has that port" in str(refused.value)


def test_a_restored_start_on_a_port_that_is_taken_renews_nothing(tmp_path):
    with server("--data", tmp_path) as (url, _), http(url) as client:
        first = epoch(client)
    with create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ended = hallkit("server", "--data", tmp_path, "--port", port, "--restored")
    assert ended.returncode == Exit.BAD_INPUT
    assert f"127.0.0.1:{port}" in ended.stderr
    assert "从备份恢复" not in ended.stderr
    with server("--data", tmp_path) as (url, _), http(url) as client:
        assert epoch(client) == first


def test_after_a_backup_came_back_nothing_that_is_on_paper_is_given_out_again(tmp_path):
    data, backup = tmp_path / "hall", tmp_path / "backup"
    with server("--data", data) as (url, _), http(url) as client:
        before = [ticket(client, number) for number in range(3)]
        first = epoch(client)
    shutil.copytree(data, backup)
    with server("--data", data) as (url, _), http(url) as client:
        assert epoch(client) == first
        lost = [ticket(client, number) for number in range(3, 8)]
        leases = lease(client)
    shutil.rmtree(data)
    shutil.copytree(backup, data)
    with server("--data", data, "--restored") as (url, said), http(url) as client:
        second = epoch(client)
        after = [ticket(client, number) for number in range(10, 15)]
        renewed = lease(client)
    assert "restored from a backup" in said[0]
    assert second != first
    assert not set(after) & {*before, *lost}
    assert {one["server_epoch"] for one in renewed} == {second}
    assert not {one["lease_id"] for one in renewed} & {one["lease_id"] for one in leases}
    assert not numbers(renewed) & numbers(leases)
    with server("--data", data) as (url, _), http(url) as client:
        assert epoch(client) == second


def numbers(leases):
    return {(one["date"], n) for one in leases for n in range(one["first"], one["last"] + 1)}


@pytest.mark.parametrize("hall_file", [True, False])
def test_restored_in_a_folder_where_nothing_was_put_back_is_refused(tmp_path, hall_file):
    data = tmp_path / "hall"
    if hall_file:
        data.mkdir()
        shutil.copyfile(CONFIG / "halls" / "demo.toml", data / "hall.toml")
    ended = hallkit("server", "--data", data, "--port", "0", "--restored")
    assert ended.returncode == Exit.BAD_INPUT
    assert ("先把备份放回去" if hall_file else "没有这个文件") in ended.stderr
    assert not list(tmp_path.rglob("*.sqlite3"))


def test_restored_while_the_server_runs_is_refused(tmp_path):
    with server("--data", tmp_path) as (url, _), http(url) as client:
        known = epoch(client)
        ended = hallkit("server", "--data", tmp_path, "--port", "0", "--restored")
        assert ended.returncode == Exit.BAD_INPUT
        assert epoch(client) == known
