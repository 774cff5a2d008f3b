"""Every error code that a program can say has words for people, in both languages."""

import ast
import re

import pytest

from hall.texts import load_texts
from tests.rules.tree import ROOT

CODE = re.compile(r"[a-z]+\.[a-z][A-Za-z]+")
MODULES = {"drivers", "hall", "kiosk"}


def codes(folder):
    """Dotted words in the code that are no module: the device layer's error codes."""
    for path in sorted((ROOT / folder).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            word = node.value if isinstance(node, ast.Constant) else None
            if isinstance(word, str) and CODE.fullmatch(word) and word.partition(".")[0] not in MODULES:
                yield word, f"{path.relative_to(ROOT)}:{node.lineno}"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_code_of_the_device_layer_has_a_message(language):
    texts = load_texts(language)
    families = {code.removesuffix(".any") for code in texts.codes if code.endswith(".any")}
    silent = {
        f"{code} ({place})"
        for code, place in codes("drivers")
        if code not in texts.codes and code.partition(".")[0] not in families
    }
    assert not silent


def test_both_languages_have_the_same_messages():
    assert load_texts("zh").codes == load_texts("en").codes


def test_the_rule_sees_codes():
    assert {"driver.crashed", "config.invalid"} <= {code for code, _ in codes("drivers")}
