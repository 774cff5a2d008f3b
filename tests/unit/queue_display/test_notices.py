"""What the hall tells everybody: whole, in pages one can read, at its time; and what comes round on a board."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hall.contract.messages import Notice, NoticeKind, Text
from hall.domain.queue.desk import Presence
from hall.settings import Screen
from queue_display.face import Chip, News
from queue_display.flow import fitted, pages, shortened, wrapped
from queue_display.layout import Texts, lay_out
from queue_display.layout_alarm import lay_out_alarm
from queue_display.measure import em, type_for
from queue_display.notices import LEAST_MS, TAIL, WORD_MS, Sheet, emergencies, ordinary, reading_ms, sheets
from queue_display.pager import Turn, turned
from queue_display.scope import only
from queue_display.strip import _joined, leaves
from tests.unit.queue_display.hall import MORNING, SERVICES, day, snapshot

LONG = (
    "因系统升级，11月25日（星期三）09:00-12:00期间，不动产登记、社会保险业务暂停办理，预计12:30恢复；急办的群众请到3号窗口登记，"
    "或拨打咨询电话0000-12345预约下午时段。给您带来不便，敬请谅解！请准备好身份证、户口簿和“不动产权证书”原件及复印件。"
)
LETTERS = st.text(alphabet="系统维护，。下午三点Ab c9-,", max_size=120)
HD = Screen(width_px=1920, height_px=1080, width_mm=1218, viewing_distance_m=8)
BUSY = snapshot(day([(0, 0)] * 6 + [(1, 0), (5, 0), (1, 4), (1, 2)]), 10)


def notice(zh="请留意", en="Please note", kind=NoticeKind.NOTICE, **times):
    return Notice(
        id="notice-01",
        kind=kind,
        title=Text(zh="通知", en="Notice"),
        body=Text(zh=zh, en=en),
        since=times.get("since", MORNING),
        until=times.get("until"),
    )


def letters(text):
    return "".join(text.split())


def turned_pages(sheets_, language):
    """What comes one after the other in a language; a page that stays counts once."""
    told = [getattr(page.body, language) for page in sheets_]
    return letters("".join(text for text, had in zip(told, ["", *told], strict=False) if text != had))


@settings(deadline=None)
@given(text=LETTERS, width=st.floats(3, 40), lines=st.integers(1, 6))
def test_no_letter_of_a_notice_is_lost_and_no_line_is_wider_than_the_page(text, width, lines):
    whole = pages(text, width, lines)
    assert letters("".join(whole)) == letters(text)
    for page in whole:
        assert len(page.splitlines()) <= lines
        assert all(em(line) <= width + 1e-6 for line in page.splitlines())
    few = pages(text, width, lines, 2, TAIL.zh)
    assert len(few) <= 2
    assert few == whole or letters("".join(few)).endswith("看）") or em(TAIL.zh) > width * lines * 2


@pytest.mark.parametrize("width", [x / 2 for x in range(16, 70, 3)])
def test_lines_break_as_chinese_is_set(width):
    lines = wrapped(LONG, width)
    for line in lines:
        assert line[0] not in "，。、；：！？）》”"
        assert line[-1] not in "（《“第"
    for together in ("09:00-12:00", "12:30", "3号", "11月", "25日", "0000-12345"):
        assert sum(together in line for line in lines) == LONG.count(together)


def test_pages_end_where_one_can_pause():
    for page in pages(LONG, 30, 1):
        assert page[-1] in "，。；！、"


def test_a_long_notice_is_cut_short_and_says_where_all_of_it_is():
    few = sheets(notice(LONG, "Please come in the afternoon. " * 20), (30, 1), (33, 1), 3)
    assert len(few) == 3
    assert few[-1].body.zh.endswith(TAIL.zh)
    assert few[-1].body.en.endswith(TAIL.en.strip())
    assert sum(page.ms for page in few) <= 40_000


def test_the_shorter_language_stays_while_the_longer_one_turns():
    told = sheets(notice("系统维护", "one two three " * 6), (10, 1), (10, 1))
    assert len(told) > 2
    assert {page.body.zh for page in told} == {"系统维护"}


def test_a_page_stays_as_long_as_reading_it_takes():
    assert reading_ms("请稍候", "") == LEAST_MS
    assert reading_ms("字" * 60, "") == 18_000
    assert reading_ms("字 \n" * 60, "") == 18_000
    assert reading_ms("", "word " * 40) == 40 * WORD_MS


def test_a_text_that_is_cut_to_its_lines_keeps_its_words_apart():
    assert fitted("Please take the stairs today", 6, 2) == "Please take\nthe stair…"


def test_a_latin_word_is_kept_whole():
    assert wrapped("Please take the stairs", 6) == ["Please take", "the stairs"]
    assert em(shortened("系统升级，预计十一点恢复", 6)) <= 6


def test_a_notice_is_there_from_its_time_to_its_end():
    later = notice(since=MORNING + timedelta(hours=1), until=MORNING + timedelta(hours=2))
    state = BUSY.model_copy(update={"notices": [later, notice(kind=NoticeKind.EMERGENCY)]})
    assert ordinary(state, MORNING) == ()
    assert ordinary(state, MORNING + timedelta(hours=1)) == (later,)
    assert ordinary(state, MORNING + timedelta(hours=2)) == ()
    assert [one.kind for one in emergencies(state, MORNING)] == [NoticeKind.EMERGENCY]
    assert emergencies(None, MORNING) == ()


@settings(deadline=None, max_examples=60)
@given(
    zh=LETTERS,
    en=st.text(alphabet="abc dE,.", max_size=150),
    panel=st.sampled_from([(1920, 1080, 1218, 8), (1080, 1920, 685, 8), (1024, 600, 223, 2)]),
)
def test_an_emergency_is_whole_and_legible_on_every_panel(zh, en, panel):
    width, height, mm, metres = panel
    screen = Screen(width_px=width, height_px=height, width_mm=mm, viewing_distance_m=metres)
    least, laid = type_for(screen), lay_out_alarm(screen, notice(zh, en, NoticeKind.EMERGENCY))
    assert laid.zh >= least.zh
    assert laid.latin >= least.latin
    assert turned_pages(laid.pages, "zh") == letters(zh)
    assert turned_pages(laid.pages, "en") == letters(en)
    for page in laid.pages:
        text = page.body.zh.count("\n") * laid.zh * 1.45 + page.body.en.count("\n") * laid.latin * 1.4
        assert text + laid.title_px + laid.title_latin + laid.mark_px * 1.4 < height


def test_a_page_stays_for_its_time_whatever_comes_behind_it():
    turn = turned(Turn(0, 0), [8_000, 20_000], 7_999)
    assert turn.page == 0
    turn = turned(turn, [8_000, 20_000, 8_000], 8_000)
    assert turned(turn, [8_000, 20_000, 8_000, 8_000], 27_999).page == 1
    assert turned(turn, [8_000, 20_000], 28_000).page == 0
    assert turned(turn, [8_000], 8_001).page == 0


def strip(state, told=(), *, missed=True):
    names = [(one.name.zh, one.name.en) for one in state.services]
    chips = [Chip(one.name, str(one.waiting)) for one in state.services]
    found = leaves(chips, state, told, lay_out(HD, Texts(names)), missed=missed)
    return [card for leaf in found for card in leaf.cards]


def test_waiting_counts_resting_windows_and_missed_numbers_come_round():
    windows = [
        BUSY.windows[0],
        BUSY.windows[1].model_copy(update={"presence": Presence.PAUSED, "pause": "午间轮休"}),
        BUSY.windows[2].model_copy(update={"presence": Presence.CLOSED}),
    ]
    cards = strip(BUSY.model_copy(update={"windows": windows}))
    told = [(card.name.zh, card.value) for card in cards]
    assert told == [
        *((SERVICES[one.id][0], f"等候 {one.waiting}") for one in BUSY.services),
        ("2号窗口", "暂停：午间轮休"),
        ("未开放窗口", "3"),
        ("过号", "A001"),
    ]
    assert "过号" not in [card.name.zh for card in strip(BUSY, missed=False)]


def test_a_long_reason_and_many_numbers_stay_within_their_cards():
    many = [f"A{n:03d}" for n in range(20)]
    windows = [
        one.model_copy(
            update={"presence": Presence.PAUSED, "pause": "系统升级，预计十一点恢复，请到八号窗口"}
        )
        for one in BUSY.windows
    ]
    state = BUSY.model_copy(update={"missed": many, "windows": windows})
    layout = lay_out(HD, Texts([(one.name.zh, one.name.en) for one in state.services]))
    cards = strip(state, [notice("请到八号窗口办理" * 6)])
    for card in cards:
        if card.kind != "notice":
            assert em(card.name.zh) + em(card.value) <= layout.chip_px / layout.type.zh, card
    listed = " ".join(card.value for card in cards if card.kind == "missed").split()
    assert listed == many[:12]
    told = turned_pages([Sheet("", card.name, 0) for card in cards if card.kind == "notice"], "zh")
    assert "请到八号窗口办理" * 6 in told


def test_a_zone_hears_only_its_own_windows():
    news = News(BUSY, None, tuple(reversed(BUSY.calls)))
    seen = only(news, [2])
    assert {call.window for call in (*seen.fresh, *seen.state.calls)} == {2}
    assert [one.number for one in seen.state.windows] == [2]
    assert only(news, []) == news
    alien = BUSY.model_copy(
        update={
            "windows": [one.model_copy(update={"services": ["property"]}) for one in BUSY.windows],
            "services": [one.model_copy(update={"windows": []}) for one in BUSY.services],
        }
    )
    seen = only(News(alien, None), [2])
    assert ([one.id for one in seen.state.services], seen.state.missed) == (["property"], [])


def test_a_title_that_is_a_sentence_is_followed_by_no_colon():
    joined = _joined(Text(zh="下午暂停办理。", en="Closed today."), Text(zh="请明天来", en="Come again"))
    assert (joined.zh, joined.en) == ("下午暂停办理。请明天来", "Closed today. Come again")
    plain = _joined(Text(zh="通知", en="Notice"), Text(zh="请明天来", en="Come again"))
    assert (plain.zh, plain.en) == ("通知：请明天来", "Notice: Come again")


def test_lines_are_drawn_in_to_end_where_one_can_pause():
    assert wrapped("请沿绿色指示牌走楼梯，不要乘电梯。", 14) == ["请沿绿色指示牌走楼梯，", "不要乘电梯。"]
    assert wrapped("请沿绿色指示牌走楼梯，不要乘电梯。", 17) == ["请沿绿色指示牌走楼梯，不要乘电梯。"]
