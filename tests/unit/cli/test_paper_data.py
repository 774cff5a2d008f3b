"""The data file of `hallkit device print`: the form says what belongs in it, and every mistake is named."""

import json

import pytest

from drivers.printer.forms import compose, read_form
from hall.assets import ASSETS, load_form
from hall.cli import paper_data
from hall.cli.exits import Exit
from hall.cli.language import Say
from hall.cli.parsing import InputError
from tests.support.papers import RECEIPT, TICKET
from tests.unit.cli.running import hallkit, told

FORMS = {path.stem: read_form(path) for path in sorted((ASSETS / "receipts").glob("*.toml"))}
EXAMPLE = paper_data.example(FORMS["ticket"])
SAYS = {"zh": Say("zh"), "en": Say("en")}


def refusal(text, language="en", name="t.json", form="ticket"):
    raw = text if isinstance(text, bytes) else text.encode()
    with pytest.raises(InputError) as caught:
        paper_data.whole(
            FORMS[form], paper_data.parse(raw, name, SAYS[language]), (name, raw), SAYS[language]
        )
    assert caught.value.code == "data.invalid"
    return str(caught.value)


def with_change(**change):
    return json.dumps(EXAMPLE | change, ensure_ascii=False, indent=2)


@pytest.mark.parametrize("name", FORMS)
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("large", [False, True])
def test_the_example_of_every_form_prints(name, language, large):
    example = paper_data.example(FORMS[name])
    assert compose(FORMS[name], {**example, "language": language, "large": large})


@pytest.mark.parametrize(("name", "programs"), [("ticket", TICKET), ("receipt", RECEIPT)])
def test_the_example_has_the_very_keys_that_the_programs_print(name, programs):
    assert set(paper_data.example(FORMS[name])) == set(programs)


@pytest.mark.parametrize("name", FORMS)
@pytest.mark.parametrize("flags", [False, True])
def test_what_the_kinds_allow_can_be_printed(name, flags):
    form = FORMS[name]
    data = {"language": "zh"}
    for key, kind in paper_data.kinds(form).items():
        data[key] = flags if kind.flag else None if kind.nullable else "x" * kind.most
    assert compose(form, data)


def test_keys_written_twice_are_named_with_all_the_other_mistakes():
    text = '{"hall": "a",\n"hall": "b",\n"ahead": "3",\n"ahead": 3, "large": "yes"}'
    told = refusal(text)
    for fault in (
        "t.json:2: hall is there twice",
        "t.json:4: ahead is there twice",
        "large: write",
        "missing: qr",
    ):
        assert fault in told


def test_a_hall_that_adds_a_key_to_its_form_gets_it_in_the_example():
    form = load_form("ticket")
    form["line"].append({"text": "{motto}", "when": {"festive": True, "wait_min": 0}})
    example = paper_data.example(form)
    assert (example["motto"], example["festive"], example["wait_min"]) == ("motto", False, 0)
    assert compose(form, example)


@pytest.mark.parametrize("key", sorted(set(EXAMPLE) - {"reprint"}))
def test_a_missing_key_is_named(key):
    text = json.dumps({name: value for name, value in EXAMPLE.items() if name != key})
    assert refusal(text) == f"t.json: missing: {key}"
    assert refusal(text, "zh") == f"t.json: 缺少 {key}"


@pytest.mark.parametrize(
    ("change", "en", "zh"),
    [
        ({"large": "yes"}, "t.json:3: large: write true or false", "large: 要写 true 或 false"),
        ({"offline": 1}, "offline: write true or false", "offline: 要写 true 或 false"),
        ({"ahead": "3"}, "ahead: write a number 0, 1, 2… or null", "ahead: 要写 数字 0、1、2…或 null"),
        ({"ahead": -1}, "ahead: write a number", "ahead: 要写 数字"),
        ({"ahead": True}, "ahead: write a number", "ahead: 要写 数字"),
        ({"service": ["x"]}, "service: write a text", "service: 要写 加引号的文字"),
        ({"service": None}, "service: write a text", "service: 要写 加引号的文字"),
        ({"service": {"zh": "x"}}, "service: write a text", "service: 要写 加引号的文字"),
        ({"hall": "x" * 201}, "hall: 201 characters, at most 200 fit", "hall: 有 201 个字，最多 200 个"),
        ({"qr": "x" * 401}, "qr: 401 characters, at most 400 fit", "qr: 有 401 个字"),
        ({"language": "fr"}, 't.json:2: language: write "zh" or "en"', 'language: 要写 "zh" 或 "en"'),
        ({"language": ["zh"]}, 'language: write "zh" or "en"', "language: 要写"),
        ({"colour": 1}, "t.json:22: colour is unknown", "colour 不认识"),
        ({"placce": "x"}, "placce is unknown, did you mean place?", "placce 不认识，是不是 place？"),
    ],
)
def test_a_wrong_value_is_named_with_its_line(change, en, zh):
    assert en in refusal(with_change(**change))
    assert zh in refusal(with_change(**change), "zh")


def test_all_mistakes_are_told_at_once_and_no_value_is_repeated():
    text = with_change(large="李静怡", ahead="李静怡", service=["李静怡"], hall="李静怡" * 100)
    said = refusal(text)
    assert len(said.splitlines()) == 4
    assert "李静怡" not in said


@pytest.mark.parametrize(
    ("text", "en", "zh"),
    [
        ("", "t.json:1:1: is empty", "是空的"),
        (" \n ", "is empty", "是空的"),
        ('{\n "hall": "x",\n}', "t.json:3:1: not valid JSON", "不是正确的 JSON"),
        ("[]", "must be one JSON object", "应当是一个 JSON 对象"),
        ("null", "must be one JSON object", "应当是一个 JSON 对象"),
        ("9" * 5000, "no data of a paper", "不是一张纸的数据"),
        ("[" * 100_000, "no data of a paper", "不是一张纸的数据"),
        ('{"hall": "a",\n\n"hall": "b"}', "t.json:3: hall is there twice", "hall 写了两次"),
        ('{\n"hall":\n"云溪县"}'.encode("gbk"), "t.json:3: not UTF-8 text", "不是 UTF-8 文字"),
        (b"\x89PNG\r\n\x1a\n\0\0", "t.json:1: not UTF-8 text", "不是 UTF-8 文字"),
        (b" " * 10_000_000, "too big, a paper needs less than 256 KB", "太大"),
    ],
)
def test_a_file_that_is_no_data_at_all(text, en, zh):
    assert en in refusal(text)
    assert zh in refusal(text, "zh")


def test_a_number_where_words_belong_is_told_beside_the_other_mistakes_in_the_order_of_the_file():
    said = refusal('{\n"number": 5,\n"numbr": "A1",\n"ahead": "3",\n"hall": "x"}').splitlines()
    assert said[:3] == [
        "t.json:2: number: write a text in quotes",
        "t.json:3: numbr is unknown, did you mean number?",
        "t.json:4: ahead: write a number 0, 1, 2… or null",
    ]
    assert "t.json: missing: service" in said[3:]


def test_a_key_that_a_hall_added_takes_a_text_or_a_number():
    kind = paper_data.kinds({"line": [{"text": "{motto}"}]})["motto"]
    assert kind.holds(5)
    assert kind.holds("five")
    assert kind.wanted(SAYS["zh"]) == "加引号的文字或数字 0、1、2…"


def test_half_a_character_is_refused():
    assert "service: holds half a character" in refusal(json.dumps(EXAMPLE | {"service": "\ud800"}))


def test_ten_megabytes_and_an_endless_file_are_refused_at_once(tmp_path):
    path = tmp_path / "big.json"
    path.write_bytes(b'{"hall": "' + b"x" * 10_000_000 + b'"}')
    for name in (path, "/dev/zero"):
        ended = hallkit("device", "print", "ticket", "--port", "/dev/null", "--data", name, "--json")
        assert ended.returncode == Exit.BAD_INPUT
        assert told(ended)["error"] == "data.invalid"
        assert f"{name}: 太大" in ended.stderr


def test_a_wrong_file_has_its_place_and_status_also_on_the_real_command(tmp_path):
    path = tmp_path / "t.json"
    path.write_text(with_change(ahead="three", numbr=1), encoding="utf-8")
    ended = hallkit(
        "device", "print", "ticket", "--port", "/dev/null", "--data", path, "--lang", "en", "--json"
    )
    assert ended.returncode == Exit.BAD_INPUT
    assert told(ended)["detail"].splitlines() == [
        f"{path}:11: ahead: write a number 0, 1, 2… or null",
        f"{path}:22: numbr is unknown, did you mean number?",
    ]
