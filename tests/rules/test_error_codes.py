"""Every error code that a program can say is declared once and has words for people, in both languages.

Device codes are members of `drivers.codes.Code`, refusals of the server keys of its `CATALOGUE`, the rest are
literals of their room. No word for people or technicians is left over either.
"""

import ast
import re
from collections import Counter

import pytest

from drivers.codes import Code
from drivers.types import CompletionCode
from hall.cli.advice import FILE, load_advice
from hall.contract.bodies import KINDS
from hall.server.problems import CATALOGUE
from hall.texts import FOLDER, load_texts
from tests.rules.tree import ROOT

CODE = re.compile(r"[a-z]+\.[a-z][A-Za-z]+")
ROOMS = ("drivers", "hall", "kiosk", "queue_display")
FILES = {"conf", "db", "html", "json", "key", "lock", "log", "sock", "toml", "xml"}
OTHER_WORDS = {
    *KINDS,
    "event.seq",
    "intent.intent",
    "draft.identity",
    "http.disconnect",
    "bench.hand",
    "hallkit.drivers",
}
"""Kinds of transactions, columns of a table, a word of ASGI, an object's name."""
STEPS = ("trail_kind.", "trail_broken.")
"""Kinds of steps of the trail, and what a look finds broken, by their words on the console."""
SETTINGS = {"options", "wire", "press"}
"""Tables of a device's settings, as messages name them."""


def codes(*rooms):
    """Dotted words in the code that are no module, file, text or word of another trade: error codes, and where."""
    console = load_texts("zh", FOLDER / "console").table
    steps = {key.partition(".")[2] for key in console if key.startswith(STEPS)} - {*CATALOGUE}
    texts = {*load_texts("zh").table, *console, *steps}
    for room in rooms:
        for path in sorted((ROOT / room).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                word = node.value if isinstance(node, ast.Constant) else None
                if not isinstance(word, str) or not CODE.fullmatch(word) or is_module(word):
                    continue
                if (
                    word not in {*texts, *OTHER_WORDS}
                    and family(word) not in SETTINGS
                    and last(word) not in FILES
                ):
                    yield word, f"{path.relative_to(ROOT)}:{node.lineno}"


def is_module(word):
    first, _, second = word.partition(".")
    return first in ROOMS and any((ROOT / first / name).exists() for name in (second, f"{second}.py"))


def family(code):
    return code.partition(".")[0]


def last(code):
    return code.partition(".")[2]


def said():
    """Every code that any room can say."""
    return {code.value for code in Code} | {code for code, _ in codes("hall", "kiosk", "queue_display")}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_code_has_a_message(language):
    texts = load_texts(language).codes
    assert not sorted(code for code in said() if code not in texts and f"{family(code)}.any" not in texts)


def test_both_languages_have_the_same_messages():
    assert load_texts("zh").codes == load_texts("en").codes


def test_no_message_is_for_a_code_that_nobody_says():
    every = said()
    families = {family(code) for code in every}
    texts = {code for code in load_texts("zh").codes if "." in code}
    assert not sorted(code for code in texts if not code.endswith(".any") and code not in every)
    assert not sorted(code for code in texts if code.endswith(".any") and family(code) not in families)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_code_of_the_device_layer_has_a_technicians_advice(language):
    advice, _ = load_advice(language)
    assert not sorted(code for code in Code if code not in advice and family(code) not in advice)
    assert all(len(entry) == 3 and all(entry) for entry in advice.values())


def test_no_advice_is_for_a_code_that_no_device_says():
    advice, completions = load_advice("zh")
    known = {code.value for code in Code} | {family(code) for code in Code}
    assert set(advice) <= known
    assert set(completions) <= {code.value for code in CompletionCode}
    text = FILE.read_text(encoding="utf-8")
    assert len(re.findall(r"(?m)^zh = ", text)) == len(re.findall(r"(?m)^en = ", text)) == text.count("\n[")


def test_the_device_layer_declares_its_codes_in_one_place_and_uses_them():
    strays = [
        f"{code} ({place})" for code, place in codes("drivers") if not place.startswith("drivers/codes.py")
    ]
    assert not strays
    source = "".join(
        path.read_text(encoding="utf-8")
        for path in (ROOT / "drivers").rglob("*.py")
        if path.name != "codes.py"
    )
    assert not sorted(code.name for code in Code if not re.search(rf"\bCode\.{code.name}\b", source))


def test_every_refusal_of_the_server_is_declared_once_and_raised_somewhere():
    places = [(code, place) for code, place in codes("hall/server") if code in CATALOGUE]
    texts = "hall/server/problems"
    ruled = Counter(code for code, _ in codes("hall/domain") if code in CATALOGUE)
    uses = ruled + Counter(code for code, place in places if not place.startswith(texts))
    declared = Counter(code for code, place in places if place.startswith(texts))
    assert set(declared) == set(CATALOGUE)
    assert not sorted(code for code in CATALOGUE if not uses[code] and declared[code] < 2)


def test_the_rule_sees_codes():
    every = said()
    assert {"driver.crashed", "config.invalid", "hall.noAnswer", "disk.full", "ticket.unknown"} <= every
    assert not {"ticket.issued", "demo.toml", "hall.server", "receipt.offline"} & every
