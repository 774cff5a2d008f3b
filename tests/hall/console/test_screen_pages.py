"""The console's pages about screens, units and notices, and a ticket's page for a phone, as the server makes them."""

import re
from datetime import timedelta

import pytest

from hall.contract.screens import Rating
from hall.domain.queue import verbs
from hall.server.console.heard import Watch
from hall.server.console.rated import Pads
from hall.server.console.words import speeches
from hall.server.store import day_book, ratings, shown
from hall.server.store.catalogue import Catalogue
from hall.settings import Board, Quiet
from tests.hall.console.look import Page
from tests.hall.house import SETTINGS, house, http

SPEECH = speeches(Catalogue(SETTINGS))["zh"]


def ack(clerk, **what):
    assert clerk.api.post("/acks", json={"unit": "board", **what}).status_code == 200


def call(clerk, window=1):
    answer = clerk.api.post(f"/windows/{window}/call", json={"event_id": clerk.press()})
    return answer.json()["seq"]


def heard(page):
    return page.text("ticket"), page.text("unheard")


def test_a_call_that_no_screen_showed_in_five_seconds_is_told_with_what_to_do(clerk):
    clerk.take(1)
    seq = call(clerk)
    early = clerk.page()
    assert "等大屏确认" in heard(early)[0]
    assert heard(early)[1] == ""
    assert 'data-renew="1.0"' in early.html
    clerk.hall.clock.at += timedelta(seconds=5)
    ticket, alarm = heard(clerk.page())
    assert "还没有屏幕显示" in ticket
    assert alarm.startswith("没有屏幕显示这次叫号")
    assert "请重呼" in alarm
    assert "技术员" in alarm
    ack(clerk, shown=[seq])
    ticket, alarm = heard(clerk.page())
    assert re.search(r"等候区大屏 \d\d:\d\d:\d\d 已显示 · 还没有念到", ticket)
    assert alarm == ""
    clerk.do(1, "start")
    assert "已显示" not in heard(clerk.page())[0]


def test_a_call_that_was_shown_and_never_spoken_is_told_once_it_had_its_time(clerk):
    clerk.take(1)
    seq = call(clerk)
    ack(clerk, shown=[seq])
    clerk.hall.clock.at += timedelta(seconds=SETTINGS.voice.longest_wait_s + 16)
    assert heard(clerk.page())[1].startswith("没有念出这次叫号")
    ack(clerk, spoken=[seq])
    ticket, alarm = heard(clerk.page())
    assert re.search(r"已显示 · \d\d:\d\d:\d\d 已念", ticket)
    assert alarm == ""


def test_nothing_is_claimed_of_screens_that_would_not_show_or_speak_it(room):
    room.issue(1)
    room.call(1, 1)

    def said(settings, age):
        now = room.clock.at + timedelta(seconds=age)

        def query(connection):
            day = day_book.load(connection, room.catalogue, "2026-11-22")
            return Watch(settings).heard(connection, SPEECH, day.current(day.desk(1)), now)

        return room.store.read_now(query)

    def hall(*displays, **more):
        return SETTINGS.model_copy(update={"units": list(displays), **more})

    display = next(one for one in SETTINGS.units if one.role == "display")
    elsewhere = display.model_copy(
        update={"board": display.board.model_copy(update={"kind": "zone", "windows": [3]})}
    )
    assert said(hall(), 60) is None
    assert said(hall(elsewhere), 60) is None
    assert said(hall(display, elsewhere), 60).alarm
    room.write(lambda tx: shown.note(tx, "board", [room.events()[-1].seq], []))
    mute = display.model_copy(update={"devices": []})
    assert said(hall(display), 200).alarm
    assert not said(hall(mute), 200).alarm
    quiet = SETTINGS.voice.model_copy(update={"quiet": [Quiet(begin="11:30", end="13:30")]})
    assert not said(hall(display, voice=quiet), 200).alarm


def test_a_window_with_a_pad_says_that_the_citizen_is_asked_until_the_rating_is_there(room):
    pads = Pads(SETTINGS)

    def state(window=3, seconds=1):
        def query(connection):
            desk = day_book.load(connection, room.catalogue, "2026-11-22").desk(window)
            return pads.rating(connection, desk, room.clock.at + timedelta(seconds=seconds))

        return room.store.read_now(query)

    for n, window in enumerate((1, 3), 1):
        room.issue(n, "residence")
        room.call(window, 2 * n)
        room.do(window, 2 * n + 1, verbs.finish)
    assert (state(1), state(3), state(3, seconds=61)) == ("", "asked", "")
    given = Rating(event_id="rating-01", window=3, stars=1, given_at=room.clock.at)
    room.write(lambda tx: ratings.put(tx, "ticket-000002", given))
    assert (state(), state(seconds=12)) == ("asked", "ended"), "the clerk sees nothing for ten seconds"


def tell(clerk, unit, *parts, backlog=0):
    told = [dict(zip(("name", "level", "code"), one, strict=False)) for one in parts]
    answer = clerk.api.put(f"/units/{unit}", json={"unit": unit, "parts": told, "backlog": backlog})
    assert answer.status_code == 200, answer.text


def test_units_that_need_somebody_come_first_in_words(clerk):
    tell(clerk, "board", ("speaker", "ok"))
    clerk.hall.clock.at += timedelta(seconds=100)
    tell(clerk, "t1", ("id_card", "ok"), ("ticket_printer", "out", "paper.out"), backlog=57)
    tell(clerk, "d1", ("ticket_printer", "low", "paper.low"), ("shelf", "low", "never.heardOf"))
    page = clerk.page("units")
    order = [
        attrs["id"] for tag, attrs in page.tags if tag == "li" and attrs.get("id", "").startswith("unit-")
    ]
    assert order[:3] == ["unit-t1", "unit-board", "unit-d1"]
    assert re.search(
        r"小票打印机打印机没有纸了 ?从 12:0\d 起 paper.out ?身份证阅读机具正常", page.text("unit-t1")
    )
    assert "有 57 笔还没有送到服务器" in page.text("unit-t1")
    assert "没有消息 1 分钟" in page.text("unit-board")
    assert "shelf要留意" in page.text("unit-d1")
    strip = clerk.page("strip")
    assert "小票打印机 · 打印机没有纸了" in strip.text("strip")
    assert "取号机 · 大门右侧 小票打印机 · 打印纸快用完了" in strip.text("strip")


def test_every_page_has_the_strip_and_leads_to_every_page(clerk):
    for path in ("", "windows/1", "units", "notices"):
        page = clerk.page(path)
        assert 'id="strip" data-path="/console/strip?lang=zh"' in page.html
        links = {attrs.get("href", "") for tag, attrs in page.tags if tag == "a"}
        assert {"/console/?lang=zh", "/console/units?lang=zh", "/console/notices?lang=zh"} <= links


def test_a_notice_is_listed_with_its_time_and_an_emergency_is_told_on_every_page(clerk):
    now = clerk.hall.clock.at
    title = {"zh": "<b>停电</b>检修", "en": "Power cut"}
    body = {"id": "notice-01", "title": title, "since": now.isoformat()}
    clerk.api.put("/notices/notice-01", json=body | {"until": (now + timedelta(days=1)).isoformat()})
    alarm = {
        "id": "alarm-001",
        "kind": "emergency",
        "title": {"zh": "请离开", "en": ""},
        "since": now.isoformat(),
    }
    clerk.api.put("/notices/alarm-001", json=alarm)
    page = clerk.page("notices")
    assert re.search(r"<b>停电</b>检修 \d\d:\d\d 起，到 \d\d-\d\d \d\d:\d\d 自动撤下", page.text("notices"))
    assert "紧急 请离开" in page.text("notices")
    assert page.buttons["down-alarm-001"]["data-method"] == "DELETE"
    assert "紧急通知正在显示 请离开" in clerk.page("strip", "zh").text("strip")
    ready = clerk.web.get("/console/notices/form", params={"kind": "evacuate", "lang": "en"}).text
    assert 'value="请有序离开大厅"' in ready
    assert 'value="Please leave the hall calmly"' in ready
    for one in ("notice-01", "alarm-001"):
        clerk.api.delete(f"/notices/{one}")
    assert "现在没有通知" in clerk.page("notices").text("notices")


# --- a ticket on a phone, without scripts ---


def phone(clerk, n, status=200, **query):
    answer = clerk.web.get(f"/t/{clerk.id(n)}", params=query)
    assert answer.status_code == status, answer.text
    return Page(answer.text)


def press(clerk, page, verb):
    form = next(a for tag, a in page.tags if tag == "form" and f"/{verb}?" in a["action"])
    value = next(a["value"] for tag, a in page.tags if tag == "input" and a["name"] == "press")
    return clerk.web.post(form["action"], data={"press": value}, headers={"Origin": clerk.hall.url})


def test_a_phone_is_told_what_to_do_at_each_step(clerk):
    for n in (1, 2):
        clerk.take(n)
    page = phone(clerk, 2)
    assert "前面还有 1 人" in page.text("ticket")
    assert "快到了" in page.text("ticket")
    assert 'http-equiv="refresh"' in page.html
    assert "People before you: 1" in phone(clerk, 2, lang="en").text("ticket")
    assert '<html lang="en">' in clerk.web.get(f"/t/{clerk.id(2)}", headers={"Accept-Language": "en"}).text
    clerk.do(2, "call")
    called = phone(clerk, 1)
    assert re.search("轮到您了，请现在到 2 号窗口", called.text("ticket"))
    assert 'class="called"' in called.html
    clerk.do(2, "start")
    assert "2 号窗口正在为您办理" in phone(clerk, 1).text("ticket")
    clerk.do(2, "hold", kind="without_papers")
    assert "先放在 2 号窗口" in phone(clerk, 1).text("ticket")
    clerk.do(2, "resume", ticket=clerk.id(1))
    clerk.do(2, "finish")
    assert "办好了" in phone(clerk, 1).text("ticket")


def test_a_place_is_given_up_in_two_steps_and_a_second_tap_counts_once(clerk):
    clerk.take(1)
    assert not [a for tag, a in phone(clerk, 1).tags if tag == "form"]
    asked = phone(clerk, 1, ask="cancel")
    for _ in range(2):
        answer = press(clerk, asked, "cancel")
        assert (answer.status_code, answer.headers["location"]) == (303, f"/t/{clerk.id(1)}?lang=zh")
    assert "已经作废" in phone(clerk, 1).text("ticket")


def test_whoever_missed_the_call_comes_back_by_the_phone_as_often_as_the_rules_let_them(clerk):
    clerk.take(1)
    for _ in range(2):
        clerk.do(1, "call")
        clerk.do(1, "recall")
        clerk.hall.clock.at += timedelta(seconds=20)
        clerk.do(1, "no_show")
        page = phone(clerk, 1)
        if "重新取号，或到咨询台" in page.text("ticket"):
            break
        assert "排在前 3 位之后" in page.text("ticket")
        assert press(clerk, page, "return").status_code == 303
        assert "前面没有人了" in phone(clerk, 1).text("ticket")
    assert not [a for tag, a in page.tags if tag == "form" and "/return" in a["action"]]


def test_a_page_that_cannot_be_shown_is_kind(clerk):
    assert "没有找到这个号" in phone(clerk, 77, status=404).text("ticket")
    clerk.take(1)
    clerk.do(1, "call")
    at_window = clerk.web.post(f"/t/{clerk.id(1)}/cancel", data={"press": clerk.press()})
    assert at_window.status_code == 409
    assert "回到我的号" in at_window.text
    assert clerk.web.post(f"/t/{clerk.id(1)}/cancel").status_code == 422
    old = clerk.id(1)
    clerk.next_day()
    answer = clerk.web.get(f"/t/{old}")
    assert answer.status_code == 410
    assert "已经过期" in answer.text


@pytest.mark.parametrize("path", ["/t/{id}", "/board"])
def test_public_pages_need_nothing_from_elsewhere_and_run_no_script_in_the_page(clerk, path):
    clerk.take(1)
    answer = clerk.web.get(path.format(id=clerk.id(1)))
    assert answer.headers["content-security-policy"].startswith("default-src 'self';")
    assert answer.headers["referrer-policy"] == "same-origin"
    assert "://" not in answer.text
    assert not re.search(r"<style|\son[a-z]+=|\sstyle=|<script(?![^>]*src=\"/web/static/)", answer.text)
    for name in re.findall(r"(?:src|href)=\"(/web/static/[^\"]+)\"", answer.text):
        assert clerk.web.get(name).status_code == 200


def test_a_web_board_is_one_of_the_hall_file_or_says_what_there_is(clerk):
    page = clerk.web.get("/board", params={"unit": "board"}).text
    assert 'data-unit="board"' in page
    assert 'data-metres="8.0"' in page
    for query in ({"unit": "nobody"}, {"window": 77}, {"windows": "1,77"}):
        assert clerk.web.get("/board", params=query).status_code == 404


def test_a_web_board_is_of_the_kind_that_the_hall_file_says(tmp_path):
    display = next(unit for unit in SETTINGS.units if unit.role == "display")
    kinds = {
        "lobby": Board(kind="notices"),
        "own": Board(kind="window", windows=[3]),
        "east": Board(kind="zone", windows=[1, 2]),
    }
    units = [display.model_copy(update={"id": id_, "board": kind}) for id_, kind in kinds.items()]
    settings = SETTINGS.model_copy(update={"units": [*SETTINGS.units, *units]})
    with house(tmp_path, settings=settings) as hall, http(hall.url) as web:
        web.base_url = hall.url
        pages = {id_: web.get("/board", params={"unit": id_}).text for id_ in ("board", *kinds)}
    classes = {id_: re.search(r'<body class="(\w+)"', page)[1] for id_, page in pages.items()}
    assert classes == {"board": "hall", "lobby": "notices", "own": "own", "east": "hall"}
    assert 'data-windows="1,2"' in pages["east"]
    assert 'id="notice-other" lang="en"' in pages["lobby"]
