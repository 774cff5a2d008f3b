"""Chinese has Chinese punctuation, in the catalogues and in the programs' own words: no half-width mark stands in it."""

import ast
import re
import tomllib
from pathlib import Path

import pytest

import hall
import kiosk
from hall.texts import FOLDER

CHINESE = r"[\u3400-\u9fff“”‘’《》、，。；：？！（）]"
HALF = re.compile(rf"{CHINESE} ?[,;:?!()]|[,;:?!()] ?{CHINESE}|\}}[,;:?!()]|[,;?!()]\{{")
# a port and its words ("cups:队列名") keep the colon that they are typed with
PORT = re.compile(r"\b(?:alsa|cups|plughw|pcsc):")
# Python has examples of what is typed (X,Y,宽,高), places before a text (hall.toml: 没有…) and parameters (video:录像)
IN_PYTHON = re.compile(
    r"(?<=[\u3400-\u9fff”》）])[,;?!](?! )|[,;?!](?=[\u3400-\u9fff“《（])|(?<=[\u3400-\u9fff”》）]):(?! )"
)
TYPED = re.compile(r"X,Y,宽,高|主机:端口")
SOURCES = sorted(path for root in (hall, kiosk) for path in Path(next(iter(root.__path__))).rglob("*.py"))
TEMPLATES = sorted(Path(next(iter(hall.__path__))).rglob("*.html"))
CATALOGUES = sorted([*FOLDER.rglob("zh_CN.toml"), FOLDER / "advice.toml"])


def texts(table):
    """Every text of a catalogue."""
    if isinstance(table, str):
        yield table
    elif isinstance(table, dict):
        yield from (text for value in table.values() for text in texts(value))
    elif isinstance(table, list):
        yield from (text for value in table for text in texts(value))


def half_width(text):
    """Whether a Chinese text holds a half-width mark where the full one belongs."""
    if not re.search(r"[\u3400-\u9fff]", text):
        return False
    return HALF.search(PORT.sub("", text)) is not None


@pytest.mark.parametrize(
    "text", ["请稍候,再试", "暂停:{reason}", "等候(分)", "{number}，已叫 {n} 遍,", "{name}(共 {n} 项)"]
)
def test_a_half_width_mark_is_found(text):
    assert half_width(text)


@pytest.mark.parametrize(
    "text",
    ["08:30 起，到 {at}", "端口写 cups:队列名", "见 docs/figures.md，P90（分）", "only English, (all of it)"],
)
def test_what_is_right_is_left_alone(text):
    assert not half_width(text)


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: str(path.relative_to(FOLDER)))
def test_the_chinese_of_a_catalogue_has_full_width_punctuation(path):
    with path.open("rb") as file:
        found = [text for text in texts(tomllib.load(file)) if half_width(text)]
    assert not found, f"{path.name}: write ，；：？！（） in these: {found}"


def literals(source):
    """Every Chinese text of a program, without its docstrings and patterns: (line, text)."""
    tree = ast.parse(source)
    no_text = {id(each.value) for each in ast.walk(tree) if isinstance(each, ast.Expr)}
    for each in ast.walk(tree):
        if isinstance(each, ast.Call) and ast.unparse(each.func).startswith("re."):
            no_text |= {id(inner) for inner in ast.walk(each)}
    for each in ast.walk(tree):
        if isinstance(each, ast.Constant) and isinstance(each.value, str) and id(each) not in no_text:
            yield each.lineno, each.value


def half_width_in_python(source):
    """Lines of a program whose Chinese holds a half-width mark."""
    return [line for line, text in literals(source) if IN_PYTHON.search(TYPED.sub("", text))]


@pytest.mark.parametrize("text", ["请稍候,再试", "先看门;再决定", "没有,", "是不是它?", "没有找到:"])
def test_a_half_width_mark_in_a_program_is_found(text):
    assert half_width_in_python(f"said = f'{text}'") == [1]


@pytest.mark.parametrize("text", ["video:录像", "写 X,Y,宽,高（像素）", "JSON: 中文 | English, all of it"])
def test_what_is_typed_is_left_alone(text):
    assert not half_width_in_python(f"said = '{text}'")


def test_the_chinese_of_the_programs_has_full_width_punctuation():
    found = {path: half_width_in_python(path.read_text("utf-8")) for path in SOURCES}
    wrong = [f"{path}:{line}" for path, lines in found.items() for line in lines]
    assert not wrong, f"write ，；：？！ in these: {wrong}"


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(path.parents[2])))
def test_a_page_has_the_colon_of_its_language(template):
    """One that is typed after a name is half-width in Chinese, too."""
    assert not re.search(r"\}\}:(?!\w)", template.read_text(encoding="utf-8"))
