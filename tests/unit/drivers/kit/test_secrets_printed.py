"""A driver whose process prints what a card says has shown it, on stdout as on stderr."""

import asyncio
from dataclasses import replace

import pytest

from drivers.kit.clauses import Broken, keeps_secrets
from drivers.kit.offer import installed, load_offer
from tests.support.packages import install
from tests.unit.drivers.kit.test_contract import SAMPLE

NUMBER = "11010519491231002X"
SOURCE = """
import os, sys
from acme_buzzer import Buzzer

class Talker(Buzzer):
    def perform(self, command):
        {leak}
        return super().perform(command)
"""


@pytest.fixture
def leaking(tmp_path, monkeypatch):
    """Makes the offer of a driver that says something at work."""
    monkeypatch.syspath_prepend(str(SAMPLE))
    honest = load_offer(installed().points["acme-buzzer"])

    def make(leak):
        install(tmp_path / "site", "talker", {"talker.py": SOURCE.format(leak=leak)}, {})
        monkeypatch.syspath_prepend(str(tmp_path / "site"))
        trial = replace(honest.trial, secrets=("李静怡", NUMBER))
        return replace(honest, driver="talker:Talker", trial=trial)

    return make


@pytest.mark.parametrize(
    "leak",
    [
        f"print('leak {NUMBER}')",
        f"print('leak {NUMBER}', file=sys.stderr)",
        "os.write(1, '李静怡'.encode('gb18030'))",
        "print('李静怡'.encode(), ascii('x'))",
    ],
)
def test_what_the_process_prints_is_looked_at(leaking, leak, tmp_path):
    with pytest.raises(Broken, match="printed to its stdout or stderr"):
        asyncio.run(keeps_secrets(leaking(leak), tmp_path / "link"))


def test_a_driver_may_print_what_is_nobodys(leaking, tmp_path):
    asyncio.run(keeps_secrets(leaking("print('door opened')"), tmp_path / "link"))
