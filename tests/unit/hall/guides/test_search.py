"""What people type finds what they mean: Chinese, pinyin, its first letters, departments, themes."""

import random
import time

import pytest

from hall.domain.guides.search import Entry, Index, Wanted
from hall.guides.pinyin import spell

NAMES = {
    "permit": "居住证申领",
    "flexible": "灵活就业人员参保登记",
    "pension": "养老待遇资格认证",
    "property": "不动产登记资料查询",
    "bank": "重庆银行开户许可",
    "care": "长期护理保险",
    "card": "社保卡A4补办",
}
ALIASES = {"permit": ("暂住证",), "flexible": ("自己交社保",)}
POLICE, LABOUR, THEME = "县公安局", "县人力资源和社会保障局", "新市民落脚一件事"


@pytest.fixture(scope="module")
def index():
    entries = [
        Entry(
            id_,
            (name, *ALIASES.get(id_, ())),
            POLICE if id_ == "permit" else LABOUR,
            (THEME,) if id_ in {"permit", "flexible"} else (),
            "Residence permit" if id_ == "permit" else "",
            "2026-01-01" if id_ == "pension" else "",
        )
        for id_, name in NAMES.items()
    ]
    texts = [*NAMES.values(), *sum(ALIASES.values(), ()), POLICE, LABOUR, THEME]
    return Index(entries, spell(texts))


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("居住证", "permit"),
        ("jzz", "permit"),
        ("JZZ", "permit"),
        ("juzhuzheng", "permit"),
        ("juzz", "permit"),
        ("juzhuz", "permit"),
        ("zzz", "permit"),
        ("cbdj", "flexible"),
        ("canbaodengji", "flexible"),
        ("lhjy", "flexible"),
        ("cqyh", "bank"),
        ("zqyx", "bank"),
        ("zhanghuli", ""),
        ("zhangqihuli", "care"),
        ("changqihuli", "care"),
        ("sbka4", "card"),
        ("permit", "permit"),
        ("登记 不动产", "property"),
        ("dj bdc", "property"),
        ("xyz", ""),
    ],
)
def test_what_is_typed_finds_the_item_first(index, typed, found):
    assert (index.find(Wanted(typed)) or ("",))[0] == found


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("查询不动产", "property"),
        ("不动产查询", "property"),
        ("怎么办居住证？", "permit"),
        ("居住证在哪里办理", "permit"),
        ("我要办暂住证明", "permit"),
        ("养老金认证", "pension"),
        ("灵活就业参保", "flexible"),
        ("参保就业", "flexible"),
        ("补办社保卡", "card"),
        ("营业执照变更", ""),
        ("办理", ""),
        ("查房产", ""),
    ],
)
def test_chinese_in_another_order_or_with_words_around_it_is_understood(index, typed, found):
    assert (index.find(Wanted(typed)) or ("",))[0] == found


def test_what_is_meant_keeps_to_the_department_and_what_is_over_is_last(index):
    assert index.find(Wanted("查询不动产", department=POLICE)) == ()
    names = ("旧居住证申领", "居住证签注申领")
    other = Index([Entry("a", names[:1], until="2026-01-01"), Entry("b", names[1:])], spell(names))
    assert other.find(Wanted("申领居住证", today="2026-11-22")) == ("b", "a")


def test_words_as_they_stand_are_not_watered_down_by_guesses(index):
    assert index.find(Wanted("居住证")) == ("permit",)


def test_a_reading_that_is_not_usual_there_is_found_after_the_usual(index):
    assert index.find(Wanted("zhongqing")) == ("bank",)
    names = ("长期计划", "张贴公告")
    other = Index([Entry(each, (each,)) for each in names], spell(names))
    assert other.find(Wanted("zhang")) == ("张贴公告", "长期计划")


def test_the_name_that_begins_so_comes_before_the_one_that_holds_it(index):
    assert index.find(Wanted("dj"))[:2] == ("property", "flexible")
    assert index.find(Wanted("社保"))[:2] == ("card", "flexible")


def test_a_department_and_a_theme_find_what_is_theirs(index):
    assert index.find(Wanted("gongan")) == ("permit",)
    assert index.find(Wanted(department=POLICE)) == ("permit",)
    assert set(index.find(Wanted("xsm"))) == {"permit", "flexible"}
    assert index.find(Wanted("cb", theme=THEME)) == ("flexible",)


def test_what_is_over_comes_last_and_is_still_found(index):
    assert index.find(Wanted(today="2026-11-22"))[-1] == "pension"
    assert index.find(Wanted("yl", today="2026-11-22")) == ("pension",)
    assert index.find(Wanted(today="2025-11-22"))[-1] != "pension"


def test_nothing_typed_is_everything_in_the_halls_order(index):
    assert index.find(Wanted()) == tuple(NAMES)


PARTS = [
    "居住证",
    "就业",
    "养老",
    "医保",
    "房产",
    "企业",
    "户口",
    "出生",
    "婚姻",
    "社保",
    "运输",
    "食品",
    "经营",
    "许可",
    "登记",
    "变更",
    "注销",
    "补领",
    "申领",
    "查询",
    "认证",
    "备案",
    "审批",
    "转移",
    "报销",
    "补贴",
    "设立",
    "资格",
    "驾驶证",
    "施工",
    "消防",
    "排水",
    "林木",
    "采伐",
    "教师",
    "医师",
    "护士",
    "执业",
]


def test_ten_thousand_items_answer_within_a_touch():
    picked = random.Random(7)
    spelled = spell(PARTS)
    made = [picked.sample(PARTS, picked.randint(3, 6)) for _ in range(10_000)]
    names = {"".join(parts): " ".join(spelled[part] for part in parts) for parts in made}
    index = Index([Entry(f"i{at}", (name,)) for at, name in enumerate(names)], names)
    index.prepare()

    def quickest(work):
        spans = []
        for _ in range(5):
            began = time.process_time()
            work()
            spans.append(time.process_time() - began)
        return min(spans)

    scan = quickest(lambda: [name for name in names if "居住证" in name])
    for typed in ("j", "jz", "jzz", "juzhuzheng", "juzz", "居住证", "shenl", "sl jz", ""):
        spent = quickest(lambda typed=typed: index.find(Wanted(typed)))
        assert spent < max(0.05, 150 * scan), (
            f"{typed}: {spent * 1000:.0f} ms, a scan takes {scan * 1000:.1f}"
        )
