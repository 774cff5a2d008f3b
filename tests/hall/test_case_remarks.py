"""Applications that a clerk has to look at twice: taken with everything that came, marked, and said on the case's page."""

import pytest

from hall.contract.filing import How
from hall.contract.messages import Outcome, Transaction
from hall.server.store import inbox
from hall.server.store.case_remarks import Remark
from tests.hall.console.conftest import Clerk
from tests.hall.console.test_case_pages import case_page
from tests.hall.house import house
from tests.hall.test_cases import Cases
from tests.support.filed import filed, hand_in_full, sha
from tests.unit.kiosk.flows.applicant import guide_of

QUESTIONS = [
    {"id": "since", "ask": "从哪天起？", "kind": "date", "latest": "today"},
    {"id": "people", "ask": "几个人？", "kind": "number", "largest": 30},
    {"id": "birth", "ask": "哪天出生？", "kind": "date", "card": "birth"},
]
GUIDE = guide_of(id="residence-permit", version="2026.2", apply={"questions": QUESTIONS})


@pytest.fixture
def handed(room):
    """Hands in with these answers, while the hall has this guide; returns the case as it is kept."""
    cases = Cases(room)

    def hand_in(guide=GUIDE, n=1, **changed):
        number = f"T1-20261122-K7X-{n:04d}"
        body, files = filed(number, room.clock, **changed)
        item = Transaction(
            event_id=f"case-{n:06d}",
            kind="application.submitted",
            stream="t1:1",
            occurred_at=room.clock.at,
            body=body,
            attachments=[sha(one) for one in files],
        )
        guides = {guide.id: guide} if guide else {}
        reply = room.write(lambda tx: inbox.take(tx, "t1", item, room.catalogue, guides))
        assert reply.outcome is Outcome.NEED_ATTACHMENT, reply
        return cases.one(number).filed

    return hand_in


def test_an_answer_beyond_its_bounds_is_taken_and_marked(handed):
    answers = {"since": "2099-01-01", "people": "99", "other": "x", "birth": ""}
    kept = handed(answers=answers)
    assert set(kept.remarks) == {Remark("question.late", "since"), Remark("question.large", "people")}
    assert kept.materials


def test_what_was_right_before_midnight_is_right(handed, room):
    today = room.clock.at.date().isoformat()
    yesterday_only = guide_of(
        id="residence-permit",
        version="2026.2",
        apply={"questions": [QUESTIONS[0] | {"earliest": "today+1d", "latest": ""}]},
    )
    assert handed(answers={"since": today}).remarks == ()
    assert handed(yesterday_only, n=2, answers={"since": today}).remarks == ()


def test_another_version_or_no_guide_judges_nothing(handed):
    answers = {"since": "2099-01-01"}
    assert handed(answers=answers, guide_version="1").remarks == ()
    assert handed(None, n=2, answers=answers).remarks == ()


def test_a_card_that_answered_is_not_judged(handed):
    card = {"kind": "resident", "name": "张小凡", "id_number": "11010519491231002X", "birth": "19491231"}
    strict = guide_of(
        id="residence-permit",
        version="2026.2",
        apply={"questions": [QUESTIONS[2] | {"earliest": "today-10y"}]},
    )
    assert handed(strict, answers={"birth": "19491231"}, applicant=card).remarks == ()


def test_a_suspended_item_is_taken_whole_and_marked(handed):
    stopped = guide_of(id="residence-permit", version="3", state="suspended", apply={"questions": QUESTIONS})
    kept = handed(stopped, answers={"since": "2099-01-01"})
    assert kept.remarks == (Remark("suspended"),)
    assert kept.materials[0].how is How.SCANNED


def test_who_helped_and_how_a_card_was_shown_are_kept(handed):
    card = {"material": "card", "name": "居民身份证", "how": "shown"}
    kept = handed(assisted_by="1003", materials=[card])
    assert (kept.assisted, kept.materials[0].how) == ("1003", How.SHOWN)
    assert handed(n=2).assisted == ""


def test_the_hall_judges_by_its_own_guides(tmp_path, clock):
    """Over HTTP, with a guide that the hall suspends while the terminal still has the old one."""
    folder = tmp_path / "hall" / "guides"
    folder.mkdir(parents=True)
    text = GUIDE.model_copy(update={"state": "suspended", "materials": ()}).model_dump_json()
    (folder / "own.json").write_text(f'{{"guides": [{text}]}}', encoding="utf-8")
    with house(tmp_path / "hall", clock) as hall:
        clerk = Clerk(hall)
        card = {"material": "card", "name": "居民身份证", "how": "shown"}
        number = hand_in_full(
            clerk.api, clock, 1, answers={"since": "2099-01-01"}, assisted_by="1003", materials=[card]
        )
        told = clerk.api.get(f"/cases/{number}").json()
        assert [one["what"] for one in told["remarks"]] == ["suspended", "question.late"]
        assert told["assisted_by"] == "1003"
        page = case_page(clerk, number)
        assert "这个事项已经暂停办理" in page.text("case")
        assert "“从哪天起？”的回答超出了可以填的范围" in page.text("case")
        assert "协助的工作人员1003" in page.text("case-people")
        assert "居民身份证 已出示，读卡器读取 终端读了这张卡，没有复印件" in page.text("case-materials")
        clerk.api.post(f"/cases/{number}/accept", json={"event_id": "press-000001", "by": "李静"})
        paper = clerk.web.get(f"/console/cases/{number}/notices/1", params={"lang": "zh"}).text
        assert "居民身份证 · 已出示，读卡器读取" in paper
        clerk.web.close()
        clerk.api.close()
