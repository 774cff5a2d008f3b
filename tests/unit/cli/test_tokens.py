"""`hallkit server token`: in the folder while no server runs, over HTTP while one does."""

import json
from datetime import UTC, datetime

import pytest

from hall.cli.main import main
from hall.server.admin import reachable
from hall.settings import CONFIG
from tests.hall.house import HandClock, House, http


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "hall"
    made.mkdir()
    (made / "hall.toml").write_text((CONFIG / "halls" / "demo.toml").read_text())
    return made


def hallkit(capsys, *words):
    status = main(["--lang", "en", "server", "token", *map(str, words)])
    said = capsys.readouterr()
    return status, said.out.strip(), said.err.strip()


def test_without_a_server_it_is_made_in_the_folder_and_shown_once(folder, capsys):
    status, token, told = hallkit(capsys, "--data", folder, "--role", "window", "--unit", "w3")
    assert status == 0
    assert len(token) >= 32
    assert "Shown this once" in told
    assert token not in told
    status, listed, _ = hallkit(capsys, "--data", folder, "--list")
    assert "window" in listed
    assert "w3" in listed
    assert token not in listed


def test_while_the_server_runs_it_is_asked_and_the_door_closes_at_once(folder, capsys):
    house = House(folder, HandClock(), 0)
    try:
        keyring = house.host.config.app.state.keyring
        with reachable(folder, house.host._listener, keyring, lambda _: None) as opened:
            opened(house.port)
            status, said, _ = hallkit(
                capsys, "--data", folder, "--role", "display", "--unit", "board", "--json"
            )
            made = json.loads(said)
            assert (status, made["ok"], made["role"]) == (0, True, "display")
            with http(house.url) as asked:
                assert asked.get("/board").status_code == 401
                held = {"Authorization": f"Bearer {made['token']}"}
                assert asked.get("/board", headers=held).status_code == 200
                assert hallkit(capsys, "--data", folder, "--revoke", made["id"])[0] == 0
                assert asked.get("/board", headers=held).status_code == 401
    finally:
        house.stop()


def test_a_list_has_the_days_of_the_hall(folder, capsys):
    """23:30 in London is the next morning in the hall: made and last used on one and the same day."""
    clock = HandClock()
    clock.at = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)
    house = House(folder, clock, 0)
    try:
        keyring = house.host.config.app.state.keyring
        with reachable(folder, house.host._listener, keyring, lambda _: None) as opened:
            opened(house.port)
            assert hallkit(capsys, "--data", folder, "--role", "display", "--unit", "board")[0] == 0
            _, listed, told = hallkit(capsys, "--data", folder, "--list")
            assert "2026-11-23" in listed
            assert "2026-11-22" not in listed
            assert "China time" in told
            _, listed, _ = hallkit(capsys, "--data", folder, "--list", "--json")
            made = json.loads(listed)["tokens"][0]["made"]
            assert made.startswith("2026-11-23T07:30:00")
            assert made.endswith("+08:00")
    finally:
        house.stop()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--role", "window", "--unit", "w9"], "w3"),
        (["--role", "window"], "--role and --unit"),
        (["--list", "--revoke", "1a2b3c4d"], "one thing"),
        (["--revoke", "1a2b3c4d"], "--list"),
        (["--role", "staff", "--unit", "Wang"], "lower-case"),
    ],
)
def test_what_cannot_be_done_says_what_can(folder, capsys, words, told):
    status, out, err = hallkit(capsys, "--data", folder, *words)
    assert status == 2
    assert out == ""
    assert told in err


def test_a_folder_without_a_hall_says_to_start_the_server_once(tmp_path, capsys):
    status, _, err = hallkit(capsys, "--data", tmp_path, "--list")
    assert status == 2
    assert "hallkit server" in err
