"""The pages on which the hall is told something, for the registry of screens."""

from dataclasses import replace
from datetime import date

from hall.domain.ledger.entry import Kind
from kiosk.flows import touches as t
from kiosk.flows.reply import Reply
from kiosk.flows.words import CardProblem, CaseSaved, PaperEnded, PrintOutcome, Refused

TOLD = "三号窗口办社保转移，跑了三趟都说材料不齐，没有人一次讲清要带什么。"
TOLD_TAPS = {
    "suggest_words, choosing": ["拼音", *"shenfenzheng"],
    "suggest_words, by hand": ["手写"],
    "suggest_words, letters": ["字母"],
    "suggest_words, digits": ["数字"],
}


def told_pages(mobile, unplugged):
    """Events by page. `unplugged`: the card reader is."""
    suggest = [t.Begin(), t.Want(t.Purpose.SUGGESTION)]
    writing = [*suggest, t.ChooseKind(Kind.UNSOLVED)]
    written = [*writing, t.Write(TOLD)]
    answer = [*written, t.Proceed()]
    check = [*answer, t.ChooseReply(Reply.PHONE), *map(t.Digit, mobile), t.Proceed()]
    sent = [*check, t.Submit("i4")]
    entered = CaseSaved("i4", "T1-20261122-K7X-0007", confirmed=True, due=date(2026, 11, 25))
    return {
        "suggest": suggest,
        "suggest_words": written,
        "suggest_words, nothing": [*writing, t.Proceed()],
        "suggest_words, no word chosen": [*written, t.Unchosen()],
        "suggest_words, full": [*writing, t.Write(TOLD * 9)],
        "suggest_words, choosing": written,
        "suggest_words, by hand": written,
        "suggest_words, letters": written,
        "suggest_words, digits": written,
        "suggest_reply": answer,
        "suggest_reply, reader down": [unplugged, *answer],
        "suggest_phone": [*answer, t.ChooseReply(Reply.PHONE)],
        "suggest_card": [*answer, t.ChooseReply(Reply.CARD)],
        "suggest_card, trouble": [*answer, t.ChooseReply(Reply.CARD), CardProblem("card.readFailed")],
        "suggest_check": check,
        "leaving, words": [*written, t.Finish()],
        "suggest_check, long": [*writing, t.Write(TOLD * 9), t.Proceed(), t.ChooseReply(Reply.NONE)],
        "refused, told": [*sent, Refused("i4", "disk.full")],
        "suggested": [*sent, entered, PaperEnded("i4", PrintOutcome.PRINTED)],
        "suggested, offline": [
            *sent,
            replace(entered, confirmed=False),
            PaperEnded("i4", PrintOutcome.PRINTED),
        ],
    }
