"""How is my case: by touch, by keys only, and without the network, each from the first page to the end."""

from kiosk.flows.case_words import CasesFound, FindCases, PrintNotice
from kiosk.flows.words import CardRead, EndVisit, PaperEnded, PrintOutcome, ReadCard
from tests.screens.test_by_keys import Presser
from tests.support.case_pages import CASES, away_since
from tests.support.front import AWAY, GOOD, PERSON


def last(screen, kind):
    return [each for each in screen.effects if isinstance(each, kind)][-1]


def shows(screen, *words):
    said = "\n".join(text.words for text in screen.texts())
    assert [word for word in words if word not in said] == []


def test_by_touch_from_the_card_to_the_printed_notice(terminal):
    for name in ("点这里开始", "查进度"):
        terminal.tap(name)
    terminal.feed(CardRead(PERSON))
    assert last(terminal, FindCases).id_number == PERSON.id_number
    terminal.feed(CasesFound(CASES))
    terminal.tap("居住证申领，2026年11月16日 提交")
    shows(terminal, "需要补正 · 快到期", "请最晚11月25日", "户口簿复印件", "张*凡")
    assert "张小凡" not in "".join(text.words for text in terminal.texts())
    terminal.tap("打印通知书")
    terminal.tap("补正告知书")
    order = last(terminal, PrintNotice)
    assert order.case.notices[order.at].kind == "corrections"
    terminal.feed(PaperEnded(order.intent, PrintOutcome.PRINTED))
    shows(terminal, "通知书已打印", "需要补正")
    terminal.tap("结束办理")
    assert EndVisit() in terminal.effects


def test_by_keys_only_with_the_code_of_the_receipt(terminal):
    presser = Presser(terminal)
    presser.tap("点这里开始")
    for name in ("查进度", *"K7XM4PQ29A", "继续"):
        presser.tap(name)
    assert last(terminal, FindCases).code == "K7XM4PQ29A"
    terminal.feed(CasesFound(CASES[1:2]))
    shows(terminal, "办理中 · 已超期", "超过承诺 3 个工作日")
    presser.tap("打印通知书")
    presser.tap("受理通知书")
    assert last(terminal, PrintNotice).at == 0
    terminal.feed(PaperEnded(last(terminal, PrintNotice).intent, PrintOutcome.PRINTED))
    presser.tap("结束办理")


def test_without_the_network_it_says_since_when_and_goes_on_when_it_is_back(terminal):
    for name in ("点这里开始", "查进度"):
        terminal.tap(name)
    terminal.feed(away_since(AWAY))
    shows(terminal, "现在没有网络", "11月22日 09:41", "0000-12345")
    terminal.tap("再试一次")
    shows(terminal, "现在没有网络")
    terminal.feed(GOOD)
    assert isinstance(last(terminal, ReadCard), ReadCard)
    assert "现在没有网络" not in "".join(text.words for text in terminal.texts())
    terminal.feed(AWAY, CardRead(PERSON))
    terminal.feed(CasesFound((), "progress.offline"))
    shows(terminal, "这台机器还没有连上过大厅")
    terminal.tap("办别的事")
    assert terminal.name == "home"
