"""The words: two complete languages, and no message that leaves one standing there."""

import re
import string

import pytest

from hall.texts import FOLDER, TextsError, load_texts

FORBIDDEN = ("非法", "无效", "错误代码", "抱歉", "illegal", "invalid", "forbidden", "sorry", "oops")
CODES = (
    "paper.out",
    "cutter.jammed",
    "cover.open",
    "protocol.noAnswer",
    "bus.gone",
    "card.unknownType",
    "card.readFailed",
    "code.notKnown",
    "code.binary",
    "code.tooLong",
    "code.unreadable",
    "lease.none",
    "disk.full",
    "driver.fault",
    "device.none",
    "phone.short",
    "starting",
)


def both():
    return load_texts("zh").table, load_texts("en").table


def test_both_languages_have_the_same_keys():
    zh, en = both()
    assert set(zh) == set(en)


def test_both_languages_fill_in_the_same_facts():
    def facts(text):
        return {name for _, name, _, _ in string.Formatter().parse(text) if name}

    zh, en = both()
    assert not {key for key in zh if facts(zh[key]) != facts(en[key])}


def test_nothing_is_empty_and_chinese_is_chinese():
    zh, en = both()
    assert not [key for key, text in {**zh, **en}.items() if not text.strip()]
    said = {key: re.sub(r"\{.*?\}", "", text) for key, text in zh.items() if key != "common.other_language"}
    assert not [
        key for key, words in said.items() if re.search(r"\w", words) and not re.search("[一-鿿]", words)
    ]
    assert not [key for key in en if re.search("[一-鿿]", en[key]) and key != "common.other_language"]


def test_no_message_blames_or_only_names_a_code():
    zh, en = both()
    assert not [
        key for table in (zh, en) for key, text in table.items() for word in FORBIDDEN if word in text.lower()
    ]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_problem_says_what_why_and_what_to_do(language):
    table = load_texts(language).table
    stems = {key.rpartition(".")[0] for key in table if key.startswith("problem.")}
    assert len(stems) > 40
    assert not {f"{stem}.{part}" for stem in stems for part in ("what", "why", "do")} - set(table)


@pytest.mark.parametrize("code", CODES)
def test_a_problem_has_words_of_its_own(code):
    texts = load_texts("zh")
    assert texts.problem(code).what != texts.table["problem.other.what"]


def test_a_problem_nobody_thought_of_still_says_what_to_do_and_names_the_code():
    texts = load_texts("zh")
    assert texts.problem("paper.crumpled").what == texts.table["problem.paper.any.what"]
    strange = texts.problem("moon.full")
    assert strange.do == texts.table["problem.other.do"]
    assert strange.code == "moon.full"


def test_an_unknown_language_is_chinese():
    assert load_texts("fr").language == "zh"


def test_a_text_that_is_not_there_names_key_and_file():
    with pytest.raises(TextsError, match=r"home\.nonsense.*zh_CN\.toml"):
        load_texts("zh").say("home.nonsense")


def test_a_fact_that_is_missing_is_named():
    with pytest.raises(TextsError, match="n"):
        load_texts("zh").say("ticket.ahead")


def test_a_catalogue_that_is_missing_or_broken_names_the_file(tmp_path):
    with pytest.raises(TextsError, match=r"zh_CN\.toml is missing"):
        load_texts("zh", tmp_path)
    (tmp_path / "zh_CN.toml").write_text("[home\n", encoding="utf-8")
    with pytest.raises(TextsError, match=r"zh_CN\.toml"):
        load_texts("zh", tmp_path)


def test_every_text_that_a_screen_asks_for_is_there():
    zh, _ = both()
    screens = (FOLDER.parent.parent / "kiosk" / "qml").rglob("*.qml")
    wanted = {
        key
        for screen in screens
        for key in re.findall(r'\bt\["([a-z_.]+)"\]', screen.read_text(encoding="utf-8"))
    }
    assert len(wanted) > 50
    assert not wanted - set(zh)


OF_TWO_PAGES = {
    f"{page}.{what}" for page in ("ticket", "receipt") for what in ("take", "take_card", "taken")
} | {
    f"{page}.{what}{more}"
    for page, what in (("items", "promise"), ("receipt", "promise"))
    for more in ("", "_one", "_today")
}
OF_TWO_PAGES |= {
    f"{page}.{bound}" for page in ("services", "ticket") for bound in ("range", "most", "windows_one")
}
OF_TWO_PAGES |= {f"{choice}{part}" for choice in ("whom.self", "whom.other") for part in ("", "_note")}
OF_TWO_PAGES |= {"question.count"}
"""Texts whose page is put together, too: nothing of their key stands in one piece."""
BEGUN = re.compile(r't\["([a-z0-9_]+\.[a-z0-9_.]*)" \+|"([a-z0-9_]+\.[a-z0-9_.]+_)"')
PYTHON_PUT_TOGETHER = re.compile(r'f"([a-z0-9_]+\.[^"{}]*(?:\{[^}]*\}[^"{}]*)+)"')


def put_together(said):
    """What the sources make keys of, as patterns: t["paper." + key], f"copy.{key}_note"."""
    begins = {begin for found in BEGUN.findall(said) for begin in found if begin}
    yield from (re.compile(re.escape(begin) + r"[a-z0-9_.]+") for begin in begins)
    for form in set(PYTHON_PUT_TOGETHER.findall(said)):
        yield re.compile(re.sub(r"\\\{.*?\\\}", "[a-z0-9_.]+", re.escape(form)))


def test_no_text_is_left_over():
    zh, _ = both()
    house = FOLDER.parent.parent
    sources = [*(house / "kiosk").rglob("*.qml"), *(house / "kiosk").rglob("*.py")]
    web = (house / "hall" / "server" / "web").glob("**/guide*.*")
    sources += [
        *(house / "hall" / "guides").rglob("*.py"),
        *(path for path in web if path.suffix != ".pyc"),
    ]
    said = "".join(path.read_text(encoding="utf-8") for path in sources)
    forms = list(put_together(said))
    left = {
        key
        for key in zh
        if f'"{key}"' not in said and f"'{key}'" not in said and not key.startswith("problem.")
    }
    left = {key for key in left if not any(form.fullmatch(key) for form in forms)}
    assert left == OF_TWO_PAGES
