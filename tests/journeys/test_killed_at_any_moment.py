"""Every program of a hall killed with SIGKILL at random moments, and started again: 12 times, or 52 (`-m long`)."""

import random
import signal
import threading

import pytest

from hall.demo.audit import CASE, check, check_sent, sent
from hall.demo.clerk import Clerk
from hall.demo.hand import HandError, wait_until
from hall.demo.people import PEOPLE, PHONE
from hall.demo.report import Report
from hall.demo.stage import Stage

VICTIMS = ("d1", "t1", "server", "board")
WAYS_OUT = {
    "ticket": "我已办完",
    "receipt": "我已办完",
    "evaluate_faces": "不评价，办完了",
    "paper_question": "出来了，完整",
    "no_paper": "记下了，不用纸",
    "refused": "结束办理",
    "idle": "我还在",
    "leaving": "结束并删除",
    "home": "结束办理",
    "identify": "结束办理",
    "items": "结束办理",
    "resume": "结束办理",
    "notice": "结束办理",
    "applicant": "结束办理",
}
HOME = {"d1": "services", "t1": "attract"}


class Visitor:
    """Presses what belongs to one errand until it is done or the program dies under the finger."""

    def __init__(self, stage, unit, errand):
        self._stage, self._unit, self._errand = stage, unit, errand
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def join(self):
        self._thread.join(60)
        assert not self._thread.is_alive(), f"{self._unit}: the visitor never came to an end"

    def _run(self):
        hand = self._stage.hand(self._unit)
        try:
            if self._unit == "d1":
                hand.tap("社会保险")
                return
            hand.tap("点这里开始")
            if self._errand == "ticket":
                for name in ("取号", "不用证件", "户籍证件"):
                    hand.tap(name)
                return
            hand.tap("办事申请")
            hand.wait_text("继续上次没办完的")
            for name in ("养老待遇", "继续"):
                hand.tap(name)
            hand.wait("applicant")
            twin, line = self._stage.card_reader("t1")
            line.act(lambda: twin.place(PEOPLE["resident"].card))
            wait_until(lambda: hand.screen == "resume" or "是我，继续" in hand.texts(), 20, hand.texts)
            if hand.screen == "resume":
                hand.tap("重新开始")
            for name in ("是我", *PHONE, "继续", "确认提交"):
                hand.tap(name)
        except HandError:
            return  # the program was killed under the finger: that is what this test is about


def go_home(stage, unit):
    """Leave whatever page the unit shows, as a citizen would."""
    hand = stage.hand(unit)
    if unit == "t1":
        twin, line = stage.card_reader("t1")
        line.act(twin.lift)

    def at_home():
        page = hand.screen
        if page in WAYS_OUT:
            try:
                hand.ask(do="tap", name=WAYS_OUT[page])
            except HandError:
                return False
        return page == HOME[unit]

    wait_until(at_home, 60, lambda: f"{unit} does not come home from {hand.screen}:\n{hand.texts()}")


def one_round(stage, clerk, dice, victim):
    unit = victim if victim in HOME else dice.choice(sorted(HOME))
    errand = dice.choice(("ticket", "application"))
    visitor = Visitor(stage, unit, errand)
    longest = 2.5 if unit == "t1" else 0.5
    threading.Event().wait(dice.uniform(0, longest))
    if victim == "board":
        clerk.call(dice.choice((1, 2, 3)))
    stage.programs[victim].end(signal.SIGKILL)
    visitor.join()
    stage.restart(victim)
    go_home(stage, unit)


def torn(stage):
    texts = []
    for unit in ("t1", "d1"):
        twin, line = stage.printer(unit)
        texts += [piece.text for piece in line.act(twin.tear_off)]
    return texts


@pytest.mark.timeout(900)
@pytest.mark.parametrize("rounds", [12, pytest.param(52, marks=pytest.mark.long)])
def test_nothing_acknowledged_is_lost_and_nothing_is_printed_twice(tmp_path, rounds):
    dice = random.Random(20261122)
    stage = Stage(tmp_path / "hall")
    report = Report(tmp_path)
    papers = []
    try:
        stage.open(("t1", "d1", "board"))
        clerk = Clerk(stage.server_port)
        for number in range(rounds):
            one_round(stage, clerk, dice, VICTIMS[number % len(VICTIMS)])
            papers += torn(stage)
        folder = stage.folder / "data"
        wait_until(
            lambda: all(row["state"] == "acked" for unit in HOME for row in sent(folder / unit)),
            60,
            lambda: f"something still waits: { {unit: sent(folder / unit) for unit in HOME} }",
        )
        tickets, cases = clerk.tickets(), clerk.cases()
        clerk.close()
    finally:
        stage.close()
    report.units = {unit: sent(folder / unit) for unit in HOME}
    check(report, papers, tickets, cases)
    check_sent(report)
    assert sum(1 for text in papers if CASE.search(text)) >= 1, (
        "no application ever got as far as its receipt"
    )
    assert len(papers) >= rounds // 3, f"only {len(papers)} papers in {rounds} rounds"
    assert report.true, [claim for claim in report.claims if not claim.true]
