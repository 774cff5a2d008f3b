"""`hallkit device read social_card`: on a real card service; masked unless asked for."""

from __future__ import annotations

import shlex

import pytest

from drivers.sim import card_holders
from drivers.smart_card.social import SocialCardReader
from drivers.transport.open import open_connection
from hall.cli.exits import Exit
from tests.support.card_service import card_service, until
from tests.support.direct import TestContext
from tests.unit.cli.running import hallkit, told
from tests.unit.cli.test_help_is_true import ON_CHIPS

READ = ("device", "read", "social_card", "--port")


@pytest.fixture
def port():
    """A card in the slot of a running service."""
    with card_service() as service, service.line() as line:
        line.act(lambda: line.machine.insert(card_holders.first_generation()))
        context = TestContext()
        connection = open_connection(line.port, {}, context.check)
        driver = SocialCardReader(connection, {}, context)
        until(lambda: driver.idle().parts["media"] == "present")
        connection.close()
        yield line.port


def test_a_card_is_shown_masked(port):
    ended = hallkit(*READ, port, "--json")
    answer = told(ended)
    assert ended.returncode == Exit.DONE
    assert (answer["ok"], answer["generation"], answer["id_check_ok"]) == (True, 1, True)
    assert answer["fields"]["name"] == "王*英"
    assert answer["fields"]["id_number"] == "9****************4"
    assert answer["fields"]["card_number"] == "Y*******8"
    assert answer["fields"]["birth"] == "1964****"
    assert answer["fields"]["region"] == "990101"
    for secret in ("990101196403070424", "王秀英", "Y00000018", "0307"):
        assert secret not in ended.stdout + ended.stderr


def test_a_card_is_shown_whole_when_asked_for(port):
    answer = told(hallkit(*READ, port, "--json", "--reveal"))
    assert answer["fields"]["name"] == "王秀英"
    assert answer["fields"]["id_number"] == "990101196403070424"


def test_people_get_lines_in_their_language(port):
    ended = hallkit(*READ, port)
    assert "社会保障号码: 9****************4" in ended.stdout
    assert ended.returncode == Exit.DONE


def test_without_a_service_it_says_what_to_do(tmp_path, monkeypatch):
    monkeypatch.setenv("PCSCLITE_CSOCK_NAME", str(tmp_path / "nobody"))
    ended = hallkit(*READ, "pcsc:", "--json", "--timeout", "10")
    assert told(ended)["error"] == "pcsc.serviceDown"
    assert ended.returncode == Exit.NO_ANSWER
    assert "pcscd" in ended.stderr


@pytest.mark.parametrize("line", ON_CHIPS)
def test_every_example_works_when_pasted(port, line):
    assert port == "pcsc:Virtual PCD 00 00"
    assert hallkit(*shlex.split(line)[1:]).returncode == Exit.DONE
