"""`hallkit device print`: checked first, printed once, and honest about what is not known."""

import json

import pytest

from hall.assets import load_form
from hall.cli import paper_data
from hall.cli.exits import Exit
from tests.unit.cli.running import hallkit, told, twin

EXAMPLE = paper_data.example(load_form("ticket"))
PRINT = ("device", "print", "ticket", "--port")


@pytest.fixture
def data(tmp_path):
    """A data file of the example."""
    path = tmp_path / "ticket.json"
    path.write_text(json.dumps(EXAMPLE, ensure_ascii=False), encoding="utf-8")
    return path


@pytest.mark.parametrize("paper", ["ticket", "receipt"])
def test_the_example_can_be_printed(tmp_path, paper):
    example = hallkit("device", "print", paper, "--example")
    assert example.returncode == Exit.DONE
    out = tmp_path / "papers"
    with twin("ticket_printer", "--tcp", "--out", out) as (port, say):
        assert port.startswith("tcp://127.0.0.1:")
        ended = hallkit(
            "device", "print", paper, "--port", port, "--data", "-", "--json", stdin=example.stdout
        )
        say("tear")
    assert ended.returncode == Exit.DONE, ended.stderr
    assert told(ended)["ok"] is True
    pictures = sorted(out.glob("*.png"))
    assert len(pictures) == 1
    assert pictures[0].read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"numbr": "A012", "number": None}, "numbr 不认识，是不是 number？"),
        ({"service": None}, "缺少 service"),
        ({"language": "fr"}, "language"),
        ({"hall": "x" * 500}, "hall"),
    ],
)
def test_wrong_data_prints_nothing(tmp_path, change, says):
    wrong = {key: value for key, value in (EXAMPLE | change).items() if value is not None}
    out = tmp_path / "papers"
    with twin("ticket_printer", "--tcp", "--out", out) as (port, say):
        ended = hallkit(*PRINT, port, "--data", "-", "--json", stdin=json.dumps(wrong))
        say("tear")
    assert ended.returncode == Exit.BAD_INPUT
    assert told(ended)["error"] == "data.invalid"
    assert says in ended.stderr
    assert not list(out.glob("*.png"))


@pytest.mark.parametrize(
    ("text", "says"), [("{", "-:1:2"), ("[]", "应当是一个 JSON 对象"), ('{"a": 1,}', "不是正确的 JSON")]
)
def test_text_that_is_no_json(text, says):
    ended = hallkit(*PRINT, "/dev/null", "--data", "-", stdin=text)
    assert ended.returncode == Exit.BAD_INPUT
    assert says in ended.stderr


def test_no_such_data_file():
    ended = hallkit(*PRINT, "/dev/null", "--data", "none.json")
    assert ended.returncode == Exit.BAD_INPUT
    assert "none.json" in ended.stderr


@pytest.mark.parametrize(
    ("fault", "exit_"),
    [("paper_out", Exit.CITIZEN), ("cover_open", Exit.CITIZEN), ("no_answer", Exit.NO_ANSWER)],
)
def test_a_printer_in_trouble_prints_nothing_and_says_why(tmp_path, data, fault, exit_):
    out = tmp_path / "papers"
    words = ("--link", tmp_path / "printer", "--out", out, "--fault", fault)
    with twin("ticket_printer", *words) as (port, say):
        ended = hallkit(*PRINT, port, "--data", data, "--json")
        status = hallkit("device", "status", "ticket_printer", "--port", port, "--json")
        say("tear")
    assert ended.returncode == status.returncode == exit_, ended.stderr
    assert told(ended)["ok"] is told(status)["ok"] is False
    assert "怎么办" in ended.stderr
    assert not list(out.glob("*.png"))


def test_the_status_of_a_printer_that_is_well(tmp_path):
    with twin("ticket_printer", "--link", tmp_path / "printer") as (port, _):
        ended = hallkit("device", "status", "ticket_printer", "--port", port, "--json")
    assert ended.returncode == Exit.DONE, ended.stderr
    answer = told(ended)
    assert answer["device"] == "online"
    assert answer["supplies"]["paper"] == "full"


def test_a_printer_that_never_answers_leaves_the_outcome_unknown(tmp_path, data):
    words = ("--link", tmp_path / "printer", "--fault", "no_answer")
    with twin("ticket_printer", *words) as (port, _):
        ended = hallkit(*PRINT, port, "--data", data, "--profile", "escpos-80-nostatus", "--json")
    assert ended.returncode == Exit.OUTCOME_UNKNOWN, ended.stderr
    assert told(ended)["code"] == "outcomeUnknown"
    assert "看出纸口" in ended.stderr
