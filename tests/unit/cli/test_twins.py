"""`hallkit twin`: a device for whoever has none, from a shell."""

import json
import signal
import subprocess
from pathlib import Path

from hall.cli.exits import Exit
from tests.unit.cli.running import HALLKIT, LIMIT_S, hallkit, told, twin
from tests.unit.drivers.kit.test_contract import SAMPLE


def test_the_port_is_the_first_line_and_goes_away_with_the_twin(tmp_path):
    link = tmp_path / "deep" / "reader"
    with twin("id_card", "--link", link) as (port, _):
        assert port == str(link)
        assert link.is_symlink()
    assert not link.is_symlink()


def test_without_a_name_it_makes_one_and_takes_it_away():
    with twin("id_card") as (port, _):
        assert Path(port).is_char_device()
        assert hallkit("device", "status", "id_card", "--port", port).returncode == Exit.DONE
    assert not Path(port).parent.exists()


def test_it_obeys_and_answers_wrong_words():
    with twin("id_card", "--tcp") as (_, say):
        assert say("place zhang") == "card placed"
        assert say("lift") == "card lifted"
        assert say("plcae zhang") == "unknown: plcae, try place"
        assert say("place nobody").startswith("no card named nobody; there are: ")
        assert say("fault no_anwser") == "unknown fault no_anwser; write no_answer"
        assert say("fault no_answer") == "fault: no_answer"
        assert say("unplug") == "unplugged"
        assert say("plug") == "plugged in"


def test_the_end_of_stdin_is_not_its_end(tmp_path):
    with subprocess.Popen(
        [HALLKIT, "twin", "id_card", "--link", tmp_path / "reader", "--card", "zhang"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        port = process.stdout.readline().strip()
        assert hallkit("device", "read", "id_card", "--port", port).returncode == Exit.DONE
        assert process.poll() is None
        process.send_signal(signal.SIGINT)
        assert process.wait(LIMIT_S) == 0


def test_a_card_of_ones_own(tmp_path):
    path = tmp_path / "card.json"
    fields = {"name": "李静怡", "id_number": "11010519491231002X", "sex": "2"}
    path.write_text(json.dumps({"kind": "resident", "fields": fields}), encoding="utf-8")
    with twin("id_card", "--link", tmp_path / "reader", "--card-file", path) as (port, _):
        answer = told(hallkit("device", "read", "id_card", "--port", port, "--json", "--reveal"))
    assert answer["fields"]["name"] == "李静怡"


def test_a_card_with_a_wrong_check_digit_is_no_success(tmp_path):
    path = tmp_path / "card.json"
    fields = {"name": "李静怡", "id_number": "110105194912310021", "sex": "2"}
    path.write_text(json.dumps({"kind": "resident", "fields": fields}), encoding="utf-8")
    with twin("id_card", "--link", tmp_path / "reader", "--card-file", path) as (port, _):
        ended = hallkit("device", "read", "id_card", "--port", port, "--json")
    assert ended.returncode == Exit.CITIZEN
    assert told(ended)["id_check_ok"] is False
    assert told(ended)["ok"] is False


def test_a_card_file_that_is_wrong(tmp_path):
    path = tmp_path / "card.json"
    path.write_text('{"kind": "resident", "fields": {"nmae": "x"}}', encoding="utf-8")
    ended = hallkit("twin", "id_card", "--card-file", path)
    assert ended.returncode == Exit.BAD_INPUT
    assert "nmae" in ended.stderr
    assert not ended.stdout


def test_a_fault_that_this_machine_does_not_have():
    ended = hallkit("twin", "id_card", "--fault", "paper_out")
    assert ended.returncode == Exit.BAD_INPUT
    assert "故障 paper_out 不认识" in ended.stderr


def test_a_link_that_would_overwrite_a_file(tmp_path):
    path = tmp_path / "precious"
    path.write_text("x")
    ended = hallkit("twin", "id_card", "--link", path)
    assert ended.returncode == Exit.BAD_INPUT
    assert path.read_text() == "x"


def test_the_twin_of_a_package_runs_like_ours(monkeypatch):
    monkeypatch.setenv("PYTHONPATH", str(SAMPLE))
    with twin("auxiliary", "--profile", "acme-buzzer") as (port, say):
        assert Path(port).is_char_device()
        assert say("fault no_answer") == "fault: no_answer"
    assert not Path(port).parent.exists()
    wrong = hallkit("twin", "id_card", "--profile", "acme-buzzer")
    assert wrong.returncode == Exit.BAD_INPUT
    assert "型号 acme-buzzer (auxiliary) 没有 id_card 的仿真" in wrong.stderr
    named = hallkit("twin", "auxiliary", "--profile", "acme-buzzer", "--link", "/tmp/buzzer")
    assert named.returncode == Exit.BAD_INPUT
    assert "不要写 --link" in named.stderr
