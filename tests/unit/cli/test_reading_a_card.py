"""`hallkit device read id_card`: one card, masked, with an exit status for each way it can fail."""

from time import monotonic

import pytest

from hall.cli.exits import Exit
from hall.cli.reading import masked
from tests.unit.cli.running import hallkit, told, twin

READ = ("device", "read", "id_card", "--port")


def test_a_card_on_the_reader_is_read_and_masked(tmp_path):
    with twin("id_card", "--link", tmp_path / "reader", "--card", "li_jingyi") as (port, _):
        ended = hallkit(*READ, port, "--json")
    assert ended.returncode == Exit.DONE, ended.stderr
    answer = told(ended)
    assert (answer["ok"], answer["code"], answer["kind"]) == (True, "success", "resident")
    assert answer["id_check_ok"] is True
    assert answer["fields"]["name"] == "李*怡"
    assert answer["fields"]["id_number"] == "1****************X"
    assert answer["fields"]["birth"] == "1949****"
    for secret in ("李静怡", "11010519491231002X", "柳树巷", "1231"):
        assert secret not in ended.stdout + ended.stderr


def test_reveal_shows_the_card_as_it_is(tmp_path):
    with twin("id_card", "--link", tmp_path / "reader", "--card", "李静怡") as (port, _):
        ended = hallkit(*READ, port, "--json", "--reveal")
    fields = told(ended)["fields"]
    assert fields["name"] == "李静怡"
    assert fields["id_number"] == "11010519491231002X"


@pytest.mark.parametrize(
    ("card", "kind", "name"), [("lin", "J", "林*欣"), ("anna", "I", "安*"), ("erik", "Y", "S***")]
)
def test_the_other_cards_are_read_too(tmp_path, card, kind, name):
    with twin("id_card", "--link", tmp_path / "reader", "--card", card) as (port, _):
        answer = told(hallkit(*READ, port, "--json"))
    assert answer["kind"] == kind
    assert answer["fields"]["name"].startswith(name)


def test_for_people_it_says_the_same_in_words(tmp_path):
    with twin("id_card", "--link", tmp_path / "reader", "--card", "zhang") as (port, _):
        ended = hallkit(*READ, port)
    assert ended.returncode == Exit.DONE
    assert "姓名: 张*凡" in ended.stdout
    assert "平放在读卡区" in ended.stderr


def test_a_card_may_come_later(tmp_path):
    with twin("id_card", "--link", tmp_path / "reader") as (port, say):
        assert hallkit(*READ, port, "--timeout", "1.5").returncode == Exit.TIME_OUT
        assert say("place zhang") == "card placed"
        assert hallkit(*READ, port).returncode == Exit.DONE


def test_a_card_is_awaited_for_the_whole_time_that_was_said(tmp_path):
    with twin("id_card", "--link", tmp_path / "reader") as (port, _):
        begun = monotonic()
        assert hallkit(*READ, port, "--timeout", "3").returncode == Exit.TIME_OUT
        assert monotonic() - begun >= 3


def test_nobody_puts_a_card(tmp_path):
    with twin("id_card", "--link", tmp_path / "reader") as (port, _):
        ended = hallkit(*READ, port, "--timeout", "2", "--json")
    assert ended.returncode == Exit.TIME_OUT
    assert told(ended)["ok"] is False
    assert "等到了时限" in ended.stderr


@pytest.mark.parametrize(
    ("fault", "exit_"),
    [
        ("no_answer", Exit.NO_ANSWER),
        ("half_frame", Exit.NO_ANSWER),
        ("wrong_checksum", Exit.NO_ANSWER),
        ("unplugged", Exit.NO_DEVICE),
        ("unknown_type", Exit.CITIZEN),
        ("read_failed", Exit.CITIZEN),
        ("self_test_failed", Exit.HARDWARE),
    ],
)
def test_each_fault_has_its_exit_status_and_says_what_to_do(tmp_path, fault, exit_):
    with twin("id_card", "--link", tmp_path / "reader", "--card", "zhang", "--fault", fault) as (port, _):
        ended = hallkit(*READ, port, "--timeout", "12", "--json")
    answer = told(ended)
    assert ended.returncode == exit_, ended.stderr
    assert answer["ok"] is False
    assert answer["error"]
    assert "fields" not in answer
    assert "怎么办" in ended.stderr
    assert "张小凡" not in ended.stdout + ended.stderr


def test_noise_before_an_answer_is_no_failure(tmp_path):
    words = ("--card", "zhang", "--fault", "garbage_before")
    with twin("id_card", "--link", tmp_path / "reader", *words) as (port, _):
        ended = hallkit(*READ, port, "--json")
    assert ended.returncode == Exit.DONE, ended.stderr


def test_no_such_port():
    ended = hallkit(*READ, "/dev/serial/by-id/none", "--json")
    assert ended.returncode == Exit.NO_DEVICE
    assert told(ended)["error"] == "bus.notFound"
    assert "hallkit device list" in ended.stderr


def test_a_profile_misspelt():
    ended = hallkit(*READ, "/dev/null", "--profile", "smav", "--json")
    assert ended.returncode == Exit.BAD_INPUT
    assert told(ended)["error"] == "config.invalid"
    assert "是不是 samv？" in ended.stderr


def test_a_profile_of_another_class():
    ended = hallkit(*READ, "/dev/null", "--profile", "escpos-80")
    assert ended.returncode == Exit.BAD_INPUT
    assert "escpos-80 是 ticket_printer 的型号，不是 id_card 的" in ended.stderr


@pytest.mark.parametrize(
    ("name", "text", "shown"),
    [
        ("name", "张小凡", "张*凡"),
        ("id_number", "11010519491231002X", "1****************X"),
        ("birth", "19491231", "1949****"),
        ("address", "云溪县城关镇建设路 18 号", "云溪县城关镇***"),
        ("issuer", "云溪县公安局", "云溪县公安局"),
        ("something_new", "秘密", "**"),
    ],
)
def test_a_field_is_hidden_unless_known_to_be_harmless(name, text, shown):
    assert masked(name, text) == shown
