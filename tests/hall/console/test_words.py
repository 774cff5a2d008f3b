"""The console's words: two complete languages, all of them used, and none missing."""

import re
import string
from datetime import timedelta
from pathlib import Path

import pytest

from hall.domain.queue import verbs
from hall.server.console import words
from hall.server.console.keys import KEYS
from hall.server.console.windows import as_printed
from hall.server.console.words import TEXTS, speeches
from hall.server.store.catalogue import Catalogue
from hall.server.web.language import language_of
from hall.texts import load_texts
from tests.hall.house import SETTINGS

ROOM = Path(words.__file__).parent


def sources():
    files = [*ROOM.rglob("*.html"), *ROOM.glob("*.py")]
    return "".join(path.read_text(encoding="utf-8") for path in files)


def both():
    return load_texts("zh", TEXTS).table, load_texts("en", TEXTS).table


def test_both_languages_have_the_same_words_and_facts():
    def facts(text):
        return {name for _, name, _, _ in string.Formatter().parse(text) if name}

    zh, en = both()
    assert {key: facts(text) for key, text in zh.items()} == {key: facts(text) for key, text in en.items()}


def test_chinese_is_chinese_and_english_is_english():
    zh, en = both()
    assert [key for key in zh if not re.search("[一-鿿]", zh[key])] == ["page.other_language"]
    assert [key for key in en if re.search("[一-鿿]", en[key]) or not en[key]] == ["page.other_language"]


def test_every_word_is_said_and_no_other():
    known, source = set(both()[0]), sources()
    said = set(re.findall(r"say\(\s*[\"']([a-z_]+\.[a-z_]+)[\"']", source))
    families = set(re.findall(r"say\(\s*f?[\"']([a-z_]+\.(?:[a-z]+_)?)(?:\{|[\"'] ~)", source))
    assert said <= known | {f"verb.{name}" for name in KEYS}
    whole = set(re.findall(r"[\"']([a-z_]+\.[a-z_]+)[\"']", source))
    unsaid = {key for key in known - whole if not any(key.startswith(family) for family in families)}
    assert not unsaid


@pytest.mark.parametrize(
    ("wanted", "accepted", "language"),
    [
        ("", "", "zh"),
        ("", "en-GB,en;q=0.9,zh;q=0.8", "en"),
        ("", "fr,zh-CN;q=0.5,en;q=0.4", "zh"),
        ("", "fr", "zh"),
        ("", "en;q=0,*", "zh"),
        ("", "en;q=much", "zh"),
        ("zh", "en", "zh"),
        ("fr", "en", "en"),
    ],
)
def test_a_browser_gets_its_language_else_chinese(wanted, accepted, language):
    assert language_of(wanted, accepted) == language


def test_a_waiting_time_is_told_in_minutes():
    speech = speeches(Catalogue(SETTINGS))["zh"]
    spans = [timedelta(seconds=-3), timedelta(seconds=59), timedelta(minutes=7), timedelta(minutes=95)]
    assert [speech.time(one) for one in spans] == ["不到 1 分钟", "不到 1 分钟", "7 分钟", "1 小时 35 分"]


def test_a_number_is_found_however_it_was_typed():
    assert [as_printed(one) for one in (" a012", "Ａ０１２", "a2 - 015")] == ["A012", "A012", "A2-015"]


def test_every_step_that_can_be_undone_has_a_word():
    rules = Path(verbs.__file__).parent
    told = {
        kind
        for name in ("verbs", "aside", "presence")
        for kind in re.findall(r"\"((?:ticket|window)\.[a-z_]+)\"", (rules / f"{name}.py").read_text("utf-8"))
    }
    refusals = {"ticket.unknown", "ticket.ended", "window.busy", "window.idle"}
    never = refusals | {
        "ticket.recalled",
        "ticket.returned",
        "ticket.void",
        "ticket.back",
        "ticket.taken_back",
    }
    undone = {key.partition(".")[2].replace("_", ".", 1) for key in both()[0] if key.startswith("undone.")}
    assert told - never == undone
