"""The console's pages as the server makes them: what can be pressed, why not, and in whose words."""

import re
from datetime import timedelta

import pytest

from hall.server.console.keys import KEYS
from hall.server.console.view import MOST_LISTED
from tests.rules.tree import ROOT

ALWAYS = {"find"}


def test_the_list_leads_to_every_window(clerk):
    clerk.take(1)
    clerk.do(2, "call")
    page = clerk.page("")
    links = [attrs["href"] for tag, attrs in page.tags if tag == "a" and "card" in attrs.get("class", "")]
    assert links == [f"/console/windows/{n}?lang=zh" for n in (1, 2, 3, 4)]
    assert page.text("window-2") == "2 社会保险 服务中 正在办 A001 · 0 人等候"
    assert "未开窗" in page.text("window-1")


def test_a_closed_window_can_open_or_call(clerk):
    assert clerk.page().ready() == {"open"} | ALWAYS
    clerk.take(1)
    page = clerk.page()
    assert page.ready() == {"open", "call"} | ALWAYS
    assert "开窗并叫号" in page.text("verb-call")
    assert "本窗口还没有开" in page.text("ticket")


def test_only_what_can_be_done_now_can_be_pressed(clerk):
    clerk.take(1)
    clerk.do(1, "call")
    called = clerk.page()
    at_window = {"recall", "start", "finish", "hold", "transfer", "item", "pause"} | ALWAYS
    assert called.ready() == at_window | {"undo"}
    assert "A001" in called.text("ticket")
    assert "已叫 1 遍" in called.text("ticket")
    clerk.do(1, "start")
    assert clerk.page().ready() == at_window - {"recall", "start"} | {"undo"}
    clerk.do(1, "finish")
    assert clerk.page().ready() == {"pause", "close", "undo"} | ALWAYS


def test_what_cannot_be_pressed_says_why(clerk):
    page = clerk.page(lang="en")
    assert page.why("call") == "Nobody waits for this window."
    assert page.why("finish") == "Window 1 serves nobody now. Call the next ticket first."
    clerk.take(1)
    clerk.do(1, "call")
    clerk.do(1, "pause", reason="用餐")
    paused = clerk.page()
    assert paused.why("call") == "1 号窗口暂停中。 请先恢复服务。"
    assert {"go_on", "finish"} <= paused.ready()
    assert "暂停：用餐" in paused.text("presence")


def test_a_no_show_waits_until_the_call_was_heard(clerk):
    clerk.take(1)
    clerk.do(1, "call")
    clerk.do(1, "recall")
    early = clerk.page()
    assert "刚刚叫过" in early.why("no_show")
    assert 14 < count(early, "no_show") <= 15
    clerk.hall.clock.at += timedelta(seconds=15)
    assert "no_show" in clerk.page().ready()


def test_an_undo_names_the_step_and_its_seconds(clerk):
    clerk.take(1)
    clerk.do(1, "call")
    page = clerk.page()
    assert "撤销叫号" in page.text("verb-undo")
    assert 9 < count(page, "undo") <= 10
    clerk.hall.clock.at += timedelta(seconds=11)
    assert "超过 10 秒" in clerk.page().why("undo")


def test_going_on_after_a_pause_keeps_who_stands_in(clerk):
    clerk.do(1, "open", clerk="1024 周晓岚", stands_in_for="李建国")
    clerk.do(1, "pause", reason="开会")
    button = clerk.page().buttons["verb-go_on"]
    assert (button["data-path"], button["data-body"]) == (
        "/v1/windows/1/open",
        '{"stands_in_for": "\\u674e\\u5efa\\u56fd"}',
    )


def test_the_line_tells_who_is_next_and_why_somebody_goes_first(clerk):
    clerk.take(1)
    clerk.take(2, "business")
    clerk.take(3, group="elder")
    clerk.hall.clock.at += timedelta(minutes=7)
    page = clerk.page()
    assert page.text("line").startswith("A002 社会保险 下一位 7 分钟 优先 · 60 岁以上老人")


def test_the_line_stands_in_the_order_of_the_calls(clerk):
    for n in range(1, 5):
        clerk.take(n)
    for n in range(5, 8):
        clerk.take(n, group="elder")
    shown = re.findall(r"A\d{3}(?= 社会保险)", clerk.page().text("line"))
    told = [one["number"] for one in clerk.api.get("/windows/1").json()["line"]]
    called = [
        clerk.do(1, "open") or clerk.do(1, "call")["number"],
        *(clerk.do(1, "call")["number"] for _ in range(6)),
    ]
    assert called == shown == told
    assert called != sorted(called)


def test_what_a_clerk_wrote_is_text_and_nothing_else(clerk):
    clerk.take(1)
    clerk.do(1, "call")
    clerk.do(1, "hold", kind="elsewhere", note="<script>alert(1)</script>'\"")
    page = clerk.page()
    assert "<script>alert(1)</script>'\"" in page.text("held")
    assert "<script>alert" not in page.html


def test_a_held_case_goes_on_only_at_a_free_window(clerk):
    clerk.take(1)
    clerk.take(2)
    clerk.do(1, "call")
    clerk.do(1, "hold", kind="with_papers", note="缺复印件")
    assert "材料留在窗口" in clerk.page().text("held")
    assert "aria-disabled" not in clerk.page().buttons[f"resume-{clerk.id(1)}"]
    clerk.do(1, "call")
    assert "还有人在办" in clerk.page().buttons[f"resume-{clerk.id(1)}"]["data-why"]


def test_a_long_line_is_cut_and_says_so(clerk):
    for n in range(MOST_LISTED + 3):
        clerk.take(n)
    page = clerk.page()
    assert len([id_ for id_ in page.buttons if id_.startswith("call-")]) == MOST_LISTED
    assert f"{MOST_LISTED + 3} 人" in page.text("line-head")
    assert "后面还有 3 人" in page.text("line")


def test_transfer_offers_only_where_somebody_will_call(clerk):
    clerk.take(1)
    clerk.do(1, "call")
    clerk.do(3, "open")
    options = [
        attrs["value"] for tag, attrs in clerk.page("windows/1/forms/transfer").tags if tag == "option"
    ]
    assert options == ["service:residence", "service:business", "service:property", "window:3"]


def test_an_item_is_offered_once(clerk):
    clerk.take(1)
    clerk.do(1, "call")
    clerk.do(1, "item", item="residence-permit")
    options = [attrs["value"] for tag, attrs in clerk.page("windows/1/forms/item").tags if tag == "option"]
    assert options == ["pension-check", "flexible-insured", "property-query"]
    assert "一并办理：居住证申领" in clerk.page().text("ticket")


def test_why_somebody_was_before_is_told_in_words(clerk):
    clerk.take(1)
    clerk.take(2, group="soldier")
    clerk.do(2, "call")
    told = clerk.page(f"tickets/{clerk.id(1)}/why")
    assert "A002 被 2 号窗口叫走" in told.html
    assert "优先人群：军人、退役军人" in told.html
    assert "没有先叫比这个号晚到的人" in clerk.page(f"tickets/{clerk.id(2)}/why").html


@pytest.mark.parametrize(
    ("asked", "words", "verbs"),
    [
        ("a001", "等候中", {"call_this-it", "cancel-it"}),
        ("A002", "挂起在 1 号窗口", {"return-it", "cancel-it"}),
        ("A003", "已叫号，1 号窗口", set()),
        ("A009", "今天没有 A009 这个号", set()),
    ],
)
def test_a_number_is_found_with_what_can_be_done(clerk, asked, words, verbs):
    for n in (1, 2, 3):
        clerk.take(n)
    clerk.do(1, "call", ticket=clerk.id(2))
    clerk.do(1, "hold", kind="without_papers")
    clerk.do(1, "call", ticket=clerk.id(3))
    answer = clerk.web.get("/console/windows/1/found", params={"asked": asked, "lang": "zh"})
    assert words in answer.text
    assert {
        one for one in ("call_this-it", "return-it", "cancel-it") if f'id="{one}"' in answer.text
    } == verbs


def test_a_window_that_is_not_there_gets_a_page_that_says_so(clerk):
    page = clerk.page("windows/9", status=404)
    assert "本大厅没有 9 号窗口" in page.html
    assert 'href="/console/?lang=zh"' in page.html


def test_pages_need_nothing_from_elsewhere_and_run_no_script_in_the_page(clerk):
    answer = clerk.web.get("/console/windows/1")
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'self';")
    assert "frame-ancestors 'none'" in policy
    assert "://" not in answer.text
    assert not re.search(r"<style|\son[a-z]+=|\sstyle=|<script(?![^>]*src=\"/console/static/)", answer.text)
    for name in re.findall(r"(?:src|href)=\"(/console/static/[^\"]+)\"", answer.text):
        assert clerk.web.get(name).status_code == 200


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Sec-Fetch-Site": "same-origin"}, 200),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "https://behind-a-proxy"}, 200),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "own"}, 200),
    ],
)
def test_a_foreign_page_presses_no_button(clerk, headers, status):
    clerk.take(1)
    if headers.get("Origin") == "own":
        headers = {"Origin": clerk.hall.url}
    answer = clerk.api.post("/windows/1/call", json={"event_id": clerk.press()}, headers=headers)
    assert answer.status_code == status
    if status == 403:
        assert answer.json()["code"] == "request.foreignPage"
        assert "A001" not in clerk.page().text("ticket")


def test_the_page_of_keys_cannot_lie(clerk):
    """docs/console.md, the dialogue of keys and the buttons say the same."""
    text = (ROOT / "docs" / "console.md").read_text(encoding="utf-8")
    zh, en = (clerk.page("windows/1/forms/keys", lang).html for lang in ("zh", "en"))
    says = {
        lang: dict(zip(KEYS, re.findall(r"</td><td>(.+?)</td>", page), strict=False))
        for lang, page in (("zh", zh), ("en", en))
    }
    wanted = [
        f"| {' '.join(f'`{key}`' for key in keys)} | {says['zh'][verb]} · {says['en'][verb]} |"
        for verb, keys in KEYS.items()
    ]
    assert re.findall(r"^\| `.*", text, re.MULTILINE) == wanted
    clerk.take(1)
    seen = {}
    for change in (None, "call", "pause"):
        if change:
            clerk.do(1, change, **({"reason": "用餐"} if change == "pause" else {}))
        for id_, attrs in clerk.page().buttons.items():
            if id_.startswith("verb-"):
                seen[id_.removeprefix("verb-")] = tuple(attrs["data-keys"].split())
    assert seen == {verb: keys for verb, keys in KEYS.items() if verb != "paper"}, (
        "that one needs a review pad"
    )


def test_no_two_verbs_of_a_page_have_one_key(clerk):
    keys = [key for attrs in clerk.page().buttons.values() for key in attrs.get("data-keys", "").split()]
    assert len(keys) == len(set(keys))


def count(page, verb):
    _, after = page.html.split(f'id="verb-{verb}"')
    return float(re.search(r'data-count="([\d.]+)"', after)[1])
