"""The scripted day: citizens, a clerk, a paper roll that ends, a cable that is cut and mended.

Every step presses what a person would press and looks at what a person would see.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from drivers.sim.faults import Fault
from hall.demo.audit import CASE, TICKET, check, check_private, check_sent, sent
from hall.demo.clerk import Clerk
from hall.demo.hand import Hand, HandError, wait_until
from hall.demo.network import Cable
from hall.demo.people import CODE, PEOPLE, PHONE
from hall.demo.report import Report, Step
from hall.demo.stage import Stage

SENDERS = ("t1", "d1", "p2")
"""Units with an outbox."""
FROM = "20261201"
"""The day from which somebody pays: 1 December 2026."""
SIGNATURE = [[(0.2, 0.3), (0.4, 0.5), (0.6, 0.3)], [(0.4, 0.2), (0.45, 0.7)]]


@dataclass
class Day:
    """One run of the script. `say` tells the person at the console what goes on."""

    stage: Stage
    report: Report
    say: Callable[[str], None]
    began: float = field(default_factory=time.monotonic)
    pictures: int = 0
    papers: list[str] = field(default_factory=list)

    def run(self) -> None:
        """Play the whole day. Raises `HandError` when something does not happen."""
        self.clerk = Clerk(self.stage.server_port)
        try:
            for scene in (self.morning, self.calls, self.code_and_elder, self.application, self.paper_ends):
                scene()
            for scene in (self.cable_cut, self.offline_application, self.mended, self.evening):
                scene()
        finally:
            self.clerk.close()

    # --- scenes ---

    def morning(self) -> None:
        """A ticket by card at the terminal, one by a single touch at the door."""
        self.look("t1", "终端待机 · the terminal waits", "attract")
        self.look("board", "还没有人叫号 · nobody called yet", "board")
        number = self.ticket_by_card("resident")
        self.tear("t1", f"号票 {number}")
        self.look("d1", "取号机 · the dispenser", "services")
        self.ticket_at_door("社会保险", "一触取号 · one touch, one ticket")
        self.ticket_at_door("户籍证件", "又一位 · another citizen")

    def calls(self) -> None:
        """Window 2 and 3 call; the board shows it."""
        for window in (3, 2):
            number = self.clerk.call(window)
            self.board.wait_text(number)
            self.look("board", f"{number} 请到 {window} 号窗口 · called to window {window}")
        self.pad.wait_text("正在办理")
        self.look("p2", "评价屏：正在办理的号 · the review pad names who is served", "idle")
        self.clerk.finish(2)
        self.evaluate()

    def evaluate(self) -> None:
        """Whoever was served is asked at once."""
        self.look("p2", "办结就请评价 · asked as soon as the visit ends", "faces")
        self._turn_pad("非常满意", "tags")
        self.look("p2", "哪里满意，可以不选 · what was good, or nothing", "tags")
        self._turn_pad("提交评价", "thanks")
        self.look("p2", "谢谢，已经存好 · thanks: it is kept", "thanks")

    def code_and_elder(self) -> None:
        """A citizen with a code, in English; one in large type who needs no card."""
        self.begin("t1")
        self.terminal.tap("English")
        self.terminal.wait_text("Help")
        self.look("t1", "英文首页 · home in English", "home")
        self.terminal.tap("Ticket")
        self.terminal.wait("identify")
        wait_until(self._code_read, 20, self.terminal.texts)
        self.terminal.wait("services")
        self.look("t1", "出示服务码 · a citizen code was read", "services")
        self.terminal.tap("Business")
        self.finish_ticket("t1", "英文号票 · ticket in English", finish="I have finished")
        self.begin("t1")
        self.terminal.tap("大字版")
        self.look("t1", "大字版首页 · home in large type", "home")
        self.terminal.tap("取号")
        self.terminal.wait("identify")
        self.look("t1", "放身份证的画面 · where the card goes", "identify")
        self.terminal.tap("不用证件")
        self.terminal.wait("services")
        self.look("t1", "大字版选业务 · services in large type", "services")
        self.terminal.tap("不动产登记")
        self.finish_ticket("t1", "大字号票 · ticket in large type")

    def application(self) -> None:
        """An application from the item to the receipt: the shortest, nothing is handed in."""
        number = self.apply("foreigner", "养老待遇资格认证")
        wait_until(
            lambda: number in {case["number"] for case in self.clerk.cases()},
            10,
            lambda: f"case {number} has not reached the server: {self.clerk.cases()}",
        )
        self.note("server", f"办件 {number} 已到服务器 · the case is on the server")

    def paper_ends(self) -> None:
        """The roll ends: the number stays valid, and is printed once the paper is back."""
        twin, line = self.stage.printer("d1")
        line.set_fault(Fault.PAPER_OUT)
        self.note("d1", "故障：纸用完 · fault: the paper is out")
        self.dispenser.tap("企业登记")
        self.dispenser.wait("no_paper")
        self.look("d1", "没有纸，号码有效 · no paper, the number holds", "no_paper")
        line.set_fault(Fault.NONE)
        self.note("d1", "工作人员换了纸 · staff put paper in")
        before = len(twin.pieces)
        wait_until(lambda: self._pressed(self.dispenser, "再打一次"), 10, self.dispenser.texts)
        self.dispenser.wait("ticket")
        wait_until(lambda: len(twin.pieces) > before, 10, lambda: "no paper came after the refill")
        self.look("d1", "补纸后打出 · printed after the refill", "ticket")
        self.tear("d1", "补纸后的号票")
        self.dispenser.tap("我已办完")
        self.dispenser.wait("services")

    def cable_cut(self) -> None:
        """The network goes; tickets go on, with the dispenser's own mark, and say so."""
        self.cable.cut()
        self.note("cable", "网线断了 · the network is cut")
        self.board.wait_text("网络中断")
        self.look("board", "叫号屏保留断网前的内容 · the board keeps what it had")
        self.ticket_at_door("社会保险", "断网取号 · a ticket without the network")
        self.ticket_by_card("rare_name")
        self.tear("t1", "断网时终端的号票")

    def offline_application(self) -> None:
        """An application with questions, a promise and a signature, without the network: saved here, and the receipt says so."""
        self.offline_case = self.apply("resident", "灵活就业人员参保登记", "户口在本省")

    def mended(self) -> None:
        """The cable is mended: everything arrives by itself."""
        self.cable.mend()
        self.note("cable", "网线接好了 · the network is back")
        wait_until(
            lambda: self.offline_case in {case["number"] for case in self.clerk.cases()},
            20,
            lambda: f"the case of the cut has not arrived: {self.clerk.cases()}",
        )
        wait_until(
            lambda: sum("-" in str(ticket["number"]) for ticket in self.clerk.tickets()) >= 2,
            20,
            lambda: f"the tickets of the cut have not arrived: {self.clerk.tickets()}",
        )
        called = list(iter(lambda: self.clerk.call(1), ""))  # each call ends the one before
        self.board.wait_text(called[-1])
        self.board.wait_text("正在叫号")
        self.look("board", f"断网时的号也叫到了：{'、'.join(called)} · the cut's numbers are called too")
        self.clerk.finish(1)

    def evening(self) -> None:
        """Close everything and check what is left."""
        self.report.server = {"tickets": self.clerk.tickets(), "cases": self.clerk.cases()}
        self.wait_drained()
        codes = self.stage.close()
        self.report.claim(
            "所有程序都正常结束 · every program ended cleanly",
            f"exit statuses {codes}",
            true=not any(codes.values()),
        )
        folder = self.stage.folder
        self.report.units = {unit: sent(folder / "data" / unit) for unit in SENDERS}
        check(self.report, self.papers, self.report.server["tickets"], self.report.server["cases"])
        check_sent(self.report)
        secrets = [PHONE, CODE, *(person.id_number for person in PEOPLE.values())]
        check_private(self.report, secrets, self.papers, folder)

    # --- what people do ---

    @property
    def terminal(self) -> Hand:
        """The terminal's hand."""
        return self.stage.hand("t1")

    @property
    def dispenser(self) -> Hand:
        """The dispenser's hand."""
        return self.stage.hand("d1")

    @property
    def cable(self) -> Cable:
        """The hall's network cable."""
        if self.stage.cable is None:
            raise HandError("the hall is closed: there is no cable")
        return self.stage.cable

    @property
    def board(self) -> Hand:
        """The board's hand."""
        return self.stage.hand("board")

    @property
    def pad(self) -> Hand:
        """The review pad's hand."""
        return self.stage.hand("p2")

    def _turn_pad(self, name: str, page: str) -> None:
        """Press until the page turns: a press on a page that has only just come was meant for the one before."""

        def turned() -> bool:
            if self.pad.screen != page:
                with contextlib.suppress(HandError):
                    self.pad.ask(do="tap", name=name)
            return self.pad.screen == page

        wait_until(turned, 10, self.pad.texts)

    def _code_read(self) -> bool:
        """Show the code, and again after a while: what comes before the scanner is armed is dropped."""
        twin, line = self.stage.scanner("t1")
        line.act(lambda: twin.present(CODE.encode()))
        with contextlib.suppress(HandError):
            wait_until(lambda: self.terminal.screen == "services", 3, lambda: "not yet")
        return self.terminal.screen == "services"

    def begin(self, unit: str) -> None:
        """Touch the attract page."""
        hand = self.stage.hand(unit)
        hand.wait("attract")
        hand.tap("点这里开始")
        hand.wait("home")

    def place_card(self, person: str) -> Callable[[], None]:
        """Put a card on the terminal's reader; return how to take it back."""
        twin, line = self.stage.card_reader("t1")
        line.act(lambda: twin.place(PEOPLE[person].card))
        return lambda: line.act(twin.lift)

    def ticket_by_card(self, person: str) -> str:
        """Take a ticket at the terminal with a card; return its number."""
        self.begin("t1")
        self.look("t1", "首页 · home", "home")
        self.terminal.tap("取号")
        self.terminal.wait("identify")
        self.look("t1", "请放身份证 · place the card", "identify")
        lift = self.place_card(person)
        self.terminal.wait("services")
        lift()
        self.look("t1", "选业务 · choose a service", "services")
        self.terminal.tap("社会保险")
        return self.finish_ticket("t1", "取号完成 · ticket taken", tear=False)

    def ticket_at_door(self, service: str, text: str) -> None:
        """Take a ticket at the dispenser."""
        self.dispenser.wait("services")
        self.dispenser.tap(service)
        self.finish_ticket("d1", text)

    def finish_ticket(self, unit: str, text: str, finish: str = "我已办完", *, tear: bool = True) -> str:
        """Wait for the result, tear the paper off, leave; return what the paper shows."""
        hand = self.stage.hand(unit)
        hand.wait("ticket")
        self.look(unit, text, "ticket")
        if tear:
            self.tear(unit, text)
        hand.tap(finish)
        hand.wait("attract", "services")
        return self.papers[-1] if tear else ""

    def apply(self, person: str, item: str, situation: str = "") -> str:
        """Hand an application in; return the case number. `situation`: of an item that asks for more than a phone number."""
        self.begin("t1")
        self.terminal.tap("办事申请")
        self.terminal.wait("items")
        self.look("t1", "选事项 · choose an item", "items")
        self.terminal.tap(item)
        if situation:
            self.terminal.wait("situation")
            self.look("t1", "哪种情况 · which case one is in", "situation")
            self.terminal.tap(situation)
        self.terminal.wait("notice")
        self.look("t1", "一次性告知 · everything that is needed, at once", "notice")
        self.terminal.tap("继续")
        self.terminal.wait("applicant")
        self.look("t1", "看完了才要身份证 · only now the card", "applicant")
        lift = self.place_card(person)
        self.terminal.wait_text("是我")
        self.look("t1", "申请人 · the applicant, from the card", "applicant")
        self.terminal.tap("是我")
        self.terminal.wait("phone")
        for digit in PHONE:
            self.terminal.tap(digit)
        self.look("t1", "手机号码 · phone number", "phone")
        self.terminal.tap("继续")
        if situation:
            self.fill_in()
        self.terminal.wait("check")
        self.look("t1", "核对 · check the answers", "check")
        self.terminal.tap("确认提交")
        self.terminal.wait("receipt")
        lift()
        self.look("t1", "申请完成 · handed in", "receipt")
        number = self.tear("t1", f"凭条：{item}")
        self.terminal.tap("我已办完")
        self.terminal.tap("不评价，办完了")
        self.terminal.wait("attract")
        return number

    def fill_in(self) -> None:
        """Answer, promise the paper that was left at home, sign."""
        self.terminal.wait("question")
        self.look("t1", "一题一页 · one question to a page", "question")
        self.terminal.tap("第一档")
        self.terminal.wait_text("从哪一天起缴费")
        for digit in FROM:
            self.terminal.tap(digit)
        self.terminal.tap("继续")
        self.terminal.tap("不填")
        self.terminal.wait("paper")
        self.look("t1", "一份材料怎么交 · how a material is handed in", "paper")
        self.terminal.tap("今天没带")
        self.terminal.wait("commitment")
        self.terminal.tap("读完了")
        self.terminal.wait("sign")
        self.terminal.draw("签名的地方", SIGNATURE)
        self.look("t1", "签名 · the signature", "sign")
        self.terminal.tap("签好了")

    # --- what is kept of it ---

    def note(self, who: str, text: str, *pictures: str) -> None:
        """Write a step down."""
        self.report.steps.append(Step(time.monotonic() - self.began, who, text, pictures))
        self.say(f"{time.monotonic() - self.began:5.1f} s  {who:6} {text}")

    def look(self, unit: str, text: str, page: str = "") -> None:
        """Take a picture of a screen."""
        hand = self.stage.hand(unit)
        if page and unit != "board":
            hand.wait(page)
        self.pictures += 1
        path = Path("screens") / f"{self.pictures:02d}-{unit}-{page or hand.screen}.png"
        hand.picture(self.report.folder / path)
        self.note(unit, text, str(path))

    def snapshot(self, name: str) -> None:
        """Keep what every screen shows now, for whoever has to find out what went wrong."""
        for unit, program in self.stage.programs.items():
            if program.hand is not None and program.alive:
                with contextlib.suppress(HandError):
                    program.hand.picture(self.report.folder / "screens" / f"{name}-{unit}.png")

    def tear(self, unit: str, text: str) -> str:
        """Tear off what the printer holds, keep its picture, return the number on it."""
        twin, line = self.stage.printer(unit)
        before = len(self.papers)
        wait_until(lambda: bool(twin.pieces), 10, lambda: f"{unit}: no paper came out")
        for piece in line.act(twin.tear_off):
            path = Path("paper") / f"{len(self.papers) + 1:02d}-{unit}.png"
            (self.report.folder / path).write_bytes(piece.png())
            self.papers.append(piece.text)
            self.note(unit, f"纸：{text} · paper", str(path))
        return _number(self.papers[before])

    def wait_drained(self) -> None:
        """Wait until no unit has anything left to send."""
        folder = self.stage.folder / "data"
        wait_until(
            lambda: all(row["state"] == "acked" for unit in SENDERS for row in sent(folder / unit)),
            20,
            lambda: "something waits to be sent",
        )

    def _pressed(self, hand: Hand, name: str) -> bool:
        """Press again until the page changes (the printer's own state takes a moment to arrive)."""
        if hand.screen == "no_paper":
            hand.tap(name)
        return hand.screen != "no_paper"


def _number(text: str) -> str:
    found = CASE.search(text) or TICKET.search(text)
    return found[1] if found else ""
