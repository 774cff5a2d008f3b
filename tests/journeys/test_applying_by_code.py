"""A resident's code in place of the card, with nothing invented between the phone before the scanner and the clerk's page:
scanner twin, driver, terminal, server, the service outside. By touch, by keys only, and with the network down.
"""

import json
from contextlib import contextmanager

import pytest
from sqlalchemy import select

from hall.demo.outside import KEY, OutsideTwin
from hall.demo.people import CODE, CODES
from hall.server.store.filing_tables import case_material
from hall.server.store.tables import case
from hall.settings.outside import ResidentService
from kiosk.flows.words import CardRead, CaseSaved, CodeProblem, EndVisit
from tests.screens.test_by_keys import Presser
from tests.support.front import MOBILE, Screen
from tests.unit.kiosk.desk.terminal_house import CLOCK, SETTINGS, house

PERSON = CODES[CODE]
TO_CARD = ("点这里开始", "办事申请", "不动产登记资料查询", "继续")
TO_CHECK = ("是我，继续", "给我自己办", *MOBILE, "继续", "数字", "8", "继续", "孩子入学")


class Stand:
    """A terminal's window before its whole IO side. What happens is heard between two touches."""

    def __init__(self, at):
        self.at, self.heard = at, 0
        self.screen = Screen("terminal")
        self.screen.front.visit._perform = at.runtime.perform
        self.screen.front.visit.start(at.key)

    def until(self, condition):
        def holds():
            told = self.at.told[self.heard :]
            self.heard += len(told)
            self.screen.feed(*told)
            return condition()

        return self.at.poll(holds)

    def present(self):
        """The phone before the scanner; whose child may not be listening yet: a citizen tries again."""
        before = len(self.at.of((CardRead, CodeProblem)))

        def answered():
            self.at.code.act(lambda: self.at.code.machine.present(CODE.encode()))
            return len(self.at.of((CardRead, CodeProblem))) > before

        self.until(answered)

    def go(self, press, *names):
        for name in names:
            self.until(lambda name=name: name in self.screen.names())
            press(name)

    def says(self, words):
        self.until(lambda: any(words in each.words for each in self.screen.texts()))


@contextmanager
def stand(tmp_path):
    twin = OutsideTwin(clock=CLOCK)
    twin.start()
    service = ResidentService(url=twin.url, key=KEY, timeout_s=5)
    try:
        with house(tmp_path, SETTINGS.model_copy(update={"residents": service})) as at:
            at.ready()
            made = Stand(at)
            try:
                yield made
            finally:
                made.screen.close()
    finally:
        twin.stop()


def handed_in(at):
    """Who applied and how the ID card came, as the server keeps it."""

    def query(connection):
        said = json.loads(connection.execute(select(case.c.applicant)).scalar_one())
        how = select(case_material.c.how).where(case_material.c.material == "id-card")
        return said, connection.execute(how).scalar_one()

    return at.server.store.read_now(query)


@pytest.mark.parametrize("by", ["touch", "keys"])
def test_a_citizen_without_a_card_applies_by_the_code_on_the_phone(tmp_path, by):
    with stand(tmp_path) as here:
        press = here.screen.tap if by == "touch" else Presser(here.screen).tap
        here.go(press, *TO_CARD)
        here.says("或出示居民服务码")
        here.present()
        here.go(press, *TO_CHECK)
        here.says("服务码已核对身份，不用出示")
        here.go(press, "确认提交")
        assert here.at.heard(CaseSaved).confirmed
        said, how = handed_in(here.at)
        assert (said["id_number"], said["by_code"], how) == (PERSON.id_number, True, "coded")
        here.at.runtime.perform(EndVisit())
        kept = [each.read_bytes() for each in here.at.folder.rglob("*") if each.is_file()]
        assert not any(secret.encode() in each for each in kept for secret in (CODE, PERSON.id_number))


def test_without_the_network_the_code_says_nothing_and_one_is_told_to_lay_the_card_down(tmp_path):
    with stand(tmp_path) as here:
        here.go(here.screen.tap, *TO_CARD)
        here.at.server.stop()
        here.present()
        here.says("没有网络，服务码认不出人")
        here.says("请放身份证，不用联网")
        here.at.card.act(lambda: here.at.card.machine.place(PERSON.card))
        here.go(here.screen.tap, *TO_CHECK)
        here.says("已出示，不用扫描")
        here.go(here.screen.tap, "确认提交")
        assert not here.at.heard(CaseSaved).confirmed
