"""The pages on which a visit is evaluated, and those of a call for staff, for the registry of screens."""

from kiosk.flows import touches as t
from kiosk.flows.assist_words import Call, CallHelp, CallStands, StaffHere, StaffKnown, StaffRefused
from kiosk.flows.evaluate_words import (
    AddWords,
    GiveStars,
    RatingKept,
    Served,
    TicketRead,
    ToggleTag,
    VisitsFound,
)
from kiosk.flows.words import CodeProblem, Tick

VISITS = (
    Served("ticket-000001", "A012", "social", 2, "10:41"),
    Served("ticket-000002", "B003", "residence", 3, "09:12", rated=True),
    Served("ticket-000003", "D001", "business", 4, "2026-11-20 15:30"),
)
WORDS = "三号窗口的人很耐心，只是排队太久，希望多开一个窗口。"


def evaluated_pages(unplugged, away):
    """Events by page. `unplugged`: the card reader is; `away`: no network."""
    begin = [t.Begin(), t.Want(t.Purpose.EVALUATION)]
    faces = [*begin, TicketRead("ticket-000001"), VisitsFound(VISITS[:1])]
    bad, good = [*faces, GiveStars(2)], [*faces, GiveStars(5)]
    return {
        "evaluate": begin,
        "evaluate, looking": [*begin, TicketRead("ticket-000001")],
        "evaluate, reader down": [unplugged, *begin],
        "evaluate, no such code": [*begin, CodeProblem("evaluate.noTicket")],
        "evaluate, nothing found": [*begin, VisitsFound(())],
        "evaluate, already": [*begin, VisitsFound(VISITS[1:2])],
        "evaluate, offline": [away, *begin, VisitsFound((), "evaluate.offline")],
        "evaluate_phone": [*begin, t.ByPhone(), t.Digit("1"), t.Digit("3")],
        "evaluate_list": [*begin, VisitsFound(VISITS)],
        "evaluate_faces": faces,
        "evaluate_faces, only the paper": [*begin, VisitsFound((Served("ticket-000009"),))],
        "evaluate_tags": good,
        "evaluate_tags, chosen": [
            *bad,
            ToggleTag("209"),
            ToggleTag("213"),
            AddWords(),
            t.Write(WORDS),
            t.Proceed(),
        ],
        "evaluate_tags, a reason is wanted": [*bad, t.Submit("i1")],
        "evaluate_words": [*bad, AddWords(), t.Write(WORDS)],
        "evaluate_words, no word chosen": [*bad, AddWords(), t.Unchosen()],
        "leaving, a rating": [*bad, t.Finish()],
        "evaluated": [*good, t.Submit("i1"), RatingKept("ticket-000001", confirmed=True)],
    }


def helped_pages(here, away):
    """Events by page, after `here`: those that lead to the page that is under it. `away`: no network."""
    call = [*here, t.Help(wanted=True), CallHelp("i9")]
    staff = [*call, CallStands("i9", Call.COMING), StaffHere()]
    code = [*staff, *map(t.Digit, "1023"), t.Proceed()]
    helped = [*code, *map(t.Digit, "123456"), t.Proceed(), StaffKnown("1023")]
    return {
        "help, calling": call,
        "help, nobody answers": [*call, Tick(61_000)],
        "help, coming": [*call, CallStands("i9", Call.COMING)],
        "help, offline": [away, *call],
        "help, staff help": [*helped, t.Help(wanted=True)],
        "assist": staff,
        "assist, no number": [*staff, t.Proceed()],
        "assist, code": [*code, t.Digit("1"), t.Digit("2")],
        "assist, wrong": [*code, *map(t.Digit, "123456"), t.Proceed(), StaffRefused("assist.offline")],
    }


def banners(check, services):
    """Two pages with what stands above them: staff who help, and a call; and the end, asked for."""
    code = [*check, t.Help(wanted=True), CallHelp("i9"), CallStands("i9", Call.COMING), StaffHere()]
    called = [*services, t.Help(wanted=True), CallHelp("i9"), t.Help(wanted=False)]
    return {
        "check, staff help": [*code, StaffKnown("1023")],
        "services, staff are called": called,
        "leaving": [*check, t.Finish()],
    }
