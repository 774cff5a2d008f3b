"""The console's pages of calls for help and of evaluations, and the banner that rings on every page."""

from sqlalchemy import select

from hall.server.store.help_tables import help_call
from tests.hall.console.chromium import NEEDS


def call(clerk, n=1):
    body = {"event_id": f"help-{clerk.id(n)}", "unit": "t1", "page": "services"}
    assert clerk.api.post("/help", json=body).status_code == 200
    return body["event_id"]


def rate(clerk, n, **given):
    clerk.take(n, "residence")
    for verb in ("call", "finish"):
        clerk.do(3, verb)
    now = clerk.hall.clock.now().isoformat()
    body = {"ticket": clerk.id(n), "source": "terminal", "tag_set": "national-1", "given_at": now} | given
    item = {"event_id": f"rating-{clerk.id(n)}", "kind": "ticket.rated", "stream": f"t1:{clerk.id(n)}"}
    sent = {"unit": "t1", "items": [item | {"occurred_at": now, "body": body}]}
    assert clerk.api.post("/transactions", json=sent).json()["items"][0]["outcome"] == "accepted"


def test_a_call_is_on_every_page_until_somebody_is_on_the_way_who_then_sees_the_code(clerk):
    one = call(clerk)
    strip = clerk.page("strip")
    assert "一楼 24 小时自助区 · 取号" in strip.text("strip")
    assert strip.buttons[f"strip-come-{one}"]["data-keys"] == "Shift+F1"
    assert f'data-rings="{one}"' in strip.html
    assert (
        clerk.api.post(f"/help/{one}/answer", json={"event_id": clerk.press(), "by": "1023"}).status_code
        == 200
    )
    assert "data-rings" not in clerk.page("strip").html
    page = clerk.page("help")
    code = clerk.hall.read(
        lambda c: c.execute(select(help_call.c.code).where(help_call.c.event_id == one))
    ).scalar()
    assert page.text(f"code-{one}").replace(" ", "") == code
    assert "1023" in page.text("calls")
    assert f"code-of-{one}" in page.buttons


def test_evaluations_show_their_tags_and_words_and_bad_ones_can_be_looked_at_alone(clerk):
    rate(clerk, 1, stars=5, tags=["517"])
    rate(clerk, 2, stars=1, tags=["115"], words="<b>三小时</b>")
    page = clerk.page("ratings")
    assert "非常满意 服务热情效率高" in page.text("ratings")
    assert "非常不满意 服务态度差效率低" in page.text("ratings")
    assert "<b>三小时</b>" in page.text("ratings"), "words are words"
    assert "自助终端" in page.text("ratings")
    bad = clerk.web.get("/console/ratings/parts?which=bad&lang=zh").text
    assert "服务态度差效率低" in bad
    assert "服务热情效率高" not in bad
    assert "Bad manners and slow" in clerk.page("ratings", lang="en").text("ratings")


@NEEDS
def test_one_key_answers_a_call_from_a_windows_page_and_it_rings_no_more(there, tab):
    one = call(there)
    tab.open(f"{there.hall.url}/console/windows/1?lang=zh")
    tab.until(f"document.getElementById('strip-come-{one}')")
    tab.press("Shift+F1")
    tab.until("!document.querySelector('#strip [data-rings]')")
    [state] = there.hall.read(lambda c: c.execute(select(help_call.c.state)).scalars().all())
    assert state == "coming"
